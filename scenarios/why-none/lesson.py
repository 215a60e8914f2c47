# The tape is asked by x, which is a constant that nobody watches, and by w, which it follows.
import tensorflow as tf

w = tf.Variable(2.0)
x = tf.constant(3.0)
with tf.GradientTape() as tape:
    y = w * x
dw, dx = tape.gradient(y, [w, x])
print(dw, dx)
