import Engine

/// Finds where a gradient is lost on the way from a target to a source.
struct Tracer {
  let model: WalkModel
  let text: RowText
  private let pass: Pass
  private let call: GradientCall?
  private let tape: TapeView?

  init(_ model: WalkModel, _ pass: Int) {
    self.model = model
    let asked = model.passes[pass]
    self.pass = asked
    text = RowText(model, pass)
    call = model.recording.gradientCall(of: asked)
    tape = call.map { TapeView(model.recording, $0.tape, before: asked.eventBound) }
  }

  private var structure: Structure { model.structure }
  private var nodes: PassNodes { text.nodes }

  /// Why the adjoint of a node is what it is.
  func diagnose(_ source: NodeID) -> Diagnosis {
    guard source != .none else { return made(.none, .notRecorded, at: nil) }
    let row = nodes.row(of: source.position)
    let adjoint = row.flatMap { model.adjoints(of: pass.index)[$0] }
    if let row, let adjoint {
      if case .none = model.tapeAnswer(for: row, in: pass.index) {
        return missing(source, row)
      }
      if ValueText(adjoint).isZero { return zero(source, row) }
      return made(.connected, .connected, at: source, subject: source)
    }
    return unreached(source)
  }

  // MARK: None although a path leads there

  private func missing(_ source: NodeID, _ row: Int) -> Diagnosis {
    if let tape, let cut = outsideCut(row, tape) {
      return made(.none, .outsideTape, at: cut, subject: source)
    }
    let operation = model.recording.operation(of: source)
    if let state = operation as? VariableState {
      let variable = model.recording.variables[state.variable]
      let cause: Diagnosis.Cause =
        variable.isTrainable ? .unwatchedVariable : .untrainableVariable
      return made(.none, cause, at: source, subject: source)
    }
    if let name = text.pythonNames(row).first, isVariableName(name, before: source) {
      return made(.none, .replacedByTensor, at: source, subject: source)
    }
    if tape?.watched.contains(where: { $0.node == source }) ?? false {
      return made(.none, .watchedTooLate, at: source, subject: source)
    }
    let isLeaf = structure.kinds[source.position] != .operation
    return made(
      .none, isLeaf ? .unwatchedConstant : .unwatchedTensor, at: source, subject: source)
  }

  private func isVariableName(_ name: String, before node: NodeID) -> Bool {
    let names = NodeNames(model.recording)
    return model.recording.variables.contains { variable in
      variable.states.first.map { $0 < node && names.names(of: $0).contains(name) } ?? false
    }
  }

  /// The op nearest to the target that lies outside the tape, where every path leads through one.
  private func outsideCut(_ row: Int, _ tape: TapeView) -> NodeID? {
    var inside = [Bool](repeating: false, count: nodes.forwardRowCount)
    for target in nodes.targetRows { inside[Int(target)] = true }
    var cut: Int?
    let leads = leads(to: row)
    for candidate in stride(from: nodes.forwardRowCount - 1, through: nodes.inputCount, by: -1)
    where inside[candidate] {
      guard tape.sees(Int(nodes.rows[candidate])) else {
        if cut == nil, leads[candidate], candidate != row { cut = candidate }
        continue
      }
      forEachInput(candidate) { into, _ in inside[into] = true }
    }
    return inside[row] ? nil : cut.map { text.node($0) }
  }

  // MARK: No path at all

  private func unreached(_ source: NodeID) -> Diagnosis {
    let recording = model.recording
    if !structure.isDifferentiable(source.position) {
      return made(
        .none, .notFloating(recording.signature(of: source).dtype), at: source, subject: source)
    }
    guard let target = pass.target else { return made(.none, .noPath, at: nil, subject: source) }
    if !structure.isDifferentiable(target.position) {
      return made(
        .none, .notFloating(recording.signature(of: target).dtype), at: target, subject: source)
    }
    let flow = DataFlow(model, from: source, to: target)
    if flow.isConnected, let cut = flow.firstCut(text) {
      let (node, input) = cut
      return made(.none, cause(ofCut: node, input), at: node, input: input, subject: source)
    }
    if let constant = flow.numpyConstant() {
      return made(.none, .leftThroughNumPy, at: constant, subject: source)
    }
    if let state = recording.operation(of: source) as? VariableState,
      let name = NodeNames(recording).names(of: source).first,
      let other = flow.ancestor(called: name, notStateOf: state.variable)
    {
      return made(.none, .replacedByTensor, at: other, subject: source)
    }
    return made(.none, .noPath, at: source, subject: source)
  }

  private func cause(ofCut node: NodeID, _ input: NodeID) -> Diagnosis.Cause {
    let recording = model.recording
    let operation = recording.operation(of: node)
    if operation is VariableState { return .assigned }
    if !pass.window.contains(node.position) { return .outsideTape }
    if operation.name == "stop_gradient" { return .stopGradient }
    if !structure.isDifferentiable(node.position) {
      return .notFloating(recording.signature(of: node).dtype)
    }
    if !structure.isDifferentiable(input.position) {
      return .notFloating(recording.signature(of: input).dtype)
    }
    return .noGradient(op: operation.name)
  }

  // MARK: Zero

