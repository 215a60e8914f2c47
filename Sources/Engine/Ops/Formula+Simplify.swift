/// What is not worth writing: 0 and 1 in sums and products, two signs, arithmetic on numbers alone.
extension Formula {
  static func simplified(
    _ op: any Operation, _ inputs: [Formula], _ signature: Signature
  ) -> Formula? {
    let numbers = inputs.map(\.number)
    // A result that is broader than the operand that would stay must keep its op.
    func keep(_ formula: Formula) -> Formula? {
      formula.signature == signature ? formula : nil
    }
    if let value = folded(op, numbers) { return Formula(.number(value), signature) }
    guard let first = numbers.first else { return nil }
    let zero = Formula(.number(0), signature)
    switch op {
    case is Multiply:
      let (a, b) = (first, numbers[1])
      if a == 0 || b == 0 { return zero }
      if a == 1 { return keep(inputs[1]) }
      if b == 1 { return keep(inputs[0]) }
      if a == -1 { return keep(inputs[1]).flatMap { try? -$0 } }
      if b == -1 { return keep(inputs[0]).flatMap { try? -$0 } }
    case is Add:
      if first == 0 { return keep(inputs[1]) }
      if numbers[1] == 0 { return keep(inputs[0]) }
    case is Subtract:
      if numbers[1] == 0 { return keep(inputs[0]) }
      if first == 0 { return keep(inputs[1]).flatMap { try? -$0 } }
    case is Divide:
      if numbers[1] == 1 { return keep(inputs[0]) }
      if first == 0 { return zero }
    case is Negate:
      if case .apply(let inner, let arguments) = inputs[0].term, inner is Negate {
        return arguments[0]
      }
    case is Power:
      if numbers[1] == 1 { return keep(inputs[0]) }
      if numbers[1] == 0 { return Formula(.number(1), signature) }
    default: break
    }
    return nil
  }

  /// Arithmetic on numbers, where the result is no longer to write than the calculation.
  private static func folded(_ op: any Operation, _ numbers: [Double?]) -> Double? {
    guard let a = numbers.first ?? nil, let b = numbers.last ?? nil else { return nil }
    let value: Double
    switch (op, numbers.count) {
    case (is Negate, 1): value = -a
    case (is Square, 1): value = a * a
    case (is Reciprocal, 1): value = 1 / a
    case (is Add, 2): value = a + b
    case (is Subtract, 2): value = a - b
    case (is Multiply, 2): value = a * b
    case (is Divide, 2): value = a / b
    case (is Power, 2): value = Double.power(a, b)
    default: return nil
    }
    return value.isFinite && NumberText.short(value).count <= 8 ? value : nil
  }
}
