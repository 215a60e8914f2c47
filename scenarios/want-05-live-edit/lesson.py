# The worked example: C = y − max(0, w·x + b).
import tensorflow as tf

w = tf.Variable(2.0)
x = tf.constant(1.0)
b = tf.Variable(1.0)
y = tf.constant(5.0)
with tf.GradientTape() as tape:
    z = w * x + b
    C = y - tf.maximum(0.0, z)
print(tape.gradient(C, [w, b]))
