import Engine

/// `Dense`: activation(input · kernel + bias).
final class DenseLayer: LayerBehavior {
  nonisolated(unsafe) static let definitions = [
    LayerDefinition(
      "Dense", "layers.core.dense",
      "units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
        + "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
        + "kernel_constraint=None, bias_constraint=None, quantization_config=None"
    ) { layer throws(Raise) in try DenseLayer(making: layer) }
  ]

  private let activation: KerasActivation
  private let usesBias: Bool
  private let units: Int
  private var kernel: VariableObject?
  private var bias: VariableObject?

  init(making layer: LayerInstance) throws(Raise) {
    let context = layer.context
    let given = layer.ownAttribute("units") ?? .none
    guard case .int(let units) = given, units > 0 else {
      throw Raise.value(
        "Received an invalid value for `units`, expected a positive integer. Received: "
          + "units=\(try given.str())")
    }
    self.units = units
    activation = try KerasActivation(layer.ownAttribute("activation") ?? .none, context)
    layer.setOwnAttribute("activation", activation.value)
    usesBias = try (layer.ownAttribute("use_bias") ?? .bool(true)).truth()
    super.init(layer)
    try resolve(["kernel_initializer", "bias_initializer"], "initializers")
    try resolve(["kernel_regularizer", "bias_regularizer"], "regularizers")
    try resolve(["kernel_constraint", "bias_constraint"], "constraints")
    layer.inputSpecs = [InputSpecification(minimumRank: 2)]
    layer.supportsMasking = true
  }

  override func build(_ shape: PyValue) throws(Raise) {
    guard let last = try lengths(shape).last, let width = last else {
      throw Raise.value(
        "Shapes used to initialize variables must be fully-defined (no `None` dimensions). "
          + "Received: shape=(None, \(units)) for variable path='\(layer.keras.path)/kernel'")
    }
    kernel = try weight(
      "kernel", [width, units], initializer: "kernel_initializer",
      regularizer: "kernel_regularizer", constraint: "kernel_constraint")
    if usesBias {
      bias = try weight(
        "bias", [units], initializer: "bias_initializer", regularizer: "bias_regularizer",
        constraint: "bias_constraint")
    } else {
      set("bias", .none)
    }
    layer.inputSpecs = [InputSpecification(minimumRank: 2, axes: [(-1, width)])]
  }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    guard let kernel else { throw unbuilt("kernel") }
    let math = context.layerMath
    let rank = KerasNest.lengths(of: input)?.count ?? 2
    var output =
      rank == 2
      ? try math.matmul(input, .object(kernel))
      : try context.tensorFlow(
        "tensordot", [input, .object(kernel), .list([.list([.int(rank - 1)]), .list([.int(0)])])])
    if let bias { output = try math.add(output, .object(bias)) }
    return try activation.apply(output)
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? {
    tuple(try lengths(shape).dropLast() + [units])
  }

  private func unbuilt(_ name: String) -> Raise {
    Raise.attribute("You must build the layer before accessing `\(name)`.")
  }

  override func attribute(_ name: String) throws(Raise) -> PyValue? {
    if name == "kernel", kernel == nil { throw unbuilt("kernel") }
    return nil
  }
}
