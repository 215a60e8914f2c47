import Engine

/// A model's `call` as a graph, traced once and run for every batch, as Keras does it.
///
/// Only models with code of the lesson in them need one: what the code prints is printed once, and
/// no step runs it again.
final class TracedForward {
  private let function: TracedFunction

  init(_ model: ModelInstance, _ input: PyValue, training: Bool) throws(Raise) {
    let context = model.context
    let isTraining: PyValue = .bool(training)
    let body = NativeFunction("call", "inputs") { [unowned model] arguments throws(Raise) in
      let takes = model.callForm.takesTraining
      let output = try model.call(
        [arguments[0]] + (takes ? [isTraining] : []),
        keywords: takes ? KeywordNames([KerasSymbols.training]) : nil)
      var losses: [PyValue] = model.ownLosses
      for layer in try model.flattenedLayers(includingSelf: false) { losses += layer.ownLosses }
      return .tuple([output, .list(losses)])
    }
    // Batches may be of any length.
    var options = TracedFunction.Options()
    options.signature = [
      try GraphNest.map(input) { leaf in
        guard let lengths = KerasNest.lengths(of: leaf), let dtype = KerasNest.dtype(of: leaf)
        else { return leaf }
        let shape = PartialShape([nil] + lengths.dropFirst())
        return .object(TensorSpecObject(PartialSignature(dtype, shape), name: nil))
      }
    ]
    function = TracedFunction(.object(body), options, context)
  }

  /// Makes the graph without running it.
  func trace() throws(Raise) {
    _ = try PyValue.object(function).attribute("get_concrete_function").call()
  }

  /// The output and the losses that layers added.
  func run(_ input: PyValue) throws(Raise) -> (output: PyValue, losses: [PyValue]) {
    let result = try PyValue.object(function).call(input)
    let parts = try result.items()
    guard parts.count == 2 else { return (result, []) }
    return (parts[0], try parts[1].items())
  }
}

extension LayerInstance {
  /// Whether code of the lesson runs in a call.
  final func runsLesson() throws(Raise) -> Bool {
    if type.lookup(KerasSymbols.call)?.isNative == false { return true }
    if behavior?.runsLesson == true { return true }
    try sync()
    for layer in held.layers where try layer.runsLesson() { return true }
    return false
  }
}
