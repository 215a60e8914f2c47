import tensorflow as tf
# None hunting: what breaks the tape
a = tf.Variable(2.0, name="a")
b = tf.Variable(3.0, name="b")
def show(label, g):
    print(f"{label:<24}", g if g is None else (g.numpy() if not isinstance(g, (list, tuple)) else [x if x is None else x.numpy() for x in g]))
with tf.GradientTape() as t:
    y = tf.constant(float(a)) * b
show("float()", t.gradient(y, [a, b]))
with tf.GradientTape() as t:
    y = a.numpy() * b
show("numpy()", t.gradient(y, [a, b]))
with tf.GradientTape() as t:
    y = tf.stop_gradient(a) * b
show("stop_gradient", t.gradient(y, [a, b]))
with tf.GradientTape() as t:
    y = tf.cast(tf.cast(a, tf.int32), tf.float32) * b
show("int cast", t.gradient(y, [a, b]))
with tf.GradientTape() as t:
    y = tf.cast(a > 1.0, tf.float32) * b
show("comparison", t.gradient(y, [a, b]))
with tf.GradientTape() as t:
    y = tf.floor(a) * b + tf.round(a)
show("floor", t.gradient(y, [a, b]))
c = a * 2
with tf.GradientTape() as t:
    y = c * b
show("before tape", t.gradient(y, [a, b, c]))
with tf.GradientTape() as t:
    t.watch(c)
    y = c * b
show("watched", t.gradient(y, [a, c]))
with tf.GradientTape() as t:
    a.assign(5.0)
    y = a * b
    b.assign_add(1.0)
show("assign", t.gradient(y, [a, b]))
with tf.GradientTape() as t:
    with t.stop_recording():
        z = a * b
    y = z + a
show("stop_recording", t.gradient(y, [a, b]))
with tf.GradientTape(persistent=True) as t:
    idx = tf.argmax(tf.stack([a, b]))
    y = tf.stack([a, b])[idx]
    z = tf.sort(tf.stack([b, a]))
show("index", t.gradient(y, [a, b]))
show("sort", t.gradient(z, [a, b]))
show("zero", t.gradient(y, [a, tf.Variable([1.0, 2.0])], unconnected_gradients="zero"))
show("idx", t.gradient(tf.cast(idx, tf.float32), a))
with tf.GradientTape() as t:
    y = tf.reduce_sum(tf.one_hot(1, 3) * tf.stack([a, b, a * b]))
show("one_hot", t.gradient(y, [a, b]))
with tf.GradientTape() as t:
    y = [a * 2, b * 3, "x"][:2]
show("list target", t.gradient(y, [a, b]))
with tf.GradientTape() as t:
    y = tf.where(a > 0, a * b, tf.math.log(-a))
show("where", t.gradient(y, [a, b]))
with tf.GradientTape() as t:
    y = tf.identity(a)
show("identity", t.gradient(y, {"k": a, "n": (b,)}["k"]))
print(t.watched_variables()[0].name, type(t).__name__)
