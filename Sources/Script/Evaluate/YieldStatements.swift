import Engine

/// Gives a value out of a generator; what comes back goes to a slot, from where the expression
/// around takes it.
final class YieldStatement: StatementNode {
  private let value: Node?
  /// Bound while the generator stands here.
  private let state: Int
  private let received: Int
  private let span: SourceSpan
  private let machine: MachinePointer

  init(
    _ value: Node?, state: Int, received: Int, _ span: SourceSpan, _ machine: MachinePointer
  ) {
    self.value = value
    self.state = state
    self.received = received
    self.span = span
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    guard frame[state].isUnbound else {
      frame[state] = .unbound
      if let exception = machine.pointee.injected {
        machine.pointee.injected = nil
        throw Raise(exception).at(span)
      }
      frame[received] = machine.pointee.received
      machine.pointee.received = .none
      return .normal
    }
    machine.pointee.result = try value?.evaluate(frame) ?? .none
    frame[state] = .bool(true)
    return .yielded
  }
}

/// `yield from iterable`.
final class DelegateStatement: StatementNode {
  private let iterable: Node
  /// The iterator while the generator stands here.
  private let state: Int
  private let received: Int
  private let span: SourceSpan
  private let machine: MachinePointer

  init(
    _ iterable: Node, state: Int, received: Int, _ span: SourceSpan, _ machine: MachinePointer
  ) {
    self.iterable = iterable
    self.state = state
    self.received = received
    self.span = span
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    do throws(Raise) {
      let iterator: PyIterator
      let value: PyValue?
      if let running = frame[state].cast(PyIterator.self) {
        iterator = running
        frame[state] = .unbound
        value = try goOn(iterator)
      } else {
        iterator = try iterable.evaluate(frame).iterate()
        value = try iterator.next()
      }
      guard let value else {
        frame[received] = iterator.returned
        return .normal
      }
      frame[state] = .object(iterator)
      machine.pointee.result = value
      return .yielded
    } catch {
      throw error.at(span)
    }
  }

  /// Hands what came in to the iterator inside.
  private func goOn(_ iterator: PyIterator) throws(Raise) -> PyValue? {
    let value = machine.pointee.received
    machine.pointee.received = .none
    let generator = iterator as? GeneratorObject
    if let exception = machine.pointee.injected {
      machine.pointee.injected = nil
      guard let generator else { throw Raise(exception) }
      if exception.type.isSubclass(of: .generatorExit) {
        try generator.close()
        throw Raise(exception)
      }
      return try generator.resume(.none, exception)
    }
    if let generator { return try generator.resume(value, nil) }
    if value.isNone { return try iterator.next() }
    throw Raise.attribute("'\(iterator.type.name)' object has no attribute 'send'")
  }
}

/// The value that came back into a generator.
final class ReceivedNode: Node {
  private let slot: Int

  init(_ slot: Int, _ span: SourceSpan) {
    self.slot = slot
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = frame[slot]
    frame[slot] = .unbound
    return value
  }
}

extension PyIterator {
  /// What the iteration returned at its end.
  fileprivate var returned: PyValue {
    if let generator = self as? GeneratorObject { return generator.result }
    return (self as? InstanceIterator)?.result ?? .none
  }
}
