import Engine

/// A `tf.compat.v1.Session`: it runs parts of a plain graph.
package final class SessionObject: PyObject {
  private let graph: GraphBuilder
  unowned(unsafe) let context: RunContext
  /// Variables whose initializer ran here.
  private(set) var initialized: Set<Int> = []
  private var isClosed = false
  private let kernels = KernelRoom()

  init(_ graph: GraphBuilder, _ type: TypeObject) {
    self.graph = graph
    context = graph.context
    super.init(type)
  }

  func markInitialized(_ variable: VariableObject) { initialized.insert(variable.variable.number) }

  // MARK: Running

  /// `session.run(fetches, feed_dict)`.
  func run(_ fetches: PyValue, feeds: PyValue) throws(Raise) -> PyValue {
    guard !isClosed else { throw Raise.runtime("Attempted to use a closed Session.") }
    if graph.picture.nodes.isEmpty {
      throw Raise.runtime(
        "The Session graph is empty. Add operations to the graph before calling run().")
    }
    let run = GraphRun(graph)
    run.session = self
    var fed: Set<Int> = []
    if !feeds.isAbsent { try feed(feeds, run, &fed) }
    var wanted = [Bool](repeating: false, count: graph.steps.count)
    let elements = try GraphNest.map(fetches) { leaf throws(Raise) in try element(leaf) }
    _ = try GraphNest.map(elements) { leaf throws(Raise) in
      need(leaf, fed, &wanted)
      return leaf
    }
    return try context.eagerly { () throws(Raise) in
      let span = context.currentSpan
      defer { context.currentSpan = span }
      try context.random.inside(kernels) { () throws(Raise) in try run.run(steps: wanted) }
      return try GraphNest.map(elements) { leaf throws(Raise) in try value(of: leaf, run) }
    }
  }

  /// What a fetch names: a tensor, an op or a variable.
  private func element(_ leaf: PyValue) throws(Raise) -> PyValue {
    if let name = leaf.text {
      if name.contains(":") {
        do throws(Raise) {
          return try graph.object.tensor(named: name).value
        } catch {
          throw Raise.value(
            "Argument `fetch` = \(name) cannot be interpreted as a Tensor. "
              + "(\(error.exception.message))")
        }
      }
      guard let node = graph.picture.node(named: name) else {
        throw Raise.value(
          "Argument `fetch` = \(name) cannot be interpreted as a Tensor. (\"The name '\(name)' refers "
            + "to an Operation not in the graph.\")")
      }
      return .object(graph.object.operation(node))
    }
    if let tensor = leaf.cast(SymbolicTensor.self) {
      guard tensor.graph === graph else {
        throw Raise.value(
          "Fetch argument \(try leaf.repr()) cannot be interpreted as a Tensor. (Tensor "
            + "\(try leaf.str()) is not an element of this graph.)")
      }
      return leaf
    }
    if leaf.object is OperationObject || leaf.object is VariableObject { return leaf }
    throw Raise.type(
      "Argument `fetch` = \(try leaf.str()) has invalid type \"\(leaf.typeName)\" must be a string or "
        + "Tensor. (Can not convert a \(leaf.typeName) into a Tensor or "
        + "Operation.)")
  }

  private func feed(_ feeds: PyValue, _ run: GraphRun, _ fed: inout Set<Int>) throws(Raise) {
    guard let dict = feeds.cast(DictObject.self) else {
      throw Raise.type("`feed_dict` must be a dictionary")
    }
    for (key, value) in dict.pairs {
      let tensor: SymbolicTensor
      if let name = key.text {
        tensor = try graph.object.tensor(named: name)
      } else if let found = key.cast(SymbolicTensor.self) {
        guard found.graph === graph else {
          throw Raise.type(
            "Cannot interpret feed_dict key as Tensor: Tensor \(try key.str()) is not an element "
              + "of this graph.")
        }
        tensor = found
      } else {
        throw Raise.type(
          "Cannot interpret feed_dict key as Tensor: Can not convert a \(key.typeName) into a "
            + "Tensor.")
      }
      if value.object is SymbolicTensor {
        throw Raise.type(
          "The value of a feed cannot be a tf.Tensor object. Acceptable feed values include Python "
            + "scalars, strings, lists, numpy ndarrays, or TensorHandles. For reference, the tensor "
            + "object was \(try value.str()) which was passed to the feed with key \(try key.str())."
        )
      }
      let given = try fedTensor(value, tensor)
      guard tensor.shape.isCompatible(with: PartialShape(given.shape)) else {
        throw Raise.value(
          "Cannot feed value of shape \(given.shape) for Tensor \(tensor.name), which has shape "
            + "\(tensor.shape)")
      }
      run.set(tensor, context.box(given))
      fed.insert(tensor.slot)
    }
  }

  private func fedTensor(_ value: PyValue, _ tensor: SymbolicTensor) throws(Raise) -> Tensor {
    try context.eagerly { () throws(Raise) in
      if let object = value.cast(ArrayObject.self)?.array ?? value.cast(NumPyScalar.self)?.array {
        return context.constant(try object.converted(to: tensor.dtype), fromNumPy: true)
      }
      return context.recorded(try context.tensor(value, .dtype(tensor.dtype)))
    }
  }

  // MARK: What has to run

  private func need(_ leaf: PyValue, _ fed: Set<Int>, _ wanted: inout [Bool]) {
    var stack: [Int] = []
    if let tensor = leaf.cast(SymbolicTensor.self) {
      if fed.contains(tensor.slot) { return }
      stack = [tensor.edge.node]
    } else if let operation = leaf.cast(OperationObject.self) {
      stack = [operation.node]
    }
    while let node = stack.popLast() {
      guard let place = graph.stepPlace(of: node), !wanted[place] else { continue }
      wanted[place] = true
      let step = graph.steps[place]
      for tensor in step.needs where !fed.contains(tensor.slot) { stack.append(tensor.edge.node) }
      stack += step.controls
    }
  }

  private func value(of leaf: PyValue, _ run: GraphRun) throws(Raise) -> PyValue {
    if let tensor = leaf.cast(SymbolicTensor.self) {
      let value = try run.value(of: tensor)
      guard let tensor = value.cast(TensorObject.self) else { return value }
      return context.readOut(tensor.tensor)
    }
    if let variable = leaf.cast(VariableObject.self) {
      try variable.requireInitialized(run)
      return context.readOut(variable.variable.value)
    }
    return .none
  }

  fileprivate func close() { isClosed = true }

  fileprivate func enter() {
    context.graphs.sessions.append(self)
    context.push(graph)
  }

  fileprivate func leave() {
    if context.graphs.sessions.last === self { context.graphs.sessions.removeLast() }
    context.pop()
  }
}

