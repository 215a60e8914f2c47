import Engine

/// Where a run stops.
package struct Breakpoint: Hashable, Sendable {
  package enum Place: Hashable, Sendable {
    /// A node of the lesson, wherever the same columns of it are computed or passed back again.
    case span(SourceSpan, name: String)
    /// One node, where it has no columns.
    case node(NodeID, name: String)
    /// Where a condition begins to hold.
    case condition(Condition)
    /// Where an expression takes another value.
    case change(Condition)
  }

  package let place: Place
  package var isOn = true

  package init(_ place: Place) { self.place = place }

  /// `w6`, or the condition.
  package var text: String {
    switch place {
    case .span(_, let name), .node(_, let name): name
    case .condition(let condition): condition.text
    case .change(let condition): "\(condition.text) changes"
    }
  }
}

/// How a run ended.
package enum RunEnding: Hashable, Sendable {
  /// At a breakpoint, by its place in the list.
  case hit(Int)
  /// At an end of the time line.
  case end
  /// A condition makes no sense.
  case wrong(Int, String)
}

extension Walk {
  /// The breakpoint that a node of the table would have.
  package func breakpoint(at row: Int, _ stop: Stop) -> Breakpoint? {
    let table = table(at: stop)
    guard table.indices.contains(row) else { return nil }
    let found = table[row]
    let name = found.pythonNames.first ?? found.name
    return Breakpoint(
      found.span == .none ? .node(found.node, name: name) : .span(found.span, name: name))
  }

  /// Whether a node is one that a breakpoint means.
  package func isMeant(_ node: NodeID, by breakpoint: Breakpoint) -> Bool {
    switch breakpoint.place {
    case .span(let span, _): recording.span(of: node) == span
    case .node(let id, _): id == node
    case .condition, .change: false
    }
  }

  /// Goes on, or back, to the next stop at which a breakpoint hits.
  ///
  /// A condition hits where it begins to hold in the direction of the run: one that holds already
  /// must cease to hold first. A changed value hits at the stop that changed it, in both directions.
  ///
  /// - Parameters:
  ///   - breakpoints: where to stop; those that are off are passed over.
  ///   - backward: whether it goes back.
  /// - Returns: what ended the run.
  package mutating func run(to breakpoints: [Breakpoint], backward: Bool = false) -> RunEnding {
    var search = StopSearch(self, .breakpoints(breakpoints), backward: backward)
    let outcome = search.advance(self)
    seek(search.index)
    switch outcome {
    case .found(let stop, let place):
      seek(stop)
      return .hit(place)
    case .wrong(let place, let problem): return .wrong(place, problem)
    case .end, .paused: return .end
    }
  }
}
