import Engine

/// Operators and calls of functions as nodes.
extension GraphBuilder {
  /// Adds the node of a call, unless the call makes no tensor.
  ///
  /// The arguments are all values the call gets, tensors of this graph among them; plain ones in
  /// `constants` show as nodes of their own, by the part of the name behind the slash. `body` makes
  /// the call on other values in the same places.
  func call(
    _ text: OpText, name given: String?, _ arguments: [PyValue],
    constants: [(suffix: String, place: Int)] = [], extra: [GraphEdge] = [],
    isUnique: Bool = false, _ body: @escaping Body
  ) throws(Raise) -> PyValue {
    let base = given ?? text.name
    var read: [PyValue] = []
    for argument in arguments {
      read.append(
        try GraphNest.map(argument) { leaf throws(Raise) in
          try operand(leaf, isUnique || text.isOperator && read.isEmpty ? nil : base)
        })
    }
    let arguments = read
    let sampled: Sampled
    do throws(Raise) {
      sampled = try sample(arguments, body)
    } catch {
      throw described(error, base, text, arguments, constants)
    }
    if sampled.outputs.isEmpty { return sampled.result }
    let inputs = arguments.flatMap { GraphNest.tensors(in: $0) }
    if sampled.outputs.allSatisfy({ $0.passed != nil }) {
      var leaves = sampled.outputs.map { inputs[$0.passed ?? 0] }[...]
      return try packed(sampled.result, &leaves)
    }
    let node = node(
      text, isUnique ? base : uniqueName(base), arguments, constants, extra,
      outputs: sampled.outputs)
    let symbols = inputs.compactMap { $0.cast(SymbolicTensor.self) }
    let reaches = sampled.outputs.map { output in
      Reach(output.connections.compactMap { inputs[$0].cast(SymbolicTensor.self) })
    }
    let made = add(
      node, needs: symbols, samples: sampled.outputs.map(\.sample), reaches: reaches,
      isPure: !text.hasState
    ) {
      run throws(Raise) in
      var values: [PyValue] = []
      values.reserveCapacity(arguments.count)
      for argument in arguments { values.append(try run.value(of: argument)) }
      let result = try body(values)
      if result.object is TensorObject { return [result] }
      return try Nest.leaves(of: result).filter { $0.object is TensorObject }
    }
    for tensor in symbols { note(tensor) }
    var leaves = made.map(\.value)[...]
    return try packed(sampled.result, &leaves)
  }

  /// Tensors in the places of the sample's.
  private func packed(
    _ result: PyValue, _ leaves: inout ArraySlice<PyValue>
  ) throws(Raise) -> PyValue {
    var left = leaves
    let made = try GraphNest.map(result) { leaf in
      leaf.object is TensorObject ? left.popFirst() ?? leaf : leaf
    }
    leaves = left
    return made
  }

  /// A variable is read first; a tensor with a value becomes a capture.
  private func operand(_ leaf: PyValue, _ reader: String?) throws(Raise) -> PyValue {
    guard case .object(let object) = leaf else { return leaf }
    if let tensor = object as? SymbolicTensor {
      try check(tensor)
      return leaf
    }
    if let variable = object as? VariableObject { return try read(variable, inside: reader) }
    if let tensor = object as? TensorObject {
      if root.kind == .plain {
        throw Raise.runtime("Attempting to capture an EagerTensor without building a function.")
      }
      root.note(tensor)
    }
    return leaf
  }

  private func node(
    _ text: OpText, _ name: String, _ arguments: [PyValue],
    _ constants: [(suffix: String, place: Int)], _ extra: [GraphEdge],
    outputs: [Sampled.Output]
  ) -> GraphNode {
    var edges: [GraphEdge] = []
    for (place, argument) in arguments.enumerated() {
      if let constant = constants.first(where: { $0.place == place }) {
        edges.append(constantNode(constant.suffix, of: name, argument))
        continue
      }
      for leaf in GraphNest.tensors(in: argument) {
        if let tensor = leaf.cast(SymbolicTensor.self) { edges.append(edge(to: tensor)) }
      }
    }
    var node = GraphNode(
      name: name, type: text.type, inputs: text.type == "Const" ? [] : edges + extra,
      controlInputs: controls.last ?? [], outputs: outputs.map(\.signature),
      span: context.currentSpan)
    node.connections = outputs.map(\.connections)
    return node
  }

