#!/usr/bin/env python3
"""Writes dtypes.json beside itself: what TensorFlow computes for the dtypes beside float32 and float64.

    tf/bin/python Tests/EngineTests/Reference/make_dtypes.py        (see make_reference.py)

The rows are those of ops.json. A complex number is written as its two parts, joined by a comma. There
are no second derivatives here: the rules are the same for every dtype.
"""
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf

WHOLE = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
SIGNED, HALVES, COMPLEX = WHOLE[:4], ("float16", "bfloat16"), ("complex64", "complex128")
rows = []


def text(value):
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, np.complexfloating):
        return f"{value.real!s},{value.imag!s}"
    return str(float(value)) if isinstance(value, (np.floating, tf.bfloat16.as_numpy_dtype)) else str(value)


def written(tensor):
    array = np.array(tensor.numpy(), tensor.dtype.as_numpy_dtype)
    return {"dtype": array.dtype.name, "shape": list(array.shape), "values": " ".join(text(v) for v in array.ravel())}


def unequal(shape, dtype):
    """Numbers that differ from each other, and from their conjugates."""
    count = int(np.prod(shape))
    numbers = np.array([((7 * k + 3) % 23 - 11) / 8 + 0.0625 for k in range(count)])
    if dtype.is_complex:
        numbers = numbers + 1j * numbers[::-1] / 2 + 0.25j
    return tf.cast(tf.constant(np.reshape(numbers, shape)), dtype)


def row(name, function, inputs, note=None, **attributes):
    result = {"op": name}
    if note:
        result["note"] = note
    if attributes:
        result["attributes"] = attributes
    watched = [x for x in inputs if x.dtype.is_floating or x.dtype.is_complex]
    with tf.GradientTape() as tape:
        tape.watch(watched)
        output = function(*inputs)
    result["inputs"] = [written(x) for x in inputs]
    result["output"] = written(output)
    if output.dtype.is_floating or output.dtype.is_complex:
        weights = unequal(output.shape, output.dtype)
        gradients = tape.gradient(output, inputs, output_gradients=weights)
        result["weights"] = written(weights)
        result["gradients"] = [None if g is None else written(tf.convert_to_tensor(g)) for g in gradients]
    rows.append(result)


def each(name, function, values, dtypes, note=None, **attributes):
    for dtype in dtypes:
        row(name, function, [tf.cast(tf.constant(np.array(v)), dtype) for v in values], note, **attributes)


def bits():
    pairs = [[6, 5, 100, 77], [3, 4, 15, 1]]
    for name in ("bitwise_and", "bitwise_or", "bitwise_xor", "left_shift", "right_shift"):
        each(name, getattr(tf.bitwise, name), pairs, WHOLE)
        each(name, getattr(tf.bitwise, name), [[[6], [5]], [1, 2, 3]], ["int32", "uint8"], "broadcast")
    each("left_shift", tf.bitwise.left_shift, [[1, 1, 1, -3], [7, 8, -1, 60]], SIGNED, "widths out of range")
    each("right_shift", tf.bitwise.right_shift, [[-128, -1, 64, -3], [7, 8, -1, 60]], SIGNED, "widths out of range")
    each("invert", tf.bitwise.invert, [[6, 5, 0, 127]], WHOLE)


