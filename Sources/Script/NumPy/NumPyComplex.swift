import Engine

/// Complex arrays of NumPy taken apart, and the functions of the complex plane.
extension NumPyFunctions {
  static func realPart(_ array: NDArray) throws(Raise) -> NDArray {
    guard array.dtype.isComplex else { return array }
    return try evaluated(RealPart(), array)
  }

  static func imaginaryPart(_ array: NDArray) throws(Raise) -> NDArray {
    guard array.dtype.isComplex else { return try .filled(0, array.dtype, array.shape) }
    return try evaluated(ImaginaryPart(), array)
  }

  static func conjugate(_ array: NDArray) throws(Raise) -> NDArray {
    try evaluated(Conjugate(), array)
  }

  static func angle(_ array: NDArray) throws(Raise) -> NDArray {
    try evaluated(Angle(), array.dtype.isComplex ? array : try array.converted(to: .complex128))
  }

  private static func evaluated<O: Operation>(
    _ op: O, _ array: NDArray
  ) throws(Raise) -> NDArray {
    try NumPyErrors.translating { () throws(EngineError) in try op.evaluate([array]) }
  }

  /// An elementary function of complex numbers; `nil` where NumPy has none.
  static func plane(_ name: String, _ array: NDArray) throws(Raise) -> NDArray? {
    switch name {
    case "exp": try evaluated(Exp(), array)
    case "expm1": try evaluated(Expm1(), array)
    case "log": try evaluated(Log(), array)
    case "log1p": try evaluated(Log1p(), array)
    case "sqrt": try evaluated(Sqrt(), array)
    case "sin": try evaluated(Sin(), array)
    case "cos": try evaluated(Cos(), array)
    case "tan": try evaluated(Tan(), array)
    case "arcsin": try evaluated(Asin(), array)
    case "arccos": try evaluated(Acos(), array)
    case "arctan": try evaluated(Atan(), array)
    case "sinh": try evaluated(Sinh(), array)
    case "cosh": try evaluated(Cosh(), array)
    case "tanh": try evaluated(Tanh(), array)
    case "arcsinh": try evaluated(Asinh(), array)
    case "arccosh": try evaluated(Acosh(), array)
    case "arctanh": try evaluated(Atanh(), array)
    case "reciprocal": try evaluated(Reciprocal(), array)
    default: nil
    }
  }
}
