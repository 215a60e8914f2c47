extension Shape {
  /// The bytes that one tensor may take: what no machine of a lesson has must be an error and not
  /// the end of the program.
  private static let most = 1 << 34

  /// The shape itself, where a tensor of it can be had.
  package func fitting(_ dtype: DType, op: String) throws(EngineError) -> Shape {
    if lengths.contains(0) { return self }
    var bytes = Swift.max(dtype.byteWidth, 1)
    var isCountable = true
    for length in lengths where isCountable {
      let (product, overflows) = bytes.multipliedReportingOverflow(by: length)
      isCountable = !overflows
      bytes = product
    }
    guard isCountable else {
      throw .invalidArgument(
        op: op, "Shape \(bracketed) would have more than 2**63 - 1 elements")
    }
    guard bytes <= Shape.most else { throw .outOfMemory(op: op, self, dtype) }
    return self
  }
}
