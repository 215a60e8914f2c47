import tensorflow as tf

x = tf.constant(2.0)
y = tf.constant(10.0)
rate = 0.05

w = tf.Variable(1.0, name="w")
with tf.GradientTape() as tape:
    p = w * 1.0
    for step in range(5):
        e = tf.nn.relu(p * x) - y
        g = 2.0 * e * x
        p = p - rate * g
    loss = (p * x - y) ** 2
print(tape.gradient(loss, w).numpy())
