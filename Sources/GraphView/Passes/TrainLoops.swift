import Engine

/// The training loops of a lesson: gradient calls whose tapes were started by the same source
/// columns again and again.
package struct TrainLoops: Sendable {
  /// Per loop and turn the passes of that turn, as a range of pass indices from first to last.
  package private(set) var turns: [[ClosedRange<Int>]] = []
  /// Per loop the source columns that start its tape.
  package private(set) var spans: [SourceSpan] = []

  /// Finds the loops and marks every pass with its turn.
  init(_ split: PassSplit, _ passes: inout [Pass]) {
    /// What is started by the same columns again and again.
    var rounds: [(span: SourceSpan, turns: [ClosedRange<Int>])] = []
    var roundOfSpan: [SourceSpan: Int] = [:]
    var last: (span: SourceSpan, round: Int)?
    // By the number of the tape: its round and turn, -1 for none, and its passes so far.
    var known: [(round: Int, turn: Int)?] = []
    var slots: [Int] = []
    for index in passes.indices {
      guard let tape = split.tapes[index]?.number, let start = split.start(of: index) else {
        continue
      }
      while slots.count <= tape {
        slots.append(0)
        known.append(nil)
      }
      passes[index].slot = slots[tape]
      slots[tape] += 1
      if let known = known[tape] {
        if known.turn >= 0 {
          let first = rounds[known.round].turns[known.turn].lowerBound
          rounds[known.round].turns[known.turn] = first...index
        }
        continue
      }
      // Tapes without source columns that stand in each other are no turns of one loop.
      if start.isNested, start.span == .none {
        known[tape] = (-1, -1)
        continue
      }
      let round: Int
      if let last, last.span == start.span {
        round = last.round
      } else {
        round = roundOfSpan[start.span] ?? rounds.count
        if round == rounds.count { rounds.append((start.span, [])) }
        roundOfSpan[start.span] = round
        last = (start.span, round)
      }
      known[tape] = (round, rounds[round].turns.count)
      rounds[round].turns.append(index...index)
    }
    for (round, found) in rounds.enumerated() where found.turns.count > 1 {
      let loop = turns.count
      for (turn, range) in found.turns.enumerated() {
        for index in range {
          guard let tape = split.tapes[index]?.number, known.indices.contains(tape),
            let known = known[tape], known == (round, turn)
          else { continue }
          passes[index].step = TrainStep(loop: loop, number: turn + 1, count: found.turns.count)
        }
      }
      turns.append(found.turns)
      spans.append(found.span)
    }
  }

  /// The loop with the most turns.
  package var main: Int? { turns.indices.max { turns[$0].count < turns[$1].count } }
}
