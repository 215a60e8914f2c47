#!/usr/bin/env python3
"""Writes ops.json beside itself: what TensorFlow computes for the ops of the engine, as test rows.

    python3 -m venv tf && tf/bin/pip install tensorflow-cpu==2.21.0
    tf/bin/python Tests/EngineTests/Reference/make_reference.py

ops.json is an array with one row a line. A row is an object:
    op          TensorFlow's name of the op, without module: add, reduce_sum, relu; `index` is x[...],
                `strided_slice_grad` and `gather_grad` are the gradients of x[...] and gather as ops
    note        what the row is about, where the numbers do not say it: "ties", "special points"
    attributes  keyword arguments; each is absent when not given:
                axis [int] (one number is written as a list of one), keepdims, transpose_a, transpose_b bool,
                part (which of several results), and TensorFlow's others: exclusive, reverse, alpha, ord,
                paddings, multiples, constant_values, begin, size, num_or_size_splits, axes, output_type,
                perm [int], shape [int], dtype string, index [string] (the items of x[...], in Python's
                notation: "1", "-1", "1:3", "::-1", "...", "None")
    inputs      [tensor]; concat and stack take all of them as their list
    output      tensor
    weights     tensor of the output's shape: the output gradient that was sent back; absent when the
                output is no floating-point tensor
    gradients   one per input: tensor, or null where TensorFlow says None; absent without weights
    directions  one per input: the tensor that its gradient was multiplied with, or null
    second      one per input: the gradient of sum(gradients[i] * directions[i]) over all i, or null where
                TensorFlow says None; absent where TensorFlow has no second derivative
A tensor is {"dtype", "shape": [int], "values": text}: the values in row-major order, separated by one space,
each the shortest decimal that reads back as the same number of its dtype, or nan, inf, -inf, true, false;
of a complex number both parts, joined by a comma.
"""
import itertools
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf

FLOATS = ("float32", "float64")
NAN, INF = float("nan"), float("inf")
rows = []


# MARK: text of a row

def text(value):
    """The shortest decimal (or word) that reads back as this NumPy scalar."""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if np.iscomplexobj(value):
        return f"{value.real},{value.imag}"
    return str(value)


def written(tensor):
    array = np.asarray(tensor)
    return {"dtype": array.dtype.name, "shape": list(array.shape),
            "values": " ".join(text(value) for value in array.ravel())}


def optional(tensor):
    return None if tensor is None else written(tensor)


# MARK: one row

def unequal(shape, dtype, seed):
    """Numbers that differ from each other and from 0 and 1, so that a transposed or summed gradient shows."""
    count = int(np.prod(shape))
    numbers = [((7 * k + 3 * seed) % 23 - 11) / 8 + 0.0625 for k in range(count)]
    return tf.constant(np.reshape(np.array(numbers), shape), dtype)


def dense(gradient):
    return None if gradient is None else tf.convert_to_tensor(gradient)


def row(name, function, inputs, note=None, **attributes):
    inputs = [tf.constant(x) for x in inputs]
    watched = [x for x in inputs if x.dtype.is_floating]
    result = {"op": name}
    if note:
        result["note"] = note
    if attributes:
        result["attributes"] = attributes
    with tf.GradientTape() as outer:
        outer.watch(watched)
        with tf.GradientTape() as inner:
            inner.watch(watched)
            output = function(*inputs)
        floating = output.dtype.is_floating
        if floating:
            weights = unequal(output.shape, output.dtype, 1)
            gradients = [dense(g) for g in inner.gradient(output, inputs, output_gradients=weights)]
            directions = [None if g is None else unequal(g.shape, g.dtype, 2 + i)
                          for i, g in enumerate(gradients)]
            sums = [tf.reduce_sum(g * d) for g, d in zip(gradients, directions) if g is not None]
            total = tf.add_n(sums) if sums else None
    result["inputs"] = [written(x) for x in inputs]
    result["output"] = written(output)
    if floating:
        result["weights"] = written(weights)
        result["gradients"] = [optional(g) for g in gradients]
        if total is not None:
            try:
                second = outer.gradient(total, inputs)
            except LookupError:  # no gradient of the gradient op is defined
                second = None
            if second is not None:
                result["directions"] = [optional(d) for d in directions]
                result["second"] = [optional(dense(g)) for g in second]
    rows.append(result)


def each(name, function, values, dtypes=FLOATS, note=None, **attributes):
    """A row per dtype; `values` are the inputs as lists, all of that dtype."""
    for dtype in dtypes:
        row(name, function, [np.array(v, dtype) for v in values], note, **attributes)


# MARK: elementwise, one operand

