import Engine

/// A graph as a value of the lesson: `tf.Graph`, or the graph of a concrete function.
package final class GraphObject: PyObject {
  let builder: GraphBuilder
  private var operations: [Int: OperationObject] = [:]

  init(_ builder: GraphBuilder) {
    self.builder = builder
    super.init(builder.kind == .plain ? .graph : .funcGraph)
  }

  package override func repr() throws(Raise) -> String {
    builder.kind == .plain
      ? "<tensorflow.python.framework.ops.Graph object at \(addressText)>"
      : "FuncGraph(name=\(builder.picture.name), id=\(identityHash))"
  }

  /// The op of a node, the same object every time.
  func operation(_ node: Int) -> OperationObject {
    if let known = operations[node] { return known }
    let made = OperationObject(builder, node)
    operations[node] = made
    return made
  }

  /// The tensor of a name such as `add:0`.
  func tensor(named name: String) throws(Raise) -> SymbolicTensor {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let output = Int(parts[1]) else {
      if builder.picture.node(named: name) != nil {
        throw Raise.value(
          "The name '\(name)' refers to an Operation, not a Tensor. Tensor names must be of the "
            + "form \"<op_name>:<output_index>\".")
      }
      throw Raise.value(
        "The name '\(name)' looks like an (invalid) Operation name, not a Tensor. Tensor names must "
          + "be of the form \"<op_name>:<output_index>\".")
    }
    guard let node = builder.picture.node(named: String(parts[0])) else {
      throw Raise.key(
        .string(
          "The name '\(name)' refers to a Tensor which does not exist. The operation, "
            + "'\(parts[0])', does not exist in the graph."))
    }
    guard let tensor = builder.tensor(node, output) else {
      throw Raise.key(
        .string(
          "The name '\(name)' refers to a Tensor which does not exist. The operation, "
            + "'\(parts[0])', exists but only has \(builder.picture.nodes[node].outputs.count) "
            + "outputs."))
    }
    return tensor
  }

  fileprivate func find(_ name: String, tensors: Bool, operations: Bool) throws(Raise) -> PyValue {
    if tensors, name.contains(":") { return try tensor(named: name).value }
    guard operations, let node = builder.picture.node(named: name) else {
      throw Raise.key(
        .string(
          "The name '\(name)' refers to an Operation not in the graph."))
    }
    return .object(operation(node))
  }
}

extension GraphBuilder {
  /// The tensor that an output of a node is.
  func tensor(_ node: Int, _ output: Int) -> SymbolicTensor? {
    guard picture.nodes.indices.contains(node),
      picture.nodes[node].outputs.indices.contains(output)
    else { return nil }
    let signature = picture.nodes[node].outputs[output]
    let slot = steps.first { $0.node == node }?.firstSlot ?? inputSlots[node]
    return SymbolicTensor(
      self, GraphEdge(node: node, output: output), slot: slot.map { $0 + output } ?? -1, signature)
  }
}

/// A node as a value of the lesson: `tensor.op`.
package final class OperationObject: PyObject {
  let graph: GraphBuilder
  let node: Int

  init(_ graph: GraphBuilder, _ node: Int) {
    self.graph = graph
    self.node = node
    super.init(.operation)
  }

  var info: GraphNode { graph.picture.nodes[node] }

  package override func repr() throws(Raise) -> String {
    "<tf.Operation '\(info.name)' type=\(info.type)>"
  }

  package override func str() throws(Raise) -> String {
    var text = "name: \"\(info.name)\"\nop: \"\(info.type)\"\n"
    for edge in info.inputs where edge.depth == 0 {
      let name = graph.picture.name(of: edge)
      text += "input: \"\(name.hasSuffix(":0") ? String(name.dropLast(2)) : name)\"\n"
    }
    return text
  }

  private static func of(_ value: PyValue) throws(Raise) -> OperationObject {
    guard let operation = value.cast(OperationObject.self) else {
      throw Raise.type("expected a tf.Operation, got '\(value.typeName)'")
    }
    return operation
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("name") { value throws(Raise) in .string(try of(value).info.name) },
    .property("type") { value throws(Raise) in .string(try of(value).info.type) },
    .property("inputs") { value throws(Raise) in
      let operation = try of(value)
      return .tuple(
        operation.info.inputs.filter { $0.depth == 0 }.map { edge in
          PyValue(
            (operation.graph.tensor(edge.node, edge.output) ?? operation.graph.handle(edge))
              .map { .object($0) })
        })
    },
    .property("outputs") { value throws(Raise) in
      let operation = try of(value)
      return .list(
        operation.info.outputs.indices.map { output in
          PyValue(operation.graph.tensor(operation.node, output).map { .object($0) })
        })
    },
    .property("control_inputs") { value throws(Raise) in
      let operation = try of(value)
      return .list(
        operation.info.controlInputs.map { .object(operation.graph.object.operation($0)) })
    },
    .property("graph") { value throws(Raise) in .object(try of(value).graph.object) },
    .property("device") { _ throws(Raise) in .string("") },
    .method("run", "feed_dict=None, session=None") { a throws(Raise) in
      let operation = try of(a[0])
      guard let session = a[2].cast(SessionObject.self) ?? operation.graph.context.sessions.last
      else {
        throw Raise.value(
          "Cannot execute operation using `run()`: No default session is registered. Use `with "
            + "sess.as_default()` or pass an explicit session to `run(session=sess)`")
      }
      return try session.run(a[0], feeds: a[1])
    },
    .method("values", "") { a throws(Raise) in
      .tuple(try a[0].attribute(Symbol("outputs")).items())
    },
  ]
}

extension GraphBuilder {
  /// The handle of a variable, which has a name and no value to look at.
  func handle(_ edge: GraphEdge) -> SymbolicTensor? {
    SymbolicTensor(self, edge, slot: -1, PartialSignature(.string, PartialShape([])))
  }
}

