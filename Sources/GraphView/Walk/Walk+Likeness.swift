import Engine

/// Places of one time line found again on another: the same lesson run longer, or with other values.
extension Walk {
  /// The pass that stands where a stop of another walk stands: the same turn of the same loop, or the
  /// same place in the row of passes.
  package func pass(like stop: Stop, of other: Walk) -> Pass? {
    guard !passes.isEmpty else { return nil }
    guard let step = stop.step, loops.turns.indices.contains(step.loop),
      !loops.turns[step.loop].isEmpty
    else { return passes[Swift.min(stop.pass, passes.count - 1)] }
    let turns = loops.turns[step.loop]
    let turn = turns[Swift.min(step.number, turns.count) - 1]
    let slot = other.passes[stop.pass].slot
    let found = turn.first { passes[$0].step?.loop == step.loop && passes[$0].slot == slot }
    return passes[found ?? turn.lowerBound]
  }

  /// The stop that stands where a stop of another walk stands: the same pass, phase and row as far as
  /// there are such.
  package func index(like stop: Stop, of other: Walk) -> Int {
    guard let pass = pass(like: stop, of: other) else { return 0 }
    guard let row = stop.row else { return pass.firstStop }
    return index(inPass: pass, stop.phase, nearestTo: row)
  }

  /// The stop of a phase at a row; where the phase does not stop there, at the nearest one.
  func index(inPass pass: Pass, _ phase: Phase, nearestTo row: Int) -> Int {
    let counts = pass.counts
    let nodes = model.nodes(of: pass.index)
    let rows: [Int32]
    var start = pass.firstStop + counts.start
    switch phase {
    case .forward: rows = nodes.forwardStops
    case .backward:
      rows = nodes.backwardStops
      start += counts.forward
    case .update:
      rows = nodes.updateStops
      start += counts.forward + counts.backward
    }
    let place = rows.nearestPlace(to: Int32(row), isDescending: phase == .backward)
    return Swift.max(Swift.min(start + (place ?? 0), pass.endStop - 1), pass.firstStop)
  }
}
