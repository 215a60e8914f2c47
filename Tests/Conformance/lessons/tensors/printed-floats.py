import tensorflow as tf
import numpy as np

def t(f):
    try:
        r = f()
        print(r, '#', repr(r))
    except Exception as e:
        print(type(e).__name__, '|', e)

for v in [[1.0, 2.5], [0.1, 0.25, 100.0], [1e-3, 1.0, 1e3], [1e-5, 1.0], [1e8, 1.0], [1e-4, 1.0], [9.9e-5, 1.0], [99999999.0, 1.0], [1e3, 1e-1], [1e16], [1e15, 1.0], [0.0], [-0.0], [-0.0, 0.0], [1e-45], [3.4e38], [0.1 + 0.2], [1/3], [2/3, 1e-3], [12345.678, 0.001], [123456.789], [1234567.0, 0.1], [16777217.0, 1.5], [1e7, 0.5], [-1.5, 22.25], [1e-10, 1e-9], [5e-324], [100.0, -0.001], [float('nan')], [float('inf'), -1.0], [float('-inf')], [float('nan'), float('inf'), 1e-8], []]:
    for d in (tf.float32, tf.float64):
        t(lambda: tf.constant(v, d))