extension GraphObject {
  private static func of(_ value: PyValue) throws(Raise) -> GraphObject {
    guard let graph = value.cast(GraphObject.self) else {
      throw Raise.type("expected a tf.Graph, got '\(value.typeName)'")
    }
    return graph
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("as_default", "") { a throws(Raise) in
      .object(GraphScope(try of(a[0]).builder))
    },
    .method("get_operations", "") { a throws(Raise) in
      let graph = try of(a[0])
      return .list(graph.builder.picture.nodes.indices.map { .object(graph.operation($0)) })
    },
    .method("get_operation_by_name", "name") { a throws(Raise) in
      let graph = try of(a[0])
      guard let name = a[1].text else {
        throw Raise.type(
          "Operation names are strings (or similar), not \(a[1].typeName).")
      }
      return try graph.find(name, tensors: false, operations: true)
    },
    .method("get_tensor_by_name", "name") { a throws(Raise) in
      guard let name = a[1].text else {
        throw Raise.type("Tensor names are strings (or similar), not \(a[1].typeName).")
      }
      return try of(a[0]).tensor(named: name).value
    },
    .method(
      "as_graph_element", "obj, allow_tensor=True, allow_operation=True"
    ) { a throws(Raise) in
      guard let name = a[1].text else { return a[1] }
      return try of(a[0]).find(name, tensors: try a.bool(2), operations: try a.bool(3))
    },
    .method("finalize", "") { _ throws(Raise) in .none },
    .method("unique_name", "name, mark_as_used=True") { a throws(Raise) in
      .string(try of(a[0]).builder.uniqueName(try a.text(1)))
    },
    .method("name_scope", "name") { a throws(Raise) in
      .object(NameScopeObject(try a.text(1), try of(a[0]).builder.context))
    },
    .method("control_dependencies", "control_inputs") { a throws(Raise) in
      .object(ControlScope(try a[1].items(), try of(a[0]).builder.context))
    },
    .property("building_function") { value throws(Raise) in
      .bool(try of(value).builder.isFunction)
    },
    .property("name") { value throws(Raise) in .string(try of(value).builder.picture.name) },
    .property("inputs") { value throws(Raise) in
      let builder = try of(value).builder
      return .list(
        builder.picture.inputs.map {
          PyValue(builder.tensor($0.node, $0.output).map { .object($0) })
        })
    },
    .property("outputs") { value throws(Raise) in
      let builder = try of(value).builder
      return .list(
        builder.picture.outputs.map {
          PyValue(builder.tensor($0.node, $0.output).map { .object($0) })
        })
    },
    .property("variables") { value throws(Raise) in
      .tuple(try of(value).builder.variables.map { .object($0) })
    },
    .property("seed") { _ throws(Raise) in .none },
    .property("version") { value throws(Raise) in
      .int(try of(value).builder.picture.nodes.count)
    },
    .method("as_graph_def", "from_version=None, add_shapes=False") { a throws(Raise) in
      .object(GraphDefinition(try of(a[0])))
    },
    .method("get_collection", "name, scope=None") { a throws(Raise) in
      let builder = try of(a[0]).builder
      let trainable = try a[1].str() == "trainable_variables"
      return .list(
        builder.context.graphs.graphVariables
          .filter { $0.graph === builder && (!trainable || $0.isTrainable) }
          .map { .object($0.variable) })
    },
  ]
}

/// `graph.as_graph_def()`: the list of its nodes.
package final class GraphDefinition: PyObject {
  private let graph: GraphObject

  init(_ graph: GraphObject) {
    self.graph = graph
    super.init(.graphDefinition)
  }

  package override func str() throws(Raise) -> String {
    var text = ""
    for node in graph.builder.picture.nodes.indices {
      let lines = try graph.operation(node).str().split(separator: "\n")
      text += "node {\n" + lines.map { "  \($0)\n" }.joined() + "}\n"
    }
    return text
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("node") { value throws(Raise) in
      guard let graph = value.cast(GraphDefinition.self)?.graph else { return .list([]) }
      return .list(
        graph.builder.picture.nodes.map { node in
          let namespace = ModuleObject("NodeDef")
          namespace.set("name", .string(node.name))
          namespace.set("op", .string(node.type))
          namespace.set(
            "input",
            .list(
              node.inputs.filter { $0.depth == 0 }.map { edge in
                let name = graph.builder.picture.name(of: edge)
                return .string(name.hasSuffix(":0") ? String(name.dropLast(2)) : name)
              }))
          return .object(namespace)
        })
    }
  ]
}

/// `with graph.as_default():`.
package final class GraphScope: PyObject {
  private let graph: GraphBuilder

  init(_ graph: GraphBuilder) {
    self.graph = graph
    super.init(.graphScope)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      let graph = try a.object(0, GraphScope.self).graph
      graph.context.push(graph)
      return .object(graph.object)
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      try a.object(0, GraphScope.self).graph.context.pop()
      return .none
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let graph = TypeObject(
    "Graph", module: "tensorflow.python.framework.ops", members: GraphObject.members)
  nonisolated(unsafe) static let funcGraph = TypeObject(
    "FuncGraph", module: "tensorflow.python.framework.func_graph", base: .graph)
  nonisolated(unsafe) static let operation = TypeObject(
    "Operation", module: "tensorflow.python.framework.ops", members: OperationObject.members)
  nonisolated(unsafe) static let graphScope = TypeObject(
    "_GeneratorContextManager", members: GraphScope.members)
  nonisolated(unsafe) static let graphDefinition = TypeObject(
    "GraphDef", module: "tensorflow.core.framework.graph_pb2", members: GraphDefinition.members)
}
