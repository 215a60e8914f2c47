/// An op on real numbers that computes each element of its result from one element of its input.
///
/// `partial` states ∂y/∂x. Override `pullback` where TensorFlow multiplies in another order.
package protocol ElementwiseUnary: Operation {
  /// The function.
  func callAsFunction<R: RealNumber>(_ x: R) -> R
  /// ∂y/∂x at `x`, where `y` is the result.
  func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V
  /// What flows back when `g` arrives.
  func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V
  /// The dtypes it takes; the result has the same.
  static var domain: DTypeSet { get }
  /// Whether TensorFlow's vector code gives other last digits than the function alone.
  static var hasPackets: Bool { get }
  /// The function as TensorFlow's vector code computes it on float32, without branches for what
  /// is not plain.
  func packet(_ x: Float) -> Float
  /// Whether there are numbers for which `packet` is wrong and the function itself right.
  static var hasSpecialCases: Bool { get }
  /// Whether a number is none of them.
  func isPlain(_ x: Float) -> Bool
}

extension ElementwiseUnary {
  package static var hasPackets: Bool { false }

  package func packet(_ x: Float) -> Float { self(x) }

  package static var hasSpecialCases: Bool { false }

  package func isPlain(_ x: Float) -> Bool { true }

  package static var domain: DTypeSet { .floating }

  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try g * partial(x, y)
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard Self.domain.contains(inputs[0].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return inputs[0]
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(UnaryWork(op: self, x: inputs[0]), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try pullback(upstream, inputs[0], output)
  }

  package func plainPullback(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) throws(EngineError) -> NDArray? {
    if output.dtype.isComplex { return try pullback(to: operand, upstream, inputs, output) }
    let work = UnaryPullbackWork(op: self, g: upstream, x: inputs[0], y: output)
    return try output.dtype.open(work, for: Self.name)
  }

  package static var hasScalarRule: Bool { MemoryLayout<Self>.size == 0 }

  /// The only instance of an op without attributes, which holds no bytes.
  private static var plain: Self { unsafeBitCast((), to: Self.self) }

  package static func pullback32(
    to operand: Int, _ g: Float, _ x: Float, _ y: Float, _ z: Float
  ) -> Float {
    (try? plain.pullback(g, x, z)) ?? .nan
  }
  package static func pullback64(
    to operand: Int, _ g: Double, _ x: Double, _ y: Double, _ z: Double
  ) -> Double {
    (try? plain.pullback(g, x, z)) ?? .nan
  }

  package func partialFormula(
    to operand: Int, _ inputs: [Formula], _ output: Formula
  ) throws(EngineError) -> Formula? {
    try partial(inputs[0], output)
  }
}

/// An elementwise op that whole numbers have too.
package protocol NumberUnary: ElementwiseUnary {
  /// The function, for every kind of number.
  func callAsFunction<E: Number>(_ x: E) -> E
}

extension NumberUnary {
  package static var domain: DTypeSet { .numeric }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(NumberUnaryWork(op: self, x: inputs[0]), for: Self.name)
  }
}

private struct NumberUnaryWork<O: NumberUnary>: NumberWork {
  let op: O
  let x: NDArray
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    try x.map { (value: E) -> E in op(value) }
  }
}

struct UnaryWork<O: ElementwiseUnary>: RealWork {
  let op: O
  let x: NDArray
  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    try ElementwiseKernels.map(op, E.self, x)
  }
}

private struct UnaryPullbackWork<O: ElementwiseUnary>: RealWork {
  let op: O
  let g: NDArray
  let x: NDArray
  let y: NDArray
  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    try g.withElements(E.self) { (g) throws(EngineError) -> NDArray in
      try x.withElements(E.self) { (xs) throws(EngineError) -> NDArray in
        try y.withElements(E.self) { (ys) throws(EngineError) -> NDArray in
          NDArray.make(E.self, y.shape) { target in
            let whole = packets(g, xs, ys, target)
            for i in whole..<target.count {
              target[i] = (try? op.pullback(g[i], xs[i], ys[i])) ?? .nan
            }
          }
        }
      }
    }
  }

  /// The whole packets of float32, and how many numbers they are.
  @inline(__always)
  private func packets<E: RealNumber>(
    _ g: UnsafeBufferPointer<E>, _ x: UnsafeBufferPointer<E>, _ y: UnsafeBufferPointer<E>,
    _ target: UnsafeMutableBufferPointer<E>
  ) -> Int {
    guard E.self == Float.self else { return 0 }
    let whole = target.count / ElementwiseKernels.packetWidth * ElementwiseKernels.packetWidth
    g.withMemoryRebound(to: Float.self) { g in
      x.withMemoryRebound(to: Float.self) { x in
        y.withMemoryRebound(to: Float.self) { y in
          target.withMemoryRebound(to: Float.self) { target in
            for i in 0..<whole {
              let flow = try? op.pullback(PacketFloat(g[i]), PacketFloat(x[i]), PacketFloat(y[i]))
              target[i] = flow?.number ?? .nan
            }
          }
        }
      }
    }
    return whole
  }
}
