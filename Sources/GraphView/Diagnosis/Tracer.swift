import Engine

/// Finds where a gradient is lost on the way from a target to a source.
struct Tracer {
  let model: WalkModel
  let text: RowText
  let pass: Pass
  let call: GradientCall?
  let tape: TapeView?

  init(_ model: WalkModel, _ pass: Int) {
    self.model = model
    let asked = model.passes[pass]
    self.pass = asked
    text = RowText(model, pass)
    call = model.recording.gradientCall(of: asked)
    tape = call.map { TapeView(model.recording, $0.tape, before: asked.eventBound) }
  }

  var structure: Structure { model.structure }
  var nodes: PassNodes { text.nodes }

  /// Why the adjoint of a node is what it is.
  func diagnose(_ source: NodeID) -> Diagnosis {
    guard source != .none else { return made(.none, .notRecorded, at: nil) }
    let row = nodes.row(of: source.position)
    let adjoint = row.flatMap { model.adjoints(of: pass.index)[$0] }
    guard let row, let adjoint else { return unreached(source) }
    if case .none = model.tapeAnswer(for: row, in: pass.index) { return missing(source, row) }
    let value = ValueText(adjoint)
    if value.isNonFinite { return spoiled(source, row, adjoint) }
    if value.isZero { return zero(source, row) }
    return size(source, row, adjoint)
  }
}

// MARK: None although a path leads there

extension Tracer {
  private func missing(_ source: NodeID, _ row: Int) -> Diagnosis {
    if let tape, let cut = outsideCut(row, tape) {
      return made(
        .none, .outsideTape, at: cut, subject: source, way: passingWay(to: row, over: cut))
    }
    let way = passingWay(to: row, over: nil)
    let operation = model.recording.operation(of: source)
    if let state = operation as? VariableState {
      let variable = model.recording.variables[state.variable]
      let cause: Diagnosis.Cause =
        variable.isTrainable ? .unwatchedVariable : .untrainableVariable
      return made(.none, cause, at: source, subject: source, way: way)
    }
    if let name = text.pythonNames(row).first, isVariableName(name, before: source) {
      return made(.none, .replacedByTensor, at: source, subject: source, way: way)
    }
    if tape?.watched.contains(where: { $0.node == source }) ?? false {
      return made(.none, .watchedTooLate, at: source, subject: source, way: way)
    }
    let isLeaf = structure.kinds[source.position] != .operation
    return made(
      .none, isLeaf ? .unwatchedConstant : .unwatchedTensor, at: source, subject: source, way: way)
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
      nodes.forEachReceiver(of: candidate, structure) { into, _ in inside[into] = true }
    }
    return inside[row] ? nil : cut.map { text.node($0) }
  }
}

// MARK: No path at all

extension Tracer {
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
    let cuts = flow.isConnected ? flow.cuts(text) : []
    if let (node, input) = cuts.first {
      var found = made(
        .none, cause(ofCut: node, input), at: node, input: input, subject: source,
        way: anyWay(flow, target, over: node, input))
      found.otherCuts = cuts.dropFirst().map { otherCut($0.node, $0.input, of: source) }
      return found
    }
    if let constant = flow.numpyConstant() {
      let way = Ways(structure: structure).way(from: target.position, to: constant.position) {
        _, _, _ in true
      }
      return made(
        .none, .leftThroughNumPy, at: constant, subject: source,
        way: way.map { $0 + [source.position] } ?? [])
    }
    if let state = recording.operation(of: source) as? VariableState,
      let name = NodeNames(recording).names(of: source).first,
      let other = flow.ancestor(called: name, notStateOf: state.variable)
    {
      return made(
        .none, .replacedByTensor, at: other, subject: source,
        way: Ways(structure: structure).way(from: target.position, to: other.position) { _, _, _ in
          true
        }
          ?? [])
    }
    if let decision = flow.decision(before: target.position) {
      return made(
        .none, .decides, at: decision, subject: source,
        way: Ways(structure: structure).way(from: decision.position, to: source.position) {
          _, _, _ in true
        }
          ?? [])
    }
    return made(.none, .noPath, at: source, subject: source)
  }

  /// A cut farther from the target, as a line of its own.
  private func otherCut(_ node: NodeID, _ input: NodeID, of source: NodeID) -> Diagnosis.Link {
    let its = made(.none, cause(ofCut: node, input), at: node, input: input, subject: source)
    return Diagnosis.Link(
      node: node, pass: pass.index, text: linkText(node),
      note: "cut too" + (its.location.isEmpty ? "" : ", \(its.location)"), state: .culprit)
  }

  private func cause(ofCut node: NodeID, _ input: NodeID) -> Diagnosis.Cause {
    let recording = model.recording
    let operation = recording.operation(of: node)
    if operation is VariableState { return .assigned }
    if !pass.window.contains(node.position) { return .outsideTape }
    if operation.name == "stop_gradient" { return .stopGradient }
    if let custom = operation as? CustomOutput { return .ownRule(function: custom.function) }
    if !structure.isDifferentiable(node.position) {
      return .notFloating(recording.signature(of: node).dtype)
    }
    if !structure.isDifferentiable(input.position) {
      return .notFloating(recording.signature(of: input).dtype)
    }
    return .noGradient(op: operation.name)
  }
}

// MARK: What is said

