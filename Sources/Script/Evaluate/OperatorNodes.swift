import Engine

/// Evaluates `left op right`.
final class BinaryNode: Node {
  private let arithmetic: Arithmetic
  private let left: Node
  private let right: Node

  init(_ arithmetic: Arithmetic, _ left: Node, _ right: Node) {
    self.arithmetic = arithmetic
    self.left = left
    self.right = right
    super.init(arithmetic.span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    return try arithmetic.apply(a, b)
  }

  /// The best node for the operands.
  static func make(
    _ op: BinaryOperator, _ left: Node, _ right: Node, anchor: SourceSpan, _ span: SourceSpan,
    _ machine: MachinePointer
  ) -> Node {
    let arithmetic = Arithmetic(op, span, anchor, machine)
    if let constant = right as? ConstantNode {
      if let local = left as? LocalNode {
        return BinaryLocalConstantNode(arithmetic, local, constant)
      }
      return BinaryConstantNode(arithmetic, left, constant)
    }
    if let local = left as? LocalNode, let other = right as? LocalNode {
      return BinaryLocalsNode(arithmetic, local, other)
    }
    return BinaryNode(arithmetic, left, right)
  }
}

/// An operator where it stands: numbers at once, objects with their place noted.
struct Arithmetic {
  let op: BinaryOperator
  let span: SourceSpan
  let anchor: SourceSpan
  let machine: MachinePointer
  private let isArithmetic: Bool

  init(
    _ op: BinaryOperator, _ span: SourceSpan, _ anchor: SourceSpan, _ machine: MachinePointer
  ) {
    self.op = op
    isArithmetic = op.isArithmetic
    self.span = span
    self.anchor = anchor
    self.machine = machine
  }

  @inline(__always)
  func apply(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    switch (a, b) {
    case (.int(let x), .int(let y)): return try ints(x, y)
    case (.float(let x), .float(let y)) where isArithmetic: return try floats(x, y)
    case (.float(let x), .int(let y)) where isArithmetic: return try floats(x, Double(y))
    case (.int(let x), .float(let y)) where isArithmetic: return try floats(Double(x), y)
    default: return try slowly(a, b)
    }
  }

  @inline(__always)
  func ints(_ x: Int, _ y: Int) throws(Raise) -> PyValue {
    switch op {
    case .add:
      let (sum, overflow) = x.addingReportingOverflow(y)
      if !overflow { return .int(sum) }
    case .subtract:
      let (difference, overflow) = x.subtractingReportingOverflow(y)
      if !overflow { return .int(difference) }
    case .multiply:
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow { return .int(product) }
    default: break
    }
    return try otherInts(x, y)
  }

  @inline(never)
  private func otherInts(_ x: Int, _ y: Int) throws(Raise) -> PyValue {
    do throws(Raise) {
      return try Numbers.apply(op, x, y)
    } catch {
      throw error.at(span, anchor)
    }
  }

  @inline(__always)
  private func floats(_ x: Double, _ y: Double) throws(Raise) -> PyValue {
    switch op {
    case .add: return .float(x + y)
    case .subtract: return .float(x - y)
    case .multiply: return .float(x * y)
    default: return try otherFloats(x, y)
    }
  }

  @inline(never)
  private func otherFloats(_ x: Double, _ y: Double) throws(Raise) -> PyValue {
    do throws(Raise) {
      return try Numbers.apply(op, x, y)
    } catch {
      throw error.at(span, anchor)
    }
  }

  @inline(never)
  private func slowly(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    machine.pointee.span = span
    do throws(Raise) {
      return try Operators.apply(op, a, b)
    } catch {
      throw error.at(span, anchor)
    }
  }

  @inline(never)
  func inPlace(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    machine.pointee.span = span
    do throws(Raise) {
      return try Operators.applyInPlace(op, a, b)
    } catch {
      throw error.at(span, anchor)
    }
  }
}

/// Evaluates `x + 1`.
final class BinaryLocalConstantNode: Node {
  private let arithmetic: Arithmetic
  private let slot: Int
  private let left: LocalNode
  private let constant: PyValue

  init(_ arithmetic: Arithmetic, _ left: LocalNode, _ right: ConstantNode) {
    self.arithmetic = arithmetic
    slot = left.slot
    self.left = left
    constant = right.value
    super.init(arithmetic.span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    if case .int(let x) = frame[slot], case .int(let y) = constant {
      return try arithmetic.ints(x, y)
    }
    return try arithmetic.apply(try left.evaluate(frame), constant)
  }
}

/// Evaluates `expression + 1`.
final class BinaryConstantNode: Node {
  private let arithmetic: Arithmetic
  private let left: Node
  private let constant: PyValue

  init(_ arithmetic: Arithmetic, _ left: Node, _ right: ConstantNode) {
    self.arithmetic = arithmetic
    self.left = left
    constant = right.value
    super.init(arithmetic.span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    try arithmetic.apply(try left.evaluate(frame), constant)
  }
}

/// Evaluates `x + y`.
final class BinaryLocalsNode: Node {
  private let arithmetic: Arithmetic
  private let firstSlot: Int
  private let secondSlot: Int
  private let left: LocalNode
  private let right: LocalNode

  init(_ arithmetic: Arithmetic, _ left: LocalNode, _ right: LocalNode) {
    self.arithmetic = arithmetic
    firstSlot = left.slot
    secondSlot = right.slot
    self.left = left
    self.right = right
    super.init(arithmetic.span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    if case .int(let x) = frame[firstSlot], case .int(let y) = frame[secondSlot] {
      return try arithmetic.ints(x, y)
    }
    return try arithmetic.apply(try left.evaluate(frame), try right.evaluate(frame))
  }
}

/// Evaluates `-a`, `+a`, `~a`.
final class UnaryNode: Node {
  private let op: UnaryOperator
  private let operand: Node
  private let machine: MachinePointer

  init(_ op: UnaryOperator, _ operand: Node, _ span: SourceSpan, _ machine: MachinePointer) {
    self.op = op
    self.operand = operand
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = try operand.evaluate(frame)
    machine.pointee.span = span
    do throws(Raise) {
      return try Operators.apply(op, value)
    } catch {
      throw error.at(span)
    }
  }
}

/// Evaluates `not a`.
final class NotNode: Node {
  private let operand: Node

  init(_ operand: Node, _ span: SourceSpan) {
    self.operand = operand
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    .bool(try !operand.truth(frame))
  }

  override func truth(_ frame: Frame) throws(Raise) -> Bool { try !operand.truth(frame) }
}

/// Evaluates `a and b`, `a or b`.
final class LogicNode: Node {
  private let isAnd: Bool
  private let left: Node
  private let right: Node

  init(isAnd: Bool, _ left: Node, _ right: Node, _ span: SourceSpan) {
    self.isAnd = isAnd
    self.left = left
    self.right = right
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let value = try left.evaluate(frame)
    let truth: Bool
    do throws(Raise) {
      truth = try value.truth()
    } catch {
      throw error.at(left.span)
    }
    return truth == isAnd ? try right.evaluate(frame) : value
  }

  override func truth(_ frame: Frame) throws(Raise) -> Bool {
    try left.truth(frame) == isAnd ? try right.truth(frame) : !isAnd
  }
}

/// Evaluates `a if condition else b`.
final class ConditionalNode: Node {
  private let condition: Node
  private let then: Node
  private let otherwise: Node

  init(_ condition: Node, _ then: Node, _ otherwise: Node, _ span: SourceSpan) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    try condition.truth(frame) ? try then.evaluate(frame) : try otherwise.evaluate(frame)
  }
}
