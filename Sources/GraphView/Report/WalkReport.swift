import Engine

/// Everything that an export needs of one pass, in no format: nodes, edges and events.
package struct WalkReport: Sendable {
  /// A value with its elements.
  package struct Value: Sendable {
    package let dtype: String
    package let shape: [Int]
    /// In row-major order; empty for text.
    package let elements: [Double]
    /// Elements of a text tensor.
    package let strings: [String]

    init(_ array: NDArray) {
      dtype = array.dtype.name
      shape = array.shape.lengths
      elements = array.dtype == .string ? [] : array.doubles
      if case .text(let block) = array.payload {
        strings = block.elements.map { String(decoding: $0, as: UTF8.self) }
      } else {
        strings = []
      }
    }
  }

  package struct Node: Sendable {
    /// w1…wn.
    package let id: String
    /// Its Python name, where it has one.
    package let name: String?
    /// The op's key, such as `multiply`, and its short name, such as `mul`.
    package let op: String
    package let shortOp: String
    package let expression: String
    package let latex: String
    /// The expression with numbers for the names; `nil` where an input is no single number.
    package let numbers: String?
    /// Ids of what it reads; numbers written in the expression have none.
    package let inputs: [String]
    package let shape: [Int]
    package let dtype: String
    package let value: Value
    /// Its mathematical adjoint; `nil` where no path leads to it.
    package let adjoint: Value?
    /// What the tape returned: `nil` where it was not asked, an empty optional for None.
    package let tape: Value??
    package let span: SourceSpan
    package let scope: String
    /// forward, or update.
    package let phase: Phase
    package let isInput: Bool
    package let isTarget: Bool
  }

  package struct Edge: Sendable {
    package let from: String
    package let to: String
    /// Which input of the op, from 0.
    package let argument: Int
    /// The local partial as text: a formula, or what flows back for tensors.
    package let partial: String?
    package let latex: String?
    /// The local partial of a scalar by a scalar.
    package let number: Double?
    /// What flows along the edge backward.
    package let contribution: Value?
    /// Whether a gradient can pass.
    package let passes: Bool
  }

  package struct Event: Sendable {
    package enum Kind: Sendable {
      case gradient(targets: [String], sources: [String], results: [Value?])
      case assigned(variable: String, value: Value)
      case printed(String)
      case trainStep(loop: Int, number: Int, count: Int)
      /// A figure was shown or saved.
      case figure(FigureEvent)
      case failed(String)
    }
    package let kind: Kind
    /// The pass it belongs to, from 0.
    package let pass: Int
    package let span: SourceSpan
  }
}

extension Walk {
  /// Number of nodes that a report of a pass lists.
  package func reportCount(of pass: Int) -> Int {
    passes.indices.contains(pass) ? model.nodes(of: pass).rows.count : 0
  }

  /// One node of a pass as exports list it.
  package func reportNode(_ row: Int, in pass: Int) -> WalkReport.Node {
    let text = RowText(model, pass)
    let nodes = text.nodes
    let id = text.node(row)
    let hasAdjoint = row < nodes.forwardRowCount && passes[pass].counts.backward > 0
    let tape: WalkReport.Value??
    switch model.tapeAnswer(for: row, in: pass) {
    case .notAsked: tape = nil
    case .none: tape = .some(nil)
    case .gradient(let value): tape = WalkReport.Value(value)
    }
    let signature = recording.signature(of: id)
    return WalkReport.Node(
      id: RowText.name(row), name: text.pythonNames(row).first,
      op: recording.operation(of: id).name, shortOp: text.operationName(row),
      expression: text.expression(row), latex: text.expression(row, .latex),
      numbers: text.numbers(row),
      inputs: text.isWritten(row)
        ? recording.inputs(of: id).compactMap { nodes.row(of: $0.position).map(RowText.name) } : [],
      shape: signature.shape.lengths, dtype: signature.dtype.name,
      value: WalkReport.Value(recording.value(of: id)),
      adjoint: hasAdjoint ? model.adjoints(of: pass)[row].map { WalkReport.Value($0) } : nil,
      tape: tape, span: recording.span(of: id), scope: recording.scope(of: id),
      phase: row < nodes.forwardRowCount ? .forward : .update, isInput: nodes.isInput(row),
      isTarget: nodes.targetRows.contains(Int32(row)))
  }

  /// The edges into one node of a pass.
  package func reportEdges(into row: Int, in pass: Int) -> [WalkReport.Edge] {
    let text = RowText(model, pass)
    let nodes = text.nodes
    guard text.isWritten(row) else { return [] }
    let id = text.node(row)
    let isForward = row < nodes.forwardRowCount && passes[pass].counts.backward > 0
    let upstream = isForward ? model.adjoints(of: pass)[row] : nil
    var edges: [WalkReport.Edge] = []
    for (place, input) in recording.inputs(of: id).enumerated() {
      guard let from = nodes.row(of: input.position) else { continue }
      let passes =
        model.structure.kinds[id.position] == .operation
        && model.structure.passes(id.position, to: place, input.position)
      let local = passes ? LocalPartial(model, text, row: row, place: place) : nil
      let flow =
        passes
        ? upstream.flatMap { model.contribution(of: id.position, to: place, upstream: $0) } : nil
      edges.append(
        WalkReport.Edge(
          from: RowText.name(from), to: RowText.name(row), argument: place,
          partial: local.flatMap { $0.number == nil ? $0.pullback ?? $0.formula : $0.formula },
          latex: local.flatMap { $0.number == nil ? $0.pullbackLatex : $0.latex },
          number: local?.number,
          contribution: flow.map { WalkReport.Value($0) },
          passes: passes))
    }
    return edges
  }

  /// What happened on the time line, first to last.
  package func reportEvents() -> [WalkReport.Event] {
    var found: [WalkReport.Event] = []
    var pass = 0
    var announced = -1
    let names = NodeNames(recording)
    func called(_ id: NodeID, _ pass: Int) -> String {
      guard id != .none else { return "unrecorded" }
      if let name = names.names(of: id).first { return name }
      return model.nodes(of: pass).row(of: id.position).map(RowText.name) ?? "node \(id.position)"
    }
    let events = recording.events
    for index in events.indices {
      // What follows a gradient call belongs to its pass until its update is over.
      while pass + 1 < passes.count, passes[pass].eventBound < index,
        events[index].position > passes[pass].update.upperBound
          || passes[pass + 1].eventBound <= index
      {
        pass += 1
      }
      if pass < passes.count, pass != announced, let step = passes[pass].step {
        announced = pass
        found.append(
          WalkReport.Event(
            kind: .trainStep(loop: step.loop, number: step.number, count: step.count), pass: pass,
            span: loops.spans[step.loop]))
      }
      let kind: WalkReport.Event.Kind
      switch events[index].kind {
      case .gradient(let call):
        kind = .gradient(
          targets: call.targets.map { called($0, pass) },
          sources: call.sources.map { called($0.node, pass) },
          results: call.answers.indices.map { place in
            recording.answer(place, of: call).map { WalkReport.Value($0) }
          })
      case .assigned(_, let node):
        kind = .assigned(
          variable: called(node, pass), value: WalkReport.Value(recording.value(of: node)))
      case .printed(let text): kind = .printed(text)
      case .failed(let message): kind = .failed(message)
      case .figure(let figure): kind = .figure(figure)
      case .tapeStarted, .tapeStopped, .watched, .readOut: continue
      }
      found.append(WalkReport.Event(kind: kind, pass: pass, span: events[index].span))
    }
    return found
  }
}
