import Engine

/// Counts of right and wrong guesses at thresholds: `Precision`, `Recall`, `AUC` and their kin.
enum Confusion: String, CaseIterable {
  case truePositives = "true_positives"
  case falsePositives = "false_positives"
  case trueNegatives = "true_negatives"
  case falseNegatives = "false_negatives"
}

extension MetricInstance {
  /// Reads thresholds: one number, a list, or the fallback.
  func setThresholds(_ value: PyValue, fallback: Double) throws(Raise) {
    var found: [Double] = []
    if value.isAbsent {
      found = [fallback]
    } else {
      for item in value.object?.kind == .list || value.object?.kind == .tuple
        ? try value.items() : [value]
      {
        found.append(try item.asDouble())
      }
      let wrong = found.filter { $0 < 0 || $0 > 1 }
      if !wrong.isEmpty {
        throw Raise.value(
          "Threshold values must be in [0, 1]. Received: "
            + (try PyValue.list(wrong.map { .float($0) }).repr()))
      }
    }
    thresholds = found
    isEvenlySpread = MetricInstance.isEven(found)
  }

  static func isEven(_ thresholds: [Double]) -> Bool {
    guard thresholds.count >= 3 else { return false }
    return thresholds.enumerated().allSatisfy { place, value in
      let even = Double(Float(place) / Float(thresholds.count - 1))
      return Swift.abs(value - even) <= 1e-7 + 1e-5 * Swift.abs(even)
    }
  }

  /// Adds a batch to the counts; each count is an attribute.
  func count(
    _ counts: [(kind: Confusion, attribute: String)], _ labels: PyValue, _ predictions: PyValue,
    weights: PyValue, topK: PyValue = .none, classID: PyValue = .none
  ) throws(Raise) {
    let math = math
    var (p, y) = try math.sameRank(
      try math.tensor(predictions, .float32), try math.tensor(labels, .float32))
    var weights = weights
    if !weights.isAbsent {
      weights = try math.expanded(try math.tensor(weights, .float32))
      (_, weights) = try math.sameRank(y, weights, expandsVectors: false)
      weights = try math.tf("broadcast_to", weights, try math.tf("shape", p))
    }
    if !topK.isAbsent { p = try best(p, topK) }
    if !classID.isAbsent {
      guard math.rank(of: p) > 1 else {
        throw Raise.value(
          "When class_id is provided, y_pred must be a 2D array with shape (num_samples, "
            + "num_classes), found shape: \(math.signature(of: p).map { "\($0.shape)" } ?? "")")
      }
      let key = PyValue.tuple([.object(EllipsisObject.instance), classID, .none])
      y = try y.item(key)
      p = try p.item(key)
    }
    func flat(_ x: PyValue) throws(Raise) -> PyValue {
      try math.tf("reshape", x, .list([.int(-1)]))
    }
    y = try flat(y)
    p = try flat(p)
    if !weights.isAbsent { weights = try flat(weights) }
    if isEvenlySpread {
      try countInBuckets(counts, y, p, weights)
    } else {
      try countByComparing(counts, y, p, weights)
    }
  }

  /// Only the `k` greatest predictions of each row stay.
  private func best(_ predictions: PyValue, _ k: PyValue) throws(Raise) -> PyValue {
    let math = math
    let places = try math.tf("math.top_k", predictions, k).item(.int(1))
    guard let last = math.lengths(of: predictions).last, let classes = last else {
      return predictions
    }
    let mask = try math.sum(
      try math.tf("one_hot", places, .int(classes)), axis: .int(-2))
    return try math.add(
      try math.multiply(predictions, mask),
      try math.multiply(.float(-1e10), try math.subtract(.int(1), mask)))
  }

  private func countByComparing(
    _ counts: [(kind: Confusion, attribute: String)], _ labels: PyValue, _ predictions: PyValue,
    _ weights: PyValue
  ) throws(Raise) {
    let math = math
    let limits = context.box(
      context.constant(NDArray(thresholds.map { Float($0) }, shape: [thresholds.count, 1])))
    let row = try math.tf("expand_dims", predictions, .int(0))
    let isPositive = try Operators.compare(.greater, row, limits)
    let isTrue = try math.tf("expand_dims", try math.cast(labels, .bool), .int(0))
    let isNegative = try math.tf("logical_not", isPositive)
    let isFalse = try math.tf("logical_not", isTrue)
    for (kind, attribute) in counts {
      let hits =
        switch kind {
        case .truePositives: try math.tf("logical_and", isTrue, isPositive)
        case .falsePositives: try math.tf("logical_and", isFalse, isPositive)
        case .trueNegatives: try math.tf("logical_and", isFalse, isNegative)
        case .falseNegatives: try math.tf("logical_and", isTrue, isNegative)
        }
      var numbers = try math.cast(hits, .float32)
      if !weights.isAbsent { numbers = try math.multiply(numbers, weights) }
      try assign(
        attribute, try math.add(try state(attribute), try math.sum(numbers, axis: .int(1))))
    }
  }

