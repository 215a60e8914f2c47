import Engine

/// The classes of `tf.keras.metrics`, made for one run: the base and what takes means and sums.
struct MetricClasses {
  unowned(unsafe) let context: RunContext
  let base: TypeObject
  let mean: TypeObject
  let sum: TypeObject
  let wrapper: TypeObject

  static let place = "keras.src.metrics"

  init(_ context: RunContext) {
    self.context = context
    base = TypeObject(
      "Metric", module: MetricClasses.place + ".metric", extensible: true,
      allocate: { [unowned context] type throws(Raise) in .object(MetricInstance(type, context)) },
      members: MetricClasses.members)
    mean = TypeObject(
      "Mean", module: MetricClasses.place + ".reduction_metrics", base: base, extensible: true,
      members: MetricClasses.meanMembers)
    sum = TypeObject(
      "Sum", module: MetricClasses.place + ".reduction_metrics", base: base, extensible: true,
      members: MetricClasses.sumMembers)
    wrapper = TypeObject(
      "MeanMetricWrapper", module: MetricClasses.place + ".reduction_metrics", base: mean,
      extensible: true, members: MetricClasses.wrapperMembers)
  }

  static func of(_ value: PyValue) throws(Raise) -> MetricInstance {
    guard let metric = value.cast(MetricInstance.self) else {
      throw Raise.type("expected a Metric, got '\(value.typeName)'")
    }
    return metric
  }

  /// Name, dtype and the settings that are attributes.
  static func config(_ metric: MetricInstance, _ told: [String] = []) -> DictObject {
    let config = DictObject()
    config.set(text: "name", metric.ownAttribute("name") ?? .none)
    config.set(text: "dtype", .string(metric.dtype.name))
    for name in told { config.set(text: Symbol(name), metric.ownAttribute(Symbol(name)) ?? .none) }
    return config
  }

  // MARK: Metric

  nonisolated(unsafe) private static let members: [NativeMember] = [
    .method("__init__", "dtype=None, name=None") { a throws(Raise) in
      try of(a[0]).start(name: a[2], dtype: a[1])
      return .none
    },
    .method("__call__", "*args, **kwargs") { a throws(Raise) in
      let metric = try of(a[0])
      try metric.requireStart()
      let dict = a[2].cast(DictObject.self)
      var names: [Symbol] = []
      for key in dict?.keys ?? [] { names.append(Symbol(try key.str())) }
      _ = try a[0].attribute("update_state").call(
        try a[1].items() + (dict?.pairs.map(\.value) ?? []), keywords: KeywordNames(names))
      return try metric.result()
    },
    .method("update_state", "*args, **kwargs") { _ throws(Raise) in
      throw Raise(.notImplementedError, [])
    },
    .method("result", "") { _ throws(Raise) in throw Raise(.notImplementedError, []) },
    .method("reset_state", "") { a throws(Raise) in
      try of(a[0]).reset()
      return .none
    },
    .method(
      "add_variable", "shape, initializer, dtype=None, aggregation='sum', name=None"
    ) { a throws(Raise) in
      try of(a[0]).addVariable(a[5], shape: a[1], initializer: a[2], dtype: a[3])
    },
    .method("add_weight", "shape=(), initializer=None, dtype=None, name=None") {
      a throws(Raise) in
      try of(a[0]).addVariable(a[4], shape: a[1], initializer: a[2], dtype: a[3])
    },
    .property("variables") { value throws(Raise) in .list(try of(value).variables) },
    .property("dtype") { value throws(Raise) in .string(try of(value).dtype.name) },
    .method("get_config", "") { a throws(Raise) in .object(config(try of(a[0]))) },
    .classMethod("from_config", "config") { a throws(Raise) in try a[0].calling(with: a[1]) },
    .method("__repr__", "") { a throws(Raise) in
      let metric = try of(a[0])
      return .string(metric.context.keras.edition.text(of: metric))
    },
  ]

  // MARK: Mean and Sum

  nonisolated(unsafe) private static let meanMembers: [NativeMember] = [
    .method("__init__", "name='mean', dtype=None") { a throws(Raise) in
      try startMean(try of(a[0]), a[1], a[2])
      return .none
    },
    .method("update_state", "values, sample_weight=None") { a throws(Raise) in
      try takeMean(try of(a[0]), a[1], weights: a[2])
      return .none
    },
    .method("result", "") { a throws(Raise) in try meanResult(try of(a[0])) },
  ]

  static func startMean(
    _ metric: MetricInstance, _ name: PyValue, _ dtype: PyValue
  ) throws(Raise) {
    try metric.start(name: name, dtype: dtype)
    try metric.addZeros("total")
    try metric.addZeros("count")
  }

