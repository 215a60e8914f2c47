import Engine

/// The classes of `tf.keras.optimizers`, made for one run.
struct OptimizerClasses {
  unowned(unsafe) let context: RunContext
  let base: TypeObject

  init(_ context: RunContext) {
    self.context = context
    base = TypeObject(
      "Optimizer", module: "keras.src.optimizers.optimizer", extensible: true,
      allocate: { [unowned context] type throws(Raise) in
        .object(OptimizerInstance(type, nil, context))
      },
      members: OptimizerClasses.members)
  }

  static func of(_ value: PyValue) throws(Raise) -> OptimizerInstance {
    guard let optimizer = value.cast(OptimizerInstance.self) else {
      throw Raise.type("expected an Optimizer, got '\(value.typeName)'")
    }
    return optimizer
  }

  private static let shared =
    "weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, "
    + "ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, "
    + "gradient_accumulation_steps=None"

  /// Settings of every optimizer, in the order of `get_config`.
  private static let told = [
    "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema", "ema_momentum",
    "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps",
  ]

  private static func names(_ parameters: String) -> [String] {
    parameters.split(separator: ",").map { part in
      String(part.drop { $0 == " " || $0 == "*" }.prefix { $0 != "=" })
    }
  }

  // MARK: Making

  /// The common part of `__init__`.
  fileprivate static func start(
    _ optimizer: OptimizerInstance, _ value: (String) -> PyValue
  ) throws(Raise) {
    let context = optimizer.context
    let rest = value("kwargs").cast(DictObject.self)
    if let decay = try rest?.remove(.string("decay")), !decay.isNone {
      context.warn("UserWarning: Argument `decay` is no longer supported and will be ignored.")
    }
    if let rest, rest.count > 0 {
      throw Raise.value("Argument(s) not recognized: \(try rest.repr())")
    }
    let name = value("name")
    optimizer.isStarted = true
    optimizer.setOwnAttribute(
      "name", name.isAbsent ? .string(context.automaticName(optimizer.type.name)) : name)
    for setting in told { optimizer.setOwnAttribute(Symbol(setting), value(setting)) }
    let steps = value("gradient_accumulation_steps")
    if try steps.truth(), try steps.asDouble() < 2 {
      throw Raise.value(
        "`gradient_accumulation_steps` must be an integer >= 2. Received: "
          + "gradient_accumulation_steps=\(try steps.str())")
    }
    if try value("use_ema").truth() {
      let momentum = try value("ema_momentum").asDouble()
      guard (0...1).contains(momentum) else {
        throw Raise.value(
          "`ema_momentum` must be in the range [0, 1]. Received: "
            + "ema_momentum=\(try value("ema_momentum").str())")
      }
    }
    let limits = ["clipnorm", "clipvalue", "global_clipnorm"].map { ($0, value($0)) }
    if limits.filter({ !$0.1.isNone }).count > 1 {
      var received: [String] = []
      for (name, limit) in limits { received.append("\(name)=\(try limit.str())") }
      throw Raise.value(
        "Only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set. Received: "
          + received.joined(separator: ", "))
    }
    optimizer.setOwnAttribute("built", .bool(false))
    let iteration = try optimizer.addVariable(
      "iteration", shape: .tuple([]), initializer: .none, dtype: .int64)
    optimizer.iteration = try context.weight(iteration)
    try setFirstRate(optimizer, value("learning_rate"))
  }

  private static func setFirstRate(
    _ optimizer: OptimizerInstance, _ rate: PyValue
  ) throws(Raise) {
    if rate.isCallable {
      optimizer.rate = rate
      return
    }
    var isFloat = false
    if case .float = rate { isFloat = true }
    if let scalar = rate.cast(NumPyScalar.self) { isFloat = scalar.array.dtype == .float64 }
    guard isFloat else {
      throw Raise.value(
        "Argument `learning_rate` should be float, or an instance of LearningRateSchedule, or a "
          + "callable (that takes in the current iteration value and returns the corresponding "
          + "learning rate value). Received instead: learning_rate=\(try rate.str())")
    }
    let made = try optimizer.addVariable(
      "learning_rate", shape: .tuple([]), initializer: .none,
      dtype: optimizer.context.keras.floatX)
    try optimizer.context.weight(made).set(try rate.asDouble())
    optimizer.rate = made
  }

  fileprivate static func setRate(_ optimizer: OptimizerInstance, _ rate: PyValue) throws(Raise) {
    if rate.isCallable {
      optimizer.kept.removeAll { $0.isSame(as: optimizer.rate) }
      optimizer.rate = rate
      return
    }
    if optimizer.rate.object is ScheduleInstance {
      throw Raise.type(
        "This optimizer was created with a `LearningRateSchedule` object as its `learning_rate` "
          + "constructor argument, hence its learning rate is not settable. If you need the "
          + "learning rate to be settable, you should instantiate the optimizer with a float "
          + "`learning_rate` argument.")
    }
    guard optimizer.rate.object is VariableObject else {
      throw Raise.attribute("'\(optimizer.rate.typeName)' object has no attribute 'assign'")
    }
    try optimizer.context.assignWeight(optimizer.rate, rate)
  }

