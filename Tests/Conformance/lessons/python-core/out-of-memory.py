# A slip in a size is an error with a text, not the end of the program.
import numpy as np
import tensorflow as tf


def attempt(name, make):
    try:
        make()
        print(name, "ok")
    except (MemoryError, ValueError, OverflowError, tf.errors.OpError) as error:
        print(f"{name}: {type(error).__name__}")
        print("   ", error)


side = 10**6
attempt("fill", lambda: tf.zeros((side, side)))
attempt("range", lambda: tf.range(10**12))
attempt("sum of a column and a row", lambda: tf.ones((side, 1)) + tf.ones((1, side)))
attempt("product", lambda: tf.multiply(tf.ones((side, 1)), tf.ones((1, side))))
attempt("matmul", lambda: tf.matmul(tf.ones((side, 1)), tf.ones((1, side))))
attempt("tile", lambda: tf.tile(tf.ones((side, 1)), [1, side]))
attempt("pad", lambda: tf.pad([1.0], [[10**12, 0]]))
attempt("one_hot", lambda: tf.one_hot(tf.zeros((side,), tf.int32), side))
attempt("normal", lambda: tf.random.normal((side, side)))
attempt("too many to count", lambda: tf.zeros((10**10, 10**10)))
attempt("np.zeros", lambda: np.zeros((10**7, 10**7)))
attempt("np.arange", lambda: np.arange(10**13))
attempt("np.eye", lambda: np.eye(10**7))
attempt("np.outer", lambda: np.outer(np.ones(10**7), np.ones(10**7)))
attempt("np.ones", lambda: np.ones((10**6, 5 * 10**6), np.int8))
attempt("np.full", lambda: np.full((10**7, 10**7 + 10**6), 3))
attempt("np too many to count", lambda: np.zeros((10**10, 10**10)))
attempt("np beyond all sizes", lambda: np.zeros(10**30))
attempt("np negative", lambda: np.ones(-1))
attempt("list", lambda: [0] * 10**15)
attempt("text", lambda: "ab" * 10**15)
attempt("range as a list", lambda: list(range(10**15)))
attempt("float", lambda: 2.0 * 10**400)

x = tf.Variable(tf.ones((4, 4)))
with tf.GradientTape() as tape:
    y = tf.reduce_sum(x * x)
print(tape.gradient(y, x)[0])
