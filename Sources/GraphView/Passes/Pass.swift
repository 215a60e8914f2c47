import Engine

/// One turn of the time line: nodes computed forward, one gradient call backward, and the update
/// that follows it.
package struct Pass: Sendable {
  /// Its place among the passes, from 0.
  package let index: Int
  /// The event of its gradient call; `nil` where the lesson asked for none.
  package let gradientEvent: Int?
  /// The node that was differentiated, or the last one of several; `nil` for a stretch that
  /// nothing was asked about.
  package let target: NodeID?
  /// Positions of the nodes that its table shows.
  package let window: Range<Int>
  /// Positions of the update that follows.
  package let update: Range<Int>
  /// First position that no earlier pass has walked.
  package let newFrom: Int
  /// The events that happened when its backward part began, as a position in the event list.
  package let eventBound: Int
  /// Which turn of which training loop it belongs to.
  package internal(set) var step: TrainStep?
  /// Its place among the passes of the same turn.
  package internal(set) var slot = 0
  /// Number of its stops forward, backward and in the update.
  package internal(set) var counts = StopCounts()
  /// Index of its first stop.
  package internal(set) var firstStop = 0

  /// Index after its last stop.
  package var endStop: Int { firstStop + counts.total }
}

/// How many stops a pass has, phase by phase.
package struct StopCounts: Hashable, Sendable {
  /// 1 where the walk begins: a stop before anything is computed.
  package var start = 0
  package var forward = 0
  package var backward = 0
  package var update = 0

  package var total: Int { start + forward + backward + update }
}

/// One turn of a training loop.
package struct TrainStep: Hashable, Sendable {
  /// Which loop of the lesson, from 0.
  package let loop: Int
  /// Which turn of it, from 1.
  package let number: Int
  /// How many turns it has.
  package let count: Int
}
