/// One step of an optimizer on one variable: the slots and the variable get new values.
package struct OptimizerStep {
  package let rule: OptimizerRule
  /// The learning rate, rounded in the variable's dtype.
  let rate: Tensor
  /// Steps that were taken before.
  let iteration: Int
  /// Whether TensorFlow's graph optimizer has a division by a root as a product.
  let isInGraph: Bool
  let dtype: DType
  /// Nadam's product of momenta, which all variables share.
  var momentumProduct: NDArray?
  /// The squares of a gradient whose rows come more than once: Keras 3 squares them one by one before
  /// it adds them up.
  let squares: Tensor?

  package init(
    _ rule: OptimizerRule, rate: Double, iteration: Int, dtype: DType, isInGraph: Bool = false,
    momentumProduct: NDArray? = nil, squares: Tensor? = nil
  ) {
    self.rule = rule
    self.rate = Tensor(.number(rate, dtype))
    self.iteration = iteration
    self.dtype = dtype
    self.isInGraph = isInGraph
    self.momentumProduct = momentumProduct
    self.squares = squares
  }

  private func squared(_ g: Tensor) throws(EngineError) -> Tensor {
    if let squares { return squares }
    return try Tensor.apply(Square(), g)
  }

  /// `v·ρ + g²·rest`.
  private func blendedSquare(
    _ v: Tensor, _ g: Tensor, _ rho: Double, _ rest: Double
  ) throws(EngineError) -> Tensor {
    guard let squares else { return try formula(.blendSquare, [v, g], rho, rest) }
    return try formula(.blend, [v, squares], rho, rest)
  }

  /// `(g² − v)·rest`.
  private func approachedSquare(
    _ g: Tensor, _ v: Tensor, _ rest: Double
  ) throws(EngineError) -> Tensor {
    guard let squares else { return try formula(.approachSquare, [g, v], rest) }
    return try formula(.approach, [squares, v], rest)
  }

  private func number(_ value: Double) -> Tensor { Tensor(.number(value, dtype)) }

  /// A constant of the rule raised to a whole number, in the variable's dtype.
  private func power(_ base: Double, _ exponent: Int) throws(EngineError) -> NDArray {
    try Power().evaluate([.number(base, dtype), .number(Double(exponent), dtype)])
  }

  private func one(minus value: NDArray) throws(EngineError) -> NDArray {
    try Subtract().evaluate([.number(1, dtype), value])
  }

  private func formula(
    _ kind: OptimizerFormula.Kind, _ inputs: [Tensor], _ constants: Double...
  ) throws(EngineError) -> Tensor {
    try Tensor.apply(OptimizerFormula(kind, constants), inputs)
  }

  /// Takes the step; `slots` are in the order of the rule's groups.
  package func take(
    _ variable: Variable, gradient g: Tensor, slots: [Variable]
  ) throws(EngineError) {
    switch rule {
    case .descent(let momentum, let isNesterov):
      guard let m = slots.first else {
        return try variable.assignSub(try Tensor.apply(Multiply(), g, rate))
      }
      try m.assign(try formula(.velocity, [m.value, g, rate], momentum))
      try variable.assignAdd(
        isNesterov ? try formula(.velocity, [m.value, g, rate], momentum) : m.value)
    case .rootMeanSquare(let rho, let momentum, let epsilon, let isCentered):
      let v = slots[0]
      try v.assign(try blendedSquare(v.value, g, rho, 1 - rho))
      let change: Tensor
      if isCentered {
        let a = slots[slots.count - 1]
        try a.assign(try formula(.blend, [a.value, g], rho, 1 - rho))
        change = try formula(.centeredRootStep, [g, v.value, a.value, rate], epsilon)
      } else {
        change = try formula(.rootStep(byReciprocal: isInGraph), [g, v.value, rate], epsilon)
      }
      guard momentum > 0 else { return try variable.assignSub(change) }
      let m = slots[1]
      try m.assign(try formula(.decayedSum, [m.value, change], momentum))
      try variable.assignSub(m.value)
    case .adagrad(_, let epsilon):
      try slots[0].assignAdd(try squared(g))
      try variable.assignSub(
        try formula(.rootStep(byReciprocal: isInGraph), [g, slots[0].value, rate], epsilon))
    case .adadelta(let rho, let epsilon):
      let (a, d) = (slots[0], slots[1])
      try a.assign(try blendedSquare(a.value, g, rho, 1 - rho))
      let change = try formula(.adadeltaStep, [d.value, g, a.value], epsilon)
      try d.assign(try formula(.blendSquare, [d.value, change], rho, 1 - rho))
      try variable.assignAdd(try Tensor.apply(Multiply(), rate, change))
    case .lion(let beta1, let beta2):
      let m = slots[0]
      let rest = { (beta: Double) in dtype.rounded(1 - dtype.rounded(beta)) }
      try variable.assignSub(try formula(.signStep, [m.value, g, rate], beta1, rest(beta1)))
      try m.assign(try formula(.blendBehind, [m.value, g], beta2, rest(beta2)))
    case .adam, .adamax, .nadam: try takeByMoments(variable, g, slots)
    case .ftrl(let setting): try takeByRegularizedLeader(variable, g, slots, setting)
    }
  }

  // MARK: Moments

  private func takeByMoments(
    _ variable: Variable, _ g: Tensor, _ slots: [Variable]
  ) throws(EngineError) {
    let (m, v) = (slots[0], slots[1])
    switch rule {
    case .adam(let beta1, let beta2, let epsilon, let isAMSGrad):
      let root = try Sqrt().evaluate([try one(minus: try power(beta2, iteration + 1))])
      let alpha = try Divide().evaluate([
        try Multiply().evaluate([rate.array, root]),
        try one(minus: try power(beta1, iteration + 1)),
      ])
      try m.assignAdd(try formula(.approach, [g, m.value], 1 - beta1))
      try v.assignAdd(try approachedSquare(g, v.value, 1 - beta2))
      var below = v
      if isAMSGrad {
        below = slots[2]
        try below.assign(try Tensor.apply(Maximum(), below.value, v.value))
      }
      try variable.assignSub(
        try formula(.adamStep, [m.value, below.value, Tensor(alpha)], epsilon))
    case .adamax(let beta1, let beta2, let epsilon):
      try m.assignAdd(try formula(.approach, [g, m.value], 1 - beta1))
      try v.assign(try formula(.decayedMaximum, [v.value, g], beta2))
      let rest = try one(minus: try power(beta1, iteration + 1))
      try variable.assignSub(
        try formula(.adamaxStep, [m.value, v.value, rate, Tensor(rest)], epsilon))
    case .nadam(let beta1, let beta2, let epsilon):
      let rest = { (beta: Double) in dtype.rounded(1 - dtype.rounded(beta)) }
      let now = try momentum(beta1, iteration + 1)
      let next = try momentum(beta1, iteration + 2)
      let product = momentumProduct ?? .number(1, dtype)
      let after = try Multiply().evaluate([product, next])
      try m.assignAdd(try formula(.approach, [g, m.value], rest(beta1)))
      try v.assignAdd(try approachedSquare(g, v.value, rest(beta2)))
      let numbers = [
        next, try one(minus: after), try one(minus: now), try one(minus: product),
        try one(minus: try power(beta2, iteration + 1)), rate.array,
      ]
      try variable.assignSub(
        try formula(.nadamStep, [m.value, g, v.value] + numbers.map { Tensor($0) }, epsilon))
    default: break
    }
  }

  /// Nadam's momentum at a step: `β·(1 − 0.5·0.96ᵗ)`.
  private func momentum(_ beta: Double, _ step: Int) throws(EngineError) -> NDArray {
    let half = try Multiply().evaluate([.number(0.5, dtype), try power(0.96, step)])
    return try Multiply().evaluate([.number(beta, dtype), try one(minus: half)])
  }

  /// Nadam's product of momenta after the step that is to be taken.
  package static func momentumProduct(
    _ product: NDArray, beta: Double, iteration: Int
  ) throws(EngineError) -> NDArray {
    let dtype = product.dtype
    let decay = try Power().evaluate([.number(0.96, dtype), .number(Double(iteration + 1), dtype)])
    let half = try Multiply().evaluate([.number(0.5, dtype), decay])
    let factor = try Subtract().evaluate([.number(1, dtype), half])
    return try Multiply().evaluate([
      try Multiply().evaluate([product, .number(beta, dtype)]), factor,
    ])
  }

  // MARK: Ftrl

  private func takeByRegularizedLeader(
    _ variable: Variable, _ g: Tensor, _ slots: [Variable], _ setting: FtrlSetting
  ) throws(EngineError) {
    let (accumulator, linear) = (slots[0], slots[1])
    let old = accumulator.value
    let twice = try Tensor.apply(Multiply(), number(2), rate)
    let pull = try Tensor.apply(Divide(), number(setting.beta), twice)
    let l2 = try Tensor.apply(Add(), number(setting.l2), pull)
    let shrunk = try Tensor.apply(Multiply(), number(2 * setting.shrinkage), variable.value)
    let gradient = try Tensor.apply(Add(), g, shrunk)
    let new = try Tensor.apply(Add(), old, try squared(g))
    let exponent = number(-setting.power)
    let newRoot = try Tensor.apply(Power(), new, exponent)
    let growth = try Tensor.apply(
      Subtract(), newRoot, try Tensor.apply(Power(), old, exponent))
    let sigma = try Tensor.apply(Divide(), growth, rate)
    try linear.assignAdd(
      try Tensor.apply(
        Subtract(), gradient, try Tensor.apply(Multiply(), sigma, variable.value)))
    let quadratic = try Tensor.apply(
      Add(), try Tensor.apply(Divide(), newRoot, rate),
      try Tensor.apply(Multiply(), number(2), l2))
    let clipped = try Tensor.apply(
      Minimum(), try Tensor.apply(Maximum(), linear.value, number(-setting.l1)),
      number(setting.l1))
    try variable.assign(
      try Tensor.apply(
        Divide(), try Tensor.apply(Subtract(), clipped, linear.value), quadratic))
    try accumulator.assign(new)
  }
}

extension DType {
  /// The number as this type keeps it.
  package func rounded(_ value: Double) -> Double { double(bits: bits(value)) }
}
