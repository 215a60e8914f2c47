/// What the user chose to see in the chain rule pane.
struct ChainState {
  /// The row and pass that the choices belong to; another row shows its own first path.
  var row = -1
  var pass = -1
  /// Which path from the target, from 0; nil shows the one that goes on to the first input.
  var path: Int?
  /// The input whose Jacobian is shown, as a place among those that a gradient passes to.
  var jacobian: Int?
}

/// What the actions of the pane mean.
package enum ChainCommand: Hashable, Sendable {
  case nextPath, previousPath, choosePath, jacobian
}
