import Engine

/// An operation without weights in a functional model, such as the sum of two tensors: a layer that
/// Keras makes itself.
final class KerasOperation: LayerBehavior {
  typealias Body = (_ values: [PyValue]) throws(Raise) -> PyValue

  private let body: Body
  private let count: Int

  init(_ layer: LayerInstance, count: Int, _ body: @escaping Body) {
    self.body = body
    self.count = count
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

  /// Adds the operation to the model that is being made, or computes at once.
  static func run(
    _ name: String, _ values: [PyValue], _ context: RunContext, _ body: @escaping Body
  ) throws(Raise) -> PyValue {
    let type = context.keras.type("operation " + name) {
      TypeObject(
        name, module: "keras.src.ops.numpy", base: context.keras.layerType,
        allocate: { [unowned context] type throws(Raise) in
          .object(LayerInstance(type, context))
        })
    }
    let layer = LayerInstance(type, context)
    try layer.initialize([])
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
    return try run(name, [a, b], context) { values throws(Raise) in
      try Operators.apply(op, values[0], values[1])
    }
  }
}
