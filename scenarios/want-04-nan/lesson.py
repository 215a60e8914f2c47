# The mask hides log 0 on the way forward; on the way back 0 × inf is NaN all the same.
import tensorflow as tf

x = tf.Variable([0.0, 1.0, 4.0], name="x")
with tf.GradientTape() as tape:
    logs = tf.where(x > 0.0, tf.math.log(x), 0.0)
    loss = tf.reduce_sum(logs)
print(loss, tape.gradient(loss, x))

big = tf.Variable(50.0, name="big")
with tf.GradientTape() as tape:
    power = tf.exp(big * 2.0)
    ratio = power / (power + 1.0)
print(ratio, tape.gradient(ratio, big))
