import Engine

/// `try` with a `yield` in it.
final class ResumableTry: StatementNode {
  /// Where the statement stands: in the body, in a handler, in `else`, in `finally` with an
  /// exception or with a way of leaving to be taken up again.
  private enum Part {
    static let body = 0
    static let otherwise = 1
    static let failing = 2
    static let leaving = 3
    /// The first handler; the others follow.
    static let handler = 4
  }

  private let body: StatementNode
  private let handlers: [HandlerNode]
  private let otherwise: StatementNode?
  private let finally: StatementNode?
  /// Slots for the part, the exception or completion, and the value of a `return`.
  private let state: Int
  private let pending: Int
  private let result: Int
  private let function: String
  private let machine: MachinePointer

  init(
    _ body: StatementNode, _ handlers: [HandlerNode], _ otherwise: StatementNode?,
    _ finally: StatementNode?, state: Int, pending: Int, result: Int, function: String,
    _ machine: MachinePointer
  ) {
    self.body = body
    self.handlers = handlers
    self.otherwise = otherwise
    self.finally = finally
    self.state = state
    self.pending = pending
    self.result = result
    self.function = function
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let part = frame[state].smallInt ?? Part.body
    frame[state] = .unbound
    guard let finally else { return try guarded(part, frame) }
    if part == Part.failing || part == Part.leaving { return try end(finally, part, frame) }
    do throws(Raise) {
      let completion = try guarded(part, frame)
      if completion == .yielded { return .yielded }
      frame[pending] = .int(Int(completion.rawValue))
      frame[result] = machine.pointee.result
    } catch {
      frame[pending] = .object(error.exception)
      return try end(finally, Part.failing, frame)
    }
    return try end(finally, Part.leaving, frame)
  }

  private func end(
    _ finally: StatementNode, _ part: Int, _ frame: Frame
  ) throws(Raise) -> Completion {
    let (kept, value) = (frame[pending], frame[result])
    frame[pending] = .unbound
    frame[result] = .unbound
    let exception = kept.cast(ExceptionObject.self)
    let ended: Completion
    if let exception {
      ended = try machine.handling(exception) { () throws(Raise) in try finally.execute(frame) }
    } else {
      ended = try finally.execute(frame)
    }
    if ended == .yielded {
      frame[state] = .int(part)
      frame[pending] = kept
      frame[result] = value
    }
    if ended != .normal { return ended }
    if let exception { throw Raise(exception) }
    machine.pointee.result = value.isUnbound ? .none : value
    return Completion(rawValue: UInt8(kept.smallInt ?? 0)) ?? .normal
  }

  private func guarded(_ part: Int, _ frame: Frame) throws(Raise) -> Completion {
    if part >= Part.handler { return try handle(part - Part.handler, frame) }
    if part == Part.body {
      do throws(Raise) {
        let completion = try body.execute(frame)
        if completion == .yielded { frame[state] = .int(Part.body) }
        if completion != .normal { return completion }
      } catch {
        guard let index = try machine.handler(for: error.exception, among: handlers, frame) else {
          throw error
        }
        error.exception.settle(in: function)
        try handlers[index].target?.store(frame, .object(error.exception))
        frame[pending] = .object(error.exception)
        return try handle(index, frame)
      }
    }
    let completion = try otherwise?.execute(frame) ?? .normal
    if completion == .yielded { frame[state] = .int(Part.otherwise) }
    return completion
  }

  private func handle(_ index: Int, _ frame: Frame) throws(Raise) -> Completion {
    let handler = handlers[index]
    guard let exception = frame[pending].cast(ExceptionObject.self) else { return .normal }
    frame[pending] = .unbound
    let completion: Completion
    do throws(Raise) {
      completion = try machine.handling(exception) { () throws(Raise) in
        try handler.body.execute(frame)
      }
    } catch {
      if let target = handler.target { try? target.delete(frame) }
      throw error
    }
    if completion == .yielded {
      frame[state] = .int(Part.handler + index)
      frame[pending] = .object(exception)
    } else if let target = handler.target {
      try? target.delete(frame)
    }
    return completion
  }
}

/// `with` around a `yield`; the state is the manager's `__exit__`.
final class ResumableWith: StatementNode {
  private let manager: ContextManager
  private let target: Target?
  private let body: StatementNode
  private let state: Int

  init(
    _ manager: ContextManager, _ target: Target?, _ body: StatementNode, state: Int
  ) {
    self.manager = manager
    self.target = target
    self.body = body
    self.state = state
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    var exit = frame[state]
    frame[state] = .unbound
    if exit.isUnbound { exit = try manager.enter(frame, target) }
    let completion: Completion
    do throws(Raise) {
      completion = try body.execute(frame)
    } catch {
      if try manager.leave(exit, error) { return .normal }
      throw error
    }
    if completion == .yielded {
      frame[state] = exit
    } else {
      try manager.leave(exit)
    }
    return completion
  }
}
