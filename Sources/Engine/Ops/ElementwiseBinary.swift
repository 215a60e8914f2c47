/// Which of its two operands a binary op is differentiated by.
package enum Side: Int, Sendable { case left, right }

/// An op on pairs of real numbers, with broadcasting.
package protocol ElementwiseBinary: Operation {
  /// The function of two elements.
  func callAsFunction<R: RealNumber>(_ x: R, _ y: R) -> R
  /// ∂z/∂x (left) or ∂z/∂y (right), where `z` is the result.
  func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V
  /// What flows back to one side when `g` arrives.
  func pullback<V: Value>(_ side: Side, _ g: V, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V
  /// The dtypes it takes; the result has the same.
  static var domain: DTypeSet { get }
  /// Whether the gradient of arrays is worth a loop of its own, instead of the ops that it is
  /// written with, one after the other.
  static var hasFusedPullback: Bool { get }
  /// Whether TensorFlow's vector code gives other last digits than the function alone.
  static var hasPackets: Bool { get }
  /// The function as TensorFlow's vector code computes it on plain float32 numbers.
  func packet(_ x: Float, _ y: Float) -> Float
  /// Whether `packet` is right there.
  func isPlain(_ x: Float, _ y: Float) -> Bool
  /// What the vector code gives elsewhere.
  func special(_ x: Float, _ y: Float) -> Float
}

extension ElementwiseBinary {
  package static var hasFusedPullback: Bool { false }

  package static var hasPackets: Bool { false }

  package func packet(_ x: Float, _ y: Float) -> Float { self(x, y) }

  package func isPlain(_ x: Float, _ y: Float) -> Bool { true }

  package func special(_ x: Float, _ y: Float) -> Float { self(x, y) }

  package static var domain: DTypeSet { .floating }

  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    try g * partial(side, x, y, z)
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (x, y) = (inputs[0], inputs[1])
    guard x.dtype == y.dtype else { throw .mixedDTypes(op: Self.name, x.dtype, y.dtype) }
    guard Self.domain.contains(x.dtype) else { throw .unsupportedDType(op: Self.name, x.dtype) }
    guard let shape = x.shape.broadcast(with: y.shape) else {
      throw .incompatibleShapes(op: Self.name, x.shape, y.shape)
    }
    return Signature(x.dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let (x, y) = (inputs[0], inputs[1])
    guard let shape = x.shape.broadcast(with: y.shape) else {
      throw .incompatibleShapes(op: Self.name, x.shape, y.shape)
    }
    return try x.dtype.open(BinaryWork(op: self, x: x, y: y, shape: shape), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try pullback(operand == 0 ? .left : .right, upstream, inputs[0], inputs[1], output)
  }

  package func plainPullback(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) throws(EngineError) -> NDArray? {
    guard Self.hasFusedPullback, !output.dtype.isComplex else {
      return try pullback(to: operand, upstream, inputs, output)
    }
    let work = BinaryPullbackWork(
      op: self, side: operand == 0 ? .left : .right, g: upstream, x: inputs[0], y: inputs[1],
      z: output)
    return try output.dtype.open(work, for: Self.name)
  }

  package static var hasScalarRule: Bool { MemoryLayout<Self>.size == 0 }

  /// The only instance of an op without attributes, which holds no bytes.
  private static var plain: Self { unsafeBitCast((), to: Self.self) }

  package static func pullback32(
    to operand: Int, _ g: Float, _ x: Float, _ y: Float, _ z: Float
  ) -> Float {
    (try? plain.pullback(operand == 0 ? .left : .right, g, x, y, z)) ?? .nan
  }
  package static func pullback64(
    to operand: Int, _ g: Double, _ x: Double, _ y: Double, _ z: Double
  ) -> Double {
    (try? plain.pullback(operand == 0 ? .left : .right, g, x, y, z)) ?? .nan
  }

  package func partialFormula(
    to operand: Int, _ inputs: [Formula], _ output: Formula
  ) throws(EngineError) -> Formula? {
    try partial(operand == 0 ? .left : .right, inputs[0], inputs[1], output)
  }
}

/// An op on pairs that whole numbers have too.
package protocol NumberBinary: ElementwiseBinary {
  /// The function of two elements, for every kind of number.
  func callAsFunction<E: Number>(_ x: E, _ y: E) -> E
  /// Throws where whole numbers make no result, such as a division by zero.
  func check(_ x: NDArray, _ y: NDArray) throws(EngineError)
}

extension NumberBinary {
  package static var domain: DTypeSet { .numeric }

  package func check(_ x: NDArray, _ y: NDArray) throws(EngineError) {}

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let (x, y) = (inputs[0], inputs[1])
    if x.dtype.isInteger { try check(x, y) }
    guard let shape = x.shape.broadcast(with: y.shape) else {
      throw .incompatibleShapes(op: Self.name, x.shape, y.shape)
    }
    return try x.dtype.open(NumberBinaryWork(op: self, x: x, y: y, shape: shape), for: Self.name)
  }
}

private struct NumberBinaryWork<O: NumberBinary>: NumberWork {
  let op: O
  let x: NDArray
  let y: NDArray
  let shape: Shape
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    if O.hasPackets, E.self == Float.self { return try PacketWork(op, x, y, shape).evaluate() }
    return try NDArray.zip(x, y, to: shape) { (a: E, b: E) -> E in op(a, b) }
  }
}

