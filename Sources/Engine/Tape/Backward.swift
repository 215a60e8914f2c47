/// Rules that were asked while a pass ran.
private final class CustomRunLog {
  var runs: [CustomRun] = []
}

/// A gradient question as it was asked.
struct BackwardQuestion {
  let tape: GradientTape
  let targets: [Tensor]
  let sources: [GradientSource]
  let seeds: [Tensor?]
  let zeroIfUnconnected: Bool
  /// Whether it goes on the time line: an answer that only serves another one does not.
  let isNoted: Bool

  /// What a target's adjoint starts from, when that is not ones.
  func seed(_ target: Int) -> Tensor? { target < seeds.count ? seeds[target] : nil }
}

extension Recording {
  /// Answers a gradient question and puts it on the time line.
  func answer(_ question: BackwardQuestion) throws(EngineError) -> [Gradient?] {
    var call = GradientCall(tape: question.tape.id)
    call.asked = count
    var seeds: [Tensor?] = []
    for (place, target) in question.targets.enumerated() {
      let seed = try question.seed(place)?.fitting(target)
      seeds.append(seed)
      guard target.recording === self else { continue }
      call.targets.append(target.node)
      call.seeds.append(seed?.array)
    }
    let last = call.targets.reduce(-1) { Swift.max($0, $1.position) }
    let view = question.tape.view
    let nodes = TrackedNodes(self, view, upTo: last)
    call.start = NodeID(Swift.min(nodes.first, Swift.max(last, 0)))

    var answers =
      activeTapes.isEmpty
      ? try plainAnswers(question, view, nodes, &call)
      : try recordedAnswers(question, nodes, seeds, &call)
    if question.zeroIfUnconnected {
      for (place, source) in question.sources.enumerated() where answers[place] == nil {
        answers[place] = .tensor(leaf(GradientResult(), try NDArray.filled(0, source.signature)))
      }
    }
    call.sources = question.sources.map(\.asked)
    call.answers = try answers.map { (answer) throws(EngineError) in try answer.recorded(by: self) }
    // Scalars are always kept.
    if call.resultNodes.contains(where: { $0.map { signature(of: $0).shape.rank > 0 } ?? false }) {
      call.view = view
    }
    if question.isNoted { note(.gradient(call)) }
    return answers
  }

  /// Nobody will differentiate the answer: plain numbers.
  private func plainAnswers(
    _ question: BackwardQuestion, _ view: TapeView, _ nodes: TrackedNodes,
    _ call: inout GradientCall
  ) throws(EngineError) -> [Gradient?] {
    var pass = PlainPass(
      self, nodes, targets: call.targets.count, isOrdered: view.isOrdered)
    for (target, seed) in zip(call.targets, call.seeds) { try pass.seed(target, seed) }
    try pass.run()
    call.customRuns = pass.customRuns
    return try question.sources.map { (source) throws(EngineError) -> Gradient? in
      switch try pass.adjoint(of: source) {
      case .whole(let array): return .tensor(leaf(GradientResult(), array))
      case .slices(let parts):
        guard let all = try Slices.joined(parts) else { return nil }
        return .slices(
          Slices(
            values: leaf(GradientResult(), all.values), indices: leaf(Constant(), all.indices),
            shape: all.shape))
      case nil: return nil
      }
    }
  }

  /// Another tape records: the calculation is recorded, so that it can be differentiated again.
  private func recordedAnswers(
    _ question: BackwardQuestion, _ nodes: TrackedNodes, _ seeds: [Tensor?],
    _ call: inout GradientCall
  ) throws(EngineError) -> [Gradient?] {
    let log = CustomRunLog()
    var pass = GenericPass<Tensor>(self, nodes) {
      $0.tensor($1)
    } rule: { [unowned self] question throws(EngineError) in
      let arrived = question.upstreams.map {
        $0.recording == nil ? leaf(Upstream(), $0.array) : $0
      }
      let flows = try runRule(question.op, at: question.speaker, arrived)
      log.runs.append(try CustomRun(question.speaker, question.carrier, arrived, flows))
      return flows.map { $0.map { Adjoint($0) } }
    }
    for (place, target) in question.targets.enumerated() where target.recording === self {
      try pass.seed(target.node, seeds[place])
    }
    try pass.run()
    call.customRuns = log.runs
    return try question.sources.map { (source) throws(EngineError) -> Gradient? in
      switch try pass.adjoint(of: source) {
      case .whole(let tensor): return .tensor(tensor)
      case .slices(let parts): return try Slices.joined(parts).map { .slices($0) }
      case nil: return nil
      }
    }
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

extension Tensor {
  /// What a target's adjoint starts from, spread to the target's shape.
  fileprivate func fitting(_ target: Tensor) throws(EngineError) -> Tensor {
    guard dtype == target.dtype else {
      throw .mixedDTypes(op: Multiply.name, dtype, target.dtype)
    }
    if shape == target.shape { return self }
    guard shape.broadcast(with: target.shape) == target.shape else {
      throw .incompatibleShapes(op: Multiply.name, shape, target.shape)
    }
    return try Tensor.apply(BroadcastTo(target.shape), [self])
  }
}

extension Gradient? {
  /// The answer as the time line keeps it.
  fileprivate func recorded(
    by recording: Recording
  ) throws(EngineError) -> GradientCall.Answer {
    switch self {
    case nil: return .none
    case .tensor(let tensor):
      return tensor.recording === recording ? .node(tensor.node) : .array(tensor.array)
    case .slices(let slices):
      guard slices.values.recording === recording, slices.indices.recording === recording else {
        return .array(try slices.dense().array)
      }
      return .slices(
        values: slices.values.node, indices: slices.indices.node, slices.shape)
    }
  }
}

extension Recording {
  /// The gradient that a tape gave for a source; `nil` for None.
  package func answer(_ place: Int, of call: GradientCall) -> NDArray? {
    guard place < call.answers.count else { return nil }
    switch call.answers[place] {
    case .none: return nil
    case .node(let id): return value(of: id)
    case .array(let array): return array
    case .slices(let values, let indices, let shape):
      let slices = Slices(values: value(of: values), indices: value(of: indices), shape: shape)
      // Rows that were answered once fit the whole.
      return try? slices.dense()
    }
  }
}

extension GradientSource {
  /// Dtype and shape of the source.
  package var signature: Signature {
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
