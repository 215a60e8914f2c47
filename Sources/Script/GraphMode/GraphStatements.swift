import Engine

/// Runs `if`; on a tensor both branches become graphs.
final class GraphIfStatement: StatementNode {
  private let condition: Node
  private let then: StatementNode
  private let otherwise: StatementNode
  private let state: FlowState
  private let machine: MachinePointer

  init(
    _ condition: Node, _ then: StatementNode, _ otherwise: StatementNode,
    _ variables: [FlowState.Variable], _ machine: MachinePointer
  ) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    state = FlowState(variables)
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let value = try condition.evaluate(frame)
    guard let (graph, predicate) = try value.symbolic() else {
      let truth: Bool
      do throws(Raise) {
        truth = try value.truth()
      } catch {
        throw error.at(condition.span)
      }
      return truth ? try then.execute(frame) : try otherwise.execute(frame)
    }
    machine.pointee.span = condition.span
    do throws(Raise) {
      try branch(on: predicate, graph, frame)
    } catch {
      throw error.at(condition.span)
    }
    return .normal
  }

  private func branch(
    on predicate: PyValue, _ graph: GraphBuilder, _ frame: Frame
  ) throws(Raise) {
    let before = state.values(frame)
    var ends: [[PyValue]] = []
    var carried: [Int] = []
    func run(_ body: StatementNode) throws(Raise) -> PyValue {
      try state.restore(before, frame)
      _ = try body.execute(frame)
      ends.append(state.values(frame))
      return .none
    }
    let result = try graph.conditional(
      predicate,
      then: { [self] () throws(Raise) in try run(then) },
      otherwise: { [self] () throws(Raise) in try run(otherwise) },
      mismatch: { [self] place, a, b in
        let name = FlowState.name(
          of: place, carried.map { (state.variables[$0].name, ends[0][$0]) })
        let (x, y) = (graph.signature(of: a).dtype.name, graph.signature(of: b).dtype.name)
        return Raise.type(
          "'\(name)' has dtype \(x) in the main branch, but dtype \(y) in the else branch")
      },
      settle: { [self] _ throws(Raise) in
        carried = try outcome(ends[0], ends[1])
        return ends.map { values in .list(carried.map { values[$0] }) }
      })
    var merged = before
    for place in state.variables.indices
    where state.variables[place].isLive && !carried.contains(place) {
      merged[place] = ends[0][place]
    }
    for (value, place) in zip(try result.items(), carried) { merged[place] = value }
    try state.restore(merged, frame)
  }

  /// Which variables come out of the branches as tensors.
  private func outcome(_ main: [PyValue], _ other: [PyValue]) throws(Raise) -> [Int] {
    var carried: [Int] = []
    for (place, variable) in state.variables.enumerated() where variable.isLive {
      let (a, b) = (main[place], other[place])
      if a.isUnbound && b.isUnbound { continue }
      if a.isUnbound || b.isUnbound {
        let branch = a.isUnbound ? "main" : "else"
        throw Raise.value(
          Lowering.isReturnValue(variable.name)
            ? "the \(branch) branch must also have a return statement."
            : "'\(variable.name)' must also be initialized in the \(branch) branch")
      }
      if a.isSame(as: b) { continue }
      if a.isNone || b.isNone {
        throw Raise.value(
          "'\(variable.name)' is None at the end of the \(a.isNone ? "main" : "else") branch.")
      }
      guard try GraphNest.isSameStructure(a, b) else {
        throw Raise.type(
          "'\(variable.name)' does not have the same nested structure in the main and else "
            + "branches.\n\nThe two structures don't have the same nested structure.")
      }
      carried.append(place)
    }
    return carried
  }
}

extension FlowState {
  /// The name of the variable that a leaf belongs to.
  static func name(of place: Int, _ variables: [(String, PyValue)]) -> String {
    var left = place
    for (name, value) in variables {
      let count = max((try? Nest.leaves(of: value).count) ?? 1, 1)
      if left < count { return name }
      left -= count
    }
    return variables.last?.0 ?? ""
  }

  /// Words for variables that a loop changes.
  static func shapeError(_ name: String, _ before: PartialShape, _ after: PartialShape) -> Raise {
    Raise.value(
      "'\(name)' has shape \(before) before the loop, but shape \(after) after one iteration. Use "
        + "tf.autograph.experimental.set_loop_options to set shape invariants.")
  }

  static func dtypeError(_ name: String, _ before: DType, _ after: DType) -> Raise {
    Raise.type(
      "'\(name)' has dtype \(before.name) before the loop, but dtype \(after.name) after one "
        + "iteration")
  }

  static var changedCondition: Raise {
    Raise.notImplemented(
      "The condition of while loop started as non-Tensor, then changed to Tensor. This may happen "
        + "either because variables changed type, or when a break or return statement inside the "
        + "loop depends on a Tensor condition. In both cases, changing to a TF loop should remove "
        + "the error.\nSee https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/"
        + "autograph/g3doc/reference/limitations.md#consistency-of-control-flow-types for more "
        + "info.")
  }

