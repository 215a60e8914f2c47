# A function is traced once for each kind of argument: Python numbers are kinds of their own.
import tensorflow as tf


@tf.function
def power(x, n):
    print("tracing with", x, n)
    return x ** n


one = tf.constant(3.0)
print(power(one, 2).numpy())
print(power(tf.constant(5.0), 2).numpy())
print(power(one, 3).numpy())
print(power(tf.constant([1.0, 2.0]), 2).numpy())
print(power(one, tf.constant(2.0)).numpy())
print(power(one, tf.constant(4.0)).numpy())
print(power.experimental_get_tracing_count())
