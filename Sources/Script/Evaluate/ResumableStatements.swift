import Engine

// Statements with a `yield` inside. Each keeps in a slot of the generator's frame where it stands;
// `unbound` is the beginning. Executing it again goes on from there.

/// Statements one after the other.
final class ResumableSequence: StatementNode {
  private let nodes: [StatementNode]
  private let state: Int

  init(_ nodes: [StatementNode], state: Int) {
    self.nodes = nodes
    self.state = state
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    var index = frame[state].smallInt ?? 0
    frame[state] = .unbound
    while index < nodes.count {
      let completion = try nodes[index].execute(frame)
      if completion == .yielded { frame[state] = .int(index) }
      if completion != .normal { return completion }
      index += 1
    }
    return .normal
  }
}

/// `if` with a `yield` in a branch.
final class ResumableIf: StatementNode {
  private let condition: Node
  private let then: StatementNode
  private let otherwise: StatementNode?
  private let state: Int

  init(
    _ condition: Node, _ then: StatementNode, _ otherwise: StatementNode?, state: Int
  ) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    self.state = state
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let isThen: Bool
    if case .bool(let branch) = frame[state] {
      isThen = branch
      frame[state] = .unbound
    } else {
      isThen = try condition.truth(frame)
    }
    let completion = try isThen ? then.execute(frame) : otherwise?.execute(frame) ?? .normal
    if completion == .yielded { frame[state] = .bool(isThen) }
    return completion
  }
}

/// `while` with a `yield` in it.
final class ResumableWhile: StatementNode {
  private enum Part: Int { case condition, body, otherwise }

  /// The `yield`s of the condition.
  private let preparation: StatementNode
  private let condition: Node
  private let body: StatementNode
  private let otherwise: StatementNode?
  private let state: Int
  private let machine: MachinePointer

  init(
    _ preparation: StatementNode, _ condition: Node, _ body: StatementNode,
    _ otherwise: StatementNode?, state: Int, _ machine: MachinePointer
  ) {
    self.preparation = preparation
    self.condition = condition
    self.body = body
    self.otherwise = otherwise
    self.state = state
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    var part = frame[state].smallInt.flatMap(Part.init) ?? .condition
    frame[state] = .unbound
    while true {
      let completion: Completion
      switch part {
      case .condition:
        completion = try preparation.execute(frame)
        if completion == .normal {
          part = try condition.truth(frame) ? .body : .otherwise
          do throws(Raise) {
            try machine.step()
          } catch {
            throw error.at(condition.span)
          }
        }
      case .body:
        completion = try body.execute(frame)
        switch completion {
        case .normal, .continued: part = .condition
        case .broke: return .normal
        case .returned, .yielded: break
        }
      case .otherwise:
        completion = try otherwise?.execute(frame) ?? .normal
        if completion != .yielded { return completion }
      }
      if completion == .yielded { frame[state] = .int(part.rawValue) }
      if completion == .yielded || completion == .returned { return completion }
    }
  }
}

/// `for` with a `yield` in it; the state is the iterator, or `true` in the `else` block.
final class ResumableFor: StatementNode {
  private let target: Target
  private let iterable: Node
  /// The whole statement: tracebacks show it where the iteration itself fails.
  private let span: SourceSpan
  private let body: StatementNode
  private let otherwise: StatementNode?
  private let state: Int
  private let machine: MachinePointer

  init(
    _ target: Target, _ iterable: Node, _ body: StatementNode, _ otherwise: StatementNode?,
    state: Int, _ span: SourceSpan, _ machine: MachinePointer
  ) {
    self.span = span
    self.target = target
    self.iterable = iterable
    self.body = body
    self.otherwise = otherwise
    self.state = state
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let before = frame[state]
    frame[state] = .unbound
    if case .bool = before { return try end(frame) }
    do throws(Raise) {
      var isInside = true
      let iterator: PyIterator
      if let running = before.cast(PyIterator.self) {
        iterator = running
      } else {
        iterator = try iterable.evaluate(frame).iterate()
        isInside = false
      }
      while true {
        if !isInside {
          guard let value = try iterator.next() else { break }
          try target.store(frame, value)
        }
        isInside = false
        switch try body.execute(frame) {
        case .normal, .continued: try machine.step()
        case .broke: return .normal
        case .returned: return .returned
        case .yielded:
          frame[state] = .object(iterator)
          return .yielded
        }
      }
    } catch {
      throw error.at(span)
    }
    return try end(frame)
  }

  private func end(_ frame: Frame) throws(Raise) -> Completion {
    let completion = try otherwise?.execute(frame) ?? .normal
    if completion == .yielded { frame[state] = .bool(true) }
    return completion
  }
}
