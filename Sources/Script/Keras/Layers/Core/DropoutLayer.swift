import Engine

/// `Dropout`: while training some numbers become 0 and the others grow.
final class DropoutLayer: LayerBehavior {
  nonisolated(unsafe) static let definitions = [
    LayerDefinition(
      "Dropout", "layers.regularization.dropout", "rate, noise_shape=None, seed=None",
      isBuiltAtOnce: true
    ) { layer throws(Raise) in try DropoutLayer(making: layer) },
    LayerDefinition(
      "GaussianNoise", "layers.regularization.gaussian_noise", "stddev, seed=None",
      isBuiltAtOnce: true
    ) { layer throws(Raise) in try DropoutLayer(making: layer) },
  ]

  private var seeds: SeedGeneratorObject?
  private let rate: Double
  /// The seed of the next draw, where ops draw by themselves.
  private var opSeed: Int?

  init(making layer: LayerInstance) throws(Raise) {
    let context = layer.context
    let name = layer.ownAttribute("rate") == nil ? "stddev" : "rate"
    let given = layer.ownAttribute(Symbol(name)) ?? .none
    rate = try given.asDouble()
    guard rate >= 0, rate <= 1 || name == "stddev" else {
      throw try context.keras.edition.raise(.dropRate(name: name, given))
    }
    super.init(layer)
    if layer.keras.edition.dropsByOps {
      opSeed = setting("seed").smallInt
    } else if rate > 0 {
      let made = try context.kerasValue("random.SeedGenerator").call(
        [setting("seed")], keywords: KeywordNames([Symbol("seed")]))
      seeds = made.cast(SeedGeneratorObject.self)
      layer.setOwnAttribute("seed_generator", made)
    }
    layer.supportsMasking = true
  }

  override var callParameters: [String] { ["inputs", "training"] }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? { shape }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    guard try call.isTraining, rate > 0 else { return input }
    guard let graph = context.graph else { return try draw(input) }
    return try graph.call(OpText("stateless_dropout", "Dropout"), name: nil, [input]) {
      [self] values throws(Raise) in try draw(values[0])
    }
  }

  /// Draws for one call; while a graph is tried out no numbers are used up.
  private func draw(_ input: PyValue) throws(Raise) -> PyValue {
    if layer.keras.edition.dropsByOps, layer.ownAttribute("stddev") == nil {
      return try drawByOp(input)
    }
    let isSample = context.graphs.samplingDepth > 0
    let pair = isSample ? (Int64(1), Int64(1)) : seeds?.next() ?? (1, 1)
    if layer.ownAttribute("stddev") != nil {
      let shape = PyValue.tuple((KerasNest.lengths(of: input) ?? []).map { .int($0 ?? 1) })
      let noise = try context.kerasValue("random.normal").call(
        [shape, .float(0), .float(rate), .none, .int(Int(pair.0 &+ pair.1))])
      return try Operators.apply(.add, input, noise)
    }
    return try context.tensorFlow(
      "nn.experimental.stateless_dropout",
      [input, .float(rate), .list([.int(cut(pair.0)), .int(cut(pair.1))])],
      ["noise_shape": setting("noise_shape")])
  }

  /// `tf.nn.dropout` with a seed that grows from call to call.
  private func drawByOp(_ input: PyValue) throws(Raise) -> PyValue {
    let seed = opSeed
    opSeed = seed.map { $0 + 1 }
    return try context.tensorFlow(
      "nn.dropout", [input, .float(rate)],
      ["noise_shape": setting("noise_shape"), "seed": PyValue(seed.map { .int($0) })])
  }

  private func cut(_ value: Int64) -> Int {
    let modulus = Int(Int32.max) - 1
    let rest = Int(value) % modulus
    return rest < 0 ? rest + modulus : rest
  }
}