  /// A number written beside a tensor: a node of its own to look at.
  private func constantNode(_ suffix: String, of name: String, _ value: PyValue) -> GraphEdge {
    let array = (try? context.tensor(value))?.array
    let signature = PartialSignature(
      array?.dtype ?? .float32, array.map { PartialShape($0.shape) } ?? .unknown)
    let full = suffix.hasPrefix("/") ? name + suffix : suffix
    return GraphEdge(
      node: picture.add(
        GraphNode(
          name: picture.uniqueName(full), type: "Const", outputs: [signature],
          span: context.currentSpan)))
  }

  /// The words of shape functions for what is wrong with any values.
  private func described(
    _ raise: Raise, _ base: String, _ text: OpText, _ arguments: [PyValue],
    _ constants: [(suffix: String, place: Int)]
  ) -> Raise {
    guard let error = raise.exception.engineError else { return raise }
    var inputs: [(name: String, SymbolicShape)] = []
    let name = (scopes + [base]).joined(separator: "/")
    for (place, argument) in arguments.enumerated() {
      if let constant = constants.first(where: { $0.place == place }) {
        let array = (try? context.tensor(argument))?.array
        inputs.append(
          (
            name + constant.suffix,
            SymbolicShape(
              dtype: array?.dtype ?? .float32,
              shape: array.map { PartialShape($0.shape) } ?? .unknown)
          ))
        continue
      }
      for leaf in GraphNest.tensors(in: argument) {
        let signature = signature(of: leaf)
        let name = leaf.cast(SymbolicTensor.self).map { picture($0) } ?? "Const"
        inputs.append((name, SymbolicShape(dtype: signature.dtype, shape: signature.shape)))
      }
    }
    return GraphErrors.building(error, node: name, type: text.type, inputs: inputs) ?? raise
  }

  private func picture(_ tensor: SymbolicTensor) -> String {
    tensor.name.hasSuffix(":0") ? String(tensor.name.dropLast(2)) : tensor.name
  }

  // MARK: Operators

  func binary(
    _ op: BinaryOperator, _ tensor: PyValue, _ other: PyValue, isReflected: Bool
  ) throws(Raise) -> PyValue? {
    if isReflected, other.object?.kind == .instance { return nil }
    let text = OpText.binary(op, isBool: signature(of: tensor).dtype == .bool)
    let isPlain = !GraphNest.containsTensors(other)
    let arguments = isReflected ? [other, tensor] : [tensor, other]
    return try call(
      text, name: nil, arguments,
      constants: isPlain ? [(isReflected ? "/x" : "/y", isReflected ? 0 : 1)] : []
    ) { values throws(Raise) in try Operators.apply(op, values[0], values[1]) }
  }

  func unary(_ op: UnaryOperator, _ tensor: PyValue) throws(Raise) -> PyValue? {
    if op == .plus { return tensor }
    let text = OpText.unary(op, isBool: signature(of: tensor).dtype == .bool)
    return try call(text, name: nil, [tensor]) { values throws(Raise) in
      try Operators.apply(op, values[0])
    }
  }

  func compare(
    _ op: ComparisonOperator, _ tensor: PyValue, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if op == .equal || op == .notEqual {
      if other.isNone { return .bool(op == .notEqual) }
      // Without eager mode around, tensors are keys and compare by identity.
      if root.kind == .plain { return .bool(tensor.isSame(as: other) == (op == .equal)) }
    }
    let isPlain = !GraphNest.containsTensors(other)
    return try call(
      OpText.comparison(op), name: nil, [tensor, other],
      constants: isPlain ? [("/y", 1)] : []
    ) { values throws(Raise) in try Operators.compare(op, values[0], values[1]) }
  }

  func magnitude(_ tensor: PyValue) throws(Raise) -> PyValue {
    let context = context
    return try call(OpText("Abs"), name: nil, [tensor]) { values throws(Raise) in
      try context.magnitude(try context.tensor(values[0]))
    }
  }

