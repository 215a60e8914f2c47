/// Filters that go over images.
package enum Convolution: OpFamily {
  package static let operations: [any Operation.Type] = [
    Conv2D.self, Conv2DImageGrad.self, Conv2DFilterGrad.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.nn.conv2d"],
      "input, filters, strides, padding, data_format='NHWC', dilations=None, name=None",
      Conv2D.summary
    ) { arguments in
      let operands = try arguments.tensors(["input", "filters"])
      guard operands[1].shape.rank == 4 else {
        throw EngineError.invalidArgument(
          op: Conv2D.name,
          "filter must be 4-dimensional: \(operands[1].shape.bracketed)")
      }
      let use = WindowUse(
        window: Array(operands[1].shape.lengths.prefix(2)),
        strides: try arguments.pair("strides", of: "conv2d"),
        dilations: arguments.isNone("dilations")
          ? [1, 1] : try arguments.pair("dilations", of: "conv2d"),
        isSame: try arguments.isSame("conv2d"))
      return .tensor(try Tensor.apply(Conv2D(use), operands))
    }
  ]
}

extension LessonArguments {
  /// Rows and columns of a size or of steps: one number, two, or four with 1 outside.
  func pair(_ name: String, of op: String) throws -> [Int] {
    let numbers = try ints(name)
    guard numbers.allSatisfy({ $0 > 0 }) else {
      throw EngineError.invalidArgument(op: op, "\(name) must be positive, got \(numbers)")
    }
    switch numbers.count {
    case 1: return [numbers[0], numbers[0]]
    case 2: return numbers
    case 4 where numbers[0] == 1 && numbers[3] == 1: return [numbers[1], numbers[2]]
    case 4:
      throw EngineError.unsupported("tf.nn.\(op) with \(name) over batch or channels")
    default:
      throw EngineError.pythonValue(
        "\(name) should be of length 1, 2 or 4. Received: \(name)=\(numbers) of length "
          + "\(numbers.count)")
    }
  }

  /// Whether windows reach over the edge; other layouts than NHWC are refused.
  func isSame(_ op: String) throws -> Bool {
    if let format = try text("data_format"), format != "NHWC" {
      throw EngineError.unsupported("tf.nn.\(op) with data_format \(format)")
    }
    guard let padding = try text("padding") else {
      throw EngineError.unsupported("tf.nn.\(op) with explicit paddings")
    }
    guard ["SAME", "VALID"].contains(padding.uppercased()) else {
      throw EngineError.pythonValue(
        "Value for attr 'padding' of \"\(padding)\" is not in the list of allowed values: "
          + "\"SAME\", \"VALID\"")
    }
    return padding.uppercased() == "SAME"
  }
}

/// Sums of products of filters with the windows of images.
///
/// - Shape: (batch, height, width, inputs) and (rows, columns, inputs, outputs) give
///   (batch, …, …, outputs).
package struct Conv2D: Operation {
  package static let name = "conv2d"
  package static let kernel = "Conv2D"
  package static let summary = "lets filters go over images"
  package let use: WindowUse
  package init(_ use: WindowUse) { self.use = use }
  package var notation: Notation { .function("conv2d", attributes: use.text) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (image, filter) = (inputs[0], inputs[1])
    guard image.dtype == filter.dtype else {
      throw .expectedDType(op: Self.name, operand: 1, image.dtype, filter.dtype)
    }
    guard image.dtype.isFloating else { throw .unsupportedDType(op: Self.name, image.dtype) }
    guard image.shape.rank == 4 else {
      throw .invalidArgument(
        op: Self.name, "input must be 4-dimensional\(image.shape.bracketed)")
    }
    guard filter.shape.rank == 4 else {
      throw .invalidArgument(
        op: Self.name, "filter must be 4-dimensional: \(filter.shape.bracketed)")
    }
    guard image.shape[3] == filter.shape[2] else {
      throw .invalidArgument(
        op: Self.name,
        "input depth must be evenly divisible by filter depth: \(image.shape[3]) vs "
          + "\(filter.shape[2])")
    }
    let plan = WindowPlan(image.shape, try use.checked(Self.name))
    return Signature(
      image.dtype, Shape([plan.batch, plan.outHeight, plan.outWidth, filter.shape[3]]))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let work = ConvolutionWork(
      kind: .forward, first: inputs[0], second: inputs[1], plan: WindowPlan(inputs[0].shape, use),
      outputs: shape[3], shape: shape)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0
      ? try V.apply(Conv2DImageGrad(inputs[0].signature.shape, use), [upstream, inputs[1]])
      : try V.apply(Conv2DFilterGrad(inputs[1].signature.shape, use), [inputs[0], upstream])
  }
}

/// What flows back to the image of a convolution: inputs are the output's gradient and the filters.
package struct Conv2DImageGrad: Operation {
  package static let name = "conv2d_image_grad"
  package static let kernel = "Conv2DBackpropInput"
  package static let summary = "takes the gradient of a convolution by its image"
  package let image: Shape
  package let use: WindowUse
  package init(_ image: Shape, _ use: WindowUse) {
    self.image = image
    self.use = use
  }
  package var notation: Notation { .function("conv2d_by_image", attributes: use.text) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    Signature(inputs[0].dtype, image)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let plan = WindowPlan(image, use)
    let outputs = inputs[1].shape[3]
    let full = Shape([plan.batch, plan.outHeight, plan.outWidth, outputs])
    let work = ConvolutionWork(
      kind: .byImage, first: inputs[0].broadcast(to: full), second: inputs[1], plan: plan,
      outputs: outputs, shape: image)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0
      ? try V.apply(Conv2D(use), [upstream, inputs[1]])
      : try V.apply(Conv2DFilterGrad(inputs[1].signature.shape, use), [upstream, inputs[0]])
  }
}

/// What flows back to the filters of a convolution: inputs are the image and the output's gradient.
package struct Conv2DFilterGrad: Operation {
  package static let name = "conv2d_filter_grad"
  package static let kernel = "Conv2DBackpropFilter"
  package static let summary = "takes the gradient of a convolution by its filters"
  package let filter: Shape
  package let use: WindowUse
  package init(_ filter: Shape, _ use: WindowUse) {
    self.filter = filter
    self.use = use
  }
  package var notation: Notation { .function("conv2d_by_filter", attributes: use.text) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    Signature(inputs[0].dtype, filter)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let plan = WindowPlan(inputs[0].shape, use)
    let full = Shape([plan.batch, plan.outHeight, plan.outWidth, filter[3]])
    let work = ConvolutionWork(
      kind: .byFilter, first: inputs[0], second: inputs[1].broadcast(to: full), plan: plan,
      outputs: filter[3], shape: filter)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0
      ? try V.apply(Conv2DImageGrad(inputs[0].signature.shape, use), [inputs[1], upstream])
      : try V.apply(Conv2D(use), [inputs[0], upstream])
  }
}
