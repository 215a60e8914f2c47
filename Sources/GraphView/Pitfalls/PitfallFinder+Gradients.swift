import Engine

/// Gradients that are None, or zero everywhere.
extension PitfallFinder {
  /// Diagnoses that are made at most: each looks at the whole pass.
  private static let mostDiagnoses = 24

  mutating func findLostGradients() {
    var seen: Set<String> = []
    var left = Self.mostDiagnoses
    for pass in model.passes {
      guard left > 0, let event = pass.gradientEvent, let call = recording.gradientCall(of: pass)
      else { continue }
      let span = recording.events[event].span
      for (place, source) in call.sources.enumerated()
      where call.isNone(place) && source.node != .none {
        // The same call in every turn of a loop is asked once.
        guard left > 0, seen.insert("\(span.start) \(place)").inserted else { continue }
        left -= 1
        add(Tracer(model, pass.index).diagnose(source.node), at: span)
      }
      if left > 0, seen.insert("\(span.start) zero").inserted {
        left -= 1
        findDead(pass, call, at: span)
      }
    }
  }

  private mutating func add(_ diagnosis: Diagnosis, at call: SourceSpan) {
    let kind: Pitfall.Kind
    var span = diagnosis.span == .none ? call : diagnosis.span
    switch diagnosis.cause {
    case .unwatchedConstant, .unwatchedTensor, .watchedTooLate, .unwatchedVariable:
      kind = .unwatched
      span = call
    case .replacedByTensor: kind = .replacedVariable
    case .leftThroughNumPy: kind = .numpyDetour
    case .notFloating: kind = .wholeNumbers
    case .assigned: kind = .assigned
    case .outsideTape: kind = .outsideTape
    default: return
    }
    add(kind, span, diagnosis.sentence, help: diagnosis.help)
  }

  /// A call whose answers are all zero because something on the way is flat.
  private mutating func findDead(_ pass: Pass, _ call: GradientCall, at span: SourceSpan) {
    var first: NodeID?
    for (place, source) in call.sources.enumerated() where !call.isNone(place) {
      guard source.node != .none, let answer = recording.answer(place, of: call),
        ValueText(answer).isZero
      else { return }
      first = first ?? source.node
    }
    guard let first else { return }
    let diagnosis = Tracer(model, pass.index).diagnose(first)
    switch diagnosis.cause {
    case .inactive, .saturated: break
    default: return
    }
    let count = call.sources.indices.count { !call.isNone($0) }
    let all = count > 1 ? "all \(count) gradients are 0" : diagnosis.question + " is 0"
    add(
      .noGradient, diagnosis.span == .none ? span : diagnosis.span, "\(all): \(diagnosis.reason)",
      help: diagnosis.help)
  }
}
