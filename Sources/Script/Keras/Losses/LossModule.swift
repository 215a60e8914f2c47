import Engine

/// `tf.keras.losses`: functions, classes and how text finds them.
enum LossModule {
  static func add(_ module: ModuleObject, _ context: RunContext) {
    let classes = LossClasses(context)
    module.set("Loss", .object(classes.base))
    var functions: [String: PyValue] = [:]
    // Some editions have the long or the short names in `tf.keras.metrics` alone.
    let exported = Set(context.keras.edition.names.all("losses").map(String.init))
    for rule in LossRule.all {
      let function = LossModule.function(rule, context)
      functions[rule.function] = function
      for name in [rule.function] + rule.aliases where exported.contains(name) {
        module.set(name, function)
      }
      module.set(rule.className) { .object(classes.type(rule, function: function)) }
    }
    if context.keras.edition.number == 2 {
      module.set("Reduction", .object(reductions(context.keras.edition)))
    } else {
      module.set("Reduction", .object(RefusedObject("tf.keras.losses.Reduction")))
    }
    module.function("get", "identifier") {
      [unowned module, unowned context, functions] a throws(Raise) in
      try LossModule.find(a[0], in: module, functions, context.keras.edition)
    }
    module.function("serialize", "loss") { a throws(Raise) in
      try KerasConfig.serialized(a[0], module: "keras.losses")
    }
    module.function("deserialize", "name, custom_objects=None") {
      [unowned module, unowned context, functions] a throws(Raise) in
      if let made = try KerasConfig.deserialized(a[0], in: module, a[1]) { return made }
      return try LossModule.find(a[0], in: module, functions, context.keras.edition)
    }
  }

  /// `losses.Reduction`: the names of the ways, as constants.
  private static func reductions(_ edition: any KerasEdition) -> ModuleObject {
    let module = ModuleObject("Reduction")
    for name in edition.reductions { module.set(name.uppercased(), .string(name)) }
    let all = PyValue.tuple(edition.reductions.map { .string($0) })
    module.function("all", "") { _ throws(Raise) in all }
    return module
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
    _ identifier: PyValue, in module: ModuleObject, _ functions: [String: PyValue],
    _ edition: any KerasEdition
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
      throw try edition.raise(.unknown(kind: "loss", identifier))
    }
    if found.object is TypeObject { return try found.call() }
    return found
  }

  /// Names of functions that text does not find.
  private static let unlisted: Set<String> = ["logcosh", "kullback_leibler_divergence"]
}
