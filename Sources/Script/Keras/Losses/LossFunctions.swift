import Engine

/// One loss of Keras: its function, its class, and how a sample's loss comes about.
struct LossRule {
  typealias Body = (
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, _ options: LossOptions
  ) throws(Raise) -> PyValue

  let function: String
  let aliases: [String]
  let className: String
  /// The name of an instance that is given none.
  let title: String
  /// The options of the function, as Python writes them.
  let options: String
  /// The parameters of the class; the options come first unless said otherwise.
  let parameters: String
  /// Options that `get_config` tells and an instance has as attributes.
  let told: [String]
  let body: Body

  init(
    _ function: String, _ className: String, aliases: String = "", title: String? = nil,
    options: String = "", parameters: String? = nil, told: [String] = [], body: @escaping Body
  ) {
    self.function = function
    self.className = className
    self.aliases = aliases.split(separator: " ").map(String.init)
    self.title = title ?? function
    self.options = options
    let common = "reduction='sum_over_batch_size', name='\(title ?? function)', dtype=None"
    self.parameters = parameters ?? (options.isEmpty ? common : options + ", " + common)
    self.told = told
    self.body = body
  }

  var optionNames: [String] { LossRule.names(options) }
  var parameterNames: [String] { LossRule.names(parameters) }

  private static func names(_ parameters: String) -> [String] {
    parameters.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.prefix { $0 != "=" })
    }
  }
}

/// The options of one use of a loss, by name.
struct LossOptions {
  private(set) var values: [String: PyValue] = [:]

  init(_ names: [String], _ value: (String) -> PyValue) {
    for name in names { values[name] = value(name) }
  }

  subscript(name: String) -> PyValue { values[name] ?? .none }
  func isSet(_ name: String) throws(Raise) -> Bool { try self[name].truth() }
  func number(_ name: String) throws(Raise) -> Double { try self[name].asDouble() }
}

extension LossRule {
  /// All losses that lessons may name.
  nonisolated(unsafe) static let all: [LossRule] = regressions + hinges + distributions + classes

  nonisolated(unsafe) private static let regressions: [LossRule] = [
    LossRule("mean_squared_error", "MeanSquaredError", aliases: "mse MSE") {
      math, labels, predictions, _ throws(Raise) in
      let (y, p) = try math.aligned(labels, predictions)
      return try math.mean(try math.square(try math.subtract(y, p)), axis: .int(-1))
    },
    LossRule("mean_absolute_error", "MeanAbsoluteError", aliases: "mae MAE") {
      math, labels, predictions, _ throws(Raise) in
      let (y, p) = try math.aligned(labels, predictions)
      return try math.mean(try math.abs(try math.subtract(y, p)), axis: .int(-1))
    },
    LossRule(
      "mean_absolute_percentage_error", "MeanAbsolutePercentageError", aliases: "mape MAPE"
    ) { math, labels, predictions, _ throws(Raise) in
      let (y, p) = try math.aligned(labels, predictions)
      let size = try math.maximum(try math.abs(y), .float(math.epsilon))
      let share = try math.abs(try math.divide(try math.subtract(y, p), size))
      return try math.multiply(.float(100), try math.mean(share, axis: .int(-1)))
    },
    LossRule(
      "mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", aliases: "msle MSLE"
    ) { math, labels, predictions, _ throws(Raise) in
      let (y, p) = try math.aligned(labels, predictions)
      func logarithm(_ x: PyValue) throws(Raise) -> PyValue {
        try math.log(try math.add(try math.maximum(x, .float(math.epsilon)), .float(1)))
      }
      let first = try logarithm(p)
      let difference = try math.subtract(first, try logarithm(y))
      return try math.mean(try math.square(difference), axis: .int(-1))
    },
    LossRule("cosine_similarity", "CosineSimilarity", options: "axis=-1") {
      math, labels, predictions, options throws(Raise) in
      var (y, p) = try math.aligned(labels, predictions)
      p = try math.normalized(p, axis: options["axis"])
      y = try math.normalized(y, axis: options["axis"])
      return try math.negative(try math.sum(try math.multiply(y, p), axis: options["axis"]))
    },
    LossRule("huber", "Huber", title: "huber_loss", options: "delta=1.0") {
      math, labels, predictions, options throws(Raise) in
      let (y, p) = try math.aligned(labels, predictions)
      let delta = try math.tensor(options["delta"], math.dtype(of: p))
      let error = try math.subtract(p, y)
      let size = try math.abs(error)
      let half = PyValue.float(0.5)
      let near = try math.multiply(half, try math.square(error))
      let far = try math.subtract(
        try math.multiply(delta, size), try math.multiply(half, try math.square(delta)))
      let isNear = try Operators.compare(.lessEqual, size, delta)
      return try math.mean(try math.tf("where", isNear, near, far), axis: .int(-1))
    },
    LossRule("log_cosh", "LogCosh", aliases: "logcosh") {
      math, labels, predictions, _ throws(Raise) in
      let (y, p) = try math.aligned(labels, predictions)
      let x = try math.subtract(p, y)
      let soft = try math.tf("math.softplus", try math.multiply(x, .float(-2)))
      let log2 = Double(Float(0.6931471805599453))
      return try math.mean(
        try math.subtract(try math.add(x, soft), .float(log2)), axis: .int(-1))
    },
  ]

