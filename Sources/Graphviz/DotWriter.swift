/// Writes a graph as DOT text; the same graph always gives the same text.
///
/// Nodes are declared first, in order, so that their order is the order in which Graphviz meets
/// them whatever cluster they are in; clusters only list their nodes.
struct DotWriter {
  private let graph: DotGraph
  /// Every string that is not markup, as Graphviz will hold it.
  private let plainStrings: Set<String>
  private var text = ""

  /// Writes the whole graph.
  static func text(of graph: DotGraph) throws(GraphvizError) -> String {
    try graph.check()
    var writer = try DotWriter(graph)
    try writer.writeGraph()
    return writer.text
  }

  private init(_ graph: DotGraph) throws(GraphvizError) {
    self.graph = graph
    plainStrings = try Self.plainStrings(of: graph)
  }

  private mutating func writeGraph() throws(GraphvizError) {
    text += (graph.isDirected ? "digraph " : "graph ") + Self.name(graph.name) + " {\n"
    let attributes = graph.writtenAttributes
    try writeDefaults("graph", attributes)
    try writeDefaults("node", graph.nodeDefaults)
    try writeDefaults("edge", graph.edgeDefaults)
    for node in graph.nodes {
      text += "  " + Self.name(node.name) + (try list(node.attributes)) + ";\n"
    }
    try writeClusters(inside: nil, inheriting: Set(attributes.entries.map(\.key)), depth: 1)
    let arrow = graph.isDirected ? " -> " : " -- "
    for edge in graph.edges {
      text += "  " + Self.name(graph.nodes[edge.tail.index].name) + arrow
      text += Self.name(graph.nodes[edge.head.index].name) + (try list(edge.attributes)) + ";\n"
    }
    text += "}\n"
  }

  private mutating func writeDefaults(
    _ word: String, _ attributes: DotAttributes
  ) throws(GraphvizError) {
    guard !attributes.isEmpty else { return }
    text += "  " + word + (try list(attributes)) + ";\n"
  }

  private mutating func writeClusters(
    inside parent: DotGraph.ClusterID?, inheriting inherited: Set<String>, depth: Int
  ) throws(GraphvizError) {
    let indent = String(repeating: "  ", count: depth)
    for (index, cluster) in graph.clusters.enumerated() where cluster.parent == parent {
      let id = DotGraph.ClusterID(index: index)
      text += indent + "subgraph " + Self.name(cluster.libraryName) + " {\n"
      var attributes = cluster.attributes
      for key in Self.notForHeirs where inherited.contains(key) && attributes[key] == nil {
        attributes[key] = ""
      }
      if !attributes.isEmpty { text += indent + "  graph" + (try list(attributes)) + ";\n" }
      for node in graph.nodes where node.cluster == id {
        text += indent + "  " + Self.name(node.name) + ";\n"
      }
      try writeClusters(
        inside: id, inheriting: inherited.union(attributes.entries.map(\.key)), depth: depth + 1)
      text += indent + "}\n"
    }
  }

  private func list(_ attributes: DotAttributes) throws(GraphvizError) -> String {
    var items: [String] = []
    for entry in attributes.entries {
      let stored = try entry.value.stored(under: entry.key)
      switch entry.value {
      case .html:
        // Graphviz pools strings: markup equal to a plain string would lose its nature, and a
        // comment makes it differ.
        items.append(
          entry.key + "=<" + stored + (plainStrings.contains(stored) ? "<!-- -->>" : ">"))
      default: items.append(entry.key + "=" + Self.quoted(stored))
      }
    }
    return items.isEmpty ? "" : " [" + items.joined(separator: ", ") + "]"
  }

  /// Attributes that say something about one frame, and that DOT would hand down to inner ones.
  private static let notForHeirs = [
    "label", "labelloc", "labeljust", "style", "color", "fillcolor", "bgcolor", "pencolor",
    "tooltip", "URL", "href", "id", "class",
  ]

  private static func plainStrings(of graph: DotGraph) throws(GraphvizError) -> Set<String> {
    var strings: Set<String> = []
    for attributes in graph.attributeLists {
      for entry in attributes.entries {
        if case .html = entry.value { continue }
        strings.insert(try entry.value.stored(under: entry.key))
      }
    }
    strings.formUnion(graph.nodes.map { storedName($0.name) })
    strings.formUnion(graph.clusters.map { storedName($0.libraryName) })
    strings.insert(storedName(graph.name))
    return strings
  }

  /// A name as Graphviz holds it: with doubled backslashes, the only form that is always writable.
  static func storedName(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      result.unicodeScalars.append(scalar)
      if scalar == "\\" { result += "\\" }
    }
    return result
  }

  private static func name(_ name: String) -> String { quoted(storedName(name)) }

  /// Puts quotes around a string whose backslashes are known to be paired with a character.
  private static func quoted(_ stored: String) -> String {
    var result = "\""
    for scalar in stored.unicodeScalars {
      if scalar == "\"" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}

extension DotGraph.Cluster {
  /// The name that makes Graphviz draw a frame.
  var libraryName: String { "cluster_" + name }
}

extension DotGraph {
  /// The graph as DOT text, the same each time.
  package func text() throws(GraphvizError) -> String {
    try DotWriter.text(of: self)
  }

  /// All attribute lists of the graph.
  var attributeLists: [DotAttributes] {
    [attributes, nodeDefaults, edgeDefaults] + nodes.map(\.attributes) + edges.map(\.attributes)
      + clusters.map(\.attributes)
  }
}
