/// A graph to be drawn: nodes, edges and clusters with their attributes, in the order added.
///
/// It is plain data: nothing is looked at until its text is written or it is handed to the
/// library, so a mistake (a name used twice, say) is reported there.
package struct DotGraph: Equatable, Sendable {
  /// A node of the graph that handed it out.
  package struct NodeID: Hashable, Comparable, Sendable {
    /// The place of the node in `nodes` and in `DotLayout.nodes`.
    package let index: Int

    package static func < (left: Self, right: Self) -> Bool { left.index < right.index }
  }

  /// An edge of the graph that handed it out.
  package struct EdgeID: Hashable, Comparable, Sendable {
    /// The place of the edge in `edges` and in `DotLayout.edges`.
    package let index: Int

    package static func < (left: Self, right: Self) -> Bool { left.index < right.index }
  }

  /// A cluster of the graph that handed it out.
  package struct ClusterID: Hashable, Comparable, Sendable {
    /// The place of the cluster in `clusters` and in `DotLayout.clusters`.
    package let index: Int

    package static func < (left: Self, right: Self) -> Bool { left.index < right.index }
  }

  /// A node: a name of its own, attributes, and the innermost cluster it stands in.
  package struct Node: Equatable, Sendable {
    package var name: String
    package var attributes: DotAttributes
    package var cluster: ClusterID?
  }

  /// An edge; several may join the same two nodes, and each is drawn.
  package struct Edge: Equatable, Sendable {
    package var tail: NodeID
    package var head: NodeID
    package var attributes: DotAttributes
  }

  /// A framed part of the drawing, possibly inside another.
  package struct Cluster: Equatable, Sendable {
    package var name: String
    package var attributes: DotAttributes
    package var parent: ClusterID?
  }

  /// The name of the graph, shown as the title of an SVG.
  package var name: String
  /// Whether edges have a direction (arrows).
  package var isDirected: Bool
  /// The attributes of the whole drawing.
  package var attributes: DotAttributes
  /// What every node has unless it says otherwise.
  package var nodeDefaults: DotAttributes = [:]
  /// What every edge has unless it says otherwise.
  package var edgeDefaults: DotAttributes = [:]
  /// The nodes, in the order added.
  package var nodes: [Node] = []
  /// The edges, in the order added.
  package var edges: [Edge] = []
  /// The clusters, in the order added; a parent comes before what it contains.
  package private(set) var clusters: [Cluster] = []

  package init(name: String = "G", isDirected: Bool = true, attributes: DotAttributes = [:]) {
    self.name = name
    self.isDirected = isDirected
    self.attributes = attributes
  }

  /// Adds a node; names must differ.
  @discardableResult
  package mutating func addNode(
    _ name: String, _ attributes: DotAttributes = [:], in cluster: ClusterID? = nil
  ) -> NodeID {
    nodes.append(Node(name: name, attributes: attributes, cluster: cluster))
    return NodeID(index: nodes.count - 1)
  }

  /// Adds an edge beside those that may already join the two nodes.
  @discardableResult
  package mutating func addEdge(
    from tail: NodeID, to head: NodeID, _ attributes: DotAttributes = [:]
  ) -> EdgeID {
    edges.append(Edge(tail: tail, head: head, attributes: attributes))
    return EdgeID(index: edges.count - 1)
  }

  /// Adds a cluster, inside another if told so; names must differ.
  @discardableResult
  package mutating func addCluster(
    _ name: String, _ attributes: DotAttributes = [:], in parent: ClusterID? = nil
  ) -> ClusterID {
    clusters.append(Cluster(name: name, attributes: attributes, parent: parent))
    return ClusterID(index: clusters.count - 1)
  }
}
