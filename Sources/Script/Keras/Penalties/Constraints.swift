import Engine

/// `tf.keras.constraints`: what weights are brought back to after each step.
enum ConstraintModule {
  static func add(_ module: ModuleObject, _ context: RunContext) {
    let place = "keras.src.constraints.constraints"
    let base = TypeObject(
      "Constraint", module: place, extensible: true,
      allocate: { [unowned context] type throws(Raise) in
        .object(WeightRuleInstance(type, context))
      },
      members: [
        .method("__init__", "") { _ throws(Raise) in .none },
        .method("__call__", "w") { a throws(Raise) in a[1] },
        .method("get_config", "") { _ throws(Raise) in .object(DictObject()) },
        .classMethod("from_config", "config") { a throws(Raise) in try a[0].calling(with: a[1]) },
      ])
    WeightRule.add(rules, base: base, place: place, kind: "constraint", to: module)
  }

  private static func norms(
    _ math: KerasMath, _ rule: WeightRuleInstance, _ w: PyValue
  ) throws(Raise) -> PyValue {
    try math.sqrt(
      try math.sum(try math.square(w), axis: rule.setting("axis"), keeps: true))
  }

  /// `w · wanted / (ε + norms)`.
  private static func scaled(
    _ math: KerasMath, _ w: PyValue, _ wanted: PyValue, _ norms: PyValue
  ) throws(Raise) -> PyValue {
    try math.multiply(
      w, try math.divide(wanted, try math.add(.float(math.epsilon), norms)))
  }

  nonisolated(unsafe) private static let rules: [WeightRule] = [
    WeightRule(
      className: "NonNeg", alias: "non_neg", parameters: "", check: { $1 },
      body: { math, _, w throws(Raise) in try math.maximum(w, .int(0)) }),
    WeightRule(
      className: "MaxNorm", alias: "max_norm", parameters: "max_value=2, axis=0", check: { $1 },
      body: { math, rule, w throws(Raise) in
        let norms = try norms(math, rule, w)
        let wanted = try math.clip(norms, 0, try rule.setting("max_value").asDouble())
        return try scaled(math, w, wanted, norms)
      }),
    WeightRule(
      className: "UnitNorm", alias: "unit_norm", parameters: "axis=0", check: { $1 },
      body: { math, rule, w throws(Raise) in
        try math.divide(w, try math.add(.float(math.epsilon), try norms(math, rule, w)))
      }),
    WeightRule(
      className: "MinMaxNorm", alias: "min_max_norm",
      parameters: "min_value=0.0, max_value=1.0, rate=1.0, axis=0", check: { $1 },
      body: { math, rule, w throws(Raise) in
        let norms = try norms(math, rule, w)
        let rate = try rule.setting("rate").asDouble()
        let clipped = try math.clip(
          norms, try rule.setting("min_value").asDouble(),
          try rule.setting("max_value").asDouble())
        let wanted = try math.add(
          try math.multiply(.float(rate), clipped), try math.multiply(.float(1 - rate), norms))
        return try scaled(math, w, wanted, norms)
      }),
  ]
}
