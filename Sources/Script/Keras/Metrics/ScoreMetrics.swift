import Engine

/// Scores that are worked out of several sums: root of a mean, F scores, R².
extension MetricClasses {
  func scoreTypes() -> [TypeObject] {
    let beta = fScoreType(
      "FBetaScore", "average=None, beta=1.0, threshold=None, name='fbeta_score', dtype=None", base)
    let f1 = fScoreType(
      "F1Score", "average=None, threshold=None, name='f1_score', dtype=None", beta)
    return [rootType(), beta, f1, explainedType()]
  }

  private func rootType() -> TypeObject {
    TypeObject(
      "RootMeanSquaredError", module: MetricClasses.place + ".regression_metrics", base: mean,
      extensible: true,
      members: [
        .method("__init__", "name='root_mean_squared_error', dtype=None") { a throws(Raise) in
          try MetricClasses.startMean(try MetricClasses.of(a[0]), a[1], a[2])
          return .none
        },
        .method("update_state", "y_true, y_pred, sample_weight=None") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          let math = metric.math
          let (y, p) = try math.sameRank(
            try math.tensor(a[1], metric.dtype), try math.tensor(a[2], metric.dtype))
          try MetricClasses.takeMean(
            metric, try math.square(try math.subtract(p, y)), weights: a[3])
          return .none
        },
        .method("result", "") { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          return try metric.math.sqrt(try MetricClasses.meanResult(metric))
        },
      ])
  }

  // MARK: F scores

  private static let sums = [
    "true_positives", "false_positives", "false_negatives", "intermediate_weights",
  ]

  private func fScoreType(_ name: String, _ parameters: String, _ base: TypeObject) -> TypeObject {
    let hasBeta = name == "FBetaScore"
    let shift = hasBeta ? 1 : 0
    return TypeObject(
      name, module: MetricClasses.place + ".f_score_metrics", base: base, extensible: true,
      members: [
        .method("__init__", parameters) { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          try metric.start(name: a[3 + shift], dtype: a[4 + shift])
          let average = a[1]
          guard average.isNone || ["micro", "macro", "weighted"].contains(average.text ?? "") else {
            throw Raise.value(
              "Invalid `average` argument value. Expected one of: {None, 'micro', 'macro', "
                + "'weighted'}. Received: average=\(try average.str())")
          }
          metric.setOwnAttribute("average", average)
          metric.setOwnAttribute("beta", hasBeta ? a[2] : .float(1))
          metric.setOwnAttribute("threshold", a[2 + shift])
          return .none
        },
        .method("update_state", "y_true, y_pred, sample_weight=None") { a throws(Raise) in
          try MetricClasses.takeScore(try MetricClasses.of(a[0]), a[1], a[2], a[3])
          return .none
        },
        .method("result", "") { a throws(Raise) in
          try MetricClasses.score(try MetricClasses.of(a[0]))
        },
        .method("get_config", "") { a throws(Raise) in
          let told = hasBeta ? ["average", "beta", "threshold"] : ["average", "threshold"]
          return .object(MetricClasses.config(try MetricClasses.of(a[0]), told))
        },
      ])
  }

  private static func takeScore(
    _ metric: MetricInstance, _ labels: PyValue, _ predictions: PyValue, _ weights: PyValue
  ) throws(Raise) {
    let math = metric.math
    let y = try math.tensor(labels, metric.dtype)
    var p = try math.tensor(predictions, metric.dtype)
    let isMicro = metric.ownAttribute("average")?.text == "micro"
    if metric.ownVariables.isEmpty {
      let lengths = math.lengths(of: p)
      guard lengths.count == 2, math.rank(of: y) == 2, let classes = lengths[1] else {
        throw Raise.value(
          "FBetaScore expects 2D inputs with shape (batch_size, output_dim). Received input "
            + "shapes: y_pred.shape=\(PartialShape(lengths)) and "
            + "y_true.shape=\(PartialShape(math.lengths(of: y))).")
      }
      for name in sums { try metric.addZeros(name, isMicro ? [] : [classes]) }
    }
    if let limit = metric.ownAttribute("threshold"), !limit.isNone {
      p = try Operators.compare(.greater, p, limit)
    } else {
      let most = try math.greatest(p, axis: .int(-1), keeps: true)
      p = try math.tf(
        "logical_and", try Operators.compare(.greaterEqual, p, most),
        try Operators.compare(.greater, try math.abs(p), .float(1e-9)))
    }
    p = try math.cast(p, metric.dtype)
    func summed(_ x: PyValue) throws(Raise) -> PyValue {
      var x = x
      if !weights.isAbsent {
        x = try math.multiply(
          x, try math.tf("expand_dims", try math.tensor(weights, metric.dtype), .int(1)))
      }
      return try math.sum(x, axis: isMicro ? .none : .int(0))
    }
    let parts = [
      try math.multiply(p, y), try math.multiply(p, try math.subtract(.int(1), y)),
      try math.multiply(try math.subtract(.int(1), p), y), y,
    ]
    for (name, part) in zip(sums, parts) {
      try metric.assign(name, try math.add(try metric.state(name), try summed(part)))
    }
  }

  private static func score(_ metric: MetricInstance) throws(Raise) -> PyValue {
    let math = metric.math
    let tiny = PyValue.float(math.epsilon)
    let trues = try metric.state("true_positives")
    func share(_ other: String) throws(Raise) -> PyValue {
      let all = try math.add(trues, try metric.state(other))
      return try math.divide(trues, try math.add(all, tiny))
    }
    let precision = try share("false_positives")
    let recall = try share("false_negatives")
    let beta = try metric.ownAttribute("beta")?.asDouble() ?? 1
    let sum = try math.add(try math.multiply(.float(beta * beta), precision), recall)
    let mean = try math.divide(try math.multiply(precision, recall), try math.add(sum, tiny))
    let scores = try math.multiply(mean, .float(1 + beta * beta))
    switch metric.ownAttribute("average")?.text {
    case "weighted":
      let weights = try metric.state("intermediate_weights")
      let shares = try math.divide(weights, try math.add(try math.sum(weights), tiny))
      return try math.sum(try math.multiply(scores, shares))
    case nil: return scores
    default: return try math.mean(scores)
    }
  }

  // MARK: R²

  private func explainedType() -> TypeObject {
    TypeObject(
      "R2Score", module: MetricClasses.place + ".regression_metrics", base: base, extensible: true,
      members: [
        .method(
          "__init__",
          "class_aggregation='uniform_average', num_regressors=0, name='r2_score', dtype=None"
        ) { a throws(Raise) in
          let metric = try MetricClasses.of(a[0])
          try metric.start(name: a[3], dtype: a[4])
          if try a.int(2) != 0 {
            throw Raise.notImplemented("R2Score(num_regressors=…) is not supported")
          }
          metric.setOwnAttribute("class_aggregation", a[1])
          metric.setOwnAttribute("num_regressors", a[2])
          try metric.addZeros("num_samples")
          return .none
        },
        .method("update_state", "y_true, y_pred, sample_weight=None") { a throws(Raise) in
          try MetricClasses.takeExplained(try MetricClasses.of(a[0]), a[1], a[2], a[3])
          return .none
        },
        .method("result", "") { a throws(Raise) in
          try MetricClasses.explained(try MetricClasses.of(a[0]))
        },
        .method("get_config", "") { a throws(Raise) in
          .object(
            MetricClasses.config(
              try MetricClasses.of(a[0]), ["class_aggregation", "num_regressors"]))
        },
      ])
  }

  private static func takeExplained(
    _ metric: MetricInstance, _ labels: PyValue, _ predictions: PyValue, _ weights: PyValue
  ) throws(Raise) {
    let math = metric.math
    let (y, p) = try math.sameRank(
      try math.tensor(labels, metric.dtype), try math.tensor(predictions, metric.dtype))
    if metric.ownVariables.count == 1 {
      let lengths = math.lengths(of: p)
      guard lengths.count == 2, math.rank(of: y) == 2, let classes = lengths[1] else {
        throw Raise.value(
          "R2Score expects 2D inputs with shape (batch_size, output_dim). Received input shapes: "
            + "y_pred.shape=\(PartialShape(lengths)) and "
            + "y_true.shape=\(PartialShape(math.lengths(of: y))).")
      }
      for name in ["squared_sum", "sum", "total_mse", "count"] {
        try metric.addZeros(name, [classes], named: name == "total_mse" ? "residual" : name)
      }
    }
    var weight = weights.isAbsent ? PyValue.float(1) : try math.tensor(weights, metric.dtype)
    if math.rank(of: weight) == 1 { weight = try math.tf("expand_dims", weight, .int(1)) }
    weight = try math.tf(
      "broadcast_to", try math.tensor(weight, metric.dtype), try math.tf("shape", y))
    let weighted = try math.multiply(y, weight)
    let error = try math.multiply(try math.square(try math.subtract(y, p)), weight)
    func grow(_ name: String, _ x: PyValue) throws(Raise) {
      try metric.assign(name, try math.add(try metric.state(name), try math.sum(x, axis: .int(0))))
    }
    try grow("sum", weighted)
    try grow("squared_sum", try math.multiply(y, weighted))
    try grow("total_mse", error)
    try grow("count", weight)
    try metric.grow("num_samples", by: try math.count(y, metric.dtype))
  }

  private static func explained(_ metric: MetricInstance) throws(Raise) -> PyValue {
    let math = metric.math
    let sum = try metric.state("sum")
    let mean = try math.divide(sum, try metric.state("count"))
    let total = try math.subtract(try metric.state("squared_sum"), try math.multiply(sum, mean))
    let raw = try math.subtract(
      .int(1), try math.divide(try metric.state("total_mse"), total))
    let scores = try math.tf(
      "where", try math.tf("math.is_inf", raw), try math.tf("zeros_like", raw), raw)
    switch metric.ownAttribute("class_aggregation")?.text {
    case "uniform_average": return try math.mean(scores)
    case "variance_weighted_average":
      return try math.divide(
        try math.sum(try math.multiply(total, scores)), try math.sum(total))
    default: return scores
    }
  }
}