  /// `tensor[key]`.
  func item(of tensor: PyValue, _ key: PyValue) throws(Raise) -> PyValue {
    let parts = key.object?.kind == .tuple ? try key.items() : [key]
    for part in parts where part.text != nil || part.object?.kind == .dict {
      throw Raise.type(
        "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar "
          + "tf.int32/tf.int64 tensors are valid indices, got \(try part.repr())")
    }
    let name = picture.uniqueName((scopes + ["strided_slice"]).joined(separator: "/"))
    var edges: [GraphEdge] = []
    for suffix in ["stack", "stack_1", "stack_2"] {
      edges.append(
        GraphEdge(
          node: picture.add(
            GraphNode(
              name: "\(name)/\(suffix)", type: "Const",
              outputs: [PartialSignature(.int32, PartialShape([parts.count]))],
              span: context.currentSpan))))
    }
    return try call(
      OpText("StridedSlice"), name: name, [tensor, key], extra: edges, isUnique: true
    ) { values throws(Raise) in try values[0].item(values[1]) }
  }

  // MARK: Variables

  /// The value of a variable at this place.
  func read(_ variable: VariableObject, inside reader: String? = nil) throws(Raise) -> PyValue {
    note(variable)
    let path = reader.map { picture.nextName((scopes + [$0]).joined(separator: "/")) + "/" }
    let name =
      path.map { picture.uniqueName($0 + "ReadVariableOp") } ?? uniqueName("ReadVariableOp")
    let value = variable.variable.value
    let signature = PartialSignature(value.dtype, PartialShape(value.shape))
    let handle = root.resource(of: variable, near: name)
    let context = context
    let made = add(
      GraphNode(
        name: name, type: "ReadVariableOp", inputs: [handle], controlInputs: controls.last ?? [],
        outputs: [signature], span: context.currentSpan),
      needs: [], samples: [Sample(value.array)], reaches: [Reach(variable)]
    ) { run throws(Raise) in
      let actual = run.variable(variable)
      try actual.requireInitialized(run)
      return [context.box(actual.variable.value)]
    }
    return made[0].value
  }

  /// An assignment; `body` changes the variable it gets.
  func assign(
    _ variable: VariableObject, _ type: String, _ operand: PyValue, name: String?,
    _ body: @escaping (VariableObject, PyValue) throws(Raise) -> Void
  ) throws(Raise) -> PyValue {
    note(variable)
    noteEffect()
    let dtype = variable.variable.dtype
    let context = context
    let value = try call(OpText("Const"), name: nil, [operand]) { values throws(Raise) in
      context.box(context.recorded(try context.tensor(values[0], .dtype(dtype))))
    }
    let signature = signature(of: value)
    let shape = PartialShape(variable.variable.shape)
    guard shape.isCompatible(with: signature.shape) else {
      throw Raise.value(
        type == "AssignVariableOp"
          ? "Cannot assign value to variable ' \(variable.variable.name):0': Shape mismatch.The "
            + "variable shape \(shape), and the assigned value shape \(signature.shape) are "
            + "incompatible."
          : "Shapes \(shape) and \(signature.shape) are incompatible")
    }
    let inputs = GraphNest.tensors(in: value).compactMap { $0.cast(SymbolicTensor.self) }
    let nodeName = uniqueName(name ?? type)
    let made = add(
      GraphNode(
        name: nodeName, type: type,
        inputs: [root.resource(of: variable, near: nodeName)] + inputs.map { edge(to: $0) },
        controlInputs: controls.last ?? [], outputs: [], span: context.currentSpan),
      needs: inputs, samples: []
    ) { run throws(Raise) in
      try body(run.variable(variable), try run.value(of: value))
      return []
    }
    let assigned = picture.nodes.count - 1
    _ = made
    if root.kind != .plain {
      return .object(VariableObject(variable.variable, context, isUnread: true))
    }
    controls.append([assigned])
    defer { controls.removeLast() }
    return try identity(try read(variable), name: nodeName + "/ReadVariableOp")
  }
}

/// Operators between a value and a tensor of a graph.
enum GraphOperators {
  /// The graph that takes the node: the one at hand, or that of the other operand.
  private static func builder(
    _ other: PyValue, _ context: RunContext
  ) throws(Raise) -> GraphBuilder? {
    if let graph = context.graph { return graph }
    return try other.cast(SymbolicTensor.self)?.builder()
  }

  static func binary(
    _ op: BinaryOperator, _ object: PyObject, _ other: PyValue, isReflected: Bool,
    _ context: RunContext
  ) throws(Raise) -> PyValue? {
    try builder(other, context)?.binary(op, .object(object), other, isReflected: isReflected)
  }

  static func compare(
    _ op: ComparisonOperator, _ object: PyObject, _ other: PyValue, _ context: RunContext
  ) throws(Raise) -> PyValue? {
    try builder(other, context)?.compare(op, .object(object), other)
  }
}