  nonisolated(unsafe) private static let hinges: [LossRule] = [
    LossRule("hinge", "Hinge") { math, labels, predictions, _ throws(Raise) in
      try math.mean(try margins(math, labels, predictions), axis: .int(-1))
    },
    LossRule("squared_hinge", "SquaredHinge") { math, labels, predictions, _ throws(Raise) in
      try math.mean(try math.square(try margins(math, labels, predictions)), axis: .int(-1))
    },
    LossRule("categorical_hinge", "CategoricalHinge") {
      math, labels, predictions, _ throws(Raise) in
      let (y, p) = try math.pair(labels, predictions)
      let right = try math.sum(try math.multiply(y, p), axis: .int(-1))
      let wrong = try math.greatest(
        try math.multiply(try math.subtract(.float(1), y), p), axis: .int(-1))
      return try math.maximum(
        try math.add(try math.subtract(wrong, right), .float(1)), .float(0))
    },
  ]

  /// How far each sample is inside the margin; labels 0 and 1 become −1 and 1.
  private static func margins(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue
  ) throws(Raise) -> PyValue {
    var (y, p) = try math.pair(labels, predictions)
    let either = try math.tf(
      "logical_or", try Operators.compare(.equal, y, .int(0)),
      try Operators.compare(.equal, y, .int(1)))
    let isBinary = try math.tf("reduce_all", either)
    let signed = try math.subtract(try math.multiply(.float(2), y), .float(1))
    y = try math.tf("where", isBinary, signed, y)
    return try math.maximum(
      try math.subtract(.float(1), try math.multiply(y, p)), .float(0))
  }

  nonisolated(unsafe) private static let distributions: [LossRule] = [
    LossRule(
      "kl_divergence", "KLDivergence", aliases: "kld KLD kullback_leibler_divergence"
    ) { math, labels, predictions, _ throws(Raise) in
      var (y, p) = try math.pair(labels, predictions)
      y = try math.clip(y, math.epsilon, 1)
      p = try math.clip(p, math.epsilon, 1)
      let ratio = try math.log(try math.divide(y, p))
      return try math.sum(try math.multiply(y, ratio), axis: .int(-1))
    },
    LossRule("poisson", "Poisson") { math, labels, predictions, _ throws(Raise) in
      let (y, p) = try math.pair(labels, predictions)
      let logarithm = try math.log(try math.add(p, .float(math.epsilon)))
      return try math.mean(
        try math.subtract(p, try math.multiply(y, logarithm)), axis: .int(-1))
    },
    LossRule(
      "dice", "Dice", options: "axis=None",
      parameters: "reduction='sum_over_batch_size', name='dice', axis=None, dtype=None",
      told: ["axis"]
    ) { math, labels, predictions, options throws(Raise) in
      let (y, p) = try math.pair(labels, predictions)
      let axis = options["axis"]
      let common = try math.sum(try math.multiply(y, p), axis: axis)
      let all = try math.add(try math.sum(y, axis: axis), try math.sum(p, axis: axis))
      let share = try math.divide(
        try math.multiply(.float(2), common), try math.add(all, .float(math.epsilon)))
      return try math.subtract(.int(1), share)
    },
  ]
}
