/// Something on the time line that is no node.
package struct Event: Sendable {
  /// The number of nodes that were there when it happened.
  package let position: Int
  package let span: SourceSpan
  package let kind: Kind

  package enum Kind: Sendable {
    case tapeStarted(TapeID)
    case tapeStopped(TapeID)
    case watched(TapeID, NodeID)
    case gradient(GradientCall)
    /// A variable took a new value; the node is its new state.
    case assigned(variable: Int, NodeID)
    /// Text that the lesson printed.
    case printed(String)
    /// A tensor's value was read out into NumPy, where no tape follows.
    case readOut(NodeID)
    /// A lesson ended with an error, in its own words.
    case failed(String)
  }
}

/// A tape of a recording: the order of creation, from 0.
package struct TapeID: Hashable, Sendable {
  package let number: Int
  package init(_ number: Int) { self.number = number }
}

/// A question that was put to a tape, and its answer.
package struct GradientCall: Sendable {
  /// What is differentiated: the sum over these.
  package internal(set) var targets: [NodeID] = []
  /// What it is differentiated by, as given; of a variable the state it had.
  package internal(set) var sources: [Source] = []
  package let tape: TapeID
  /// First node that the tape saw.
  package internal(set) var start = NodeID.none
  /// What the targets' adjoints were set to, when that was not 1.
  package internal(set) var seeds: [NDArray?] = []
  /// One entry a source; `nil` is None.
  package internal(set) var results: [NDArray?] = []
  /// The nodes that hold the results when the calculation was recorded itself.
  package internal(set) var resultNodes: [NodeID?] = []
  /// Number of nodes that were there when it was asked; what the answer recorded comes after.
  package internal(set) var asked = 0
  /// The rules of the lesson that were asked on the way, in that order.
  package internal(set) var customRuns: [CustomRun] = []

  init(tape: TapeID) { self.tape = tape }

  package enum Source: Hashable, Sendable {
    case tensor(NodeID)
    case variable(Int, NodeID)

    package var node: NodeID {
      switch self {
      case .tensor(let id), .variable(_, let id): id
      }
    }
  }
}
