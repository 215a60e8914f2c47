/// How a call shows in a graph: what TensorFlow names its node and of which type it is.
struct OpText {
  var name: String
  var type: String
  /// Whether it is Python's operator, which reads a variable on its left before its scope begins.
  var isOperator = false

  init(_ name: String, _ type: String? = nil) {
    self.name = name
    self.type = type ?? name
  }

  /// Whether a call does more than compute: it draws random numbers or checks something, so that
  /// it happens even where nobody reads it.
  var hasState: Bool {
    if type.hasPrefix("Stateless") { return false }
    let text = (name + " " + type).lowercased()
    return OpText.stateful.contains { text.contains($0) }
  }

  private static let stateful = [
    "random", "truncated", "categorical", "multinomial", "poisson", "gamma", "dropout", "shuffle",
    "assert", "check", "print", "py_function", "numpy_function",
  ]

  // MARK: Operators

  static func binary(_ op: BinaryOperator, isBool: Bool) -> OpText {
    var text = plain(op, isBool: isBool)
    text.isOperator = true
    return text
  }

  private static func plain(_ op: BinaryOperator, isBool: Bool) -> OpText {
    switch op {
    case .add: OpText("add", "AddV2")
    case .subtract: OpText("sub", "Sub")
    case .multiply: OpText("mul", "Mul")
    case .divide: OpText("truediv", "RealDiv")
    case .floorDivide: OpText("floordiv", "FloorDiv")
    case .modulo: OpText("mod", "FloorMod")
    case .power: OpText("pow", "Pow")
    case .matrixMultiply: OpText("matmul", "MatMul")
    case .bitAnd: isBool ? OpText("and", "LogicalAnd") : OpText("and", "BitwiseAnd")
    case .bitOr: isBool ? OpText("or", "LogicalOr") : OpText("or", "BitwiseOr")
    case .bitXor: isBool ? OpText("xor", "LogicalXor") : OpText("xor", "BitwiseXor")
    case .leftShift: OpText("LeftShift")
    case .rightShift: OpText("RightShift")
    }
  }

  static func comparison(_ op: ComparisonOperator) -> OpText {
    switch op {
    case .equal: OpText("Equal")
    case .notEqual: OpText("NotEqual")
    case .less: OpText("Less")
    case .lessEqual: OpText("LessEqual")
    case .greater: OpText("Greater")
    case .greaterEqual: OpText("GreaterEqual")
    default: OpText("Equal")
    }
  }

  static func unary(_ op: UnaryOperator, isBool: Bool) -> OpText {
    switch op {
    case .invert: isBool ? OpText("LogicalNot") : OpText("Invert")
    default: OpText("Neg")
    }
  }

  // MARK: Functions

  /// How a call of the function shows; `name` is its last part, such as `reduce_sum`.
  static func function(_ name: String) -> OpText {
    if let known = special[name] { return known }
    let parts = name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return OpText(parts.joined())
  }

