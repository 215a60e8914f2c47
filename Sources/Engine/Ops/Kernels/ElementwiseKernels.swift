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
          for i in 0..<whole { target[i] = op.packet(source[i]) }
        }
      }
      start = whole
    }
    for i in start..<source.count { target[i] = op(source[i]) }
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
