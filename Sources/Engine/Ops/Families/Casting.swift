/// The same values in another dtype, and values like another.
package enum Casting: OpFamily {
  package static let operations: [any Operation.Type] = [
    Cast.self, Identity.self, StopGradient.self, ZerosLike.self, OnesLike.self, AddN.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(["tf.cast"], "x, dtype, name=None", Cast.summary) { arguments in
      let x = try arguments.tensor("x")
      guard let dtype = try arguments.dtype("dtype") else {
        throw EngineError.pythonType(
          "Cannot convert the argument `type_value`: None to a TensorFlow DType.")
      }
      guard dtype != x.dtype else { return .tensor(x) }
      return .tensor(try Tensor.apply(Cast(dtype), [x]))
    },
    .single(Identity(), "tf.identity", parameters: "input, name=None"),
    .single(StopGradient(), "tf.stop_gradient", parameters: "input, name=None"),
    .general(
      ["tf.zeros_like"], "input, dtype=None, name=None, layout=None", ZerosLike.summary
    ) { arguments in
      let op = ZerosLike(dtype: try arguments.dtype("dtype"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("input")]))
    },
    .general(
      ["tf.ones_like"], "input, dtype=None, name=None, layout=None", OnesLike.summary
    ) { arguments in
      let op = OnesLike(dtype: try arguments.dtype("dtype"))
      return .tensor(try Tensor.apply(op, [arguments.tensor("input")]))
    },
    .general(["tf.add_n", "tf.math.add_n"], "inputs, name=None", AddN.summary) { arguments in
      let values = try arguments.tensorList("inputs")
      if values.count == 1 { return .tensor(values[0]) }
      return .tensor(try Tensor.apply(AddN(), values))
    },
  ]
}

/// The same numbers in another dtype; whole from real numbers towards zero.
///
/// A gradient passes between floating and complex dtypes only.
package struct Cast: Operation {
  package static let name = "cast"
  package static let summary = "converts to another dtype"
  package let dtype: DType
  package init(_ dtype: DType) { self.dtype = dtype }
  package var notation: Notation { .function(dtype.name) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let from = inputs[0].dtype
    guard from != .string, dtype != .string else {
      throw .castUnsupported(from: from, to: dtype)
    }
    return Signature(dtype, inputs[0].shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0].cast(to: dtype)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let from = inputs[0].signature.dtype
    guard from.isDifferentiable, dtype.isDifferentiable else { return nil }
    return try V.apply(Cast(from), [upstream])
  }
}

/// The same value as a node of its own.
package struct Identity: Operation {
  package static let name = "identity"
  package static let summary = "hands its input on"
  package static var passRole: PassRole { .handsOn }
  package var notation: Notation { .function("identity") }
  package init() {}
  package func infer(_ inputs: [Signature]) -> Signature { inputs[0] }
  package func evaluate(_ inputs: [NDArray]) -> NDArray { inputs[0] }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { upstream }
}

/// The same value, through which no gradient passes.
package struct StopGradient: Operation {
  package static let name = "stop_gradient"
  package static let summary = "hands its input on and no gradient back"
  package var notation: Notation { .function("stop_gradient") }
  package init() {}
  package func infer(_ inputs: [Signature]) -> Signature { inputs[0] }
  package func evaluate(_ inputs: [NDArray]) -> NDArray { inputs[0] }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
  package func isDifferentiable(by operand: Int) -> Bool { false }
}

/// Zeros of the shape of the input.
package struct ZerosLike: Operation {
  package static let name = "zeros_like"
  package static let summary = "makes zeros of the same shape"
  package let dtype: DType?
  package init(dtype: DType? = nil) { self.dtype = dtype }
  package var notation: Notation { .function("zeros_like") }
  package func infer(_ inputs: [Signature]) -> Signature {
    Signature(dtype ?? inputs[0].dtype, inputs[0].shape)
  }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try NDArray.filled(0, Signature(dtype ?? inputs[0].dtype, inputs[0].shape))
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
  package func isDifferentiable(by operand: Int) -> Bool { false }
}

/// Ones of the shape of the input.
package struct OnesLike: Operation {
  package static let name = "ones_like"
  package static let summary = "makes ones of the same shape"
  package let dtype: DType?
  package init(dtype: DType? = nil) { self.dtype = dtype }
  package var notation: Notation { .function("ones_like") }
  package func infer(_ inputs: [Signature]) -> Signature {
    Signature(dtype ?? inputs[0].dtype, inputs[0].shape)
  }
  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try NDArray.filled(1, Signature(dtype ?? inputs[0].dtype, inputs[0].shape))
  }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
  package func isDifferentiable(by operand: Int) -> Bool { false }
}

/// Sum of any number of tensors of one shape.
package struct AddN: Operation {
  package static let name = "add_n"
  package static let kernel = "AddN"
  package static let summary = "adds all its inputs"
  package var notation: Notation {
    Notation { arguments, style in
      WrittenFormula(
        arguments.map { $0.held(by: .sum, style) }.joined(separator: " + "),
        arguments.count == 1 ? arguments[0].precedence : .sum)
    }
  }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard let first = inputs.first else {
      throw .noInputs(op: Self.name)
    }
    guard DTypeSet.numeric.contains(first.dtype) else {
      throw .unsupportedDType(op: Self.name, first.dtype)
    }
    for (place, input) in inputs.enumerated() {
      guard input.dtype == first.dtype else {
        throw .expectedDType(op: Self.name, operand: place, first.dtype, input.dtype)
      }
      guard input.shape == first.shape else {
        throw .unequalInputs(
          op: Self.name, first.shape, index: place, input.shape, axis: nil, count: inputs.count)
      }
    }
    return first
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try Self.grouped(inputs) { (a, b) throws(EngineError) in try a + b }
  }

  /// Numbers added as the kernel does it: the first few one after the other, then groups of eight.
  package static func sum<E: RealNumber>(_ numbers: [E]) -> E {
    (try? grouped(numbers) { $0 + $1 }) ?? .nan
  }

  private static func grouped<T>(
    _ items: [T], _ add: (T, T) throws(EngineError) -> T
  ) throws(EngineError) -> T {
    func chain(_ range: Range<Int>) throws(EngineError) -> T {
      var sum = items[range.lowerBound]
      for item in items[range].dropFirst() { sum = try add(sum, item) }
      return sum
    }
    let rest = items.count % 8
    var end = Swift.min(items.count, rest < 2 ? rest + 8 : rest)
    var sum = try chain(0..<end)
    while end < items.count {
      sum = try add(sum, chain(end..<end + 8))
      end += 8
    }
    return sum
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { upstream }
}
