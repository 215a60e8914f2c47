/// A truth value for each pair of elements; no gradient passes.
package protocol Comparison: Operation {
  func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool
  /// The dtypes it takes.
  static var domain: DTypeSet { get }
}

extension Comparison {
  package static var domain: DTypeSet { .ordered }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (x, y) = (inputs[0], inputs[1])
    guard x.dtype == y.dtype else { throw .mixedDTypes(op: Self.name, x.dtype, y.dtype) }
    guard Self.domain.contains(x.dtype) else {
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

struct ComparisonWork<O: Comparison>: NumberWork {
  let op: O
  let x: NDArray
  let y: NDArray
  let shape: Shape
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    try NDArray.zip(x, y, to: shape) { (a: E, b: E) -> Bool in op(a, b) }
  }
}
