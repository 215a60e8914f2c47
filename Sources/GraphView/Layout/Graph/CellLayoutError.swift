import Graphviz

/// Why a graph could not be laid out.
package enum CellLayoutError: Error, Equatable, Sendable {
  /// Graphviz is missing or refused.
  case graphviz(GraphvizError)
}
