/// The greatest or the mean of windows of images.
package enum Pooling: OpFamily {
  package static let operations: [any Operation.Type] = [
    MaxPool.self, MaxPoolGrad.self, MaxPoolPick.self, AveragePool.self, AveragePoolGrad.self,
  ]

  private static let plain = "input, ksize, strides, padding, data_format=None, name=None"
  private static let planar = "input, ksize, strides, padding, data_format='NHWC', name=None"

  package static let functions: [LessonFunction] = [
    .general(["tf.nn.max_pool2d"], planar, MaxPool.summary) { arguments in
      .tensor(
        try Tensor.apply(MaxPool(use(arguments, "max_pool2d")), [arguments.tensor("input")]))
    },
    .general(["tf.nn.max_pool"], plain, MaxPool.summary) { arguments in
      .tensor(
        try Tensor.apply(MaxPool(use(arguments, "max_pool")), [arguments.tensor("input")]))
    },
    .general(["tf.nn.avg_pool2d"], planar, AveragePool.summary) { arguments in
      .tensor(
        try Tensor.apply(AveragePool(use(arguments, "avg_pool2d")), [arguments.tensor("input")]))
    },
    .general(["tf.nn.avg_pool"], plain, AveragePool.summary) { arguments in
      .tensor(
        try Tensor.apply(AveragePool(use(arguments, "avg_pool")), [arguments.tensor("input")]))
    },
  ]

  private static func use(
    _ arguments: any LessonArguments, _ op: String
  ) throws -> WindowUse {
    WindowUse(
      window: try arguments.pair("ksize", of: op), strides: try arguments.pair("strides", of: op),
      isSame: try arguments.isSame(op))
  }
}

extension Signature {
  /// What windows over images of this signature give.
  fileprivate func pooled(_ use: WindowUse, _ op: String) throws(EngineError) -> Signature {
    guard dtype.isFloating else { throw .unsupportedDType(op: op, dtype) }
    guard shape.rank == 4 else {
      throw .invalidArgument(op: op, "tensor_in must be 4-dimensional")
    }
    let plan = WindowPlan(shape, try use.checked(op))
    return Signature(dtype, Shape([plan.batch, plan.outHeight, plan.outWidth, plan.channels]))
  }
}

/// The greatest element of each window, channel by channel.
///
/// The gradient goes to the first of the greatest, as in TensorFlow.
package struct MaxPool: Operation {
  package static let name = "max_pool"
  package static let kernel = "MaxPool"
  package static let summary = "takes the greatest of each window"
  package let use: WindowUse
  package init(_ use: WindowUse) { self.use = use }
  package var notation: Notation {
    .function("max_pool", attributes: "\(Shape(use.window)), \(use.text)")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try inputs[0].pooled(use, Self.name)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try pick(inputs[0], from: inputs[0])
  }

  /// The elements of an array that stand where the greatest of each window of images stand.
  func pick(_ values: NDArray, from images: NDArray) throws(EngineError) -> NDArray {
    let shape = try infer([images.signature]).shape
    let plan = WindowPlan(images.shape, use)
    let work = MaxPoolWork(
      images: images, values: values, plan: plan, shape: shape, scatters: false)
    return try values.dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(MaxPoolGrad(use), [upstream, inputs[0]])
  }
}

/// What flows back through the greatest of windows: inputs are the gradient and the images.
package struct MaxPoolGrad: Operation {
  package static let name = "max_pool_grad"
  package static let kernel = "MaxPoolGrad"
  package static let summary = "puts back where the greatest of a window stands"
  package let use: WindowUse
  package init(_ use: WindowUse) { self.use = use }
  package var notation: Notation { .function("max_pool_grad") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature { inputs[1] }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let plan = WindowPlan(inputs[1].shape, use)
    let full = try MaxPool(use).infer([inputs[1].signature]).shape
    let work = MaxPoolWork(
      images: inputs[1], values: inputs[0].broadcast(to: full), plan: plan,
      shape: inputs[1].shape, scatters: true)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 0 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0 ? try V.apply(MaxPoolPick(use), [upstream, inputs[1]]) : nil
  }
}