def whole():
    a, b = [7, 100, 3, 50], [3, 2, 100, 7]
    for name, function in (("add", tf.add), ("subtract", tf.subtract), ("multiply", tf.multiply),
                           ("floordiv", tf.math.floordiv), ("floormod", tf.math.floormod), ("truediv", tf.truediv),
                           ("maximum", tf.maximum), ("minimum", tf.minimum), ("less", tf.less),
                           ("greater_equal", tf.greater_equal), ("equal", tf.equal)):
        each(name, function, [a, b], WHOLE)
    for name, function in (("negative", tf.negative), ("abs", tf.abs), ("sign", tf.sign)):
        each(name, function, [[-128, -3, 0, 127]], SIGNED)
    each("square", tf.square, [[-3, 0, 20, 100]], WHOLE)
    each("pow", tf.pow, [[2, -3, 5, 7], [7, 3, 4, 0]], SIGNED)
    for name, function in (("reduce_sum", tf.reduce_sum), ("reduce_mean", tf.reduce_mean), ("reduce_max", tf.reduce_max),
                           ("reduce_min", tf.reduce_min), ("reduce_prod", tf.reduce_prod)):
        each(name, function, [[[7, 100, 3], [50, 90, 8]]], WHOLE)
        each(name, lambda x: function(x, 0), [[[7, 100, 3], [50, 90, 8]]], WHOLE, axis=[0])
    each("cumsum", tf.cumsum, [[100, 100, 100]], WHOLE)
    each("argmax", tf.argmax, [[7, 100, 3]], WHOLE + HALVES)
    each("matmul", tf.matmul, [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], ("int32", "int64"))
    for name, function, values in (
            ("transpose", tf.transpose, [[[1, 2], [3, 4]]]), ("reverse", lambda x: tf.reverse(x, [1]), [[[1, 2], [3, 4]]]),
            ("concat", lambda x, y: tf.concat([x, y], 0), [[1, 2], [3]]), ("stack", lambda x, y: tf.stack([x, y]), [[1, 2], [3, 4]])):
        attributes = {"reverse": {"axis": [1]}, "concat": {"axis": [0]}}.get(name, {})
        each(name, function, values, ("int8", "uint64") + HALVES + COMPLEX, **attributes)


def casts():
    numbers = {
        "bool": [True, False], "uint8": [0, 200], "int8": [-128, 127], "uint16": [40000, 3], "int16": [-300, 300],
        "uint32": [4000000000, 1], "int32": [-70000, 2], "uint64": [2 ** 63 + 2048, 5], "int64": [-(2 ** 40), 7],
        "float16": [1.5, -2.75], "bfloat16": [0.3, -100.0], "float32": [300.7, -1.5], "float64": [3e9, -0.1],
        "complex64": [1.5 + 2j, -3.25 - 1j], "complex128": [0.1 + 0.2j, 0j]}
    for source, values in numbers.items():
        for target in numbers:
            if target == source:
                continue
            # What a negative or too great real number becomes without a sign is the compiler's choice.
            if target in ("uint32", "uint64") and source in HALVES + COMPLEX + ("float32", "float64"):
                continue
            row("cast", lambda x: tf.cast(x, target), [tf.constant(np.array(values, tf.as_dtype(source).as_numpy_dtype))], dtype=target)


def real():
    usual, positive, inside = [-2.5, -1.25, -0.5, 0.3, 1.75, 3.1], [0.05, 0.5, 0.9, 1.3, 2.75, 40.0], [-0.9, -0.1, 0.55]
    table = [
        ("negative", tf.negative, usual), ("abs", tf.abs, usual), ("sign", tf.sign, usual), ("square", tf.square, usual),
        ("sqrt", tf.sqrt, positive), ("rsqrt", tf.math.rsqrt, positive), ("reciprocal", tf.math.reciprocal, usual),
        ("exp", tf.exp, usual), ("expm1", tf.math.expm1, usual), ("log", tf.math.log, positive),
        ("log1p", tf.math.log1p, positive), ("sin", tf.sin, usual), ("cos", tf.cos, usual), ("tan", tf.tan, inside),
        ("asin", tf.asin, inside), ("acos", tf.acos, inside), ("atan", tf.atan, usual), ("sinh", tf.sinh, usual),
        ("cosh", tf.cosh, usual), ("tanh", tf.tanh, usual), ("asinh", tf.asinh, usual), ("atanh", tf.atanh, inside),
        ("sigmoid", tf.sigmoid, usual), ("softplus", tf.math.softplus, usual), ("relu", tf.nn.relu, usual),
        ("floor", tf.floor, usual), ("round", tf.round, usual), ("softmax", tf.nn.softmax, usual)]
    for name, function, values in table:
        each(name, function, [values], HALVES)
    a, b = [[1.5, -2.0, 0.75], [4.0, -0.25, 3.5]], [[2.0, 3.0, -1.25], [0.5, -4.0, 1.75]]
    for name, function in (("add", tf.add), ("subtract", tf.subtract), ("multiply", tf.multiply), ("divide", tf.divide),
                           ("maximum", tf.maximum), ("floordiv", tf.math.floordiv), ("floormod", tf.math.floormod)):
        each(name, function, [a, b], HALVES)
        each(name, function, [a, b[0]], HALVES, "broadcast")
    each("pow", tf.pow, [np.abs(a).tolist(), b], HALVES)
    for name, function in (("reduce_sum", tf.reduce_sum), ("reduce_mean", tf.reduce_mean), ("reduce_max", tf.reduce_max),
                           ("reduce_prod", tf.reduce_prod)):
        each(name, function, [a], HALVES)
        each(name, lambda x: function(x, 1), [a], HALVES, axis=[1])
    each("matmul", tf.matmul, [a, np.transpose(b).tolist()], HALVES)


