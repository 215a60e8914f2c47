import Engine

/// An expression for its effect.
final class ExpressionStatement: StatementNode {
  private let expression: Node

  init(_ expression: Node) { self.expression = expression }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    _ = try expression.evaluate(frame)
    return .normal
  }
}

/// Runs `name = value`.
final class AssignLocalStatement: StatementNode {
  private let slot: Int
  private let value: Node

  init(_ slot: Int, _ value: Node) {
    self.slot = slot
    self.value = value
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    frame[slot] = try value.evaluate(frame)
    return .normal
  }
}

/// Runs `target = other = value`.
final class AssignStatement: StatementNode {
  private let target: Target
  private let others: [Target]
  private let value: Node

  init(_ targets: [Target], _ value: Node) {
    target = targets.first ?? Target()
    others = Array(targets.dropFirst())
    self.value = value
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let value = try value.evaluate(frame)
    try target.store(frame, value)
    for other in others { try other.store(frame, value) }
    return .normal
  }
}

/// Runs `name += value`.
final class AugmentLocalStatement: StatementNode {
  private let slot: Int
  private let target: LocalNode
  private let value: Node
  private let arithmetic: Arithmetic

  init(_ target: LocalNode, _ value: Node, _ arithmetic: Arithmetic) {
    slot = target.slot
    self.target = target
    self.value = value
    self.arithmetic = arithmetic
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    if case .int = frame[slot] {
      let operand = try value.evaluate(frame)
      if case .int(let x) = frame[slot], case .int(let y) = operand {
        frame[slot] = try arithmetic.ints(x, y)
      } else {
        frame[slot] = try arithmetic.inPlaceNumbers(try target.evaluate(frame), operand)
      }
      return .normal
    }
    if arithmetic.op == .add, isText(frame) {
      return try appendText(frame)
    }
    let old = try target.evaluate(frame)
    let operand = try value.evaluate(frame)
    if case .object = old {
      frame[slot] = try arithmetic.inPlace(old, operand)
    } else {
      frame[slot] = try arithmetic.inPlaceNumbers(old, operand)
    }
    return .normal
  }

  @inline(__always)
  private func isText(_ frame: Frame) -> Bool {
    if case .object(let object) = frame[slot] { object.kind == .string } else { false }
  }

  /// Appends to a text, in place where no other name holds it: otherwise building a text in a
  /// loop would take quadratic time.
  @inline(never)
  private func appendText(_ frame: Frame) throws(Raise) -> Completion {
    let operand = try value.evaluate(frame)
    guard isText(frame), let text = operand.text else {
      frame[slot] = try arithmetic.inPlace(try target.evaluate(frame), operand)
      return .normal
    }
    let taken = (frame + slot).move()
    (frame + slot).initialize(to: .none)
    guard case .object(var object) = consume taken else { return .normal }
    if isKnownUniquelyReferenced(&object) {
      unsafeDowncast(object, to: StringObject.self).append(text)
      frame[slot] = .object(object)
    } else {
      frame[slot] = .string(unsafeDowncast(object, to: StringObject.self).value + text)
    }
    return .normal
  }
}

extension Arithmetic {
  @inline(__always)
  func inPlaceNumbers(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    switch (a, b) {
    case (.float, .float), (.float, .int), (.int, .float): try apply(a, b)
    default: try inPlace(a, b)
    }
  }
}

/// `target op= value` for names of other functions.
final class AugmentNameStatement: StatementNode {
  private let target: Target
  private let current: Node
  private let value: Node
  private let arithmetic: Arithmetic

  init(_ target: Target, _ current: Node, _ value: Node, _ arithmetic: Arithmetic) {
    self.target = target
    self.current = current
    self.value = value
    self.arithmetic = arithmetic
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let old = try current.evaluate(frame)
    let operand = try value.evaluate(frame)
    try target.store(frame, try arithmetic.inPlaceOrInts(old, operand))
    return .normal
  }
}

