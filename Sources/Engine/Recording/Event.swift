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
    /// A figure was shown or saved.
    case figure(FigureEvent)
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
  /// One entry a source.
  package internal(set) var answers: [Answer] = []
  /// Number of nodes that were there when it was asked; what the answer recorded comes after.
  package internal(set) var asked = 0
  /// The rules of the lesson that were asked on the way, in that order.
  package internal(set) var customRuns: [CustomRun] = []
  /// What the tape looked at, where the answer may have to be worked out again.
  var view: TapeView?

  init(tape: TapeID) { self.tape = tape }

  /// The nodes that hold the answers, where nodes do.
  package var resultNodes: [NodeID?] {
    answers.map {
      switch $0 {
      case .none, .array: nil
      case .node(let id), .slices(let id, _, _): id
      }
    }
  }

  /// Whether the answer for a source was None.
  package func isNone(_ place: Int) -> Bool {
    guard place < answers.count else { return false }
    if case .none = answers[place] { return true }
    return false
  }

  /// A gradient as the tape gave it.
  package enum Answer: Sendable {
    /// None: no path leads to the source.
    case none
    /// What a node holds.
    case node(NodeID)
    /// Rows that stand for the whole, in two nodes.
    case slices(values: NodeID, indices: NodeID, Shape)
    /// A value that no node holds.
    case array(NDArray)
  }

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