extension Tracer {
  func made(
    _ outcome: Diagnosis.Outcome, _ cause: Diagnosis.Cause, at node: NodeID?,
    in owner: Int? = nil, input: NodeID? = nil, subject: NodeID? = nil, way: [Int] = []
  ) -> Diagnosis {
    let owner = owner.map { $0 == pass.index ? self : Tracer(model, $0) } ?? self
    let target = pass.target.map { called($0) } ?? "target"
    let span = node.map { model.recording.span(of: $0) } ?? .none
    return Diagnosis(
      outcome: outcome, cause: cause, subject: subject.map { called($0) } ?? "source",
      target: target, isValue: false, node: node, pass: owner.pass.index, span: span,
      location: model.recording.location(of: span), place: node.map { owner.place($0) } ?? "",
      input: input.map { called($0) }, links: links(way, culprit: node))
  }

  func called(_ node: NodeID) -> String {
    if let name = NodeNames(model.recording).names(of: node).first { return name }
    if let row = nodes.row(of: node.position) { return RowText.name(row) }
    return model.recording.operation(of: node).name
  }

  /// `w7 = max(0, w6)`.
  func place(_ node: NodeID) -> String {
    guard let row = nodes.row(of: node.position) else { return called(node) }
    let expression = text.expression(row)
    return expression == "·" ? text.called(row) : "\(RowText.name(row)) = \(expression)"
  }

  /// The nodes of a way as lines, with what arrives at each.
  private func links(_ way: [Int], culprit: NodeID?) -> [Diagnosis.Link] {
    let target = pass.target.map { called($0) } ?? "target"
    let cut = culprit.flatMap { node in way.firstIndex(of: node.position) } ?? way.count
    return way.enumerated().map { index, position in
      let node = NodeID(position)
      let row = nodes.row(of: position)
      let adjoint = row.flatMap {
        $0 < nodes.forwardRowCount ? model.adjoints(of: pass.index)[$0] : nil
      }
      let name = row.map { RowText.name($0) } ?? called(node)
      let arrived = adjoint.map { ValueText($0).fixed } ?? "None"
      return Diagnosis.Link(
        node: node, pass: pass.index, text: linkText(node),
        note: "d\(target)/d\(name) = \(arrived)",
        state: index == cut ? .culprit : index < cut ? .passed : .beyond)
    }
  }

  /// `w7 = max(0, w6)`, `w1 = x`.
  func linkText(_ node: NodeID) -> String {
    guard let row = nodes.row(of: node.position) else { return called(node) }
    let expression = text.expression(row)
    let name = text.pythonNames(row).first
    if expression == "·" { return name.map { "\(RowText.name(row)) = \($0)" } ?? RowText.name(row) }
    return "\(RowText.name(row)) = \(expression)" + (name.map { "  (\($0))" } ?? "")
  }
}

extension Recording {
  /// `line 7, columns 9–27`; empty where there is no source.
  package func location(of span: SourceSpan) -> String {
    guard let source, span != .none, Int(span.end) <= source.bytes.count else { return "" }
    let first = source.position(at: Int(span.start))
    let last = source.position(at: Swift.max(Int(span.end) - 1, Int(span.start)))
    let line = source.place(ofLine: first.line)
    let cell = line.cell.map { "cell \($0), " } ?? ""
    guard first.line == last.line else {
      return "\(cell)lines \(line.line)–\(source.place(ofLine: last.line).line)"
    }
    // A formula is one line, which needs no number.
    let start = source.lineCount == 1 && cell.isEmpty ? "" : "\(cell)line \(line.line), "
    return start
      + (first.column == last.column
        ? "column \(first.column)" : "columns \(first.column)–\(last.column)")
  }
}

extension Walk {
  /// Why the adjoint of a row is what it is.
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

  /// The gradients of a pass that the lesson asked for and did not get: None, 0 everywhere, or not
  /// finite.
  package func lostGradients(in pass: Int) -> [Diagnosis] {
    guard passes.indices.contains(pass), let call = recording.gradientCall(of: passes[pass]) else {
      return []
    }
    let tracer = Tracer(model, pass)
    return call.sources.enumerated().compactMap { place, source in
      if let answer = recording.answer(place, of: call) {
        let text = ValueText(answer)
        guard text.isZero || text.isNonFinite else { return nil }
      }
      let found = tracer.diagnose(source.node)
      return found.outcome == .connected ? nil : found
    }
  }

  /// Why a row is as it stands at a stop: its value where that is not finite and no adjoint is
  /// there yet, else its adjoint.
  package func diagnosis(at row: Int, _ stop: Stop) -> Diagnosis? {
    guard passes.indices.contains(stop.pass) else { return nil }
    let nodes = model.nodes(of: stop.pass)
    guard nodes.rows.indices.contains(row) else { return nil }
    let hasAdjoint = row < nodes.forwardRowCount && passes[stop.pass].counts.backward > 0
    if stop.phase == .forward || !hasAdjoint,
      let found = Tracer(model, stop.pass).diagnoseValue(NodeID(Int(nodes.rows[row])))
    {
      return found
    }
    guard hasAdjoint, let found = diagnosis(of: row, in: stop.pass) else { return nil }
    // A gradient that is there leaves only the value to be explained.
    return found.outcome == .connected
      ? Tracer(model, stop.pass).diagnoseValue(NodeID(Int(nodes.rows[row]))) ?? found : found
  }
}
