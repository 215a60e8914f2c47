import Engine

/// The module `keras.layers`.
enum KerasLayers {
  /// The built-in layers: each chapter lists its own.
  nonisolated(unsafe) static let definitions: [LayerDefinition] =
    DenseLayer.definitions + ShapeLayer.definitions + ElementwiseLayer.definitions
    + LambdaLayer.definitions + EmbeddingLayer.definitions + DropoutLayer.definitions
    + BatchNormalizationLayer.definitions + LayerNormalizationLayer.definitions
    + NormalizationLayer.definitions + PoolingLayer.definitions + GlobalPoolingLayer.definitions
    + ConvolutionLayer.definitions + MergingLayer.definitions

  static func add(to module: ModuleObject, _ context: RunContext) {
    module.set("Layer", lazily: { .object(context.keras.layerType) })
    MergingLayer.addFunctions(to: module, context)
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
