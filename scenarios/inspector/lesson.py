# A masked logarithm: the forward pass is clean, the backward pass makes NaN of 0 * inf.
import tensorflow as tf

x = tf.constant([[4.0, 1.0, 0.0, -1.0], [9.0, 0.25, 2.25, 0.0]])
W = tf.Variable([[0.5, -0.25], [1.0, 0.0], [-1.5, 2.0], [0.125, 3.0]])
with tf.GradientTape() as tape:
    tape.watch(x)
    safe = tf.where(x > 0.0, tf.math.log(x), tf.zeros_like(x))
    y = tf.matmul(safe, W)
    blocks = tf.reshape(y, [2, 1, 2]) * tf.constant([[[1.0], [2.0], [3.0]]])
    loss = tf.reduce_sum(blocks**2)
dx, dW = tape.gradient(loss, [x, W])
print(dx.numpy())