REAL = [[-2.5, -1.25, -0.5], [0.3, 1.75, 3.1]]
POSITIVE = [[0.05, 0.5, 0.9], [1.3, 2.75, 40.0]]
INSIDE = [[-0.95, -0.6, -0.1], [0.2, 0.55, 0.9]]  # of (-1, 1)
BESSEL = [[-2.5, -1.25, -0.75], [3.0, 1.75, 0.875]]  # where no two terms cancel
SHARES = [[0.01, 0.2, 0.5625], [0.7, 0.9375, 0.999]]  # of (0, 1)
ABOVE = [[1.0625, 1.5, 2.25], [3.0, 10.0, 75.0]]  # of 1
LONG = [(-1) ** k * (0.07 + 0.31 * k) for k in range(19)]  # more than two vector registers and a rest
SPECIAL = [0.0, -0.0, INF, -INF, NAN]

UNARY = {
    "negative": (tf.negative, REAL, SPECIAL), "abs": (tf.abs, REAL, SPECIAL), "sign": (tf.sign, REAL, SPECIAL),
    "square": (tf.square, REAL, SPECIAL + [1e30]), "sqrt": (tf.sqrt, POSITIVE, SPECIAL + [-1.0]),
    "rsqrt": (tf.math.rsqrt, POSITIVE, SPECIAL + [-1.0]), "reciprocal": (tf.math.reciprocal, REAL, SPECIAL),
    "exp": (tf.exp, REAL, SPECIAL + [1.0, 89.0, -104.0]), "expm1": (tf.math.expm1, REAL, SPECIAL + [1e-5, 50.0]),
    "log": (tf.math.log, POSITIVE, SPECIAL + [1.0, -1.0, 1e-30]),
    "log1p": (tf.math.log1p, POSITIVE, SPECIAL + [1e-5, -1.0, -2.0]),
    "sin": (tf.sin, REAL, SPECIAL + [3.141592653589793, 100.0]), "cos": (tf.cos, REAL, SPECIAL + [1.5707963267948966]),
    "tan": (tf.tan, REAL, SPECIAL), "asin": (tf.asin, INSIDE, SPECIAL + [1.0, -1.0, 1.5]),
    "acos": (tf.acos, INSIDE, SPECIAL + [1.0, -1.0, 1.5]), "atan": (tf.atan, REAL, SPECIAL),
    "sinh": (tf.sinh, REAL, SPECIAL), "cosh": (tf.cosh, REAL, SPECIAL), "tanh": (tf.tanh, REAL, SPECIAL + [9.5, -20.0]),
    "asinh": (tf.asinh, REAL, SPECIAL), "acosh": (tf.acosh, ABOVE, SPECIAL + [1.0, 0.5]),
    "atanh": (tf.atanh, INSIDE, SPECIAL + [1.0, -1.0, 1.5]),
    "relu": (tf.nn.relu, REAL, SPECIAL), "sigmoid": (tf.sigmoid, REAL, SPECIAL + [40.0, -40.0, -100.0]),
    "softplus": (tf.math.softplus, REAL, SPECIAL + [20.0, -20.0, 100.0, -100.0]),
    "lgamma": (tf.math.lgamma, POSITIVE, [1.0, 2.0, -0.5, -2.5]),
    "digamma": (tf.math.digamma, POSITIVE, [1.0, 2.0, -0.5, -2.5]),
    "erfc": (tf.math.erfc, REAL, SPECIAL), "erfinv": (tf.math.erfinv, INSIDE, [0.0, 1.0, -1.0, NAN]),
    "ndtri": (tf.math.ndtri, SHARES, [0.0, 1.0, 0.5, NAN]), "erfcinv": (tf.math.erfcinv, SHARES, [1.0, 1.5]),
    "bessel_i0": (tf.math.bessel_i0, REAL, [0.0, 10.0]), "bessel_i1": (tf.math.bessel_i1, BESSEL, [0.0, 10.0]),
    "bessel_i0e": (tf.math.bessel_i0e, REAL, [0.0, 40.0]),
    "rint": (tf.math.rint, REAL, SPECIAL + [0.5, 1.5, 2.5, -0.5, -1.5]),
    "floor": (tf.floor, REAL, SPECIAL + [2.0, -2.0]), "ceil": (tf.math.ceil, REAL, SPECIAL + [2.0, -2.0]),
    "round": (tf.round, REAL, SPECIAL + [0.5, 1.5, 2.5, -0.5, -1.5]), "identity": (tf.identity, REAL, SPECIAL),
    "zeros_like": (tf.zeros_like, REAL, SPECIAL), "ones_like": (tf.ones_like, REAL, SPECIAL),
}
WHOLE = ["negative", "abs", "sign", "square", "relu", "round", "identity", "zeros_like", "ones_like"]


