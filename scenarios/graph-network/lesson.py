import tensorflow as tf

tf.random.set_seed(1)
x = tf.constant([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = tf.constant([[0.0], [1.0], [1.0], [0.0]])
w1 = tf.Variable(tf.random.normal([2, 4]), name="w1")
b1 = tf.Variable(tf.zeros([4]), name="b1")
w2 = tf.Variable(tf.random.normal([4, 1]), name="w2")
b2 = tf.Variable(tf.zeros([1]), name="b2")
parameters = [w1, b1, w2, b2]
for step in range(10):
    with tf.GradientTape() as tape:
        with tf.name_scope("hidden"):
            h = tf.tanh(x @ w1 + b1)
        with tf.name_scope("output"):
            p = tf.sigmoid(h @ w2 + b2)
        loss = tf.reduce_mean((p - y) ** 2)
    for v, g in zip(parameters, tape.gradient(loss, parameters)):
        v.assign_sub(0.5 * g)
