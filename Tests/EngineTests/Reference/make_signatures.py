#!/usr/bin/env python3
"""Writes signatures.txt beside itself: the parameters of TensorFlow's functions, one name a line.

    tf/bin/python Tests/EngineTests/Reference/make_signatures.py      (the environment of make_reference.py)
"""
import inspect
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow as tf


def default(value):
    return "tf." + value.name if isinstance(value, tf.DType) else repr(value)


def written(function):
    parts = []
    for parameter in inspect.signature(function).parameters.values():
        stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        text = stars + parameter.name
        if parameter.default is not inspect.Parameter.empty:
            text += "=" + default(parameter.default)
        parts.append(text)
    return ", ".join(parts)


lines = []
initializers = tf.keras.initializers
for prefix, module in (
    ("tf", tf),
    ("tf.linalg", tf.linalg),
    ("tf.math", tf.math),
    ("tf.nn", tf.nn),
    ("tf.bitwise", tf.bitwise),
    ("tf.strings", tf.strings),
    ("tf.random", tf.random),
    ("tf.random.experimental", tf.random.experimental),
    ("tf.keras.initializers", initializers),
    ("tf.keras.random", tf.keras.random),
    ("tf.keras.utils", tf.keras.utils),
):
    for name in dir(module):
        value = getattr(module, name)
        if name.startswith("_") or inspect.ismodule(value) or not callable(value):
            continue
        if name.startswith(("LinearOperator", "RNNCell")):
            continue
        try:
            lines.append(f"{prefix}.{name}({written(value)})")
        except ValueError:
            # What is written in C says nothing of its parameters.
            continue
pathlib.Path(__file__).with_name("signatures.txt").write_text("\n".join(lines) + "\n")
print(len(lines), "names, TensorFlow", tf.__version__)
