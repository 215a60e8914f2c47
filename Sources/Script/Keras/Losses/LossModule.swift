import Engine

/// `tf.keras.losses`: functions, classes and how text finds them.
enum LossModule {
  static func add(_ module: ModuleObject, _ context: RunContext) {
    let classes = LossClasses(context)
    module.set("Loss", .object(classes.base))
    var functions: [String: PyValue] = [:]
    for rule in LossRule.all {
      let function = LossModule.function(rule, context)
      // The long names of some functions are in `tf.keras.metrics` alone.
      functions[rule.function] = function
      for name in [rule.function] + rule.aliases where !hidden.contains(name) {
        module.set(name, function)
      }
      module.set(rule.className) { .object(classes.type(rule, function: function)) }
    }
    module.set("Reduction", .object(RefusedObject("tf.keras.losses.Reduction")))
    module.function("get", "identifier") { [unowned module, functions] a throws(Raise) in
      try LossModule.find(a[0], in: module, functions)
    }
    module.function("serialize", "loss") { a throws(Raise) in
      try KerasConfig.serialized(a[0], module: "keras.losses")
    }
    module.function("deserialize", "name, custom_objects=None") {
      [unowned module, functions] a throws(Raise) in
      if let made = try KerasConfig.deserialized(a[0], in: module, a[1]) { return made }
      return try LossModule.find(a[0], in: module, functions)
    }
  }

  /// A loss as a function of labels and predictions, one number for each sample.
  static func function(_ rule: LossRule, _ context: RunContext) -> PyValue {
    let names = rule.optionNames
    let parameters = "y_true, y_pred" + (rule.options.isEmpty ? "" : ", " + rule.options)
    return .native(rule.function, parameters) { [unowned context] a throws(Raise) in
      let options = LossOptions(names) { name in
        names.firstIndex(of: name).map { a[$0 + 2] } ?? .none
      }
      return try rule.body(KerasMath(context: context), a[0], a[1], options)
    }
  }

  /// The loss that an argument means: text, a class, a function, an object or a configuration.
  private static func find(
    _ identifier: PyValue, in module: ModuleObject, _ functions: [String: PyValue]
  ) throws(Raise) -> PyValue {
    if identifier.isAbsent { return .none }
    var found: PyValue? = identifier
    if let config = try KerasConfig.deserialized(identifier, in: module, .none) {
      found = config
    } else if let name = identifier.text {
      let rule = LossRule.all.first {
        $0.className == name || $0.function == name
          || $0.aliases.filter { !unlisted.contains($0) }.contains(name)
      }
      found = rule.flatMap {
        $0.className == name ? module.get(Symbol(name)) : functions[$0.function]
      }
    }
    guard let found, found.isCallable else {
      throw Raise.value("Could not interpret loss identifier: \(try identifier.str())")
    }
    if found.object is TypeObject { return try found.call() }
    return found
  }

  /// Names that text finds and the module does not have.
  static let hidden: Set<String> = [
    "bce", "BCE", "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error", "kl_divergence", "log_cosh",
  ]

  /// Names of functions that text does not find.
  private static let unlisted: Set<String> = ["logcosh", "kullback_leibler_divergence"]
}
