import Engine

/// What a `def`, a `lambda` or a generator expression compiles to.
final class FunctionCode {
  struct Parameters {
    /// Positional parameters, then keyword-only ones: the first slots of the frame.
    var names: [Symbol] = []
    var positionalOnly = 0
    var positional = 0
    var restSlot: Int?
    var keywordsSlot: Int?
    var keywordOnly: Int { names.count - positional }
  }

  let name: String
  let qualname: String
  let documentation: String?
  /// Where it is written.
  let span: SourceSpan
  let parameters: Parameters
  let frameSize: Int
  /// Slots of names that inner functions use.
  private let cellSlots: ContiguousArray<Int>
  /// Where the function itself lies when it uses names of functions around it, or −1.
  let functionSlot: Int
  private let body: StatementNode
  /// Whether a call makes a generator.
  private let isGenerator: Bool
  /// Whether a generator that is given up has something left to do.
  let hasCleanups: Bool
  /// The value of a body that is one `return`.
  private let expression: Node
  private let isExpression: Bool
  let machine: MachinePointer
  let lifetime: Lifetime
  private let positionalCount: Int
  private let isSimple: Bool
  private let needsSetup: Bool

  init(
    name: String, qualname: String, documentation: String?, span: SourceSpan,
    parameters: Parameters, frameSize: Int, cellSlots: [Int], functionSlot: Int,
    body: StatementNode, expression: Node?, isGenerator: Bool = false,
    hasCleanups: Bool = false, machine: MachinePointer
  ) {
    self.name = name
    self.qualname = qualname
    self.documentation = documentation
    self.span = span
    self.parameters = parameters
    self.frameSize = frameSize
    self.cellSlots = ContiguousArray(cellSlots)
    self.functionSlot = functionSlot
    self.body = body
    self.expression = expression ?? Node(.none)
    isExpression = expression != nil
    self.isGenerator = isGenerator
    self.hasCleanups = hasCleanups
    lifetime = machine.pointee.interpreter.lifetime
    self.machine = machine
    positionalCount = parameters.positional
    isSimple =
      parameters.keywordOnly == 0 && parameters.restSlot == nil && parameters.keywordsSlot == nil
    needsSetup = functionSlot >= 0 || !cellSlots.isEmpty
  }

  @inline(__always)
  func call(_ function: FunctionObject, _ arguments: Arguments) throws(Raise) -> PyValue {
    let machine = machine
    guard isSimple, arguments.count == positionalCount, arguments.keywords == nil else {
      return try callBinding(function, arguments)
    }
    let top = machine.pointee.top
    if arguments.values + positionalCount == top {
      // The arguments already lie where the frame begins.
      _ = try machine.reserve(frameSize - positionalCount)
      defer { machine.release(top, frameSize - positionalCount) }
      return try run(function, arguments.values)
    }
    let frame = try machine.reserve(frameSize)
    defer { machine.release(frame, frameSize) }
    var index = 0
    while index < positionalCount {
      frame[index] = arguments.values[index]
      index += 1
    }
    return try run(function, frame)
  }

  @inline(never)
  private func callBinding(
    _ function: FunctionObject, _ arguments: Arguments
  ) throws(Raise) -> PyValue {
    let frame = try machine.reserve(frameSize)
    defer { machine.release(frame, frameSize) }
    try bind(function, arguments, into: frame)
    return try run(function, frame)
  }

  private func run(_ function: FunctionObject, _ frame: Frame) throws(Raise) -> PyValue {
    machine.pointee.depth += 1
    defer { machine.pointee.depth -= 1 }
    do throws(Raise) {
      if machine.pointee.depth > machine.pointee.recursionLimit {
        throw Raise(.recursionError, "maximum recursion depth exceeded")
      }
      try machine.step()
      if needsSetup { setUp(function, frame) }
      if isExpression { return try expression.evaluate(frame) }
      if isGenerator { return .object(FunctionGenerator(function, movedFrom: frame)) }
      guard try body.execute(frame) == .returned else { return .none }
      let result = machine.pointee.result
      machine.pointee.result = .none
      return result
    } catch {
      error.exception.leave(function: name)
      throw error
    }
  }

  var generatorBody: StatementNode { body }

  /// Puts cells and the function itself where nodes look for them.
  func setUp(_ function: FunctionObject, _ frame: Frame) {
    for slot in cellSlots { frame[slot] = .object(CellObject(frame[slot])) }
    if functionSlot >= 0 { frame[functionSlot] = .object(function) }
  }
}
