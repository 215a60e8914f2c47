import Engine

/// One optimizer that Keras brings along: its class, its parameters and the rule they make.
struct OptimizerRow {
  let className: String
  /// The file of Keras it comes from.
  let file: String
  /// Its own settings as Python writes them, the learning rate left out.
  let settings: String
  /// Settings of every optimizer that this one has another default for.
  let weightDecay: String
  private let make:
    (_ setting: (String) throws(Raise) -> Double, _ flag: (String) throws(Raise) -> Bool)
      throws(Raise) -> OptimizerRule

  var settingNames: [String] {
    settings.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.prefix { $0 != "=" })
    }
  }

  /// All parameters in Keras' order.
  var parameters: String {
    let rate = className == "SGD" ? "learning_rate=0.01" : "learning_rate=0.001"
    let decay = "weight_decay=\(weightDecay)"
    let own = className == "AdamW" ? "\(decay), \(settings)" : "\(settings), \(decay)"
    return "\(rate), \(own), \(OptimizerRow.common), name=None, **kwargs"
  }

  static let common =
    "clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, "
    + "ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None"

  func rule(_ setting: (String) -> PyValue) throws(Raise) -> OptimizerRule {
    try make(
      { name throws(Raise) in try setting(name).asDouble() },
      { name throws(Raise) in try setting(name).truth() })
  }

  nonisolated(unsafe) static let all: [OptimizerRow] = [
    OptimizerRow("SGD", "momentum=0.0, nesterov=False") { s, flag throws(Raise) in
      .descent(momentum: try s("momentum"), isNesterov: try flag("nesterov"))
    },
    OptimizerRow("RMSprop", "rho=0.9, momentum=0.0, epsilon=1e-07, centered=False") {
      s, flag throws(Raise) in
      .rootMeanSquare(
        rho: try s("rho"), momentum: try s("momentum"), epsilon: try s("epsilon"),
        isCentered: try flag("centered"))
    },
    OptimizerRow("Adagrad", "initial_accumulator_value=0.1, epsilon=1e-07") {
      s, _ throws(Raise) in
      .adagrad(start: try s("initial_accumulator_value"), epsilon: try s("epsilon"))
    },
    OptimizerRow("Adadelta", "rho=0.95, epsilon=1e-07") { s, _ throws(Raise) in
      .adadelta(rho: try s("rho"), epsilon: try s("epsilon"))
    },
    OptimizerRow("Adam", moments + ", amsgrad=False", make: adam),
    OptimizerRow("AdamW", moments + ", amsgrad=False", decay: "0.004", make: adam),
    OptimizerRow("Adamax", moments) { s, _ throws(Raise) in
      .adamax(beta1: try s("beta_1"), beta2: try s("beta_2"), epsilon: try s("epsilon"))
    },
    OptimizerRow("Nadam", moments) { s, _ throws(Raise) in
      .nadam(beta1: try s("beta_1"), beta2: try s("beta_2"), epsilon: try s("epsilon"))
    },
    OptimizerRow("Lion", "beta_1=0.9, beta_2=0.99") { s, _ throws(Raise) in
      .lion(beta1: try s("beta_1"), beta2: try s("beta_2"))
    },
    OptimizerRow(
      "Ftrl",
      "learning_rate_power=-0.5, initial_accumulator_value=0.1, l1_regularization_strength=0.0, "
        + "l2_regularization_strength=0.0, l2_shrinkage_regularization_strength=0.0, beta=0.0"
    ) { s, _ throws(Raise) in
      .ftrl(
        FtrlSetting(
          power: try s("learning_rate_power"), start: try s("initial_accumulator_value"),
          l1: try s("l1_regularization_strength"), l2: try s("l2_regularization_strength"),
          shrinkage: try s("l2_shrinkage_regularization_strength"), beta: try s("beta")))
    },
  ]

  private static let moments = "beta_1=0.9, beta_2=0.999, epsilon=1e-07"

  private static func adam(
    _ s: (String) throws(Raise) -> Double, _ flag: (String) throws(Raise) -> Bool
  ) throws(Raise) -> OptimizerRule {
    .adam(
      beta1: try s("beta_1"), beta2: try s("beta_2"), epsilon: try s("epsilon"),
      isAMSGrad: try flag("amsgrad"))
  }

  private init(
    _ className: String, _ settings: String, decay: String = "None",
    make:
      @escaping (
        _ setting: (String) throws(Raise) -> Double, _ flag: (String) throws(Raise) -> Bool
      ) throws(Raise) -> OptimizerRule
  ) {
    self.className = className
    file = className.lowercased()
    self.settings = settings
    weightDecay = decay
    self.make = make
  }
}
