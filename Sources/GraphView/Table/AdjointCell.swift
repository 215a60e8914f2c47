import Engine

/// What is known of an adjoint at a stop; no two of these look alike.
package enum AdjointState: String, Hashable, Sendable, CaseIterable {
  /// Not computed yet.
  case notYet = "·"
  /// No path leads from the target to the node.
  case none = "None"
  /// A path leads there, and its slope is zero.
  case zero = "0"
  /// Some uses have reported and others have not.
  case partial = "~"
  /// NaN or infinity.
  case nonFinite = "!"
  /// The target: its adjoint was set.
  case seed
  /// The whole sum.
  case final
  /// To be predicted by the user.
  case hidden = "?"
}

/// The adjoint of a node at a stop: dC/dnode as far as it has arrived.
package struct AdjointCell: Sendable {
  package let state: AdjointState
  /// The sum so far; `nil` where nothing arrived.
  package let value: NDArray?
  /// How many uses have reported, of how many.
  package let reported: Int
  package let uses: Int

  /// The sum so far as text.
  package var text: ValueText? { value.map { ValueText($0) } }

  /// The cell with four decimals.
  package var fixed: String { shown { $0.fixed } }
  /// The cell with the shortest exact numbers.
  package var exact: String { shown { $0.exact } }

  private func shown(_ number: (ValueText) -> String) -> String {
    switch state {
    case .notYet, .none, .hidden: return state.rawValue
    case .zero: return text.map { $0.isTensor ? number($0) : state.rawValue } ?? state.rawValue
    case .partial, .nonFinite: return state.rawValue + (text.map(number) ?? "")
    case .seed, .final: return text.map(number) ?? state.rawValue
    }
  }
}

/// What the tape itself returned for a node.
package enum TapeAnswer: Sendable {
  /// The lesson did not ask for it.
  case notAsked
  case gradient(NDArray)
  /// Nothing: see the diagnosis for why.
  case none

  package var text: String {
    switch self {
    case .notAsked: ""
    case .gradient(let value): ValueText(value).exact
    case .none: "None"
    }
  }
}

extension WalkModel {
  /// The adjoint of a row at a stop.
  func adjoint(of row: Int, at stop: Stop) -> AdjointCell {
    let nodes = nodes(of: stop.pass)
    guard row < nodes.forwardRowCount, passes[stop.pass].counts.backward > 0 else {
      return AdjointCell(state: .none, value: nil, reported: 0, uses: 0)
    }
    if stop.phase == .forward {
      return AdjointCell(state: .notYet, value: nil, reported: 0, uses: 0)
    }
    guard nodes.isReached[row] else {
      return AdjointCell(state: .none, value: nil, reported: 0, uses: 0)
    }
    let consumers = consumers(of: stop.pass)
    let uses = consumers[row].count
    let current = stop.phase == .backward ? stop.row ?? 0 : 0
    let reported = consumers.reported(to: row, at: current)
    let isTarget = nodes.targetRows.contains(Int32(row))
    let value: NDArray?
    if reported == uses {
      value = adjoints(of: stop.pass)[row]
    } else if reported == 0, !isTarget {
      value = nil
    } else {
      value = partialSum(of: row, in: stop.pass, after: reported)
    }
    guard let value else {
      let state: AdjointState = reported == uses ? .none : .notYet
      return AdjointCell(state: state, value: nil, reported: reported, uses: uses)
    }
    let text = ValueText(value)
    let state: AdjointState =
      text.isNonFinite
      ? .nonFinite
      : reported < uses ? .partial : isTarget && uses == 0 ? .seed : text.isZero ? .zero : .final
    return AdjointCell(state: state, value: value, reported: reported, uses: uses)
  }

  /// What the tape returned for a row.
  func tapeAnswer(for row: Int, in pass: Int) -> TapeAnswer {
    let nodes = nodes(of: pass)
    guard let call = recording.gradientCall(of: passes[pass]) else { return .notAsked }
    let node = Int(nodes.rows[row])
    guard let place = call.sources.firstIndex(where: { $0.node.position == node }),
      place < call.answers.count
    else { return .notAsked }
    return recording.answer(place, of: call).map { .gradient($0) } ?? .none
  }
}
