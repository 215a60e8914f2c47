import Engine

/// The three parts of a pass.
package enum Phase: String, Hashable, Sendable, CaseIterable {
  case forward, backward, update
}

/// One place on the time line.
package struct Stop: Hashable, Sendable {
  /// Its place on the time line, from 0.
  package let index: Int
  /// The part of its pass.
  package let phase: Phase
  /// The pass, from 0.
  package let pass: Int
  /// The turn of the training loop, where there is one.
  package let step: TrainStep?
  /// Its place among the stops of its phase, from 1; 0 before anything is computed.
  package let place: Int
  /// How many stops its phase has.
  package let placeCount: Int
  /// The row of the pass's table that the walk stands at; `nil` before anything is computed.
  package let row: Int?
  /// The node of that row.
  package let node: NodeID?
  /// The columns of the source that are lit.
  package let span: SourceSpan

  /// `BACKWARD 3/8`.
  package var title: String { "\(phase.rawValue.uppercased()) \(place)/\(placeCount)" }

  /// `step 12/100`, empty outside of training loops.
  package var stepTitle: String { step.map { "step \($0.number)/\($0.count)" } ?? "" }
}

/// What a stop changed.
package enum Change: Hashable, Sendable {
  /// A value was computed.
  case value(row: Int)
  /// An adjoint was begun with the seed.
  case seed(row: Int)
  /// A contribution arrived at an adjoint.
  case adjoint(row: Int)
  /// A variable took the value of this row.
  case variable(Int, row: Int)
}

extension WalkModel {
  /// The stop at an index; indices outside are moved to the nearest end.
  func stop(at wanted: Int) -> Stop {
    let index = Swift.min(Swift.max(wanted, 0), stopCount - 1)
    guard !passes.isEmpty else {
      return Stop(
        index: 0, phase: .forward, pass: 0, step: nil, place: 0, placeCount: 0, row: nil,
        node: nil, span: .none)
    }
    let pass = passes[passIndex(ofStop: index)]
    let counts = pass.counts
    var place = index - pass.firstStop - counts.start
    if place < 0 {
      return Stop(
        index: index, phase: .forward, pass: pass.index, step: pass.step, place: 0,
        placeCount: counts.forward, row: nil, node: nil, span: .none)
    }
    let nodes = nodes(of: pass.index)
    func made(_ phase: Phase, _ row: Int32, _ count: Int) -> Stop {
      let node = NodeID(Int(nodes.rows[Int(row)]))
      return Stop(
        index: index, phase: phase, pass: pass.index, step: pass.step, place: place + 1,
        placeCount: count, row: Int(row), node: node, span: recording.span(of: node))
    }
    if place < counts.forward { return made(.forward, nodes.forwardStops[place], counts.forward) }
    place -= counts.forward
    if place < counts.backward {
      return made(.backward, nodes.backwardStops[place], counts.backward)
    }
    place -= counts.backward
    return made(.update, nodes.updateStops[place], counts.update)
  }

  /// What happened at a stop.
  func changes(at stop: Stop) -> [Change] {
    guard let row = stop.row, let node = stop.node else { return [] }
    let nodes = nodes(of: stop.pass)
    switch stop.phase {
    case .forward: return [.value(row: row)]
    case .update:
      if let state = recording.operation(of: node) as? VariableState {
        return [.value(row: row), .variable(state.variable, row: row)]
      }
      return [.value(row: row)]
    case .backward:
      var found: [Change] = nodes.targetRows.contains(Int32(row)) ? [.seed(row: row)] : []
      guard structure.kinds[node.position] == .operation, !nodes.isInput(row) else { return found }
      let range = structure.operandRange(node.position)
      for index in range {
        let operand = Int(structure.operands[index])
        if structure.passes(node.position, to: index - range.lowerBound, operand),
          let into = nodes.row(of: operand), !found.contains(.adjoint(row: into))
        {
          found.append(.adjoint(row: into))
        }
      }
      return found
    }
  }
}
