import Engine

/// A metric that is the mean of a function of labels and predictions.
struct MetricRule {
  let function: String
  let className: String
  let title: String
  /// The file of Keras that the class comes from.
  let file: String
  let options: String
  let isNameFirst: Bool
  /// Options that `get_config` tells.
  let told: [String]
  let body: LossRule.Body

  init(
    _ function: String, _ className: String, title: String? = nil, file: String,
    options: String = "", isNameFirst: Bool = true, told: [String] = [],
    body: @escaping LossRule.Body
  ) {
    self.function = function
    self.className = className
    self.title = title ?? function
    self.file = file
    self.options = options
    self.isNameFirst = isNameFirst
    self.told = told
    self.body = body
  }

  var optionNames: [String] {
    options.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.prefix { $0 != "=" })
    }
  }

  /// A function of labels and predictions, one value for each sample.
  func make(_ context: RunContext) -> PyValue {
    let names = optionNames
    let parameters = "y_true, y_pred" + (options.isEmpty ? "" : ", " + options)
    return .native(function, parameters) { [unowned context, body] a throws(Raise) in
      let options = LossOptions(names) { name in
        names.firstIndex(of: name).map { a[$0 + 2] } ?? .none
      }
      return try body(KerasMath(context: context), a[0], a[1], options)
    }
  }
}

extension MetricRule {
  /// Metrics with functions of their own; those of losses use the loss's function.
  nonisolated(unsafe) static let accuracies: [MetricRule] = [
    MetricRule("accuracy", "Accuracy", file: "accuracy_metrics") {
      math, labels, predictions, _ throws(Raise) in
      let (y, p) = try math.aligned(labels, predictions)
      return try math.cast(try Operators.compare(.equal, y, p), math.context.keras.floatX)
    },
    MetricRule(
      "binary_accuracy", "BinaryAccuracy", file: "accuracy_metrics", options: "threshold=0.5",
      told: ["threshold"]
    ) { math, labels, predictions, options throws(Raise) in
      let (y, p) = try math.sameRank(try math.tensor(labels), try math.tensor(predictions))
      let isOver = try Operators.compare(.greater, p, options["threshold"])
      let guess = try math.cast(isOver, math.dtype(of: y) ?? .float32)
      return try math.cast(try Operators.compare(.equal, y, guess), math.context.keras.floatX)
    },
    MetricRule("categorical_accuracy", "CategoricalAccuracy", file: "accuracy_metrics") {
      math, labels, predictions, _ throws(Raise) in
      let y = try math.tf("argmax", try math.tensor(labels), keywords: ["axis": .int(-1)])
      return try matches(math, y, try math.tensor(predictions), squeezes: false)
    },
    MetricRule(
      "sparse_categorical_accuracy", "SparseCategoricalAccuracy", file: "accuracy_metrics"
    ) { math, labels, predictions, _ throws(Raise) in
      let (y, p) = try math.pair(labels, predictions)
      let found = try matches(math, y, p, squeezes: true)
      let lengths = math.lengths(of: found)
      return lengths.count > 1 && lengths.last == 1 ? try math.squeezed(found) : found
    },
    MetricRule(
      "top_k_categorical_accuracy", "TopKCategoricalAccuracy", file: "accuracy_metrics",
      options: "k=5", isNameFirst: false, told: ["k"]
    ) { math, labels, predictions, options throws(Raise) in
      let (y, p) = try math.pair(labels, predictions)
      return try best(math, try math.tf("argmax", y, keywords: ["axis": .int(-1)]), p, options["k"])
    },
    MetricRule(
      "sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy",
      file: "accuracy_metrics", options: "k=5", isNameFirst: false, told: ["k"]
    ) { math, labels, predictions, options throws(Raise) in
      try best(
        math, try math.tensor(labels, .int32), try math.tensor(predictions), options["k"])
    },
    MetricRule(
      "cosine_similarity", "CosineSimilarity", file: "regression_metrics", options: "axis=-1"
    ) { math, labels, predictions, options throws(Raise) in
      var (y, p) = try math.aligned(labels, predictions)
      p = try math.normalized(p, axis: options["axis"])
      y = try math.normalized(y, axis: options["axis"])
      return try math.sum(try math.multiply(y, p), axis: options["axis"])
    },
  ]

  /// Metrics that are means of losses: class, title, file.
  static let losses: [(function: String, className: String, title: String, file: String)] = [
    ("mean_squared_error", "MeanSquaredError", "mean_squared_error", "regression_metrics"),
    ("mean_absolute_error", "MeanAbsoluteError", "mean_absolute_error", "regression_metrics"),
    (
      "mean_absolute_percentage_error", "MeanAbsolutePercentageError",
      "mean_absolute_percentage_error", "regression_metrics"
    ),
    (
      "mean_squared_logarithmic_error", "MeanSquaredLogarithmicError",
      "mean_squared_logarithmic_error", "regression_metrics"
    ),
    ("log_cosh", "LogCoshError", "logcosh", "regression_metrics"),
    ("hinge", "Hinge", "hinge", "hinge_metrics"),
    ("squared_hinge", "SquaredHinge", "squared_hinge", "hinge_metrics"),
    ("categorical_hinge", "CategoricalHinge", "categorical_hinge", "hinge_metrics"),
    ("kl_divergence", "KLDivergence", "kl_divergence", "probabilistic_metrics"),
    ("poisson", "Poisson", "poisson", "probabilistic_metrics"),
  ]

  /// Whether the most likely class is the right one.
  private static func matches(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, squeezes: Bool
  ) throws(Raise) -> PyValue {
    var y = labels
    let lengths = math.lengths(of: y)
    let isDeep = lengths.count == math.rank(of: predictions) && (!squeezes || lengths.last == 1)
    let shape = isDeep ? try math.tf("shape", y) : .none
    if isDeep { y = try math.squeezed(y) }
    var guess = try math.tf("argmax", predictions, keywords: ["axis": .int(-1)])
    guess = try math.cast(guess, math.dtype(of: y) ?? .int64)
    let same = try math.cast(
      try Operators.compare(.equal, y, guess), math.context.keras.floatX)
    return isDeep ? try math.tf("reshape", same, shape) : same
  }

  /// Whether the right class is among the `k` most likely ones.
  private static func best(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, _ k: PyValue
  ) throws(Raise) -> PyValue {
    var (y, p) = (labels, predictions)
    let isDeep = math.rank(of: y) > 1
    let shape = isDeep ? try math.tf("shape", y) : .none
    if math.rank(of: p) > 2, let last = math.lengths(of: p).last, let classes = last {
      p = try math.tf("reshape", p, .list([.int(-1), .int(classes)]))
    }
    if isDeep { y = try math.tf("reshape", y, .list([.int(-1)])) }
    let found = try math.tf("math.in_top_k", try math.cast(y, .int32), p, k)
    let hits = try math.cast(found, math.context.keras.floatX)
    return isDeep ? try math.tf("reshape", hits, shape) : hits
  }
}