  /// With even thresholds each prediction falls into one bucket, and sums from the end count.
  private func countInBuckets(
    _ counts: [(kind: Confusion, attribute: String)], _ labels: PyValue, _ predictions: PyValue,
    _ weights: PyValue
  ) throws(Raise) {
    let math = math
    let y = try math.cast(try math.cast(labels, .bool), .float32)
    let p = try math.clip(predictions, 0, 1)
    let weight = weights.isAbsent ? PyValue.float(1) : weights
    let trues = try math.multiply(y, weight)
    let falses = try math.multiply(try math.subtract(.float(1), y), weight)
    var buckets = try math.subtract(
      try math.tf("math.ceil", try math.multiply(p, .float(Double(thresholds.count - 1)))), .int(1))
    if (thresholds.first ?? 0) < 0 { buckets = try math.tf("nn.relu", buckets) }
    buckets = try math.cast(buckets, .int32)
    func sums(_ x: PyValue) throws(Raise) -> PyValue {
      let found = try math.tf(
        "math.unsorted_segment_sum", x, buckets, .int(thresholds.count))
      return try math.tf("cumsum", found, keywords: ["reverse": .bool(true)])
    }
    let positives = (try sums(trues), try sums(falses))
    for (kind, attribute) in counts {
      let added =
        switch kind {
        case .truePositives: positives.0
        case .falsePositives: positives.1
        case .trueNegatives: try math.subtract(try math.sum(falses), positives.1)
        case .falseNegatives: try math.subtract(try math.sum(trues), positives.0)
        }
      try assign(attribute, try math.add(try state(attribute), added))
    }
  }

  /// `a / (a + b)` of two counts, 0 where there is nothing.
  func share(_ a: Confusion, _ b: Confusion) throws(Raise) -> PyValue {
    let part = try state(a.rawValue)
    return try math.divideNoNaN(part, try math.add(part, try state(b.rawValue)))
  }
}

extension MetricClasses {
  private static let confusionPlace = place + ".confusion_metrics"

  /// Classes of counts at thresholds.
  func confusionTypes() -> [TypeObject] {
    let counts: [(String, Confusion)] = [
      ("TruePositives", .truePositives), ("FalsePositives", .falsePositives),
      ("TrueNegatives", .trueNegatives), ("FalseNegatives", .falseNegatives),
    ]
    return counts.map { countType($0, $1) }
      + [
        ratioType("Precision", .falsePositives), ratioType("Recall", .falseNegatives), areaType(),
      ]
  }

  private func countType(_ name: String, _ kind: Confusion) -> TypeObject {
    TypeObject(
      name, module: MetricClasses.confusionPlace, base: base, extensible: true,
      members: [
        .method("__init__", "thresholds=None, name=None, dtype=None") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          try metric.start(name: a[2], dtype: a[3])
          metric.setOwnAttribute("init_thresholds", a[1])
          try metric.setThresholds(a[1], fallback: 0.5)
          metric.setOwnAttribute("thresholds", .list(metric.thresholds.map { .float($0) }))
          try metric.addZeros("accumulator", [metric.thresholds.count])
          return .none
        },
        .method("update_state", "y_true, y_pred, sample_weight=None") { a throws(Raise) in
          try MetricClasses.of(a[0]).count([(kind, "accumulator")], a[1], a[2], weights: a[3])
          return .none
        },
        .method("result", "") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          let counted = try metric.state("accumulator")
          return metric.thresholds.count == 1 ? try counted.item(.int(0)) : counted
        },
        .method("get_config", "") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          let config = MetricClasses.config(metric)
          config.set(text: "thresholds", metric.ownAttribute("init_thresholds") ?? .none)
          return .object(config)
        },
      ])
  }

  /// Precision and recall: right positives among all that were guessed, or that there are.
  private func ratioType(_ name: String, _ other: Confusion) -> TypeObject {
    let kinds: [(Confusion, String)] = [
      (.truePositives, Confusion.truePositives.rawValue), (other, other.rawValue),
    ]
    return TypeObject(
      name, module: MetricClasses.confusionPlace, base: base, extensible: true,
      members: [
        .method("__init__", "thresholds=None, top_k=None, class_id=None, name=None, dtype=None") {
          a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          try metric.start(name: a[4], dtype: a[5])
          for (place, name) in ["init_thresholds", "top_k", "class_id"].enumerated() {
            metric.setOwnAttribute(Symbol(name), a[place + 1])
          }
          try metric.setThresholds(a[1], fallback: a[2].isAbsent ? 0.5 : -1e10)
          metric.setOwnAttribute("thresholds", .list(metric.thresholds.map { .float($0) }))
          for (_, attribute) in kinds { try metric.addZeros(attribute, [metric.thresholds.count]) }
          return .none
        },
        .method("update_state", "y_true, y_pred, sample_weight=None") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          try metric.count(
            kinds.map { (kind: $0.0, attribute: $0.1) }, a[1], a[2], weights: a[3],
            topK: metric.ownAttribute("top_k") ?? .none,
            classID: metric.ownAttribute("class_id") ?? .none)
          return .none
        },
        .method("result", "") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          let shares = try metric.share(.truePositives, other)
          return metric.thresholds.count == 1 ? try shares.item(.int(0)) : shares
        },
        .method("get_config", "") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          let config = MetricClasses.config(metric)
          config.set(text: "thresholds", metric.ownAttribute("init_thresholds") ?? .none)
          for name in ["top_k", "class_id"] {
            config.set(text: Symbol(name), metric.ownAttribute(Symbol(name)) ?? .none)
          }
          return .object(config)
        },
      ])
  }
}
