import Engine

/// The short way through a call: a built-in layer that is built, with one tensor and no graph.
extension LayerInstance {
  /// What the call gives; `nil` where it has to go the long way, which also tells what is wrong.
  final func callPlainly(_ input: PyValue) throws(Raise) -> PyValue? {
    guard isBuilt, !context.isBuilding, let behavior, isPlainClass, activityRegularizer.isNone,
      case .object(let object) = input, let tensor = object as? TensorObject,
      tensor.tensor.dtype == dtype, let around = keras.call
    else { return nil }
    try checkInput(input)
    if parentPath == nil { parentPath = keras.path }
    // An error is told by the long way, which runs into it as well.
    return try? context.scoped(name) { () throws(Raise) in
      try behavior.call(input, LayerCall(nil, training: around.training))
    }
  }

  /// Whether the lesson changed nothing of the class.
  private var isPlainClass: Bool {
    if let cachedPlainness { return cachedPlainness }
    let isPlain = [Names.call, KerasSymbols.call, KerasSymbols.build].allSatisfy {
      type.lookup($0)?.isNative ?? true
    }
    cachedPlainness = isPlain
    return isPlain
  }
}
