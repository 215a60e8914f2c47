import Engine

/// Runs `raise exception from cause`.
final class RaiseStatement: StatementNode {
  private let exception: Node?
  private let cause: Node?
  private let span: SourceSpan
  private let function: String
  private let machine: MachinePointer

  init(
    _ exception: Node?, _ cause: Node?, _ span: SourceSpan, function: String,
    _ machine: MachinePointer
  ) {
    self.exception = exception
    self.cause = cause
    self.span = span
    self.function = function
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    guard let exception else {
      guard let handled = machine.pointee.handled else {
        throw Raise.runtime("No active exception to reraise").at(span)
      }
      throw Raise(handled)
    }
    let value = try exception.evaluate(frame)
    do throws(Raise) {
      let object = try instance(of: value, "exceptions must derive from BaseException")
      if let cause { try setCause(object, try cause.evaluate(frame)) }
      // Raised again: the old way stays below the new place.
      object.leave(function: function)
      throw Raise(object)
    } catch {
      throw error.at(span)
    }
  }

  private func instance(
    of value: PyValue, _ message: String
  ) throws(Raise) -> ExceptionObject {
    if let object = value.cast(ExceptionObject.self) { return object }
    if let type = value.cast(TypeObject.self), type.isSubclass(of: .baseException),
      let object = try type.call([]).cast(ExceptionObject.self)
    {
      return object
    }
    throw Raise.type(message)
  }

  private func setCause(_ object: ExceptionObject, _ cause: PyValue) throws(Raise) {
    object.suppressesContext = true
    if cause.isNone {
      object.cause = .none
    } else {
      object.cause = .object(
        try instance(of: cause, "exception causes must derive from BaseException"))
    }
  }
}

/// One `except` clause.
struct HandlerNode {
  let type: Node?
  let target: Target?
  let body: StatementNode
  let span: SourceSpan
}

/// Runs `try: … except …: … else: … finally: …`.
final class TryStatement: StatementNode {
  private let body: StatementNode
  private let handlers: [HandlerNode]
  private let otherwise: StatementNode?
  private let finally: StatementNode?
  private let function: String
  private let machine: MachinePointer

  init(
    _ body: StatementNode, _ handlers: [HandlerNode], _ otherwise: StatementNode?,
    _ finally: StatementNode?, function: String, _ machine: MachinePointer
  ) {
    self.body = body
    self.handlers = handlers
    self.otherwise = otherwise
    self.finally = finally
    self.function = function
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    guard let finally else { return try guarded(frame) }
    let completion: Completion
    do throws(Raise) {
      completion = try guarded(frame)
    } catch {
      let ended = try machine.handling(error.exception) { () throws(Raise) in
        try finally.execute(frame)
      }
      // A jump out of `finally` drops the exception.
      if ended != .normal { return ended }
      throw error
    }
    let result = machine.pointee.result
    let ended = try finally.execute(frame)
    if ended != .normal { return ended }
    machine.pointee.result = result
    return completion
  }

  private func guarded(_ frame: Frame) throws(Raise) -> Completion {
    let top = machine.pointee.top
    let depth = machine.pointee.depth
    do throws(Raise) {
      let completion = try body.execute(frame)
      if completion != .normal { return completion }
    } catch {
      assert(machine.pointee.top == top && machine.pointee.depth == depth)
      return try handle(error, frame)
    }
    return try otherwise?.execute(frame) ?? .normal
  }

  private func handle(_ raise: Raise, _ frame: Frame) throws(Raise) -> Completion {
    guard let index = try machine.handler(for: raise.exception, among: handlers, frame) else {
      throw raise
    }
    raise.exception.settle(in: function)
    let handler = handlers[index]
    try handler.target?.store(frame, .object(raise.exception))
    defer { if let target = handler.target { try? target.delete(frame) } }
    return try machine.handling(raise.exception) { () throws(Raise) in
      try handler.body.execute(frame)
    }
  }
}

extension UnsafeMutablePointer<Machine> {
  /// The first clause that catches an exception.
  func handler(
    for exception: ExceptionObject, among handlers: [HandlerNode], _ frame: Frame
  ) throws(Raise) -> Int? {
    for (index, handler) in handlers.enumerated() {
      guard let type = handler.type else { return index }
      let isMatch = try handling(exception) { () throws(Raise) in
        try matches(exception, try type.evaluate(frame), type.span)
      }
      if isMatch { return index }
    }
    return nil
  }

  /// Runs what deals with an exception; another one raised there remembers it as its context.
  func handling<Result>(
    _ exception: ExceptionObject, _ body: () throws(Raise) -> Result
  ) throws(Raise) -> Result {
    let before = pointee.handled
    if let before { exception.adopt(context: before) }
    pointee.handled = exception
    defer { pointee.handled = before }
    do throws(Raise) {
      return try body()
    } catch {
      error.exception.adopt(context: exception)
      throw error
    }
  }

  private func matches(
    _ exception: ExceptionObject, _ type: PyValue, _ span: SourceSpan
  ) throws(Raise) -> Bool {
    if let type = type.cast(TypeObject.self), type.isSubclass(of: .baseException) {
      return exception.type.isSubclass(of: type)
    }
    if let tuple = type.cast(TupleObject.self) {
      for item in tuple.items where try matches(exception, item, span) { return true }
      return false
    }
    throw Raise.type(
      "catching classes that do not inherit from BaseException is not allowed"
    ).at(span)
  }
}

extension ExceptionObject {
  func adopt(context: ExceptionObject) {
    if self === context || self.context != nil { return }
    // No circles: the handled exception may already have this one behind it.
    var behind = context.context
    while let next = behind {
      if next === self { return }
      behind = next.context
    }
    self.context = context
  }
}
