/// Where everything of a graph stands, in points (72 an inch).
///
/// The origin is the top left corner of the drawing; y grows downward.
package struct DotLayout: Equatable, Sendable {
  /// The size of the drawing.
  package var size: Size
  /// The nodes, by the index of their `NodeID`.
  package var nodes: [Node]
  /// The edges, by the index of their `EdgeID`.
  package var edges: [Edge]
  /// The frames of the clusters, by the index of their `ClusterID`; nil if the engine drew none.
  package var clusters: [Box?]
  /// What the library found odd, but laid out.
  package var warnings: [String]

  package subscript(id: DotGraph.NodeID) -> Node { nodes[id.index] }
  package subscript(id: DotGraph.EdgeID) -> Edge { edges[id.index] }
  package subscript(id: DotGraph.ClusterID) -> Box? { clusters[id.index] }

  /// A place.
  package struct Point: Equatable, Hashable, Sendable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A width and a height.
  package struct Size: Equatable, Hashable, Sendable {
    package var width: Double
    package var height: Double

    package init(width: Double, height: Double) {
      self.width = width
      self.height = height
    }
  }

  /// A rectangle.
  package struct Box: Equatable, Hashable, Sendable {
    package var center: Point
    package var size: Size
  }

  /// A placed node.
  package struct Node: Equatable, Hashable, Sendable {
    package var center: Point
    package var size: Size
    /// The row of the node, counted from 0 without gaps; nil unless the engine is `dot`.
    package var rank: Int?
    /// The place in the row, with gaps where edges pass; nil unless the engine is `dot`.
    package var order: Int?
  }

  /// A routed edge.
  package struct Edge: Equatable, Hashable, Sendable {
    /// The curves to draw, one after the other; empty with `splines=none`.
    package var curves: [Curve]
    /// The place of the label, if there is one.
    package var label: Box?
  }

  /// A chain of cubic Bézier curves.
  package struct Curve: Equatable, Hashable, Sendable {
    /// A start, then two control points and an end for each piece: 3n+1 points.
    package var points: [Point]
    /// The tip of the arrow at the start, if there is one.
    package var startTip: Point?
    /// The tip of the arrow at the end, if there is one.
    package var endTip: Point?
  }
}
