import Engine

/// How the rows of one pass are written: names w1…wn, expressions over them, short op names.
struct RowText {
  let model: WalkModel
  let nodes: PassNodes

  init(_ model: WalkModel, _ pass: Int) {
    self.model = model
    nodes = model.nodes(of: pass)
  }

  static func name(_ row: Int) -> String { "w\(row + 1)" }

  func node(_ row: Int) -> NodeID { NodeID(Int(nodes.rows[row])) }

  /// The Python names of a row, the one to show first.
  func pythonNames(_ row: Int) -> [String] {
    let names = NodeNames(model.recording)
    let node = node(row)
    guard model.structure.kinds[node.position] == .state || names.mightBeNamed(node) else {
      return []
    }
    // Of the ops that a tape made of `g = tape.gradient(…)` the last one is g.
    if model.recording.givenNames[node] == nil, model.gradientGoesOn(after: node) { return [] }
    return names.names(of: node)
  }

  /// The Python name of a row, or w1…wn where it has none.
  func called(_ row: Int) -> String { pythonNames(row).first ?? Self.name(row) }

  /// The short op name of a table: var, const, mul, add, ….
  func operationName(_ row: Int) -> String {
    let operation = model.recording.operation(of: node(row))
    if operation is VariableState, !nodes.isInput(row) { return "assign" }
    return Self.short(operation.name)
  }

  private static let shortNames = [
    "multiply": "mul", "subtract": "sub", "divide": "div", "negative": "neg", "maximum": "max",
    "minimum": "min", "power": "pow", "reduce_sum": "sum", "reduce_mean": "mean",
    "reduce_max": "rmax", "reduce_min": "rmin", "gradient": "grad", "broadcast_to": "bcast",
    "transpose": "transp", "stop_gradient": "stop", "custom_gradient": "custom",
    "greater_equal": "ge", "less_equal": "le",
    "greater": "gt", "less": "lt", "equal": "eq", "not_equal": "ne",
  ]

  static func short(_ name: String) -> String { shortNames[name] ?? name }
}

// MARK: Expressions

extension RowText {
  /// What computed the row, over the names of its inputs: `w1·w2`; `·` for an input.
  func expression(_ row: Int, _ style: FormulaStyle = .text) -> String {
    written(row, style)?.text ?? "·"
  }

  /// The expression and how tightly it holds together; `nil` for an input.
  func written(_ row: Int, _ style: FormulaStyle = .text) -> WrittenFormula? {
    guard isWritten(row) else { return nil }
    return write(row, style) { operand($0, style) }
  }

  /// The same with numbers for the names; `nil` where an input is no single number.
  func numbers(_ row: Int) -> String? {
    guard isWritten(row) else { return nil }
    let recording = model.recording
    let inputs = recording.inputs(of: node(row))
    guard !inputs.isEmpty, inputs.allSatisfy({ recording.signature(of: $0).shape.rank == 0 })
    else { return nil }
    var isFirst = true
    let written = write(row, .text) { id in
      defer { isFirst = false }
      let value = recording.value(of: id)
      let text = ValueText(value).exact
      // 5 − (-3), but -1 × 1.
      return WrittenFormula(
        text, text.hasPrefix("-") ? (isFirst ? .prefix : .piecewise) : .atom)
    }
    if recording.operation(of: node(row)) is Multiply, inputs.count == 2 {
      return numberOf(inputs[0], isFirst: true) + " × " + numberOf(inputs[1], isFirst: false)
    }
    return written.text
  }

  private func numberOf(_ id: NodeID, isFirst: Bool) -> String {
    let text = ValueText(model.recording.value(of: id)).exact
    return text.hasPrefix("-") && !isFirst ? "(\(text))" : text
  }

  /// Whether the row shows an expression: an op of this pass.
  func isWritten(_ row: Int) -> Bool {
    guard !nodes.isInput(row) else { return false }
    return model.structure.isComputed(Int(nodes.rows[row]))
  }

  private func write(
    _ row: Int, _ style: FormulaStyle, _ operand: (NodeID) -> WrittenFormula
  ) -> WrittenFormula {
    let recording = model.recording
    let id = node(row)
    let operation = recording.operation(of: id)
    let inputs = recording.inputs(of: id)
    guard let state = operation as? VariableState else {
      return operation.notation.write(inputs.map(operand), style)
    }
    switch state.update {
    case .add where inputs.count == 2:
      return Add().notation.write(inputs.map(operand), style)
    case .subtract where inputs.count == 2:
      return Subtract().notation.write(inputs.map(operand), style)
    default:
      return inputs.last.map(operand) ?? WrittenFormula("·")
    }
  }

  /// An operand in an expression: its name, or the number itself where it is a literal.
  func operand(_ id: NodeID, _ style: FormulaStyle) -> WrittenFormula {
    if let row = nodes.row(of: id.position) {
      return WrittenFormula(style == .latex ? "w_{\(row + 1)}" : Self.name(row))
    }
    let text = literal(model.recording.value(of: id))
    return WrittenFormula(text, text.hasPrefix("-") ? .prefix : .atom)
  }

  /// A number written in the lesson; of a tensor its first elements.
  func literal(_ value: NDArray) -> String {
    if value.shape.rank == 0 { return ValueText(value).exact }
    let elements = value.doubles
    var list = elements.prefix(4).map { NumberFormat.exact($0, value.dtype) }
    if elements.count > 4 { list.append("…") }
    return "[\(list.joined(separator: ", "))]"
  }
}

extension Walk {
  /// What the first nodes of the pass are called: `w1`, and what the lesson calls them.
  package func names(first count: Int) -> [String] {
    guard !passes.isEmpty else { return [] }
    let text = RowText(model, stop.pass)
    var seen: Set<String> = []
    return text.nodes.rows.indices.prefix(count).flatMap {
      [RowText.name($0)] + text.pythonNames($0).prefix(1)
    }.filter { seen.insert($0).inserted }
  }
}
