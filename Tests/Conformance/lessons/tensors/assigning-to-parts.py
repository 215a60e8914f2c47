import tensorflow as tf
import numpy as np

def t(f):
    try:
        r = f()
        print(r, '#', repr(r))
    except Exception as e:
        print(type(e).__name__, '|', e)

v = tf.range(5); m = tf.ones((2, 2))
def put(x, k, y): x[k] = y
def delete(x, k): del x[k]
def aug(x):
    x += 1
    return x
def attr(x): x.shape = (5, 1)
def attr2(x): x.dtype = tf.int64
t(lambda: put(v, 0, 1))
t(lambda: put(m, (0, 1), 1.0))
t(lambda: put(m, slice(None), 1.0))
t(lambda: delete(v, 0))
t(lambda: aug(v))
t(lambda: v)
t(lambda: attr(v))
t(lambda: attr2(v))
t(lambda: v.numpy().__setitem__(0, 5))
n = v.numpy()
n[0] = 100
print(n, v)
w = tf.Variable([1.0, 2.0, 3.0])
t(lambda: put(w, 0, 5.0))
t(lambda: w[0].assign(5.0))
print(w.numpy())
t(lambda: w[1:].assign([7.0, 8.0]))
print(w)
t(lambda: w[0])
t(lambda: w[::-1])
t(lambda: w[w > 6])
t(lambda: w[5])
t(lambda: len(w))
t(lambda: [x.numpy() for x in w])
t(lambda: w + 1)
t(lambda: 1 - w)
t(lambda: w == 5.0)
t(lambda: float(tf.Variable(3.0)))
t(lambda: bool(tf.Variable(0)))
t(lambda: f"{tf.Variable(2.0)}")
t(lambda: f"{tf.Variable(2.0).numpy():.2f}")
t(lambda: abs(tf.Variable(-2.0)))
t(lambda: tf.Variable(2.0) ** 2)
t(lambda: -tf.Variable(2.0))
t(lambda: w @ w)
t(lambda: tf.Variable([[1.0]]) @ [[2.0]])
t(lambda: hash(w))
t(lambda: w.shape[0])
t(lambda: w.numpy().tolist())
