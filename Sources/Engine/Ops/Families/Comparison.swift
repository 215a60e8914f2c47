/// Questions about pairs of numbers, and about numbers.
package enum Comparisons: OpFamily {
  package static let operations: [any Operation.Type] = [
    Greater.self, GreaterEqual.self, Less.self, LessEqual.self, Equal.self, NotEqual.self,
    IsFinite.self, IsNaN.self, IsInfinite.self,
  ]

  package static let functions: [LessonFunction] = [
    .pair(Greater(), "tf.greater", "tf.math.greater"),
    .pair(GreaterEqual(), "tf.greater_equal", "tf.math.greater_equal"),
    .pair(Less(), "tf.less", "tf.math.less"),
    .pair(LessEqual(), "tf.less_equal", "tf.math.less_equal"),
    .pair(Equal(), "tf.equal", "tf.math.equal"),
    .pair(NotEqual(), "tf.not_equal", "tf.math.not_equal"),
    .single(IsFinite(), "tf.math.is_finite", parameters: "x, name=None"),
    .single(IsNaN(), "tf.math.is_nan", parameters: "x, name=None"),
    .single(IsInfinite(), "tf.math.is_inf", parameters: "x, name=None"),
  ]
}

/// x > y.
package struct Greater: Comparison {
  package static let name = "greater"
  package static let summary = "whether its first input is the greater"
  package var notation: Notation { .infix(" > ", latex: " > ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x > y }
}

/// x ≥ y.
package struct GreaterEqual: Comparison {
  package static let name = "greater_equal"
  package static let summary = "whether its first input is greater or equal"
  package var notation: Notation { .infix(" ≥ ", latex: " \\ge ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x >= y }
}

/// x < y.
package struct Less: Comparison {
  package static let name = "less"
  package static let summary = "whether its first input is the lesser"
  package var notation: Notation { .infix(" < ", latex: " < ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x < y }
}

/// x ≤ y.
package struct LessEqual: Comparison {
  package static let name = "less_equal"
  package static let summary = "whether its first input is less or equal"
  package var notation: Notation { .infix(" ≤ ", latex: " \\le ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x <= y }
}

/// x = y; truth values and text can be compared too.
package struct Equal: EqualityComparison {
  package static let name = "equal"
  package static let summary = "whether its inputs are equal"
  package var notation: Notation { .infix(" = ", latex: " = ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x == y }
}

/// x ≠ y; truth values and text can be compared too.
package struct NotEqual: EqualityComparison {
  package static let name = "not_equal"
  package static let summary = "whether its inputs differ"
  package var notation: Notation { .infix(" ≠ ", latex: " \\ne ", .comparison, associative: false) }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E, _ y: E) -> Bool { x != y }
}

/// A comparison that only asks whether two elements are the same.
package protocol EqualityComparison: Comparison {}

extension EqualityComparison {
  package static var domain: DTypeSet { .any }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    if inputs[0].dtype == .string { return try texts(inputs[0], inputs[1], shape) }
    let numbers = try inputs.map { (input) throws(EngineError) -> NDArray in
      input.dtype == .bool ? try input.cast(to: .int32) : input
    }
    return try numbers[0].dtype.open(
      ComparisonWork(op: self, x: numbers[0], y: numbers[1], shape: shape), for: Self.name)
  }

  private func texts(_ x: NDArray, _ y: NDArray, _ shape: Shape) throws(EngineError) -> NDArray {
    let (a, b) = (x.broadcast(to: shape).texts, y.broadcast(to: shape).texts)
    return NDArray.make(Bool.self, shape) { target in
      for i in 0..<target.count { target[i] = self(a[i] == b[i] ? Int32(1) : 0, 1) }
    }
  }
}

/// Whether each element is of one kind; no gradient passes.
package protocol NumberTest: Operation {
  func callAsFunction<R: RealNumber>(_ x: R) -> Bool
}

extension NumberTest {
  package var notation: Notation { .function(Self.name) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].dtype.isFloating else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return Signature(.bool, inputs[0].shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].dtype.open(NumberTestWork(op: self, x: inputs[0]), for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }

  package func isDifferentiable(by operand: Int) -> Bool { false }
}

private struct NumberTestWork<O: NumberTest>: RealWork {
  let op: O
  let x: NDArray
  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    try x.map { (value: E) -> Bool in op(value) }
  }
}

/// Whether each element is a number, and not infinite.
package struct IsFinite: NumberTest {
  package static let name = "is_finite"
  package static let summary = "whether its input is finite"
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> Bool { x.isFinite }
}

/// Whether each element is not a number.
package struct IsNaN: NumberTest {
  package static let name = "is_nan"
  package static let kernel = "IsNan"
  package static let summary = "whether its input is not a number"
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> Bool { x.isNaN }
}

/// Whether each element is infinite.
package struct IsInfinite: NumberTest {
  package static let name = "is_inf"
  package static let kernel = "IsInf"
  package static let summary = "whether its input is infinite"
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> Bool { x.isInfinite }
}
