import Engine

/// `tf.keras.activations`: functions that a layer sends its outputs through.
enum KerasActivations {
  typealias Body = (_ math: KerasMath, _ a: Bound) throws(Raise) -> PyValue

  private struct Row {
    let names: [String]
    let parameters: String
    let body: Body
  }

  static func add(_ module: ModuleObject, _ context: RunContext) {
    for row in rows {
      let function = NativeFunction(row.names[0], row.parameters) {
        [unowned context] a throws(Raise) in try row.body(KerasMath(context: context), a)
      }
      for name in row.names { module.set(name, .object(function)) }
    }
    module.function("get", "identifier") { [unowned module, unowned context] a throws(Raise) in
      try find(a[0], in: module, context)
    }
    module.function("serialize", "activation") { a throws(Raise) in
      guard let function = a[0].cast(NativeFunction.self) else {
        return try a[0].attribute(Names.name)
      }
      return .string(function.name)
    }
    module.function("deserialize", "config, custom_objects=None") {
      [unowned module, unowned context] a throws(Raise) in try find(a[0], in: module, context)
    }
  }

  /// The activation that an argument means: a name, a function, or none.
  private static func find(
    _ identifier: PyValue, in module: ModuleObject, _ context: RunContext
  ) throws(Raise) -> PyValue {
    if identifier.isAbsent { return PyValue(module.get(Symbol("linear"))) }
    if let name = identifier.text {
      if known.contains(name), let found = module.get(Symbol(name)) { return found }
    } else if identifier.isCallable {
      return identifier
    }
    throw try context.keras.edition.raise(
      .unknown(kind: "activation function", identifier))
  }

  private static let known = Set(rows.flatMap(\.names))

  private static func row(
    _ names: String, _ parameters: String = "x", _ body: @escaping Body
  ) -> Row {
    Row(names: names.split(separator: " ").map(String.init), parameters: parameters, body: body)
  }

  /// A function of TensorFlow under its own name.
  private static func plain(_ names: String, _ path: String) -> Row {
    row(names) { math, a throws(Raise) in try math.tf(path, a[0]) }
  }

  /// Remembers what went in, so that a loss can work on it instead of the squashed values.
  static func keepingLogits(_ output: PyValue, _ logits: PyValue) throws(Raise) -> PyValue {
    if output.object is TensorObject {
      try output.setAttribute("_keras_logits", logits)
    } else if let tensor = output.cast(SymbolicTensor.self) {
      tensor.logits = logits
    }
    return output
  }

  nonisolated(unsafe) private static let rows: [Row] =
    [
      row("linear") { _, a throws(Raise) in a[0] },
      row("relu", "x, negative_slope=0.0, max_value=None, threshold=0.0", relu),
      row("leaky_relu", "x, negative_slope=0.2") { math, a throws(Raise) in
        try math.tf("nn.leaky_relu", a[0], keywords: ["alpha": a[1]])
      },
      row("sigmoid") { math, a throws(Raise) in
        try keepingLogits(try math.tf("nn.sigmoid", a[0]), a[0])
      },
      row("softmax", "x, axis=-1") { math, a throws(Raise) in
        try keepingLogits(try math.tf("nn.softmax", a[0], keywords: ["axis": a[1]]), a[0])
      },
      row("log_softmax", "x, axis=-1") { math, a throws(Raise) in
        try math.tf("nn.log_softmax", a[0], keywords: ["axis": a[1]])
      },
      row("gelu", "x, approximate=False") { math, a throws(Raise) in
        try math.tf("nn.gelu", try math.tensor(a[0]), keywords: ["approximate": a[1]])
      },
      row("elu", "x, alpha=1.0") { math, a throws(Raise) in
        let result = try math.tf("nn.elu", a[0])
        if try a.double(1) == 1 { return result }
        return try math.tf(
          "where", try Operators.compare(.greater, a[0], .int(0)), result,
          try math.multiply(a[1], result))
      },
      row("celu", "x, alpha=1.0") { math, a throws(Raise) in
        let low = try math.divide(try math.tf("minimum", a[0], .float(0)), a[1])
        return try math.add(
          try math.maximum(a[0], .float(0)),
          try math.multiply(a[1], try math.tf("math.expm1", low)))
      },
      row("exponential") { math, a throws(Raise) in try math.tf("exp", a[0]) },
      row("mish") { math, a throws(Raise) in
        let x = try math.tensor(a[0])
        return try math.multiply(
          x, try math.tf("nn.tanh", try math.tf("math.softplus", x)))
      },
      plain("tanh", "nn.tanh"), plain("relu6", "nn.relu6"), plain("selu", "nn.selu"),
      plain("softplus", "math.softplus"), plain("softsign", "nn.softsign"),
      plain("silu swish", "nn.silu"), plain("log_sigmoid", "math.log_sigmoid"),
    ] + bent

