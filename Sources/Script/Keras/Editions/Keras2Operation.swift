import Engine

/// A function of TensorFlow in a functional model of Keras 2: a layer of the function's name.
struct Keras2Operation {
  private let function: NativeFunction
  private let module: String
  private let title: String

  init(_ function: NativeFunction, _ module: String) {
    self.function = function
    self.module = module
    title = Keras2Operation.title(function.name, module)
  }

  /// The name by which TensorFlow exports the function first.
  private static func title(_ name: String, _ module: String) -> String {
    if let known = older[name] { return known }
    let inner = module.split(separator: ".").last.map(String.init) ?? ""
    if ["nn", "linalg", "bitwise", "random"].contains(inner) { return "tf.\(inner).\(name)" }
    if OpCatalog.functionsByName["tf.linalg." + name] != nil, name == "matmul" || name == "norm" {
      return "tf.linalg.\(name)"
    }
    if OpCatalog.functionsByName["tf.math." + name] != nil || inner == "math" {
      return "tf.math.\(name)"
    }
    return "tf.\(name)"
  }

  /// Functions that are known by a name of TensorFlow 1.
  private static let older = [
    "transpose": "tf.compat.v1.transpose", "squeeze": "tf.compat.v1.squeeze",
    "argmax": "tf.math.argmax", "argmin": "tf.math.argmin", "shape": "tf.compat.v1.shape",
    "gather": "tf.compat.v1.gather", "size": "tf.compat.v1.size",
  ]

  func call(_ arguments: Arguments, _ context: RunContext) throws(Raise) -> PyValue {
    let values = arguments.positional + arguments.named.map(\.1)
    let names = arguments.named.map(\.0)
    // What is no tensor stays as it is.
    let places = values.indices.filter { KerasNest.isSymbolic(values[$0]) }
    // While the layer is tried out it adds a node to a graph.
    let function = GraphCalls(context).adopt(function, in: module)
    return try KerasOperation.run(
      "TFOpLambda", titled: title, places.map { values[$0] }, context
    ) { given throws(Raise) in
      var all = values
      for (place, value) in zip(places, given) { all[place] = value }
      return try PyValue.object(function).call(
        all, keywords: names.isEmpty ? nil : KeywordNames(names))
    }
  }
}
