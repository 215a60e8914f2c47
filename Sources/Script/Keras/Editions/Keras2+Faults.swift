import Engine

/// Keras 2's words for what is wrong.
extension Keras2 {
  func raise(_ fault: KerasFault) throws(Raise) -> Raise {
    switch fault {
    case .notCompiled:
      return Raise.runtime(
        "You must compile your model before training/testing. Use `model.compile(optimizer, loss)`."
      )
    case .notInitialized:
      return Raise.runtime("You must call `super().__init__()` in the layer constructor.")
    case .unknown(let kind, let identifier): return try unknown(kind, identifier)
    case .unknownKeywords(let keywords, _):
      return Raise(
        .typeError,
        [.string("Keyword argument not understood:"), keywords.keys.first ?? .none])
    case .unknownReduction(let reduction):
      return Raise.value(
        "Invalid Reduction Key: \(try reduction.str()). Expected keys are \""
          + "\(try PyValue.tuple(reductions.map { .string($0) }).repr())\"")
    case .weightCount(let layer, let given, let wanted):
      return Raise.value(
        "You called `set_weights(weights)` on layer \"\(layer.name)\" with a weight list of length "
          + "\(given), but the layer was expecting \(wanted) weights. Provided weights: []...")
    case .countBeforeBuild(let layer):
      return Raise.value(
        "You tried to call `count_params` on layer \(layer.name), but the layer isn't built. You "
          + "can build it manually via: `\(layer.name).build(batch_input_shape)`.")
    case .notALayer(let value):
      return Raise.type(
        "The added layer must be an instance of class Layer. Received: layer=\(try value.str()) of "
          + "type \(try PyValue.object(value.type).repr()).")
    case .sampleCounts(let parts):
      return Raise.value(
        "Data cardinality is ambiguous:\n"
          + parts.map { "  \($0.name) sizes: \(Keras3.list($0.sizes))\n" }.joined()
          + "Make sure all arrays contain the same number of samples.")
    case .momentum: return Raise.value("`momentum` must be between [0, 1].")
    case .dropRate(_, let value):
      return Raise.value(
        "Invalid value \(try value.str()) received for `rate`, expected a value between 0 and 1.")
    case .symbolicNumber:
      return Raise.type("float() argument must be a string or a real number, not 'KerasTensor'")
    case .notSymbolic(_, let all, _, _):
      return Raise.value(
        "Found unexpected instance while processing input tensors for keras functional model. "
          + "Expecting KerasTensor which is from tf.keras.Input() or output from keras layer "
          + "call(). Got: \(all)")
    case .learningRate, .symbolicTruth: return try Keras3().raise(fault)
    }
  }

  private func unknown(_ kind: String, _ identifier: PyValue) throws(Raise) -> Raise {
    guard let name = identifier.text else {
      return Raise.value("Could not interpret \(kind) identifier: \(try identifier.str())")
    }
    if kind == "activation function" {
      return Raise.value("Unknown \(kind) '\(name)' cannot be deserialized.")
    }
    let isFunction = ["loss", "metric"].contains(kind)
    return Raise.value(
      "Unknown \(kind)\(isFunction ? " function" : ""): '\(name)'. Please ensure you are using a "
        + "`keras.utils.custom_object_scope` and that this object is included in the scope. See "
        + "https://www.tensorflow.org/guide/keras/save_and_serialize#registering_the_custom_object "
        + "for details.")
  }
}
