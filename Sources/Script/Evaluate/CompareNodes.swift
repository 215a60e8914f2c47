import Engine

/// Evaluates `left op right`.
final class CompareNode: Node {
  private let op: ComparisonOperator
  private let left: Node
  private let right: Node
  private let machine: MachinePointer

  init(
    _ op: ComparisonOperator, _ left: Node, _ right: Node, _ span: SourceSpan,
    _ machine: MachinePointer
  ) {
    self.op = op
    self.left = left
    self.right = right
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    if case .int(let x) = a, case .int(let y) = b, let result = Numbers.ordered(op, x, y) {
      return .bool(result)
    }
    if let result = sameTexts(a, b) { return .bool(result) }
    return try slowly(a, b)
  }

  /// Equality of texts, which needs no look at classes.
  @inline(__always)
  private func sameTexts(_ a: PyValue, _ b: PyValue) -> Bool? {
    guard op == .equal || op == .notEqual, case .object(let x) = a, case .object(let y) = b,
      x.kind == .string, y.kind == .string
    else { return nil }
    let isSame =
      x === y
      || hasSameText(
        unsafeDowncast(x, to: StringObject.self).value,
        unsafeDowncast(y, to: StringObject.self).value)
    return isSame == (op == .equal)
  }

  override func truth(_ frame: Frame) throws(Raise) -> Bool {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    switch (a, b) {
    case (.int(let x), .int(let y)):
      if let result = Numbers.ordered(op, x, y) { return result }
    case (.float(let x), .float(let y)):
      if let result = Numbers.ordered(op, x, y) { return result }
    default:
      if let result = sameTexts(a, b) { return result }
    }
    let value = try slowly(a, b)
    do throws(Raise) {
      return try value.truth()
    } catch {
      throw error.at(span)
    }
  }

  @inline(never)
  private func slowly(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    machine.pointee.span = span
    do throws(Raise) {
      return try Operators.compare(op, a, b)
    } catch {
      throw error.at(span)
    }
  }
}

/// Evaluates `x < 10`.
final class CompareLocalConstantNode: Node {
  private let op: ComparisonOperator
  private let slot: Int
  private let constant: Int
  private let general: CompareNode

  init(_ op: ComparisonOperator, _ slot: Int, _ constant: Int, general: CompareNode) {
    self.op = op
    self.slot = slot
    self.constant = constant
    self.general = general
    super.init(general.span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    if case .int(let x) = frame[slot], let result = Numbers.ordered(op, x, constant) {
      return .bool(result)
    }
    return try general.evaluate(frame)
  }

  override func truth(_ frame: Frame) throws(Raise) -> Bool {
    if case .int(let x) = frame[slot], let result = Numbers.ordered(op, x, constant) {
      return result
    }
    return try general.truth(frame)
  }
}

extension CompareNode {
  /// The best node for the operands.
  static func make(
    _ op: ComparisonOperator, _ left: Node, _ right: Node, _ span: SourceSpan,
    _ machine: MachinePointer
  ) -> Node {
    let general = CompareNode(op, left, right, span, machine)
    if let local = left as? LocalNode, let constant = right as? ConstantNode,
      case .int(let value) = constant.value
    {
      return CompareLocalConstantNode(op, local.slot, value, general: general)
    }
    return general
  }
}

/// Evaluates `a < b <= c`.
final class CompareChainNode: Node {
  private let first: Node
  private let rest: [(op: ComparisonOperator, operand: Node)]
  private let machine: MachinePointer

  init(
    _ first: Node, _ rest: [(op: ComparisonOperator, operand: Node)], _ span: SourceSpan,
    _ machine: MachinePointer
  ) {
    self.first = first
    self.rest = rest
    self.machine = machine
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    var left = try first.evaluate(frame)
    var result = PyValue.none
    for (index, link) in rest.enumerated() {
      let right = try link.operand.evaluate(frame)
      machine.pointee.span = span
      do throws(Raise) {
        result = try Operators.compare(link.op, left, right)
        if index < rest.count - 1, try !result.truth() { return result }
      } catch {
        throw error.at(span)
      }
      left = right
    }
    return result
  }
}
