import Testing

@testable import Engine

/// Where an optimizer's variables stand after 20 steps.
struct OptimizerRow: CustomTestStringConvertible, Sendable {
  let name: String
  let rule: OptimizerRule
  let rate: Double
  let vector: [Float]
  let scalar: Float

  init(_ name: String, _ rule: OptimizerRule, rate: Double, vector: [Float], scalar: Float) {
    self.name = name
    self.rule = rule
    self.rate = rate
    self.vector = vector
    self.scalar = scalar
  }

  var testDescription: String { name }
}

struct OptimizerTests {
  /// A variable with the slots that a rule keeps for it.
  private struct Target {
    let variable: Variable
    let slots: [Variable]

    init(_ first: Tensor, _ rule: OptimizerRule, _ recording: Recording) throws {
      variable = Variable(first, in: recording)
      var made: [Variable] = []
      for slot in rule.slotGroups.joined() {
        let start = try NDArray.filled(slot.start, first.array.signature)
        made.append(Variable(Tensor(start), in: recording, isTrainable: false))
      }
      slots = made
    }
  }

  @Test("Optimizers stand where TensorFlow's stand after 20 steps", arguments: optimizerRows)
  func steps(row: OptimizerRow) throws {
    let recording = Recording()
    let w = try Target(Tensor([1, -2, 0.3, 7.7, 0.01] as [Float], shape: [5]), row.rule, recording)
    let b = try Target(Tensor(Float(0.5)), row.rule, recording)
    let c = Tensor([2, 0.2, 20, 0.02, 6] as [Float], shape: [5])
    let d = Tensor([3, 0.3, 30, 0.03, 9] as [Float], shape: [5])
    var product = NDArray(Float(1))
    for step in 0..<20 {
      if case .nadam(let beta, _, _) = row.rule {
        product = try OptimizerStep.momentumProduct(product, beta: beta, iteration: step)
      }
      let gradients = [
        try w.variable.value * c - d,
        try b.variable.value * Tensor(Float(2)) - Tensor(Float(4)),
      ]
      for (target, gradient) in zip([w, b], gradients) {
        let next = OptimizerStep(
          row.rule, rate: row.rate, iteration: step, dtype: .float32, momentumProduct: product)
        try next.take(target.variable, gradient: gradient, slots: target.slots)
      }
    }
    #expect(w.variable.value.scalars.map { Float($0) } == row.vector)
    #expect(b.variable.value.scalars.map { Float($0) } == [row.scalar])
  }

  @Test("A step is on the time line with its formula")
  func formula() throws {
    let recording = Recording()
    let rule = OptimizerRule.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-7, isAMSGrad: false)
    let w = try Target(Tensor(Float(2)), rule, recording)
    let gradient = recording.constant(Tensor(Float(0.5)))
    try OptimizerStep(rule, rate: 0.1, iteration: 0, dtype: .float32)
      .take(w.variable, gradient: gradient, slots: w.slots)
    let last = try #require(recording.states(of: w.variable).last)
    let change = recording.input(1, of: last)
    let written = recording.operation(of: change).notation.write(
      [WrittenFormula("m"), WrittenFormula("v"), WrittenFormula("α")], .text)
    #expect(written.text == "m·α / (√v + 1e-07)")
    #expect(recording.events.count { if case .assigned = $0.kind { true } else { false } } == 3)
  }

  @Test("Formulas are written in both styles", arguments: [FormulaStyle.text, .latex])
  func styles(style: FormulaStyle) {
    let arguments = (0..<9).map { WrittenFormula("x\($0)") }
    let kinds: [OptimizerFormula.Kind] = [
      .velocity, .approach, .approachSquare, .blendSquare, .blend, .blendBehind, .decayedSum,
      .rootStep(byReciprocal: false), .centeredRootStep, .adamStep, .adamaxStep, .decayedMaximum,
      .adadeltaStep, .signStep, .nadamStep,
    ]
    let texts = kinds.map {
      OptimizerFormula($0, [0.5, 0.25]).notation.write(arguments, style).text
    }
    #expect(Set(texts).count == kinds.count)
    #expect(texts.allSatisfy { $0.contains("x0") })
  }
}
