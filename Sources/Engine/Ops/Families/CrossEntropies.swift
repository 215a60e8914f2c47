/// How far scores are from labels.
package enum CrossEntropies: OpFamily {
  package static let operations: [any Operation.Type] = [
    SoftmaxCrossEntropy.self, SparseSoftmaxCrossEntropy.self, InTopK.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.nn.softmax_cross_entropy_with_logits"], "labels, logits, axis=-1, name=None",
      SoftmaxCrossEntropy.summary
    ) { arguments in
      let operands = try arguments.tensors(["logits", "labels"])
      let axis = try arguments.int("axis")
      let labels = try operands[1].withLastAxis(axis)
      return .tensor(
        try Tensor.apply(SoftmaxCrossEntropy(), [operands[0].withLastAxis(axis), labels]))
    },
    .general(
      ["tf.nn.sparse_softmax_cross_entropy_with_logits"], "labels, logits, name=None",
      SparseSoftmaxCrossEntropy.summary
    ) { arguments in
      let logits = try arguments.tensor("logits")
      return .tensor(
        try Tensor.apply(SparseSoftmaxCrossEntropy(), [logits, arguments.tensor("labels")]))
    },
    .general(
      ["tf.nn.sigmoid_cross_entropy_with_logits"], "labels=None, logits=None, name=None",
      "takes the cross entropy of labels and the sigmoids of scores"
    ) { arguments in
      let logits = try arguments.tensor("logits")
      return .tensor(try logits.sigmoidCrossEntropy(arguments.tensor("labels")))
    },
    .general(
      ["tf.nn.weighted_cross_entropy_with_logits"], "labels, logits, pos_weight, name=None",
      "takes the cross entropy with a weight for what is positive"
    ) { arguments in
      let operands = try arguments.tensors(["logits", "labels", "pos_weight"])
      return .tensor(
        try operands[0].sigmoidCrossEntropy(operands[1], positiveWeight: operands[2]))
    },
    .general(
      ["tf.nn.log_poisson_loss"], "targets, log_input, compute_full_loss=False, name=None",
      "takes the loss of counts and the logarithms of rates"
    ) { arguments in
      let operands = try arguments.tensors(["log_input", "targets"])
      guard try !arguments.bool("compute_full_loss") else {
        throw EngineError.unsupported("tf.nn.log_poisson_loss with compute_full_loss")
      }
      return .tensor(try Tensor.apply(Exp(), operands[0]) - operands[0] * operands[1])
    },
    .general(
      ["tf.math.in_top_k", "tf.nn.in_top_k"], "targets, predictions, k, name=None", InTopK.summary
    ) { arguments in
      let op = InTopK(try arguments.int("k"))
      return .tensor(
        try Tensor.apply(op, [arguments.tensor("predictions"), arguments.tensor("targets")]))
    },
  ]
}

extension Tensor {
  /// The tensor with one of its axes moved to the end.
  fileprivate func withLastAxis(_ axis: Int) throws(EngineError) -> Tensor {
    guard let place = shape.axis(axis) else {
      throw .axisOutOfRange(op: SoftmaxCrossEntropy.name, axis: axis, rank: shape.rank)
    }
    if place == shape.rank - 1 { return self }
    let order = (0..<shape.rank).filter { $0 != place } + [place]
    return try Tensor.apply(Transpose(order), [self])
  }

  /// max(x, 0) − x·z + log(1 + exp(−|x|)) for scores x and labels z.
  ///
  /// - Source: TensorFlow `sigmoid_cross_entropy_with_logits`.
  package func sigmoidCrossEntropy(_ labels: Tensor) throws(EngineError) -> Tensor {
    guard shape == labels.shape else {
      throw .pythonValue(
        "`logits` and `labels` must have the same shape, received (\(shape) vs \(labels.shape)).")
    }
    let zeros = try Tensor.apply(ZerosLike(), [self])
    let positive = try Tensor.compare(GreaterEqual(), self, zeros)
    // The logarithm first, for the order in which gradients come back: those of the linear part
    // often cancel, and what is small must not be added before.
    let magnitude = try Tensor.select(positive, -self, self)
    let logarithm = try Tensor.apply(Log1p(), Tensor.apply(Exp(), magnitude))
    let linear = try Tensor.select(positive, self, zeros) - self * labels
    return try linear + logarithm
  }

