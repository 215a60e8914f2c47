import Engine

/// The one sentence that says what happens at a stop.
struct Sentence {
  let model: WalkModel
  let stop: Stop
  private let text: RowText

  init(_ model: WalkModel, _ stop: Stop) {
    self.model = model
    self.stop = stop
    text = RowText(model, stop.pass)
  }

  func write() -> String {
    guard let row = stop.row else { return "start: nothing is computed yet" }
    switch stop.phase {
    case .forward: return forward(row)
    case .backward: return backward(row)
    case .update: return update(row)
    }
  }

  private func value(_ row: Int) -> String { ValueText(model.value(text.node(row).position)).exact }

  // MARK: Forward

  private func forward(_ row: Int) -> String {
    text.isWritten(row) ? computed(row) : input(row)
  }

  private func input(_ row: Int) -> String {
    let kind =
      switch model.recording.operation(of: text.node(row)) {
      case is VariableState: "a variable"
      case is Input: "an input"
      case is GradientResult: "a gradient"
      case let constant as Constant where constant.fromNumPy: "a constant from NumPy"
      case is Constant: "a constant"
      case let draw as any RandomLeaf: "drawn by \(draw.call)"
      default: "computed before"
      }
    let names = text.pythonNames(row).first.map { " = \($0)" } ?? ""
    return "\(RowText.name(row))\(names) = \(value(row)), \(kind)\(edited(row))"
  }

  /// `, set by an edit in place of 2`, where the user gave the value.
  private func edited(_ row: Int) -> String {
    model.recording.edited[text.node(row)].map {
      ", set by an edit in place of \(ValueText($0).exact)"
    } ?? ""
  }

  private func computed(_ row: Int) -> String {
    let head = "\(RowText.name(row)) = \(text.expression(row))"
    guard let numbers = text.numbers(row) else { return "\(head) = \(value(row))" }
    let result = value(row)
    return numbers == result ? "\(head) = \(result)" : "\(head) = \(numbers) = \(result)"
  }

  // MARK: Backward

  private func backward(_ row: Int) -> String {
    let nodes = text.nodes
    let name = RowText.name(row)
    let target = text.called(nodes.targetRows.last.map(Int.init) ?? row)
    let adjoints = model.adjoints(of: stop.pass)
    var parts: [String] = []
    if nodes.targetRows.contains(Int32(row)) {
      let seed = model.seeds(of: nodes).first { $0.row == row }.map { ValueText($0.seed).exact }
      parts.append("seed d\(target)/d\(name) = \(seed ?? "1")")
    }
    if !nodes.isInput(row), let upstream = adjoints[row] {
      let receivers = received(from: row, upstream)
      let list = receivers.isEmpty ? "nothing flows on" : receivers.joined(separator: ", ")
      parts.append("back at \(name) = \(text.expression(row)): \(list)")
    } else if parts.isEmpty {
      let names = text.pythonNames(row).first.map { " = \($0)" } ?? ""
      let sum = adjoints[row].map { ValueText($0).exact } ?? "None"
      let uses = model.consumers(of: stop.pass)[row].count
      let kept = uses > 1 ? "\(sum), the sum over \(uses) uses" : sum
      parts.append("\(name)\(names) keeps d\(target)/d\(name) = \(kept)")
    }
    return parts.joined(separator: "; ")
  }

  private func received(from row: Int, _ upstream: NDArray) -> [String] {
    let structure = model.structure
    let node = text.node(row).position
    guard structure.kinds[node] == .operation else { return [] }
    let range = structure.operandRange(node)
    var found: [String] = []
    var sums: [Int] = []
    for index in range {
      let operand = Int(structure.operands[index])
      let place = index - range.lowerBound
      guard structure.passes(node, to: place, operand), let into = text.nodes.row(of: operand)
      else { continue }
      guard let flow = model.contribution(of: node, to: place, upstream: upstream) else {
        found.append("\(RowText.name(into)) receives nothing")
        continue
      }
      let local = LocalPartial(model, text, row: row, place: place)
      if let partial = local.number, let g = upstream.doubleIfSingle, upstream.isScalar {
        let dtype = upstream.dtype
        let right = NumberFormat.exact(partial, dtype)
        found.append(
          "\(RowText.name(into)) receives \(NumberFormat.exact(g, dtype)) × "
            + (right.hasPrefix("-") ? "(\(right))" : right) + " = \(ValueText(flow).exact)")
      } else {
        let formula = local.pullback.map { "\($0) = " } ?? ""
        found.append("\(RowText.name(into)) receives \(formula)\(ValueText(flow).exact)")
      }
      sums.append(into)
    }
    let consumers = model.consumers(of: stop.pass)
    for into in Array(Set(sums)).sorted() where consumers[into].count > 1 {
      let cell = model.adjoint(of: into, at: stop)
      guard let sum = cell.text else { continue }
      let rest = cell.uses - cell.reported
      found.append(
        "\(RowText.name(into)) stands at \(sum.exact)"
          + (rest > 0 ? " with \(rest) still to come" : ", its sum"))
    }
    return found
  }

  // MARK: Update

  private func update(_ row: Int) -> String {
    let id = text.node(row)
    guard let state = model.recording.operation(of: id) as? VariableState else {
      return rebound(row) ?? computed(row)
    }
    let inputs = model.recording.inputs(of: id)
    guard inputs.count == 2 else { return computed(row) }
    let name = text.called(row)
    if model.recording.edited[id] != nil { return "\(name) ← \(value(row))\(edited(row))" }
    let written = UpdateExpression(model, text).write(inputs[1])
    let right: String
    switch state.update {
    case .add:
      right = Add().notation.write([WrittenFormula(name), written], .text).text
    case .subtract:
      right = Subtract().notation.write([WrittenFormula(name), written], .text).text
    case .assign, .initial: right = written.text
    case .part:
      return "\(name)[…] ← \(written.text): \(value(row))"
    }
    let before = ValueText(model.recording.value(of: inputs[0])).exact
    return "\(name) ← \(right): \(before) → \(value(row))"
  }
}

