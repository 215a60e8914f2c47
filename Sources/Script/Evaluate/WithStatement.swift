import Engine

/// `with context as target: …`, one item; several are nested.
final class WithStatement: StatementNode {
  private let manager: ContextManager
  private let target: Target?
  private let body: StatementNode
  private let machine: MachinePointer

  init(
    _ manager: ContextManager, _ target: Target?, _ body: StatementNode, _ machine: MachinePointer
  ) {
    self.manager = manager
    self.target = target
    self.body = body
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let exit = try manager.enter(frame, target)
    let completion: Completion
    do throws(Raise) {
      completion = try body.execute(frame)
    } catch {
      if try manager.leave(exit, error) { return .normal }
      throw error
    }
    try manager.leave(exit)
    return completion
  }
}

/// The entering and leaving of a `with` item.
struct ContextManager {
  let context: Node
  let machine: MachinePointer

  /// Enters, and gives the bound `__exit__`.
  func enter(_ frame: Frame, _ target: Target?) throws(Raise) -> PyValue {
    let manager = try context.evaluate(frame)
    machine.pointee.span = context.span
    do throws(Raise) {
      let enter = try method(Names.enter, manager)
      let exit = try method(Names.exit, manager)
      let value = try enter.call()
      try target?.store(frame, value)
      return exit
    } catch {
      throw error.at(context.span)
    }
  }

  /// Leaves without an exception; the value of a `return` on its way out stays.
  func leave(_ exit: PyValue) throws(Raise) {
    let result = machine.pointee.result
    machine.pointee.span = context.span
    do throws(Raise) {
      _ = try exit.call(.none, .none, .none)
    } catch {
      throw error.at(context.span)
    }
    machine.pointee.result = result
  }

  /// Leaves with an exception; whether it ends here.
  func leave(_ exit: PyValue, _ raise: Raise) throws(Raise) -> Bool {
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