def complexes():
    usual = [1.5 + 2j, -0.5 + 0.25j, 0.75 - 1.25j, -2 - 0.5j]
    inside = [0.5 + 0.25j, -0.25 + 0.5j, 0.125 - 0.75j]
    for name, function, values in (
            ("negative", tf.negative, usual), ("square", tf.square, usual), ("sqrt", tf.sqrt, usual),
            ("rsqrt", tf.math.rsqrt, usual), ("reciprocal", tf.math.reciprocal, usual), ("exp", tf.exp, usual),
            ("expm1", tf.math.expm1, usual), ("log", tf.math.log, usual), ("log1p", tf.math.log1p, usual),
            ("sin", tf.sin, usual), ("cos", tf.cos, usual), ("tan", tf.tan, inside), ("asin", tf.asin, inside),
            ("acos", tf.acos, inside), ("atan", tf.atan, inside), ("sinh", tf.sinh, usual), ("cosh", tf.cosh, usual),
            ("tanh", tf.tanh, inside), ("asinh", tf.asinh, inside), ("acosh", tf.acosh, inside),
            ("atanh", tf.atanh, inside), ("sigmoid", tf.sigmoid, usual), ("sign", tf.sign, usual),
            ("abs", tf.abs, usual), ("complex_abs", tf.abs, usual), ("real", tf.math.real, usual), ("imag", tf.math.imag, usual),
            ("conj", tf.math.conj, usual), ("angle", tf.math.angle, usual), ("reduce_sum", tf.reduce_sum, usual),
            ("reduce_mean", tf.reduce_mean, usual), ("reduce_prod", tf.reduce_prod, usual), ("cumsum", tf.cumsum, usual)):
        each(name, function, [values], COMPLEX)
    for name, function in (("add", tf.add), ("subtract", tf.subtract), ("multiply", tf.multiply), ("divide", tf.divide),
                           ("pow", tf.pow), ("squared_difference", tf.math.squared_difference), ("equal", tf.equal),
                           ("not_equal", tf.not_equal)):
        each(name, function, [usual, [0.5 - 1j, 2 + 0j, 0.75 - 1.25j, -1 + 1j]], COMPLEX)
        each(name, function, [usual, 0.5 - 1j], COMPLEX, "broadcast")
    a, b = [[1 + 1j, 2 - 1j], [0.5j, 3]], [[2, 1j], [1 - 1j, -1]]
    each("matmul", tf.matmul, [a, b], COMPLEX)
    each("matmul", lambda x, y: tf.matmul(x, y, transpose_a=True), [a, b], COMPLEX, transpose_a=True)
    each("matmul", lambda x, y: tf.matmul(x, y, adjoint_b=True), [a, b], COMPLEX, adjoint_b=True)
    for dtype in ("float32", "float64"):
        parts = [tf.constant([1.5, -2.0], dtype), tf.constant([0.25, 3.0], dtype)]
        row("complex", tf.complex, parts)
        for name in ("real", "imag", "conj", "angle"):
            row(name, getattr(tf.math, name), [tf.constant([1.5, -2.0], dtype)])


if __name__ == "__main__":
    for family in (bits, whole, casts, real, complexes):
        family()
    lines = ",\n".join(json.dumps(r, separators=(",", ":"), allow_nan=False) for r in rows)
    pathlib.Path(__file__).with_name("dtypes.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(rows)} rows, {len({r['op'] for r in rows})} ops, TensorFlow {tf.__version__}")
