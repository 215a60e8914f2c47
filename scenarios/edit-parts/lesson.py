# A weight of 400 elements, of which a few are changed, and numbers inside an expression.
import tensorflow as tf
W = tf.Variable(tf.zeros([20, 20]))
x = tf.ones([20])
with tf.GradientTape() as tape:
    y = tf.reduce_sum(tf.maximum(0.5, W) @ tf.reshape(x, [20, 1])) * 2.0
print(tape.gradient(y, W)[3, 5])
