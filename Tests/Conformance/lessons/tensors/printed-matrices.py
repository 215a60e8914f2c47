import tensorflow as tf
import numpy as np

def t(f):
    try:
        r = f()
        print(r, '#', repr(r))
    except Exception as e:
        print(type(e).__name__, '|', e)

for v in [[[1.0, 2.0], [3.0, 4.5]], [[1e-8, 1.0], [2.0, 3.0]], [[-1.0, 10.25], [100.5, -1000.125]], [[]], [[], []], [[[1.0], [2.0]], [[3.0], [4.0]]], [[[[0.5]]]]]:
    t(lambda: tf.constant(v))
    t(lambda: tf.constant(v, tf.float64).numpy())
t(lambda: tf.zeros((0, 3)))
t(lambda: tf.zeros((3, 0)))
t(lambda: tf.zeros((2, 0, 3)))
t(lambda: tf.zeros((0,), tf.int32))
t(lambda: tf.zeros((0,), tf.bool))
t(lambda: tf.zeros((0,), tf.string))
t(lambda: tf.ones((2, 3, 4)))
t(lambda: tf.ones((1, 1, 1, 1, 2)))
t(lambda: tf.range(30.0) / 7)
t(lambda: tf.reshape(tf.range(24.0) * 1.37 - 5, (4, 6)))
t(lambda: tf.reshape(tf.range(60.0) * 1.37 - 5, (3, 20)))
t(lambda: tf.reshape(tf.cast(tf.range(40), tf.float64) ** 3 / 7, (2, 20)))
t(lambda: tf.constant([[1e10, 1.0]] * 3))
t(lambda: tf.constant([[123456789.0, 0.5]] * 2, tf.float64))
