import tensorflow as tf
import numpy as np

def t(f):
    try:
        r = f()
        print(r, '#', repr(r))
    except Exception as e:
        print(type(e).__name__, '|', e)

v = tf.range(10); m = tf.reshape(tf.range(12), (3, 4)); c = tf.reshape(tf.range(24), (2, 3, 4))
i = tf.constant(2)
for f in [lambda: v[3], lambda: v[-1], lambda: v[10], lambda: v[-11], lambda: v[2:5], lambda: v[:3], lambda: v[7:], lambda: v[-3:], lambda: v[::-1], lambda: v[8:2:-2], lambda: v[::3], lambda: v[5:2], lambda: v[100:], lambda: v[-100:3], lambda: v[::0], lambda: v[:], lambda: v[...], lambda: v[None], lambda: v[:, None], lambda: v[None, :, None].shape,
  lambda: v[1.0], lambda: v[1.5:3], lambda: v['a'], lambda: v[None, None], lambda: v[1, 2], lambda: v[..., 1], lambda: v[1, ...], lambda: v[..., ...], lambda: v[i], lambda: v[i:], lambda: v[:i], lambda: v[i, None], lambda: v[np.int64(3)], lambda: v[np.array(3)], lambda: v[tf.constant(3, tf.int64)], lambda: v[tf.constant(3.0)], lambda: v[tf.constant([1, 2])], lambda: v[[1, 2]], lambda: v[[1]], lambda: v[np.array([1, 2])], lambda: v[(1,)], lambda: v[()], lambda: v[[]], lambda: v[v > 5], lambda: v[np.arange(10) > 5], lambda: v[{}], lambda: v[1j], lambda: v[2**40], lambda: v[-2**40:]]:
    t(f)
for f in [lambda: m[1], lambda: m[1, 2], lambda: m[1][2], lambda: m[:, 1], lambda: m[1:, 2:], lambda: m[::-1, ::-1], lambda: m[..., 0], lambda: m[0, ...], lambda: m[:, None, 1], lambda: m[None].shape, lambda: m[3], lambda: m[0, 4], lambda: m[0, -5], lambda: m[0, 0, 0], lambda: m[:, :, :], lambda: m[m > 5], lambda: m[m[:, 0] > 0], lambda: m[tf.constant([True, False])], lambda: m[1, [0, 1]], lambda: m[[0, 1], [1, 2]], lambda: m[[0, 2]], lambda: m[tf.constant([0, 2])], lambda: m[tf.newaxis, ..., tf.newaxis].shape, lambda: m[0:1], lambda: m[0:0], lambda: m[1:1, 2], lambda: m[-1, -1], lambda: m[i, 1], lambda: m[1, i], lambda: m[i, i], lambda: m[i:, i:], lambda: m[slice(0, 2)], lambda: m[slice(None), 1], lambda: m[(slice(None), 1)], lambda: m[..., None, 0], lambda: m[1, :, None, None].shape, lambda: m['x', 0], lambda: m[0, 1.0], lambda: m[0, 'x'], lambda: m[0, None, None, 1]]:
    t(f)
for f in [lambda: c[1], lambda: c[1, 2], lambda: c[1, 2, 3], lambda: c[..., 1], lambda: c[0, ..., 1], lambda: c[:, 1], lambda: c[:, :, ::2], lambda: c[:, -1, ::-1], lambda: c[None, 0, None, 1].shape, lambda: c[1, ..., None].shape, lambda: c[0, 0, 0, 0], lambda: c[2], lambda: c[..., 4], lambda: c[c % 5 == 0], lambda: tf.constant(5)[0], lambda: tf.constant(5)[...], lambda: tf.constant(5)[None], lambda: tf.constant(5)[()], lambda: tf.constant(5)[:]]:
    t(f)
