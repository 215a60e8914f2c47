/// A rule read as text: symbols, numbers and ops over them, lightly simplified.
package struct Formula: ShapedValue, Sendable {
  package indirect enum Term: Sendable {
    /// A node of the recording; the writer says what it is called, or what its value is.
    case node(NodeID)
    /// What arrives from above: `g`.
    case upstream
    case symbol(String)
    case number(Double)
    case apply(any Operation, [Formula])
  }

  package let term: Term
  package let signature: Signature

  package init(_ term: Term, _ signature: Signature) {
    self.term = term
    self.signature = signature
  }

  package static func literal(_ number: Double, like other: Formula) -> Formula {
    Formula(.number(number), Signature(other.signature.dtype, .scalar))
  }

  /// The number, where the formula is one.
  package var number: Double? {
    if case .number(let value) = term { return value }
    return nil
  }

  package static func apply<O: Operation>(
    _ op: O, _ inputs: [Formula]
  ) throws(EngineError) -> Formula {
    let signature = try op.infer(inputs.map(\.signature))
    if let simpler = simplified(op, inputs, signature) { return simpler }
    return Formula(.apply(op, inputs), signature)
  }

  /// The formula as text; `name` says how a node is written.
  package func write(
    _ style: FormulaStyle = .text, naming name: (NodeID) -> WrittenFormula
  ) -> WrittenFormula {
    switch term {
    case .node(let id): return name(id)
    case .upstream: return WrittenFormula("g")
    case .symbol(let text): return WrittenFormula(text)
    case .number(let value):
      let text = NumberText.short(value)
      return WrittenFormula(text, text.hasPrefix("-") ? .prefix : .atom)
    case .apply(let op, let arguments):
      return op.notation.write(arguments.map { $0.write(style, naming: name) }, style)
    }
  }
}
