/// A gradient question as it was asked.
struct BackwardQuestion {
  let tape: GradientTape
  let targets: [Tensor]
  let sources: [GradientSource]
  let seeds: [Tensor?]
  let zeroIfUnconnected: Bool

  /// What a target's adjoint starts from, when that is not ones.
  func seed(_ target: Int) -> Tensor? { target < seeds.count ? seeds[target] : nil }
}

extension Recording {
  /// Answers a gradient question and puts it on the time line.
  func answer(_ question: BackwardQuestion) throws(EngineError) -> [Tensor?] {
    var call = GradientCall(tape: question.tape.id)
    for (place, target) in question.targets.enumerated() {
      let seed = question.seed(place)
      if let seed, seed.shape != target.shape {
        throw .incompatibleShapes(op: "gradient", seed.shape, target.shape)
      }
      guard target.recording === self else { continue }
      call.targets.append(target.node)
      call.seeds.append(seed?.array)
    }
    let last = call.targets.reduce(-1) { Swift.max($0, $1.position) }
    let nodes = TrackedNodes(self, question.tape, upTo: last)
    call.start = NodeID(Swift.min(nodes.first, Swift.max(last, 0)))

    var answers: [Tensor?]
    if activeTapes.isEmpty {
      var pass = PlainPass(self, nodes, targets: call.targets.count)
      for (target, seed) in zip(call.targets, call.seeds) { try pass.seed(target, seed) }
      try pass.run()
      answers = try question.sources.map { (source) throws(EngineError) -> Tensor? in
        try pass.adjoint(of: source).map { leaf(GradientResult(), $0) }
      }
    } else {
      var pass = GenericPass<Tensor>(self, nodes) { $0.tensor($1) }
      for (place, target) in question.targets.enumerated() where target.recording === self {
        try pass.seed(target.node, question.seed(place))
      }
      try pass.run()
      answers = try question.sources.map { (source) throws(EngineError) -> Tensor? in
        try pass.adjoint(of: source)
      }
    }
    if question.zeroIfUnconnected {
      for (place, source) in question.sources.enumerated() where answers[place] == nil {
        let signature = source.signature
        let zero = NDArray.number(0, signature.dtype)
        answers[place] = leaf(
          GradientResult(), zero.broadcast(to: signature.shape).contiguous())
      }
    }
    call.sources = question.sources.map(\.asked)
    call.results = answers.map { $0?.array }
    call.resultNodes = answers.map { $0.flatMap { $0.recording == nil ? nil : $0.node } }
    note(.gradient(call))
    return answers
  }

  /// What flows back to one input of a node when `upstream` arrives, in the input's own shape.
  ///
  /// - Returns: `nil` where no gradient passes.
  package func contribution(
    of node: NodeID, to operand: Int, upstream: NDArray
  ) throws(EngineError) -> NDArray? {
    let op = operation(of: node)
    guard op.isDifferentiable(by: operand) else { return nil }
    let inputs = inputs(of: node)
    let result = try op.plainAdjointFlow(
      to: operand, upstream, inputs.map { value(of: $0) }, value(of: node))
    guard let result else { return nil }
    return try NDArray.unbroadcast(result, to: signature(of: inputs[operand]).shape)
  }
}

extension GradientSource {
  var signature: Signature {
    switch self {
    case .tensor(let tensor): tensor.signature
    case .variable(let variable): variable.value.signature
    }
  }

  var asked: GradientCall.Source {
    switch self {
    case .tensor(let tensor): .tensor(tensor.recording == nil ? .none : tensor.node)
    case .variable(let variable): .variable(variable.number, variable.value.node)
    }
  }
}

/// The value of a gradient that a tape gave, as the lesson goes on to use it.
package struct GradientResult: Leaf {
  package static let name = "gradient"
  package static let summary = "a gradient that a tape gave"
  package init() {}
}

extension ShapedValue {
  /// Undoes broadcasting: sums over the axes along which an input of `shape` was repeated.
  package static func unbroadcast(
    _ value: Self, to shape: Shape
  ) throws(EngineError) -> Self {
    let from = value.signature.shape
    if from == shape { return value }
    if from.count == shape.count,
      from.lengths.filter({ $0 != 1 }) == shape.lengths.filter({ $0 != 1 })
    {
      return try apply(Reshape(shape), [value])
    }
    let padded = [Int](repeating: 1, count: Swift.max(from.rank - shape.rank, 0)) + shape.lengths
    guard padded.count == from.rank else { return try apply(BroadcastTo(shape), [value]) }
    let axes = (0..<from.rank).filter { padded[$0] == 1 && from.lengths[$0] != 1 }
    // An upstream scalar stands for a whole array: spread it.
    if axes.isEmpty { return try apply(BroadcastTo(shape), [value]) }
    let summed = try apply(ReduceSum(axes: axes, keepsDims: true), [value])
    return summed.signature.shape == shape ? summed : try apply(Reshape(shape), [summed])
  }
}
