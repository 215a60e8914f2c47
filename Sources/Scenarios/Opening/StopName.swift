import GraphView

/// The names by which `--at` and scenario files call a stop.
package enum StopName {
  /// What can be named, for messages.
  package static let forms =
    "start, end, forward, backward, update, a number, step:N, a node such as w6, or backward:w6"

  /// The stop of a name.
  ///
  /// - Parameters:
  ///   - name: `start`, `end`, a phase (its end), a number from 1, `step:20` (the end of the
  ///     backward phase of a training step), a node (where it is computed), or `backward:` and a
  ///     node (where its adjoint is passed on).
  ///   - walk: the walk to look in; it may stand anywhere.
  /// - Returns: the stop, `nil` where there is none of that name.
  package static func find(_ name: String, in walk: Walk) -> Stop? {
    var walk = walk
    if let number = Int(name) {
      return number >= 1 && number <= walk.count ? walk.stop(at: number - 1) : nil
    }
    switch name {
    case "start": return walk.stop(at: 0)
    case "end": return walk.stop(at: walk.count - 1)
    case "forward", "backward", "update":
      walk.seek(walk.count - 1)
      guard walk.stop.phase.rawValue != name else { return walk.stop }
      guard walk.next(backward: true, where: { $0.phase.rawValue == name }) else { return nil }
      return walk.stop
    default: break
    }
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2, parts[0] == "step" {
      guard let turn = Int(parts[1]), let loop = walk.traces().loop,
        let first = walk.firstStop(ofTurn: turn, inLoop: loop)
      else { return nil }
      walk.seek(first)
      while walk.stop.phase != .backward, walk.index + 1 < walk.count { walk.finishPhase() }
      return walk.stop
    }
    let phase: Phase = parts.count == 2 && parts[0] == "backward" ? .backward : .forward
    if walk.index == 0, let last = walk.passes.last { walk.seek(last.endStop - 1) }
    guard let row = walk.table.row(called: parts.last ?? name) else { return nil }
    return walk.stop(of: walk.table[row].node, in: phase, from: walk.stop)
      .map { walk.stop(at: $0) }
  }
}
