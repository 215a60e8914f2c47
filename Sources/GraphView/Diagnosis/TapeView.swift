import Engine

/// What a tape saw, read back from the time line.
struct TapeView {
  private var stretches: [Range<Int>] = []
  private(set) var watched: [(node: NodeID, position: Int)] = []

  init(_ recording: Recording, _ tape: TapeID, before bound: Int) {
    var open: Int?
    let events = recording.events
    for index in 0..<Swift.min(bound + 1, events.count) {
      switch events[index].kind {
      case .tapeStarted(tape): open = events[index].position
      case .tapeStopped(tape):
        if let begin = open { stretches.append(begin..<events[index].position) }
        open = nil
      case .watched(tape, let node): watched.append((node, events[index].position))
      default: break
      }
    }
    if let open { stretches.append(open..<recording.count) }
  }

  /// Whether the tape recorded when a node was computed.
  func sees(_ node: Int) -> Bool { stretches.contains { $0.contains(node) } }
}
