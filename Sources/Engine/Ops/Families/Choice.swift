/// Choosing element by element.
package enum Choice: OpFamily {
  package static let operations: [any Operation.Type] = [
    Where.self, WhereTrue.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(["tf.where"], "condition, x=None, y=None, name=None", Where.summary) { arguments in
      let condition = try arguments.tensor("condition")
      if arguments.isNone("x"), arguments.isNone("y") {
        return .tensor(try Tensor.apply(WhereTrue(), [condition]))
      }
      guard !arguments.isNone("x"), !arguments.isNone("y") else {
        throw EngineError.pythonValue("x and y must both be non-None or both be None.")
      }
      return .tensor(try Tensor.apply(Where(), [condition] + arguments.tensors(["x", "y"])))
    },
    .general(
      ["tf.clip_by_value"], "t, clip_value_min, clip_value_max, name=None",
      "keeps its input between two bounds"
    ) { arguments in
      let values = try arguments.tensors(["t", "clip_value_min", "clip_value_max"])
      let low = try Tensor.apply(Minimum(), values[0], values[2])
      return .tensor(try Tensor.apply(Maximum(), low, values[1]))
    },
  ]
}

/// `a` where the condition holds and `b` elsewhere.
///
/// The condition has no gradient.
package struct Where: Operation {
  package static let name = "where"
  package static let kernel = "SelectV2"
  package static let summary = "takes one input where another holds, else the third"
  package static var movesElements: Bool { true }
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
    guard a.dtype == b.dtype else {
      throw .expectedDType(op: Self.name, operand: 2, a.dtype, b.dtype)
    }
    guard let shape = a.shape.broadcast(with: b.shape)?.broadcast(with: condition.shape) else {
      throw .incompatibleChoice(condition.shape, a.shape, b.shape)
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

/// The positions where a truth value holds, one row each.
package struct WhereTrue: Operation {
  package static let name = "where_true"
  package static let kernel = "Where"
  package static let summary = "finds where its input holds"
  package var notation: Notation { .function("where") }
  package init() {}

  /// The number of rows is not known before the values are.
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    Signature(.int64, Shape([0, inputs[0].shape.rank]))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = inputs[0].shape
    let steps = shape.rowMajorStrides
    let found = inputs[0].doubles.enumerated().filter { $0.element != 0 }.map(\.offset)
    let positions = found.flatMap { place in
      (0..<shape.rank).map { Int64(place / steps[$0] % shape.lengths[$0]) }
    }
    return NDArray(positions, shape: Shape([found.count, shape.rank]))
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }

  package func isDifferentiable(by operand: Int) -> Bool { false }
}
