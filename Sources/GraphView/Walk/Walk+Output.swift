import Engine

/// What the lesson printed, in step with the time line.
extension Walk {
  /// Number of pieces of text the lesson printed in all.
  package var printedCount: Int { model.printed.count }

  /// One piece of printed text.
  package func printed(_ index: Int) -> String {
    guard model.printed.indices.contains(index),
      case .printed(let text) = recording.events[model.printed[index]].kind
    else { return "" }
    return text
  }

  /// How many pieces had been printed when the walk stood at a stop: all that comes before the
  /// next stop.
  package func printedCount(at stop: Stop) -> Int {
    if stop.index >= count - 1 { return model.printed.count }
    return model.printedBefore(eventBound(at: stop))
  }

  /// The events that have happened at a stop, all that come before the next one, as a bound in the
  /// event list.
  func eventBound(at stop: Stop) -> Int {
    guard stop.index + 1 < count else { return recording.events.count }
    return Swift.max(
      model.eventBound(before: self.stop(at: stop.index + 1)), model.eventBound(before: stop))
  }

  /// The text printed up to a stop.
  package func output(at stop: Stop) -> String {
    (0..<printedCount(at: stop)).map { printed($0) }.joined()
  }

  /// The words of the error that ended the lesson.
  package var failure: (message: String, span: SourceSpan)? {
    guard
      let last = recording.events.last(where: { if case .failed = $0.kind { true } else { false } }
      ),
      case .failed(let message) = last.kind
    else { return nil }
    return (message, last.span)
  }
}

extension WalkModel {
  /// Number of pieces printed by the events before `bound`.
  func printedBefore(_ bound: Int) -> Int {
    var low = 0
    var high = printed.count
    while low < high {
      let middle = (low + high) / 2
      if printed[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The events that happened before what a stop shows, as a bound in the event list.
  func eventBound(before stop: Stop) -> Int {
    let pass = passes[stop.pass]
    let begin = pass.newFrom == 0 ? 0 : firstEvent(after: pass.newFrom)
    guard let node = stop.node?.position, let row = stop.row else { return begin }
    switch stop.phase {
    case .forward:
      let bound = Swift.min(firstEvent(after: node), pass.eventBound)
      guard nodes(of: stop.pass).isInput(row) else { return Swift.max(begin, bound) }
      // Inputs are walked before all ops, also those that were made after some of them.
      return Swift.max(begin, Swift.min(bound, firstOperationBound(of: pass)))
    case .backward: return pass.eventBound
    case .update: return Swift.max(pass.eventBound, firstEvent(after: node))
    }
  }

  /// The events before the first op that a pass walks.
  private func firstOperationBound(of pass: Pass) -> Int {
    let nodes = nodes(of: pass.index)
    guard let row = nodes.forwardStops.first(where: { !nodes.isInput(Int($0)) }) else {
      return pass.eventBound
    }
    return firstEvent(after: Int(nodes.rows[Int(row)]))
  }

  /// The first event that happened when more than `node` nodes were there.
  private func firstEvent(after node: Int) -> Int {
    let events = recording.events
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle].position <= node { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Walk {
  /// What the pass of a stop differentiates, as the lesson calls it; `C` where it has no name.
  package func targetName(at stop: Stop) -> String {
    guard !passes.isEmpty else { return "C" }
    let text = RowText(model, stop.pass)
    return text.nodes.targetRows.last.map { text.called(Int($0)) } ?? "C"
  }
}
