import tensorflow as tf
def tr(f):
    try:
        r = f()
        print(type(r).__name__, r)
    except Exception as e:
        print(type(e).__name__, str(e)[:500])
x = tf.constant([[2.0, 3.0], [1.0, 4.0]])
targets = tf.constant([[1.], [-1.]])
w = tf.Variable([[1.0], [-1.0]]); b = tf.Variable([0.5])
with tf.autodiff.ForwardAccumulator(primals=w, tangents=tf.constant([[1.], [0.]])) as acc:
    loss = tf.reduce_sum((tf.sigmoid(x @ w + b) - targets) ** 2.)
print(acc.jvp(loss))
with tf.autodiff.ForwardAccumulator([w, b], [tf.constant([[1.], [0.]]), tf.constant([2.0])]) as acc:
    h = tf.tanh(x @ w + b)
    loss = tf.reduce_sum(h ** 2.)
    k = tf.constant(3.0)
print(acc.jvp(h), acc.jvp([loss, h]), acc.jvp(k))
print(acc.jvp(k, unconnected_gradients=tf.UnconnectedGradients.ZERO))
v = tf.Variable([1.0, 2.0, 3.0])
with tf.autodiff.ForwardAccumulator(v, tf.constant([1., 0., 0.])) as acc:
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(v ** 3.)
    back = tape.gradient(y, v)
print(back, acc.jvp(back))
p = tf.constant(1.1)
with tf.autodiff.ForwardAccumulator(p, tf.constant(1.)) as outer:
    with tf.autodiff.ForwardAccumulator(p, tf.constant(1.)) as inner:
        q = p ** 3.5
print(inner.jvp(q), outer.jvp(inner.jvp(q)), outer.jvp(q))
tr(lambda: tf.autodiff.ForwardAccumulator([p, p], [tf.constant(1.0)]))
with tf.autodiff.ForwardAccumulator(p, tf.constant(1.)) as acc:
    s = p * 2.0
    print(acc.jvp(s), acc.jvp(p))
th, nu = tf.test.compute_gradient(lambda t: t ** 2, [tf.constant([1.0, 2.0])])
print(th, nu)
def f(a, c): return a * c + tf.sin(a)
th, nu = tf.test.compute_gradient(f, [tf.constant([1.0, 2.0], tf.float64), tf.constant([3.0, 4.0], tf.float64)])
print(th)
print([z.round(4) for z in nu])
