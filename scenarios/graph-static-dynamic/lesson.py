# A product less a number, computed at once and as a graph: the same numbers, and a graph that stays.
import tensorflow as tf

w = tf.constant(2.0)
x = tf.constant(3.0)
b = tf.constant(5.0)


def dynamic(a, c, d):
    product = a * c
    return product - d


static = tf.function(dynamic)
print(dynamic(w, x, b))
print(static(w, x, b))
graph = static.get_concrete_function(w, x, b).graph
for op in graph.get_operations():
    print(op.name, op.type, [i.name for i in op.inputs])
with tf.GradientTape() as tape:
    tape.watch([w, x, b])
    y = static(w, x, b)
print([g.numpy() for g in tape.gradient(y, [w, x, b])])
