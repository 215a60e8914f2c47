import Engine

/// An operation without weights in a functional model, such as the sum of two tensors: a layer that
/// Keras makes itself.
final class KerasOperation: LayerBehavior {
  typealias Body = (_ values: [PyValue]) throws(Raise) -> PyValue

  private let body: Body
  private let count: Int
  /// Whether a model lists it among its layers.
  let isShown: Bool

  init(_ layer: LayerInstance, count: Int, _ body: @escaping Body) {
    self.body = body
    self.count = count
    isShown = layer.keras.edition.weightsAreVariables
    super.init(layer)
  }

  override var callParameters: [String] { (0..<count).map { "x\($0 + 1)" } }
  override var convertsInputs: Bool { false }
  override var takesPlainArguments: Bool { true }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    var values = [input]
    for place in 1..<max(count, 1) { values.append(call.argument("x\(place + 1)")) }
    return try body(values)
  }

  /// Whether a tensor of a functional model is among the arguments.
  static func takes(_ arguments: Arguments) -> Bool {
    let total = arguments.count + arguments.keywordCount
    return (0..<total).contains { KerasNest.isSymbolic(arguments.values[$0]) }
  }

  /// Adds the operation to the model that is being made, or computes at once; `name` is its class, and
  /// `title` what its layer is named after.
  static func run(
    _ name: String, titled title: String? = nil, _ values: [PyValue], _ context: RunContext,
    _ body: @escaping Body
  ) throws(Raise) -> PyValue {
    let type = context.keras.type("operation " + name) {
      TypeObject(
        name, module: "keras.src.ops.numpy", base: context.keras.layerType,
        allocate: { [unowned context] type throws(Raise) in
          .object(LayerInstance(type, context))
        })
    }
    let layer = LayerInstance(type, context)
    try layer.initialize(
      title.map { [(.string("name"), .string(context.keras.automaticName($0)))] } ?? [])
    layer.behavior = KerasOperation(layer, count: values.count, body)
    layer.isBuilt = true
    let row = UnsafeMutablePointer<PyValue>.allocate(capacity: values.count)
    row.initialize(from: values, count: values.count)
    defer {
      row.deinitialize(count: values.count)
      row.deallocate()
    }
    return try layer.callLayer(Arguments(row, count: values.count))
  }

  /// An operator with a tensor of a functional model on either side.
  static func operate(
    _ op: BinaryOperator, _ a: PyValue, _ b: PyValue, _ context: RunContext
  ) throws(Raise) -> PyValue? {
    let name: String
    switch op {
    case .add: name = "Add"
    case .subtract: name = "Subtract"
    case .multiply: name = "Multiply"
    case .divide: name = "TrueDivide"
    case .floorDivide: name = "FloorDivide"
    case .modulo: name = "Mod"
    case .power: name = "Power"
    case .matrixMultiply: name = "Matmul"
    default: return nil
    }
    let known = context.keras.edition.operation(op)
    return try run(known.type ?? name, titled: known.title, [a, b], context) {
      values throws(Raise) in
      try Operators.apply(op, values[0], values[1])
    }
  }
}
