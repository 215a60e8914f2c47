#!/usr/bin/env python3
"""Writes errors.json beside itself: the class and the text of TensorFlow's exceptions, by expression.

    tf/bin/python Tests/EngineTests/Reference/make_errors.py      (the environment of make_reference.py)

c is tf.constant, z is tf.zeros.
"""
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow as tf

c, z = tf.constant, tf.zeros


def used_tape():
    x = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = x * x
    return tape.gradient(y, x), tape.gradient(y, x)


def entered_twice():
    tape = tf.GradientTape()
    with tape:
        with tape:
            pass


def stopped_closed():
    with tf.GradientTape().stop_recording():
        pass


EXPRESSIONS = """
c([1., 2., 3.]) + c([1., 2.])
c([[1., 2., 3.]]) * c([[1., 2.], [1., 2.]])
tf.maximum(z([3]), z([2]))
tf.math.squared_difference(z([2]), z([3]))
tf.greater(z([2]), z([3]))
tf.equal(z([2]), z([3]))
c(1) + c(1.)
c(1.) * c(1, tf.float64)
tf.greater(c(1.), c(1))
tf.exp(c(1))
tf.math.log(c([1, 2]))
tf.nn.relu(c(True))
tf.square(c(True))
c(True) + c(True)
c(True) - c(True)
tf.abs(c(True))
tf.pow(c(True), c(True))
tf.floor(c(1))
tf.sigmoid(c(1))
tf.math.softplus(c(1))
tf.nn.softmax(c([1, 2]))
tf.nn.leaky_relu(c([True]))
tf.reduce_sum(c(True))
tf.reduce_max(c(True))
tf.reduce_mean(c(True))
tf.matmul(c([[True]]), c([[True]]))
tf.greater(c(True), c(True))
tf.math.is_nan(c(1))
tf.nn.softmax(c(1.))
tf.nn.softmax(z([2, 3]), axis=2)
tf.matmul(z([1, 3]), z([2, 2]))
tf.matmul(z([2, 3]), z([4, 2]), transpose_a=True)
tf.matmul(z([1, 3]), z([3]))
tf.matmul(z([3]), z([3]))
tf.matmul(c([[1.]]), c([[1]]))
tf.matmul(z([2, 2, 3]), z([3, 3, 4]))
tf.matmul(z([2, 2, 3]), z([2, 4, 4]))
tf.linalg.matvec(z([2, 3]), z([2]))
tf.tensordot(z([2, 3]), z([2]), 1)
z([3])[3]
z([3])[-4]
z([1, 3])[0, 3]
z([1, 3])[0, 0, 0]
z([])[0]
z([2])[::0]
z([2])[..., ...]
tf.reshape(z([2, 3]), [4])
tf.reshape(z([2, 3]), [-1, 4])
tf.reshape(z([2, 3]), [-1, -1])
tf.reshape(z([2, 3]), [-2, 3])
tf.transpose(z([2, 3]), [0])
tf.transpose(z([2, 3]), [0, 0])
tf.transpose(z([2, 3]), [0, 2])
tf.expand_dims(z([2, 3]), 4)
tf.squeeze(z([2, 3]), [0])
tf.squeeze(z([1, 3]), [2])
tf.broadcast_to(z([2, 3]), [3, 3])
tf.broadcast_to(z([2, 3]), [3])
tf.reduce_sum(z([2, 3]), axis=2)
tf.reduce_max(z([2, 3]), axis=-3)
tf.reduce_sum(z([2, 3]), axis=[0, 0])
tf.argmax(z([2, 3]), axis=2)
tf.argmax(z([0]))
tf.cumsum(z([2, 3]), axis=2)
tf.concat([z([2, 3]), z([3, 2])], 0)
tf.concat([z([2, 3]), z([3])], 0)
tf.concat([z([2, 3]), z([2, 3])], 2)
tf.concat([z([2, 3]), z([2, 3], tf.int32)], 0)
tf.concat([c(1.), c(2.)], 0)
tf.stack([z([2, 3]), z([3, 2])])
tf.stack([z([2, 3]), z([2, 3])], axis=4)
tf.stack([c(1.), c(2)])
tf.split(z([5]), 2)
tf.split(z([5]), [2, 2])
tf.split(z([5]), 2, axis=1)
tf.unstack(c(1.))
tf.unstack(z([2, 3]), num=3)
tf.tile(z([2, 3]), [2])
tf.pad(z([2, 3]), [[1, 1]])
tf.pad(z([2, 3]), [[1, 1], [-1, 0]])
tf.reverse(z([2, 3]), [2])
tf.reverse(z([2, 3]), [0, 0])
tf.gather(c([1., 2.]), [2])
tf.gather(c([1., 2.]), [[0, -1]])
tf.gather(c([1., 2.]), 1, axis=1)
tf.gather(c(1.), [0])
tf.slice(z([3]), [1], [3])
tf.slice(z([3]), [4], [1])
tf.where(c([True, False]), z([3]), z([3]))
tf.where(c([1, 0]), z([2]), z([2]))
tf.where(c([True, False]), c([1., 2.]), c([1, 2]))
tf.where(True, 1.)
c(1) // c(0)
tf.math.floormod(c([1, 2]), c([1, 0]))
tf.pow(c(2), c(-1))
tf.logical_and(c(1), c(True))
tf.logical_not(c(1))
tf.cast(c("a"), tf.float32)
tf.add_n([c(1.), c(2)])
tf.add_n([z([2]), z([3])])
tf.add_n([])
tf.norm(c([1, 2]))
tf.norm(z([2]), ord="x")
tf.math.reduce_std(c([1, 2]))
tf.math.reduce_variance(z([2]), axis=1)
tf.reduce_logsumexp(c([1, 2]))
tf.clip_by_value(z([2, 3]), z([4]), 1.)
tf.Variable([1., 2.]).assign([1., 2., 3.])
tf.Variable([1., 2.], name="w").assign([1., 2., 3.])
tf.Variable([1., 2.]).assign_add([1., 2., 3.])
tf.Variable([1., 2.]).assign_sub([1., 2., 3.])
used_tape()
entered_twice()
stopped_closed()
tf.GradientTape().reset()
""".strip().splitlines()

found = {}
for expression in EXPRESSIONS:
    try:
        eval(expression)
    except Exception as error:
        found[expression] = {"class": type(error).__name__, "text": str(error)}
    else:
        raise SystemExit(f"no error: {expression}")
pathlib.Path(__file__).with_name("errors.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
print(len(found), "errors, TensorFlow", tf.__version__)
