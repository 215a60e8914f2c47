import Engine

/// `Input` and `InputLayer`: where values enter a functional model.
final class InputLayer: LayerBehavior {
  let batchShape: [Int?]

  init(_ layer: LayerInstance, _ batchShape: [Int?], tensorName: String?) throws(Raise) {
    self.batchShape = batchShape
    super.init(layer)
    layer.behavior = self
    let tensor = KerasTensor(batchShape, layer.dtype, layer.context, name: tensorName)
    _ = try KerasNode(layer, [], [], outputs: .object(tensor))
    layer.isBuilt = true
    layer.held.isLocked = true
  }

  override func attribute(_ name: String) throws(Raise) -> PyValue? {
    name == "batch_shape" ? tuple(batchShape) : nil
  }

  override func adjust(_ config: DictObject) throws(Raise) {
    let given = layer.name
    config.table = HashTable()
    config.set(
      text: layer.keras.edition.number == 2 ? "batch_input_shape" : "batch_shape",
      tuple(batchShape))
    config.set(text: "dtype", .string(layer.dtype.name))
    config.set(text: "sparse", .bool(false))
    config.set(text: "ragged", .bool(false))
    config.set(text: "name", .string(given))
    config.set(text: "optional", .bool(false))
  }

  private static let parameters =
    "shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, "
    + "input_tensor=None, optional=False, name=None, **kwargs"

  static func makeType(_ context: RunContext) -> TypeObject {
    TypeObject(
      "InputLayer", module: "keras.src.layers.core.input_layer", base: context.keras.layerType,
      allocate: { [unowned context] type throws(Raise) in
        .object(LayerInstance(type, context))
      },
      members: [
        .method("__init__", parameters) { a throws(Raise) in
          try start(try LayerInstance.of(a[0]), (1...10).map { a[$0] })
          return .none
        },
        .method("get_config", "") { a throws(Raise) in
          .object(try LayerInstance.of(a[0]).configuration())
        },
      ])
  }

  /// `Input(shape, …)`: a layer's only tensor.
  static func function(_ context: RunContext) -> PyValue {
    .native(
      "Input",
      "shape=None, batch_size=None, dtype=None, sparse=None, batch_shape=None, name=None, "
        + "tensor=None, optional=False, ragged=None"
    ) { [unowned context] a throws(Raise) in
      let layer = LayerInstance(context.keras.inputLayerType, context)
      try start(layer, [a[0], a[1], a[2], a[3], a[8], a[4], a[6], a[7], a[5], .none])
      return try layer.onlyOutput()
    }
  }

  private static func start(_ layer: LayerInstance, _ a: [PyValue]) throws(Raise) {
    if !a[6].isAbsent { throw Raise.unsupported("keras.Input with a tensor") }
    let isShaped = !a[0].isAbsent
    guard isShaped || !a[5].isAbsent else {
      throw Raise.value("You must pass a `shape` argument.")
    }
    if isShaped, !a[5].isAbsent {
      throw Raise.value("You cannot pass both `shape` and `batch_shape` at the same time.")
    }
    var lengths: [Int?]
    if isShaped {
      if case .int(let number) = a[0] {
        throw Raise.value("Cannot convert '\(number)' to a shape.")
      }
      lengths = try ShapeObject.lengths(of: a[0]) ?? []
      lengths.insert(a[1].isAbsent ? nil : try layer.context.int(a[1]), at: 0)
    } else {
      lengths = try ShapeObject.lengths(of: a[5]) ?? []
    }
    let name = a[8].isAbsent ? nil : try a[8].str()
    try layer.initialize([
      (
        .string("name"),
        .string(name ?? layer.keras.edition.inputName(before: nil, layer.keras))
      ),
      (.string("dtype"), a[2]),
    ])
    _ = try InputLayer(
      layer, lengths, tensorName: layer.keras.edition.number == 2 ? layer.name : name)
  }
}

extension KerasState {
  /// `keras.layers.InputLayer`.
  var inputLayerType: TypeObject {
    type("InputLayer") { InputLayer.makeType(context) }
  }

  /// An input of a model that is built without one.
  func inputLayer(
    _ batchShape: [Int?], before first: LayerInstance
  ) throws(Raise) -> LayerInstance {
    let layer = LayerInstance(inputLayerType, context)
    let name = edition.inputName(before: first, self)
    try layer.initialize([
      (.string("name"), .string(name)), (.string("dtype"), .string(first.dtype.name)),
    ])
    _ = try InputLayer(layer, batchShape, tensorName: edition.number == 2 ? name : nil)
    return layer
  }
}
