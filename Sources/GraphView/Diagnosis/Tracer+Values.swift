import Engine

/// Where a value stopped being finite.
extension Tracer {
  private static let longest = 100_000

  /// A value that is not finite, explained; `nil` for others.
  func diagnoseValue(_ node: NodeID) -> Diagnosis? {
    let elements = model.recording.value(of: node).doubles
    guard model.recording.signature(of: node).dtype.isFloating,
      elements.contains(where: { !$0.isFinite }), let (value, culprit, way) = spoiledValue(of: node)
    else { return nil }
    let outcome: Diagnosis.Outcome = elements.contains(where: \.isNaN) ? .nan : .infinite
    let found = Tracer(model, culprit.pass)
    let span = model.recording.span(of: culprit.node)
    return Diagnosis(
      outcome: outcome, cause: .spoiledValue(value), subject: called(node), target: called(node),
      isValue: true, node: culprit.node, pass: culprit.pass, span: span,
      location: model.recording.location(of: span), place: found.place(culprit.node), input: nil,
      links: way.map { position in
        let node = NodeID(position)
        let owner = Tracer(model, pass(of: node))
        return Diagnosis.Link(
          node: node, pass: owner.pass.index, text: owner.linkText(node),
          note: ValueText(model.recording.value(of: node)).fixed,
          state: node == culprit.node ? .culprit : .passed)
      })
  }

  /// The first value on the way to a node that is not finite though all that it was computed from
  /// is, and the way down to it.
  func spoiledValue(
    of node: NodeID, depth: Int = 0
  ) -> (value: SpoiledValue, culprit: (node: NodeID, pass: Int), way: [Int])? {
    let recording = model.recording
    var current = node
    var way = [node.position]
    var steps = 0
    while steps < Self.longest,
      let input = recording.inputs(of: current).first(where: { isSpoiled($0) })
    {
      current = input
      way.append(current.position)
      steps += 1
    }
    let owner = pass(of: current)
    if recording.operation(of: current) is GradientResult, depth < 4,
      let (asked, place) = model.gradientSource(of: current),
      let call = recording.gradientCall(of: model.passes[asked])
    {
      let found = Tracer(model, asked).diagnose(call.sources[place].node)
      if case .spoiledValue(let value) = found.cause, let node = found.node {
        return (value, (node, found.pass), way + found.links.reversed().map(\.node.position))
      }
      if let node = found.node {
        let step = model.passes[asked].step?.number
        return (
          SpoiledValue(
            kind: .gradient(step: step), op: recording.operation(of: node).name,
            arithmetic: found.reason, element: ""),
          (node, asked), way + found.links.reversed().map(\.node.position)
        )
      }
    }
    return (Tracer(model, owner).described(current), (current, owner), way)
  }

  private func isSpoiled(_ node: NodeID) -> Bool {
    let value = model.recording.value(of: node)
    return value.dtype.isFloating && !value.doubles.allSatisfy(\.isFinite)
  }

  /// The pass at which a node appears.
  func pass(of node: NodeID) -> Int {
    let mark = Int(model.introduction[node.position])
    return mark >= 0 ? mark / 2 : pass.index
  }

  private func described(_ node: NodeID) -> SpoiledValue {
    let recording = model.recording
    let operation = recording.operation(of: node)
    let inputs = recording.inputs(of: node)
    let values = recording.value(of: node)
    let element = values.doubles.firstIndex { !$0.isFinite } ?? 0
    let index = values.shape.rank == 0 ? "" : Self.index(element, values.shape)
    guard structure.kinds[node.position] == .operation, !inputs.isEmpty else {
      return SpoiledValue(kind: .given, op: operation.name, arithmetic: "", element: index)
    }
    let operands = inputs.map { recording.value(of: $0).element(element, of: values.shape) }
    var arithmetic = ""
    if operands.allSatisfy({ $0 != nil }) {
      let written = operands.compactMap { $0 }.map { number -> WrittenFormula in
        let text = NumberFormat.exact(number)
        return WrittenFormula(text, text.hasPrefix("-") ? .prefix : .atom)
      }
      arithmetic =
        operation.notation.write(written, .text).text + " = "
        + NumberFormat.exact(values.doubles[element])
    }
    return SpoiledValue(
      kind: Self.kind(operation.name, operands), op: operation.name, arithmetic: arithmetic,
      element: index)
  }

  private static func kind(_ op: String, _ operands: [Double?]) -> SpoiledValue.Kind {
    let first = operands.first ?? nil
    let last = operands.last ?? nil
    switch op {
    case "log", "log1p":
      guard let first else { return .other }
      let edge = op == "log" ? 0.0 : -1
      return first == edge ? .logOfZero : first < edge ? .logOfNegative : .other
    case "sqrt": return (first ?? 0) < 0 ? .rootOfNegative : .other
    case "rsqrt", "reciprocal":
      return first == 0 ? .divisionByZero : (first ?? 0) < 0 ? .rootOfNegative : .overflow
    case "divide", "floordiv", "floormod":
      guard last == 0 else { return .overflow }
      return first == 0 ? .zeroByZero : .divisionByZero
    case "pow":
      guard let first, let last else { return .overflow }
      if first == 0, last < 0 { return .divisionByZero }
      return first < 0 && last.rounded() != last ? .rootOfNegative : .overflow
    case "exp", "expm1", "sinh", "cosh", "multiply", "add", "subtract", "square", "matmul",
      "reduce_sum", "einsum", "reduce_prod", "add_n":
      return .overflow
    default: return .other
    }
  }
}
