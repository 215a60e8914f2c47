import sys
import tensorflow as tf
x = tf.Variable([1.5, -2.25]); step = tf.constant(3)
tf.print("step", step, "x =", x, output_stream=sys.stdout)
tf.print("loss:", tf.reduce_sum(x ** 2), "grad:", [2 * x], {"lr": 0.1, "eps": tf.constant(1e-7)}, sep=" | ", end="!\n", output_stream=sys.stdout)
tf.print(tf.reshape(tf.range(24), (2, 3, 4)), output_stream=sys.stdout); tf.print(tf.range(50), summarize=5, output_stream=sys.stdout); tf.print(tf.constant(1 / 3), tf.constant(1 / 3, tf.float64), tf.constant(2.0), 1e-20, tf.constant(1e-20), output_stream=sys.stdout); tf.print(output_stream=sys.stdout)
tf.print(tf.ones((2, 2, 2)), summarize=1, output_stream=sys.stdout); tf.print("a", "b", sep="", end="", output_stream=sys.stdout); tf.print("", output_stream=sys.stdout)