  static var tensorBreak: Raise {
    Raise.notImplemented(
      "break and return statements which depend on a TF condition are not supported in Python for "
        + "loops. Did you intend to make it a TF loop?\nSee https://github.com/tensorflow/"
        + "tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md"
        + "#consistency-of-control-flow-types for more info.")
  }

  static var returnInLoop: Raise {
    Raise.notImplemented(
      "a return statement cannot be placed inside this TensorFlow loop; this may happen if a return "
        + "statement depends on a static Python condition such as a hyperparameter")
  }
}

extension FlowState {
  /// Runs a loop on tensors: what the variables are goes from round to round.
  func loop(
    _ graph: GraphBuilder, _ frame: Frame, items: PyValue, target: Target?,
    condition: ((Frame) throws(Raise) -> PyValue)?,
    body: @escaping (Frame) throws(Raise) -> Void
  ) throws(Raise) {
    let context = graph.context
    let invariantPairs = context.graphs.shapeInvariants
    context.graphs.shapeInvariants = []
    var before = values(frame)
    let live = variables.indices.filter { variables[$0].isLive }
    for place in live where before[place].isUnbound && Lowering.isReturnValue(variables[place].name)
    {
      throw FlowState.returnInLoop
    }
    func round(_ item: PyValue) throws(Raise) {
      if let target { try target.store(frame, item) }
      try body(frame)
    }
    let open = live.filter { before[$0].isUnbound || before[$0].isNone }
    if !open.isEmpty {
      // What a variable will be shows in a round that is thrown away.
      let ends = try outcome(graph, frame, items, target, body)
      for place in open where !(ends[place].isUnbound || ends[place].isNone) {
        before[place] = try zeros(like: ends[place], graph)
      }
      try restore(before, frame)
    }
    let carried = live.filter { !before[$0].isUnbound }
    func put(_ values: PyValue) throws(Raise) {
      for (place, value) in zip(carried, try values.items()) {
        try variables[place].target.store(frame, value)
      }
    }
    var names: [String] = []
    for place in carried {
      let count = (try? Nest.leaves(of: before[place]).count) ?? 1
      names += Array(repeating: variables[place].name, count: max(count, 1))
    }
    var invariants: [Int: PartialShape] = [:]
    for pair in invariantPairs {
      let parts = try pair.items()
      guard parts.count == 2,
        let place = carried.firstIndex(where: { before[$0].isSame(as: parts[0]) })
      else { continue }
      invariants[place] = PartialShape(try ShapeObject.lengths(of: parts[1]))
    }
    var loop = GraphLoop(
      variables: .list(carried.map { before[$0] }), names: names, invariants: invariants,
      items: items,
      body: { [self] item, values throws(Raise) in
        // Lists and other things that are no tensors are seen as they were.
        try restore(before, frame)
        try put(values)
        try round(item)
        let ends = self.values(frame)
        for place in carried where ends[place].isNone {
          throw Raise.value("'\(variables[place].name)' is None at the end of the iteration.")
        }
        return .list(carried.map { ends[$0] })
      }, shapeError: FlowState.shapeError, dtypeError: FlowState.dtypeError)
    if let condition {
      loop.condition = { [self] values throws(Raise) in
        try restore(before, frame)
        try put(values)
        return try condition(frame)
      }
    }
    let result = try graph.loop(loop)
    try restore(before, frame)
    try put(result)
  }

  /// The variables after a round in a graph that is thrown away.
  private func outcome(
    _ graph: GraphBuilder, _ frame: Frame, _ items: PyValue, _ target: Target?,
    _ body: (Frame) throws(Raise) -> Void
  ) throws(Raise) -> [PyValue] {
    try graph.body("probe") { inner throws(Raise) in
      if let target, let dataset = items.cast(DatasetObject.self) {
        try target.store(frame, try inner.element(of: dataset, after: 0))
      } else if let target, !items.isNone {
        try target.store(frame, .object(try inner.row(of: items, graph)))
      }
      try body(frame)
      return values(frame)
    }.result
  }

  /// Zeros of the kind of another value, for what a loop sets in its first round.
  private func zeros(like value: PyValue, _ graph: GraphBuilder) throws(Raise) -> PyValue {
    let context = graph.context
    return try GraphNest.map(value) { leaf throws(Raise) in
      guard GraphNest.isTensor(leaf) || leaf.isNumber else { return leaf }
      let signature: PartialSignature
      if leaf.isNumber {
        signature = PartialSignature(try context.tensor(leaf).dtype, PartialShape([]))
      } else {
        signature = leaf.cast(SymbolicTensor.self)?.signature ?? graph.signature(of: leaf)
      }
      let shape = signature.shape.filled(with: 0) ?? TensorShape([])
      return try graph.call(OpText("zeros", "Const"), name: nil, []) { _ throws(Raise) in
        context.box(context.constant(try .filled(0, signature.dtype, shape)))
      }
    }
  }
}
