# Roots and reciprocals of complex numbers, whose gradients are ops of their own, to second order;
# and exponentials too small to be normal numbers, which TensorFlow makes zero.
import tensorflow as tf

roots = {"sqrt": tf.sqrt, "rsqrt": tf.math.rsqrt, "reciprocal": tf.math.reciprocal}
weights = tf.constant([2j, 1 + 1j], tf.complex128)
readings = {
    "plain": lambda y: y,
    "weighted": lambda y: y * weights,
    "real": tf.math.real,
    "length": tf.abs,
}


def first_and_second(function, x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x)
        first = inner.gradient(y, x)
    return first, outer.gradient(first, x)


z = tf.constant([1 + 2j, -0.5 + 0.25j], tf.complex128)
for name, root in roots.items():
    for how, reading in readings.items():
        first, second = first_and_second(lambda x: reading(root(x)), z)
        print(name, how, first.numpy().round(6), second.numpy().round(6))

# No gradient arrives: zero, though the slope is infinite.
for name in ["sqrt", "reciprocal"]:
    with tf.GradientTape() as tape:
        z = tf.constant([0j, 1 + 1j], tf.complex128)
        tape.watch(z)
        y = roots[name](z) * tf.constant([0, 1], tf.complex128)
    print(name, tape.gradient(y, z))

for x in [-87.3, -87.4, -88.0, -100.0, -200.0]:
    with tf.GradientTape(persistent=True) as tape:
        x = tf.Variable(x)
        results = [tf.exp(x), tf.sigmoid(x), tf.nn.softplus(x)]
    print([r.numpy() for r in results], [tape.gradient(r, x).numpy() for r in results])
x = tf.constant([-87.3, -88.0, -100.0, -80.0, -87.4, -103.0, -1.0, 0.0, -99.0])
print(tf.exp(x), tf.nn.softplus(x), tf.sigmoid(x), sep="\n")
x = tf.cast([-708.0, -709.0, -740.0], tf.float64)
print(tf.exp(x), tf.nn.softplus(x), tf.sigmoid(x), sep="\n")
print(tf.exp(tf.constant([-12.0, -16.0], tf.float16)))
