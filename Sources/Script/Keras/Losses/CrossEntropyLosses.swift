import Engine

/// Losses of classifiers: cross entropies between labels and predicted probabilities or logits.
extension LossRule {
  nonisolated(unsafe) static let classes: [LossRule] = [
    LossRule(
      "binary_crossentropy", "BinaryCrossentropy", aliases: "bce BCE",
      options: "from_logits=False, label_smoothing=0.0, axis=-1",
      told: ["from_logits", "label_smoothing", "axis"]
    ) { math, labels, predictions, options throws(Raise) in
      let (y, p) = try math.pair(labels, predictions)
      return try math.mean(
        try binary(
          math, try smoothed(math, y, options["label_smoothing"], among: .float(2)), p,
          try options.isSet("from_logits")), axis: options["axis"])
    },
    LossRule(
      "categorical_crossentropy", "CategoricalCrossentropy",
      options: "from_logits=False, label_smoothing=0.0, axis=-1",
      told: ["from_logits", "label_smoothing", "axis"]
    ) { math, labels, predictions, options throws(Raise) in
      var (y, p) = try math.pair(labels, predictions)
      warnOfOneClass(math, p, "categorical_crossentropy")
      if let last = math.lengths(of: y).last, let classes = last {
        y = try smoothed(math, y, options["label_smoothing"], among: .int(classes))
      }
      return try categorical(math, y, p, try options.isSet("from_logits"), options["axis"])
    },
    LossRule(
      "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy",
      options: "from_logits=False, ignore_class=None, axis=-1",
      parameters: "from_logits=False, ignore_class=None, reduction='sum_over_batch_size', axis=-1, "
        + "name='sparse_categorical_crossentropy', dtype=None",
      told: ["from_logits", "ignore_class"], body: sparse),
    LossRule(
      "binary_focal_crossentropy", "BinaryFocalCrossentropy",
      options: "apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, "
        + "label_smoothing=0.0, axis=-1",
      told: [
        "from_logits", "label_smoothing", "axis", "apply_class_balancing", "alpha", "gamma",
      ], body: binaryFocal),
    LossRule(
      "categorical_focal_crossentropy", "CategoricalFocalCrossentropy",
      options: "alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1",
      told: ["from_logits", "label_smoothing", "axis", "alpha", "gamma"], body: categoricalFocal),
  ]

  /// Labels moved a little towards an even spread over so many classes.
  private static func smoothed(
    _ math: KerasMath, _ labels: PyValue, _ amount: PyValue, among classes: PyValue
  ) throws(Raise) -> PyValue {
    let amount = try amount.asDouble()
    if amount == 0 { return labels }
    return try math.add(
      try math.multiply(labels, .float(1 - amount)),
      .float(amount / (try classes.asDouble())))
  }

  // MARK: What the predictions were before they were squashed

  /// Predictions, and whether they are logits: those of an activation are taken where known.
  private static func logits(
    _ predictions: PyValue, _ isLogits: Bool, after activation: String
  ) throws(Raise) -> (PyValue, Bool) {
    let kept =
      predictions.cast(TensorObject.self)?.keptAttribute("_keras_logits")
      ?? predictions.cast(SymbolicTensor.self)?.logits
    if let kept { return (kept, true) }
    if let tensor = predictions.cast(SymbolicTensor.self),
      tensor.graph.picture.nodes[tensor.edge.node].type == activation,
      let edge = tensor.graph.picture.nodes[tensor.edge.node].inputs.first,
      let source = tensor.graph.tensor(edge.node, edge.output)
    {
      return (source.value, true)
    }
    return (predictions, isLogits)
  }

  private static func shapeText(_ math: KerasMath, _ value: PyValue) -> String {
    math.signature(of: value).map { "\($0.shape)" } ?? "()"
  }

  private static func check(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, leastRank: Int
  ) throws(Raise) {
    let (a, b) = (math.lengths(of: labels), math.lengths(of: predictions))
    let received =
      "Received: target.shape=\(shapeText(math, labels)), "
      + "output.shape=\(shapeText(math, predictions))"
    if a.count < leastRank {
      throw Raise.value(
        "Arguments `target` and `output` must be at least rank 1. \(received)")
    }
    guard a.count == b.count else {
      throw Raise.value(
        "Arguments `target` and `output` must have the same rank (ndim). \(received)")
    }
    guard zip(a, b).allSatisfy({ $0 == nil || $1 == nil || $0 == $1 }) else {
      throw Raise.value("Arguments `target` and `output` must have the same shape. \(received)")
    }
  }

  private static func warnOfOneClass(_ math: KerasMath, _ predictions: PyValue, _ loss: String) {
    guard let last = math.lengths(of: predictions).last, last == 1 else { return }
    math.context.warn(
      "SyntaxWarning: In loss \(loss), expected y_pred.shape to be (batch_size, num_classes) with "
        + "num_classes > 1. Received: y_pred.shape=\(shapeText(math, predictions)). Consider using "
        + "'binary_crossentropy' if you only have 2 classes.")
  }

  // MARK: Entropies of each element

  static func binary(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, _ isLogits: Bool
  ) throws(Raise) -> PyValue {
    try check(math, labels, predictions, leastRank: 0)
    let (output, isLogits) = try logits(predictions, isLogits, after: "Sigmoid")
    if isLogits {
      return try math.tf(
        "nn.sigmoid_cross_entropy_with_logits", keywords: ["labels": labels, "logits": output])
    }
    let p = try math.clip(output, math.epsilon, 1 - math.epsilon)
    let edition = math.context.keras.edition
    let whereOne = try math.multiply(labels, try math.log(try edition.guarded(p, math)))
    let rest = try edition.guarded(try math.subtract(.int(1), p), math)
    let whereZero = try math.multiply(
      try math.subtract(.int(1), labels), try math.log(rest))
    return try math.negative(try math.add(whereOne, whereZero))
  }

