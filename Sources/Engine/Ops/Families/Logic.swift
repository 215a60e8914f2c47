/// Truth values.
package enum Logic: OpFamily {
  package static let operations: [any Operation.Type] = [
    LogicalAnd.self, LogicalOr.self, LogicalNot.self, ReduceAll.self, ReduceAny.self,
  ]

  package static let functions: [LessonFunction] = [
    .pair(LogicalAnd(), "tf.logical_and", "tf.math.logical_and"),
    .pair(LogicalOr(), "tf.logical_or", "tf.math.logical_or"),
    .single(LogicalNot(), "tf.logical_not", "tf.math.logical_not", parameters: "x, name=None"),
    LessonFunction(
      ["tf.math.logical_xor"], "x, y, name='LogicalXor'", "whether just one of its inputs holds",
      .binary { (x, y) throws(EngineError) in try x.exclusiveOr(y) }),
    .reduction(ReduceAll.self, "tf.reduce_all", "tf.math.reduce_all"),
    .reduction(ReduceAny.self, "tf.reduce_any", "tf.math.reduce_any"),
  ]
}

/// A truth value for each pair of truth values; no gradient passes.
package protocol LogicalBinary: Operation {
  func callAsFunction(_ x: Bool, _ y: Bool) -> Bool
}

extension LogicalBinary {
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    for (place, input) in inputs.enumerated() where input.dtype != .bool {
      throw .expectedDType(op: Self.name, operand: place, .bool, input.dtype)
    }
    guard let shape = inputs[0].shape.broadcast(with: inputs[1].shape) else {
      throw .incompatibleShapes(op: Self.name, inputs[0].shape, inputs[1].shape)
    }
    return Signature(.bool, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    return try NDArray.zip(inputs[0], inputs[1], to: shape) { (a: Bool, b: Bool) -> Bool in
      self(a, b)
    }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }

  package func isDifferentiable(by operand: Int) -> Bool { false }
}

/// x and y.
package struct LogicalAnd: LogicalBinary {
  package static let name = "logical_and"
  package static let summary = "whether both its inputs hold"
  package var notation: Notation {
    .infix(" ∧ ", latex: " \\land ", .comparison, associative: true)
  }
  package init() {}
  package func callAsFunction(_ x: Bool, _ y: Bool) -> Bool { x && y }
}

/// x or y.
package struct LogicalOr: LogicalBinary {
  package static let name = "logical_or"
  package static let summary = "whether one of its inputs holds"
  package var notation: Notation {
    .infix(" ∨ ", latex: " \\lor ", .comparison, associative: true)
  }
  package init() {}
  package func callAsFunction(_ x: Bool, _ y: Bool) -> Bool { x || y }
}

/// Not x.
package struct LogicalNot: Operation {
  package static let name = "logical_not"
  package static let summary = "whether its input does not hold"
  package var notation: Notation { .prefix("¬", latex: "\\lnot ") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].dtype == .bool else {
      throw .expectedDType(op: Self.name, operand: 0, .bool, inputs[0].dtype)
    }
    return inputs[0]
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].map { (value: Bool) -> Bool in !value }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }

  package func isDifferentiable(by operand: Int) -> Bool { false }
}

/// An op that reduces truth values along axes.
package protocol TruthReduction: AxisReduction {
  /// What the result starts from; the other value decides.
  static var start: Bool { get }
}

extension TruthReduction {
  package static var domain: DTypeSet { .boolean }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let groups = AxisGroups(inputs[0].shape, axes)
    return try groups.arranged(inputs[0]).withElements(Bool.self) { source in
      NDArray.make(Bool.self, shape) { target in
        for group in 0..<groups.outer {
          let start = groups.start(of: group)
          let decided = (0..<groups.inner).contains {
            source[start + $0 * groups.width] != Self.start
          }
          target[group] = decided != Self.start
        }
      }
    }
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }

  package func isDifferentiable(by operand: Int) -> Bool { false }
}

/// Whether all elements hold.
package struct ReduceAll: TruthReduction {
  package static let name = "reduce_all"
  package static let kernel = "All"
  package static let summary = "whether all hold"
  package static let symbol: (text: String, latex: String?) = ("all", nil)
  package static let start = true
  package let axes: [Int]
  package let keepsDims: Bool
  package init(axes: [Int], keepsDims: Bool = false) {
    self.axes = axes
    self.keepsDims = keepsDims
  }
}

/// Whether any element holds.
package struct ReduceAny: TruthReduction {
  package static let name = "reduce_any"
  package static let kernel = "Any"
  package static let summary = "whether any holds"
  package static let symbol: (text: String, latex: String?) = ("any", nil)
  package static let start = false
  package let axes: [Int]
  package let keepsDims: Bool
  package init(axes: [Int], keepsDims: Bool = false) {
    self.axes = axes
    self.keepsDims = keepsDims
  }
}
