import Engine

/// Runs `import a.b as c`.
final class ImportStatement: StatementNode {
  private let path: String
  private let boundPath: String
  private let target: Target
  private let span: SourceSpan
  private let machine: MachinePointer

  init(
    _ path: String, bound boundPath: String, _ target: Target, _ span: SourceSpan,
    _ machine: MachinePointer
  ) {
    self.path = path
    self.boundPath = boundPath
    self.target = target
    self.span = span
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    machine.pointee.span = span
    do throws(Raise) {
      let interpreter = machine.pointee.interpreter
      let module = try interpreter.module(path)
      let bound = boundPath == path ? module : try interpreter.module(boundPath)
      try target.store(frame, bound)
    } catch {
      throw error.at(span)
    }
    return .normal
  }
}

/// Runs `from a.b import c as d`.
final class ImportNamesStatement: StatementNode {
  private let path: String
  private let names: [(name: String, target: Target, span: SourceSpan)]
  private let span: SourceSpan
  private let machine: MachinePointer

  init(
    _ path: String, _ names: [(name: String, target: Target, span: SourceSpan)],
    _ span: SourceSpan, _ machine: MachinePointer
  ) {
    self.path = path
    self.names = names
    self.span = span
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    machine.pointee.span = span
    let interpreter = machine.pointee.interpreter
    let module: PyValue
    do throws(Raise) {
      module = try interpreter.module(path)
    } catch {
      throw error.at(span)
    }
    for item in names {
      do throws(Raise) {
        try item.target.store(frame, try interpreter.member(item.name, of: module, path))
      } catch {
        throw error.at(item.span)
      }
    }
    return .normal
  }
}