  fileprivate static func config(_ optimizer: OptimizerInstance) throws(Raise) -> DictObject {
    let config = DictObject()
    config.set(text: "name", optimizer.setting("name"))
    let rate: PyValue
    if let weight = optimizer.rate.cast(VariableObject.self) {
      rate = .float(weight.variable.value.array.doubleIfSingle ?? .nan)
    } else {
      rate = try KerasConfig.serialized(optimizer.rate, module: "keras.optimizers.schedules")
    }
    config.set(text: "learning_rate", rate)
    for name in told { config.set(text: Symbol(name), optimizer.setting(name)) }
    return config
  }

  /// The class of an optimizer that Keras brings along.
  func type(_ row: OptimizerRow) -> TypeObject {
    let names = OptimizerClasses.names(row.parameters)
    let settings = row.settingNames
    return TypeObject(
      row.className, module: "keras.src.optimizers.\(row.file)", base: base, extensible: true,
      allocate: { [unowned context] type throws(Raise) in
        .object(OptimizerInstance(type, row, context))
      },
      members: [
        .method("__init__", row.parameters) { a throws(Raise) in
          let optimizer = try OptimizerClasses.of(a[0])
          func value(_ name: String) -> PyValue {
            names.firstIndex(of: name).map { a[$0 + 1] } ?? .none
          }
          try OptimizerClasses.start(optimizer, value)
          for name in settings { optimizer.setOwnAttribute(Symbol(name), value(name)) }
          if row.className == "SGD" {
            guard case .float(let momentum) = value("momentum"), (0...1).contains(momentum) else {
              throw Raise.value("`momentum` must be a float between [0, 1].")
            }
          }
          if row.className == "AdamW", value("weight_decay").isNone {
            throw Raise.value(
              "Argument `weight_decay` must be a float. Received: weight_decay=None")
          }
          return .none
        },
        .method("get_config", "") { a throws(Raise) in
          let optimizer = try OptimizerClasses.of(a[0])
          let config = try OptimizerClasses.config(optimizer)
          for name in settings { config.set(text: Symbol(name), optimizer.setting(name)) }
          return .object(config)
        },
      ])
  }

  // MARK: Members