  private static func categorical(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, _ isLogits: Bool,
    _ axis: PyValue
  ) throws(Raise) -> PyValue {
    try check(math, labels, predictions, leastRank: 1)
    let (output, isLogits) = try logits(predictions, isLogits, after: "Softmax")
    if isLogits {
      return try math.tf(
        "nn.softmax_cross_entropy_with_logits",
        keywords: ["labels": labels, "logits": output, "axis": axis])
    }
    let shares = try math.divide(output, try math.sum(output, axis: axis, keeps: true))
    let p = try math.clip(shares, math.epsilon, 1 - math.epsilon)
    return try math.negative(
      try math.sum(try math.multiply(labels, try math.log(p)), axis: axis))
  }

  private static func sparse(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, _ options: LossOptions
  ) throws(Raise) -> PyValue {
    var labels = try math.tensor(labels)
    var predictions = try math.tensor(predictions)
    if math.rank(of: labels) == math.rank(of: predictions), math.lengths(of: labels).last == 1 {
      labels = try math.squeezed(labels)
    }
    var isValid: PyValue?
    if !options["ignore_class"].isAbsent {
      let ignored = try math.tensor(options["ignore_class"], math.dtype(of: labels))
      let valid = try Operators.compare(.notEqual, labels, ignored)
      labels = try math.tf("where", valid, labels, try math.tf("zeros_like", labels))
      predictions = try math.tf(
        "where", try math.expanded(valid), predictions, try math.tf("zeros_like", predictions))
      isValid = valid
    }
    let result = try sparse(
      math, labels, predictions, try options.isSet("from_logits"), options["axis"])
    guard let isValid else { return result }
    return try math.tf("where", isValid, result, try math.tf("zeros_like", result))
  }

  private static func sparse(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, _ isLogits: Bool, _ axis: PyValue
  ) throws(Raise) -> PyValue {
    let last = math.rank(of: predictions) - 1
    guard axis.smallInt == -1 || axis.smallInt == last else {
      throw Raise.value("Only axis=-1 is currently supported. Received: axis=\(try axis.str())")
    }
    var (output, isLogits) = try logits(predictions, isLogits, after: "Softmax")
    var target = try math.cast(labels, .int64)
    if math.rank(of: target) == math.rank(of: output), math.lengths(of: target).last == 1 {
      target = try math.squeezed(target)
    }
    let (a, b) = (math.lengths(of: target), Array(math.lengths(of: output).dropLast()))
    let shapes =
      "target.shape=\(shapeText(math, target)), output.shape=\(shapeText(math, output))"
    guard math.rank(of: output) > 0 else {
      throw Raise.value(
        "Argument `output` must be at least rank 1. Received: "
          + "output.shape=\(shapeText(math, output))")
    }
    guard a.count == b.count else {
      throw Raise.value(
        "Argument `output` must have rank (ndim) `target.ndim - 1`. Received: \(shapes)")
    }
    guard zip(a, b).allSatisfy({ $0 == nil || $1 == nil || $0 == $1 }) else {
      throw Raise.value(
        "Arguments `target` and `output` must have the same shape up until the last dimension: "
          + shapes)
    }
    if !isLogits {
      output = try math.log(try math.clip(output, math.epsilon, 1 - math.epsilon))
    }
    return try math.tf(
      "nn.sparse_softmax_cross_entropy_with_logits",
      keywords: ["labels": target, "logits": output])
  }

  // MARK: Focal losses: easy samples count less

  private static func binaryFocal(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, _ options: LossOptions
  ) throws(Raise) -> PyValue {
    var (y, p) = try math.pair(labels, predictions)
    y = try smoothed(math, y, options["label_smoothing"], among: .float(2))
    if try options.isSet("from_logits") { p = try math.tf("nn.sigmoid", p) }
    let entropy = try binary(math, y, p, false)
    func mixed(_ one: PyValue, _ zero: PyValue) throws(Raise) -> PyValue {
      try math.add(
        try math.multiply(y, one), try math.multiply(try math.subtract(.int(1), y), zero))
    }
    let truth = try mixed(p, try math.subtract(.int(1), p))
    let factor = try math.tf("pow", try math.subtract(.float(1), truth), options["gamma"])
    var loss = try math.multiply(factor, entropy)
    if try options.isSet("apply_class_balancing") {
      let alpha = try options.number("alpha")
      loss = try math.multiply(try mixed(.float(alpha), .float(1 - alpha)), loss)
    }
    return try math.mean(loss, axis: options["axis"])
  }

  private static func categoricalFocal(
    _ math: KerasMath, _ labels: PyValue, _ predictions: PyValue, _ options: LossOptions
  ) throws(Raise) -> PyValue {
    var (y, p) = try math.pair(labels, predictions)
    let axis = options["axis"]
    warnOfOneClass(math, p, "categorical_focal_crossentropy")
    if let last = math.lengths(of: y).last, let classes = last {
      y = try smoothed(math, y, options["label_smoothing"], among: .int(classes))
    }
    if try options.isSet("from_logits") {
      p = try math.tf("nn.softmax", p, keywords: ["axis": axis])
    }
    let shares = try math.divide(p, try math.sum(p, axis: axis, keeps: true))
    let output = try math.clip(shares, math.epsilon, 1 - math.epsilon)
    let entropy = try math.multiply(try math.negative(y), try math.log(output))
    let factor = try math.multiply(
      try math.tf("pow", try math.subtract(.float(1), output), options["gamma"]), options["alpha"])
    return try math.sum(try math.multiply(factor, entropy), axis: axis)
  }
}
