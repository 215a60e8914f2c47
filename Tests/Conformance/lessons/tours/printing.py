import tensorflow as tf
# printing shapes and big things
print(tf.reshape(tf.range(24), (2, 3, 4)))
print(tf.range(2000))
print(tf.reshape(tf.range(3000.0), (50, 60)))
print(tf.zeros((2, 0, 3)), tf.zeros(0), tf.zeros((1, 1, 1)))
print(tf.ones((30, 40))[0], tf.ones((3, 500)))
print([tf.constant(1), tf.constant([1.5])], (tf.constant("a"),), {"k": tf.constant(True)})
print(f"{tf.constant([1, 2])} and {tf.constant(2.5)!r}")
print(str(tf.constant([[1.5, 2]])), repr(tf.constant([[True]])), sep="\n")
v = tf.Variable([[1.0, 2.0]], name="v")
print(v, [v], repr(v.numpy()), v.value(), v.read_value())
print(tf.constant([1e-7, 1.0]), tf.constant([123456789.0]), tf.constant([0.1, 12345.678]), tf.constant(1e20), tf.constant(1e-20), tf.constant([1e20, 1]), tf.constant([99999999.0, 1.0]), tf.constant([1.0, 1e16], tf.float64), tf.constant(123456.789), tf.constant(16777217.0), tf.constant([0.00001234]))
print(tf.constant([-1.5, 22.25, 333.125]), tf.constant([[1, -10], [100, 1000]]), tf.constant([1 / 3] * 3), tf.constant([1 / 3], tf.float64), tf.constant([True, False]), tf.constant([["a", "bb"], ["ccc", "d"]]))
print(tf.shape(tf.ones((2, 3))), tf.TensorShape([None, 3]), tf.ones((2, 3)).shape, tuple(tf.ones((2, 3)).shape), tf.ones((2, 3)).shape == (2, 3), tf.TensorShape([2, 3]).num_elements(), tf.ones(()).shape, tf.TensorShape(None), [*tf.ones((2, 3)).shape], tf.ones((2, 3)).shape[0:1], tf.ones((2, 3)).shape.ndims, tf.ones((2,)).shape + [4])
x = tf.constant([[1, 2, 3], [4, 5, 6]])
print(x[0], x[0, 1], x[:, 1:], x[..., -1], x[::-1], x[:, ::2], x[tf.newaxis].shape, x[-1][-1].numpy(), x[1:, None, :2])
a, b = x
print(a, b, [int(i) for i in a], list(a), len(x), x.ndim, x.numpy().tolist(), max(a), min(b).numpy(), sum(a), sorted(tf.constant([3, 1, 2]).numpy()), 2 in tf.constant([1, 2]).numpy())
print(x.device.split("/")[-1], x.get_shape(), x.dtype, x.numpy().dtype, tf.is_tensor(x), tf.is_tensor(1), tf.size(x), type(x).__name__, type(v).__name__, type(x.shape).__name__, type(x.numpy()).__name__, type(x.dtype).__name__)
for i, row in enumerate(x):
    print(i, row, tf.reduce_sum(row).numpy())
for pair in zip([1, 2], tf.constant([10, 20])):
    print(pair)
