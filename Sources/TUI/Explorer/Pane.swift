/// The panes of the explorer, in the order in which Tab and Alt with a digit reach them.
package enum Pane: Int, CaseIterable, Sendable {
  case nodes, chain, source, traces, output, graph, watches, figures, tensor, surface, why, traced

  /// The name in the border, in help and behind `:pane`.
  var name: String {
    switch self {
    case .nodes: "Nodes"
    case .chain: "Chain rule"
    case .source: "Source"
    case .traces: "Traces"
    case .output: "Output"
    case .graph: "Graph"
    case .watches: "Watches"
    case .figures: "Figures"
    case .tensor: "Tensor"
    case .surface: "Surface"
    case .why: "Why"
    case .traced: "Static graph"
    }
  }

  /// The word of `:pane`.
  package var word: String {
    switch self {
    case .nodes: "nodes"
    case .chain: "chain"
    case .source: "source"
    case .traces: "traces"
    case .output: "output"
    case .graph: "graph"
    case .watches: "watches"
    case .figures: "figures"
    case .tensor: "tensor"
    case .surface: "surface"
    case .why: "why"
    case .traced: "static"
    }
  }

  /// What it is for, in a sentence or two, as its help says.
  var purpose: String {
    switch self {
    case .nodes:
      "Wengert's list: every node with its value and its adjoint. Up and Down select a node, whose "
        + "chain rule is shown then; t runs to it, < and > go to the stops that change it, Esc "
        + "follows the walk again."
    case .chain:
      "The arithmetic of the node: forward what it computes, backward what arrives times the local "
        + "slope, which is what each input receives. v changes between formulas and numbers."
    case .source:
      "The lesson with the columns lit that the stop belongs to. Left and Right scroll long lines."
    case .traces:
      "Loss, weights and gradients over the training steps. Left and Right or a click move the "
        + "cursor, and with it the whole walk; L changes the scale."
    case .graph:
      "The graph with the walk on it: a thick frame is where the walk stands, thick lines with turned "
        + "arrowheads carry the gradient back. Arrows or a click select a box, and every pane tells "
        + "about it; Enter opens a folded scope or folds the one around; / finds a node."
    case .watches:
      "What w and b have set: every expression before and at this stop, the adjoint where it is a node, "
        + "and how often runs have stopped at it. Enter lets runs stop where it changes or begins to "
        + "hold; < and > go to its changes."
    case .figures:
      "What the lesson draws with plt, from the stop on at which it was shown or saved. Up and Down "
        + "choose among the figures that are there; > and < go to the stops that draw one."
    case .tensor:
      "All elements of one tensor, its value and what has arrived of its adjoint, at every stop the "
        + "walk goes to. Arrows move over the elements; /nan finds one that is no number; Esc closes "
        + "the pane."
    case .surface:
      "The loss over two weights, or along one, computed again from the ops of the pass that the walk "
        + "stands in, with the way that the descent has gone. Esc closes the pane."
    case .why:
      "Why a gradient or value is None, 0, NaN, large or small: the way from the target, with what "
        + "arrives at each node, and the first place where it is lost. Up and Down select a node, "
        + "Enter goes there, Esc closes. The same pane lists pitfalls, and the health of gradients."
    case .output: "What the lesson has printed up to this stop."
    case .traced:
      "A graph that is there without being run: of a traced function for one signature, of a branch or "
        + "loop in it, or a tf.Graph. The node that the stop runs has the cursor; Up and Down select "
        + "another, Enter goes to the next stop that runs it, . and , show the other graphs."
    }
  }

  /// Where its own keys work.
  package var scope: Scope { Scope(name) }
}
