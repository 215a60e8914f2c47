import Engine

/// ∂output/∂input of one op for one of its inputs: as a formula over names, as a number, and for
/// tensors as what flows back.
package struct LocalPartial: Sendable {
  /// `w2`, `1`, `{1 if w6 > 0, 0 otherwise}`; `nil` where the op has no elementwise partial.
  package var formula: String? { written?.text }
  /// The formula and how tightly it holds together.
  package let written: WrittenFormula?
  /// The same in LaTeX.
  package let latex: String?
  /// The partial of a scalar by a scalar.
  package let number: Double?
  /// For a piecewise partial the condition and whether it holds: `w6 > 0 holds`.
  package let branch: String?
  /// What flows back, with `g` for what arrives: `xᵀ @ g`.
  package let pullback: String?
  /// Whether the formula is a bare number.
  package let isNumber: Bool
  /// Whether the formula distinguishes cases.
  package let isPiecewise: Bool

  init(_ model: WalkModel, _ text: RowText, row: Int, place: Int) {
    let recording = model.recording
    let id = text.node(row)
    let operation = recording.operation(of: id)
    let inputs = recording.inputs(of: id)
    let formulas = inputs.map { Self.formula(of: $0, model, text) }
    let signature = recording.signature(of: id)
    let output = Formula(.node(id), signature)
    let partial = (try? operation.partialFormula(to: place, formulas, output)) ?? nil
    let naming: (FormulaStyle) -> (NodeID) -> WrittenFormula = { style in
      { text.operand($0, style) }
    }
    written = partial?.write(.text, naming: naming(.text))
    latex = partial?.write(.latex, naming: naming(.latex)).text
    isNumber = partial?.number != nil
    let isScalar =
      signature.shape.rank == 0 && inputs.allSatisfy { recording.signature(of: $0).shape.rank == 0 }
    if isScalar {
      let one = NDArray.number(1, signature.dtype)
      number = model.contribution(of: id.position, to: place, upstream: one)?.doubleIfSingle
    } else {
      number = nil
    }
    let choice = partial.flatMap { Piecewise($0) }
    isPiecewise = choice != nil
    branch = isScalar ? choice?.describe(recording, naming(.text)) : nil
    if partial == nil || !isScalar {
      let upstream = Formula(.upstream, signature)
      let flow = (try? operation.pullback(to: place, upstream, formulas, output)) ?? nil
      pullback = flow?.write(.text, naming: naming(.text)).text
    } else {
      pullback = nil
    }
  }

  private static func formula(of id: NodeID, _ model: WalkModel, _ text: RowText) -> Formula {
    let signature = model.recording.signature(of: id)
    if text.nodes.row(of: id.position) == nil, signature.shape.rank == 0,
      let number = model.recording.value(of: id).doubleIfSingle
    {
      return Formula(.number(number), signature)
    }
    return Formula(.node(id), signature)
  }
}

/// The first choice in a formula: which condition decides it.
private struct Piecewise {
  private let condition: Formula

  init?(_ formula: Formula) {
    var pending = [formula]
    while let next = pending.popLast() {
      guard case .apply(let operation, let arguments) = next.term else { continue }
      if operation is Where, let first = arguments.first {
        condition = first
        return
      }
      pending.append(contentsOf: arguments.reversed())
    }
    return nil
  }

  func describe(_ recording: Recording, _ name: (NodeID) -> WrittenFormula) -> String? {
    guard let holds = condition.value(in: recording)?.doubleIfSingle else { return nil }
    let text = condition.write(.text, naming: name).text
    return holds != 0 ? "\(text) holds" : "\(text) does not hold"
  }
}

extension Formula {
  /// The value of a formula over the values of a recording; `nil` where it has none.
  func value(in recording: Recording) -> NDArray? {
    switch term {
    case .node(let id): return recording.value(of: id)
    case .number(let number):
      return .number(number, signature.dtype)
    case .upstream, .symbol: return nil
    case .apply(let operation, let arguments):
      var inputs: [NDArray] = []
      for argument in arguments {
        guard let value = argument.value(in: recording) else { return nil }
        inputs.append(value)
      }
      return try? NDArray.applied(operation, inputs)
    }
  }
}

extension NDArray {
  /// The result of any op on plain arrays.
  static func applied(
    _ operation: any Operation, _ inputs: [NDArray]
  ) throws(EngineError) -> NDArray {
    _ = try operation.infer(inputs.map(\.signature))
    return try operation.evaluate(inputs)
  }
}
