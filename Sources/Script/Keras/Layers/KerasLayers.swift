import Engine

/// The module `keras.layers`.
enum KerasLayers {
  /// The built-in layers: each chapter lists its own.
  nonisolated(unsafe) static let definitions: [LayerDefinition] = DenseLayer.definitions

  static func add(to module: ModuleObject, _ context: RunContext) {
    module.set("Layer", lazily: { .object(context.keras.layerType) })
    module.set("InputLayer", lazily: { .object(context.keras.inputLayerType) })
    module.set("Input", lazily: { InputLayer.function(context) })
    for definition in definitions {
      for name in [definition.name] + definition.aliases {
        module.set(name, lazily: { .object(context.keras.layerType(definition)) })
      }
    }
  }
}

extension KerasState {
  /// The class of a built-in layer in this run.
  func layerType(_ definition: LayerDefinition) -> TypeObject {
    type("layer " + definition.name) { definition.makeType(context) }
  }
}
