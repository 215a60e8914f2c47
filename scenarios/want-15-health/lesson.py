# Two layers that do not learn: the first weights leave no unit of either layer active.
import tensorflow as tf

x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
y = tf.constant([[1.0], [2.0]])
W1 = tf.Variable([[-1.0, -0.5, 0.2], [-0.3, -2.0, -0.7]], name="W1")
b1 = tf.Variable([-0.5, 0.0, 0.1], name="b1")
W2 = tf.Variable([[0.3], [0.4], [-0.2]], name="W2")
b2 = tf.Variable([0.5], name="b2")
for step in range(3):
    with tf.GradientTape() as tape:
        h = tf.nn.relu(x @ W1 + b1)
        out = h @ W2 + b2
        loss = tf.reduce_mean((out - y) ** 2)
    grads = tape.gradient(loss, [W1, b1, W2, b2])
    for v, g in zip([W1, b1, W2, b2], grads):
        v.assign_sub(0.1 * g)
    print(step, loss.numpy())
