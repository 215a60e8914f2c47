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
  }

  package let place: Place
  package var isOn = true

  package init(_ place: Place) { self.place = place }

  /// `w6`, or the condition.
  package var text: String {
    switch place {
    case .span(_, let name), .node(_, let name): name
    case .condition(let condition): condition.text
    }
  }
}

/// How a run ended.
package enum RunEnding: Hashable, Sendable {
  /// At a breakpoint, by its place in the list.
  case hit(Int)
  /// At an end of the time line.
  case end
  /// After so many stops as it was granted; it can go on.
  case paused
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
    case .condition: false
    }
  }

  /// Goes on, or back, to the next stop at which a breakpoint hits.
  ///
  /// A condition hits where it begins to hold in the direction of the run: one that holds already
  /// must cease to hold first.
  ///
  /// - Parameters:
  ///   - breakpoints: where to stop; those that are off are passed over.
  ///   - backward: whether it goes back.
  ///   - limit: the most stops to go in one call.
  /// - Returns: what ended the run.
  package mutating func run(
    to breakpoints: [Breakpoint], backward: Bool = false, limit: Int = .max
  ) -> RunEnding {
    let active = breakpoints.indices.filter { breakpoints[$0].isOn }
    var held: [Int: Bool] = [:]
    for place in active {
      if case .condition(let condition) = breakpoints[place].place {
        let reading = reading(of: condition, at: stop)
        if case .wrong(let problem) = reading { return .wrong(place, problem) }
        held[place] = reading.holds
      }
    }
    let stride = backward ? -1 : 1
    var candidate = index + stride
    var left = limit
    while candidate >= 0, candidate < count {
      guard left > 0 else {
        seek(candidate - stride)
        return .paused
      }
      left -= 1
      let here = stop(at: candidate)
      for place in active {
        switch breakpoints[place].place {
        case .span, .node:
          guard let node = here.node, isMeant(node, by: breakpoints[place]) else { continue }
          seek(candidate)
          return .hit(place)
        case .condition(let condition):
          let reading = reading(of: condition, at: here)
          if case .wrong(let problem) = reading {
            seek(candidate)
            return .wrong(place, problem)
          }
          let began = reading.holds && held[place] == false
          held[place] = reading.holds
          guard began else { continue }
          seek(candidate)
          return .hit(place)
        }
      }
      candidate += stride
    }
    seek(backward ? 0 : count - 1)
    return .end
  }
}