  private static let special: [String: OpText] = [
    "add": OpText("Add", "AddV2"), "subtract": OpText("Sub"), "multiply": OpText("Mul"),
    "scalar_mul": OpText("Mul"), "divide": OpText("truediv", "RealDiv"),
    "truediv": OpText("truediv", "RealDiv"), "realdiv": OpText("RealDiv"),
    "floordiv": OpText("floordiv", "FloorDiv"), "mod": OpText("FloorMod"),
    "floormod": OpText("FloorMod"), "negative": OpText("Neg"), "matmul": OpText("MatMul"),
    "matvec": OpText("MatVec/Squeeze", "Squeeze"), "reduce_sum": OpText("Sum"),
    "reduce_mean": OpText("Mean"), "reduce_max": OpText("Max"), "reduce_min": OpText("Min"),
    "reduce_prod": OpText("Prod"), "reduce_all": OpText("All"), "reduce_any": OpText("Any"),
    "reduce_euclidean_norm": OpText("EuclideanNorm"),
    "reduce_logsumexp": OpText("ReduceLogSumExp", "AddV2"),
    "reduce_std": OpText("reduce_std/Sqrt", "Sqrt"),
    "reduce_variance": OpText("reduce_variance/Mean_1", "Mean"),
    "constant": OpText("Const"), "cast": OpText("Cast"), "argmax": OpText("ArgMax"),
    "argmin": OpText("ArgMin"), "transpose": OpText("transpose", "Transpose"),
    "matrix_transpose": OpText("matrix_transpose/transpose", "Transpose"),
    "concat": OpText("concat", "ConcatV2"), "stack": OpText("stack", "Pack"),
    "unstack": OpText("unstack", "Unpack"), "split": OpText("split", "Split"),
    "zeros": OpText("zeros", "Fill"), "ones": OpText("ones", "Fill"),
    "zeros_like": OpText("zeros_like", "ZerosLike"),
    "ones_like": OpText("ones_like", "OnesLike"), "range": OpText("range", "Range"),
    "eye": OpText("eye/diag", "MatrixDiagV3"), "one_hot": OpText("one_hot", "OneHot"),
    "gather": OpText("GatherV2"), "boolean_mask": OpText("boolean_mask/GatherV2", "GatherV2"),
    "where": OpText("SelectV2"), "reverse": OpText("ReverseV2"),
    "clip_by_value": OpText("clip_by_value", "Maximum"),
    "clip_by_norm": OpText("clip_by_norm", "Identity"),
    "global_norm": OpText("global_norm/global_norm", "Sqrt"),
    "l2_loss": OpText("L2Loss"), "l2_normalize": OpText("l2_normalize", "Mul"),
    "norm": OpText("norm/Squeeze", "Squeeze"), "mean": OpText("Mean"),
    "einsum": OpText("einsum/Einsum", "Einsum"), "tensordot": OpText("Tensordot", "Reshape"),
    "linspace": OpText("linspace/Slice", "Slice"), "det": OpText("MatrixDeterminant"),
    "inv": OpText("MatrixInverse"), "solve": OpText("MatrixSolve"),
    "trace": OpText("Trace", "Sum"), "diag": OpText("diag", "MatrixDiagV3"),
    "diag_part": OpText("diag_part", "MatrixDiagPartV3"), "band_part": OpText("MatrixBandPart"),
    "log_sigmoid": OpText("LogSigmoid", "Neg"), "gelu": OpText("Gelu/mul_2", "Mul"),
    "silu": OpText("IdentityN"), "swish": OpText("IdentityN"),
    "logical_xor": OpText("LogicalXor", "LogicalAnd"),
    "repeat": OpText("Repeat/Reshape_1", "Reshape"),
    "argsort": OpText("argsort/TopKV2", "TopKV2"), "sort": OpText("sort/Neg_1", "Neg"),
    "divide_no_nan": OpText("div_no_nan", "DivNoNan"),
    "normal": OpText("random_normal", "AddV2"),
    "uniform": OpText("random_uniform", "RandomUniform"),
    "truncated_normal": OpText("truncated_normal", "AddV2"),
    "tensor_scatter_nd_update": OpText("TensorScatterUpdate"),
    "bitwise_and": OpText("BitwiseAnd"), "bitwise_or": OpText("BitwiseOr"),
    "bitwise_xor": OpText("BitwiseXor"), "log1p": OpText("Log1p"), "expm1": OpText("Expm1"),
    "atan2": OpText("Atan2"), "relu6": OpText("Relu6"),
    "avg_pool2d": OpText("AvgPool2d", "AvgPool"), "max_pool2d": OpText("MaxPool2d", "MaxPool"),
    "conv2d": OpText("Conv2D"), "dropout": OpText("dropout/SelectV2", "SelectV2"),
    "sigmoid_cross_entropy_with_logits": OpText("logistic_loss", "AddV2"),
    "softmax_cross_entropy_with_logits": OpText(
      "softmax_cross_entropy_with_logits", "SoftmaxCrossEntropyWithLogits"),
    "sparse_softmax_cross_entropy_with_logits": OpText(
      "SparseSoftmaxCrossEntropyWithLogits/SparseSoftmaxCrossEntropyWithLogits",
      "SparseSoftmaxCrossEntropyWithLogits"),
  ]
}
