import tensorflow as tf
def tr(f):
    try:
        r = f()
        print(type(r).__name__, r)
    except Exception as e:
        print(type(e).__name__, str(e)[:500])
x = tf.Variable([1.0, 2.0]); w = tf.Variable([[1.0, 2.0], [3.0, 4.0]]); u = tf.Variable(1.0)
def J(f, s, p=False, **kw):
    with tf.GradientTape(persistent=p) as t:
        y = f()
    return t.jacobian(y, s, **kw)
tr(lambda: J(lambda: x * x, x))
tr(lambda: J(lambda: tf.linalg.matvec(w, x), [x, w]))
tr(lambda: J(lambda: tf.linalg.matvec(w, x), {"x": x, "w": w}))
tr(lambda: J(lambda: tf.reduce_sum(x), x))
tr(lambda: J(lambda: x * x, u))
tr(lambda: J(lambda: x * x, [u, x]))
tr(lambda: J(lambda: x * x, [u, x], unconnected_gradients=tf.UnconnectedGradients.ZERO))
tr(lambda: J(lambda: x * x, x, experimental_use_pfor=False))
tr(lambda: J(lambda: x * x, x, experimental_use_pfor=False, parallel_iterations=3))
tr(lambda: J(lambda: x * x, x, parallel_iterations=3))
tr(lambda: J(lambda: [x * x, x], x))
tr(lambda: J(lambda: x, x))
tr(lambda: J(lambda: u * 2.0, u))
tr(lambda: J(lambda: tf.matmul(w, w), w))
tr(lambda: J(lambda: tf.gather(w, [1, 0]), w))
tr(lambda: J(lambda: tf.zeros([0]) * u, u))
tr(lambda: J(lambda: tf.cast(x, tf.int32), x))
with tf.GradientTape() as t2:
    with tf.GradientTape() as t:
        y = tf.reduce_sum(x ** 3) * x[0]
    g = t.gradient(y, x)
print("hessian", t2.jacobian(g, x))
with tf.GradientTape() as t2:
    with tf.GradientTape() as t:
        y = x ** 3
    g = t.jacobian(y, x)
print("J of J", t2.jacobian(g, x))
a = tf.reshape(tf.range(6, dtype=tf.float32), [3, 2])
def B(f, s, **kw):
    with tf.GradientTape() as t:
        t.watch(s)
        y = f(s)
    return t.batch_jacobian(y, s, **kw)
tr(lambda: B(lambda s: s * s, a))
tr(lambda: B(lambda s: tf.matmul(s, w), a))
tr(lambda: B(lambda s: s * s, a, experimental_use_pfor=False))
tr(lambda: B(lambda s: tf.reduce_sum(s * s), a))
tr(lambda: B(lambda s: tf.reduce_sum(s * s, axis=1), a))
tr(lambda: B(lambda s: tf.reduce_sum(s * s, axis=0), a))
tr(lambda: B(lambda s: tf.ones([3, 2]), a))
tr(lambda: B(lambda s: tf.ones([3, 2]), a, unconnected_gradients=tf.UnconnectedGradients.ZERO))
tr(lambda: B(lambda s: s, u))
tr(lambda: B(lambda s: s * 2.0, u))
tr(lambda: B(lambda s: tf.reshape(s, [2, 3]), a))
m = tf.random.uniform if False else None
b = tf.reshape(tf.range(12, dtype=tf.float32), [2, 3, 2])
r = B(lambda s: s ** 2, b)
print(r.shape, tf.reduce_sum(r).numpy())
