import tensorflow as tf

m = tf.Variable([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
with tf.GradientTape(persistent=True) as tape:
    nd = tf.gather_nd(m, [[0, 2], [1, 0], [0, 2]])
    rowwise = tf.gather(m, [[2, 0], [1, 1]], batch_dims=1)
    updated = tf.tensor_scatter_nd_update(m, [[0, 1], [1, 2]], [10.0, 20.0])
    added = tf.tensor_scatter_nd_add(m, [[0], [0]], [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]])
    biggest = tf.math.top_k(m, k=2)
    ordered = tf.sort(m, direction="DESCENDING")
    spread = tf.scatter_nd([[1], [3]], m, [5, 3])
    repeated = tf.repeat(m, [1, 3], axis=0)
    rolled = tf.roll(m, shift=1, axis=1)
    mirrored = tf.pad(m, [[0, 0], [2, 1]], mode="REFLECT")
    kept = tf.boolean_mask(m, m > 2.5)
    segments = tf.math.unsorted_segment_sum(tf.transpose(m), [1, 0, 1], 2)
for name, t in [("nd", nd), ("rowwise", rowwise), ("updated", updated), ("added", added), ("values", biggest.values), ("ordered", ordered), ("spread", spread), ("repeated", repeated), ("rolled", rolled), ("mirrored", mirrored), ("kept", kept), ("segments", segments)]:
    print(name, t.numpy().tolist())
    print("  ", tf.convert_to_tensor(tape.gradient(t * t, m)).numpy().tolist() if name == "x" else t.shape)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(m)
    loss = tf.reduce_sum(tf.gather_nd(m, [[0, 2], [1, 0], [0, 2]]) ** 2)
    top = tf.reduce_sum(tf.math.top_k(m, 2)[0] ** 2)
    up = tf.reduce_sum(tf.tensor_scatter_nd_update(m, [[0, 1], [1, 2]], [10.0, 20.0]) ** 2)
    mirror = tf.reduce_sum(tf.pad(m, [[0, 0], [2, 1]], mode="SYMMETRIC") * tf.reshape(tf.range(12.0), (2, 6)))
    order = tf.reduce_sum(tf.sort(m, axis=0) * [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    rep = tf.reduce_sum(tf.repeat(m, 2, axis=1) * [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
for target in (loss, top, up, mirror, order, rep):
    print(tape.gradient(target, m).numpy().tolist())
print(biggest)
print(tf.argsort([3, 1, 2]), tf.argsort([3, 1, 2], direction="DESCENDING"), tf.sort([3, 1, 2]))
print(tf.unique([4, 1, 4, 2]))
y, idx, count = tf.unique_with_counts(["a", "b", "a"])
print(y, idx.numpy(), count.numpy())
print(tf.math.segment_sum([[1, 2], [3, 4], [5, 6]], [0, 0, 2]), tf.math.segment_mean([1.0, 2.0, 4.0], [0, 0, 1]), tf.math.segment_max([1, 5, 3], [0, 0, 1]))
print(tf.one_hot([0, 2], 3, axis=0), tf.sequence_mask([1, 3], 4), tf.searchsorted([1, 3, 5], [0, 3, 6]))
print(tf.where([[True, False], [False, True]]), tf.math.count_nonzero([0, 1, 2]), tf.math.bincount([1, 1, 3]))
print(tf.math.confusion_matrix([0, 1, 1], [0, 1, 0]))
for f in [lambda: tf.gather_nd(m + 0.0, [[2, 0]]), lambda: tf.gather(m + 0.0, [5]), lambda: tf.boolean_mask(m, [True]), lambda: tf.math.segment_sum([1.0, 2.0], [1, 0]), lambda: tf.math.top_k([1.0], 3), lambda: tf.repeat([1, 2], [1, 2, 3]), lambda: tf.scatter_nd([[9]], [1.0], [3])]:
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)

words = tf.constant(["x", "y", "z"])
print(tf.scatter_nd([[2], [2]], tf.constant(["a", "b"]), [4]))
print(tf.scatter_nd([[2], [0]], tf.constant(["a", "b"]), [4]))
print(tf.tensor_scatter_nd_update(words, [[1], [1], [0]], ["p", "q", "r"]))
