import RealModule

/// What layers put behind their sums.
package enum Activations: OpFamily {
  package static let operations: [any Operation.Type] = [
    Relu.self, Relu6.self, LeakyRelu.self, Elu.self, Selu.self, Sigmoid.self, Softplus.self,
  ]

  package static let functions: [LessonFunction] = [
    .unary(Relu(), "tf.nn.relu", parameters: "features, name=None"),
    .unary(Relu6(), "tf.nn.relu6", parameters: "features, name=None"),
    .unary(Elu(), "tf.nn.elu", parameters: "features, name=None"),
    .unary(Selu(), "tf.nn.selu", parameters: "features, name=None"),
    .unary(Sigmoid(), "tf.sigmoid", "tf.math.sigmoid", "tf.nn.sigmoid"),
    .unary(Softplus(), "tf.math.softplus", "tf.nn.softplus", parameters: "features, name=None"),
    .general(
      ["tf.nn.leaky_relu"], "features, alpha=0.2, name=None", LeakyRelu.summary
    ) { arguments in
      let alpha = try arguments.double("alpha")
      return .tensor(
        try Tensor.apply(LeakyRelu(alpha: alpha), arguments.tensor("features").madeReal()))
    },
    .composite(["tf.math.log_sigmoid"], "x, name=None", "takes the logarithm of the sigmoid") {
      (x) throws(EngineError) in try -Tensor.apply(Softplus(), -x)
    },
  ]
}

/// Zero for what is negative.  y = max(0, x),  ∂y/∂x = {1 if x > 0, 0 otherwise}
package struct Relu: NumberUnary {
  package static let name = "relu"
  package static let summary = "lets only what is positive through"
  package static var domain: DTypeSet { .ordered }
  package var notation: Notation { .function("relu") }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E) -> E { x < .zero ? .zero : x }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    let active = try V.compare(Greater(), x, .literal(0, like: x))
    return try .select(active, .literal(1, like: y), .literal(0, like: y))
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(ReluGrad(), g, x)
  }
}

/// Cut off below 0 and above 6.  y = min(max(0, x), 6)
///
/// ∂y/∂x = {1 if 0 < x < 6, 0 otherwise}
package struct Relu6: NumberUnary {
  package static let name = "relu6"
  package static let summary = "lets what lies between 0 and 6 through"
  package static var domain: DTypeSet { .ordered }
  package var notation: Notation { .function("relu6") }
  package init() {}
  package func callAsFunction<E: Number>(_ x: E) -> E {
    let six = E(casting: Int64(6))
    return x > six ? six : x < .zero ? .zero : x
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    let above = try V.compare(Greater(), x, .literal(0, like: x))
    let below = try V.compare(Less(), x, .literal(6, like: x))
    let zero = try V.literal(0, like: y)
    return try .select(above, .select(below, .literal(1, like: y), zero), zero)
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(Relu6Grad(), g, x)
  }
}

/// A small slope for what is negative.  y = {x if x > 0, α·x otherwise}
///
/// ∂y/∂x = {1 if x > 0, α otherwise}
package struct LeakyRelu: ElementwiseUnary {
  package static let name = "leaky_relu"
  package static let kernel = "LeakyRelu"
  package static let summary = "lets what is negative through with a small slope"
  package let alpha: Double
  package init(alpha: Double = 0.2) { self.alpha = alpha }
  package var notation: Notation {
    .function("leaky_relu", attributes: NumberText.short(alpha))
  }
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { x > 0 ? x : R(Float(alpha)) * x }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    let active = try V.compare(Greater(), x, .literal(0, like: x))
    return try .select(active, .literal(1, like: y), .literal(Double(Float(alpha)), like: y))
  }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    try V.apply(LeakyReluGrad(alpha: alpha), g, x)
  }
}

/// Exponential below 0.  y = {x if x ≥ 0, exp x − 1 otherwise}
///
/// ∂y/∂x = {y + 1 if y < 0, 1 otherwise}
package struct Elu: ElementwiseUnary {
  package static let name = "elu"
  package static let summary = "bends what is negative towards −1"
  package var notation: Notation { .function("elu") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R { x < 0 ? R.exp(x) - 1 : x }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { x < 0 ? EigenFloat.exp(x) - 1 : x }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    let bent = try V.compare(Less(), y, .literal(0, like: y))
    return try .select(bent, y + 1, .literal(1, like: y))
  }
}

/// Elu scaled so that activations keep mean 0 and variance 1.
///
/// y = {s·x if x ≥ 0, s·a·(exp x − 1) otherwise},  ∂y/∂x = {y + s·a if y < 0, s otherwise}
///
/// - Source: Klambauer et al., Self-Normalizing Neural Networks.
package struct Selu: ElementwiseUnary {
  package static let name = "selu"
  package static let summary = "bends and scales so that activations stay normalized"
  private static let scale = 1.0507009873554804934193349852946
  private static let scaledAlpha = 1.7580993408473768599402175208123
  package var notation: Notation { .function("selu") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    x < 0 ? R(Self.scaledAlpha) * (R.exp(x) - 1) : R(Self.scale) * x
  }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float {
    x < 0 ? Float(Self.scaledAlpha) * (EigenFloat.exp(x) - 1) : Float(Self.scale) * x
  }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    let bent = try V.compare(Less(), y, .literal(0, like: y))
    return try .select(bent, y + Self.scaledAlpha, .literal(Self.scale, like: y))
  }
}

/// Logistic function.  y = 1 / (1 + exp(−x)),  ∂y/∂x = y·(1 − y)
package struct Sigmoid: ElementwiseUnary {
  package static let name = "sigmoid"
  package static let summary = "squashes to (0, 1)"
  package var notation: Notation { .function("sigmoid", latex: "\\sigma") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    // From 16.6 on a float32 result is 1; Eigen stops there.
    let power = R.flushing(R.exp(R.self == Float.self && x > 16.635_533_2 ? 16.635_533_2 : x))
    return power.isInfinite ? 1 : power / (1 + power)
  }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.sigmoid(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V { try y * (1 - y) }
  package func pullback<V: Value>(_ g: V, _ x: V, _ y: V) throws(EngineError) -> V {
    // Eigen's two readings of the rule multiply in different orders.
    V.self == PacketFloat.self ? try g * (y * (1 - y)) : try g * y * (1 - y)
  }
}

/// A smooth relu.  y = log(1 + exp x),  ∂y/∂x = sigmoid x
package struct Softplus: ElementwiseUnary {
  package static let name = "softplus"
  package static let summary = "lets what is positive through, smoothly"
  package var notation: Notation { .function("softplus") }
  package init() {}
  package func callAsFunction<R: RealNumber>(_ x: R) -> R {
    // Beyond these bounds the sum in the logarithm is one of its terms.
    let bound = R.log(R.ulpOfOne) + 2
    if x > -bound { return x }
    let power = R.flushing(R.exp(x))
    return x < bound ? power : R.log(onePlus: power)
  }
  package static var hasPackets: Bool { true }
  package func packet(_ x: Float) -> Float { EigenFloat.softplus(x) }
  package func partial<V: Value>(_ x: V, _ y: V) throws(EngineError) -> V {
    try .apply(Sigmoid(), x)
  }
}
