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
  /// The same in LaTeX, with `g_{6}` for what arrives at w6.
  package private(set) var pullbackLatex: String?
  /// Whether the formula is a bare number.
  package let isNumber: Bool
  /// Whether the formula distinguishes cases.
  package let isPiecewise: Bool

  init(_ model: WalkModel, _ text: RowText, row: Int, place: Int) {
    let id = text.node(row)
    if let op = model.recording.operation(of: id) as? CustomOutput {
      self = Self.custom(op, model, text, id, place)
    } else {
      self = Self.rule(model, text, id, place)
    }
  }

  /// By the rule of the op.
  private static func rule(
    _ model: WalkModel, _ text: RowText, _ id: NodeID, _ place: Int
  ) -> LocalPartial {
    let recording = model.recording
    let operation = recording.operation(of: id)
    let formulas = recording.inputs(of: id).map { formula(of: $0, model, text) }
    let signature = recording.signature(of: id)
    let output = Formula(.node(id), signature)
    let partial = (try? operation.partialFormula(to: place, formulas, output)) ?? nil
    let isScalar = isScalar(id, recording)
    let choice = partial.flatMap { Piecewise($0) }
    var pullback: String?
    var pullbackLatex: String?
    if partial == nil || !isScalar {
      let upstream = Formula(.upstream, signature)
      let flow = (try? operation.pullback(to: place, upstream, formulas, output)) ?? nil
      pullback = flow?.write(.text) { text.operand($0, .text) }.text
      if let row = text.nodes.row(of: id.position) {
        let arriving = Formula(.symbol("g_{\(row + 1)}"), signature)
        let typeset = (try? operation.pullback(to: place, arriving, formulas, output)) ?? nil
        pullbackLatex = typeset?.write(.latex) { text.operand($0, .latex) }.text
      }
    }
    var made = LocalPartial(
      written: partial?.write(.text) { text.operand($0, .text) },
      latex: partial?.write(.latex) { text.operand($0, .latex) }.text,
      number: isScalar ? slope(of: id, place, 1, model) : nil,
      branch: isScalar ? choice?.describe(recording) { text.operand($0, .text) } : nil,
      pullback: pullback, isNumber: partial?.number != nil, isPiecewise: choice != nil)
    made.pullbackLatex = pullbackLatex
    return made
  }

  /// By the rule that the lesson wrote: a partial where it only multiplies what arrives, else the
  /// rule itself.
  private static func custom(
    _ op: CustomOutput, _ model: WalkModel, _ text: RowText, _ id: NodeID, _ place: Int
  ) -> LocalPartial {
    let recording = model.recording
    let signature = recording.signature(of: id)
    var rule = CustomRuleText(model, text, id)
    let slope = isScalar(id, recording) ? slope(of: id, place, 1, model) : nil
    let isLinear = [2.0, -3].allSatisfy { factor in
      guard let slope, let flow = self.slope(of: id, place, factor, model) else { return false }
      return Swift.abs(flow - factor * slope) <= 1e-5 * Swift.max(1, Swift.abs(flow))
    }
    let partial =
      isLinear ? rule?.formula(place, upstream: Formula(.number(1), signature)) : nil
    let inFull = rule?.formula(place, upstream: Formula(.upstream, signature))?
      .write(.text) { text.operand($0, .text) }.text
    let isShort = (inFull?.count ?? .max) <= 40
    return LocalPartial(
      written: partial?.write(.text) { text.operand($0, .text) },
      latex: partial?.write(.latex) { text.operand($0, .latex) }.text,
      number: isLinear ? slope : nil, branch: nil,
      pullback: isLinear
        ? nil : isShort ? inFull : rule?.named(in: recording) ?? "\(op.function)'(g)",
      isNumber: partial?.number != nil, isPiecewise: false)
  }

  private init(
    written: WrittenFormula?, latex: String?, number: Double?, branch: String?, pullback: String?,
    isNumber: Bool, isPiecewise: Bool
  ) {
    self.written = written
    self.latex = latex
    self.number = number
    self.branch = branch
    self.pullback = pullback
    self.isNumber = isNumber
    self.isPiecewise = isPiecewise
  }

  private static func isScalar(_ id: NodeID, _ recording: Recording) -> Bool {
    recording.signature(of: id).shape.rank == 0
      && recording.inputs(of: id).allSatisfy { recording.signature(of: $0).shape.rank == 0 }
  }

  /// What flows to one input of a scalar op when a number arrives.
  private static func slope(
    of id: NodeID, _ place: Int, _ upstream: Double, _ model: WalkModel
  ) -> Double? {
    let dtype = model.recording.signature(of: id).dtype
    let bits = NDArray.number(upstream, dtype)
    return model.contribution(of: id.position, to: place, upstream: bits)?.doubleIfSingle
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
