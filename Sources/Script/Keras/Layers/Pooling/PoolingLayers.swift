import Engine

/// `MaxPooling2D`, `AveragePooling2D` and those of one axis.
final class PoolingLayer: LayerBehavior {
  private let isMaximum: Bool
  private let axes: Int
  private let size: [Int]
  private let strides: [Int]
  private let padding: String

  init(_ layer: LayerInstance, isMaximum: Bool, axes: Int) throws(Raise) {
    self.isMaximum = isMaximum
    self.axes = axes
    func numbers(_ name: String, _ fallback: [Int]?) throws(Raise) -> [Int] {
      let value = layer.ownAttribute(Symbol(name)) ?? .none
      if value.isNone, let fallback { return fallback }
      let found = try layer.context.ints(value)
      let all = found.count == 1 ? [Int](repeating: found[0], count: axes) : found
      guard all.count == axes, all.allSatisfy({ $0 > 0 }) else {
        throw Raise.value(
          "The `\(name)` argument must be a tuple of \(axes) integers. Received: "
            + "\(name)=\(try value.repr())")
      }
      return all
    }
    if layer.ownAttribute("pool_size")?.isNone ?? true, layer.keras.edition.number == 3 {
      throw Raise.type(
        "\(layer.type.name).__init__() missing 1 required positional argument: 'pool_size'")
    }
    size = try numbers("pool_size", [Int](repeating: 2, count: axes))
    strides = try numbers("strides", size)
    padding = try (layer.ownAttribute("padding") ?? .string("valid")).str().lowercased()
    guard padding == "valid" || padding == "same" else {
      throw Raise.value(
        "The `padding` argument must be one of 'valid', 'same'. Received: \(padding)")
    }
    let format = layer.ownAttribute("data_format") ?? .none
    if format.text == "channels_first" { throw Raise.unsupported("channels_first") }
    super.init(layer)
    set("pool_size", .tuple(size.map { .int($0) }))
    set("strides", .tuple(strides.map { .int($0) }))
    set("data_format", .string("channels_last"))
    layer.inputSpecs = [InputSpecification(rank: axes + 2)]
  }

  private static func definition(
    _ name: String, _ alias: String, _ file: String, isMaximum: Bool, axes: Int
  ) -> LayerDefinition {
    LayerDefinition(
      name, "layers.pooling.\(file)",
      "pool_size=\(isMaximum ? "2" : "None"), strides=None, padding='valid', data_format=None",
      aliases: [alias],
      isBuiltAtOnce: true
    ) { layer throws(Raise) in try PoolingLayer(layer, isMaximum: isMaximum, axes: axes) }
  }

  nonisolated(unsafe) static let definitions = [
    definition(
      "MaxPooling2D", "MaxPool2D", "max_pooling2d", isMaximum: true, axes: 2),
    definition(
      "AveragePooling2D", "AvgPool2D", "average_pooling2d", isMaximum: false, axes: 2),
    definition(
      "MaxPooling1D", "MaxPool1D", "max_pooling1d", isMaximum: true, axes: 1),
    definition(
      "AveragePooling1D", "AvgPool1D", "average_pooling1d", isMaximum: false, axes: 1),
  ]

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    func pool(_ value: PyValue, _ size: [Int], _ strides: [Int]) throws(Raise) -> PyValue {
      try context.tensorFlow(
        isMaximum ? "nn.max_pool2d" : "nn.avg_pool2d",
        [
          value, .list(size.map { .int($0) }), .list(strides.map { .int($0) }),
          .string(padding.uppercased()),
        ])
    }
    if axes == 2 { return try pool(input, size, strides) }
    let wide = try context.tensorFlow("expand_dims", [input, .int(2)])
    return try context.tensorFlow(
      "squeeze", [try pool(wide, size + [1], strides + [1]), .list([.int(2)])])
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? {
    var lengths = try lengths(shape)
    for axis in 0..<axes where axis + 1 < lengths.count {
      guard let length = lengths[axis + 1] else { continue }
      let new =
        padding == "same"
        ? (length + strides[axis] - 1) / strides[axis]
        : (length - size[axis]) / strides[axis] + 1
      guard new > 0, length >= size[axis] || padding == "same" else {
        throw Raise.value(
          "Computed output size would be negative. Received: `inputs.shape=\(try shape.repr())` "
            + "and `pool_size=\(try setting("pool_size").repr())`.")
      }
      lengths[axis + 1] = new
    }
    return tuple(lengths)
  }
}

/// `GlobalAveragePooling2D` and its kin: one number for each channel.
final class GlobalPoolingLayer: LayerBehavior {
  private let isMaximum: Bool
  private let axes: Int

  init(_ layer: LayerInstance, isMaximum: Bool, axes: Int) {
    self.isMaximum = isMaximum
    self.axes = axes
    super.init(layer)
    layer.inputSpecs = [InputSpecification(rank: axes + 2)]
    set("data_format", .string("channels_last"))
  }

  private static func definition(_ kind: String, _ short: String, axes: Int) -> LayerDefinition {
    LayerDefinition(
      "Global\(kind)Pooling\(axes)D", "layers.pooling.global_\(kind.lowercased())_pooling\(axes)d",
      "data_format=None, keepdims=False", aliases: ["Global\(short)Pool\(axes)D"],
      isBuiltAtOnce: true
    ) { layer throws(Raise) in
      GlobalPoolingLayer(layer, isMaximum: kind == "Max", axes: axes)
    }
  }

  nonisolated(unsafe) static let definitions = [
    definition("Average", "Avg", axes: 1), definition("Average", "Avg", axes: 2),
    definition("Max", "Max", axes: 1), definition("Max", "Max", axes: 2),
  ]

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    try context.tensorFlow(
      isMaximum ? "reduce_max" : "reduce_mean",
      [input, .list((1...axes).map { .int($0) }), setting("keepdims")])
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? {
    let lengths = try lengths(shape)
    let ones = try flag("keepdims") ? [Int?](repeating: 1, count: axes) : []
    return tuple([lengths.first ?? nil] + ones + [lengths.last ?? nil])
  }
}
