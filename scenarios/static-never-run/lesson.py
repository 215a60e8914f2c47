import tensorflow as tf


@tf.function
def square(x):
    return x * x + 1.0


concrete = square.get_concrete_function(tf.TensorSpec([None], tf.float32))
print([op.name for op in concrete.graph.get_operations()])

graph = tf.Graph()
with graph.as_default():
    p = tf.compat.v1.placeholder(tf.float32, shape=[2], name="p")
    total = tf.reduce_sum(p * p, name="total")
print(total)
