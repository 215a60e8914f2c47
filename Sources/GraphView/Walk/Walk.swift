import Engine

/// A time line over a finished recording with a cursor on it.
///
/// Every stop is worked out from the recording and its index alone, so going back is the exact
/// inverse of going forward. Copies share what was worked out and have a cursor each.
package struct Walk {
  let model: WalkModel
  /// The index of the stop that the walk stands at.
  package private(set) var index = 0
  /// What is hidden until the user has predicted it.
  package var veil: Veil?

  /// A walk over a recording, standing at its beginning.
  ///
  /// - Parameters:
  ///   - recording: what to walk; nothing is added to it.
  ///   - target: the name of the value to walk back from, where it is not what the lesson
  ///     differentiated.
  /// - Throws: where nothing has that name.
  package init(_ recording: Recording, target: String? = nil) throws(WalkError) {
    model = try WalkModel(recording, target: target)
  }

  /// What is walked.
  package var recording: Recording { model.recording }
  /// The turns of the time line.
  package var passes: [Pass] { model.passes }
  /// The training loops of the lesson.
  package var loops: TrainLoops { model.loops }
  /// Number of stops; at least 1.
  package var count: Int { model.stopCount }

  /// Where the walk stands.
  package var stop: Stop { model.stop(at: index) }

  /// The stop at an index; indices outside are moved to the nearest end.
  package func stop(at index: Int) -> Stop { model.stop(at: index) }

  /// What happened at a stop.
  package func changes(at stop: Stop) -> [Change] { model.changes(at: stop) }

  /// Goes to a stop; beyond the ends it stands at the end.
  package mutating func seek(_ index: Int) {
    self.index = Swift.min(Swift.max(index, 0), count - 1)
  }

  /// Goes on by a number of stops, back where it is negative.
  package mutating func step(by stops: Int) {
    let (sum, overflow) = index.addingReportingOverflow(stops)
    seek(overflow ? (stops < 0 ? 0 : count - 1) : sum)
  }
}