extension GraphBuilder {
  func stepPlace(of node: Int) -> Int? {
    // Steps stand in the order of their nodes; hidden ones have none.
    if stepPlaces.count != steps.count {
      stepPlaces = [:]
      for (place, step) in steps.enumerated() where step.node >= 0 { stepPlaces[step.node] = place }
    }
    return stepPlaces[node]
  }
}

extension VariableObject {
  /// In a session a variable has a value once its initializer ran.
  func requireInitialized(_ run: GraphRun) throws(Raise) {
    guard let session = run.rootSession,
      context.graphs.graphVariables.contains(where: { $0.variable.variable === variable }),
      !session.initialized.contains(variable.number)
    else { return }
    let name = variable.name
    throw Raise(
      tensorFlow: "FailedPreconditionError",
      "Graph execution error:\n\nDetected at node '\(name)/Read/ReadVariableOp' defined at (most "
        + "recent call last):\nNode: '\(name)/Read/ReadVariableOp'\nCould not find variable "
        + "\(name). This could mean that the variable has been deleted. In TF1, it can also mean "
        + "the variable is uninitialized. Debug info: container=localhost, status error "
        + "message=Resource localhost/\(name)/N10tensorflow3VarE does not exist.\n\t "
        + "[[{{node \(name)/Read/ReadVariableOp}}]]")
  }
}

extension SessionObject {
  private static func of(_ value: PyValue) throws(Raise) -> SessionObject {
    guard let session = value.cast(SessionObject.self) else {
      throw Raise.type("expected a tf.compat.v1.Session, got '\(value.typeName)'")
    }
    return session
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method(
      "run", "fetches, feed_dict=None, options=None, run_metadata=None"
    ) { a throws(Raise) in try of(a[0]).run(a[1], feeds: a[2]) },
    .method("close", "") { a throws(Raise) in
      try of(a[0]).close()
      return .none
    },
    .property("graph") { value throws(Raise) in .object(try of(value).graph.object) },
    .method("__enter__", "") { a throws(Raise) in
      try of(a[0]).enter()
      return a[0]
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      let session = try of(a[0])
      session.leave()
      session.close()
      return .none
    },
    .method("as_default", "") { a throws(Raise) in .object(SessionScope(try of(a[0]))) },
  ]
}

/// `with session.as_default():`, which leaves the session open.
package final class SessionScope: PyObject {
  private let session: SessionObject

  init(_ session: SessionObject) {
    self.session = session
    super.init(.sessionScope)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__enter__", "") { a throws(Raise) in
      let session = try a.object(0, SessionScope.self).session
      session.enter()
      return .object(session)
    },
    .method("__exit__", "type, value, traceback") { a throws(Raise) in
      try a.object(0, SessionScope.self).session.leave()
      return .none
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let sessionScope = TypeObject(
    "_GeneratorContextManager", members: SessionScope.members)
}
