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
    var rounds: [SourceSpan: [ClosedRange<Int>]] = [:]
    var order: [SourceSpan] = []
    var turnOfTape: [Int: (span: SourceSpan, turn: Int)] = [:]
    var slots: [Int: Int] = [:]
    for index in passes.indices {
      guard let tape = split.tapes[index]?.number, let start = split.start(of: index) else {
        continue
      }
      passes[index].slot = slots[tape, default: 0]
      slots[tape, default: 0] += 1
      if let known = turnOfTape[tape] {
        if known.turn >= 0, let range = rounds[known.span]?[known.turn] {
          rounds[known.span]?[known.turn] = range.lowerBound...index
        }
        continue
      }
      // Tapes without source columns that stand in each other are no turns of one loop.
      if start.isNested, start.span == .none {
        turnOfTape[tape] = (start.span, -1)
        continue
      }
      if rounds[start.span] == nil { order.append(start.span) }
      turnOfTape[tape] = (start.span, rounds[start.span]?.count ?? 0)
      rounds[start.span, default: []].append(index...index)
    }
    for span in order {
      guard let found = rounds[span], found.count > 1 else { continue }
      let loop = turns.count
      for (turn, range) in found.enumerated() {
        for index in range {
          guard let tape = split.tapes[index]?.number, let known = turnOfTape[tape],
            known.span == span, known.turn == turn
          else { continue }
          passes[index].step = TrainStep(loop: loop, number: turn + 1, count: found.count)
        }
      }
      turns.append(found)
      spans.append(span)
    }
  }

  /// The loop with the most turns.
  package var main: Int? { turns.indices.max { turns[$0].count < turns[$1].count } }
}
