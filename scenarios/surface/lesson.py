# A line through five points by gradient descent.
import tensorflow as tf

x = tf.constant([-1.0, -0.5, 0.0, 0.5, 1.0])
y = 2.0 * x + 0.5
w = tf.Variable(-1.0, name="w")
b = tf.Variable(-1.0, name="b")
for step in range(30):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((w * x + b - y) ** 2)
    dw, db = tape.gradient(loss, [w, b])
    w.assign_sub(0.2 * dw)
    b.assign_sub(0.2 * db)
print(f"w = {w.numpy():.3f}, b = {b.numpy():.3f}")
