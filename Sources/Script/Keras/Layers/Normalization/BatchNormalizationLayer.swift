import Engine

/// `BatchNormalization`: numbers of a batch to mean 0 and variance 1, and a memory of both.
final class BatchNormalizationLayer: LayerBehavior {
  nonisolated(unsafe) static let definitions = [
    LayerDefinition(
      "BatchNormalization", "layers.normalization.batch_normalization",
      "axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', "
        + "gamma_initializer='ones', moving_mean_initializer='zeros', "
        + "moving_variance_initializer='ones', beta_regularizer=None, gamma_regularizer=None, "
        + "beta_constraint=None, gamma_constraint=None, synchronized=False"
    ) { layer throws(Raise) in try BatchNormalizationLayer(making: layer) }
  ]

  private var gamma = PyValue.none
  private var beta = PyValue.none
  private var mean: VariableObject?
  private var variance: VariableObject?
  private var axis = -1
  private var rank = 2

  init(making layer: LayerInstance) throws(Raise) {
    super.init(layer)
    try resolve(
      [
        "beta_initializer", "gamma_initializer", "moving_mean_initializer",
        "moving_variance_initializer",
      ], "initializers")
    try resolve(["beta_regularizer", "gamma_regularizer"], "regularizers")
    try resolve(["beta_constraint", "gamma_constraint"], "constraints")
    layer.supportsMasking = true
  }

  override var callParameters: [String] { ["inputs", "training", "mask"] }

  override func build(_ shape: PyValue) throws(Raise) {
    let lengths = try lengths(shape)
    rank = lengths.count
    let given = try int("axis")
    axis = given < 0 ? given + rank : given
    guard lengths.indices.contains(axis), let width = lengths[axis] else {
      throw Raise.value(
        "Axis \(given) of the input has no known length: input shape \(try shape.repr())")
    }
    if try flag("scale") {
      gamma = .object(
        try weight(
          "gamma", [width], initializer: "gamma_initializer", regularizer: "gamma_regularizer",
          constraint: "gamma_constraint"))
    }
    if try flag("center") {
      beta = .object(
        try weight(
          "beta", [width], initializer: "beta_initializer", regularizer: "beta_regularizer",
          constraint: "beta_constraint"))
    }
    mean = try weight(
      "moving_mean", [width], initializer: "moving_mean_initializer", isTrainable: false)
    variance = try weight(
      "moving_variance", [width], initializer: "moving_variance_initializer",
      isTrainable: false)
    layer.inputSpecs = [InputSpecification(rank: rank, axes: [(axis, width)])]
  }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    guard let mean, let variance else { return input }
    var used: (PyValue, PyValue) = (.object(mean), .object(variance))
    if try call.isTraining, layer.isTrainable {
      let axes = (0..<rank).filter { $0 != axis }
      let moments = try context.tensorFlow("nn.moments", [input, .list(axes.map { .int($0) })])
        .items()
      guard moments.count == 2 else { return input }
      used = (moments[0], moments[1])
      try remember(mean, moments[0])
      try remember(variance, moments[1])
    }
    func shaped(_ value: PyValue) throws(Raise) -> PyValue {
      if value.isNone || axis == rank - 1 { return value }
      var lengths = [PyValue](repeating: .int(1), count: rank)
      lengths[axis] = .int(mean.variable.shape.count)
      return try context.tensorFlow("reshape", [value, .list(lengths)])
    }
    return try context.tensorFlow(
      "nn.batch_normalization",
      [
        input, try shaped(used.0), try shaped(used.1), try shaped(beta), try shaped(gamma),
        setting("epsilon"),
      ])
  }

  private func remember(_ variable: VariableObject, _ value: PyValue) throws(Raise) {
    let momentum = try setting("momentum").asDouble()
    let old = try Operators.apply(.multiply, .object(variable), .float(momentum))
    let new = try Operators.apply(.multiply, value, .float(1 - momentum))
    _ = try variable.assign(try Operators.apply(.add, old, new))
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? { shape }
}

/// `LayerNormalization`: the numbers of each sample to mean 0 and variance 1.
final class LayerNormalizationLayer: LayerBehavior {
  nonisolated(unsafe) static let definitions = [
    LayerDefinition(
      "LayerNormalization", "layers.normalization.layer_normalization",
      "axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', "
        + "gamma_initializer='ones', beta_regularizer=None, gamma_regularizer=None, "
        + "beta_constraint=None, gamma_constraint=None"
    ) { layer throws(Raise) in try LayerNormalizationLayer(making: layer) }
  ]

  private var gamma = PyValue.none
  private var beta = PyValue.none
  private var axes: [Int] = []
  private var rank = 2

  init(making layer: LayerInstance) throws(Raise) {
    super.init(layer)
    try resolve(["beta_initializer", "gamma_initializer"], "initializers")
    try resolve(["beta_regularizer", "gamma_regularizer"], "regularizers")
    try resolve(["beta_constraint", "gamma_constraint"], "constraints")
    layer.supportsMasking = true
  }

  override func build(_ shape: PyValue) throws(Raise) {
    let lengths = try lengths(shape)
    rank = lengths.count
    axes = try context.ints(setting("axis")).map { $0 < 0 ? $0 + rank : $0 }.sorted()
    let widths = axes.compactMap { lengths.indices.contains($0) ? lengths[$0] : nil }
    guard widths.count == axes.count else {
      throw Raise.value("An axis of the input has no known length: \(try shape.repr())")
    }
    if try flag("scale") {
      gamma = .object(
        try weight(
          "gamma", widths, initializer: "gamma_initializer", regularizer: "gamma_regularizer",
          constraint: "gamma_constraint"))
    }
    if try flag("center") {
      beta = .object(
        try weight(
          "beta", widths, initializer: "beta_initializer", regularizer: "beta_regularizer",
          constraint: "beta_constraint"))
    }
  }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    let moments = try context.tensorFlow(
      "nn.moments", [input, .list(axes.map { .int($0) })], ["keepdims": .bool(true)]
    ).items()
    guard moments.count == 2 else { return input }
    let lengths = KerasNest.lengths(of: input) ?? []
    func shaped(_ value: PyValue) throws(Raise) -> PyValue {
      if value.isNone || axes == [rank - 1] { return value }
      let target = (0..<rank).map { axes.contains($0) ? lengths[$0] ?? 1 : 1 }
      return try context.tensorFlow("reshape", [value, .list(target.map { .int($0) })])
    }
    var factor = try context.tensorFlow(
      "math.rsqrt", [try Operators.apply(.add, moments[1], setting("epsilon"))])
    if !gamma.isNone { factor = try Operators.apply(.multiply, factor, try shaped(gamma)) }
    var rest = try Operators.apply(
      .multiply, try Operators.apply(.minus, moments[0]), factor)
    if !beta.isNone { rest = try Operators.apply(.add, rest, try shaped(beta)) }
    return try Operators.apply(.add, try Operators.apply(.multiply, input, factor), rest)
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? { shape }
}
