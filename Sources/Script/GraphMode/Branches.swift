import Engine

/// Graphs inside a graph: branches and loop bodies, and what they carry in and out.
extension GraphBuilder {
  /// A graph traced inside this one.
  func body<R>(
    _ name: String, _ trace: (GraphBuilder) throws(Raise) -> R
  ) throws(Raise) -> (graph: GraphBuilder, result: R) {
    let graph = GraphBuilder(context, .body, name: name, outer: self)
    context.push(graph)
    defer { context.pop() }
    let result = try trace(graph)
    return (graph, result)
  }

  /// A value as one that a branch or a loop can give: tensors and arrays of tensors stay, plain
  /// values become constants of this graph.
  func carried(_ value: PyValue) throws(Raise) -> PyValue {
    try GraphNest.map(value) { leaf throws(Raise) in
      if leaf.isNone || leaf.object is SymbolicTensor || leaf.object is TensorArrayObject {
        return leaf
      }
      if let variable = leaf.cast(VariableObject.self) { return try read(variable) }
      let isPlain: Bool
      switch leaf {
      case .bool, .int, .float: isPlain = true
      case .object(let object):
        isPlain =
          object is TensorObject || object is ArrayObject || object is NumPyScalar
          || object.kind == .string
      default: isPlain = false
      }
      guard isPlain else { return leaf }
      let context = context
      let made = try call(OpText("Const"), name: nil, [leaf]) { values throws(Raise) in
        let tensor = try context.tensor(values[0])
        return context.box(tensor.recording == nil ? context.constant(tensor.array) : tensor)
      }
      // A tensor with a value passes through; here it needs a node.
      return made.object is SymbolicTensor ? made : try identity(made)
    }
  }

  /// The tensors of a structure, those that carry arrays among them.
  func handles(in value: PyValue) -> [SymbolicTensor?] {
    var found: [SymbolicTensor?] = []
    _ = try? GraphNest.map(value) { leaf in
      if let tensor = leaf.cast(SymbolicTensor.self) {
        found.append(tensor)
      } else if let array = leaf.cast(TensorArrayObject.self) {
        found.append(array.handle)
      }
      return leaf
    }
    return found
  }

  /// The leaves that are tensors or arrays, as values.
  static func carriers(in value: PyValue) -> [PyValue] {
    var found: [PyValue] = []
    _ = try? GraphNest.map(value) { leaf in
      if leaf.object is SymbolicTensor || leaf.object is TensorArrayObject { found.append(leaf) }
      return leaf
    }
    return found
  }

  /// A structure with other tensors in the places of tensors and arrays.
  func repacked(_ value: PyValue, _ tensors: [SymbolicTensor]) throws(Raise) -> PyValue {
    var rest = tensors[...]
    return try GraphNest.map(value) { leaf in
      if leaf.object is SymbolicTensor { return rest.popFirst().map { .object($0) } ?? leaf }
      if let array = leaf.cast(TensorArrayObject.self), let handle = rest.popFirst() {
        return .object(TensorArrayObject(array.dtype, handle, array.options, context))
      }
      return leaf
    }
  }

  /// A tensor in a body that gets its value from outside.
  func entry(_ name: String, like value: PyValue, _ shape: PartialShape? = nil) -> SymbolicTensor {
    var signature = PartialSignature(.float32, PartialShape([]))
    var sample = Sample(signature)
    if let tensor = value.cast(SymbolicTensor.self) {
      signature = PartialSignature(tensor.dtype, shape ?? tensor.shape)
      sample = Sample(signature)
      if let first = outer?.sample(of: value)?.first { sample = Sample(first, signature) }
    }
    let made = add(
      GraphNode(
        name: uniqueName(name), type: "Placeholder", outputs: [signature],
        span: context.currentSpan),
      needs: [], samples: [sample]
    ) { _ in [] }
    dropStep()
    return made[0]
  }

  /// What a value of a branch or loop needs from this graph: its captures and the rest.
  func needs(of bodies: [GraphBuilder]) -> [SymbolicTensor] {
    var found: [SymbolicTensor] = []
    for body in bodies {
      for tensor in body.captured
      where tensor.graph === self && !found.contains(where: { $0 === tensor }) {
        found.append(tensor)
      }
      for tensor in body.captured where tensor.graph !== self && tensor.graph !== body {
        note(tensor)
      }
    }
    return found
  }

  /// Notes what the results of a body take from graphs around, where they are used as they are.
  func noteResults(_ value: PyValue) {
    for case let tensor? in handles(in: value) { note(tensor) }
  }
}

extension GraphRun {
  /// The results of a branch or loop, tied to what a gradient has to find connected.
  func joined(_ values: [PyValue], _ reaches: [Reach]) throws(Raise) -> [PyValue] {
    guard context.hasTapes else { return values }
    var results: [PyValue] = []
    for (place, value) in values.enumerated() {
      guard let tensor = value.cast(TensorObject.self)?.tensor, tensor.dtype.isDifferentiable,
        place < reaches.count, !reaches[place].isEmpty
      else {
        results.append(value)
        continue
      }
      var operands = [context.recorded(tensor)]
      for symbol in reaches[place].tensors where symbol.dtype.isDifferentiable {
        if let other = try self.value(of: symbol).cast(TensorObject.self)?.tensor,
          other.recording != nil
        {
          operands.append(other)
        }
      }
      for variable in reaches[place].variables {
        operands.append(self.variable(variable).variable.value)
      }
      do throws(EngineError) {
        results.append(context.box(try Tensor.apply(Joined(), operands)))
      } catch {
        throw Raise(error)
      }
    }
    return results
  }
}

extension RunContext {
  /// Whether a tape records now.
  var hasTapes: Bool { !recording.activeTapes.isEmpty }
}
