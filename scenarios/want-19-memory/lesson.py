import tensorflow as tf

# A hundred steps with matrices; little memory for what they computed.
x = tf.reshape(tf.range(512, dtype=tf.float32) / 512.0, [16, 32])
W = tf.Variable(tf.fill([32, 32], 0.02))
for step in range(100):
    with tf.GradientTape() as tape:
        h = tf.tanh(x @ W)
        loss = tf.reduce_mean((h - 0.5) ** 2)
    W.assign_sub(0.1 * tape.gradient(loss, W))
print("loss %.4f" % loss.numpy())