def unary():
    for name, (function, usual, special) in UNARY.items():
        long = usual[0] + usual[1] + LONG if usual is REAL else (usual[0] + usual[1]) * 3
        each(name, function, [usual])
        each(name, function, [usual[1][0]], note="scalar")
        each(name, function, [special], note="special points")
        each(name, function, [long], note="long vector")
        if name in WHOLE:
            each(name, function, [[-3, 0, 7]], ["int32", "int64"])
    row("logical_not", tf.logical_not, [np.array([True, False])])
    row("zeros_like", tf.zeros_like, [np.array([True, False])])


# MARK: elementwise, two operands

A, B = [[1.5, -2.0, 0.75], [4.0, -0.25, 3.5]], [[2.0, 3.0, -1.25], [0.5, -4.0, 1.75]]
PAIRS = [
    ("scalars", 1.5, -2.25), ("vectors", A[0], B[0]), ("matrices", A, B),
    ("matrix and row", A, B[1]), ("row and matrix", A[0], B), ("column and row", [[1.5], [-0.5]], [B[0]]),
    ("scalar and matrix", 2.5, B), ("vector of one and matrix", [0.75], B),
    ("three axes", [[[1.5, -2.0]], [[0.25, 3.0]], [[-1.0, 0.5]]], [[2.0], [-0.75]]),
]
BINARY = {
    "add": (tf.add, [INF, NAN, 1.0], [-INF, 1.0, -0.0]), "subtract": (tf.subtract, [INF, NAN, 1.0], [INF, 1.0, -0.0]),
    "multiply": (tf.multiply, [0.0, INF, NAN, -0.0], [INF, -2.0, 0.0, 3.0]),
    "divide": (tf.divide, [1.0, -1.0, 0.0, INF, 2.0], [0.0, 0.0, 0.0, INF, INF]),
    "floordiv": (tf.math.floordiv, [7.0, -7.0, 7.0, -7.0, 1.0, 0.0, 6.0], [2.0, 2.0, -2.0, -2.0, 0.0, 0.0, 0.1]),
    "floormod": (tf.math.floormod, [7.0, -7.0, 7.0, -7.0, -6.0, 5.5], [2.0, 2.0, -2.0, -2.0, 3.0, -0.7]),
    "pow": (tf.pow, [0.0, 0.0, 0.0, -2.0, -2.0, -2.0, 2.0, 1.0, INF, NAN], [0.0, 2.0, -1.0, 3.0, -1.0, 0.5, 0.0, NAN, 0.0, 0.0]),
    "atan2": (tf.atan2, [0.0, 0.0, -0.0, 1.0, -1.0, INF], [1.0, -1.0, -1.0, 0.0, 0.0, INF]),
    "maximum": (tf.maximum, [1.0, 2.0, 0.0, NAN, 1.0, INF], [1.0, 1.0, -0.0, 1.0, NAN, INF]),
    "minimum": (tf.minimum, [1.0, 2.0, 0.0, NAN, 1.0, INF], [1.0, 1.0, -0.0, 1.0, NAN, INF]),
    "squared_difference": (tf.math.squared_difference, [1.0, INF], [1.0, INF]),
}
COMPARISONS = {
    "greater": tf.greater, "greater_equal": tf.greater_equal, "less": tf.less, "less_equal": tf.less_equal,
    "equal": tf.equal, "not_equal": tf.not_equal,
}


def binary():
    for name, (function, left, right) in BINARY.items():
        for note, x, y in PAIRS:
            each(name, function, [np.abs(x) if name == "pow" else x, y], note=note)
        each(name, function, [left, right], note="special points")
        if name == "atan2":
            continue
        whole = [2, 3, 2, 5] if name == "pow" else [3, 2, -4, 5]
        each(name, function, [[7, -7, 0, -9], whole], ["int32", "int64"])
        each(name, function, [[[7], [-8]], whole], ["int32"])
    each("pow", tf.pow, [[[-2.0, 3.0], [0.5, -1.5]], 2.0], note="negative base, scalar exponent")
    each("pow", tf.pow, [[[-2.0, 3.0], [0.5, -1.5]], 3.0], note="negative base, scalar exponent")
    for name, function in COMPARISONS.items():
        each(name, function, [[1.0, 2.0, 3.0, NAN, 0.0], [2.0, 2.0, 2.0, NAN, -0.0]])
        each(name, function, [[[1.0], [3.0]], [1.0, 2.0]], note="column and row")
        each(name, function, [[1, -2, 3], 1], ["int32", "int64"])
    both = [np.array([[True], [False]]), np.array([True, False])]
    row("logical_and", tf.logical_and, both)
    row("logical_or", tf.logical_or, both)
    row("logical_xor", tf.math.logical_xor, both)
    for name in ("equal", "not_equal"):
        row(name, COMPARISONS[name], both)