extension Sentence {
  /// The sentence without what the user is to predict; `nil` where nothing of it is hidden.
  func veiled(_ walk: Walk) -> String? {
    guard let row = stop.row else { return nil }
    let inputs = model.recording.inputs(of: text.node(row)).compactMap {
      text.nodes.row(of: $0.position)
    }
    let isOpen = walk.openPrediction(at: stop) != nil
    let hidesInput = inputs.contains { walk.hidesValue(of: $0, in: stop.pass) }
    let name = RowText.name(row)
    guard stop.phase == .backward else {
      guard isOpen || hidesInput else { return nil }
      // A result would tell what it was computed from.
      return "\(name) = \(text.expression(row))" + (isOpen ? " = ?" : "")
    }
    let hidesAdjoint = walk.hidesAdjoint(of: row, at: stop)
    guard isOpen || hidesInput || hidesAdjoint else { return nil }
    if text.nodes.isInput(row) {
      let target = text.called(text.nodes.targetRows.last.map(Int.init) ?? row)
      return "\(name) keeps d\(target)/d\(name) = ?"
    }
    let names = inputs.map { RowText.name($0) }
    return
      "back at \(name) = \(text.expression(row)): what do \(names.joined(separator: " and ")) receive?"
  }

  /// `w ← w − 0.01·(dloss/dw): 0.5 → 0.77`, where the update gives a tensor the name that an input
  /// of the pass had.
  private func rebound(_ row: Int) -> String? {
    guard let name = text.pythonNames(row).first,
      let before = (0..<text.nodes.inputCount).last(where: {
        text.pythonNames($0).contains(name)
      })
    else { return nil }
    let written = UpdateExpression(model, text).write(text.node(row), isWhole: true)
    return "\(name) ← \(written.text): \(value(before)) → \(value(row))"
  }
}

/// What was assigned, written back to gradients, names and numbers: `0.1·(dC/dw)`.
private struct UpdateExpression {
  let model: WalkModel
  let text: RowText

  /// Beyond this depth a value is called by its name.
  private static let depth = 6

  init(_ model: WalkModel, _ text: RowText) {
    self.model = model
    self.text = text
  }

  /// The expression behind a node; `isWhole` where its own name is what it is about to be given.
  func write(_ node: NodeID, _ depth: Int = 0, isWhole: Bool = false) -> WrittenFormula {
    let recording = model.recording
    let operation = recording.operation(of: node)
    if let gradient = model.gradientName(of: node) { return WrittenFormula("(\(gradient))") }
    if operation is Literal { return text.operand(node, .text) }
    if operation is VariableState {
      let row = text.nodes.row(of: node.position)
      return WrittenFormula(
        NodeNames(recording).names(of: node).first ?? row.map(RowText.name) ?? "variable")
    }
    let isOwn =
      text.nodes.pass.update.contains(node.position)
      && model.structure.kinds[node.position] == .operation
    // A step on the way that the lesson named is called by that name.
    if isOwn, !isWhole, depth > 0, let name = NodeNames(recording).names(of: node).first {
      return WrittenFormula(name)
    }
    if isOwn, depth < Self.depth {
      return operation.notation.write(
        recording.inputs(of: node).map { write($0, depth + 1) }, .text)
    }
    if let name = NodeNames(recording).names(of: node).first { return WrittenFormula(name) }
    return text.operand(node, .text)
  }
}

extension WalkModel {
  /// `dC/dw` for a node that holds a gradient which a tape returned.
  func gradientName(of node: NodeID) -> String? {
    guard let (pass, place) = gradientSource(of: node),
      let call = recording.gradientCall(of: passes[pass])
    else { return nil }
    let names = NodeNames(recording)
    func called(_ id: NodeID, or other: String) -> String {
      guard id != .none else { return other }
      if let name = names.names(of: id).first { return name }
      return nodes(of: pass).row(of: id.position).map(RowText.name) ?? other
    }
    let target = call.targets.last.map { called($0, or: "target") } ?? "target"
    return "d\(target)/d\(called(call.sources[place].node, or: "source"))"
  }

  /// The pass and the place among its sources that a gradient belongs to.
  func gradientSource(of node: NodeID) -> (pass: Int, place: Int)? {
    guard recording.operation(of: node) is GradientResult else { return nil }
    var low = 0
    var high = passes.count
    // The first pass that was answered after the node was made.
    while low < high {
      let middle = (low + high) / 2
      let event = passes[middle].gradientEvent
      let answered = event.map { recording.events[$0].position } ?? passes[middle].window.upperBound
      if answered > node.position { high = middle } else { low = middle + 1 }
    }
    guard low < passes.count, let call = recording.gradientCall(of: passes[low]),
      let place = call.resultNodes.firstIndex(of: node)
    else { return nil }
    return (low, place)
  }
}

extension Walk {
  /// The one sentence that says what happens at a stop.
  package func sentence(at stop: Stop) -> String {
    guard !passes.isEmpty else { return "start: nothing is recorded" }
    let sentence = Sentence(model, stop)
    return veil == nil ? sentence.write() : sentence.veiled(self) ?? sentence.write()
  }

  /// The sentence where the walk stands.
  package var sentence: String { sentence(at: stop) }
}
