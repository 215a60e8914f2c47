# Descent on (w·x − y)² with a rate that is too large: w swings ever farther.
import tensorflow as tf

x = tf.constant(3.0)
y = tf.constant(6.0)
w = tf.Variable(0.5)
lr = 0.12
for _ in range(12):
    with tf.GradientTape() as tape:
        loss = (w * x - y) ** 2
    gradient = tape.gradient(loss, w)
    w.assign_sub(lr * gradient)
print(float(w))
