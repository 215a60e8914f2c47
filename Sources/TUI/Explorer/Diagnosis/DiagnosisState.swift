import GraphView

/// What the pane that explains things shows, and where its cursor is.
struct DiagnosisState {
  enum Content {
    /// Why one value or gradient is what it is.
    case why(Diagnosis)
    /// What often goes wrong, and did.
    case pitfalls
    /// How well gradients flow, in the pass of the walk.
    case health
  }

  /// `nil` while the pane is closed.
  var content: Content?
  /// The line of the list that is selected.
  var selected = 0
  /// The pane that had the focus before.
  var returnsTo = Pane.nodes
}

/// What the actions of the pane mean.
package enum DiagnosisCommand: Hashable, Sendable {
  case why, pitfalls, health, jump
}

/// The pitfalls of a lesson, found when somebody looks first.
///
/// An explorer and its copies are used from one thread.
final class PitfallMemory: @unchecked Sendable {
  private let walk: Walk
  private var known: [Pitfall]?

  init(_ walk: Walk) { self.walk = walk }

  /// All of them, whatever that takes.
  var all: [Pitfall] {
    if let known { return known }
    let found = walk.pitfalls()
    known = found
    return found
  }

  /// Those that are known, or quickly found: the screen does not wait for them.
  var prompt: [Pitfall] {
    known ?? (walk.recording.count <= Walk.promptPitfalls ? all : [])
  }
}
