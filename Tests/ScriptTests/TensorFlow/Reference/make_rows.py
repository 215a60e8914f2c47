#!/usr/bin/env python3
"""Writes NAME-rows.json from NAME-expressions.txt: what TensorFlow, Keras and NumPy say to each expression.

    python make_rows.py NAME...      (TensorFlow 2.21 and NumPy 2.4; TF_CPP_MIN_LOG_LEVEL=3)

Each row is evaluated after the setup in fresh names, and prints its repr and its str, or the class and the text of its error.
"""
import contextlib
import io
import json
import pathlib
import sys
import warnings

warnings.filterwarnings("ignore")
here = pathlib.Path(__file__).parent
for name in sys.argv[1:]:
    text = (here / f"{name}-expressions.txt").read_text()
    setup, rows = text.removeprefix("# setup\n").split("# rows\n")
    found = []
    for expression in rows.splitlines():
        names = {"__name__": "__main__"}
        exec(setup, names)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                value = eval(expression, names)
                print(repr(value))
                print(value)
            except BaseException as e:
                print(f"{type(e).__name__}: {e}")
        found.append({"expression": expression, "output": out.getvalue()})
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found)
    document = '{"setup": ' + json.dumps(setup) + ',\n"rows": [\n' + rows + "\n]}\n"
    (here / f"{name}-rows.json").write_text(document)
    print(name, len(found))
