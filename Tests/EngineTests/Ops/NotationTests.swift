import Testing

@testable import Engine

/// How ops and their partial derivatives are written.
@Suite("Notation")
struct NotationTests {
  private static let real = Signature(.float64, .scalar)

  private static func symbol(_ name: String, _ signature: Signature = real) -> Formula {
    Formula(.symbol(name), signature)
  }

  private static func number(_ value: Double) -> Formula { Formula(.number(value), real) }

  struct Partial: CustomTestStringConvertible, Sendable {
    let op: any Operation
    let inputs: [Formula]
    let operand: Int
    let text: String
    let latex: String
    var testDescription: String { "∂\(op.name) \(operand) \(text)" }
  }

  private static func partial(
    _ op: any Operation, _ inputs: [Formula], by operand: Int = 0, _ text: String, _ latex: String
  ) -> Partial {
    Partial(op: op, inputs: inputs, operand: operand, text: text, latex: latex)
  }

  private static let (x, y) = (symbol("x"), symbol("y"))

  static let partials: [Partial] = [
    partial(Add(), [x, y], "1", "1"),
    partial(Subtract(), [x, y], by: 1, "-1", "-1"),
    partial(Multiply(), [x, y], "y", "y"),
    partial(Multiply(), [x, y], by: 1, "x", "x"),
    partial(Divide(), [x, y], "1 / y", "1 / y"),
    partial(Divide(), [x, y], by: 1, "−x / y²", "-x / y^{2}"),
    partial(Negate(), [x], "-1", "-1"),
    partial(FloorModulo(), [x, y], by: 1, "−(x // y)", "-\\left\\lfloor x / y \\right\\rfloor"),
    partial(Reciprocal(), [x], "-1 / x²", "-1 / x^{2}"),
    partial(Power(), [x, number(2)], "2·x", "2 \\cdot x"),
    partial(Power(), [x, number(3)], "3·x²", "3 \\cdot {x}^{2}"),
    partial(Power(), [x, number(4)], "4·x³", "4 \\cdot {x}^{3}"),
    partial(Power(), [x, number(0.5)], "0.5·x^(-0.5)", "0.5 \\cdot {x}^{-0.5}"),
    partial(Power(), [x, number(1)], "1", "1"),
    partial(Power(), [x, y], "y·x^(y − 1)", "y \\cdot {x}^{y - 1}"),
    partial(
      Power(), [x, y], by: 1, "z·log(x)", "z \\cdot \\log\\left(x\\right)"),
    partial(Square(), [x], "2·x", "2 \\cdot x"),
    partial(Sqrt(), [x], "1 / (2·z)", "1 / \\left(2 \\cdot z\\right)"),
    partial(Rsqrt(), [x], "-0.5·z³", "-0.5 \\cdot {z}^{3}"),
    partial(SquaredDifference(), [x, y], "2·(x − y)", "2 \\cdot \\left(x - y\\right)"),
    partial(SquaredDifference(), [x, y], by: 1, "-2·(x − y)", "-2 \\cdot \\left(x - y\\right)"),
    partial(Exp(), [x], "z", "z"),
    partial(Expm1(), [x], "exp(x)", "e^{x}"),
    partial(Log(), [x], "1 / x", "1 / x"),
    partial(Log1p(), [x], "1 / (1 + x)", "1 / \\left(1 + x\\right)"),
    partial(Sin(), [x], "cos(x)", "\\cos\\left(x\\right)"),
    partial(Cos(), [x], "−sin(x)", "-\\sin\\left(x\\right)"),
    partial(Tan(), [x], "1 / cos(x)²", "1 / \\cos\\left(x\\right)^{2}"),
    partial(Asin(), [x], "1 / √(1 − x²)", "1 / \\sqrt{1 - x^{2}}"),
    partial(Acos(), [x], "-1 / √(1 − x²)", "-1 / \\sqrt{1 - x^{2}}"),
    partial(Atan(), [x], "1 / (1 + x²)", "1 / \\left(1 + x^{2}\\right)"),
    partial(
      Atan2(), [y, x], by: 1, "−y / (y² + x²)", "-y / \\left(y^{2} + x^{2}\\right)"),
    partial(Sinh(), [x], "cosh(x)", "\\cosh\\left(x\\right)"),
    partial(Cosh(), [x], "sinh(x)", "\\sinh\\left(x\\right)"),
    partial(Tanh(), [x], "1 − z²", "1 - z^{2}"),
    partial(Asinh(), [x], "1 / cosh(z)", "1 / \\cosh\\left(z\\right)"),
    partial(Atanh(), [x], "1 / (1 − x²)", "1 / \\left(1 - x^{2}\\right)"),
    partial(
      Maximum(), [number(0), x], by: 1, "{1 if x > 0, 0 otherwise}",
      "\\begin{cases}1 & x > 0\\\\ 0 & \\text{otherwise}\\end{cases}"),
    partial(
      Maximum(), [x, y], "{1 if x ≥ y, 0 otherwise}",
      "\\begin{cases}1 & x \\ge y\\\\ 0 & \\text{otherwise}\\end{cases}"),
    partial(
      Minimum(), [x, y], by: 1, "{1 if y < x, 0 otherwise}",
      "\\begin{cases}1 & y < x\\\\ 0 & \\text{otherwise}\\end{cases}"),
    partial(Abs(), [x], "sign(x)", "\\operatorname{sign}\\left(x\\right)"),
    partial(Sign(), [x], "0", "0"),
    partial(
      Relu(), [x], "{1 if x > 0, 0 otherwise}",
      "\\begin{cases}1 & x > 0\\\\ 0 & \\text{otherwise}\\end{cases}"),
    partial(
      LeakyRelu(alpha: 0.25), [x], "{1 if x > 0, 0.25 otherwise}",
      "\\begin{cases}1 & x > 0\\\\ 0.25 & \\text{otherwise}\\end{cases}"),
    partial(
      Elu(), [x], "{z + 1 if z < 0, 1 otherwise}",
      "\\begin{cases}z + 1 & z < 0\\\\ 1 & \\text{otherwise}\\end{cases}"),
    partial(Sigmoid(), [x], "z·(1 − z)", "z \\cdot \\left(1 - z\\right)"),
    partial(Softplus(), [x], "sigmoid(x)", "\\sigma\\left(x\\right)"),
  ]

