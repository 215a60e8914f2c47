/// Names that NumPy once had, and what it says of them now.
enum NumPyRemovedNames {
  static func refusal(_ name: String) -> Raise? {
    if let advice = removed[name] {
      return Raise.attribute(
        "`np.\(name)` was removed in the NumPy 2.0 release. Use `\(advice)` instead.")
    }
    guard let advice = aliases[name] else { return nil }
    return Raise.attribute(
      "module 'numpy' has no attribute '\(name)'.\n`np.\(name)` was a deprecated alias for the "
        + "builtin `\(name)`. To avoid this error in existing code, use `\(name)` by itself. Doing "
        + "this will not modify any behavior and is safe. \(advice)\nThe aliases was originally "
        + "deprecated in NumPy 1.20; for more details and guidance see the original release note "
        + "at:\n    https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations")
  }

  private static let removed = [
    "float_": "np.float64", "complex_": "np.complex128", "NaN": "np.nan", "Inf": "np.inf",
    "infty": "np.inf", "Infinity": "np.inf", "PINF": "np.inf", "NINF": "-np.inf",
    "alltrue": "np.all", "sometrue": "np.any", "round_": "np.round", "unicode_": "np.str_",
    "string_": "np.bytes_", "mat": "np.asmatrix", "cast": "np.asarray(arr, dtype=dtype)",
    "source": "inspect.getsource", "singlecomplex": "np.complex64", "cfloat": "np.complex128",
    "longfloat": "np.longdouble",
  ]

  private static let aliases = [
    "int": "When replacing `np.int`, you may wish to use e.g. `np.int64` or `np.int32` to specify "
      + "the precision. If you wish to review your current use, check the release note link for "
      + "additional information.",
    "float": scalar("float64"), "complex": scalar("complex128"), "str": scalar("str_"),
    "object": "",
  ]

  private static func scalar(_ name: String) -> String {
    "If you specifically wanted the numpy scalar type, use `np.\(name)` here."
  }
}
