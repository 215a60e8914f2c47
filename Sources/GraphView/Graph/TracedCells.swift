import Engine

extension CellGraph {
  /// The boxes of a graph that is there without being run: a traced function, or a `tf.Graph`.
  ///
  /// Boxes say what TensorFlow calls node and op, and what is known of the first output.
  package init(_ traced: TracedGraph) {
    self.init()
    for (index, node) in traced.nodes.enumerated() {
      let path = node.name.split(separator: "/").map(String.init)
      let output = node.outputs.first.map { "\($0.dtype.name) \($0.shape)" } ?? ""
      let arguments = node.inputs.compactMap { edge in
        edge.depth == 0 && edge.node < index ? Argument(edge.node) : nil
      }
      let name = path.last ?? node.name
      let title = name.hasPrefix(node.type) ? name : "\(name) : \(node.type)"
      add(
        Node(
          id: index, kind: arguments.isEmpty ? .leaf : .op,
          label: Label(
            full: [Line(title)] + (output.isEmpty ? [] : [Line(output)]), middle: [Line(title)],
            chip: Line(name)),
          arguments: arguments, scope: Array(path.dropLast())))
    }
  }
}

extension Recording {
  /// The built graph of a name; a part of a name will do where only one has it.
  package func graph(named name: String) -> TracedGraph? {
    if let exact = graphs.last(where: { $0.name == name }) { return exact }
    let similar = graphs.filter { $0.name.contains(name) }
    return similar.count == 1 ? similar[0] : nil
  }
}
