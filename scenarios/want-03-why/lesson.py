# A gradient is lost in six ways; each line says which.
import tensorflow as tf
import numpy as np

w = tf.Variable(2.0, name="w")
fixed = tf.Variable(3.0, trainable=False, name="fixed")
whole = tf.Variable(4, name="whole")
c = tf.constant(5.0)
with tf.GradientTape(persistent=True) as tape:
    detour = tf.constant(np.square(w.numpy()))
    stopped = tf.stop_gradient(w * 3.0)
    flat = tf.maximum(0.0, w - 7.0)
    other = tf.where(w > 0.0, fixed, w * w)
    loss = detour + stopped + flat + other + c + tf.cast(whole, tf.float32)
print(tape.gradient(loss, [w, fixed, whole, c]))
print(tape.gradient(stopped, w), tape.gradient(detour, w), tape.gradient(flat, w))
