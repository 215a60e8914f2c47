import Engine

/// Keras 3's words for what is wrong.
extension Keras3 {
  func raise(_ fault: KerasFault) throws(Raise) -> Raise {
    switch fault {
    case .notCompiled: return Raise.value("You must call `compile()` before using the model.")
    case .notInitialized(let type):
      return Raise.runtime(
        "In layer '\(type.name)', you forgot to call `super().__init__()` as the first statement in "
          + "the `__init__()` method. Go add it!")
    case .unknown(let kind, let identifier):
      return Raise.value("Could not interpret \(kind) identifier: \(try identifier.str())")
    case .unknownKeywords(let keywords, let layer):
      return Raise.value(
        "Unrecognized keyword arguments passed to \(layer.type.name): \(try keywords.repr())")
    case .unknownReduction(let reduction):
      return Raise.value(
        "Invalid value for argument `reduction`. Expected one of {None, "
          + reductions.map { "'\($0)'" }.joined(separator: ", ")
          + "}. Received: reduction=\(try reduction.str())")
    case .weightCount(let layer, let given, let wanted):
      return Raise.value(
        "You called `set_weights(weights)` on layer '\(layer.name)' with a weight list of length "
          + "\(given), but the layer was expecting \(wanted) weights.")
    case .countBeforeBuild(let layer):
      return Raise.value(
        "You tried to call `count_params` on layer '\(layer.name)', but the layer isn't built. You "
          + "can build it manually via: `layer.build(input_shape)`.")
    case .notALayer(let value):
      return Raise.value(
        "Only instances of `keras.Layer` can be added to a Sequential model. Received: "
          + "\(try value.str()) (of type \(try PyValue.object(value.type).repr()))")
    case .sampleCounts(let parts):
      return Raise.value(
        "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples."
          + parts.map { "'\($0.name)' sizes: \(Keras3.list($0.sizes))\n" }.joined())
    case .learningRate(let rate):
      return Raise.value(
        "Argument `learning_rate` should be float, or an instance of LearningRateSchedule, or a "
          + "callable (that takes in the current iteration value and returns the corresponding "
          + "learning rate value). Received instead: learning_rate=\(try rate.str())")
    case .momentum: return Raise.value("`momentum` must be a float between [0, 1].")
    case .dropRate(let name, let value):
      return Raise.value(
        "Invalid value received for argument `\(name)`. Expected a float value between 0 and 1. "
          + "Received: \(name)=\(try value.str())")
    case .symbolicTruth: return Raise.type("A symbolic KerasTensor cannot be used as a boolean.")
    case .symbolicNumber:
      return Raise.value(
        "A KerasTensor is symbolic: it's a placeholder for a shape an a dtype. "
          + "It doesn't have any actual numerical value. You cannot convert it to a float.")
    case .notSymbolic(let what, let all, let one, let type):
      return Raise.value(
        "All `\(what)` values must be KerasTensors. Received: \(what)=\(all) including invalid "
          + "value \(one) of type \(type)")
    }
  }

  static func list(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: ", ") }
}
