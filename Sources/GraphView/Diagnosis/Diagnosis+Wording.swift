import Engine

extension Diagnosis {
  /// `dloss/dx is None: x is a constant that the tape does not watch`.
  package var sentence: String { "\(question) is \(outcomeText): \(reason)" }

  /// What is explained: `dloss/dx`, or `x`.
  package var question: String { isValue ? subject : "d\(target)/d\(subject)" }

  private var outcomeText: String {
    switch outcome {
    case .connected: "a number"
    case .none, .zero, .nan, .infinite, .large, .small: outcome.rawValue
    }
  }

  /// The cause in words.
  package var reason: String {
    switch cause {
    case .connected: "a path leads from \(target) to \(subject)"
    case .unwatchedConstant: "\(subject) is a constant that the tape does not watch"
    case .unwatchedTensor: "\(subject) depends on nothing that the tape watches"
    case .watchedTooLate: "\(subject) was watched only after it had been used"
    case .untrainableVariable: "\(subject) is a variable that is not trainable"
    case .unwatchedVariable:
      "the tape watches no variable by itself, and nobody told it to watch \(subject)"
    case .replacedByTensor:
      "the name \(subject) belongs to a tensor now, not to the variable any more"
    case .leftThroughNumPy: "the value left through NumPy and came back as the constant \(place)"
    case .notFloating(let dtype):
      "\(input ?? place) is \(dtype.name), and only floating-point values carry a gradient"
    case .decides:
      "\(subject) only decides \(place), which Python looks at, and no gradient passes through a "
        + "decision"
    case .assigned: "\(place) was assigned, and no gradient passes through an assignment"
    case .stopGradient: "stop_gradient at \(place) lets nothing through"
    case .outsideTape: "\(place) was computed while the tape did not record"
    case .noGradient(let op): "no gradient passes through \(op) at \(place)"
    case .ownRule(let function): "the gradient that the lesson wrote for \(function) gives None"
    case .notRecorded: "\(subject) took no part in anything that was recorded"
    case .noPath: "\(target) does not depend on \(subject)"
    case .inactive(let op, let branch):
      "\(op) at \(place) is on its flat side" + (branch.isEmpty ? "" : ": \(branch)")
    case .saturated(let op, let detail): "\(op) at \(place) is saturated: \(detail)"
    case .zeroFactor(let partial): "the slope of \(place) is zero there: \(partial)"
    case .cancelled: "what its uses contribute cancels out"
    case .zeroSeed: "the adjoint of \(target) began with 0"
    case .spoiled(let product): written(product)
    case .spoiledValue(let value): written(value)
    case .size(let factors): written(factors)
    }
  }

  private func written(_ product: SpoiledProduct) -> String {
    let source = product.zeroFrom.isEmpty ? "" : " ← \(product.zeroFrom)"
    let element = product.element.isEmpty ? "" : " in element \(product.element)"
    let values = product.values.isEmpty ? "" : " where \(product.values)"
    let slope =
      product.slope.isEmpty ? "" : ": its slope \(product.slope) is not finite\(values)"
    let zero =
      product.zeroFrom.isEmpty
      ? "" : ", and the 0 that arrives from \(product.zeroFrom) does not hide that"
    return "\(product.product) at \(place)\(element)\(source)\(slope)\(zero)"
  }

  private func written(_ value: SpoiledValue) -> String {
    let element = value.element.isEmpty ? "" : " in element \(value.element)"
    let arithmetic = value.arithmetic.isEmpty ? "" : ": \(value.arithmetic)\(element)"
    switch value.kind {
    case .overflow: return "\(value.op) overflows at \(place)\(arithmetic)"
    case .logOfZero: return "the logarithm of 0 is taken at \(place)\(arithmetic)"
    case .logOfNegative:
      return "the logarithm of a negative number is taken at \(place)\(arithmetic)"
    case .rootOfNegative: return "the root of a negative number is taken at \(place)\(arithmetic)"
    case .divisionByZero: return "\(place) divides by 0\(arithmetic)"
    case .zeroByZero: return "\(place) divides 0 by 0\(arithmetic)"
    case .given: return "\(place) was given so\(element)"
    case .gradient(let step):
      let when = step.map { " in training step \($0)" } ?? ""
      return "\(place) came in with an update\(when)"
    case .other: return "\(place) made it of finite numbers\(arithmetic)"
    }
  }

  private func written(_ factors: SizeFactors) -> String {
    let size = NumberFormat.rounded(factors.size, digits: 3)
    guard factors.count > 1 else { return "\(size), one factor: \(factors.extreme)" }
    let isSmall = outcome == .small
    let many = isSmall ? factors.shrinking : factors.growing
    return "\(size) is the product along \(factors.count) factors, \(many) of them "
      + (isSmall ? "below 1; the smallest is " : "above 1; the largest is ") + factors.extreme
  }

  /// What to do about it, where something can be done.
  package var help: String? {
    switch cause {
    case .unwatchedConstant, .unwatchedTensor: "call tape.watch(\(subject)) before it is used"
    case .watchedTooLate: "call tape.watch(\(subject)) before it is used"
    case .untrainableVariable: "make it trainable, or call tape.watch(\(subject))"
    case .unwatchedVariable: "call tape.watch(\(subject))"
    case .replacedByTensor: "change a variable with assign, assign_add or assign_sub"
    case .leftThroughNumPy: "keep to tensor functions on the way"
    case .notFloating: "cast to float32 before the tape"
    case .decides: "tf.where carries a gradient to the branch that it takes"
    case .outsideTape: "compute it inside the tape's with block"
    case .spoiled(let product) where !product.zeroFrom.isEmpty:
      "give the op a harmless operand first, where the result is not used: a second tf.where"
    case .spoiled: "keep away from that point: add a small number, or clip"
    case .spoiledValue(let value):
      switch value.kind {
      case .overflow: "subtract the largest before exp, or clip; softmax and logsumexp do that"
      case .logOfZero: "add a small number, or use a function on logits"
      case .divisionByZero, .zeroByZero: "tf.math.divide_no_nan gives 0 there"
      default: nil
      }
    case .inactive(let op, _) where Self.rectifiers.contains(op):
      "a unit that is never active never learns: a smaller rate, another start, leaky_relu"
    case .saturated: "keep its operand small: scale the input or the first weights"
    case .size where outcome == .large: "a smaller rate, clipped gradients, or a normalized input"
    case .size: "shorter paths, another activation, or larger first weights"
    default: nil
    }
  }

  private static let rectifiers: Set<String> = ["relu", "relu6"]
}