def choices():
    for dtype in FLOATS + ("int32",):
        x, y = np.array([[1.5, -2.0], [3.0, 4.0]]).astype(dtype), np.array([10.0, 20.0]).astype(dtype)
        for note, condition in (("full", [[True, False], [False, True]]), ("column", [[True], [False]]), ("scalar", True)):
            row("where", tf.where, [np.array(condition), x, y], note)
        row("where", tf.where, [np.array([True, False, True]), y[0], y[1]], "scalar branches")
        x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0]).astype(dtype)
        row("clip_by_value", tf.clip_by_value, [x, np.array(-1, dtype), np.array(1, dtype)], "ties at both ends")
        row("clip_by_value", tf.clip_by_value, [np.stack([x, x]), x - 1, np.array(1, dtype)], "bounds broadcast")
    for dtype in FLOATS:
        row("where", tf.where, [np.array([True, False]), np.array([1.0, NAN], dtype), np.array([INF, 2.0], dtype)],
            "special points")


# MARK: reductions

CUBE = np.array([((5 * k + 2) % 13 - 6) / 4 for k in range(24)]).reshape(2, 3, 4)
AXES = [None, [0], [1], [-1], [0, 2], [-1, 0], [0, 1, 2], []]


def reductions():
    functions = {"reduce_sum": tf.reduce_sum, "reduce_mean": tf.reduce_mean,
                 "reduce_max": tf.reduce_max, "reduce_min": tf.reduce_min}
    for name, function in functions.items():
        for axis, keepdims in itertools.product(AXES, (False, True)):
            given = {} if axis is None else {"axis": axis}
            if keepdims:
                given["keepdims"] = True
            each(name, lambda x: function(x, axis=axis, keepdims=keepdims), [CUBE], **given)
        each(name, function, [3.25], note="scalar")
        each(name, function, [[1.0, NAN, INF]], note="special points")
        each(name, lambda x: function(x, axis=1), [np.zeros((2, 0))], note="nothing to reduce", axis=[1])
        each(name, function, [[[7, -2, 4], [0, 9, -5]]], ["int32", "int64"])
        each(name, lambda x: function(x, axis=0), [[[7, -2, 4], [0, 9, -5]]], ["int32"], axis=[0])
    for name in ("reduce_max", "reduce_min"):
        ties = [[1.0, 3.0, 3.0, 1.0], [2.0, 2.0, 2.0, 2.0]]
        each(name, functions[name], [ties], note="ties")
        each(name, lambda x: functions[name](x, axis=1), [ties], note="ties", axis=[1])
    for axis in (-1, 0, 1):
        given = {} if axis == -1 else {"axis": [axis]}
        each("softmax", lambda x: tf.nn.softmax(x, axis=axis), [CUBE[0]], **given)
        each("softmax", lambda x: tf.nn.softmax(x, axis=axis), [CUBE], **given)
    each("softmax", tf.nn.softmax, [[1000.0, 0.0, -1000.0]], note="large")
    each("softmax", tf.nn.softmax, [[1.0, -INF, 2.0]], note="special points")


# MARK: shape

def item(text):
    """One item of x[...], read from Python's notation."""
    if text == "...":
        return Ellipsis
    if text == "None":
        return None
    if ":" in text:
        return slice(*(int(part) if part else None for part in text.split(":")))
    return int(text)


INDICES = [["0"], ["-1"], ["1", "2"], ["1", "-1", "0"], ["1:2"], [":", "1:"], [":", "::-1"], ["...", "0"],
           ["...", "1:3"], ["...", "None"], ["None"], ["0", "None", "1"], [":", "None", "::2", "3"],
           [":", ":", "::2"], [":", ":", "3:0:-2"], [":", ":", "-3:-1"], [":", "5:"], ["0", "...", "-1"], ["..."]]


