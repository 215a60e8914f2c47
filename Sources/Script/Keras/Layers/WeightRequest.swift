/// The arguments of one call of `add_weight`, by name.
struct WeightRequest {
  private var values: [String: PyValue] = [:]

  /// The parameters that may be given by name, in the order of the signature behind `*args`.
  private static let keywords = [
    "shape", "initializer", "dtype", "trainable", "autocast", "regularizer", "constraint",
    "aggregation", "overwrite_with_gradient", "name",
  ]

  static let signature =
    "*args, shape=None, initializer=None, dtype=None, trainable=None, autocast=True, "
    + "regularizer=None, constraint=None, aggregation='none', overwrite_with_gradient=False, "
    + "name=None"

  /// The receiver, then all positional arguments, then keywords.
  init(_ a: Bound, _ edition: any KerasEdition) throws(Raise) {
    for (place, name) in WeightRequest.keywords.enumerated() where !a[place + 2].isAbsent {
      values[name] = a[place + 2]
    }
    let positional = try a[1].items()
    let names = edition.weightParameters
    if positional.count > names.count {
      throw Raise.type(
        "add_weight() takes at most \(names.count) positional arguments but "
          + "\(positional.count) were given.")
    }
    if let name = positional.first?.text, names.first == "shape" {
      throw Raise.value(
        "`name` must be passed as a keyword argument. Received: add_weight('\(name)', ...). Use: "
          + "add_weight(shape=..., name='\(name)').")
    }
    for (name, value) in zip(names, positional) {
      guard values[name] == nil else {
        if name == "shape" {
          throw Raise.value("`shape` was passed both positionally and as a keyword argument.")
        }
        throw Raise.type("Layer.add_weight() got multiple values for argument '\(name)'")
      }
      if !value.isNone { values[name] = value }
    }
  }

  subscript(name: String) -> PyValue? { values[name] }
  var name: PyValue? { values["name"] }
}
