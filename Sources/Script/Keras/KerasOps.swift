import Engine

/// The module `keras.ops`: functions of TensorFlow under the names that all backends of Keras share.
enum KerasOps {
  static func add(to module: ModuleObject, _ context: RunContext) {
    for (name, path) in sameCalls {
      module.set(
        name,
        lazily: { [unowned context] in try? context.keras.function(path, context) })
    }
    module.function("convert_to_numpy", "x") { [unowned context] a throws(Raise) in
      context.numpy(try context.tensor(a[0]).array)
    }
    module.function("stop_gradient", "variable") { [unowned context] a throws(Raise) in
      try context.tensorFlow("stop_gradient", [a[0]])
    }
    module.function("shape", "x") { [unowned context] a throws(Raise) in
      guard let lengths = KerasNest.lengths(of: a[0]) else {
        throw Raise.missingAttribute(Symbol("shape"), of: a[0])
      }
      guard lengths.contains(nil), a[0].object is SymbolicTensor else {
        return .tuple(lengths.map { PyValue($0.map { .int($0) }) })
      }
      let open = try context.tensorFlow("shape", [a[0]])
      var items: [PyValue] = []
      for (place, length) in lengths.enumerated() {
        if let length {
          items.append(.int(length))
        } else {
          items.append(try open.item(.int(place)))
        }
      }
      return .tuple(items)
    }
  }

  /// Functions that take the same arguments in TensorFlow, perhaps by another name.
  private static let sameCalls: [(name: String, path: String)] =
    [
      "abs", "add", "argmax", "argmin", "argsort", "cast", "clip_by_value", "convert_to_tensor",
      "cos", "cosh", "divide", "einsum", "equal", "exp", "expand_dims", "eye", "floor",
      "greater", "greater_equal", "less", "less_equal", "linspace", "logical_and", "logical_not",
      "logical_or", "matmul", "maximum", "minimum", "multiply", "negative", "norm", "not_equal",
      "one_hot", "ones", "ones_like", "repeat", "reshape", "round", "sign", "sin", "sinh",
      "sort", "split", "sqrt", "square", "squeeze", "stack", "subtract", "tan", "tanh",
      "tensordot", "tile", "transpose", "where", "zeros", "zeros_like",
    ].map { ($0, $0) } + [
      ("all", "reduce_all"), ("any", "reduce_any"), ("arange", "range"), ("ceil", "math.ceil"),
      ("clip", "clip_by_value"), ("concatenate", "concat"), ("cumprod", "math.cumprod"),
      ("cumsum", "math.cumsum"), ("elu", "nn.elu"), ("gelu", "nn.gelu"),
      ("isfinite", "math.is_finite"), ("isnan", "math.is_nan"), ("leaky_relu", "nn.leaky_relu"),
      ("log", "math.log"), ("log1p", "math.log1p"), ("log_softmax", "nn.log_softmax"),
      ("logsumexp", "reduce_logsumexp"), ("max", "reduce_max"), ("mean", "reduce_mean"),
      ("min", "reduce_min"), ("mod", "math.floormod"), ("power", "pow"), ("prod", "reduce_prod"),
      ("reciprocal", "math.reciprocal"), ("relu", "nn.relu"), ("relu6", "nn.relu6"),
      ("rsqrt", "math.rsqrt"), ("selu", "nn.selu"), ("sigmoid", "sigmoid"),
      ("silu", "nn.silu"), ("softmax", "nn.softmax"), ("softplus", "nn.softplus"),
      ("std", "math.reduce_std"), ("sum", "reduce_sum"), ("take", "gather"),
      ("true_divide", "divide"), ("var", "math.reduce_variance"),
    ]
}
