import Engine

/// Runs `while`; on a tensor it becomes a loop of the graph.
final class GraphWhileStatement: StatementNode {
  private let condition: Node
  private let body: StatementNode
  private let state: FlowState
  private let machine: MachinePointer

  init(
    _ condition: Node, _ body: StatementNode, _ variables: [FlowState.Variable],
    _ machine: MachinePointer
  ) {
    self.condition = condition
    self.body = body
    state = FlowState(variables)
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    // The first look at the condition must leave no nodes behind.
    let context = machine.pointee.interpreter.graphContext
    var value = PyValue.none
    var graph: GraphBuilder?
    if let current = context?.graph {
      let looked = try current.body("tmp") { inner throws(Raise) in
        let value = try condition.evaluate(frame)
        return (value, try value.symbolic() != nil)
      }
      value = looked.result.0
      if looked.result.1 { graph = current }
    } else {
      value = try condition.evaluate(frame)
    }
    guard let graph else { return try runPlainly(frame, value) }
    machine.pointee.span = condition.span
    do throws(Raise) {
      try state.loop(
        graph, frame, items: .none, target: nil,
        condition: { [condition] frame throws(Raise) in try condition.evaluate(frame) },
        body: { [body] frame throws(Raise) in _ = try body.execute(frame) })
    } catch {
      throw error.at(condition.span)
    }
    return .normal
  }

  private func runPlainly(_ frame: Frame, _ first: PyValue) throws(Raise) -> Completion {
    var value = first
    while true {
      do throws(Raise) {
        if try value.symbolic() != nil { throw FlowState.changedCondition }
        if try !value.truth() { return .normal }
        try machine.step()
      } catch {
        throw error.at(condition.span)
      }
      _ = try body.execute(frame)
      value = try condition.evaluate(frame)
    }
  }
}

/// Runs `for`; over a tensor it becomes a loop of the graph.
final class GraphForStatement: StatementNode {
  private let target: Target
  private let iterable: Node
  /// Whether no `break` was reached.
  private let test: Node?
  private let body: StatementNode
  private let state: FlowState
  private let machine: MachinePointer

  init(
    _ target: Target, _ iterable: Node, _ test: Node?, _ body: StatementNode,
    _ variables: [FlowState.Variable], _ machine: MachinePointer
  ) {
    self.target = target
    self.iterable = iterable
    self.test = test
    self.body = body
    state = FlowState(variables)
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let values = try iterable.evaluate(frame)
    machine.pointee.span = iterable.span
    do throws(Raise) {
      var loop = try values.symbolic()
      if values.object is DatasetObject, let graph = machine.pointee.interpreter.graphContext?.graph
      {
        loop = (graph, values)
      }
      if let (graph, tensor) = loop {
        var condition: ((Frame) throws(Raise) -> PyValue)?
        if let test { condition = { frame throws(Raise) in try test.evaluate(frame) } }
        try state.loop(
          graph, frame, items: tensor, target: target, condition: condition,
          body: { [body] frame throws(Raise) in _ = try body.execute(frame) })
      } else {
        try forEach(values, machine) { value throws(Raise) in
          if let test {
            let go = try test.evaluate(frame)
            if try go.symbolic() != nil { throw FlowState.tensorBreak }
            if try !go.truth() { return false }
          }
          try target.store(frame, value)
          _ = try body.execute(frame)
          return true
        }
      }
    } catch {
      throw error.at(iterable.span)
    }
    return .normal
  }
}