  /// The same with a weight for positive labels.
  fileprivate func sigmoidCrossEntropy(
    _ labels: Tensor, positiveWeight: Tensor
  ) throws(EngineError) -> Tensor {
    guard shape == labels.shape else {
      throw .pythonValue(
        "`logits` and `labels` must have the same shape, received (\(shape) vs \(labels.shape)).")
    }
    let weight = try 1 + (positiveWeight - 1) * labels
    let decay = try Tensor.apply(Exp(), -Tensor.apply(Abs(), self))
    let tail = try Tensor.apply(Log1p(), decay) + Tensor.apply(Relu(), -self)
    return try (1 - labels) * self + weight * tail
  }
}

extension Shape {
  /// All axes but the last as one, as TensorFlow's kernels see the shape.
  fileprivate var flatRows: String {
    let width = lengths.last ?? 1
    return Shape([width == 0 ? 0 : count / width, width]).bracketed
  }
}

/// Cross entropy of labels and the softmax of scores along the last axis.
///
/// y = −Σ labels·log softmax(logits); the gradient by the scores is g·(softmax − labels).
package struct SoftmaxCrossEntropy: Operation {
  package static let name = "softmax_cross_entropy"
  package static let kernel = "SoftmaxCrossEntropyWithLogits"
  package static let summary = "takes the cross entropy of labels and softmax"
  package var notation: Notation { .function("softmax_cross_entropy") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (logits, labels) = (inputs[0], inputs[1])
    guard logits.dtype == labels.dtype else {
      throw .expectedDType(op: Self.name, operand: 1, logits.dtype, labels.dtype)
    }
    guard logits.dtype.isFloating else { throw .unsupportedDType(op: Self.name, logits.dtype) }
    guard logits.shape.rank > 0, let shape = logits.shape.broadcast(with: labels.shape) else {
      throw .invalidArgument(
        op: Self.name,
        "logits and labels must be broadcastable: logits_size=\(logits.shape.flatRows) "
          + "labels_size=\(labels.shape.flatRows)")
    }
    return Signature(logits.dtype, Shape(Array(shape.lengths.dropLast())))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let full = inputs[0].shape.broadcast(with: inputs[1].shape) ?? inputs[0].shape
    let work = CrossEntropyWork(
      logits: inputs[0].broadcast(to: full), labels: inputs[1].broadcast(to: full), shape: shape)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    let column = try V.apply(ExpandDims(axis: -1), [upstream])
    if operand == 1 { return try column * -V.apply(LogSoftmax(), [inputs[0]]) }
    // In TensorFlow the labels are constants of this gradient.
    let labels = try V.apply(StopGradient(), [inputs[1]])
    return try column * (V.apply(Softmax(), [inputs[0]]) - labels)
  }

  /// Quotients, not products with a reciprocal: TensorFlow's kernel of this loss rounds so.
  package func plainPullback(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) throws(EngineError) -> NDArray? {
    guard operand == 0, inputs[0].shape == inputs[1].shape else {
      return try pullback(to: operand, upstream, inputs, output)
    }
    return try Self.slope(upstream, inputs[0], inputs[1])
  }

  fileprivate static func slope(
    _ upstream: NDArray, _ logits: NDArray, _ labels: NDArray
  ) throws(EngineError) -> NDArray {
    let last = logits.shape.rank - 1
    let greatest = try NDArray.apply(ReduceMax(axes: [last], keepsDims: true), [logits])
    let powers = try NDArray.apply(Exp(), [logits - greatest])
    let sums = try NDArray.apply(ReduceSum(axes: [last], keepsDims: true), [powers])
    let column = try NDArray.apply(ExpandDims(axis: -1), [upstream])
    return try column * (powers / sums - labels)
  }
}

private struct CrossEntropyWork: RealWork {
  let logits: NDArray
  let labels: NDArray
  let shape: Shape

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let width = logits.shape[-1]
    return try logits.withElements(E.self) { (scores) throws(EngineError) -> NDArray in
      try labels.withElements(E.self) { labels in
        NDArray.make(E.self, shape) { target in
          withUnsafeTemporaryAllocation(of: E.self, capacity: 2 * width + 1) { row in
            let shifted = UnsafeMutableBufferPointer(rebasing: row[..<width])
            let powers = UnsafeMutableBufferPointer(rebasing: row[width..<2 * width])
            for place in 0..<target.count {
              let start = place * width
              var greatest = -E.infinity
              for i in 0..<width {
                let score = scores[start + i]
                greatest = score > greatest || score.isNaN ? score : greatest
              }
              for i in 0..<width { shifted[i] = scores[start + i] - greatest }
              ElementwiseKernels.apply(Exp(), UnsafeBufferPointer(shifted), into: powers)
              let logarithm = Log()(Summing.total(UnsafeBufferPointer(powers)))
              for i in 0..<width {
                let label = labels[start + i]
                powers[i] = label == 0 ? 0 : label * (logarithm - shifted[i])
              }
              target[place] = Summing.total(UnsafeBufferPointer(powers))
            }
          }
        }
      }
    }
  }
}

