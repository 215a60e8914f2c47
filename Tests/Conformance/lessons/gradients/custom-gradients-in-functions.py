import tensorflow as tf
@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)
    def grad(upstream): return upstream * (1 - 1 / (1 + e))
    return tf.math.log(1 + e), grad
@tf.function
def f(x):
    with tf.GradientTape() as t:
        t.watch(x); y = log1pexp(x)
    return y, t.gradient(y, x)
print(f(tf.constant(100.0)), f(tf.constant([0.0, 100.0])))
@tf.custom_gradient
def two(a, b):
    def grad(u, v): return 2.0 * u, 3.0 * v
    return (a + b, a * b), grad
@tf.function
def g(a, b):
    with tf.GradientTape() as t:
        t.watch([a, b]); p, q = two(a, b); z = p + q
    return t.gradient(z, [a, b])
print(g(tf.constant(1.0), tf.constant(5.0)))
class Scale(tf.Module):
    def __init__(self): self.k = tf.Variable(3.0)
    @tf.function
    def __call__(self, x):
        @tf.custom_gradient
        def inner(z):
            def grad(dy, variables=None): return dy * 100.0, [tf.constant(7.0)]
            return z * self.k, grad
        return inner(x)
m = Scale(); x = tf.Variable(2.0)
with tf.GradientTape() as t: y = m(x)
print(y, t.gradient(y, [x, m.k]))
rg = tf.recompute_grad(lambda q: q * q * q)
@tf.function
def h(x):
    with tf.GradientTape() as t:
        t.watch(x); y = rg(x)
    return t.gradient(y, x)
print(h(tf.constant(2.0)))
@tf.function
def gp(x):
    with tf.GradientTape() as t: t.watch(x); y = tf.grad_pass_through(tf.round)(x)
    return y, t.gradient(y, x)
print(gp(tf.constant(2.6)))
st = tf.custom_gradient(lambda x: (tf.round(x), lambda dy: dy))
v = tf.Variable([0.3, 1.7])
@tf.function
def step():
    with tf.GradientTape() as t: l = tf.reduce_sum(st(v * 2.0) ** 2)
    return l, t.gradient(l, v)
print(step())
@tf.function
def bj(x):
    with tf.GradientTape() as t:
        t.watch(x); y = x ** 3
    return t.batch_jacobian(y, x)
print(bj(tf.constant([[1.0, 2.0]])))
@tf.function
def pers(x):
    with tf.GradientTape(persistent=True) as t:
        t.watch(x); y = x * x; z = y * x
    return t.gradient(y, x), t.gradient(z, x), t.jacobian(z, x)
print(pers(tf.constant([1.0, 2.0])))
