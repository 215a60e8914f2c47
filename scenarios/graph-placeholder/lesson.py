# A placeholder holds nothing until a session is given something for it.
import tensorflow as tf

tf1 = tf.compat.v1
tf1.disable_eager_execution()

a = tf1.placeholder(tf.float32, shape=(), name="a")
b = tf.constant(3.0, name="b")
c = tf.multiply(a, b, name="c")
slope, = tf1.gradients(c, [a])
print(c)
with tf1.Session() as session:
    print(session.run(c, feed_dict={a: 2.0}))
    print(session.run([c, slope], feed_dict={a: -1.5}))
    try:
        session.run(c)
    except tf.errors.InvalidArgumentError as error:
        print([line for line in str(error).splitlines() if "feed" in line][0])
