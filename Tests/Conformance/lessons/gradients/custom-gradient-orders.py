import tensorflow as tf
def tr(f):
    try:
        r = f()
        print(type(r).__name__, r)
    except Exception as e:
        print(type(e).__name__, str(e)[:600])
# second order
@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)
    def grad(upstream):
        return upstream * (1 - 1 / (1 + e))
    return tf.math.log(1 + e), grad
x = tf.Variable(100.0)
with tf.GradientTape() as t:
    y = log1pexp(x)
print(t.gradient(y, x))
x = tf.Variable(0.5)
with tf.GradientTape() as t2:
    with tf.GradientTape() as t:
        y = log1pexp(x)
    g = t.gradient(y, x)
print(g, t2.gradient(g, x))
@tf.custom_gradient
def cube(x):
    @tf.custom_gradient
    def first(dy):
        def second(ddy):
            print("second", ddy)
            return ddy * 7.0
        return dy * 3.0 * x ** 2, second
    return x ** 3, first
x = tf.constant(2.0)
with tf.GradientTape() as t2:
    t2.watch(x)
    with tf.GradientTape() as t:
        t.watch(x)
        y = cube(x)
    g = t.gradient(y, x)
print(g, t2.gradient(g, x))
class Op:
    k = 4.0
    @tf.custom_gradient
    def go(self, x):
        return x * self.k, lambda dy: dy
    @staticmethod
    @tf.custom_gradient
    def st(x):
        return x * 2.0, lambda dy: dy * 9.0
tr(lambda: Op().go(x))
with tf.GradientTape() as t:
    t.watch(x)
    y = Op.st(x)
print(t.gradient(y, x))
f = tf.custom_gradient(lambda x: (tf.square(x), lambda g: g * 5.0))
with tf.GradientTape() as t:
    t.watch(x)
    y = f(x) + f(x) * 2.0
print(y, t.gradient(y, x), f.__name__)
dec = tf.custom_gradient()
@dec
def h(x):
    "doc of h"
    return x * 1.0, lambda g: g * 8.0
with tf.GradientTape() as t:
    t.watch(x)
    y = h(x)
print(t.gradient(y, x), h.__name__, h.__doc__)
# captured tensor inside
c = tf.Variable(5.0)
@tf.custom_gradient
def cap(x):
    def g(dy, variables=()):
        return (dy, [dy * 11.0 for q in variables]) if variables else dy * 13.0
    return x * c * c, g
with tf.GradientTape() as t:
    y = cap(c) + c
print(t.gradient(y, c))
with tf.GradientTape() as t:
    y = cap(tf.constant(1.0)) + c
print(t.gradient(y, c), t.watched_variables()[0].name)
nt = tf.Variable(5.0, trainable=False)
@tf.custom_gradient
def cap2(x):
    return x * nt, lambda dy: dy
tr(lambda: cap2(x))
# persistence, unconnected
@tf.custom_gradient
def noisy(x):
    def g(dy):
        print("called with", dy.numpy())
        return dy
    return tf.identity(x), g
with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    y = noisy(noisy(x))
    z = x * 2.0
print(t.gradient(y, x), t.gradient(y, x), t.gradient(z, x))
with tf.GradientTape() as t:
    y = noisy(x)
print(t.gradient(y, x))
print(noisy(tf.constant([1, 2])))
@tf.custom_gradient
def shp(x):
    return tf.reduce_sum(x), lambda dy: dy * 2.0
v = tf.Variable([1.0, 2.0])
with tf.GradientTape() as t:
    y = shp(v)
tr(lambda: t.gradient(y, v))
with tf.GradientTape() as t:
    y = shp(tf.exp(v) + 1.0) + tf.reduce_sum(v)
tr(lambda: t.gradient(y, v))
# recompute
k = tf.Variable(3.0)
def blk(x):
    print("run")
    return tf.sin(x) * k
rb = tf.recompute_grad(blk)
x = tf.Variable(1.0)
with tf.GradientTape() as t:
    y = rb(x) ** 2
print(y, [q.numpy() for q in t.gradient(y, [x, k])], rb.__name__)
def two(a, b): return a * b, a + b
r2 = tf.recompute_grad(two)
with tf.GradientTape() as t:
    p, q = r2(x, k)
    y = p * q
print(y, [q.numpy() for q in t.gradient(y, [x, k])])
with tf.GradientTape() as t2:
    with tf.GradientTape() as t:
        y = rb(x)
    g = t.gradient(y, x)
print(g)
tr(lambda: t2.gradient(g, x))
# stop_gradient
x = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as t:
    y = tf.stop_gradient(x * x) * x + tf.stop_gradient(x)
    w = tf.stop_gradient(x)
print(t.gradient(y, x), t.gradient(w, x), w)
q = tf.grad_pass_through(tf.round)
with tf.GradientTape() as t:
    y = q(x * 1.3)
print(y, t.gradient(y, x))
