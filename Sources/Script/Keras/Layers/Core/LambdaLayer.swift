import Engine

/// `Lambda`: a function of the lesson as a layer.
final class LambdaLayer: LayerBehavior {
  nonisolated(unsafe) static let definitions = [
    LayerDefinition(
      "Lambda", "layers.core.lambda_layer",
      "function, output_shape=None, mask=None, arguments=None", isBuiltAtOnce: true
    ) { layer throws(Raise) in LambdaLayer(layer) }
  ]

  override var runsLesson: Bool { true }
  override var notesShapes: Bool { true }
  override var callParameters: [String] { ["inputs", "mask", "training"] }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    var values = [input]
    var names: [Symbol] = []
    for (key, value) in setting("arguments").cast(DictObject.self)?.pairs ?? [] {
      names.append(Symbol(try key.str()))
      values.append(value)
    }
    return try setting("function").call(
      values, keywords: names.isEmpty ? nil : KeywordNames(names))
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? {
    let given = setting("output_shape")
    if given.isNone { return nil }
    if given.isCallable { return try given.call(shape) }
    return tuple([try lengths(shape).first ?? nil] + (try lengths(given)))
  }
}
