import numpy as np
import tensorflow as tf

tf1 = tf.compat.v1
tf1.disable_eager_execution()
x = tf1.placeholder(tf.float32, shape=(None,), name="x")
y = tf1.placeholder(tf.float32, shape=(None,), name="y")
w = tf1.get_variable("w", initializer=0.0)
b = tf1.Variable(0.0, name="b")
loss = tf.reduce_mean(tf.square(w * x + b - y))
train = tf1.train.GradientDescentOptimizer(0.05).minimize(loss)
print(train.name, train.type)
feed = {x: np.array([0.0, 1.0, 2.0]), y: np.array([1.0, 3.0, 5.0])}
with tf1.Session() as session:
    session.run(tf1.global_variables_initializer())
    for step in range(5):
        _, value = session.run([train, loss], feed)
        print(step, value)
    print(session.run([w, b]))
with tf1.Session() as other:
    other.run(tf1.global_variables_initializer())
    print(other.run([w, b]))
    other.run(w.assign(7.0))
    with tf1.Session() as third:
        try:
            print(third.run(w))
        except tf.errors.FailedPreconditionError as e:
            print(type(e).__name__)
    print(other.run(w))
for make in [lambda: tf1.train.AdamOptimizer(0.1), lambda: tf1.train.MomentumOptimizer(0.05, 0.9), lambda: tf1.train.RMSPropOptimizer(0.1), lambda: tf1.train.AdagradOptimizer(0.5)]:
    with tf.Graph().as_default():
        v = tf1.get_variable("v", initializer=[1.0, -2.0])
        target = tf.reduce_sum(v ** 2)
        optimizer = make()
        op = optimizer.minimize(target)
        with tf1.Session() as session:
            session.run(tf1.global_variables_initializer())
            for _ in range(3):
                session.run(op)
            print(type(optimizer).__name__, session.run(v))
        grads = optimizer.compute_gradients(target)
        print([(g.shape, u.name) for g, u in grads])