def shapes():
    three = np.array([[1.5, -2.0, 0.75], [4.0, -0.25, 3.5]])
    for shape in ([6], [3, 2], [-1], [2, -1, 1], [1, 6]):
        each("reshape", lambda x: tf.reshape(x, shape), [three], FLOATS + ("int32",), shape=shape)
    each("reshape", lambda x: tf.reshape(x, []), [[2.5]], shape=[])
    each("transpose", tf.transpose, [three], FLOATS + ("int32",))
    each("transpose", tf.transpose, [CUBE])
    for perm in ([1, 0, 2], [2, 0, 1], [0, 2, 1]):
        each("transpose", lambda x: tf.transpose(x, perm), [CUBE], perm=perm)
    for axis in (0, 1, 2, -1, -2):
        each("expand_dims", lambda x: tf.expand_dims(x, axis), [three], axis=[axis])
    each("squeeze", tf.squeeze, [[[[1.0], [2.0]]]])
    for axis in (0, 2, -1):
        each("squeeze", lambda x: tf.squeeze(x, [axis]), [[[[1.0], [2.0]]]], axis=[axis])
    for x, shape in ((1.5, [2, 3]), ([1.0, 2.0, 3.0], [2, 3]), ([[1.0], [2.0]], [2, 3]), ([[1.0], [2.0]], [2, 2, 3])):
        each("broadcast_to", lambda x: tf.broadcast_to(x, shape), [x], FLOATS + ("int32",), shape=shape)
    for index in INDICES:
        each("index", lambda x: x[tuple(item(t) for t in index)], [CUBE], index=index)
    each("index", lambda x: x[item("1:")], [[3, 1, 2]], ["int32"], index=["1:"])
    for axis in (0, 1, -1):
        each("concat", lambda *x: tf.concat(x, axis), [three, three * 2, three - 1], axis=[axis])
    each("concat", lambda *x: tf.concat(x, 0), [[1.0], [2.0, 3.0], [4.0, 5.0, 6.0]], FLOATS + ("int32",), axis=[0])
    each("concat", lambda *x: tf.concat(x, 1), [three, [[7.0], [8.0]]], note="unequal parts", axis=[1])
    for axis in (0, 1, 2, -1):
        each("stack", lambda *x: tf.stack(x, axis), [three, three * 2], axis=[axis])
    each("stack", lambda *x: tf.stack(x), [1.0, 2.0, 3.0], FLOATS + ("int32",), note="scalars")
    for dtype in FLOATS:
        for axis, indices in ((0, [1, 0, 1]), (1, [2, 2]), (-1, [0]), (0, [[1, 0], [0, 0]]), (0, 1)):
            row("gather", lambda x, i: tf.gather(x, i, axis=axis), [three.astype(dtype), np.array(indices, "int32")],
                **({"axis": [axis]} if axis else {}))
    row("embedding_lookup", tf.nn.embedding_lookup, [three.astype("float32"), np.array([[1, 0], [1, 1]], "int32")])
    for source, target in itertools.product(("float32", "float64", "int32", "int64", "bool"), repeat=2):
        values = [True, False] if source == "bool" else np.array([-2.75, -0.5, 0.0, 0.1, 1.5, 1e6]).astype(source)
        row("cast", lambda x: tf.cast(x, target), [np.array(values)], dtype=target)


# MARK: contraction

def contractions():
    def numbers(*shape):
        return np.array([((5 * k + len(shape)) % 17 - 8) / 4 for k in range(int(np.prod(shape)))]).reshape(shape)

    for a, b in itertools.product((False, True), repeat=2):
        given = {key: True for key, value in (("transpose_a", a), ("transpose_b", b)) if value}
        for batch in ((), (2,)):
            x = numbers(*batch, *((3, 2) if a else (2, 3)))
            y = numbers(*batch, *((4, 3) if b else (3, 4)))
            each("matmul", lambda x, y: tf.matmul(x, y, transpose_a=a, transpose_b=b), [x, y], **given)
    each("matmul", tf.matmul, [numbers(2, 2, 3), numbers(3, 4)], note="batch broadcast")
    each("matmul", tf.matmul, [numbers(3, 1, 2, 3), numbers(2, 3, 2)], note="batch broadcast")
    each("matmul", tf.matmul, [numbers(1, 3), numbers(3, 1)])
    each("matmul", tf.matmul, [numbers(20, 17), numbers(17, 9)], note="larger")
    each("matmul", tf.matmul, [[[1, 2], [3, 4]], [[5], [-6]]], ["int32", "int64"])


# MARK: the rest

