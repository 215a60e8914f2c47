"""Writes format_rows.json: what CPython's format(), %, repr() and ascii() give.

Run with CPython 3.11 or later: python3 format_rows.py > format_rows.json
A row is [operation, kind of value, value, spec, text or "!Class: message"].
"""

import json

FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 2.5, 1 / 3, 123456.789, 1e-5, 1e-4, 1e15, 1e16, 1e22, 5e-324,
          1.7976931348623157e308, 9.995, 0.05, -0.4, float("inf"), float("-inf"), float("nan")]
INTEGERS = [0, 1, -1, 255, -1234567, 2**63, -10**30, 65]
STRINGS = ["", "abc", "سلام", "你好", "it's", 'say "x"', "'\"", "\n\t\\\x07", "é\u200b\u00ad", "😀"]
COMPLEX = [1 + 2j, -0.0 - 1.5j, 3j, complex(float("nan"), float("-inf")), 1e16 + 1e-5j]

SPECS = {
    "float": ["", ".2f", "10.3f", "<10", "^12.1f", "+.2e", "e", "g", ".3", ".0f", ",.2f", "_", "010.2f",
              "%", ".1%", "#.3g", "#", "z.0f", "*=+12.2f", "E", "G", "n", " .3f", ".20f", "d", "s", "x.y",
              ".", ",_", "020,.1f"],
    "int": ["", "d", "5", "<8", "^9", "+d", "x", "#x", "#X", "b", "#b", "o", "#010x", ",", "_", "_b", "_x",
            "015,", "c", "e", ".2f", "%", ".3d", "s", "n", ",x", "08.1f", "*^+15"],
    "str": ["", "10", ">10", "^11.2s", "*<6", ".2", "s", "05", "d", "=5", "+", "#", ","],
    "complex": ["", ".2f", "+", ">30", "e", "#", "05", "%", ",.1f", "g"],
}
PERCENTS = {
    "float": ["%f", "%.2f", "%10.3e", "%-10.1f|", "%g", "%d", "%05.1f", "%+d", "%s", "%r", "%x", "%#g", "%c"],
    "int": ["%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%#X", "%o", "%.3d", "%f", "%e", "%s", "%c",
            "%i%%", "%8.3d"],
    "str": ["%s", "%10s", "%-10s|", "%.1s", "%r", "%a", "%d", "%f", "%x", "%c", "%y", "%", "%(a)s", "%5"],
    "complex": ["%s", "%f"],
}


def told(make):
    try:
        return make()
    except Exception as error:
        return f"!{type(error).__name__}: {error}"


rows = []
for kind, values in [("float", FLOATS), ("int", INTEGERS), ("str", STRINGS), ("complex", COMPLEX)]:
    for value in values:
        written = [repr(value.real), repr(value.imag)] if kind == "complex" else [
            value if kind == "str" else repr(value)]
        rows.append(["repr", kind, written, "", repr(value)])
        if kind == "str":
            rows.append(["ascii", kind, written, "", ascii(value)])
        for spec in SPECS[kind]:
            rows.append(["format", kind, written, spec, told(lambda: format(value, spec))])
        for spec in PERCENTS[kind]:
            rows.append(["percent", kind, written, spec, told(lambda: spec % (value,))])
print("[\n" + ",\n".join(json.dumps(row, ensure_ascii=True) for row in rows) + "\n]")
