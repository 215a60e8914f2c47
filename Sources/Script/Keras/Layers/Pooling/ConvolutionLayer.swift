import Engine

/// `Conv2D` and `Conv1D`.
final class ConvolutionLayer: LayerBehavior {
  private let axes: Int
  private let filters: Int
  private let size: [Int]
  private let strides: [Int]
  private let dilation: [Int]
  private let padding: String
  private let activation: KerasActivation
  private var kernel: VariableObject?
  private var bias: VariableObject?

  init(_ layer: LayerInstance, axes: Int) throws(Raise) {
    self.axes = axes
    let context = layer.context
    func numbers(_ name: String) throws(Raise) -> [Int] {
      let value = layer.ownAttribute(Symbol(name)) ?? .none
      let found = try context.ints(value)
      let all = found.count == 1 ? [Int](repeating: found[0], count: axes) : found
      guard all.count == axes, all.allSatisfy({ $0 > 0 }) else {
        throw Raise.value(
          "The `\(name)` argument must be a tuple of \(axes) integers. Received: "
            + "\(name)=\(try value.repr())")
      }
      return all
    }
    filters = try context.int(layer.ownAttribute("filters") ?? .none)
    guard filters > 0 else {
      throw Raise.value(
        "Invalid value for argument `filters`. Expected a strictly positive value. Received "
          + "filters=\(filters).")
    }
    size = try numbers("kernel_size")
    strides = try numbers("strides")
    dilation = try numbers("dilation_rate")
    padding = try (layer.ownAttribute("padding") ?? .string("valid")).str().lowercased()
    guard padding == "valid" || padding == "same" else {
      throw Raise.unsupported("the padding '\(padding)' of a convolution")
    }
    if try context.int(layer.ownAttribute("groups") ?? .int(1)) != 1 {
      throw Raise.unsupported("a convolution with groups")
    }
    if layer.ownAttribute("data_format")?.text == "channels_first" {
      throw Raise.unsupported("channels_first")
    }
    activation = try KerasActivation(layer.ownAttribute("activation") ?? .none, context)
    super.init(layer)
    set("activation", activation.value)
    for (name, value) in [("kernel_size", size), ("strides", strides), ("dilation_rate", dilation)]
    {
      set(name, .tuple(value.map { .int($0) }))
    }
    set("data_format", .string("channels_last"))
    try resolve(["kernel_initializer", "bias_initializer"], "initializers")
    try resolve(["kernel_regularizer", "bias_regularizer"], "regularizers")
    try resolve(["kernel_constraint", "bias_constraint"], "constraints")
    layer.inputSpecs = [InputSpecification(minimumRank: axes + 2)]
  }

  private static func definition(_ axes: Int) -> LayerDefinition {
    LayerDefinition(
      "Conv\(axes)D", "layers.convolutional.conv\(axes)d",
      "filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, "
        + "groups=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
        + "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
        + "kernel_constraint=None, bias_constraint=None",
      aliases: ["Convolution\(axes)D"]
    ) { layer throws(Raise) in try ConvolutionLayer(layer, axes: axes) }
  }

  nonisolated(unsafe) static let definitions = [definition(1), definition(2)]

  override func build(_ shape: PyValue) throws(Raise) {
    guard let last = try lengths(shape).last, let channels = last else {
      throw Raise.value(
        "The channel dimension of the inputs should be defined. Received input shape "
          + "\(try shape.repr())")
    }
    kernel = try weight(
      "kernel", size + [channels, filters], initializer: "kernel_initializer",
      regularizer: "kernel_regularizer", constraint: "kernel_constraint")
    if try flag("use_bias") {
      bias = try weight(
        "bias", [filters], initializer: "bias_initializer", regularizer: "bias_regularizer",
        constraint: "bias_constraint")
    }
    layer.inputSpecs = [
      InputSpecification(minimumRank: axes + 2, axes: [(-1, channels)])
    ]
    _ = try outputShape(shape)
  }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    guard let kernel else { return input }
    func run(
      _ value: PyValue, _ kernel: PyValue, _ strides: [Int], _ dilation: [Int]
    ) throws(Raise) -> PyValue {
      try context.tensorFlow(
        "nn.conv2d",
        [value, kernel, .list(strides.map { .int($0) }), .string(padding.uppercased())],
        ["dilations": .list(dilation.map { .int($0) })])
    }
    var output: PyValue
    if axes == 2 {
      output = try run(input, .object(kernel), strides, dilation)
    } else {
      let wide = try context.tensorFlow("expand_dims", [input, .int(2)])
      let wideKernel = try context.tensorFlow("expand_dims", [.object(kernel), .int(1)])
      output = try context.tensorFlow(
        "squeeze",
        [try run(wide, wideKernel, strides + [1], dilation + [1]), .list([.int(2)])])
    }
    if let bias { output = try context.layerMath.add(output, .object(bias)) }
    return try activation.apply(output)
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? {
    var lengths = try lengths(shape)
    guard lengths.count == axes + 2 else { return nil }
    for axis in 0..<axes {
      guard let length = lengths[axis + 1] else { continue }
      let window = (size[axis] - 1) * dilation[axis] + 1
      let new =
        padding == "same"
        ? (length + strides[axis] - 1) / strides[axis]
        : length < window ? 0 : (length - window) / strides[axis] + 1
      guard new > 0 else {
        throw Raise.value(
          "Computed output size would be negative. Received `inputs shape=\(try shape.repr())`, "
            + "`kernel shape=\(try tuple(size.map { $0 } + [lengths.last ?? nil, filters]).repr())`, "
            + "`dilation_rate=\(try setting("dilation_rate").repr())`.")
      }
      lengths[axis + 1] = new
    }
    lengths[axes + 1] = filters
    return tuple(lengths)
  }
}
