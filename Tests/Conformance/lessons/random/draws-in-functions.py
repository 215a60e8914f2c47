import tensorflow as tf

tf.random.set_seed(5)

@tf.function
def f():
    a = tf.random.uniform((2,))
    b = tf.random.normal((2,))
    return a, b

print(f())
print(f())

@tf.function
def g():
    return tf.random.uniform((2,)), tf.random.uniform((2,), seed=7)

print(g())
print(g())
print(tf.random.uniform((2,)))
tf.random.set_seed(5)
print(f())
print(tf.random.uniform((2,)))

@tf.function
def h(n):
    total = tf.zeros((2,))
    for _ in tf.range(n):
        total += tf.random.uniform((2,))
    return total

tf.random.set_seed(5)
print(h(3))
print(h(tf.constant(2)))

@tf.function
def pick(x):
    if x > 0:
        return tf.random.normal((2,))
    return tf.random.uniform((2,))
tf.random.set_seed(1)
print(pick(tf.constant(1.0)), pick(tf.constant(-1.0)))

gen = tf.random.Generator.from_seed(3)
@tf.function
def k():
    return gen.normal((2,)), gen.uniform((2,)), gen.uniform((2,), maxval=10, dtype=tf.int32)
print(k())
print(k())
print(gen.normal((2,)))

@tf.function
def s(seed):
    return tf.random.stateless_uniform((2,), seed=seed), tf.random.stateless_normal((2,), seed=[1, 2])
print(s([1, 2]))
print(s(tf.constant([3, 4])))

@tf.function
def many():
    return (tf.random.truncated_normal((2,)), tf.random.shuffle(tf.range(5)), tf.random.gamma((2,), 1.5),
            tf.random.poisson((3,), 2.0), tf.random.categorical([[0.1, 0.2, 0.7]], 4), tf.random.uniform((3,), 0, 10, tf.int32))
tf.random.set_seed(9)
for v in many():
    print(v)
for v in many():
    print(v)

@tf.function
def inner():
    return tf.random.normal((1,))
@tf.function
def outer():
    return inner() + 0.0, inner() + 0.0, tf.random.normal((1,))
tf.random.set_seed(2)
print(outer())
print(outer())
print(inner())

@tf.function
def drop(x):
    return tf.nn.dropout(x, 0.5), tf.nn.dropout(x, 0.5, seed=3)
tf.random.set_seed(2)
print(drop(tf.ones((6,))))
print(drop(tf.ones((6,))))

@tf.function(reduce_retracing=True)
def shaped(x):
    print("tracing", x.shape)
    return x + tf.random.uniform(tf.shape(x))
tf.random.set_seed(4)
print(shaped(tf.zeros((1,))))
print(shaped(tf.zeros((2,))))
print(shaped(tf.zeros((3,))))