/// Cross entropy of class numbers and the softmax of scores along the last axis.
///
/// y = −log softmax(logits)[label]; the gradient by the scores is g·(softmax − one_hot(label)).
package struct SparseSoftmaxCrossEntropy: Operation {
  package static let name = "sparse_softmax_cross_entropy"
  package static let kernel = "SparseSoftmaxCrossEntropyWithLogits"
  package static let summary = "takes the cross entropy of classes and softmax"
  package var notation: Notation { .function("sparse_softmax_cross_entropy") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (logits, labels) = (inputs[0], inputs[1])
    guard logits.dtype.isFloating else { throw .unsupportedDType(op: Self.name, logits.dtype) }
    guard logits.shape.rank == labels.shape.rank + 1 else {
      throw .pythonValue(
        "`labels.shape.rank` must equal `logits.shape.rank - 1`. Received: "
          + "labels.shape=\(labels.shape) of rank \(labels.shape.rank) and "
          + "logits.shape=\(logits.shape) of rank \(logits.shape.rank)")
    }
    guard labels.shape.lengths == Array(logits.shape.lengths.dropLast()) else {
      throw .pythonValue(
        "`labels.shape` must equal `logits.shape` except for the last dimension. Received: "
          + "labels.shape=\(labels.shape) and logits.shape=\(logits.shape)")
    }
    guard labels.dtype == .int32 || labels.dtype == .int64 else {
      throw .indexDType(op: Self.name, labels.dtype)
    }
    return Signature(logits.dtype, labels.shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let classes = inputs[0].shape[-1]
    if let wrong = inputs[1].integers.first(where: { $0 < 0 || $0 >= classes }) {
      let all = inputs[1].integers.map { String($0) }.joined(separator: " ")
      throw .invalidArgument(
        op: Self.name,
        "Received a label value of \(wrong) which is outside the valid range of [0, \(classes)).  "
          + "Label values: \(all)")
    }
    let hot = try OneHot(depth: classes, dtype: inputs[0].dtype).evaluate([inputs[1]])
    return try SoftmaxCrossEntropy().evaluate([inputs[0], hot])
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 0 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    guard operand == 0 else { return nil }
    let signature = inputs[0].signature
    let hot = try V.apply(
      OneHot(depth: signature.shape[-1], dtype: signature.dtype), [inputs[1]])
    let column = try V.apply(ExpandDims(axis: -1), [upstream])
    return try column * (V.apply(Softmax(), [inputs[0]]) - hot)
  }

  package func plainPullback(
    to operand: Int, _ upstream: NDArray, _ inputs: [NDArray], _ output: NDArray
  ) throws(EngineError) -> NDArray? {
    guard operand == 0 else { return nil }
    let hot = try OneHot(depth: inputs[0].shape[-1], dtype: inputs[0].dtype)
      .evaluate([inputs[1]])
    return try SoftmaxCrossEntropy.slope(upstream, inputs[0], hot)
  }
}

/// Whether the score of a row's class is among the greatest k.
package struct InTopK: Operation {
  package static let name = "in_top_k"
  package static let kernel = "InTopKV2"
  package static let summary = "tells whether a class is among the greatest k"
  package let count: Int
  package init(_ count: Int) { self.count = count }
  package var notation: Notation { .function("in_top_k", attributes: String(count)) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].dtype == .float32 else {
      throw .expectedDType(op: Self.name, operand: 0, .float32, inputs[0].dtype)
    }
    guard inputs[0].shape.rank == 2 else {
      throw .invalidArgument(op: Self.name, "predictions must be 2-dimensional")
    }
    guard inputs[1].shape == [inputs[0].shape[0]] else {
      throw .invalidArgument(
        op: Self.name,
        "First dimension of predictions \(inputs[0].shape[0]) must match length of targets "
          + "\(inputs[1].shape.count)")
    }
    return Signature(.bool, inputs[1].shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let (scores, width) = (inputs[0].doubles, inputs[0].shape[1])
    let found = inputs[1].integers.enumerated().map { row, target -> Bool in
      guard target >= 0, target < width else { return false }
      let own = scores[row * width + Int(target)]
      guard own.isFinite else { return false }
      let better = scores[row * width..<(row + 1) * width].filter { $0 > own }.count
      return better < count
    }
    return NDArray(found, shape: inputs[1].shape)
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
}
