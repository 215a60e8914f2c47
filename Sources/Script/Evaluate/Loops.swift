import Engine

/// Runs `body` for every value of an iterable until it returns false; whole ranges and lists
/// without an iterator object.
@inline(__always)
func forEach(
  _ iterable: PyValue, _ machine: MachinePointer,
  _ body: (PyValue) throws(Raise) -> Bool
) throws(Raise) {
  if case .object(let object) = iterable {
    if object.kind == .range {
      let range = unsafeDowncast(object, to: RangeObject.self)
      var value = range.start
      var left = range.count
      while left > 0 {
        if try !body(.int(value)) { return }
        value &+= range.step
        left -= 1
        try machine.step()
      }
      return
    }
    if object.kind == .list, !object.type.isLesson {
      let list = unsafeDowncast(object, to: ListObject.self)
      var position = 0
      while position < list.items.count {
        if try !body(list.items[position]) { return }
        position += 1
        try machine.step()
      }
      return
    }
  }
  let iterator = try iterable.iterate()
  while let value = try iterator.next() {
    if try !body(value) { return }
    try machine.step()
  }
}

/// Runs `for target in iterable: …`.
final class ForNode: StatementNode {
  private let target: Target
  private let slot: Int
  private let iterable: Node
  /// The whole statement: tracebacks show it where the iteration itself fails.
  private let span: SourceSpan
  private let body: StatementNode
  private let otherwise: StatementNode?
  private let machine: MachinePointer

  init(
    _ target: Target, _ iterable: Node, _ body: StatementNode, _ otherwise: StatementNode?,
    _ span: SourceSpan, _ machine: MachinePointer
  ) {
    self.span = span
    self.target = target
    slot = (target as? LocalTarget)?.slot ?? -1
    self.iterable = iterable
    self.body = body
    self.otherwise = otherwise
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let values = try iterable.evaluate(frame)
    var ended = Completion.normal
    machine.pointee.span = iterable.span
    do throws(Raise) {
      try forEach(values, machine) { value throws(Raise) in
        if slot >= 0 {
          frame[slot] = value
        } else {
          try target.store(frame, value)
        }
        switch try body.execute(frame) {
        case .normal, .continued: return true
        case .broke:
          ended = .broke
          return false
        case .returned, .yielded:
          ended = .returned
          return false
        }
      }
    } catch {
      throw error.at(span)
    }
    switch ended {
    case .broke: return .normal
    case .returned: return .returned
    default: return try otherwise?.execute(frame) ?? .normal
    }
  }
}

/// Runs `while condition: …`.
final class WhileNode: StatementNode {
  private let condition: Node
  private let body: StatementNode
  private let otherwise: StatementNode?
  private let machine: MachinePointer

  init(
    _ condition: Node, _ body: StatementNode, _ otherwise: StatementNode?,
    _ machine: MachinePointer
  ) {
    self.condition = condition
    self.body = body
    self.otherwise = otherwise
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    while try condition.truth(frame) {
      switch try body.execute(frame) {
      case .normal, .continued: break
      case .broke: return .normal
      case .returned, .yielded: return .returned
      }
      do throws(Raise) {
        try machine.step()
      } catch {
        throw error.at(condition.span)
      }
    }
    return try otherwise?.execute(frame) ?? .normal
  }
}
