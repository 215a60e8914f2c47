import Engine

/// The module `tf.keras`, put together for one run: one line a chapter.
///
/// A chapter's names are made when a lesson first looks into it. Names that Keras has and this
/// program lacks are refused by name.
struct KerasModule {
  let context: RunContext

  /// What puts the names of a module in.
  typealias Chapter = (_ module: ModuleObject, _ context: RunContext) -> Void

  /// The modules of Keras by their paths.
  ///
  /// A chapter that is not there yet holds refused names only.
  static func chapter(_ path: String) -> Chapter? {
    switch path {
    case "layers": KerasLayers.add
    case "activations": KerasActivations.add
    case "callbacks": CallbackModule.add
    case "constraints": ConstraintModule.add
    case "losses": LossModule.add
    case "metrics": MetricModule.add
    case "optimizers": OptimizerModule.add
    case "regularizers": RegularizerModule.add
    case "models": KerasModels.add
    case "initializers": { KerasRandom(context: $1).addInitializers(to: $0) }
    case "random": { KerasRandom(context: $1).addRandom(to: $0) }
    case "utils": KerasUtilities.add
    case "backend": KerasBackend.add
    case "config": KerasBackend.addSettings
    default: nil
    }
  }

  /// Names of the top that are those of a chapter.
  private static let shared: [(name: String, path: String)] = [
    ("Layer", "layers"), ("Input", "layers"), ("InputSpec", "layers"), ("Model", "models"),
    ("Sequential", "models"), ("Loss", "losses"), ("Metric", "metrics"),
    ("Optimizer", "optimizers"), ("Initializer", "initializers"), ("Regularizer", "regularizers"),
  ]

  func make() -> ModuleObject {
    let keras = module("")
    for path in KerasNames.titles.keys.sorted() where !path.isEmpty && !path.contains(".") {
      keras.set(
        path,
        lazily: { [context] in
          .object(KerasModule(context: context).module(path))
        })
    }
    for (name, path) in KerasModule.shared {
      keras.set(
        name,
        lazily: { [unowned keras] in
          keras.get(Symbol(path))?.cast(ModuleObject.self)?.get(Symbol(name))
        })
    }
    let context = context
    keras.set("Variable", lazily: { .object(context.keras.variableType) })
    keras.set("KerasTensor", lazily: { .object(TypeObject.kerasTensor) })
    keras.set("__version__", .string("3.15.1"))
    KerasModule.addRefused("", to: keras)
    return keras
  }

  /// The module behind a path, with what this program has of it.
  private func module(_ path: String) -> ModuleObject {
    let module = ModuleObject(KerasNames.titles[path] ?? "keras.\(path)")
    guard !path.isEmpty else { return module }
    KerasModule.chapter(path)?(module, context)
    KerasModule.addRefused(path, to: module)
    return module
  }

  private static func addRefused(_ path: String, to module: ModuleObject) {
    let known = Set(module.names)
    let prefix = path.isEmpty ? "tf.keras" : "tf.keras.\(path)"
    for name in KerasNames.all(path) where !known.contains(String(name)) {
      module.set(String(name), lazily: { .object(RefusedObject("\(prefix).\(name)")) })
    }
  }
}

extension RunContext {
  /// A value of Keras by its path, `losses.get`.
  func kerasValue(_ path: String) throws(Raise) -> PyValue {
    var value = PyValue.object(keras.module)
    for part in path.split(separator: ".") { value = try value.attribute(Symbol(String(part))) }
    return value
  }
}

extension KerasModule {
  /// The paths by which lessons import Keras and its modules.
  static let importPaths: [String] = ["tensorflow.keras", "keras"].flatMap { root in
    [root] + KerasNames.titles.keys.filter { !$0.isEmpty }.map { "\(root).\($0)" }
  }

  /// The module behind a path, always by way of `tensorflow`, which sees to graphs.
  static func imported(
    _ path: String, _ interpreter: Interpreter
  ) throws(Raise) -> ModuleObject {
    var value = try interpreter.module("tensorflow").attribute(Symbol("keras"))
    let parts = path.split(separator: ".").drop { $0 == "tensorflow" }.dropFirst()
    for part in parts { value = try value.attribute(Symbol(String(part))) }
    guard let module = value.cast(ModuleObject.self) else {
      throw Raise(.moduleNotFoundError, "No module named '\(path)'")
    }
    return module
  }
}
