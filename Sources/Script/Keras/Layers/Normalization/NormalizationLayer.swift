import Engine

/// `Normalization`: features to mean 0 and variance 1, by what `adapt` saw.
final class NormalizationLayer: LayerBehavior {
  nonisolated(unsafe) static let definitions = [
    LayerDefinition(
      "Normalization", "layers.preprocessing.normalization",
      "axis=-1, mean=None, variance=None, invert=False"
    ) { layer throws(Raise) in
      let behavior = NormalizationLayer(layer)
      layer.setOwnAttribute(
        "adapt",
        .native("adapt", "data, batch_size=None, steps=None") {
          [unowned layer] a throws(Raise) in
          try (layer.behavior as? NormalizationLayer)?.adapt(a[0])
          return .none
        })
      return behavior
    }
  ]

  private var adaptedMean: VariableObject?
  private var adaptedVariance: VariableObject?
  private var mean = PyValue.none
  private var variance = PyValue.none

  private func axes(_ rank: Int) throws(Raise) -> [Int] {
    let given = setting("axis")
    if given.isNone { return [] }
    return try context.ints(given).map { $0 < 0 ? $0 + rank : $0 }.sorted()
  }

  override func build(_ shape: PyValue) throws(Raise) {
    if adaptedMean != nil { return }
    let lengths = try lengths(shape)
    let kept = try axes(lengths.count)
    let widths = kept.compactMap { lengths.indices.contains($0) ? lengths[$0] : nil }
    guard widths.count == kept.count else {
      throw Raise.value(
        "All `axis` values to be kept must have a known shape. Received axis="
          + "\(try setting("axis").repr()), inputs.shape=\(try shape.repr()), with unknown axis at "
          + "index \(kept.first ?? 0)")
    }
    let given = setting("mean")
    if given.isNone {
      set("mean_initializer", .string("zeros"))
      set("variance_initializer", .string("ones"))
      let shape = PyValue.tuple(widths.map { .int($0) })
      adaptedMean = try layer.makeWeight(
        "mean", shape: shape, .string("zeros"), layer.dtype, isTrainable: false)
      adaptedVariance = try layer.makeWeight(
        "variance", shape: shape, .string("ones"), layer.dtype, isTrainable: false)
      let count = try layer.makeWeight(
        "count", shape: .tuple([]), .string("zeros"), .int64, isTrainable: false)
      set("count", .object(count))
      finish(lengths, kept)
      return
    }
    mean = try spread(given, lengths, kept)
    variance = try spread(setting("variance"), lengths, kept)
  }

  private var broadcast: [PyValue] = []

  private func finish(_ lengths: [Int?], _ kept: [Int]) {
    broadcast = lengths.indices.map { .int(kept.contains($0) ? lengths[$0] ?? 1 : 1) }
  }

  private func spread(
    _ value: PyValue, _ lengths: [Int?], _ kept: [Int]
  ) throws(Raise) -> PyValue {
    finish(lengths, kept)
    let array = try context.tensor(value, .hint(layer.dtype)).array.converted(to: layer.dtype)
    let shape = TensorShape(kept.map { (lengths[$0] ?? 1) })
    let wide = array.broadcast(to: shape).contiguous()
    let lined = TensorShape(broadcast.compactMap(\.smallInt))
    return try context.tensorFlow(
      "reshape",
      [
        context.box(context.constant(wide)), .list(lined.lengths.map { .int($0) }),
      ])
  }

  /// Learns mean and variance from data.
  func adapt(_ data: PyValue) throws(Raise) {
    var parts: [NDArray] = []
    if data.object is ArrayObject || data.object is TensorObject || data.object?.kind == .list {
      parts = [try context.tensor(data).array]
    } else {
      for batch in try data.items() {
        let first = batch.object?.kind == .tuple ? try batch.items().first ?? .none : batch
        parts.append(try context.tensor(first).array)
      }
    }
    guard let first = parts.first else { return }
    let lengths = first.shape.lengths
    if adaptedMean == nil {
      try layer.build([.tuple([.none] + lengths.dropFirst().map { .int($0) })], nil)
    }
    guard let adaptedMean, let adaptedVariance else { return }
    let kept = try axes(lengths.count)
    let axes = lengths.indices.filter { !kept.contains($0) }
    do throws(EngineError) {
      let whole = parts.count == 1 ? first : try Concat(axis: 0).evaluate(parts)
      let input = Tensor(try whole.cast(to: layer.dtype))
      let center = try input.reduced(ReduceMean.self, axes, keepsDims: true)
      let apart = try input - center
      let spread = try (apart * apart).reduced(ReduceMean.self, axes)
      let flat = try input.reduced(ReduceMean.self, axes)
      try adaptedMean.variable.assign(flat)
      try adaptedVariance.variable.assign(spread)
    } catch {
      throw Raise(error)
    }
    for (name, weight) in [("mean", adaptedMean), ("variance", adaptedVariance)] {
      set(name, try context.tensorFlow("reshape", [.object(weight), .list(broadcast)]))
    }
  }

  /// What was learned is none of the settings.
  override func adjust(_ config: DictObject) throws(Raise) {
    guard adaptedMean != nil else { return }
    for name in ["mean", "variance"] { config.set(text: Symbol(name), .none) }
  }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    var (mean, variance) = (self.mean, self.variance)
    if let adaptedMean, let adaptedVariance {
      mean = try context.tensorFlow("reshape", [.object(adaptedMean), .list(broadcast)])
      variance = try context.tensorFlow("reshape", [.object(adaptedVariance), .list(broadcast)])
    }
    let deviation = try context.tensorFlow(
      "maximum",
      [try context.tensorFlow("sqrt", [variance]), .float(layer.keras.epsilon)])
    if try flag("invert") {
      return try Operators.apply(
        .add, mean, try Operators.apply(.multiply, input, deviation))
    }
    return try Operators.apply(
      .divide, try Operators.apply(.subtract, input, mean), deviation)
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? { shape }
}
