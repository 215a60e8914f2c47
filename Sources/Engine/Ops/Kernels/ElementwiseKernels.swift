/// Loops of elementwise ops over plain memory.
package enum ElementwiseKernels {
  /// How many float32 numbers TensorFlow computes at once.
  static let packetWidth = 8

  /// `op` of every element; source and target may be the same memory.
  @inline(__always)
  static func apply<O: ElementwiseUnary, E: RealNumber>(
    _ op: O, _ source: UnsafeBufferPointer<E>, into target: UnsafeMutableBufferPointer<E>
  ) {
    var start = 0
    if E.self == Float.self, O.hasPackets {
      let whole = source.count / packetWidth * packetWidth
      source.withMemoryRebound(to: Float.self) { source in
        target.withMemoryRebound(to: Float.self) { target in
          packets(op, source, into: target, whole)
        }
      }
      start = whole
    }
    for i in start..<source.count { target[i] = op(source[i]) }
  }

  /// Whole packets; where some numbers are not plain, blocks that are go the short way.
  @inline(__always)
  private static func packets<O: ElementwiseUnary>(
    _ op: O, _ source: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<Float>,
    _ count: Int
  ) {
    guard O.hasSpecialCases else {
      for i in 0..<count { target[i] = op.packet(source[i]) }
      return
    }
    for start in stride(from: 0, to: count, by: 256) {
      let block = start..<Swift.min(start + 256, count)
      var special = 0
      for i in block { special &+= op.isPlain(source[i]) ? 0 : 1 }
      if special == 0 {
        for i in block { target[i] = op.packet(source[i]) }
      } else {
        for i in block {
          target[i] = op.isPlain(source[i]) ? op.packet(source[i]) : op(source[i])
        }
      }
    }
  }

  /// `op` of every element of an array.
  @inline(__always)
  static func map<O: ElementwiseUnary, E: RealNumber>(
    _ op: O, _ type: E.Type, _ x: NDArray
  ) throws(EngineError) -> NDArray {
    if case .scalar(let bits) = x.payload { return NDArray(op(E(bits: bits))) }
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, x.shape) { target in apply(op, source, into: target) }
    }
  }
}
