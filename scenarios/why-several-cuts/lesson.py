# Three ways lead from the loss to w, and each of them is cut.
import tensorflow as tf

w = tf.Variable(2.0)
with tf.GradientTape() as tape:
    a = tf.stop_gradient(w * 3.0)
    b = tf.round(w) * 2.0
    c = tf.cast(tf.cast(w, tf.int32), tf.float32)
    loss = a + b * c
print(tape.gradient(loss, w))
