import Engine

/// One gradient that a lesson asked for, beside the slope that small steps in float64 give.
package struct CheckedGradient: Sendable {
  package enum Outcome: Hashable, Sendable {
    case agrees, differs, kink, skipped, missing
  }

  /// The line of the lesson that asked, from 1; `nil` for a formula.
  package let line: Int?
  /// What is differentiated, and by what, as they are called.
  package let target: String
  package let source: String
  package let shape: Shape
  package let outcome: Outcome
  /// The largest difference, as a part of the larger of 1 and the gradient.
  package let error: Double?
  /// How many elements were tried, and of how many.
  package let triedCount: Int
  package let elementCount: Int
  /// What there is to say beside that.
  package let note: String

  /// Whether the gradient is wrong.
  package var isWrong: Bool { outcome == .differs }
}

extension Walk {
  /// Every gradient that the lesson asked for, or, where it asked for none, those of the inputs of
  /// its last pass.
  package func checkedGradients() -> [CheckedGradient] {
    var found: [CheckedGradient] = []
    for pass in passes {
      if let call = model.recording.gradientCall(of: pass) {
        for (place, source) in call.sources.enumerated() where source.node != .none {
          found.append(checked(source.node, in: pass, isNone: call.isNone(place)))
        }
      }
    }
    guard found.isEmpty, !passes.contains(where: { $0.gradientEvent != nil }),
      let pass = passes.last
    else { return found }
    let nodes = model.nodes(of: pass.index)
    for row in 0..<nodes.inputCount where nodes.isReached[row] {
      found.append(checked(NodeID(Int(nodes.rows[row])), in: pass, isNone: false))
    }
    return found
  }

  private func checked(_ node: NodeID, in pass: Pass, isNone: Bool) -> CheckedGradient {
    let recording = model.recording
    let text = RowText(model, pass.index)
    let row = text.nodes.row(of: node.position)
    let target = text.nodes.targetRows.last.map { text.called(Int($0)) } ?? "the target"
    let shape = recording.signature(of: node).shape
    func made(
      _ outcome: CheckedGradient.Outcome, _ note: String, error: Double? = nil, tried: Int = 0
    ) -> CheckedGradient {
      let span = pass.gradientEvent.map { recording.events[$0].span }
      let line = span.flatMap { span in
        span == .none ? nil : recording.source?.lineNumber(at: Int(span.start))
      }
      return CheckedGradient(
        line: line, target: target,
        source: row.map { text.called($0) } ?? "a value that nothing read", shape: shape,
        outcome: outcome, error: error, triedCount: tried, elementCount: shape.count, note: note)
    }
    if isNone {
      return made(.missing, Tracer(model, pass.index).diagnose(node).reason)
    }
    guard let row, let check = numericCheck(of: row, in: pass.index) else {
      return made(.skipped, "not checked: nothing was recorded")
    }
    let error = zip(check.analytic, check.numeric).reduce(0.0) { worst, pair in
      Swift.max(worst, relativeError(pair.0, pair.1))
    }
    let tried = check.analytic.count
    switch check.verdict {
    case .agrees: return made(.agrees, "", error: error, tried: tried)
    case .differs: return made(.differs, check.sentence, error: error, tried: tried)
    case .kink: return made(.kink, check.sentence, error: error, tried: tried)
    case .skipped(.noAdjoint):
      return made(.skipped, "not checked: the gradient does not come from this pass")
    case .skipped: return made(.skipped, check.sentence)
    }
  }
}
