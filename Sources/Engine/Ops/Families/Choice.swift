/// `a` where the condition holds and `b` elsewhere.
///
/// The condition has no gradient.
package struct Where: Operation {
  package static let name = "where"
  package static let kernel = "SelectV2"
  package static let summary = "takes its second input where the first holds, else the third"
  package var notation: Notation {
    Notation { arguments, style in
      let (condition, a, b) = (arguments[0].text, arguments[1].text, arguments[2].text)
      switch style {
      case .text:
        return WrittenFormula("{\(a) if \(condition), \(b) otherwise}")
      case .latex:
        return WrittenFormula(
          "\\begin{cases}\(a) & \(condition)\\\\ \(b) & \\text{otherwise}\\end{cases}")
      }
    }
  }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (condition, a, b) = (inputs[0], inputs[1], inputs[2])
    guard condition.dtype == .bool else {
      throw .expectedDType(op: Self.name, operand: 0, .bool, condition.dtype)
    }
    guard a.dtype == b.dtype else { throw .mixedDTypes(op: Self.name, a.dtype, b.dtype) }
    guard let values = a.shape.broadcast(with: b.shape) else {
      throw .incompatibleShapes(op: Self.name, a.shape, b.shape)
    }
    guard let shape = values.broadcast(with: condition.shape) else {
      throw .incompatibleShapes(op: Self.name, condition.shape, values)
    }
    return Signature(a.dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let work = WhereWork(condition: inputs[0], a: inputs[1], b: inputs[2], shape: shape)
    return try inputs[1].dtype.open(work, for: Self.name)
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand > 0 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let zero = try V.literal(0, like: upstream)
    switch operand {
    case 1: return try .select(inputs[0], upstream, zero)
    case 2: return try .select(inputs[0], zero, upstream)
    default: return nil
    }
  }
}

private struct WhereWork: ElementWork {
  let condition: NDArray
  let a: NDArray
  let b: NDArray
  let shape: Shape
  func run<E: Element>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (condition, a, b) = (condition, a, b)
    return try condition.broadcast(to: shape).withElements(Bool.self) {
      (mask) throws(EngineError) -> NDArray in
      try a.broadcast(to: shape).withElements(E.self) { (a) throws(EngineError) -> NDArray in
        try b.broadcast(to: shape).withElements(E.self) { b in
          NDArray.make(E.self, shape) { target in
            for i in 0..<target.count { target[i] = mask[i] ? a[i] : b[i] }
          }
        }
      }
    }
  }
}
