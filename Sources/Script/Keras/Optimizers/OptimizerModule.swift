import Engine

extension VariableObject {
  /// Gives a number without a step on the time line: a first value.
  func set(_ number: Double) throws(Raise) {
    do throws(EngineError) {
      try variable.assign(Tensor(.number(number, variable.dtype)))
    } catch {
      throw Raise(error)
    }
  }
}

/// `tf.keras.optimizers`: classes and how text finds them.
enum OptimizerModule {
  static func add(_ module: ModuleObject, _ context: RunContext) {
    let classes = OptimizerClasses(context)
    module.set("Optimizer", .object(classes.base))
    for row in OptimizerRow.all { module.set(row.className, .object(classes.type(row))) }
    let schedules = ModuleObject("keras.optimizers.schedules")
    ScheduleModule.add(schedules, context)
    module.set("schedules", .object(schedules))
    let legacy = ModuleObject("keras.optimizers.legacy")
    for name in ["Adagrad", "Adam", "Ftrl", "RMSprop", "SGD", "Optimizer"] {
      legacy.function(name, "*args, **kwargs") { _ throws(Raise) in
        throw Raise(
          .importError,
          "`keras.optimizers.legacy` is not supported in Keras 3. When using `tf.keras`, to "
            + "continue using a `tf.keras.optimizers.legacy` optimizer, you can install the "
            + "`tf_keras` package (Keras 2) and set the environment variable "
            + "`TF_USE_LEGACY_KERAS=True` to configure TensorFlow to use `tf_keras` when accessing "
            + "`tf.keras`.")
      }
    }
    module.set("legacy", .object(legacy))
    module.function("get", "identifier") { [unowned module, unowned context] a throws(Raise) in
      try find(a[0], in: module, context.keras.edition)
    }
    module.function("serialize", "optimizer") { a throws(Raise) in
      try KerasConfig.serialized(a[0], module: "keras.optimizers")
    }
    module.function("deserialize", "config, custom_objects=None") {
      [unowned module] a throws(Raise) in
      try KerasConfig.deserialized(a[0], in: module, a[1]) ?? .none
    }
  }

  private static func find(
    _ identifier: PyValue, in module: ModuleObject, _ edition: any KerasEdition
  ) throws(Raise) -> PyValue {
    if identifier.isAbsent || identifier.object is OptimizerInstance { return identifier }
    if let made = try KerasConfig.deserialized(identifier, in: module, .none) { return made }
    if let name = identifier.text?.lowercased(),
      let row = OptimizerRow.all.first(where: { $0.className.lowercased() == name }),
      let type = module.get(Symbol(row.className))
    {
      return try type.call()
    }
    throw try edition.raise(.unknown(kind: "optimizer", identifier))
  }
}
