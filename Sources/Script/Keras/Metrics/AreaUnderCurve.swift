import Engine

extension MetricClasses {
  /// `AUC`: the area under the curve of right against wrong positives, or of precision.
  func areaType() -> TypeObject {
    TypeObject(
      "AUC", module: MetricClasses.place + ".confusion_metrics", base: base, extensible: true,
      members: [
        .method(
          "__init__",
          "num_thresholds=200, curve='ROC', summation_method='interpolation', name=None, dtype=None, "
            + "thresholds=None, multi_label=False, num_labels=None, label_weights=None, "
            + "from_logits=False"
        ) { a throws(Raise) in
          try MetricClasses.startArea(try MetricClasses.of(a[0]), a)
          return .none
        },
        .property("thresholds") { value throws(Raise) in
          .list(try MetricClasses.of(value).thresholds.map { .float($0) })
        },
        .method("update_state", "y_true, y_pred, sample_weight=None") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          var predictions = a[2]
          if try metric.ownAttribute("_from_logits")?.truth() ?? false {
            predictions = try metric.math.tf("nn.sigmoid", try metric.math.tensor(predictions))
          }
          try metric.count(
            Confusion.allCases.map { (kind: $0, attribute: $0.rawValue) }, a[1], predictions,
            weights: a[3])
          return .none
        },
        .method("result", "") { a throws(Raise) in
          try MetricClasses.area(try MetricClasses.of(a[0]))
        },
        .method("get_config", "") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          let config = MetricClasses.config(metric, ["num_thresholds"])
          config.set(text: "curve", metric.ownAttribute("_curve") ?? .none)
          config.set(text: "summation_method", metric.ownAttribute("_summation") ?? .none)
          config.set(text: "multi_label", .bool(false))
          config.set(text: "num_labels", .none)
          config.set(text: "label_weights", .none)
          config.set(text: "from_logits", metric.ownAttribute("_from_logits") ?? .none)
          return .object(config)
        },
      ])
  }

  private static func startArea(_ metric: MetricInstance, _ a: Bound) throws(Raise) {
    let curve = try a[2].str()
    guard ["pr", "PR", "roc", "ROC"].contains(curve) else {
      if curve.uppercased() == "PRGAIN" {
        throw Raise.notImplemented("AUC(curve='PRGAIN') is not supported")
      }
      throw Raise.value(
        "Invalid AUC curve value: \"\(curve)\". Expected values are [\"PR\", \"ROC\", \"PRGAIN\"]")
    }
    let way = try a[3].str()
    guard ["interpolation", "majoring", "minoring"].contains(way.lowercased()) else {
      throw Raise.value(
        "Invalid AUC summation method value: \"\(way)\". Expected values are [\"interpolation\", "
          + "\"majoring\", \"minoring\"]")
    }
    if try a[7].truth() || a.has(9) {
      throw Raise.notImplemented("AUC(multi_label=True) is not supported")
    }
    if a.has(8) {
      throw Raise.value("`num_labels` is needed only when `multi_label` is True.")
    }
    var inner: [Double] = []
    if a.has(6) {
      for item in try a[6].items() { inner.append(try item.asDouble()) }
      inner.sort()
      metric.isEvenlySpread = MetricInstance.isEven([0] + inner + [1])
    } else {
      let count = try a.int(1)
      guard count > 1 else {
        throw Raise.value(
          "Argument `num_thresholds` must be an integer > 1. Received: num_thresholds=\(count)")
      }
      inner = (1..<(count - 1)).map { Double($0) * 1.0 / Double(count - 1) }
      metric.isEvenlySpread = true
    }
    try metric.start(name: a[4], dtype: a[5])
    let epsilon = metric.context.keras.epsilon
    metric.thresholds = [0 - epsilon] + inner + [1 + epsilon]
    metric.setOwnAttribute("num_thresholds", .int(metric.thresholds.count))
    metric.setOwnAttribute("_curve", .string(curve.uppercased()))
    metric.setOwnAttribute("_summation", .string(way.lowercased()))
    metric.setOwnAttribute("_from_logits", a[10])
    for kind in Confusion.allCases {
      try metric.addZeros(kind.rawValue, [metric.thresholds.count])
    }
  }

  private static func area(_ metric: MetricInstance) throws(Raise) -> PyValue {
    let math = metric.math
    let isRatio = metric.ownAttribute("_curve")?.text == "ROC"
    let way = metric.ownAttribute("_summation")?.text ?? ""
    let last = metric.thresholds.count - 1
    func head(_ x: PyValue) throws(Raise) -> PyValue {
      try x.item(.object(SliceObject(.none, .int(last), .none)))
    }
    func tail(_ x: PyValue) throws(Raise) -> PyValue {
      try x.item(.object(SliceObject(.int(1), .none, .none)))
    }
    if !isRatio, way == "interpolation" { return try interpolated(metric, head, tail) }
    let recall = try metric.share(.truePositives, .falseNegatives)
    let x = isRatio ? try metric.share(.falsePositives, .trueNegatives) : recall
    let y = isRatio ? recall : try metric.share(.truePositives, .falsePositives)
    let heights: PyValue
    switch way {
    case "interpolation":
      heights = try math.divide(try math.add(try head(y), try tail(y)), .float(2))
    case "minoring": heights = try math.tf("minimum", try head(y), try tail(y))
    default: heights = try math.maximum(try head(y), try tail(y))
    }
    return try math.sum(
      try math.multiply(try math.subtract(try head(x), try tail(x)), heights))
  }

  /// Area under the curve of precision: counts lie on lines between thresholds, ratios do not.
  private static func interpolated(
    _ metric: MetricInstance, _ head: (PyValue) throws(Raise) -> PyValue,
    _ tail: (PyValue) throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    let math = metric.math
    let trues = try metric.state(Confusion.truePositives.rawValue)
    let missed = try metric.state(Confusion.falseNegatives.rawValue)
    let change = try math.subtract(try head(trues), try tail(trues))
    let all = try math.add(trues, try metric.state(Confusion.falsePositives.rawValue))
    let step = try math.subtract(try head(all), try tail(all))
    let slope = try math.divideNoNaN(change, try math.maximum(step, .float(0)))
    let start = try math.subtract(
      try tail(trues), try math.multiply(slope, try tail(all)))
    let isSafe = try math.tf(
      "logical_and", try Operators.compare(.greater, try head(all), .float(0)),
      try Operators.compare(.greater, try tail(all), .float(0)))
    let ratio = try math.tf(
      "where", isSafe,
      try math.divideNoNaN(try head(all), try math.maximum(try tail(all), .float(0))),
      try math.tf("ones_like", try tail(all)))
    let part = try math.multiply(
      slope, try math.add(change, try math.multiply(start, try math.log(ratio))))
    let whole = try math.maximum(
      try math.add(try tail(trues), try tail(missed)), .float(0))
    return try math.sum(try math.divideNoNaN(part, whole))
  }
}
