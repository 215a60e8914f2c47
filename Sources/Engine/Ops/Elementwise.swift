/// An op that computes each element of its result from one element of its input.
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
}

extension ElementwiseUnary {
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

private struct UnaryWork<O: ElementwiseUnary>: RealWork {
  let op: O
  let x: NDArray
  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    try x.map { (value: E) -> E in op(value) }
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
            for i in 0..<target.count {
              target[i] = (try? op.pullback(g[i], xs[i], ys[i])) ?? .nan
            }
          }
        }
      }
    }
  }
}

/// Which of its two operands a binary op is differentiated by.
package enum Side: Int, Sendable { case left, right }

/// An op on pairs of elements, with broadcasting.
package protocol ElementwiseBinary: Operation {
  /// The function of two elements.
  func callAsFunction<E: Number>(_ x: E, _ y: E) -> E
  /// ∂z/∂x (left) or ∂z/∂y (right), where `z` is the result.
  func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V
  /// What flows back to one side when `g` arrives.
  func pullback<V: Value>(_ side: Side, _ g: V, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V
  /// Throws where the elements make no result, such as a whole division by zero.
  func check(_ x: NDArray, _ y: NDArray) throws(EngineError)
  static var domain: DTypeSet { get }
}

extension ElementwiseBinary {
  package static var domain: DTypeSet { .numeric }

  package func check(_ x: NDArray, _ y: NDArray) throws(EngineError) {}

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
    try check(x, y)
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

private struct BinaryWork<O: ElementwiseBinary>: NumberWork {
  let op: O
  let x: NDArray
  let y: NDArray
  let shape: Shape
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
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
    let plan = BroadcastPlan(z.shape, over: [x.shape, y.shape])
    let (op, side) = (op, side)
    return try g.withElements(E.self) { (gs) throws(EngineError) -> NDArray in
      try z.withElements(E.self) { (zs) throws(EngineError) -> NDArray in
        try plan.withFeed(E.self, plan.prepare(x)) { (x) throws(EngineError) -> NDArray in
          try plan.withFeed(E.self, plan.prepare(y)) { (y) throws(EngineError) -> NDArray in
            NDArray.make(E.self, z.shape) { target in
              var next = 0
              for outer in 0..<plan.outer {
                let px = x.base + outer * x.outerStep
                let py = y.base + outer * y.outerStep
                if x.innerStep == 1, y.innerStep == 1 {
                  for i in 0..<plan.inner {
                    let flow = try? op.pullback(side, gs[next + i], px[i], py[i], zs[next + i])
                    target[next + i] = flow ?? E.nan
                  }
                } else {
                  for i in 0..<plan.inner {
                    let a: E = px[i * x.innerStep]
                    let b: E = py[i * y.innerStep]
                    let flow = try? op.pullback(side, gs[next + i], a, b, zs[next + i])
                    target[next + i] = flow ?? E.nan
                  }
                }
                next += plan.inner
              }
            }
          }
        }
      }
    }
  }
}

/// A truth value for each pair of elements; no gradient passes.
package protocol Comparison: Operation {
  func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool
}

extension Comparison {
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (x, y) = (inputs[0], inputs[1])
    guard x.dtype == y.dtype else { throw .mixedDTypes(op: Self.name, x.dtype, y.dtype) }
    guard DTypeSet.ordered.contains(x.dtype) else {
      throw .unsupportedDType(op: Self.name, x.dtype)
    }
    guard let shape = x.shape.broadcast(with: y.shape) else {
      throw .incompatibleShapes(op: Self.name, x.shape, y.shape)
    }
    return Signature(.bool, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let (x, y) = (inputs[0], inputs[1])
    guard let shape = x.shape.broadcast(with: y.shape) else {
      throw .incompatibleShapes(op: Self.name, x.shape, y.shape)
    }
    return try x.dtype.open(ComparisonWork(op: self, x: x, y: y, shape: shape), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    nil
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }
}

private struct ComparisonWork<O: Comparison>: NumberWork {
  let op: O
  let x: NDArray
  let y: NDArray
  let shape: Shape
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    try NDArray.zip(x, y, to: shape) { (a: E, b: E) -> Bool in op(a, b) }
  }
}
