import Engine

/// Whether the lesson that generators belong to still runs.
final class Lifetime {
  @exclusivity(unchecked) var isOver = false
}

/// A generator: a frame of its own, and where it stands.
package class GeneratorObject: PyIterator {
  final let function: FunctionObject
  final let frame: Frame
  @exclusivity(unchecked) final private(set) var isFinished = false
  @exclusivity(unchecked) final private(set) var isStarted = false
  @exclusivity(unchecked) private final var isRunning = false
  /// What `return` gave.
  @exclusivity(unchecked) final var result = PyValue.none

  init(_ function: FunctionObject) {
    self.function = function
    let size = function.code.frameSize
    frame = .allocate(capacity: max(size, 1))
    frame.initialize(repeating: .unbound, count: size)
    super.init(.generator)
  }

  deinit {
    frame.deinitialize(count: function.code.frameSize)
    frame.deallocate()
  }

  /// Runs to the next value; `nil` at the end.
  func advance() throws(Raise) -> PyValue? { nil }

  /// Whether nothing has to be run when the generator is given up.
  var isIdle: Bool { isFinished || !isStarted }

  package final override func repr() throws(Raise) -> String {
    "<generator object \(function.qualname) at \(addressText)>"
  }

  package final override func next() throws(Raise) -> PyValue? { try resume(.none, nil) }

  /// Goes on with a value or an exception where the generator stands.
  final func resume(_ value: PyValue, _ exception: ExceptionObject?) throws(Raise) -> PyValue? {
    if isRunning { throw Raise.value("generator already executing") }
    if isFinished {
      if let exception { throw Raise(exception) }
      result = .none
      return nil
    }
    if !isStarted {
      if let exception {
        isFinished = true
        throw Raise(exception)
      }
      guard value.isNone else {
        throw Raise.type("can't send non-None value to a just-started generator")
      }
    }
    let machine = function.code.machine
    isStarted = true
    isRunning = true
    machine.pointee.received = value
    machine.pointee.injected = exception
    machine.pointee.depth += 1
    let handled = machine.pointee.handled
    defer {
      isRunning = false
      machine.pointee.depth -= 1
      machine.pointee.handled = handled
    }
    do throws(Raise) {
      if machine.pointee.depth > machine.pointee.recursionLimit {
        throw Raise(.recursionError, "maximum recursion depth exceeded")
      }
      try machine.step()
      if let value = try advance() { return value }
      isFinished = true
      return nil
    } catch {
      isFinished = true
      error.exception.leave(function: function.code.name)
      guard error.matches(.stopIteration) else { throw error }
      let raise = Raise.runtime("generator raised StopIteration")
      raise.exception.cause = .object(error.exception)
      raise.exception.suppressesContext = true
      throw raise
    }
  }

  /// Ends the generator where it stands.
  final func close() throws(Raise) {
    if isIdle {
      isFinished = true
      return
    }
    do throws(Raise) {
      guard try resume(.none, ExceptionObject(.generatorExit, [])) == nil else {
        throw Raise.runtime("generator ignored GeneratorExit")
      }
    } catch {
      if error.matches(.generatorExit) || error.matches(.stopIteration) { return }
      throw error
    }
  }
}

/// A generator expression that runs: one iterator per clause.
final class ExpressionGenerator: GeneratorObject {
  private let body: GeneratorBody
  private var iterators: [PyIterator]

  init(_ function: FunctionObject, _ body: GeneratorBody, _ first: PyIterator) {
    self.body = body
    iterators = [first]
    super.init(function)
    function.code.setUp(function, frame)
  }

  override func advance() throws(Raise) -> PyValue? {
    let machine = function.code.machine
    do throws(Raise) {
      if let exception = machine.pointee.injected {
        machine.pointee.injected = nil
        throw Raise(exception)
      }
      while let iterator = iterators.last {
        let level = iterators.count - 1
        try machine.step()
        guard let value = try iterator.next() else {
          iterators.removeLast()
          continue
        }
        let clause = body.clauses[level]
        try clause.target.store(frame, value)
        guard try passes(clause) else { continue }
        if level + 1 == body.clauses.count { return try body.element.evaluate(frame) }
        iterators.append(try body.clauses[level + 1].iterable.evaluate(frame).iterate())
      }
      return nil
    } catch {
      iterators = []
      throw error.at(body.element.span)
    }
  }

  private func passes(_ clause: ClauseNode) throws(Raise) -> Bool {
    for condition in clause.conditions where !(try condition.truth(frame)) { return false }
    return true
  }
}

/// A function with `yield` that was called.
final class FunctionGenerator: GeneratorObject {
  /// Takes over the frame of the call, with parameters and cells in place.
  init(_ function: FunctionObject, movedFrom row: Frame) {
    super.init(function)
    for slot in 0..<function.code.frameSize {
      frame[slot] = row[slot]
    }
  }

  deinit { runCleanups() }

  override func advance() throws(Raise) -> PyValue? {
    let machine = function.code.machine
    let ended = try function.code.generatorBody.execute(frame)
    let value = machine.pointee.result
    machine.pointee.result = .none
    if ended == .yielded { return value }
    result = ended == .returned ? value : .none
    return nil
  }

  /// Given up in the middle: what `with` and `finally` promise still happens.
  private func runCleanups() {
    guard !isIdle, function.code.hasCleanups, !function.code.lifetime.isOver else { return }
    let machine = function.code.machine
    let (result, handled) = (machine.pointee.result, machine.pointee.handled)
    machine.pointee.injected = ExceptionObject(.generatorExit, [])
    // Python, too, only mentions what goes wrong here.
    _ = try? function.code.generatorBody.execute(frame)
    machine.pointee.injected = nil
    (machine.pointee.result, machine.pointee.handled) = (result, handled)
  }
}

nonisolated(unsafe) let generatorMembers: [NativeMember] =
  iteratorMembers.filter { member in
    if case .method("__next__", _, _) = member { false } else { true }
  } + [
    .method("__next__", "") { a throws(Raise) in
      let generator = try a.object(0, GeneratorObject.self)
      return try generator.valueOrStop(try generator.next())
    },
    .method("send", "arg, /") { a throws(Raise) in
      let generator = try a.object(0, GeneratorObject.self)
      return try generator.valueOrStop(try generator.resume(a[1], nil))
    },
    .method("throw", "typ, val=None, tb=None, /") { a throws(Raise) in
      let generator = try a.object(0, GeneratorObject.self)
      return try generator.valueOrStop(try generator.resume(.none, try thrown(a[1], a[2])))
    },
    .method("close", "") { a throws(Raise) in
      try a.object(0, GeneratorObject.self).close()
      return .none
    },
  ]

extension GeneratorObject {
  /// The value, or the `StopIteration` that stands for the end.
  func valueOrStop(_ value: PyValue?) throws(Raise) -> PyValue {
    if let value { return value }
    throw Raise(.stopIteration, result.isNone ? [] : [result])
  }
}

/// The exception that the arguments of `throw` mean.
private func thrown(_ type: PyValue, _ value: PyValue) throws(Raise) -> ExceptionObject {
  if let exception = type.cast(ExceptionObject.self) { return exception }
  if let made = type.cast(TypeObject.self), made.isSubclass(of: .baseException) {
    if let exception = value.cast(ExceptionObject.self) { return exception }
    let called = try made.call(value.isNone ? [] : [value])
    if let exception = called.cast(ExceptionObject.self) { return exception }
  }
  throw Raise.type(
    "exceptions must be classes or instances deriving from BaseException, not \(type.typeName)")
}