def activations():
    wide = [-7.5, -3.0, -1.0, -0.25, -0.0, 0.0, 0.3, 1.0, 5.5, 6.0, 6.5]
    for name, function in (("erf", tf.math.erf), ("gelu", tf.nn.gelu), ("silu", tf.nn.silu), ("softsign", tf.nn.softsign)):
        each(name, function, [REAL])
    each("gelu", lambda x: tf.nn.gelu(x, True), [REAL], approximate=True)
    # Its float32 second derivative cancels in TensorFlow as well.
    each("bessel_i1e", tf.math.bessel_i1e, [BESSEL], ["float64"])
    each("polygamma", tf.math.polygamma, [[1.0, 2.0, 3.0, 1.0], [0.5, 3.0, 1.25, 20.0]])
    each("silu", lambda x: tf.nn.silu(x, 1.5), [REAL], beta=1.5)
    functions = {"relu6": tf.nn.relu6, "elu": tf.nn.elu, "selu": tf.nn.selu, "log_sigmoid": tf.math.log_sigmoid}
    for name, function in functions.items():
        each(name, function, [wide])
        each(name, function, [2.5])
        each(name, function, [[NAN, INF, -INF]], note="special points")
    each("leaky_relu", tf.nn.leaky_relu, [wide])
    each("leaky_relu", lambda x: tf.nn.leaky_relu(x, 0.05), [REAL], alpha=0.05)
    for axis in (-1, 0):
        given = {} if axis == -1 else {"axis": [axis]}
        each("log_softmax", lambda x: tf.nn.log_softmax(x, axis=axis), [CUBE], **given)
    each("log_softmax", tf.nn.log_softmax, [[1000.0, 0.0, -1000.0]], note="large")


def more_reductions():
    positive = np.abs(CUBE) + 0.25
    functions = {"reduce_prod": (tf.reduce_prod, CUBE), "reduce_euclidean_norm": (tf.math.reduce_euclidean_norm, positive),
                 "reduce_variance": (tf.math.reduce_variance, CUBE), "reduce_std": (tf.math.reduce_std, positive),
                 "reduce_logsumexp": (tf.reduce_logsumexp, CUBE)}
    for name, (function, x) in functions.items():
        for axis, keepdims in ((None, False), ([1], True), ([0, 2], False), ([-1], False)):
            given = {} if axis is None else {"axis": axis}
            if keepdims:
                given["keepdims"] = True
            each(name, lambda x: function(x, axis=axis, keepdims=keepdims), [x], **given)
    each("reduce_prod", lambda x: tf.reduce_prod(x, 1), [[[2.0, 0.0, 3.0], [0.0, 0.0, 5.0]]], note="zeros", axis=[1])
    each("reduce_prod", tf.reduce_prod, [[2, -3, 4]], ["int32", "int64"])
    each("reduce_logsumexp", tf.reduce_logsumexp, [[-INF, 1.0, 1000.0]], note="large")
    truth = np.array([[True, False, True], [True, True, True]])
    for axis in (None, [0], [1]):
        given = {} if axis is None else {"axis": axis}
        row("reduce_all", lambda x: tf.reduce_all(x, axis=axis), [truth], **given)
        row("reduce_any", lambda x: tf.reduce_any(x, axis=axis), [~truth], **given)
    for name, function in (("argmax", tf.argmax), ("argmin", tf.argmin)):
        for axis in (0, 1, -1):
            each(name, lambda x: function(x, axis=axis), [CUBE], axis=[axis])
        each(name, function, [[3, 9, 9, 1, 1]], ["float32", "int32"], note="ties")
        each(name, lambda x: function(x, output_type=tf.int32), [[3, 9, 9, 1, 1]], ["float32"], output_type="int32")
    for name, function in (("cumsum", tf.cumsum), ("cumprod", tf.math.cumprod)):
        for axis, exclusive, reverse in ((0, False, False), (1, True, False), (-1, False, True), (1, True, True)):
            given = {key: True for key, value in (("exclusive", exclusive), ("reverse", reverse)) if value}
            each(name, lambda x: function(x, axis=axis, exclusive=exclusive, reverse=reverse), [positive], axis=[axis], **given)
        each(name, function, [[3, -2, 4]], ["int32", "int64"])
    for name in ("is_finite", "is_nan", "is_inf"):
        each(name, getattr(tf.math, name), [SPECIAL])


