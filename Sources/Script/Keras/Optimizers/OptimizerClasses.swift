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
      members: OptimizerClasses.members + context.keras.edition.optimizerMembers)
  }

  static func of(_ value: PyValue) throws(Raise) -> OptimizerInstance {
    guard let optimizer = value.cast(OptimizerInstance.self) else {
      throw Raise.type("expected an Optimizer, got '\(value.typeName)'")
    }
    return optimizer
  }

  static let shared =
    "weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, "
    + "ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, "
    + "gradient_accumulation_steps=None"

  /// Settings of every optimizer, in the order of `get_config`.
  static let told = [
    "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema", "ema_momentum",
    "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps",
  ]

  static func names(_ parameters: String) -> [String] {
    parameters.split(separator: ",").map { part in
      String(part.drop { $0 == " " || $0 == "*" }.prefix { $0 != "=" })
    }
  }

  // MARK: Making

  /// The common part of `__init__`.
  static func start(
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
      "name",
      name.isAbsent
        ? .string(context.keras.edition.optimizerName(optimizer.type, context)) : name)
    let edition = context.keras.edition
    let defaults = edition.defaults(of: optimizer.type.name)
    for setting in told {
      let given = value(setting)
      optimizer.setOwnAttribute(
        Symbol(setting), given.isNone ? defaults[setting] ?? given : given)
    }
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
    if optimizer.context.keras.edition.rateMayBeWhole, case .int = rate { isFloat = true }
    guard isFloat else {
      throw try optimizer.context.keras.edition.raise(.learningRate(rate))
    }
    let made = try optimizer.addVariable(
      "learning_rate", shape: .tuple([]), initializer: .none,
      dtype: optimizer.context.keras.floatX)
    try optimizer.context.weight(made).set(try rate.asDouble())
    optimizer.rate = made
  }

  static func setRate(_ optimizer: OptimizerInstance, _ rate: PyValue) throws(Raise) {
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

  static func config(_ optimizer: OptimizerInstance) throws(Raise) -> DictObject {
    try optimizer.context.keras.edition.configuration(of: optimizer)
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
              throw try optimizer.context.keras.edition.raise(.momentum)
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
}
