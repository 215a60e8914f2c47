import Engine

/// A graph that the lesson built and that is there without being run, as a list of such graphs shows
/// it: a concrete function, the body of a branch or a loop in it, or a `tf.Graph`.
package struct BuiltGraph {
  package let traced: TracedGraph
  /// `square(x: float32 ())`, `square/while_body`, `tf.Graph`.
  package let title: String
  /// The name of the function alone; empty for a plain graph.
  package let name: String
  /// The place among the graphs of the same name, and how many there are.
  package let number: Int
  package let count: Int
}

extension Recording {
  /// All graphs that were built, in the order they were; the bodies of branches and loops stand behind
  /// the graph that they belong to.
  package var builtGraphs: [BuiltGraph] {
    var found: [(graph: TracedGraph, prefix: String)] = []
    func add(_ graph: TracedGraph, _ prefix: String) {
      guard !graph.nodes.isEmpty || prefix.isEmpty else { return }
      found.append((graph, prefix))
      let lead = prefix + (graph.name.isEmpty ? "tf.Graph" : graph.name)
      for body in graph.bodies { add(body, lead + "/") }
    }
    for graph in graphs { add(graph, "") }
    var counts: [String: Int] = [:]
    for (graph, prefix) in found { counts[prefix + graph.name, default: 0] += 1 }
    var seen: [String: Int] = [:]
    return found.map { graph, prefix in
      let key = prefix + graph.name
      seen[key, default: 0] += 1
      return BuiltGraph(
        traced: graph, title: prefix + graph.title, name: key, number: seen[key] ?? 1,
        count: counts[key] ?? 1)
    }
  }
}

extension TracedGraph {
  /// The name with the arguments and what is known of them.
  fileprivate var title: String {
    if inputs.isEmpty, name.isEmpty || outer != nil { return name.isEmpty ? "tf.Graph" : name }
    let arguments = inputs.compactMap { edge -> String? in
      guard nodes.indices.contains(edge.node) else { return nil }
      let node = nodes[edge.node]
      let output = node.outputs.indices.contains(edge.output) ? node.outputs[edge.output] : nil
      return node.name + (output.map { ": \($0.dtype.name) \($0.shape)" } ?? "")
    }
    return "\(name)(\(arguments.joined(separator: ", ")))"
  }

  /// What is known of a node, in one line: `mul : Mul of a:0, c:0 gives float32 ()`.
  package func sentence(of node: Int) -> String {
    let its = nodes[node]
    let read = its.inputs.map { edge in
      edge.depth == 0 && edge.node < nodes.count ? name(of: edge) : "a value from outside"
    }
    let gives = its.outputs.map { "\($0.dtype.name) \($0.shape)" }.joined(separator: ", ")
    return "\(its.name) : \(its.type)" + (read.isEmpty ? "" : " of \(read.joined(separator: ", "))")
      + (gives.isEmpty ? "" : ", gives \(gives)")
  }
}

extension Walk {
  /// The node of a built graph that a stop runs: made at the same columns, with a result that fits.
  ///
  /// Nil where the stop belongs to none of its nodes.
  package func node(of graph: TracedGraph, runAt stop: Stop) -> Int? {
    guard let row = stop.row, stop.span != .none else { return nil }
    let its = table(at: stop)
    guard let signature = its.signature(of: row) else { return nil }
    let found = graph.nodes.indices.filter { index in
      let node = graph.nodes[index]
      return node.span == stop.span && node.outputs.contains { $0.fits(signature) }
    }
    // An op and the conversions around it are written in the same columns.
    let name = its[row].operation
    return found.first { graph.nodes[$0].type.lowercased() == name } ?? found.last
  }

  /// The next stop, going round, that runs a node of a built graph.
  package func stop(running node: Int, of graph: TracedGraph) -> Int? {
    let span = graph.nodes[node].span
    guard span != .none else { return nil }
    func fits(_ stop: Stop) -> Bool {
      stop.phase == .forward && stop.span == span && self.node(of: graph, runAt: stop) == node
    }
    var copy = self
    if copy.next(where: fits) { return copy.index }
    copy.seek(0)
    return copy.next(where: fits) ? copy.index : nil
  }
}

extension PartialSignature {
  /// Whether a value of the signature can stand here.
  fileprivate func fits(_ signature: Signature) -> Bool {
    guard dtype == signature.dtype else { return false }
    guard let lengths = shape.lengths else { return true }
    let known = signature.shape.lengths
    return lengths.count == known.count && zip(lengths, known).allSatisfy { $0 == nil || $0 == $1 }
  }
}
