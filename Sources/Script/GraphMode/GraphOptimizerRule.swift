import Engine

/// One optimizer of TensorFlow 1: its class, its parameters and its step as operations of a graph.
struct GraphOptimizerRule {
  typealias Step = (
    _ optimizer: GraphOptimizer, _ gradient: PyValue, _ variable: PyValue, _ shared: [PyValue]
  ) throws(Raise) -> PyValue

  let className: String
  let parameters: String
  let type: TypeObject
  /// What all variables share, and how it goes on after a step.
  var sharedSlots: (GraphOptimizer) throws(Raise) -> [PyValue] = { _ in [] }
  var finish: (GraphOptimizer, [PyValue]) throws(Raise) -> [PyValue] = { _, _ in [] }
  /// Gives the variable its next value.
  let step: Step

  /// The names of the parameters.
  var names: [String] {
    parameters.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.prefix { $0 != "=" })
    }
  }

  private init(_ name: String, _ file: String, _ parameters: String, _ step: @escaping Step) {
    className = name + "Optimizer"
    self.parameters = parameters + ", name='\(name)'"
    type = TypeObject(
      className, module: "tensorflow.python.training.\(file)", members: GraphOptimizer.members)
    self.step = step
  }

  nonisolated(unsafe) static let all: [GraphOptimizerRule] = [
    GraphOptimizerRule(
      "GradientDescent", "gradient_descent", "learning_rate, use_locking=False"
    ) { o, g, v, _ throws(Raise) in
      try o.subtract(try o.math.multiply(g, o.setting("learning_rate")), from: v)
    },
    GraphOptimizerRule(
      "Momentum", "momentum",
      "learning_rate, momentum, use_locking=False, use_nesterov=False", momentum),
    GraphOptimizerRule(
      "Adagrad", "adagrad", "learning_rate, initial_accumulator_value=0.1, use_locking=False"
    ) { o, g, v, _ throws(Raise) in
      let start = try o.setting("initial_accumulator_value").asDouble()
      let sum = try o.slot("Adagrad", like: v, start)
      let new = try o.assign(sum, try o.math.add(sum, try o.math.square(g)))
      let scaled = try o.math.multiply(g, o.setting("learning_rate"))
      return try o.subtract(
        try o.math.multiply(scaled, try o.math.tf("math.rsqrt", new)), from: v)
    },
    GraphOptimizerRule(
      "RMSProp", "rmsprop",
      "learning_rate, decay=0.9, momentum=0.0, epsilon=1e-10, use_locking=False, centered=False",
      rootMeanSquare),
    adam,
  ]

  /// What is left of 1, as the kernels work it out in single precision.
  private static func rest(of o: GraphOptimizer, _ name: String) throws(Raise) -> PyValue {
    .float(DType.float32.rounded(1 - DType.float32.rounded(try o.setting(name).asDouble())))
  }

  private static func momentum(
    _ o: GraphOptimizer, _ g: PyValue, _ v: PyValue, _ shared: [PyValue]
  ) throws(Raise) -> PyValue {
    let (math, rate) = (o.math, o.setting("learning_rate"))
    let sum = try o.slot("Momentum", like: v, 0)
    let new = try o.assign(sum, try math.add(try math.multiply(sum, o.setting("momentum")), g))
    guard try o.setting("use_nesterov").truth() else {
      return try o.subtract(try math.multiply(new, rate), from: v)
    }
    let ahead = try math.multiply(try math.multiply(new, o.setting("momentum")), rate)
    return try o.subtract(try math.add(try math.multiply(g, rate), ahead), from: v)
  }

  private static func rootMeanSquare(
    _ o: GraphOptimizer, _ g: PyValue, _ v: PyValue, _ shared: [PyValue]
  ) throws(Raise) -> PyValue {
    if try o.setting("centered").truth() {
      throw Raise.unsupported("RMSPropOptimizer with centered=True")
    }
    let math = o.math
    let mean = try o.slot("RMSProp", like: v, 1)
    let moving = try o.slot("RMSProp_1", like: v, 0)
    let rest = try rest(of: o, "decay")
    let change = try math.multiply(try math.subtract(try math.square(g), mean), rest)
    let new = try o.assign(mean, try math.add(mean, change))
    let root = try math.sqrt(try math.add(new, o.setting("epsilon")))
    let step = try math.divide(try math.multiply(g, o.setting("learning_rate")), root)
    let next = try math.add(try math.multiply(moving, o.setting("momentum")), step)
    return try o.subtract(try o.assign(moving, next), from: v)
  }

  private static var adam: GraphOptimizerRule {
    var rule = GraphOptimizerRule(
      "Adam", "adam",
      "learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-08, use_locking=False"
    ) { o, g, v, powers throws(Raise) in
      let math = o.math
      func approach(_ slot: PyValue, _ value: PyValue, _ beta: String) throws(Raise) -> PyValue {
        let rest = try rest(of: o, beta)
        return try o.assign(
          slot,
          try math.add(slot, try math.multiply(try math.subtract(value, slot), rest)))
      }
      let m = try approach(try o.slot("Adam", like: v, 0), g, "beta1")
      let s = try approach(try o.slot("Adam_1", like: v, 0), try math.square(g), "beta2")
      let root = try math.sqrt(try math.subtract(.float(1), powers[1]))
      let alpha = try math.divide(
        try math.multiply(o.setting("learning_rate"), root),
        try math.subtract(.float(1), powers[0]))
      let below = try math.add(try math.sqrt(s), o.setting("epsilon"))
      return try o.subtract(try math.divide(try math.multiply(m, alpha), below), from: v)
    }
    rule.sharedSlots = { o throws(Raise) in
      [
        try o.number("beta1_power", o.setting("beta1")),
        try o.number("beta2_power", o.setting("beta2")),
      ]
    }
    rule.finish = { o, powers throws(Raise) in
      [
        try o.assign(powers[0], try o.math.multiply(powers[0], o.setting("beta1"))),
        try o.assign(powers[1], try o.math.multiply(powers[1], o.setting("beta2"))),
      ]
    }
    return rule
  }
}
