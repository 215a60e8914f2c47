import Engine

/// The gradients that functions of the lesson brought along, as they were asked while the lesson
/// ran.
struct CustomRules {
  private var runs: [NodeID: [CustomRun]] = [:]

  init(_ recording: Recording) {
    for event in recording.events {
      guard case .gradient(let call) = event.kind else { continue }
      for run in call.customRuns { runs[run.carrier, default: []].append(run) }
    }
  }

  var isEmpty: Bool { runs.isEmpty }

  subscript(node: Int) -> [CustomRun] { runs[NodeID(node)] ?? [] }
}

extension WalkModel {
  /// What the lesson's own rule handed back to one input; `nil` where it was not asked or gave
  /// None.
  func customContribution(of node: Int, to place: Int, upstream: NDArray) -> NDArray? {
    guard let op = recording.operation(of: NodeID(node)) as? CustomOutput else { return nil }
    let runs = customRules[node]
    for run in runs.reversed() where run.results.indices.contains(place) {
      if isSame(recording.value(of: run.upstreams[op.place]), upstream) {
        return run.results[place]
      }
    }
    guard let run = runs.last, op.count == 1 else { return nil }
    return replay(run, place, upstream)
  }

  private func isSame(_ a: NDArray, _ b: NDArray) -> Bool {
    a.signature == b.signature
      && zip(a.doubles, b.doubles).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }

  /// Ops that a rule may have run to be run again here.
  private static let longestRule = 2_000

  /// The ops that the rule ran, with another upstream; `nil` where it computed nothing from it.
  private func replay(_ run: CustomRun, _ place: Int, _ upstream: NDArray) -> NDArray? {
    guard run.resultNodes.indices.contains(place), let result = run.resultNodes[place],
      let arrived = run.upstreams.first, arrived <= result,
      result.position - arrived.position < Self.longestRule
    else { return nil }
    var moved: [NodeID: NDArray] = [arrived: upstream]
    for position in arrived.position..<(result.position + 1) {
      let id = NodeID(position)
      let inputs = recording.inputs(of: id)
      guard inputs.contains(where: { moved[$0] != nil }) else { continue }
      let values = inputs.map { moved[$0] ?? recording.value(of: $0) }
      guard let value = try? NDArray.applied(recording.operation(of: id), values) else {
        return nil
      }
      moved[id] = value
    }
    return moved[result]
  }
}

/// A rule of the lesson as text: the ops it ran, over the names of the table.
struct CustomRuleText {
  private let recording: Recording
  private let text: RowText
  private let run: CustomRun
  private let op: CustomOutput
  private var count = 0

  /// Ops that are written out at most.
  private static let longest = 10

  init?(_ model: WalkModel, _ text: RowText, _ node: NodeID) {
    guard let op = model.recording.operation(of: node) as? CustomOutput,
      let run = model.customRules[node.position].last
    else { return nil }
    recording = model.recording
    self.text = text
    self.run = run
    self.op = op
  }

  /// What the rule gives one input, with `g` or a number for what arrives; `nil` where it is long
  /// or depends on several outputs.
  mutating func formula(_ place: Int, upstream: Formula) -> Formula? {
    guard op.count == 1, run.resultNodes.indices.contains(place),
      let result = run.resultNodes[place], let arrived = run.upstreams.first
    else { return nil }
    count = 0
    return formula(of: result, arrived, upstream)
  }

  private mutating func formula(
    of node: NodeID, _ arrived: NodeID, _ upstream: Formula
  ) -> Formula? {
    if node == arrived { return upstream }
    let signature = recording.signature(of: node)
    if text.nodes.row(of: node.position) != nil { return Formula(.node(node), signature) }
    let inputs = recording.inputs(of: node)
    if inputs.isEmpty {
      guard signature.shape.rank == 0, let number = recording.value(of: node).doubleIfSingle else {
        return Formula(.node(node), signature)
      }
      return Formula(.number(number), signature)
    }
    count += 1
    guard count <= Self.longest else { return nil }
    var arguments: [Formula] = []
    for input in inputs {
      guard let argument = formula(of: input, arrived, upstream) else { return nil }
      arguments.append(argument)
    }
    return written(recording.operation(of: node), arguments)
  }

  private func written(_ op: some Operation, _ arguments: [Formula]) -> Formula? {
    try? Formula.apply(op, arguments)
  }

  /// `slope(g)`: the rule by its name.
  func named(in recording: Recording) -> String {
    let name = recording.customCall(of: run.speaker)?.ruleName ?? op.function
    let arguments =
      op.count == 1 ? "g" : (0..<op.count).map { "g\($0 + 1)" }.joined(separator: ", ")
    return "\(name)(\(arguments))"
  }
}
