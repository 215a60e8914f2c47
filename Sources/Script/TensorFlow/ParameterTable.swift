import Engine

/// Where each parameter of a function lies.
final class ParameterTable: Sendable {
  let places: [String: Int]
  /// The only dtype that operands may have.
  let operandDType: DType?
  /// Whether one tensor in place of a list is a list of one.
  let takesOneAsList: Bool
  /// Whether a list of plain values is converted as a whole.
  let stacks: Bool
  /// Whether the second operand is only nudged towards the first one's dtype and the first to
  /// none, as `tf.add` does it.
  let isLoose: Bool
  /// Whether the function is written with the operator, which the second operand may answer.
  let reflects: Bool
  /// Whether rows in place of a tensor stay rows.
  let keepsRows: Bool
  /// Whether operands are made tensors before an op sees them, which shows in errors.
  let convertsFirst: Bool
  /// Whether errors of the kernel tell the name that the lesson gave.
  let tellsName: Bool
  /// The lists of whole numbers that are operands of the op, not settings.
  let operandLists: Set<String>

  init(_ function: LessonFunction) {
    places = Dictionary(
      function.parameterNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }
    )
    let isLogical = function.names.contains { name in
      name.contains(".logical_") || name.hasSuffix(".reduce_all") || name.hasSuffix(".reduce_any")
    }
    operandDType = isLogical ? .bool : nil
    takesOneAsList = function.names.contains("tf.concat")
    stacks = function.names.contains("tf.stack")
    convertsFirst = function.names.contains { name in
      let last = name.split(separator: ".").last ?? ""
      return [
        "abs", "sigmoid", "round", "divide", "truediv", "cumsum", "cumprod", "softmax",
        "log_softmax", "cast", "add_n", "embedding_lookup", "tensordot", "trace",
      ].contains(last) || last.contains("cross_entropy")
    }
    let isDirect =
      switch function.body {
      case .unary, .binary: true
      case .general: false
      }
    tellsName =
      isDirect && !convertsFirst
      && !function.names.contains { name in
        ["tf.add", "tf.pow", "tf.divide", "tf.truediv", "tf.matmul"].contains(name)
      }
    let isSetting = function.names.contains { $0.hasSuffix(".squeeze") }
    operandLists = Set(
      ["shape", "dims", "multiples", "perm", "begin", "size", "paddings", "shift"]
        + (isSetting ? [] : ["axis"]))
    keepsRows = [
      "tf.identity", "tf.negative", "tf.clip_by_norm", "tf.scalar_mul", "tf.clip_by_global_norm",
      "tf.linalg.global_norm",
    ].contains { function.names.contains($0) }
    reflects = function.names.contains("tf.divide")
    isLoose = ["tf.add", "tf.matmul", "tf.divide", "tf.truediv"].contains {
      function.names.contains($0)
    }
  }
}