/// Elements that stand where the greatest of windows of other images stand.
package struct MaxPoolPick: Operation {
  package static let name = "max_pool_pick"
  package static let kernel = "MaxPoolGradGrad"
  package static let summary = "picks where the greatest of a window stands"
  package let use: WindowUse
  package init(_ use: WindowUse) { self.use = use }
  package var notation: Notation { .function("max_pool_pick") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try MaxPool(use).infer([inputs[1]])
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try MaxPool(use).pick(inputs[0].broadcast(to: inputs[1].shape), from: inputs[1])
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 0 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0 ? try V.apply(MaxPoolGrad(use), [upstream, inputs[1]]) : nil
  }
}

private struct MaxPoolWork: RealWork {
  let images: NDArray
  let values: NDArray
  let plan: WindowPlan
  let shape: Shape
  /// Whether values of windows go to pixels, or values of pixels to windows.
  let scatters: Bool

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (plan, scatters) = (plan, scatters)
    return try images.withElements(E.self) { (images) throws(EngineError) -> NDArray in
      try values.withElements(E.self) { values in
        NDArray.make(E.self, shape) { target in
          if scatters { target.initialize(repeating: 0) }
          var out = 0
          for batch in 0..<plan.batch {
            for row in 0..<plan.outHeight {
              for column in 0..<plan.outWidth {
                for channel in 0..<plan.channels {
                  var best = -1
                  plan.forEachPixel(row, column) { y, x, _ in
                    let place =
                      ((batch * plan.height + y) * plan.width + x) * plan.channels + channel
                    if best < 0 || images[place] > images[best] { best = place }
                  }
                  if scatters {
                    if best >= 0 { target[best] += values[out] }
                  } else {
                    target[out] = best < 0 ? E.lowest : values[best]
                  }
                  out += 1
                }
              }
            }
          }
        }
      }
    }
  }
}

/// The mean of each window, channel by channel; what lies over the edge does not count.
package struct AveragePool: Operation {
  package static let name = "avg_pool"
  package static let kernel = "AvgPool"
  package static let summary = "takes the mean of each window"
  package let use: WindowUse
  package init(_ use: WindowUse) { self.use = use }
  package var notation: Notation {
    .function("avg_pool", attributes: "\(Shape(use.window)), \(use.text)")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    try inputs[0].pooled(use, Self.name)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    let work = AveragePoolWork(
      x: inputs[0], plan: WindowPlan(inputs[0].shape, use), shape: shape, scatters: false)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(AveragePoolGrad(inputs[0].signature.shape, use), [upstream])
  }
}

/// The gradient of a mean spread evenly over its window.
package struct AveragePoolGrad: Operation {
  package static let name = "avg_pool_grad"
  package static let kernel = "AvgPoolGrad"
  package static let summary = "spreads over the window of a mean"
  package let image: Shape
  package let use: WindowUse
  package init(_ image: Shape, _ use: WindowUse) {
    self.image = image
    self.use = use
  }
  package var notation: Notation { .function("avg_pool_grad") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    Signature(inputs[0].dtype, image)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let full = try AveragePool(use).infer([Signature(inputs[0].dtype, image)]).shape
    let work = AveragePoolWork(
      x: inputs[0].broadcast(to: full), plan: WindowPlan(image, use), shape: image, scatters: true)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(AveragePool(use), [upstream])
  }
}

private struct AveragePoolWork: RealWork {
  let x: NDArray
  let plan: WindowPlan
  let shape: Shape
  let scatters: Bool

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (plan, scatters) = (plan, scatters)
    return try x.withElements(E.self) { source in
      NDArray.make(E.self, shape) { target in
        if scatters { target.initialize(repeating: 0) }
        var out = 0
        for batch in 0..<plan.batch {
          for row in 0..<plan.outHeight {
            for column in 0..<plan.outWidth {
              var pixels: [Int] = []
              plan.forEachPixel(row, column) { y, x, _ in
                pixels.append(((batch * plan.height + y) * plan.width + x) * plan.channels)
              }
              for channel in 0..<plan.channels {
                if scatters {
                  let share = E.divide(source[out], E(pixels.count))
                  for pixel in pixels { target[pixel + channel] += share }
                } else {
                  var sum: E = 0
                  for pixel in pixels { sum += source[pixel + channel] }
                  target[out] = E.divide(sum, E(pixels.count))
                }
                out += 1
              }
            }
          }
        }
      }
    }
  }
}
