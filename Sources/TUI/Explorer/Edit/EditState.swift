import Engine
import GraphView

/// What the user has changed in this session; the lesson's file knows nothing of it.
struct EditState {
  /// Runs the lesson again; nil where the walk came from elsewhere.
  var runner: (any LessonRunner)?
  /// The changes that the walk was run with.
  var applied: [Edit] = []
  /// Changes taken back, the last one first to come again.
  var undone: [Edit] = []
  /// The run that is under way.
  var pending: Pending?
  /// The lesson's own run, once there are changes.
  var original: Original?
  /// What the walk is compared with.
  var comparison: WalkComparison?
  var serial = 0
  /// Where the walk stood before each change of the edits, by where it came to stand: what is taken back
  /// comes back to its place, also where the other run has no such stop.
  var places: [Arrival: Int] = [:]

  /// Where the walk came to stand when the edits had become more or fewer.
  struct Arrival: Hashable {
    var from: Int
    var to: Int
    var stop: Int
  }

  /// A run under way.
  struct Pending {
    var request: RunRequest
    /// What is left to be done again once it is there.
    var undone: [Edit]
    /// What is said then.
    var note: String
    /// The stop and the number of edits before it.
    var start: Int
    var count: Int
  }

  /// A run without changes.
  struct Original {
    var walk: Walk
    var subject: Explorer.Subject
  }

  /// The lines whose text was changed.
  var lines: Set<Int> {
    var lines: Set<Int> = []
    for edit in applied {
      if case .line(let number) = edit.target { lines.insert(number) }
    }
    return lines
  }

  /// `2 edits`, empty where there is none.
  var title: String {
    let count = applied.effective.count
    return count == 0 ? "" : count == 1 ? "1 edit" : "\(count) edits"
  }
}

/// A change that is being typed.
struct EditDraft: Hashable {
  var target: Edit.Target
  var name: String
  /// What the value must be like; nil for text.
  var signature: Signature?
  /// Where the value belongs in the tensor of a node; nil where it is the whole of it.
  var part: Part?

  struct Part: Hashable {
    var node: NodeID
    var places: [Int]
  }
}