  private func zero(_ source: NodeID, _ row: Int) -> Diagnosis {
    let adjoints = model.adjoints(of: pass.index)
    let leads = leads(to: row)
    if nodes.targetRows.allSatisfy({ adjoints[Int($0)].map { ValueText($0).isZero } ?? true }) {
      return made(.zero, .zeroSeed, at: pass.target, subject: source)
    }
    for candidate in stride(from: nodes.forwardRowCount - 1, through: nodes.inputCount, by: -1)
    where leads[candidate] {
      guard let upstream = adjoints[candidate], !ValueText(upstream).isZero else { continue }
      var lost: (into: Int, place: Int)?
      forEachInput(candidate) { into, place in
        guard lost == nil, leads[into] else { return }
        let flow = model.contribution(
          of: Int(nodes.rows[candidate]), to: place, upstream: upstream)
        if flow.map({ ValueText($0).isZero }) ?? true { lost = (into, place) }
      }
      guard let lost else { continue }
      let local = LocalPartial(model, text, row: candidate, place: lost.place)
      let name = model.recording.operation(of: text.node(candidate)).name
      let isFlat = local.isPiecewise || Self.piecewise.contains(name)
      let derivative = "∂\(RowText.name(candidate))/∂\(RowText.name(lost.into))"
      let cause: Diagnosis.Cause =
        isFlat
        ? .inactive(op: name, branch: local.branch ?? "")
        : .zeroFactor("\(derivative) = \(local.formula ?? local.pullback ?? "0")")
      return made(
        .zero, cause, at: text.node(candidate), input: text.node(lost.into), subject: source)
    }
    return made(.zero, .cancelled, at: source, subject: source)
  }

  /// Ops with a flat side, for tensors, where no single branch is taken.
  private static let piecewise: Set<String> = [
    "relu", "relu6", "maximum", "minimum", "where", "abs", "sign", "clip_by_value", "floor", "ceil",
    "round", "reduce_max", "reduce_min", "leaky_relu",
  ]
}

// MARK: Ways

extension Tracer {
  /// The rows through which the target reaches a row.
  private func leads(to row: Int) -> [Bool] {
    let consumers = model.consumers(of: pass.index)
    var found = [Bool](repeating: false, count: nodes.forwardRowCount)
    var pending = [row]
    found[row] = true
    while let next = pending.popLast() {
      for use in consumers[next] where !found[Int(use.row)] {
        found[Int(use.row)] = true
        pending.append(Int(use.row))
      }
    }
    return found
  }

  /// The rows that an op passes a gradient to.
  private func forEachInput(_ row: Int, _ body: (_ into: Int, _ place: Int) -> Void) {
    let node = Int(nodes.rows[row])
    guard structure.kinds[node] == .operation else { return }
    let range = structure.operandRange(node)
    for index in range {
      let operand = Int(structure.operands[index])
      let place = index - range.lowerBound
      guard structure.passes(node, to: place, operand), let into = nodes.row(of: operand) else {
        continue
      }
      body(into, place)
    }
  }

  private func made(
    _ outcome: Diagnosis.Outcome, _ cause: Diagnosis.Cause, at node: NodeID?,
    input: NodeID? = nil, subject: NodeID? = nil
  ) -> Diagnosis {
    let target = pass.target.map { called($0) } ?? "target"
    return Diagnosis(
      outcome: outcome, cause: cause, subject: subject.map { called($0) } ?? "source",
      target: target, node: node, span: node.map { model.recording.span(of: $0) } ?? .none,
      place: node.map { place($0) } ?? "", input: input.map { called($0) })
  }

  private func called(_ node: NodeID) -> String {
    if let name = NodeNames(model.recording).names(of: node).first { return name }
    if let row = nodes.row(of: node.position) { return RowText.name(row) }
    return model.recording.operation(of: node).name
  }

  private func place(_ node: NodeID) -> String {
    guard let row = nodes.row(of: node.position) else { return called(node) }
    let expression = text.expression(row)
    return expression == "·" ? text.called(row) : "\(RowText.name(row)) = \(expression)"
  }
}

/// What a tape saw, read back from the time line.
struct TapeView {
  private var stretches: [Range<Int>] = []
  private(set) var watched: [(node: NodeID, position: Int)] = []

  init(_ recording: Recording, _ tape: TapeID, before bound: Int) {
    var open: Int?
    let events = recording.events
    for index in 0..<Swift.min(bound + 1, events.count) {
      switch events[index].kind {
      case .tapeStarted(tape): open = events[index].position
      case .tapeStopped(tape):
        if let begin = open { stretches.append(begin..<events[index].position) }
        open = nil
      case .watched(tape, let node): watched.append((node, events[index].position))
      default: break
      }
    }
    if let open { stretches.append(open..<recording.count) }
  }

  /// Whether the tape recorded when a node was computed.
  func sees(_ node: Int) -> Bool { stretches.contains { $0.contains(node) } }
}

extension Walk {
  /// Why the adjoint of a row is None or 0.
  package func diagnosis(of row: Int, in pass: Int) -> Diagnosis? {
    guard passes.indices.contains(pass) else { return nil }
    let nodes = model.nodes(of: pass)
    guard row >= 0, row < nodes.forwardRowCount else { return nil }
    return Tracer(model, pass).diagnose(NodeID(Int(nodes.rows[row])))
  }

  /// Why the tape answered a source as it did; sources are counted as the lesson gave them.
  package func diagnosis(ofSource place: Int, in pass: Int) -> Diagnosis? {
    guard passes.indices.contains(pass), let call = recording.gradientCall(of: passes[pass]),
      call.sources.indices.contains(place)
    else { return nil }
    return Tracer(model, pass).diagnose(call.sources[place].node)
  }
}
