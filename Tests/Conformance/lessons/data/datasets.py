import numpy as np
import tensorflow as tf
D = tf.data.Dataset
def show(name, ds, n=12):
    print(name, [np.asarray(x).tolist() if not isinstance(x, (tuple, dict)) else x for x in ds.take(n).as_numpy_iterator()])
ds = D.range(10)
for s in (1, 7, 42):
    show("shuffle", ds.shuffle(3, seed=s)); show("shuffle", ds.shuffle(10, seed=s)); show("shuffle", ds.shuffle(100, seed=s))
tf.random.set_seed(5)
a = ds.shuffle(10)
for _ in range(3):
    show("global", a)
tf.random.set_seed(5)
a = ds.shuffle(4, seed=9, reshuffle_each_iteration=False)
for _ in range(2):
    show("fixed", a)
tf.random.set_seed(5)
a = ds.shuffle(4, seed=9)
for _ in range(2):
    show("renewed", a)
show("repeat after", ds.shuffle(10, seed=3).repeat(3), 40)
show("repeat after", ds.shuffle(4, seed=3).repeat(3), 40)
show("repeat after", D.range(3).shuffle(7, seed=3).repeat(4), 40)
show("repeat endless", D.range(3).shuffle(4, seed=3).repeat(), 14)
show("batch between", ds.shuffle(10, seed=3).batch(4).repeat(2), 40)
show("repeat before", D.range(4).repeat(3).shuffle(5, seed=11), 40)
show("twice", ds.shuffle(5, seed=1).shuffle(5, seed=2))
show("map after", ds.shuffle(10, seed=3).map(lambda x: x * x).repeat(2), 40)
show("cached", ds.shuffle(10, seed=3).cache().repeat(2), 40)
show("take", ds.shuffle(10, seed=3).take(4).repeat(2), 40)
show("window", ds.window(4, shift=2, drop_remainder=True).flat_map(lambda w: w.batch(4)))
show("padded", D.from_tensor_slices([3, 1, 2]).map(lambda n: tf.fill([n], n)).padded_batch(3))
show("inter", D.range(3).interleave(lambda x: D.from_tensors(x).repeat(3), cycle_length=2, block_length=2))
show("flat", D.range(3).flat_map(lambda x: D.range(x + 1)))
show("zip", D.zip((ds, ds.map(lambda x: -x))), 3)
show("dict", D.from_tensor_slices({"b": [1, 2], "a": [[1.0, 2.0], [3.0, 4.0]]}).batch(2))
show("filter", ds.filter(lambda x: x % 3 == 0))
show("enumerate", D.from_tensor_slices(["x", "y"]).enumerate(start=5))
show("unbatch", ds.batch(4).unbatch().skip(2))
show("scan", ds.scan(tf.constant(0, tf.int64), lambda s, x: (s + x, s + x)))
show("while", ds.take_while(lambda x: x < 4)); show("shard", ds.shard(3, 1)); show("unique", D.from_tensor_slices([1, 2, 1, 3]).unique())
print(ds.reduce(tf.constant(0, tf.int64), lambda a, b: a + b).numpy())
def gen(n):
    for i in range(n):
        yield i, [float(i)] * i
for x, y in D.from_generator(gen, args=(3,), output_signature=(tf.TensorSpec((), tf.int32), tf.TensorSpec((None,), tf.float32))):
    print(x, y)
def traced(x):
    print("tracing", x)
    if x % 2 == 0:
        y = x * 10
    else:
        y = -x
    return y
m = ds.map(traced)
print([int(v) for v in m], [int(v) for v in m.take(2)])
x = np.arange(6, dtype="float32").reshape(6, 1)
data = D.from_tensor_slices((x, 2 * x)).shuffle(6, seed=0).batch(4, drop_remainder=True)
for step, (xb, yb) in enumerate(data):
    print(step, xb.numpy().ravel(), yb.shape, xb)
it = iter(ds.batch(4))
print(next(it), next(it), next(it))
try:
    next(it)
except StopIteration:
    print("stop")
@tf.function
def total(d):
    s = tf.constant(0, tf.int64)
    for v in d:
        print("once", v)
        s += v
    return s
print(total(ds), total(ds))
@tf.function
def capped():
    s = tf.constant(0, tf.int64)
    for i, v in ds.enumerate():
        if v > 5:
            break
        s = s + v * i
    return s
print(capped())
