import Engine

/// `Embedding`: rows of a table by their numbers.
final class EmbeddingLayer: LayerBehavior {
  nonisolated(unsafe) static let definitions = [
    LayerDefinition(
      "Embedding", "layers.core.embedding",
      "input_dim, output_dim, embeddings_initializer='uniform', embeddings_regularizer=None, "
        + "embeddings_constraint=None, mask_zero=False, weights=None"
    ) { layer throws(Raise) in try EmbeddingLayer(making: layer) }
  ]

  private var table: VariableObject?

  init(making layer: LayerInstance) throws(Raise) {
    super.init(layer)
    if setting("embeddings_initializer").text == "uniform" {
      set("embeddings_initializer", .string("random_uniform"))
    }
    if try flag("mask_zero") { throw Raise.unsupported("Embedding with mask_zero=True") }
    try resolve(["embeddings_initializer"], "initializers")
    try resolve(["embeddings_regularizer"], "regularizers")
    try resolve(["embeddings_constraint"], "constraints")
    layer.casts = false
  }

  override func build(_ shape: PyValue) throws(Raise) {
    table = try weight(
      "embeddings", [try int("input_dim"), try int("output_dim")],
      initializer: "embeddings_initializer", regularizer: "embeddings_regularizer",
      constraint: "embeddings_constraint")
    let given = setting("weights")
    if !given.isNone { try layer.setWeights(given) }
  }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    guard let table else { return input }
    var input = input
    if let dtype = KerasNest.dtype(of: input), dtype != .int32, dtype != .int64 {
      input = try context.tensorFlow("cast", [input, .string("int32")])
    }
    return try context.tensorFlow("gather", [.object(table), input], ["axis": .int(0)])
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? {
    tuple(try lengths(shape) + [try int("output_dim")])
  }
}
