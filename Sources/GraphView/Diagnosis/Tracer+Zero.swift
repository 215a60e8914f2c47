import Engine

/// Why a gradient is zero: the first factor on the way that nothing gets through.
extension Tracer {
  func zero(_ source: NodeID, _ row: Int) -> Diagnosis {
    let adjoints = model.adjoints(of: pass.index)
    let leads = leads(to: row)
    if nodes.targetRows.allSatisfy({ adjoints[Int($0)].map { ValueText($0).isZero } ?? true }) {
      return made(.zero, .zeroSeed, at: pass.target, subject: source)
    }
    for candidate in stride(from: nodes.forwardRowCount - 1, through: nodes.inputCount, by: -1)
    where leads[candidate] {
      guard let upstream = adjoints[candidate], !ValueText(upstream).isZero else { continue }
      var lost: (into: Int, place: Int)?
      nodes.forEachReceiver(of: candidate, structure) { into, place in
        guard lost == nil, leads[into] else { return }
        let flow = model.contribution(
          of: Int(nodes.rows[candidate]), to: place, upstream: upstream)
        if flow.map({ ValueText($0).isZero }) ?? true { lost = (into, place) }
      }
      guard let lost else { continue }
      let (node, input) = (text.node(candidate), text.node(lost.into))
      return made(
        .zero, cause(ofZero: candidate, lost.place, lost.into), at: node, input: input,
        subject: source, way: passingWay(to: row, over: node, input))
    }
    return made(
      .zero, .cancelled, at: source, subject: source, way: passingWay(to: row, over: nil))
  }

  private func cause(ofZero row: Int, _ place: Int, _ into: Int) -> Diagnosis.Cause {
    let local = LocalPartial(model, text, row: row, place: place)
    let operation = model.recording.operation(of: text.node(row))
    if let detail = saturation(of: row, operation.name) {
      return .saturated(op: operation.name, detail: detail)
    }
    if local.isPiecewise || Self.piecewise.contains(operation.name) {
      return .inactive(
        op: operation.name, branch: local.branch ?? side(of: row, place, operation.name))
    }
    let derivative = "∂\(RowText.name(row))/∂\(RowText.name(into))"
    return .zeroFactor("\(derivative) = \(local.formula ?? local.pullback ?? "0")")
  }

  /// Ops with a flat side, for tensors, where no single branch is taken.
  private static let piecewise: Set<String> = [
    "relu", "relu6", "maximum", "minimum", "where", "abs", "sign", "floor", "ceil", "round", "rint",
    "reduce_max", "reduce_min", "leaky_relu",
  ]

  private static let steps: Set<String> = ["sign", "floor", "ceil", "round", "rint"]

  /// In words, how many elements are on the flat side.
  private func side(of row: Int, _ place: Int, _ op: String) -> String {
    let recording = model.recording
    let inputs = recording.inputs(of: text.node(row))
    guard place < inputs.count else { return "" }
    if Self.steps.contains(op) { return "it is constant between its steps" }
    func count(_ fits: (Double) -> Bool, of node: NodeID) -> (Int, Int) {
      let elements = recording.value(of: node).doubles
      return (elements.count(where: fits), elements.count)
    }
    switch op {
    case "relu", "relu6":
      let (off, all) = count({ $0 <= 0 }, of: inputs[place])
      return off == all
        ? "all \(all) elements of \(called(inputs[place])) are 0 or below"
        : "\(off) of \(all) elements of \(called(inputs[place])) are 0 or below"
    case "where":
      let (taken, all) = count({ $0 != 0 }, of: inputs[0])
      let condition = called(inputs[0])
      if taken == 0 || taken == all {
        return
          "it takes its other branch, for \(condition) \(taken == 0 ? "does not hold" : "holds")"
      }
      return "\(condition) holds in \(taken) of \(all) elements"
    case "maximum", "minimum":
      return "the other operand is the \(op == "maximum" ? "larger" : "smaller") one"
    default: return ""
    }
  }

  /// `sigmoid(40) = 1`, where an op is so far out that its slope rounds to zero.
  private func saturation(of row: Int, _ op: String) -> String? {
    let ends: [Double]
    switch op {
    case "sigmoid", "softmax": ends = [0, 1]
    case "tanh", "erf": ends = [-1, 1]
    case "exp": ends = [0]
    default: return nil
    }
    let node = text.node(row)
    let values = model.recording.value(of: node).doubles
    guard !values.isEmpty, values.allSatisfy(ends.contains) else { return nil }
    if values.count == 1, let numbers = text.numbers(row) {
      return "\(numbers) = \(NumberFormat.exact(values[0])), where its slope is 0"
    }
    let names = ends.map { NumberFormat.exact($0) }.joined(separator: " or ")
    return "its \(values.count) results are all \(names), where its slope is 0"
  }
}