def more_shapes():
    three = np.array([[1.5, -2.0, 0.75], [4.0, -0.25, 3.5]])
    for multiples in ([2, 1], [1, 3], [2, 2], [0, 1]):
        each("tile", lambda x: tf.tile(x, multiples), [three], FLOATS + ("int32",), multiples=multiples)
    for paddings in ([[1, 1], [0, 0]], [[0, 2], [1, 0]]):
        each("pad", lambda x: tf.pad(x, paddings), [three], FLOATS + ("int32",), paddings=paddings)
    each("pad", lambda x: tf.pad(x, [[1, 0], [1, 2]], constant_values=-1.5), [three], paddings=[[1, 0], [1, 2]], constant_values=-1.5)
    for axis in ([0], [1], [-1, 0]):
        each("reverse", lambda x: tf.reverse(x, axis), [three], FLOATS + ("int32",), axis=axis)
    for axis, part in ((0, 1), (1, 0), (-1, 2)):
        each("unstack", lambda x: tf.unstack(x, axis=axis)[part], [three], axis=[axis], part=part)
    each("split", lambda x: tf.split(x, 3, 1)[1], [three], axis=[1], num_or_size_splits=3, part=1)
    each("split", lambda x: tf.split(x, [1, -1], 1)[1], [three], axis=[1], num_or_size_splits=[1, -1], part=1)
    each("slice", lambda x: tf.slice(x, [0, 1], [-1, 2]), [three], begin=[0, 1], size=[-1, 2])
    each("matrix_transpose", tf.linalg.matrix_transpose, [CUBE])
    for index in (["1"], [":", "None", "::2", "3"], [":", ":", "3:0:-2"], ["...", "0"]):
        items = tuple(item(t) for t in index)
        part = CUBE[items]
        begin, end, strides, shrink, fresh, ellipsis, begins, ends = [], [], [], 0, 0, 0, 0, 0
        for place, part_of in enumerate(items):
            bit = 1 << place
            if part_of is Ellipsis:
                ellipsis |= bit; begin.append(0); end.append(0); strides.append(1)
            elif part_of is None:
                fresh |= bit; begin.append(0); end.append(0); strides.append(1)
            elif isinstance(part_of, slice):
                begins |= bit * (part_of.start is None); ends |= bit * (part_of.stop is None)
                begin.append(part_of.start or 0); end.append(part_of.stop or 0); strides.append(part_of.step or 1)
            else:
                shrink |= bit; begin.append(part_of); end.append(part_of + 1); strides.append(1)
        each("strided_slice_grad", lambda dy: tf.raw_ops.StridedSliceGrad(
            shape=CUBE.shape, begin=begin, end=end, strides=strides, dy=dy, begin_mask=begins, end_mask=ends,
            ellipsis_mask=ellipsis, new_axis_mask=fresh, shrink_axis_mask=shrink), [part], index=index, shape=list(CUBE.shape))
    for dtype in FLOATS:
        row("gather_grad", lambda dy, i: tf.math.unsorted_segment_sum(dy, i, 4),
            [three.astype(dtype), np.array([2, 2], "int32")], shape=[4, 3])
        row("gather_grad", lambda dy, i: tf.math.unsorted_segment_sum(dy, i, 3),
            [three.astype(dtype), np.array([2, 0], "int64")], shape=[3, 3])
    row("where_true", tf.where, [np.array([[True, False], [False, True], [True, True]])])
    row("where_true", tf.where, [np.array([False, False])])


def sums():
    a = np.array([[1.5, -2.0, 0.75], [4.0, -0.25, 3.5]])
    each("stop_gradient", tf.stop_gradient, [a])
    each("add_n", lambda *x: tf.add_n(x), [a, a * 2, a - 1])
    each("add_n", lambda *x: tf.add_n(x), [[1, 2], [3, 4]], ["int32", "int64"])
    each("l2_loss", tf.nn.l2_loss, [a])
    each("global_norm", lambda *x: tf.linalg.global_norm(x), [a, a[0]])
    each("clip_by_global_norm", lambda *x: tf.clip_by_global_norm(x, 2.0)[0][0], [a, a[0]], clip_norm=2.0, part=0)
    each("clip_by_global_norm", lambda *x: tf.clip_by_global_norm(x, 200.0)[0][1], [a, a[0]], clip_norm=200.0, part=1)
    each("clip_by_norm", lambda x: tf.clip_by_norm(x, 2.0), [a], clip_norm=2.0)
    each("clip_by_norm", lambda x: tf.clip_by_norm(x, 3.0, [1]), [a], clip_norm=3.0, axes=[1])
    each("l2_normalize", lambda x: tf.nn.l2_normalize(x, 1), [a], axis=[1])
    each("norm", tf.norm, [a])
    each("norm", lambda x: tf.norm(x, axis=1, keepdims=True), [a], axis=[1], keepdims=True)
    each("norm", lambda x: tf.norm(x, ord=1, axis=0), [a], axis=[0], ord=1)
    each("norm", lambda x: tf.norm(x, ord=3, axis=1), [np.abs(a)], axis=[1], ord=3)
    each("norm", lambda x: tf.norm(x, ord=np.inf, axis=1), [a], axis=[1], ord="inf")
    each("scalar_mul", tf.scalar_mul, [2.5, a])
    each("realdiv", tf.realdiv, [a, a + 10])
    each("truediv", tf.truediv, [a, a + 10])
    each("truediv", tf.truediv, [[7, -7], [2, 3]], ["int32", "int64"])
    each("divide", tf.divide, [[7, -7], [2, 3]], ["int32", "int64"])
    each("matvec", tf.linalg.matvec, [a, [1.0, -2.0, 0.5]])
    each("matvec", lambda x, y: tf.linalg.matvec(x, y, transpose_a=True), [a, [1.0, -2.0]], transpose_a=True)
    each("tensordot", lambda x, y: tf.tensordot(x, y, 1), [CUBE, CUBE[0].T], axes=1)
    each("tensordot", lambda x, y: tf.tensordot(x, y, [[0, 2], [1, 0]]), [CUBE, CUBE[:, 0, :].T.copy()], axes=[[0, 2], [1, 0]])


