import Engine

/// `tf.keras.metrics`: functions, classes and how text finds them.
enum MetricModule {
  static func add(_ module: ModuleObject, _ context: RunContext) {
    let classes = MetricClasses(context)
    module.set("Metric", .object(classes.base))
    module.set("Mean", .object(classes.mean))
    module.set("Sum", .object(classes.sum))
    module.set("MeanMetricWrapper", .object(classes.wrapper))
    var functions: [String: PyValue] = [:]
    let exported = Set(context.keras.edition.names.all("metrics").map(String.init))
    for rule in LossRule.all where rule.function != "cosine_similarity" && rule.function != "dice" {
      let function = LossModule.function(rule, context)
      functions[rule.function] = function
      for name in [rule.function] + rule.aliases where exported.contains(name) {
        module.set(name, function)
      }
    }
    for rule in MetricRule.accuracies {
      let function = rule.make(context)
      if rule.function != "accuracy", rule.function != "cosine_similarity" {
        module.set(rule.function, function)
      }
      module.set(rule.className, .object(classes.type(rule, function)))
    }
    for rule in lossRules { add(rule, functions[rule.function], module, classes) }
    for type in classes.confusionTypes() + classes.scoreTypes() {
      module.set(type.name, .object(type))
    }
    module.function("get", "identifier") { [unowned module, unowned context] a throws(Raise) in
      try find(a[0], in: module, context.keras.edition)
    }
    module.function("serialize", "metric") { a throws(Raise) in
      try KerasConfig.serialized(a[0], module: "keras.metrics")
    }
    module.function("deserialize", "config, custom_objects=None") {
      [unowned module, unowned context] a throws(Raise) in
      if let made = try KerasConfig.deserialized(a[0], in: module, a[1]) { return made }
      return try find(a[0], in: module, context.keras.edition)
    }
  }

  private static func add(
    _ rule: MetricRule, _ function: PyValue?, _ module: ModuleObject, _ classes: MetricClasses
  ) {
    guard let function else { return }
    module.set(rule.className, .object(classes.type(rule, function)))
  }

  /// Metrics that are means of losses.
  nonisolated(unsafe) private static let lossRules: [MetricRule] =
    MetricRule.losses.map { row in
      MetricRule(row.function, row.className, title: row.title, file: row.file) {
        _, y, _, _ throws(Raise) in y
      }
    } + [
      MetricRule(
        "binary_crossentropy", "BinaryCrossentropy", file: "probabilistic_metrics",
        options: "from_logits=False, label_smoothing=0", told: ["from_logits", "label_smoothing"]
      ) { _, y, _, _ throws(Raise) in y },
      MetricRule(
        "categorical_crossentropy", "CategoricalCrossentropy", file: "probabilistic_metrics",
        options: "from_logits=False, label_smoothing=0, axis=-1",
        told: ["from_logits", "label_smoothing", "axis"]
      ) { _, y, _, _ throws(Raise) in y },
      MetricRule(
        "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy",
        file: "probabilistic_metrics", options: "from_logits=False, axis=-1",
        told: ["from_logits", "axis"]
      ) { _, y, _, _ throws(Raise) in y },
    ]

  // MARK: Finding

  /// Short names of functions that text finds.
  private static let short: [String: String] = [
    "bce": "BinaryCrossentropy", "BCE": "BinaryCrossentropy", "mse": "MeanSquaredError",
    "MSE": "MeanSquaredError", "mae": "MeanAbsoluteError", "MAE": "MeanAbsoluteError",
    "mape": "MeanAbsolutePercentageError", "MAPE": "MeanAbsolutePercentageError",
    "msle": "MeanSquaredLogarithmicError", "MSLE": "MeanSquaredLogarithmicError",
    "RMSE": "RootMeanSquaredError", "rmse": "RootMeanSquaredError",
  ]

  /// The metric that an argument means: text, a class, a function, an object or a configuration.
  static func find(
    _ identifier: PyValue, in module: ModuleObject, _ edition: any KerasEdition
  ) throws(Raise) -> PyValue {
    if identifier.isAbsent { return .none }
    var found: PyValue? = identifier
    if let made = try KerasConfig.deserialized(identifier, in: module, .none) {
      found = made
    } else if let name = identifier.text {
      let full = short[name] ?? name
      let named = [full, full.kerasClassName].lazy.compactMap { module.get(Symbol($0)) }
      found = named.first { $0.object is TypeObject || $0.object is RefusedObject }
    }
    guard let found, found.isCallable, !(found.object is RefusedObject) else {
      if let refused = found?.object as? RefusedObject { return try refused.call([]) }
      throw try edition.raise(.unknown(kind: "metric", identifier))
    }
    if found.object is TypeObject { return try found.call() }
    return found
  }

  /// The metric that `compile` means by `identifier` for such labels and predictions.
  static func metric(
    for identifier: PyValue, labels: [Int?], predictions: [Int?], _ context: RunContext
  ) throws(Raise) -> MetricInstance? {
    if identifier.isAbsent { return nil }
    let text = identifier.text
    let found: PyValue
    if let text, ["accuracy", "acc"].contains(text.lowercased()) {
      let name: String
      if predictions.last == 1 {
        name = "BinaryAccuracy"
      } else if labels.count < predictions.count
        || labels.last == 1 && ((predictions.last ?? nil) ?? 2) > 1
      {
        name = "SparseCategoricalAccuracy"
      } else {
        name = "CategoricalAccuracy"
      }
      found = try context.keras.function("keras.metrics.\(name)", context).call()
    } else {
      found = try context.keras.function("keras.metrics.get", context).call(identifier)
    }
    let name: PyValue
    if let text { name = .string(text) } else { name = try objectName(found) }
    var metric = found.cast(MetricInstance.self)
    if metric == nil {
      let type = try context.keras.function("keras.metrics.MeanMetricWrapper", context)
      metric = try type.call(found).cast(MetricInstance.self)
    }
    metric?.setOwnAttribute("name", name)
    return metric
  }

  /// What an object calls itself: its name, or its class's in snake case.
  private static func objectName(_ value: PyValue) throws(Raise) -> PyValue {
    if let name = try value.findAttribute("name") { return name }
    if let name = try value.findAttribute(Names.name) { return name }
    return .string(value.type.name.kerasStem)
  }
}

extension String {
  /// `mean_squared_error` as `MeanSquaredError`.
  fileprivate var kerasClassName: String {
    if self == "auc" { return "AUC" }
    return split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