private struct BinaryWork<O: ElementwiseBinary>: RealWork {
  let op: O
  let x: NDArray
  let y: NDArray
  let shape: Shape
  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    try NDArray.zip(x, y, to: shape) { (a: E, b: E) -> E in op(a, b) }
  }
}

private struct BinaryPullbackWork<O: ElementwiseBinary>: RealWork {
  let op: O
  let side: Side
  let g: NDArray
  let x: NDArray
  let y: NDArray
  let z: NDArray

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    // Told apart outside the loops: inside it would keep them from running over vectors.
    switch side {
    case .left: return try flow(.left, type)
    case .right: return try flow(.right, type)
    }
  }

  @inline(__always)
  private func flow<E: RealNumber & Value>(
    _ side: Side, _ type: E.Type
  ) throws(EngineError) -> NDArray {
    let plan = BroadcastPlan(z.shape, over: [x.shape, y.shape])
    let op = op
    let (x, y) = (plan.feed(E.self, x), plan.feed(E.self, y))
    return try g.withElements(E.self) { (g) throws(EngineError) -> NDArray in
      try z.withElements(E.self) { z in
        NDArray.make(E.self, plan.shape) { target in
          plan.fill(target, x, y) { (place, x: E, y: E) -> E in
            (try? op.pullback(side, g[place], x, y, z[place])) ?? .nan
          }
        }
      }
    }
  }
}

/// A pair op on float32 in whole packets, the operands spread to the result's shape as TensorFlow
/// does it.
private struct PacketWork<O: ElementwiseBinary> {
  let op: O
  let x: NDArray
  let y: NDArray
  let shape: Shape

  init(_ op: O, _ x: NDArray, _ y: NDArray, _ shape: Shape) {
    self.op = op
    self.x = x.broadcast(to: shape)
    self.y = y.broadcast(to: shape)
    self.shape = shape
  }

  private var whole: Int {
    shape.count / ElementwiseKernels.packetWidth * ElementwiseKernels.packetWidth
  }

  func evaluate() throws(EngineError) -> NDArray {
    try x.withElements(Float.self) { (x) throws(EngineError) -> NDArray in
      try y.withElements(Float.self) { y in
        NDArray.make(Float.self, shape) { target in
          for i in 0..<whole { target[i] = op.packet(x[i], y[i]) }
          for i in 0..<whole where !op.isPlain(x[i], y[i]) { target[i] = op.special(x[i], y[i]) }
          for i in whole..<target.count { target[i] = op(x[i], y[i]) }
        }
      }
    }
  }
}
