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
    case "ops": KerasOps.add
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
    let keras = ModuleObject(names.titles[""] ?? "keras")
    // Chapters that the edition does not show serve those that it does.
    let paths = Set(names.titles.keys).union(KerasNames.three.titles.keys)
    for path in paths.sorted() where !path.isEmpty && !path.contains(".") {
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
    complete(keras, "")
    if let version = context.keras.edition.version { keras.set("__version__", .string(version)) }
    return keras
  }

  private var names: KerasNames { context.keras.edition.names }

  /// The module behind a path, with what this program has of it.
  private func module(_ path: String) -> ModuleObject {
    let module = ModuleObject(names.titles[path] ?? "keras.\(path)")
    KerasModule.chapter(path)?(module, context)
    complete(module, path)
    return module
  }

  /// Refuses the names of the edition that this program lacks, and hides those of another one.
  private func complete(_ module: ModuleObject, _ path: String) {
    let known = Set(module.names)
    let all = names.all(path).map(String.init)
    let prefix = path.isEmpty ? "tf.keras" : "tf.keras.\(path)"
    for name in all where !known.contains(name) {
      module.set(name, lazily: { .object(RefusedObject("\(prefix).\(name)")) })
    }
    if names.titles[path] != nil { module.hide(known.subtracting(all)) }
  }
}

extension RunContext {
  /// A value of Keras by its path, `losses.get`, whether lessons see it or not.
  func kerasValue(_ path: String) throws(Raise) -> PyValue {
    var value = PyValue.object(keras.module)
    for part in path.split(separator: ".") {
      let name = Symbol(String(part))
      if let known = value.cast(ModuleObject.self)?.get(name) {
        value = known
      } else {
        value = try value.attribute(name)
      }
    }
    return value
  }
}

extension KerasModule {
  /// The paths by which lessons import Keras and its modules.
  static let importPaths: [String] = ["tensorflow.keras", "keras", "tf_keras"].flatMap { root in
    [root]
      + Set(KerasNames.three.titles.keys).union(KerasNames.two.titles.keys)
      .filter { !$0.isEmpty }.map { "\(root).\($0)" }
  }

  /// The module behind a path, always by way of `tensorflow`, which sees to graphs.
  static func imported(
    _ path: String, _ interpreter: Interpreter, _ context: RunContext
  ) throws(Raise) -> ModuleObject {
    let tensorFlow = try interpreter.module("tensorflow")
    let parts = path.split(separator: ".").drop { $0 == "tensorflow" }
    var value: PyValue
    if path.hasPrefix("tensorflow") {
      value = try tensorFlow.attribute(Symbol("keras"))
    } else {
      try context.keras.choose(package: parts.first.map(String.init) ?? path)
      let module = context.keras.module
      if module.adopt == nil { module.adopt = tensorFlow.cast(ModuleObject.self)?.adopt }
      value = .object(module)
    }
    for part in parts.dropFirst() { value = try value.attribute(Symbol(String(part))) }
    guard let module = value.cast(ModuleObject.self) else {
      throw Raise(.moduleNotFoundError, "No module named '\(path)'")
    }
    return module
  }
}
