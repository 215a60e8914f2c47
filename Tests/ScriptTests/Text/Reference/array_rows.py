"""Writes array_rows.json: what NumPy's str() and repr() of arrays give.

Run with NumPy 2.4.6: python3 array_rows.py > array_rows.json
A row is [function, dtype, shape, elements as text, print options, text].
"""

import json

import numpy as np

SPECIALS = [0.0, -0.0, 1.0, 1e-4, 9.99e-5, 1e6, 999999.0, 1e8, 0.1, 1 / 3, 0.5, 1000.0, 1001.0, 65504.0,
            0.99999999, 123456.789, 2.5, -0.125]
ODD = [float("nan"), float("inf"), float("-inf")]
generator = np.random.default_rng(7)
rows = []


def add(array, function=None, **options):
    for each in [str, repr] if function is None else [function]:
        with np.printoptions(**options):
            text = each(array)
        flat = array.ravel()
        if array.dtype.kind == "c":
            elements = [repr(float(part)) for value in flat for part in (value.real, value.imag)]
        elif array.dtype.kind == "f":
            elements = [repr(float(value)) for value in flat]
        elif array.dtype.kind == "O":
            elements = [value.decode("latin-1") for value in flat]
        else:
            elements = [str(int(value)) for value in flat]
        written = {name: str(value) for name, value in options.items()}
        rows.append([each.__name__, str(array.dtype), list(array.shape), elements, written, text])


for dtype in ["float16", "float32", "float64", "complex64", "complex128"]:
    for value in SPECIALS + ODD:
        add(np.array(value, dtype), str)
    add(np.array(2.5, dtype), repr)
    add(np.array(SPECIALS[:6], dtype))
    add(np.array(SPECIALS[8:13], dtype).reshape(5, 1))
    add(np.array(ODD + [1.0, 0.25], dtype))
    add(np.array(ODD, dtype))
    for scale in [1e-3, 1.0, 1e4]:
        add((generator.normal(size=(3, 4)) * scale).astype(dtype))
    add(generator.normal(size=(2, 3, 2)).astype(dtype))
    add(np.arange(24).astype(dtype).reshape(3, 8), threshold=20)
    for options in [dict(precision=3), dict(precision=2, suppress=True), dict(sign="+"), dict(sign=" "),
                    dict(floatmode="fixed"), dict(floatmode="unique"), dict(floatmode="maxprec_equal"),
                    dict(linewidth=30), dict(threshold=4, edgeitems=1), dict(nanstr="NA", infstr="oo")]:
        add(np.array([1.5, -1e-5, 2 / 3, 100.25, float("nan")], dtype), **options)
        add(generator.uniform(size=(4, 2)).astype(dtype), **options)
for dtype in ["int8", "int32", "int64", "uint8", "uint64"]:
    add(np.array([1, 20, 100], dtype))
    add(np.arange(60).astype(dtype).reshape(3, 20))
    add(np.array([3, 4], dtype), sign="+")
    add(np.array(7, dtype))
add(np.array([[-1, 20], [300, -4000]], "int32"))
add(np.array([-1, 2]), sign=" ")
add(np.arange(1002).reshape(2, 501))
add(np.arange(4 * 5 * 9).reshape(4, 5, 9), threshold=100)
add(np.arange(16).reshape(2, 2, 2, 2))
add(np.array([True, False]))
add(np.array(True))
add(np.array([[False], [True]]))
for shape in [(0,), (2, 0), (0, 3)]:
    add(np.zeros(shape))
    add(np.zeros(shape, "float32"))
texts = np.empty(3, object)
texts[:] = [b"a", b"it's", b"\xff\n"]
add(texts)
add(texts[:1].reshape(()), str)
add(np.array([b"word%d" % i for i in range(20)], object).reshape(2, 10))
print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")
