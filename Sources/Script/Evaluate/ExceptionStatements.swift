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
      if let place = object.place {
        // Raised again: the old way stays below the new place.
        object.entries.append(
          .init(function: function, span: place.span, anchor: place.anchor))
        object.place = nil
      }
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
  private let machine: MachinePointer

  init(
    _ body: StatementNode, _ handlers: [HandlerNode], _ otherwise: StatementNode?,
    _ finally: StatementNode?, _ machine: MachinePointer
  ) {
    self.body = body
    self.handlers = handlers
    self.otherwise = otherwise
    self.finally = finally
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    guard let finally else { return try guarded(frame) }
    let completion: Completion
    do throws(Raise) {
      completion = try guarded(frame)
    } catch {
      let ended = try handling(error.exception) { () throws(Raise) in try finally.execute(frame) }
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
    for handler in handlers {
      let isMatch: Bool
      if let type = handler.type {
        isMatch = try handling(raise.exception) { () throws(Raise) in
          try matches(raise.exception, try type.evaluate(frame), type.span)
        }
      } else {
        isMatch = true
      }
      guard isMatch else { continue }
      try handler.target?.store(frame, .object(raise.exception))
      defer { if let target = handler.target { try? target.delete(frame) } }
      return try handling(raise.exception) { () throws(Raise) in try handler.body.execute(frame) }
    }
    throw raise
  }

  /// Runs what deals with an exception; another one raised there remembers it as its context.
  private func handling<Result>(
    _ exception: ExceptionObject, _ body: () throws(Raise) -> Result
  ) throws(Raise) -> Result {
    let before = machine.pointee.handled
    machine.pointee.handled = exception
    defer { machine.pointee.handled = before }
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

/// `with context as target: …`, one item; several are nested.
final class WithStatement: StatementNode {
  private let context: Node
  private let target: Target?
  private let body: StatementNode
  private let machine: MachinePointer

  init(_ context: Node, _ target: Target?, _ body: StatementNode, _ machine: MachinePointer) {
    self.context = context
    self.target = target
    self.body = body
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let manager = try context.evaluate(frame)
    machine.pointee.span = context.span
    let exit: PyValue
    do throws(Raise) {
      let enter = try method(Names.enter, manager)
      exit = try method(Names.exit, manager)
      let value = try enter.call()
      try target?.store(frame, value)
    } catch {
      throw error.at(context.span)
    }
    let completion: Completion
    do throws(Raise) {
      completion = try body.execute(frame)
    } catch {
      if try leave(exit, error) { return .normal }
      throw error
    }
    let result = machine.pointee.result
    machine.pointee.span = context.span
    do throws(Raise) {
      _ = try exit.call(.none, .none, .none)
    } catch {
      throw error.at(context.span)
    }
    machine.pointee.result = result
    return completion
  }

  private func leave(_ exit: PyValue, _ raise: Raise) throws(Raise) -> Bool {
    let before = machine.pointee.handled
    machine.pointee.handled = raise.exception
    defer { machine.pointee.handled = before }
    machine.pointee.span = context.span
    do throws(Raise) {
      let exception = raise.exception
      return try exit.call(.object(exception.type), .object(exception), .none).truth()
    } catch {
      error.exception.adopt(context: raise.exception)
      throw error.at(context.span)
    }
  }

  private func method(_ name: Symbol, _ manager: PyValue) throws(Raise) -> PyValue {
    if let found = try manager.findAttribute(name) { return found }
    let missing = name == Names.exit ? " (missed __exit__ method)" : ""
    throw Raise.type(
      "'\(manager.typeName)' object does not support the context manager protocol\(missing)")
  }
}
