import Engine

/// Layers that are a function of each number: `Activation`, `ReLU`, `LeakyReLU`, `ELU`, `Softmax`,
/// and `Rescaling`.
final class ElementwiseLayer: LayerBehavior {
  typealias Body =
    (_ layer: ElementwiseLayer, _ input: PyValue) throws(Raise) -> PyValue

  private let body: Body
  private let isLesson: Bool

  init(_ layer: LayerInstance, runsLesson: Bool = false, _ body: @escaping Body) {
    self.body = body
    isLesson = runsLesson
    super.init(layer)
    layer.supportsMasking = true
  }

  override var runsLesson: Bool { isLesson }

  override func call(_ input: PyValue, _ call: LayerCall) throws(Raise) -> PyValue {
    try body(self, input)
  }

  override func outputShape(_ shape: PyValue) throws(Raise) -> PyValue? {
    isLesson ? nil : shape
  }

  nonisolated(unsafe) static let definitions = [
    LayerDefinition(
      "Activation", "layers.activations.activation", "activation", isBuiltAtOnce: true
    ) { layer throws(Raise) in
      let activation = try KerasActivation(
        layer.ownAttribute("activation") ?? .none, layer.context)
      layer.setOwnAttribute("activation", activation.value)
      return ElementwiseLayer(layer, runsLesson: activation.value.object?.kind == .function) {
        _, input throws(Raise) in try activation.apply(input)
      }
    },
    LayerDefinition(
      "ReLU", "layers.activations.relu", "max_value=None, negative_slope=0.0, threshold=0.0",
      isBuiltAtOnce: true
    ) { layer throws(Raise) in
      for name in ["max_value", "negative_slope", "threshold"] {
        let value = layer.ownAttribute(Symbol(name)) ?? .none
        if !value.isNone, try value.asDouble() < 0 {
          throw Raise.value(
            "\(name) of a ReLU layer cannot be a negative value. Received: "
              + "\(name)=\(try value.str())")
        }
      }
      return ElementwiseLayer(layer) { layer, input throws(Raise) in
        try layer.context.kerasValue("activations.relu").call(
          [input] + ["negative_slope", "max_value", "threshold"].map { layer.setting($0) })
      }
    },
    LayerDefinition(
      "LeakyReLU", "layers.activations.leaky_relu", "negative_slope=0.3", isBuiltAtOnce: true
    ) { layer throws(Raise) in
      ElementwiseLayer(layer) { layer, input throws(Raise) in
        try layer.context.kerasValue("activations.leaky_relu").call(
          input, layer.setting("negative_slope"))
      }
    },
    LayerDefinition("ELU", "layers.activations.elu", "alpha=1.0", isBuiltAtOnce: true) {
      layer throws(Raise) in
      ElementwiseLayer(layer) { layer, input throws(Raise) in
        try layer.context.kerasValue("activations.elu").call(input, layer.setting("alpha"))
      }
    },
    LayerDefinition("Softmax", "layers.activations.softmax", "axis=-1", isBuiltAtOnce: true) {
      layer throws(Raise) in
      ElementwiseLayer(layer) { layer, input throws(Raise) in
        try layer.context.kerasValue("activations.softmax").call(input, layer.setting("axis"))
      }
    },
    LayerDefinition(
      "Rescaling", "layers.preprocessing.rescaling", "scale, offset=0.0", isBuiltAtOnce: true
    ) { layer throws(Raise) in
      ElementwiseLayer(layer) { layer, input throws(Raise) in
        var input = input
        if KerasNest.dtype(of: input) != layer.layer.dtype {
          input = try layer.context.tensorFlow(
            "cast", [input, .string(layer.layer.dtype.name)])
        }
        let scaled = try Operators.apply(.multiply, input, layer.setting("scale"))
        return try Operators.apply(.add, scaled, layer.setting("offset"))
      }
    },
  ]
}
