import Engine

/// Covariances and correlations of variables, each a row.
struct NumPyCovariance {
  func add(to module: ModuleObject) {
    module.function(
      "cov",
      "m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None"
    ) { a throws(Raise) in
      guard !a.has(5), !a.has(6) else { throw Raise.unsupported("np.cov with weights") }
      let ddof = a.has(4) ? try a.double(4) : try a.bool(3) ? 0 : 1
      return NumPyResult.value(
        Self.squeezed(try Self.covariance(a[0], a[1], isByRows: try a.bool(2), ddof)))
    }
    module.function("corrcoef", "x, y=None, rowvar=True, *, dtype=None") { a throws(Raise) in
      let found = try Self.covariance(a[0], a[1], isByRows: try a.bool(2), 1)
      let n = found.shape.lengths[0]
      if n == 1 { return NumPyResult.value(NDArray(1.0)) }
      let values = found.doubles
      let roots = (0..<n).map { values[$0 * (n + 1)].squareRoot() }
      let result = values.enumerated().map { place, value in
        let ratio = value / roots[place / n] / roots[place % n]
        return ratio.isNaN ? ratio : min(max(ratio, -1), 1)
      }
      return NumPyResult.value(
        try NDArray(result, shape: found.shape).converted(to: found.dtype))
    }
  }

  /// A single number loses its axes.
  private static func squeezed(_ array: NDArray) -> NDArray {
    array.count == 1 ? array.reshaped(.scalar) : array
  }

  private static func covariance(
    _ first: PyValue, _ second: PyValue, isByRows: Bool, _ ddof: Double
  ) throws(Raise) -> NDArray {
    func rows(_ value: PyValue) throws(Raise) -> NDArray {
      var array = try ArrayReading.array(value)
      guard array.shape.rank <= 2 else { throw Raise.value("m has more than 2 dimensions") }
      if !array.dtype.isFloating { array = try array.converted(to: .float64) }
      array = array.dtype == .float32 ? try array.converted(to: .float64) : array
      if array.shape.rank < 2 { return array.reshaped([1, array.count]) }
      return isByRows ? array : array.transposed([1, 0]).contiguous()
    }
    var array = try rows(first)
    if !second.isAbsent {
      array = try NumPyFunctions.joined([array, try rows(second)], axis: 0)
    }
    let mean = try NumPyReduction(array, .int(1), keepsAxes: true).mean()
    let centered = try NumPyArithmetic.apply(.subtract, .strong(array), .strong(mean))
    let product = try NumPyArithmetic.apply(
      .matrixMultiply, .strong(centered), .strong(centered.transposed([1, 0])))
    let count = Double(array.shape.lengths[1]) - ddof
    return try NumPyArithmetic.apply(
      .multiply, .strong(product), .weakFloat(1 / max(count, 0)))
  }
}
