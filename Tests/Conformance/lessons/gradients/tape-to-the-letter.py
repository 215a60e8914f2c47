import tensorflow as tf
import numpy as np
def tr(f):
    try:
        r = f()
        print(type(r).__name__, r)
    except Exception as e:
        print(type(e).__name__, str(e)[:500])
x = tf.Variable(3.0, name="x"); y = tf.Variable(4.0, name="y"); n = tf.Variable(2, name="n")
def run(target, sources, persistent=False, **kw):
    with tf.GradientTape(persistent=persistent) as t:
        z = target()
    return t.gradient(z, sources, **kw)
tr(lambda: run(lambda: x * y, {"a": x, "b": [y, (x,)]}))
tr(lambda: run(lambda: [x * y, x], x))
tr(lambda: run(lambda: {"p": x * y, "q": (y, [x * x])}, (x, y)))
tr(lambda: run(lambda: x, x))
tr(lambda: run(lambda: x, y))
tr(lambda: run(lambda: x, y, unconnected_gradients=tf.UnconnectedGradients.ZERO))
tr(lambda: run(lambda: x * 1.0, [y, n], unconnected_gradients="zero"))
tr(lambda: run(lambda: x * 1.0, [], ))
tr(lambda: run(lambda: [], x))
tr(lambda: run(lambda: x * 1.0, None))
tr(lambda: run(lambda: None, x))
tr(lambda: run(lambda: x * 1.0, 3.0))
tr(lambda: run(lambda: x * 1.0, "x"))
tr(lambda: run(lambda: 5.0, x))
tr(lambda: run(lambda: np.float32(2.0), x))
tr(lambda: run(lambda: x.numpy(), x))
tr(lambda: run(lambda: tf.constant(1.0), x))
tr(lambda: run(lambda: tf.constant(1), x))
tr(lambda: run(lambda: n * 2, n))
tr(lambda: run(lambda: tf.cast(x, tf.int32), x))
tr(lambda: run(lambda: x * tf.cast(n, tf.float32), n))
tr(lambda: run(lambda: [x * y, y * y], [x, y], output_gradients=[tf.constant(2.0), tf.constant(10.0)]))
tr(lambda: run(lambda: [x * y, y * y], [x, y], output_gradients=[2.0, None]))
tr(lambda: run(lambda: [x * y, y * y], [x, y], output_gradients=[2.0]))
tr(lambda: run(lambda: x * tf.constant([1.0, 2.0]), x, output_gradients=tf.constant([10.0, 100.0])))
tr(lambda: run(lambda: x * tf.constant([1.0, 2.0]), x, output_gradients=[10.0, 100.0]))
tr(lambda: run(lambda: x * tf.constant([1.0, 2.0]), x, output_gradients=tf.constant([1.0, 2.0, 3.0])))
tr(lambda: run(lambda: x * tf.constant([1.0, 2.0]), x, output_gradients=3.0))
tr(lambda: run(lambda: x * y, x, output_gradients=tf.constant(3)))
tr(lambda: run(lambda: x * y, x, unconnected_gradients="other"))
t = tf.GradientTape()
tr(lambda: t.gradient(x, x))
tr(lambda: t.watch(x))
tr(lambda: t.reset())
tr(lambda: t.__exit__(None, None, None))
def so():
    with t.stop_recording(): pass
tr(so)
tr(lambda: t.watched_variables())
with tf.GradientTape() as t:
    z = x * y
    tr(lambda: t.__enter__())
tr(lambda: t.gradient(z, x))
tr(lambda: t.gradient(z, x))
tr(lambda: t.jacobian(z, x))
with tf.GradientTape() as t:
    z = x * y
    g = t.gradient(z, x)
print(g)
tr(lambda: t.gradient(z, x))
with tf.GradientTape(persistent=True) as t:
    z = x * y * x
    g = t.gradient(z, x)
    h = t.gradient(g, x)
print(g, h, t.gradient(g, y))
del t
tr(lambda: t)
with tf.GradientTape(watch_accessed_variables=False) as t:
    t.watch(y)
    z = x * y
print(t.gradient(z, [x, y]), [v.name for v in t.watched_variables()])
with tf.GradientTape() as t:
    a = y * 2.0
    b = x + a
    t.watch(n)
print([v.name for v in t.watched_variables()])
with tf.GradientTape() as t:
    z = x * x
    t.reset()
    z = z + x * y
print(t.gradient(z, [x, y]))
with tf.GradientTape() as t:
    z = x * x
    with t.stop_recording():
        w = z * y
    u = w + z
print(t.gradient(u, [x, y]))
with tf.GradientTape() as t:
    z = x * x
    with t.stop_recording():
        g = t.gradient(z, x)
    print(g)
c = tf.constant(3.0)
with tf.GradientTape() as t:
    t.watch(c)
    z = c * c
    c2 = c + 1.0
    z2 = c2 * c
print(t.gradient([z, z2], [c, c2]))
with tf.GradientTape() as t:
    z = c * c
    t.watch(c)
    w = z * c
print(t.gradient(w, c))
with tf.GradientTape() as t:
    t.watch([c, {"k": c2}])
    z = c * c2
print(t.gradient(z, [c2, c]))
tr(lambda: tf.GradientTape().watch(3.0))
tr(lambda: tf.GradientTape().watch("abc"))
tr(lambda: tf.GradientTape().watch(None))
tr(lambda: tf.GradientTape().watch(np.array([1.0])))
with tf.GradientTape() as t:
    t.watch(tf.constant(1))
    t.watch(tf.constant("s"))
i = tf.constant([1, 2])
with tf.GradientTape() as t:
    t.watch(i)
    z = i * i
tr(lambda: t.gradient(z, i))
# after exit, continued
with tf.GradientTape() as t:
    z = x * x
with t:
    w = z * x
tr(lambda: t.gradient(w, x))
# nested tapes third order
v = tf.Variable(2.0)
with tf.GradientTape() as t3:
    with tf.GradientTape() as t2:
        with tf.GradientTape() as t1:
            z = v ** 4
        g1 = t1.gradient(z, v)
    g2 = t2.gradient(g1, v)
g3 = t3.gradient(g2, v)
print(g1.numpy(), g2.numpy(), g3.numpy())
with tf.GradientTape(persistent=True) as t:
    z = v * v
    t.gradient(z, v)
print(repr(t)[:50])
tr(lambda: tf.GradientTape(5, 6, 7))
tr(lambda: t.gradient())
tr(lambda: t.gradient(z))
tr(lambda: t.gradient(z, v, foo=1))
tr(lambda: t.foo)
def gen():
    with tf.GradientTape() as t:
        raise ValueError("inside")
tr(gen)
with tf.GradientTape() as t:
    q = v * v
v.assign(10.0)
print(t.gradient(q, v))
with tf.GradientTape() as t:
    q = v * v
    v.assign_add(1.0)
    q = q + v * 3.0
print(t.gradient(q, v))
with tf.GradientTape() as t:
    v.assign(v * 2.0)
    q = v * 1.0
print(t.gradient(q, v))