  @Test("partial derivatives, the output called z", arguments: partials)
  func partialText(row: Partial) throws {
    let written = try row.op.partialFormula(
      to: row.operand, row.inputs, Self.symbol("z"))
    let formula = try #require(written)
    #expect(formula.write(.text) { _ in WrittenFormula("w") }.text == row.text)
    #expect(formula.write(.latex) { _ in WrittenFormula("w") }.text == row.latex)
  }

  struct Use: CustomTestStringConvertible, Sendable {
    let formula: Formula
    let text: String
    let latex: String
    var testDescription: String { text }
  }

  private static func use(
    _ text: String, _ latex: String, _ build: () throws -> Formula
  ) -> Use {
    let formula = try? build()
    return Use(formula: formula ?? symbol("?"), text: text, latex: latex)
  }

  private static let matrix = Signature(.float64, [2, 2])
  private static let (a, b) = (symbol("A", matrix), symbol("B", matrix))

  static let uses: [Use] = [
    use("x·(x + y)", "x \\cdot \\left(x + y\\right)") { try x * (x + y) },
    use("x − (y − x)", "x - \\left(y - x\\right)") { try x - (y - x) },
    use("(x + y)²", "\\left(x + y\\right)^{2}") { try .apply(Square(), x + y) },
    use("x² + y²", "x^{2} + y^{2}") { try .apply(Square(), x) + .apply(Square(), y) },
    use("√x", "\\sqrt{x}") { try .apply(Sqrt(), x) },
    use("√(x + y)", "\\sqrt{x + y}") { try .apply(Sqrt(), x + y) },
    use("1 / √x", "1 / \\sqrt{x}") { try .apply(Rsqrt(), x) },
    use("x⁻²", "{x}^{-2}") { try .apply(Power(), x, number(-2)) },
    use("(x·y)¹²", "{\\left(x \\cdot y\\right)}^{12}") { try .apply(Power(), x * y, number(12)) },
    use("x^1.5", "{x}^{1.5}") { try .apply(Power(), x, number(1.5)) },
    use("exp(−x)", "e^{-x}") { try .apply(Exp(), -x) },
    use("|x − y|", "\\left|x - y\\right|") { try .apply(Abs(), x - y) },
    use("⌊x⌋", "\\left\\lfloor x \\right\\rfloor") { try .apply(Floor(), x) },
    use("max(0, x)", "\\max\\left(0, x\\right)") { try .apply(Maximum(), number(0), x) },
    use("Aᵀ @ B", "A^{\\top} \\, B") { try .apply(MatMul(transposeA: true), [a, b]) },
    use("(A + B) @ Bᵀ", "\\left(A + B\\right) \\, B^{\\top}") {
      try .apply(MatMul(transposeB: true), [a + b, b])
    },
    use("Aᵀ", "A^{\\top}") { try .apply(Transpose([1, 0]), [a]) },
    use("sum(A)", "\\textstyle\\sum\\left(A\\right)") { try .apply(ReduceSum(axes: [0, 1]), [a]) },
    use("mean(A, axis=1)", "\\operatorname{mean}\\left(A, axis=1\\right)") {
      try .apply(ReduceMean(axes: [1]), [a])
    },
    use("A[1, ::-1]", "A[1, ::-1]") {
      try .apply(StridedSlice([.index(1), .slice(start: nil, stop: nil, step: -1)]), [a])
    },
    use("[x, y]", "[x, y]") { try .apply(Stack(), [x, y]) },
    use("x // y", "\\left\\lfloor x / y \\right\\rfloor") { try .apply(FloorDivide(), x, y) },
    use("x + y + x", "x + y + x") { try .apply(AddN(), [x, y, x]) },
  ]

