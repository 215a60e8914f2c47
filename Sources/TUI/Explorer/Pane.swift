/// The panes of the explorer, in the order in which Tab and Alt with a digit reach them.
package enum Pane: Int, CaseIterable, Sendable {
  case nodes, chain, source, traces, output

  /// The name in the border, in help and behind `:pane`.
  var name: String {
    switch self {
    case .nodes: "Nodes"
    case .chain: "Chain rule"
    case .source: "Source"
    case .traces: "Traces"
    case .output: "Output"
    }
  }

  /// The word of `:pane`.
  var word: String {
    switch self {
    case .nodes: "nodes"
    case .chain: "chain"
    case .source: "source"
    case .traces: "traces"
    case .output: "output"
    }
  }

  /// Where its own keys work.
  var scope: Scope { Scope(name) }
}
