import Engine

/// `with tf.name_scope("layer"):`.
package final class NameScopeObject: PyObject {
  private let name: String
  /// What `name` answers: the scope of a module ends with a stroke.
  private let title: String
  unowned(unsafe) private let context: RunContext
  private var entered: [(graph: GraphBuilder?, scope: UInt32)] = []

  init(_ name: String, _ context: RunContext, isAbsolute: Bool = false) {
    self.name = name
    title = isAbsolute ? name + "/" : name
    self.context = context
    super.init(.nameScope)
  }

  func enter() -> String {
    if let graph = context.graph {
      let unique = graph.uniqueName(name)
      let last = unique.split(separator: "/").last.map(String.init) ?? name
      graph.scopes.append(last)
      entered.append((graph, 0))
      return graph.scopes.joined(separator: "/") + "/"
    }
    let scope = context.recording.enterScope(context.path(entering: name))
    entered.append((nil, scope))
    context.nameScopes.append(name)
    return context.nameScopes.joined(separator: "/") + "/"
  }

  func leave() {
    guard let last = entered.popLast() else { return }
    if let graph = last.graph {
      graph.scopes.removeLast()
      return
    }
    context.recording.scope = last.scope
    context.leavePath()
    _ = context.nameScopes.popLast()
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      .string(try a.object(0, NameScopeObject.self).enter())
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      try a.object(0, NameScopeObject.self).leave()
      return .none
    },
    .property("name") { value throws(Raise) in
      PyValue(value.cast(NameScopeObject.self).map { .string($0.title) })
    },
  ]
}

/// `with tf.control_dependencies([op]):`.
package final class ControlScope: PyObject {
  private let nodes: [Int]
  unowned(unsafe) private let context: RunContext

  init(_ inputs: [PyValue], _ context: RunContext) {
    nodes = inputs.compactMap { value in
      value.cast(SymbolicTensor.self)?.edge.node ?? value.cast(OperationObject.self)?.node
    }
    self.context = context
    super.init(.controlScope)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      let scope = try a.object(0, ControlScope.self)
      if let graph = scope.context.graph {
        graph.controls.append((graph.controls.last ?? []) + scope.nodes)
      }
      return .none
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      _ = try a.object(0, ControlScope.self).context.graph?.controls.popLast()
      return .none
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let nameScope = TypeObject(
    "name_scope_v2", module: "tensorflow.python.framework.ops", members: NameScopeObject.members)
  nonisolated(unsafe) static let controlScope = TypeObject(
    "_ControlDependenciesController", module: "tensorflow.python.framework.ops",
    members: ControlScope.members)
}
