/// A graph that is there without being run: what a traced function or a `tf.Graph` computes.
///
/// Nodes stand in the order they were made, inputs before what reads them. How a node is computed
/// is known to whoever built the graph; calling it replays its nodes on the engine, so that tapes
/// and recordings see the ops of every call, and this stays the picture of what all calls share.
package final class TracedGraph {
  /// The function's name; empty for a graph that is no function.
  package let name: String
  /// The graph around it, for bodies of branches and loops.
  package private(set) weak var outer: TracedGraph?
  package private(set) var nodes: [GraphNode] = []
  /// Where the arguments of a function enter.
  package var inputs: [GraphEdge] = []
  /// What a function gives back, its structure laid flat.
  package var outputs: [GraphEdge] = []
  /// The graphs of branches and loops inside it.
  package private(set) var bodies: [TracedGraph] = []

  private var names = NameTable()
  private(set) var byName: [String: Int] = [:]

  package init(name: String, outer: TracedGraph? = nil) {
    self.name = name
    self.outer = outer
    outer?.bodies.append(self)
  }

  /// A name that no node has yet, in the scope at hand: `add`, `add_1`, `layer/add`.
  package func uniqueName(_ base: String) -> String { names.unique(base) }

  /// The name that would be given next.
  package func nextName(_ base: String) -> String {
    var table = names
    return table.unique(base)
  }

  /// Adds a node and returns its place.
  package func add(_ node: GraphNode) -> Int {
    nodes.append(node)
    byName[node.name] = nodes.count - 1
    return nodes.count - 1
  }

  /// Says which inputs of a node a gradient of each output can pass to.
  package func connect(_ node: Int, _ connections: [[Int]]) {
    nodes[node].connections = connections
  }

  /// The place of the node of that name.
  package func node(named name: String) -> Int? { byName[name] }

  /// The name of an output as TensorFlow writes it: `add:0`.
  package func name(of edge: GraphEdge) -> String {
    "\(nodes[edge.node].name):\(edge.output)"
  }
}

/// An output of a node that another node reads; the node may belong to a graph around.
package struct GraphEdge: Hashable, Sendable {
  package let node: Int
  package let output: Int
  /// How many graphs further out the node lies.
  package let depth: Int

  package init(node: Int, output: Int = 0, depth: Int = 0) {
    self.node = node
    self.output = output
    self.depth = depth
  }
}

/// One node of a graph: an op, or control flow, or an effect.
package struct GraphNode: Sendable {
  /// Unique in its graph, such as `layer/mul_1`.
  package let name: String
  /// TensorFlow's name of the op, such as `Mul`.
  package let type: String
  package let inputs: [GraphEdge]
  /// Nodes that must have run before.
  package let controlInputs: [Int]
  package let outputs: [PartialSignature]
  /// Where the lesson made it.
  package let span: SourceSpan
  /// For each output the inputs (by their place) through which a gradient can pass to it.
  package var connections: [[Int]] = []

  package init(
    name: String, type: String, inputs: [GraphEdge] = [], controlInputs: [Int] = [],
    outputs: [PartialSignature], span: SourceSpan
  ) {
    self.name = name
    self.type = type
    self.inputs = inputs
    self.controlInputs = controlInputs
    self.outputs = outputs
    self.span = span
  }
}

/// Names in use: a taken one gets a number, as TensorFlow numbers them.
struct NameTable {
  private var counts: [String: Int] = [:]

  mutating func unique(_ base: String) -> String {
    let key = base.lowercased()
    guard var count = counts[key] else {
      counts[key] = 1
      return base
    }
    var name = base
    while counts[name.lowercased()] != nil {
      name = "\(base)_\(count)"
      count += 1
    }
    counts[key] = count
    counts[name.lowercased()] = 1
    return name
  }
}
