/// What layers add, and what brings values to mean 0 and variance 1.
package enum Normalization: OpFamily {
  package static let operations: [any Operation.Type] = [BiasAdd.self]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.nn.bias_add"], "value, bias, data_format=None, name=None", BiasAdd.summary
    ) { arguments in
      let format = try arguments.text("data_format") ?? "NHWC"
      guard !format.hasPrefix("NC") else {
        throw EngineError.unsupported("tf.nn.bias_add with data_format \(format)")
      }
      return .tensor(try Tensor.apply(BiasAdd(), arguments.tensors(["value", "bias"])))
    },
    .general(
      ["tf.nn.moments"], "x, axes, shift=None, keepdims=False, name=None",
      "takes mean and variance over axes"
    ) { arguments in
      let x = try arguments.tensor("x")
      let (axes, keeps) = (try arguments.ints("axes"), try arguments.bool("keepdims"))
      let mean = try x.reduced(ReduceMean.self, axes, keepsDims: true)
      let fixed = try Tensor.apply(StopGradient(), [mean])
      let variance = try Tensor.apply(SquaredDifference(), x, fixed)
        .reduced(ReduceMean.self, axes, keepsDims: true)
      if keeps { return .tuple([.tensor(mean), .tensor(variance)]) }
      let squeeze = Squeeze(axes: try x.shape.places(axes, op: "moments"))
      return .tuple(
        [
          .tensor(try Tensor.apply(squeeze, [mean])),
          .tensor(try Tensor.apply(squeeze, [variance])),
        ])
    },
    .general(
      ["tf.nn.batch_normalization"],
      "x, mean, variance, offset, scale, variance_epsilon, name=None",
      "scales to mean 0 and variance 1, then as told"
    ) { arguments in
      let values = try arguments.tensors(["x", "mean", "variance"])
      let epsilon = try arguments.double("variance_epsilon")
      var inverse = try Tensor.apply(Rsqrt(), values[2] + epsilon)
      if !arguments.isNone("scale") {
        inverse = try inverse * arguments.tensors(["x", "scale"])[1]
      }
      var shift = try values[1] * inverse
      shift =
        arguments.isNone("offset")
        ? try -shift : try arguments.tensors(["x", "offset"])[1] - shift
      return .tensor(try values[0] * inverse + shift)
    },
    .general(
      ["tf.nn.crelu"], "features, axis=-1, name=None",
      "lets what is positive through beside what is negative"
    ) { arguments in
      let x = try arguments.tensor("features")
      let both = try Tensor.apply(Concat(axis: arguments.int("axis")), [x, -x])
      return .tensor(try Tensor.apply(Relu(), both))
    },
  ]
}

/// A row added to every row along the last axis.
package struct BiasAdd: Operation {
  package static let name = "bias_add"
  package static let kernel = "BiasAdd"
  package static let summary = "adds a row to every row"
  package var notation: Notation { .infix(" + ", latex: " + ", .sum, associative: true) }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (value, bias) = (inputs[0], inputs[1])
    guard value.dtype == bias.dtype else {
      throw .expectedDType(op: Self.name, operand: 1, value.dtype, bias.dtype)
    }
    guard DTypeSet.numeric.contains(value.dtype) else {
      throw .unsupportedDType(op: Self.name, value.dtype)
    }
    guard value.shape.rank >= 2 else {
      throw .invalidArgument(
        op: Self.name, "Input tensor must be at least 2D: \(value.shape.bracketed)")
    }
    guard bias.shape.rank == 1 else {
      throw .invalidArgument(op: Self.name, "Biases must be 1D: \(bias.shape.bracketed)")
    }
    guard bias.shape.count == value.shape[-1] else {
      throw .invalidArgument(
        op: Self.name,
        "Must provide as many biases as the last dimension of the input tensor: "
          + "\(bias.shape.bracketed) vs. \(value.shape.bracketed)")
    }
    return value
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try inputs[0] + inputs[1]
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    // The tape sums over the rows.
    upstream
  }
}