  static func takeMean(
    _ metric: MetricInstance, _ values: PyValue, weights: PyValue
  ) throws(Raise) {
    let math = metric.math
    let (values, weights) = try samples(metric, values, weights) { x, axes throws(Raise) in
      try math.mean(x, axis: axes)
    }
    try metric.grow("total", by: try math.sum(values))
    let lengths = math.lengths(of: values)
    var count = PyValue.float(1)
    if !weights.isAbsent {
      count = try math.sum(weights)
    } else if let first = lengths.first {
      if let first {
        count = .float(Double(first))
      } else {
        count = try math.cast(try math.tf("shape", values).item(.int(0)), metric.dtype)
      }
    }
    try metric.grow("count", by: count)
  }

  static func meanResult(_ metric: MetricInstance) throws(Raise) -> PyValue {
    try metric.math.divideNoNaN(try metric.state("total"), try metric.state("count"))
  }

  nonisolated(unsafe) private static let sumMembers: [NativeMember] = [
    .method("__init__", "name='sum', dtype=None") { a throws(Raise) in
      let metric = try of(a[0])
      try metric.start(name: a[1], dtype: a[2])
      try metric.addZeros("total")
      return .none
    },
    .method("update_state", "values, sample_weight=None") { a throws(Raise) in
      let metric = try of(a[0])
      let (values, _) = try samples(metric, a[1], a[2]) { x, axes throws(Raise) in
        try metric.math.sum(x, axis: axes)
      }
      try metric.grow("total", by: try metric.math.sum(values))
      return .none
    },
    .method("result", "") { a throws(Raise) in try of(a[0]).state("total") },
  ]

  /// One weighted value a sample, and the weights.
  private static func samples(
    _ metric: MetricInstance, _ values: PyValue, _ weights: PyValue,
    _ reduce: (PyValue, _ axes: PyValue) throws(Raise) -> PyValue
  ) throws(Raise) -> (PyValue, PyValue) {
    func axes(_ range: Range<Int>) -> PyValue { .list(range.map { .int($0) }) }
    let math = metric.math
    var values = try math.tensor(values, metric.dtype)
    var weights = weights
    if !weights.isAbsent {
      weights = try math.tensor(weights, metric.dtype)
      (values, weights) = try math.sameRank(values, weights)
      let rank = math.rank(of: weights)
      if math.rank(of: values) > rank {
        values = try reduce(values, axes(rank..<math.rank(of: values)))
      }
      weights = try math.tf("broadcast_to", weights, try math.tf("shape", values))
      values = try math.multiply(values, weights)
      if rank > 1 { weights = try reduce(weights, axes(1..<rank)) }
    }
    if math.rank(of: values) > 1 {
      values = try reduce(values, axes(1..<math.rank(of: values)))
    }
    return (values, weights)
  }

  // MARK: MeanMetricWrapper

  nonisolated(unsafe) private static let wrapperMembers: [NativeMember] = [
    .method("__init__", "fn, name=None, dtype=None, **kwargs") { a throws(Raise) in
      let metric = try of(a[0])
      try startMean(metric, a[2], a[3])
      metric.function = a[1]
      metric.keywords = []
      for (key, value) in a[4].cast(DictObject.self)?.pairs ?? [] {
        metric.keywords.append((try key.str(), value))
      }
      return .none
    },
    .method("update_state", "y_true, y_pred, sample_weight=None") { a throws(Raise) in
      let metric = try of(a[0])
      let names = metric.keywords.map { Symbol($0.name) }
      let values = try metric.function.call(
        [a[1], a[2]] + metric.keywords.map(\.value),
        keywords: names.isEmpty ? nil : KeywordNames(names))
      try takeMean(metric, values, weights: a[3])
      return .none
    },
    .method("get_config", "") { a throws(Raise) in
      let metric = try of(a[0])
      let config = config(metric)
      config.set(
        text: "fn", try KerasConfig.serialized(metric.function, module: "keras.metrics"))
      for (name, value) in metric.keywords { config.set(text: Symbol(name), value) }
      return .object(config)
    },
  ]

  /// A class that takes the mean of a function of labels and predictions.
  func type(_ rule: MetricRule, _ function: PyValue) -> TypeObject {
    let names = rule.optionNames
    let common = "name='\(rule.title)', dtype=None"
    let parameters =
      rule.isNameFirst
      ? common + (rule.options.isEmpty ? "" : ", " + rule.options)
      : rule.options + ", " + common
    let order = parameters.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.prefix { $0 != "=" })
    }
    return TypeObject(
      rule.className, module: MetricClasses.place + "." + rule.file, base: wrapper,
      extensible: true,
      members: [
        .method("__init__", parameters) { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          func value(_ name: String) -> PyValue {
            order.firstIndex(of: name).map { a[$0 + 1] } ?? .none
          }
          try MetricClasses.startMean(metric, value("name"), value("dtype"))
          metric.function = function
          metric.keywords = names.map { ($0, value($0)) }
          for name in rule.told { metric.setOwnAttribute(Symbol(name), value(name)) }
          return .none
        },
        .method("get_config", "") { a throws(Raise) in
          .object(MetricClasses.config(try MetricClasses.of(a[0]), rule.told))
        },
      ])
  }
}