  nonisolated(unsafe) private static let members: [NativeMember] = [
    .method("__init__", "learning_rate, \(shared), name=None, **kwargs") { a throws(Raise) in
      let names = names("learning_rate, \(shared), name=None, **kwargs")
      try start(try of(a[0])) { name in names.firstIndex(of: name).map { a[$0 + 1] } ?? .none }
      return .none
    },
    .method("build", "variables") { a throws(Raise) in
      let optimizer = try of(a[0])
      if !optimizer.isBuilt { try optimizer.build(try a[1].items()) }
      return .none
    },
    .method("apply_gradients", "grads_and_vars") { a throws(Raise) in
      let optimizer = try of(a[0])
      var gradients: [PyValue] = []
      var variables: [PyValue] = []
      for pair in try a[1].items() {
        let items = try pair.items()
        guard items.count == 2 else {
          throw Raise.value(
            items.count < 2
              ? "not enough values to unpack (expected 2, got \(items.count))"
              : "too many values to unpack (expected 2)")
        }
        gradients.append(items[0])
        variables.append(items[1])
      }
      if gradients.isEmpty {
        throw Raise.value("not enough values to unpack (expected 2, got 0)")
      }
      try optimizer.apply(gradients, variables)
      return PyValue(optimizer.iteration.map { .object($0) })
    },
    .method("apply", "grads, trainable_variables=None") { a throws(Raise) in
      try of(a[0]).apply(try a[1].items(), a[2].isAbsent ? nil : try a[2].items())
      return .none
    },
    .method("update_step", "gradient, variable, learning_rate") { a throws(Raise) in
      throw Raise(.notImplementedError, [])
    },
    .method("assign", "variable, value") { a throws(Raise) in
      _ = try a[1].attribute("assign").call(a[2])
      return .none
    },
    .method("assign_add", "variable, value") { a throws(Raise) in
      _ = try a[1].attribute("assign_add").call(a[2])
      return .none
    },
    .method("assign_sub", "variable, value") { a throws(Raise) in
      _ = try a[1].attribute("assign_sub").call(a[2])
      return .none
    },
    .method(
      "add_variable",
      "shape, initializer='zeros', dtype=None, aggregation='none', layout=None, name=None"
    ) { a throws(Raise) in
      let optimizer = try of(a[0])
      return try optimizer.addVariable(
        a[6].isAbsent ? nil : try a[6].str(), shape: a[1], initializer: a[2],
        dtype: try DTypeObject.argument(a[3]) ?? optimizer.context.keras.floatX)
    },
    .method("add_variable_from_reference", "reference_variable, name=None, initializer='zeros'") {
      a throws(Raise) in
      try of(a[0]).addVariable(like: a[1], a[2].isAbsent ? "var" : try a[2].str(), start: a[3])
    },
    .method("add_optimizer_variables", "trainable_variables, name, initializer='zeros'") {
      a throws(Raise) in
      let optimizer = try of(a[0])
      let isOne = a[2].text != nil
      let names = isOne ? [a[2]] : try a[2].items()
      var made = names.map { _ in [PyValue]() }
      for variable in try a[1].items() {
        for (place, name) in names.enumerated() {
          made[place].append(
            try optimizer.addVariable(like: variable, try name.str(), start: a[3]))
        }
      }
      return isOne ? .list(made[0]) : .tuple(made.map { .list($0) })
    },
    .method("_get_variable_index", "variable") { a throws(Raise) in
      .int(try of(a[0]).place(of: a[1]))
    },
    .method("exclude_from_weight_decay", "var_list=None, var_names=None") { a throws(Raise) in
      let optimizer = try of(a[0])
      var numbers: Set<Int> = []
      for variable in a[1].isAbsent ? [] : try a[1].items() {
        numbers.insert(try VariableObject.of(variable).variable.number)
      }
      var names: [String] = []
      for name in a[2].isAbsent ? [] : try a[2].items() { names.append(try name.str()) }
      optimizer.undecayed = (numbers, names)
      return .none
    },
    .method("finalize_variable_values", "var_list") { a throws(Raise) in
      try of(a[0]).overwriteByAverages()
      return .none
    },
    .method("scale_loss", "loss") { a throws(Raise) in
      let factor = try of(a[0]).setting("loss_scale_factor")
      return factor.isNone ? a[1] : try Operators.apply(.multiply, a[1], factor)
    },
    .method("set_weights", "weights") { a throws(Raise) in
      let optimizer = try of(a[0])
      guard optimizer.isBuilt else {
        throw Raise.value(
          "You are calling `set_weights()` on an optimizer that has not yet been built. Please "
            + "call `optimizer.build(trainable_variables)` to create the optimizer weights before "
            + "calling `set_weights()`.")
      }
      for (variable, weight) in zip(optimizer.kept, try a[1].items()) {
        try optimizer.context.assignWeight(variable, weight)
      }
      return .none
    },
    .method("get_config", "") { a throws(Raise) in .object(try config(try of(a[0]))) },
    .classMethod("from_config", "config, custom_objects=None") { a throws(Raise) in
      let config = DictObject()
      for (key, value) in a[1].cast(DictObject.self)?.pairs ?? [] {
        var value = value
        if key.text == "learning_rate", value.object is DictObject,
          let name = value.cast(DictObject.self)?.get(text: "class_name")?.text
        {
          let custom = a[2].cast(DictObject.self)?.get(text: name)
          guard let context = a[0].cast(TypeObject.self).flatMap({ context(of: $0) }) else {
            return .none
          }
          let type: PyValue
          if let custom {
            type = custom
          } else {
            type = try context.keras.function("keras.optimizers.schedules.\(name)", context)
          }
          value = try type.attribute("from_config").call(try value.item(.string("config")))
        }
        try config.set(key, value)
      }
      return try a[0].calling(with: .object(config))
    },
    .property("variables") { value throws(Raise) in .list(try of(value).kept) },
    .property("iterations") { value throws(Raise) in try of(value).iterations },
    .mutableProperty(
      "learning_rate", { value throws(Raise) in try of(value).currentRate() },
      { receiver, value throws(Raise) in try setRate(try of(receiver), value) }),
  ]

  /// The run that a class was made for: an instance knows it.
  private static func context(of type: TypeObject) -> RunContext? {
    (try? type.allocate?(type))?.cast(OptimizerInstance.self)?.context
  }
}

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
    module.function("get", "identifier") { [unowned module] a throws(Raise) in
      try find(a[0], in: module)
    }
    module.function("serialize", "optimizer") { a throws(Raise) in
      try KerasConfig.serialized(a[0], module: "keras.optimizers")
    }
    module.function("deserialize", "config, custom_objects=None") {
      [unowned module] a throws(Raise) in
      try KerasConfig.deserialized(a[0], in: module, a[1]) ?? .none
    }
  }

  private static func find(_ identifier: PyValue, in module: ModuleObject) throws(Raise) -> PyValue
  {
    if identifier.isAbsent || identifier.object is OptimizerInstance { return identifier }
    if let made = try KerasConfig.deserialized(identifier, in: module, .none) { return made }
    if let name = identifier.text?.lowercased(),
      let row = OptimizerRow.all.first(where: { $0.className.lowercased() == name }),
      let type = module.get(Symbol(row.className))
    {
      return try type.call()
    }
    throw Raise.value("Could not interpret optimizer identifier: \(try identifier.str())")
  }
}
