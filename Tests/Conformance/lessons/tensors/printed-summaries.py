import tensorflow as tf
import numpy as np

def t(f):
    try:
        r = f()
        print(r, '#', repr(r))
    except Exception as e:
        print(type(e).__name__, '|', e)

t(lambda: tf.range(1001))
t(lambda: tf.range(1000)[:999])
t(lambda: tf.range(2000.0) * 0.37)
t(lambda: tf.reshape(tf.range(1200), (30, 40)))
t(lambda: tf.reshape(tf.range(1200), (2, 600)))
t(lambda: tf.reshape(tf.range(1200), (600, 2)))
t(lambda: tf.reshape(tf.range(2000), (10, 10, 20)))
t(lambda: tf.reshape(tf.range(2000.0), (2, 5, 200)) / 3)
t(lambda: tf.zeros((7, 7, 7, 7)))
t(lambda: tf.zeros((1001,), tf.bool))
t(lambda: tf.constant(['a'] * 1001))
t(lambda: tf.reshape(tf.range(1200), (30, 40)).numpy())
t(lambda: tf.range(1001).numpy())
t(lambda: tf.eye(100).numpy())
t(lambda: np.arange(5000.).reshape(50, 100) * 1e5)
t(lambda: tf.where(tf.range(1500) == 750, 1e9, 1.0))
t(lambda: tf.where(tf.range(1500) == 1, 1e9, 1.0))
t(lambda: tf.where(tf.range(1500) == 1499, -0.00001, 1.0))