extension Arithmetic {
  @inline(__always)
  func inPlaceOrInts(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    if case .int(let x) = a, case .int(let y) = b { return try ints(x, y) }
    return try inPlaceNumbers(a, b)
  }
}

/// Runs `object.name op= value`.
final class AugmentAttributeStatement: StatementNode {
  private let object: Node
  private let name: Symbol
  private let value: Node
  private let arithmetic: Arithmetic
  private let span: SourceSpan

  init(
    _ object: Node, _ name: Symbol, _ value: Node, _ arithmetic: Arithmetic, _ span: SourceSpan
  ) {
    self.object = object
    self.name = name
    self.value = value
    self.arithmetic = arithmetic
    self.span = span
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let owner = try object.evaluate(frame)
    do throws(Raise) {
      let old = try owner.attribute(name)
      let operand = try value.evaluate(frame)
      let result = try arithmetic.inPlaceOrInts(old, operand)
      try owner.setAttribute(name, result)
    } catch {
      throw error.at(span)
    }
    return .normal
  }
}

/// Runs `object[index] op= value`.
final class AugmentItemStatement: StatementNode {
  private let object: Node
  private let index: Node
  private let value: Node
  private let arithmetic: Arithmetic
  private let span: SourceSpan

  init(
    _ object: Node, _ index: Node, _ value: Node, _ arithmetic: Arithmetic, _ span: SourceSpan
  ) {
    self.object = object
    self.index = index
    self.value = value
    self.arithmetic = arithmetic
    self.span = span
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let owner = try object.evaluate(frame)
    let key = try index.evaluate(frame)
    do throws(Raise) {
      let old = try owner.item(key)
      let operand = try value.evaluate(frame)
      let result = try arithmetic.inPlaceOrInts(old, operand)
      try owner.setItem(key, result)
    } catch {
      throw error.at(span, SourceSpan(Int(object.span.end), Int(span.end)))
    }
    return .normal
  }
}

/// Runs `return value`.
final class ReturnStatement: StatementNode {
  private let value: Node
  private let machine: MachinePointer

  /// A value of `nil` is a bare `return`.
  init(_ value: Node?, _ machine: MachinePointer) {
    self.value = value ?? ConstantNode(.none, .none)
    self.machine = machine
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let result = try value.evaluate(frame)
    machine.pointee.result = result
    return .returned
  }
}

/// Runs `break` and `continue`.
final class JumpStatement: StatementNode {
  private let completion: Completion

  init(_ completion: Completion) { self.completion = completion }

  override func execute(_ frame: Frame) throws(Raise) -> Completion { completion }
}

/// Runs `if condition: … else: …`.
final class IfStatement: StatementNode {
  private let condition: Node
  private let then: StatementNode
  private let otherwise: StatementNode

  init(_ condition: Node, _ then: StatementNode, _ otherwise: StatementNode?) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise ?? StatementNode()
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    try condition.truth(frame) ? try then.execute(frame) : try otherwise.execute(frame)
  }
}

/// Runs `del target`.
final class DeleteStatement: StatementNode {
  private let targets: [(target: Target, span: SourceSpan)]

  init(_ targets: [(target: Target, span: SourceSpan)]) { self.targets = targets }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    for (target, span) in targets {
      do throws(Raise) {
        try target.delete(frame)
      } catch {
        throw error.at(span)
      }
    }
    return .normal
  }
}

/// Runs `assert condition, message`.
final class AssertStatement: StatementNode {
  private let condition: Node
  private let message: Node?

  init(_ condition: Node, _ message: Node?) {
    self.condition = condition
    self.message = message
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    if try condition.truth(frame) { return .normal }
    guard let message else { throw Raise(.assertionError, []).at(condition.span) }
    throw Raise(.assertionError, [try message.evaluate(frame)]).at(condition.span)
  }
}
