import tensorflow as tf
# custom gradients and more
@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)
    def grad(upstream):
        return upstream * (1 - 1 / (1 + e))
    return tf.math.log(1 + e), grad
x = tf.constant(100.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = log1pexp(x)
print(y.numpy(), tape.gradient(y, x).numpy())
@tf.custom_gradient
def bar(x, y):
    def grad(upstream):
        return upstream * y, upstream * x
    return x * y, grad
a, b = tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])
with tf.GradientTape(persistent=True) as t:
    t.watch([a, b])
    z = bar(a, b)
    w = bar(x=a, y=b) if False else z * 2
print(t.gradient(z, [a, b]), t.gradient(w, a))
w = tf.Variable(2.0)
@tf.custom_gradient
def withvar(x):
    y = x * w
    def grad(dy, variables=None):
        return dy * 10.0, [dy * 100.0 for _ in variables]
    return y, grad
x = tf.constant(3.0)
with tf.GradientTape() as t:
    t.watch(x)
    y = withvar(x)
print([g.numpy() for g in t.gradient(y, [x, w])])
@tf.custom_gradient
def two_out(x):
    def grad(d1, d2):
        return d1 * 2.0 + d2 * 3.0
    return (x + 1.0, x - 1.0), grad
with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    p, q = two_out(x)
    s = p * q
print(t.gradient(p, x).numpy(), t.gradient(q, x).numpy(), t.gradient(s, x).numpy())
f = tf.recompute_grad(lambda v: tf.reduce_sum(tf.sin(v) ** 2))
v = tf.Variable([0.1, 0.2])
with tf.GradientTape() as t:
    y = f(v)
print(y, t.gradient(y, v))
with tf.autodiff.ForwardAccumulator(primals=v, tangents=tf.constant([1.0, 0.0])) as acc:
    y = tf.reduce_sum(v ** 3)
print(acc.jvp(y).numpy())
tbl = tf.Variable(tf.reshape(tf.range(8.0), (4, 2)))
with tf.GradientTape() as t:
    e = tf.nn.embedding_lookup(tbl, [1, 3, 1])
    l = tf.reduce_sum(e * e)
g = t.gradient(l, tbl)
print(g)
print(tf.convert_to_tensor(g))
print(isinstance(g, tf.IndexedSlices), g.dense_shape, g.indices)
tbl.scatter_sub(tf.IndexedSlices(0.1 * g.values, g.indices))
print(tbl.numpy())
try:
    @tf.custom_gradient
    def wrong(x):
        return x, lambda dy: (dy, dy)
    with tf.GradientTape() as t:
        t.watch(x)
        y = wrong(x)
    print(t.gradient(y, x))
except Exception as e:
    print(type(e).__name__, e)