# MARK: last digits

def digits():
    """float32 rows that must agree in every bit: `digits` in the output, `all digits` in the gradients too."""
    def spread(low, high, count=61):
        return low + (high - low) * ((np.arange(1, count + 1) * 0.6180339887498949) % 1)

    functions = {"exp": (tf.exp, -20, 20), "expm1": (tf.math.expm1, -3, 3), "sin": (tf.sin, -50, 50), "cos": (tf.cos, -50, 50),
                 "tanh": (tf.tanh, -6, 6), "sigmoid": (tf.sigmoid, -20, 12), "softplus": (tf.math.softplus, -16, 16),
                 "elu": (tf.nn.elu, -5, 3), "selu": (tf.nn.selu, -5, 3), "square": (tf.square, -5, 5),
                 "sinh": (tf.sinh, -4, 4), "cosh": (tf.cosh, -4, 4), "relu": (tf.nn.relu, -4, 4),
                 "softmax": (tf.nn.softmax, -4, 4), "erf": (tf.math.erf, -4, 4)}
    for name, (function, low, high) in functions.items():
        each(name, function, [spread(low, high)], ["float32"], note="all digits")
        each(name, function, [spread(low, high, 3)], ["float32"], note="all digits")
    functions = {"log": (tf.math.log, 1e-3, 50), "log1p": (tf.math.log1p, -0.9, 10), "asin": (tf.asin, -1, 1), "acos": (tf.acos, -1, 1),
                 "atan": (tf.atan, -1, 1), "atanh": (tf.atanh, -0.99, 0.99), "sqrt": (tf.sqrt, 0.1, 50), "tan": (tf.tan, -4, 4),
                 "asinh": (tf.asinh, -5, 5), "acosh": (tf.acosh, 1, 50), "reduce_sum": (tf.reduce_sum, -3, 7),
                 "reduce_mean": (tf.reduce_mean, -3, 7)}
    for name, (function, low, high) in functions.items():
        each(name, function, [spread(low, high)], ["float32"], note="digits")
        each(name, function, [spread(low, high, 3)], ["float32"], note="digits")
    for count in (8, 9, 31, 32, 33, 100, 1000):
        each("reduce_sum", tf.reduce_sum, [spread(-3, 7, count)], ["float32"], note="digits")
    for shape in ((5, 8), (8, 5), (20, 33)):
        matrix = spread(-3, 7, shape[0] * shape[1]).reshape(shape)
        each("reduce_sum", lambda x: tf.reduce_sum(x, 0), [matrix], ["float32"], note="digits", axis=[0])
        each("reduce_mean", lambda x: tf.reduce_mean(x, 1), [matrix], ["float32"], note="digits", axis=[1])
    each("pow", tf.pow, [spread(0.05, 30), spread(-6, 6, 122)[61:]], ["float32"], note="digits")
    each("pow", tf.pow, [spread(0.05, 30), 3.0], ["float32"], note="digits")
    each("divide", tf.divide, [spread(0.05, 30), spread(-6, 6, 122)[61:]], ["float32"], note="all digits")
    each("multiply", tf.multiply, [spread(0.05, 30), spread(-6, 6, 122)[61:]], ["float32"], note="all digits")
    for m, k, n in ((3, 4, 5), (8, 8, 8), (2, 20, 7), (16, 10, 3)):
        each("matmul", tf.matmul, [spread(-2, 3, m * k).reshape(m, k), spread(-1, 2, k * n).reshape(k, n)], ["float32"], note="digits")


FAMILIES = (digits, unary, binary, choices, reductions, shapes, contractions, activations, more_reductions, more_shapes, sums)


def write(families, name):
    """Runs the families and writes their rows to a file beside this one."""
    for family in families:
        family()
    lines = ",\n".join(json.dumps(r, separators=(",", ":"), allow_nan=False) for r in rows)
    pathlib.Path(__file__).with_name(name).write_text(f"[\n{lines}\n]\n")
    print(f"{len(rows)} rows, {len({r['op'] for r in rows})} ops, TensorFlow {tf.__version__}")


if __name__ == "__main__":
    write(FAMILIES, "ops.json")
