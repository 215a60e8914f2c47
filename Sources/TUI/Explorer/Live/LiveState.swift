import Engine
import GraphView

/// A lesson that still runs, or pauses, while the explorer is open.
struct LiveState {
  enum Phase { case running, pausing, paused, resuming, ending }

  var phase = Phase.running
  /// What it had come to at the last look.
  var report = LiveReport()
}

/// What the user can have done with a lesson that runs.
package enum LiveCommand: Hashable, Sendable {
  case pause, endLesson
}

/// What a running lesson is asked for.
package enum LiveOrder: Hashable, Sendable {
  /// To stand still and be walked as far as it is.
  case pause
  /// To run on.
  case resume
  /// To end as at Ctrl-C, and keep what it has recorded.
  case end
}

/// A walk from another thread, which does not touch it again before it is told to go on.
package struct WalkParcel: @unchecked Sendable, Equatable {
  package let walk: Walk
  package let ending: Explorer.Subject.Ending
  /// What runs the lesson again with other values: all of it once it is over, else as far as it is.
  package let runner: (any LessonRunner)?

  package init(
    _ walk: Walk, _ ending: Explorer.Subject.Ending, runner: (any LessonRunner)? = nil
  ) {
    self.walk = walk
    self.ending = ending
    self.runner = runner
  }

  package static func == (one: WalkParcel, other: WalkParcel) -> Bool {
    one.walk.recording === other.walk.recording && one.walk.count == other.walk.count
      && one.ending == other.ending
  }
}

/// News of a lesson that runs.
package enum LiveNews: Equatable, Sendable {
  /// How far it is.
  case progress(LiveReport)
  /// It stands still, and this is what there is.
  case paused(WalkParcel)
  /// It is over.
  case ended(WalkParcel)
}

extension Explorer {
  /// The actions of lessons that run.
  static let liveActions: [Action<Command>] = [
    Action(
      "pause", [.character("P")], chapter: "Lesson",
      help: "lets the lesson that runs stand still to be walked as far as it is, or go on",
      .live(.pause)),
    Action(
      "end-lesson", chapter: "Lesson",
      help: "ends the lesson that runs and keeps what it has recorded", .live(.endLesson)),
  ]

  /// Opens while the lesson runs; the walk comes when it pauses or ends.
  package init(running subject: Subject) throws(WalkError) {
    self.init(try Walk(Recording()), subject)
    live = LiveState()
    message = nil
    focus = .nodes
  }

  /// What is said of keys that have to wait.
  static let liveHint = "the lesson runs: Space pauses it to be walked, Ctrl-C ends it, Q leaves"

  /// Whether the screen shows the progress of the lesson instead of its walk.
  var isLive: Bool { live.map { $0.phase != .paused } ?? false }

  mutating func run(_ command: LiveCommand) -> [Effect<Work>] {
    guard let now = live else {
      message = Notice(text: "no lesson runs: this one is over", style: .dim)
      return []
    }
    if now.phase == .paused {
      if edit.pending != nil { return refuse("the edit is still being made; Esc gives it up") }
      dropEditsOfPause()
    }
    switch (command, now.phase) {
    case (.pause, .running):
      live?.phase = .pausing
      return [.run(.live(.pause))]
    case (.pause, .paused), (.pause, .pausing):
      live?.phase = .resuming
      message =
        edit.undone.isEmpty
        ? nil
        : Notice(
          text: "the lesson goes on as its file has it; once it is over Z makes the edits again",
          style: .dim)
      return [.run(.live(.resume))]
    case (.endLesson, let phase) where phase != .ending:
      live?.phase = .ending
      return [.run(.live(.end))]
    default: return []
    }
  }

  mutating func take(_ news: LiveNews) {
    guard live != nil else { return }
    switch news {
    case .progress(let report):
      live?.report = report
      if live?.phase == .resuming { live?.phase = .running }
    case .paused(let parcel):
      guard live?.phase == .pausing else { return }
      live?.phase = .paused
      runner = parcel.runner
      exchange(parcel)
      message = Notice(
        text: "the lesson pauses at line \(live?.report.line ?? 0); P lets it go on, "
          + "edits run it again as far as here",
        style: .warning)
    case .ended(let parcel):
      let wasWalked = live?.phase == .paused
      if wasWalked { dropEditsOfPause() }
      live = nil
      runner = parcel.runner
      exchange(parcel)
      if !wasWalked { announceEnding() }
    }
  }

  /// Goes back to the lesson as its file has it, for that is what runs on; redo makes its edits again.
  private mutating func dropEditsOfPause() {
    _ = stopRerun()
    fork = nil
    if let original = edit.original {
      subject = original.subject
      replaceWalk(original.walk, ending: original.subject.ending)
    }
    edit.undone += edit.applied.reversed()
    edit.applied = []
    edit.original = nil
    edit.comparison = nil
    edit.places = [:]
  }

  private mutating func exchange(_ parcel: WalkParcel) {
    let wasEmpty = isEmpty
    replaceWalk(parcel.walk, ending: parcel.ending)
    if wasEmpty { focus = isEmpty ? .output : .nodes }
  }

  /// A key while the lesson runs: the few that mean something now.
  ///
  /// - Returns: what is to be done; `nil` where the key is one like any other.
  mutating func takeLive(_ key: Key) -> [Effect<Work>]? {
    guard isLive, entry == nil else { return nil }
    switch key {
    case .space, .character("P"), .character("p"): return run(.pause)
    case .escape, .character("q"), .control("c"): return run(.endLesson)
    case .character("Q"): return [.quit]
    case .character(":"), .control("p"), .control("z"), .control("l"): return nil
    default:
      message = Notice(text: Self.liveHint, style: .dim)
      return []
    }
  }
}

extension Explorer.Command {
  /// Whether it can be done while the lesson runs, when nobody may look at the walk.
  var needsNoWalk: Bool {
    switch self {
    case .live, .quit, .palette, .redraw, .suspend, .cancel, .mouse, .logScale: true
    default: false
    }
  }
}
