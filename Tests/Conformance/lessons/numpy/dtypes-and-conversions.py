import numpy as np, tensorflow as tf
for e in (np.array([1, 2]), np.array([1., 2]), np.array([True]), np.array([1, 2.5]), np.array([1, True]), np.zeros(2), np.ones(2, dtype=int), np.arange(3), np.arange(3.), np.linspace(0, 1, 3), np.eye(2), np.full(2, 7), np.full(2, 7.), np.full((2,), True), np.array(3), np.float32(3), np.int64(4), np.array([1, 2], dtype=np.float32), np.array([1.7, -2.7], dtype=int), np.array(['a', 'bc']) if 0 else np.zeros(1)):
    print(repr(e), e.dtype, e.shape, e.ndim, e.size, e.itemsize, e.nbytes)
a = np.array([1, 2, 3]); f = np.array([1, 2, 3], dtype=np.float32); d = np.array([1., 2, 3])
for p, q in ((a, a), (a, f), (a, d), (f, f), (f, d), (a, 2), (a, 2.), (f, 2), (f, 2.), (f, np.float64(2)), (f, np.float32(2)), (a, True), (f, np.int64(2)), (a, np.float32(1))):
    print((p + q).dtype, (p * q).dtype, (p / q).dtype, end=' | ')
print()
print(a.astype(float), d.astype(int), d.astype(np.float32).dtype, a.astype('float32'), d.astype(bool), np.array([0, 1]).astype(bool), a.astype(np.int32).dtype, a.astype('int64').dtype)
print(np.result_type(a, f) if 0 else '', np.int32(5) / np.int32(2), np.int64(7) // 2, np.float32(0.1) + 0.2, np.float32(0.1) + np.float64(0.2), 1 + np.float32(1), type(1 + np.float32(1)).__name__)
print(np.float64(0.1) + 0.2, np.float32(1) / 3, np.int64(2) ** 10, np.int64(3) * 1.5, -np.float32(2), abs(np.int64(-3)), round(np.float64(2.567), 2), int(np.float32(3.7)), float(np.int64(3)), bool(np.bool_(True)))
print(np.iinfo(np.int32).max, np.finfo(np.float32).eps, np.finfo(float).eps, np.finfo(np.float32).max, np.iinfo('int64').min)
print(np.issubdtype(a.dtype, np.integer), np.issubdtype(f.dtype, np.floating), a.dtype == np.int64, a.dtype == int, f.dtype == 'float32', d.dtype.name, d.dtype.kind, np.dtype(float), np.dtype('float32').itemsize)
print(isinstance(np.float64(1), float), isinstance(np.int64(1), int), isinstance(np.float32(1), float), isinstance(a, np.ndarray), type(a[0]).__name__, type(d[0]).__name__, isinstance(a[0], np.integer), isinstance(f[0], np.floating))
t = tf.constant([1., 2., 3.])
print(t.numpy(), t.numpy().dtype, np.array(t), np.asarray(t).dtype, tf.constant(a).dtype, tf.constant(d).dtype, tf.constant(f).dtype, tf.constant(a, dtype=tf.float32), tf.convert_to_tensor(d))
print(t * f, t + np.float32(1), (t * 2).numpy() * 2, np.sin(t), np.sum(t), np.square(t).dtype, type(np.square(t)).__name__)
try: t + d
except Exception as e: print(type(e).__name__, str(e)[:150])
print(f * t, d[0] * 2, tf.reduce_sum(d), tf.cast(d, tf.float32), tf.Variable(d).dtype, np.mean(tf.Variable([1., 2.])), float(t[0]), int(tf.constant(3)))
print(a.tolist(), d.tolist(), a.item(0), d[1].item(), np.array(5).item(), np.array([[1, 2]]).tolist(), type(a.tolist()[0]).__name__, list(a), list(d), tuple(a), sum(a), max(d), min(a), sorted(d, reverse=True), len(a))
try: np.array([1, 2]) + np.array([1, 2, 3])
except ValueError as e: print(e)
try: a += 1.5
except Exception as e: print(type(e).__name__, e)
try: int(a)
except TypeError as e: print(e)
try:
    if a > 1: pass
except ValueError as e: print(e)
try: a.reshape(2, 2)
except ValueError as e: print(e)
try: np.array([[1, 2], [3]])
except ValueError as e: print(e)
print(np.int32(2147483647) + np.int32(0), np.array([200, 100], dtype=np.uint8).dtype if 0 else '', np.array(2**31), np.array([2**40]).dtype)