  @Test("uses", arguments: uses)
  func useText(row: Use) {
    #expect(row.formula.write(.text) { _ in WrittenFormula("w") }.text == row.text)
    #expect(row.formula.write(.latex) { _ in WrittenFormula("w") }.text == row.latex)
  }

  @Test("numbers are worked out and nothing is added, multiplied or raised for nothing")
  func simplified() throws {
    func text(_ formula: Formula) -> String { formula.write { _ in WrittenFormula("w") }.text }
    let x = Self.x
    #expect(text(try 0 * x) == "0")
    #expect(text(try x * 0) == "0")
    #expect(text(try 1 * x + 0) == "x")
    #expect(text(try x / 1) == "x")
    #expect(text(try 0 / x) == "0")
    #expect(text(try -(-x)) == "x")
    #expect(text(try 0 - x) == "−x")
    #expect(text(try .apply(Power(), x, Self.number(1))) == "x")
    #expect(text(try .apply(Power(), x, Self.number(0))) == "1")
    #expect(text(try .apply(Square(), Self.number(3))) == "9")
    #expect(text(try .apply(Divide(), Self.number(1), Self.number(4))) == "0.25")
  }

  @Test("gradients of matrix products are written as products with the other factor")
  func matrixGradients() throws {
    let g = Formula(.upstream, Self.matrix)
    let product = try Formula.apply(MatMul(), [Self.a, Self.b])
    let flows = try (0...1).map { operand in
      try MatMul().pullback(to: operand, g, [Self.a, Self.b], product)?
        .write { _ in WrittenFormula("w") }.text
    }
    #expect(flows == ["g @ Bᵀ", "Aᵀ @ g"])
  }
}
