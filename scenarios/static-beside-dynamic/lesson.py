# A product less a number, computed at once and as a graph.
import tensorflow as tf

w = tf.constant(2.0)
x = tf.constant(3.0)
b = tf.constant(5.0)


@tf.function
def static(a, c, d):
    product = a * c
    return product - d


with tf.GradientTape() as tape:
    tape.watch([w, x, b])
    y = static(w, x, b)
print([g.numpy() for g in tape.gradient(y, [w, x, b])])
static(tf.constant([1.0, 2.0]), x, b)
