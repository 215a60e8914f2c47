extension Shape {
  /// The bytes of a tensor of this shape, `nil` where no number can tell them.
  package func byteCount(_ dtype: DType) -> Int? {
    if lengths.contains(0) { return 0 }
    // Text lies elsewhere; its elements are references.
    var bytes = Swift.max(dtype.byteWidth, 1)
    for length in lengths {
      let (product, overflows) = bytes.multipliedReportingOverflow(by: length)
      if overflows { return nil }
      bytes = product
    }
    return bytes
  }

  /// The shape itself, where a tensor of it can be had.
  package func fitting(_ dtype: DType, op: String) throws(EngineError) -> Shape {
    guard let bytes = byteCount(dtype) else {
      throw .invalidArgument(
        op: op, "Shape \(bracketed) would have more than 2**63 - 1 elements")
    }
    guard MemoryBudget.grants(bytes) else { throw .outOfMemory(op: op, self, dtype) }
    return self
  }
}

extension Int {
  /// The product, or the largest number where there is none: a size that no machine has.
  package func timesOrMost(_ other: Int) -> Int {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? .max : product
  }

  /// The sum, or the largest number where there is none.
  package func plusOrMost(_ other: Int) -> Int {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }
}

extension Operation {
  /// Checks that the op takes such inputs and that its result can be had.
  @inline(__always)
  package func admit(_ inputs: [Signature]) throws(EngineError) {
    let result = try infer(inputs)
    guard result.shape.rank > 0 else { return }
    _ = try result.shape.fitting(result.dtype, op: Self.name)
  }
}
