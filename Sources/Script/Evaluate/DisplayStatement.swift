import Engine

/// The last expression of a notebook's cell: shows its value, if it has one.
final class DisplayStatement: StatementNode {
  private let value: Node
  private let machine: MachinePointer

  init(_ value: Node, _ machine: MachinePointer) {
    self.value = value
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let shown = try value.evaluate(frame)
    if shown.isNone { return .normal }
    machine.pointee.span = value.span
    do throws(Raise) {
      machine.pointee.interpreter.write(try shown.repr() + "\n")
    } catch {
      throw error.at(value.span)
    }
    return .normal
  }
}
