import Engine

/// What Keras adds to an error that leaves a layer's `call`.
extension LayerInstance {
  /// Runs the body; an error tells in which layer it arose and what that was called with, for the
  /// innermost layer only.
  final func explaining(
    _ bound: BoundCall, _ body: () throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    do throws(Raise) {
      return try body()
    } catch {
      let exception = error.exception
      guard !exception.tellsLayer, error.matches(.standardException) else { throw error }
      var lines: [String] = []
      for (place, name) in bound.form.names.enumerated() {
        lines.append("  • \(name.text)=\(try LayerFault.text(of: bound.values[place]))")
      }
      if bound.form.hasRest {
        let parts = try bound.rest.map { (value) throws(Raise) in
          "'" + (try LayerFault.text(of: value)) + "'"
        }
        lines.append(
          "  • args=(\(parts.joined(separator: ", "))\(parts.count == 1 ? "," : ""))")
      }
      if bound.form.hasKeywords, !bound.form.isOfGraph {
        lines.append("  • kwargs=<class 'inspect._empty'>")
      }
      guard !lines.isEmpty else { throw error }
      let message = keras.edition.explained(
        LayerFault(layer: self, message: exception.message, arguments: lines))
      let made =
        exception.type.isLesson
        ? ExceptionObject(.runtimeError, [.string(message)])
        : ExceptionObject(exception.type, [.string(message)])
      made.entries = exception.entries
      made.place = exception.place
      made.suggestion = exception.suggestion
      made.tellsLayer = true
      throw Raise(made)
    }
  }
}

/// An error in a layer's call and what the layer was called with, line by line.
struct LayerFault {
  let layer: LayerInstance
  let message: String
  let arguments: [String]

  /// An argument as errors show it: tensors by shape and dtype.
  static func text(of value: PyValue) throws(Raise) -> String {
    if let text = try short(value) { return text }
    let mapped = try GraphNest.map(value) { leaf throws(Raise) in
      if let text = try short(leaf) { return .string(text) }
      return .string(try leaf.repr())
    }
    return try mapped.str()
  }

  private static func short(_ value: PyValue) throws(Raise) -> String? {
    guard case .object(let object) = value else { return nil }
    switch object {
    case let tensor as TensorObject:
      return "tf.Tensor(shape=\(tensor.tensor.shape), dtype=\(tensor.tensor.dtype.name))"
    case let tensor as SymbolicTensor:
      return "tf.Tensor(shape=\(tensor.shape), dtype=\(tensor.dtype.name))"
    case is KerasTensor: return try value.repr()
    default: return nil
    }
  }
}
