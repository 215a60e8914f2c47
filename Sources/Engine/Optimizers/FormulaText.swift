/// A formula of an optimizer written over its arguments.
struct FormulaText {
  let kind: OptimizerFormula.Kind
  let constants: [Double]
  let arguments: [WrittenFormula]
  let style: FormulaStyle

  /// An argument, held together in a product.
  private func factor(_ place: Int) -> String { arguments[place].held(by: .product, style) }
  /// An argument, held together in a sum.
  private func term(_ place: Int) -> String { arguments[place].held(by: .sum, style) }
  /// An argument, held together under a power.
  private func atom(_ place: Int) -> String { arguments[place].held(by: .atom, style) }

  private func constant(_ place: Int) -> String { NumberText.short(constants[place]) }
  private var dot: String { style == .latex ? " \\cdot " : "·" }
  private var minus: String { style == .latex ? " - " : " − " }

  private func square(_ text: String) -> String { style == .latex ? "{\(text)}^2" : text + "²" }

  private func root(_ text: String, isSum: Bool = true) -> String {
    style == .latex ? "\\sqrt{\(text)}" : isSum ? "√(\(text))" : "√\(text)"
  }

  private func fraction(_ above: String, _ below: String, isSum: Bool) -> WrittenFormula {
    if style == .latex { return WrittenFormula("\\frac{\(above)}{\(below)}") }
    return WrittenFormula("\(above) / \(isSum ? "(\(below))" : below)", .product)
  }

  private func sum(_ text: String) -> WrittenFormula { WrittenFormula(text, .sum) }

  var written: WrittenFormula {
    switch kind {
    case .velocity:
      sum("\(factor(0))\(dot)\(constant(0))\(minus)\(factor(1))\(dot)\(factor(2))")
    case .approach:
      WrittenFormula("(\(term(0))\(minus)\(factor(1)))\(dot)\(constant(0))", .product)
    case .approachSquare:
      WrittenFormula("(\(square(atom(0)))\(minus)\(factor(1)))\(dot)\(constant(0))", .product)
    case .blendSquare:
      sum("\(constant(0))\(dot)\(factor(0)) + \(constant(1))\(dot)\(square(atom(1)))")
    case .blend:
      sum("\(constant(0))\(dot)\(factor(0)) + \(constant(1))\(dot)\(factor(1))")
    case .blendBehind:
      sum("\(factor(0))\(dot)\(constant(0)) + \(factor(1))\(dot)\(constant(1))")
    case .decayedSum: sum("\(constant(0))\(dot)\(factor(0)) + \(term(1))")
    case .decayedMaximum:
      WrittenFormula("max(\(constant(0))\(dot)\(factor(0)), |\(arguments[1].text)|)")
    case .rootStep:
      fraction(
        "\(factor(2))\(dot)\(factor(0))", root("\(term(1)) + \(constant(0))"), isSum: false)
    case .centeredRootStep:
      fraction(
        "\(factor(3))\(dot)\(factor(0))",
        root("\(term(1))\(minus)\(square(atom(2))) + \(constant(0))"), isSum: false)
    case .adamStep:
      fraction(
        "\(factor(0))\(dot)\(factor(2))", "\(root(atom(1), isSum: false)) + \(constant(0))",
        isSum: true)
    case .adamaxStep:
      fraction(
        "\(factor(2))\(dot)\(factor(0))",
        "\(factor(3))\(dot)(\(term(1)) + \(constant(0)))", isSum: true)
    case .adadeltaStep:
      fraction(
        "−\(root("\(term(0)) + \(constant(0))"))\(dot)\(factor(1))",
        root("\(term(2)) + \(constant(0))"), isSum: false)
    case .signStep:
      WrittenFormula(
        "\(factor(2))\(dot)sign(\(factor(0))\(dot)\(constant(0)) + "
          + "\(factor(1))\(dot)\(constant(1)))", .product)
    case .nadamStep:
      fraction(
        "\(factor(8))\(dot)(\(factor(3))\(dot)\(factor(0))/\(atom(4)) + "
          + "\(factor(5))\(dot)\(factor(1))/\(atom(6)))",
        "\(root("\(factor(2))/\(atom(7))")) + \(constant(0))", isSum: true)
    }
  }
}
