import RealModule

/// Sum of two tensors.  z = x + y,  ∂z/∂x = ∂z/∂y = 1
package struct Add: ElementwiseBinary {
  package static let name = "add"
  package static let summary = "adds its inputs"
  package var notation: Notation { .infix(" + ", latex: " + ", .sum, associative: true) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.add(x, y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    try .literal(1, like: z)
  }
  package func pullback<V: Value>(_ side: Side, _ g: V, _ x: V, _ y: V, _ z: V) -> V { g }
  package func plainPullback(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) -> NDArray? {
    upstream
  }
}

/// Difference of two tensors.  z = x − y,  ∂z/∂x = 1,  ∂z/∂y = −1
package struct Subtract: ElementwiseBinary {
  package static let name = "subtract"
  package static let summary = "subtracts its second input from its first"
  package var notation: Notation { .infix(" − ", latex: " - ", .sum, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.subtract(x, y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    try .literal(side == .left ? 1 : -1, like: z)
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    side == .left ? g : try -g
  }
}

/// Product of two tensors, element by element.  z = x·y,  ∂z/∂x = y,  ∂z/∂y = x
package struct Multiply: ElementwiseBinary {
  package static let name = "multiply"
  package static let summary = "multiplies its inputs element by element"
  package var notation: Notation { .infix("·", latex: " \\cdot ", .product, associative: true) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.multiply(x, y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) -> V {
    side == .left ? y : x
  }
}

/// Negative of each element.  y = −x,  ∂y/∂x = −1
package struct Negate: Operation {
  package static let name = "negative"
  package static let summary = "changes the sign"
  package var notation: Notation { .prefix("−", latex: "-") }
  package init() {}
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard DTypeSet.numeric.contains(inputs[0].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return inputs[0]
  }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(NegateWork(x: inputs[0]), for: Self.name)
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try -upstream
  }
  package static var hasScalarRule: Bool { true }
  package static func pullback32(
    to operand: Int, _ g: Float, _ x: Float, _ y: Float, _ z: Float
  ) -> Float {
    -g
  }
  package static func pullback64(
    to operand: Int, _ g: Double, _ x: Double, _ y: Double, _ z: Double
  ) -> Double {
    -g
  }
  package func partialFormula(
    to operand: Int, _ inputs: [Formula], _ output: Formula
  ) -> Formula? {
    .literal(-1, like: output)
  }
}

private struct NegateWork: NumberWork {
  let x: NDArray
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    try x.map { (value: E) -> E in E.negate(value) }
  }
}

/// Quotient of floating-point tensors.  z = x / y,  ∂z/∂x = 1 / y,  ∂z/∂y = −x / y²
///
/// - Source: TensorFlow `_RealDivGrad`: g / y and g · ((−x / y) / y).
package struct Divide: ElementwiseBinary {
  package static let name = "divide"
  package static let summary = "divides its first input by its second"
  package static var domain: DTypeSet { [.floating, .complex] }
  package var notation: Notation { .infix(" / ", latex: " / ", .product, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> E { E.divide(x, y) }
  package func partial<V: Value>(_ side: Side, _ x: V, _ y: V, _ z: V) throws(EngineError) -> V {
    side == .left ? try 1 / y : try -x / y / y
  }
  package func pullback<V: Value>(
    _ side: Side, _ g: V, _ x: V, _ y: V, _ z: V
  ) throws(EngineError) -> V {
    side == .left ? try g / y : try g * (-x / y / y)
  }
}

/// `a` where the condition holds and `b` elsewhere.
///
/// The condition has no gradient.
package struct Where: Operation {
  package static let name = "where"
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
    guard condition.dtype == .bool else { throw .unsupportedDType(op: Self.name, condition.dtype) }
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
