import tensorflow as tf, numpy as np
x = tf.constant(1e-30); print(x * 1e-5, x * 1e-9, x * x, x / 1e10, tf.square(tf.constant(1e-20)), tf.exp(-90.0), tf.constant([1e-30, 1.0]) * 1e-10)
print(np.float32(1e-30) * np.float32(1e-10), 1e-310, 1e-310 * 2, tf.constant(1e-310, tf.float64) * 2.0)
w = tf.Variable(0.01); y = tf.constant(1.0)
for k in range(25):
    with tf.GradientTape() as t: z = w ** float(k)
    if k > 15: print(k, z.numpy(), t.gradient(z, w).numpy())
h = tf.constant(1e-4, tf.float16)
with tf.GradientTape() as t: t.watch(h); q = h * h * 100; r = h / 3
print(q, r, t.gradient([q, r], h), h * 1e-3)
