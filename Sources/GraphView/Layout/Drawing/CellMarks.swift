/// What is shown on a drawing without anything in it moving: the cursor and the state of edges.
package struct CellMarks: Equatable, Sendable {
  /// An edge by where it ends.
  package struct Edge: Hashable, Sendable {
    /// The box that reads.
    package var box: Int
    /// The place among its ports.
    package var port: Int

    package init(box: Int, port: Int) {
      self.box = box
      self.port = port
    }
  }

  /// How an edge is shown.
  package enum EdgeState: Hashable, Sendable, Comparable {
    /// A value passes forward now.
    case forward
    /// A gradient has passed back.
    case done
    /// A gradient passes back now.
    case backward

    /// Whether the line is heavy and its arrowhead reversed.
    package var isReversed: Bool { self != .forward }
  }

  /// The box with a heavy frame.
  package var cursor: Int?
  /// The edges that are not plain.
  package var edges: [Edge: EdgeState]

  package init(cursor: Int? = nil, edges: [Edge: EdgeState] = [:]) {
    self.cursor = cursor
    self.edges = edges
  }
}
