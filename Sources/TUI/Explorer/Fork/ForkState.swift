import Engine
import GraphView

/// Two runs side by side: A as it was when the run was forked, and B, which edits change.
struct ForkState {
  enum Side: String {
    case a = "A"
    case b = "B"
  }

  /// A run that is not on the screen.
  struct Run {
    var walk: Walk
    var subject: Explorer.Subject
    var applied: [Edit]
    var undone: [Edit]
  }

  /// The one on the screen.
  var shown = Side.b
  var other: Run
}

extension Explorer {
  /// What comparing two runs can be asked for.
  package enum ForkCommand: Hashable, Sendable {
    case fork, swap, end
  }

  /// A/B: one run stays, the other is changed, and both are stepped at once.
  static let forking: [Action<Command>] = [
    Action(
      "ab", [.character("a")], chapter: "Edit",
      help: "forks the run: A stays, edits change B; then shows the other one of the two",
      .fork(.fork)),
    Action("ab-swap", chapter: "Edit", help: "shows the other one of A and B", .fork(.swap)),
    Action(
      "ab-end", chapter: "Edit", help: "ends the comparison and keeps the run on the screen",
      .fork(.end)),
  ]

  mutating func run(_ command: ForkCommand) -> [Effect<Work>] {
    if edit.pending != nil { return refuse("the lesson is still running again; Ctrl-C stops it") }
    switch command {
    case .fork where fork == nil:
      guard edit.runner != nil else {
        return refuse("this walk cannot be forked: it was not opened from a lesson")
      }
      fork = ForkState(other: currentRun)
      settleFork()
      message = Notice(
        text: "forked: A stays, edits change B; a shows the other, :ab-end ends it", style: .dim)
    case .fork, .swap:
      guard var forked = fork else { return refuse("there is no B yet; a forks the run") }
      let run = forked.other
      forked.other = currentRun
      forked.shown = forked.shown == .a ? .b : .a
      fork = forked
      edit.applied = run.applied
      edit.undone = run.undone
      subject = run.subject
      replaceWalk(run.walk, ending: run.subject.ending)
      settleFork()
      message = Notice(text: "\(forked.shown.rawValue) is on the screen", style: .dim)
    case .end:
      guard let forked = fork else { return refuse("there is no B; a forks the run") }
      fork = nil
      edit.comparison =
        edit.applied.isEmpty ? nil : edit.original.map { WalkComparison(walk, with: $0.walk) }
      message = Notice(text: "\(forked.shown.rawValue) goes on alone", style: .dim)
    }
    return []
  }

  private var currentRun: ForkState.Run {
    ForkState.Run(walk: walk, subject: subject, applied: edit.applied, undone: edit.undone)
  }

  /// Compares with the other run of a fork.
  mutating func settleFork() {
    guard let fork else { return }
    edit.comparison = WalkComparison(walk, with: fork.other.walk)
  }

  /// Why nothing can be edited while A is on the screen.
  var refusalOfFork: String? {
    fork?.shown == .a ? "A stays as it is; a shows B, which edits change" : nil
  }
}
