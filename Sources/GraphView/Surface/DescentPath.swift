import Engine

/// The way that a descent has gone through some weights, with the loss at each training step.
package struct DescentPath: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// The training step, from 1.
    package let step: Int
    /// The number of each weight.
    package let weights: [Double]
    package let loss: Double
  }

  package internal(set) var points: [Point] = []

  package init() {}
}

extension Walk {
  /// Points that are read at most: of longer descents some of the steps.
  private static let mostPoints = 300
  /// The same where values have been let go: each of them is computed again.
  private static let mostRecomputed = 24

  /// The way through elements of weights, as the passes of the stop's loop have read them; empty where
  /// there is no loop, or where its passes do not ask for the gradients of these weights.
  package func descentPath(over axes: [LossAxis], at stop: Stop) -> DescentPath {
    var path = DescentPath()
    guard let step = stop.step, let call = recording.gradientCall(of: passes[stop.pass]) else {
      return path
    }
    let nodes = model.nodes(of: stop.pass)
    var sources: [(place: Int, element: Int)] = []
    for axis in axes {
      guard axis.moves.count == 1, let move = axis.moves.first,
        let place = call.sources.firstIndex(where: {
          $0.node.position == Int(nodes.rows[move.row])
        })
      else { return path }
      sources.append((place, move.element))
    }
    let slot = passes[stop.pass].slot
    let turns = loops.turns[step.loop].indices
    // The first and the last values are kept longest.
    let middle = passes[loops.turns[step.loop][turns.count / 2].lowerBound]
    let isKept = sources.allSatisfy { source in
      guard let asked = recording.gradientCall(of: middle), asked.sources.count > source.place
      else { return true }
      let node = asked.sources[source.place].node
      return node == .none || recording.isKept(node)
    }
    let most = isKept ? Self.mostPoints : Self.mostRecomputed
    for turn in Self.sampled(turns.count, atMost: most, always: step.number - 1) {
      let found = loops.turns[step.loop][turn].first {
        passes[$0].step?.loop == step.loop && passes[$0].slot == slot
      }
      guard let found, let target = passes[found].target,
        let asked = recording.gradientCall(of: passes[found]),
        asked.sources.count == call.sources.count
      else { continue }
      var weights: [Double] = []
      for (place, element) in sources {
        let node = asked.sources[place].node
        guard node != .none else { break }
        let numbers = recording.value(of: node).doubles
        guard numbers.indices.contains(element) else { break }
        weights.append(numbers[element])
      }
      guard weights.count == sources.count else { continue }
      path.points.append(
        .init(
          step: turn + 1, weights: weights,
          loss: recording.value(of: target).doubles.reduce(0, +)))
    }
    return path
  }

  /// Some of so many turns, evenly, and the first, the tenth, the hundredth and so on.
  private static func sampled(_ count: Int, atMost most: Int, always turn: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    var chosen = Set((0..<most).map { $0 * (count - 1) / (most - 1) })
    var power = 1
    while power <= count {
      chosen.insert(power - 1)
      power *= 10
    }
    if turn >= 0, turn < count { chosen.insert(turn) }
    return chosen.sorted()
  }
}