  /// Functions put together of straight pieces.
  nonisolated(unsafe) private static let bent: [Row] = [
    row("hard_sigmoid", "x", hardSigmoid),
    row("hard_silu hard_swish") { math, a throws(Raise) in
      try math.multiply(try math.tensor(a[0]), try hardSigmoid(math, a))
    },
    row("hard_tanh") { math, a throws(Raise) in try math.clip(a[0], -1, 1) },
    row("tanh_shrink") { math, a throws(Raise) in
      try math.subtract(a[0], try math.tf("tanh", a[0]))
    },
    row("hard_shrink", "x, threshold=0.5") { math, a throws(Raise) in
      let isFar = try Operators.compare(.greater, try math.abs(a[0]), a[1])
      return try math.tf("where", isFar, a[0], try math.tf("zeros_like", a[0]))
    },
    row("soft_shrink", "x, threshold=0.5") { math, a throws(Raise) in
      let below = try math.tf(
        "where", try Operators.compare(.less, a[0], try math.negative(a[1])),
        try math.add(a[0], a[1]), try math.tf("zeros_like", a[0]))
      return try math.tf(
        "where", try Operators.compare(.greater, a[0], a[1]), try math.subtract(a[0], a[1]), below)
    },
    row("threshold", "x, threshold, default_value") { math, a throws(Raise) in
      try math.tf("where", try Operators.compare(.greater, a[0], a[1]), a[0], a[2])
    },
    row("squareplus", "x, b=4") { math, a throws(Raise) in
      let x = try math.tensor(a[0])
      let root = try math.sqrt(
        try math.add(try math.square(x), try math.tensor(a[1], math.dtype(of: x))))
      return try math.divide(try math.add(x, root), .int(2))
    },
    row("glu", "x, axis=-1") { math, a throws(Raise) in
      let halves = try math.tf(
        "split", a[0], keywords: ["num_or_size_splits": .int(2), "axis": a[1]]
      ).items()
      guard halves.count == 2 else { return .none }
      return try math.multiply(halves[0], try math.tf("sigmoid", halves[1]))
    },
  ]

  private static func hardSigmoid(_ math: KerasMath, _ a: Bound) throws(Raise) -> PyValue {
    let x = try math.tensor(a[0])
    return try math.context.keras.edition.hardSigmoidLine(x, math)
  }

  /// Rectifies, with what `tf.keras.activations.relu` offers beside.
  private static func relu(_ math: KerasMath, _ a: Bound) throws(Raise) -> PyValue {
    var x = try math.tensor(a[0])
    let slope = try a.double(1)
    let threshold = try a.double(3)
    var isCut = a.has(2)
    var negative = PyValue.int(1)
    if slope != 0 {
      if !isCut, threshold == 0 {
        return try math.tf("nn.leaky_relu", x, keywords: ["alpha": a[1]])
      }
      let mirrored = try math.negative(x)
      negative = try math.tf(
        "nn.relu", threshold == 0 ? mirrored : try math.add(mirrored, a[3]))
    }
    if threshold != 0 {
      let isOver = try Operators.compare(.greater, x, a[3])
      x = try math.tf("where", isOver, x, try math.tf("zeros_like", x))
    } else if isCut, try a.double(2) == 6 {
      x = try math.tf("nn.relu6", x)
      isCut = false
    } else {
      x = try math.tf("nn.relu", x)
    }
    if isCut { x = try math.clip(x, 0, try a.double(2)) }
    return slope == 0 ? x : try math.subtract(x, try math.multiply(.float(slope), negative))
  }
}
