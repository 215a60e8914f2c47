import tensorflow as tf
# tf.function basics
@tf.function
def f(x, y):
    print("Tracing with", x, y)
    return x**2 + y
print(f(tf.constant(2.0), tf.constant(1.0)))
print(f(tf.constant(3.0), tf.constant(1.0)))
print(f(tf.constant([1.0, 2.0]), 1.0))
print(f(2, 3))
@tf.function
def collatz(n):
    steps = tf.constant(0)
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps
for k in [1, 6, 7, 27]:
    print(k, collatz(tf.constant(k)).numpy())
@tf.function(input_signature=[tf.TensorSpec(shape=[None], dtype=tf.float32)])
def g(x):
    print("trace g", x)
    return tf.reduce_sum(x)
print(g(tf.constant([1.0, 2.0])), g(tf.constant([1.0, 2.0, 3.0])))
try:
    g(tf.constant([[1.0]]))
except Exception as e:
    print(type(e).__name__)
v = tf.Variable(1.0)
@tf.function
def step(x):
    v.assign_add(x)
    return v * 2
print(step(tf.constant(2.0)), v.numpy(), step(tf.constant(3.0)), v)
@tf.function
def total(xs):
    s = 0.0
    for x in xs:
        if x < 0:
            continue
        if x > 10:
            break
        s += x
    return s
print(total(tf.constant([1.0, -2.0, 3.0, 11.0, 5.0])))
@tf.function
def arr(n):
    ta = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    for i in tf.range(n):
        ta = ta.write(i, tf.cast(i, tf.float32) ** 2)
    return ta.stack()
print(arr(tf.constant(5)))
print(f.experimental_get_tracing_count() if hasattr(f, "experimental_get_tracing_count") else "")
cf = f.get_concrete_function(tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.float32))
print(cf(tf.constant(1.0), tf.constant(2.0)))
print([op.name for op in cf.graph.get_operations()])
print(tf.cond(tf.constant(True), lambda: tf.constant(1), lambda: tf.constant(2)), tf.while_loop(lambda i: i < 10, lambda i: [i * 2], [tf.constant(1)]))
print(tf.map_fn(lambda x: x * x, tf.constant([1, 2, 3])), tf.executing_eagerly())
class M(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(5.0, name="w")
        self.frozen = tf.Variable(5.0, trainable=False, name="do_not_train_me")
    @tf.function
    def __call__(self, x):
        return self.w * x + self.frozen
m = M(name="simple")
print(m(tf.constant(5.0)), m.name, [x.name for x in m.trainable_variables], [x.name for x in m.variables], m.submodules)
