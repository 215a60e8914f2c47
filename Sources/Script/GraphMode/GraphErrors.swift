import Engine

/// Errors that only graphs raise.
enum GraphErrors {
  nonisolated(unsafe) static let operatorNotAllowed = TypeObject.exception(
    "OperatorNotAllowedInGraphError", module: "tensorflow.python.framework.errors_impl",
    base: .typeError)
  nonisolated(unsafe) static let inaccessibleTensor = TypeObject.exception(
    "InaccessibleTensorError", module: "tensorflow.python.framework.errors_impl",
    base: .valueError)

  static func notAllowed(_ use: String) -> Raise {
    Raise(
      operatorNotAllowed,
      "\(use) is not allowed. You can attempt the following resolutions to the problem: If you are "
        + "running in Graph mode, use Eager execution mode or decorate this function with "
        + "@tf.function. If you are using AutoGraph, you can try decorating this function with "
        + "@tf.function. If that does not work, then you may be using an unsupported feature or "
        + "your source code may not be visible to AutoGraph. See https://github.com/tensorflow/"
        + "tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md"
        + "#access-to-source-code for more information.")
  }

  static var variableCreation: Raise {
    Raise.value(
      "tf.function only supports singleton tf.Variables created on the first call. Make sure the "
        + "tf.Variable is only created once or created outside tf.function. See "
        + "https://www.tensorflow.org/guide/function#creating_tfvariables for more information.")
  }

  /// What shape functions say while a graph is built, where kernels would speak later.
  static func building(
    _ error: EngineError, node: String, type: String, inputs: [(name: String, SymbolicShape)]
  ) -> Raise? {
    let shapes = inputs.map(\.1.bracketed).joined(separator: ", ")
    let dtype = inputs.first.map { ", " + $0.1.dtypeText } ?? ""
    func says(_ text: String, _ attributes: String) -> Raise {
      let list = inputs.map(\.name).joined(separator: ", ")
      return Raise.value(
        "\(text) for '{{node \(node)}} = \(type)[\(attributes)](\(list))' with input shapes: "
          + "\(shapes).")
    }
    let attribute = String(dtype.dropFirst(2))
    switch error {
    case .incompatibleShapes(_, let a, let b):
      guard let pair = unequal(a, b) else { return nil }
      return says("Dimensions must be equal, but are \(pair.0) and \(pair.1)", attribute)
    case .matrixSizes(_, let a, let b, let transposeA, let transposeB):
      let (x, y) = (transposeA ? a[-2] : a[-1], transposeB ? b[-1] : b[-2])
      return says(
        "Dimensions must be equal, but are \(x) and \(y)",
        "\(attribute), grad_a=false, grad_b=false, transpose_a=\(transposeA), "
          + "transpose_b=\(transposeB)")
    case .matrixRank(let operand, _, let first, let second):
      let shape = operand == 0 ? first : second
      return says(
        "Shape must be rank 2 but is rank \(shape.rank)",
        "\(attribute), grad_a=false, grad_b=false, transpose_a=false, transpose_b=false")
    case .reshapeCount(let from, let to):
      let list = inputs.map(\.name).joined(separator: ", ")
      let target = TensorShape(to)
      return Raise.value(
        "Cannot reshape a tensor with \(from.count) elements to shape \(target.bracketed) "
          + "(\(target.count) elements) for '{{node \(node)}} = \(type)[\(attribute), "
          + "Tshape=DT_INT32](\(list))' with input shapes: \(shapes), [\(to.count)] and with "
          + "input tensors computed as partial shapes: input[1] = \(target.bracketed).")
    case .mixedDTypes(_, let a, let b):
      return Raise.type(
        "Input 'y' of '\(type)' Op has type \(b.name) that does not match type \(a.name) of "
          + "argument 'x'.")
    case .expectedDType(_, _, let a, let b):
      return Raise.type(
        "Input 'b' of '\(type)' Op has type \(b.name) that does not match type \(a.name) of "
          + "argument 'a'.")
    case .unsupportedDType(_, let dtype):
      return Raise.type(
        "Value passed to parameter 'x' has DataType \(dtype.name) not in list of allowed values: "
          + "bfloat16, float16, float32, float64, complex64, complex128")
    case .indexOutOfRange, .cannotBroadcast, .permutation, .repeatedAxis, .wrongRank,
      .axisOutOfRange,
      .matrixBatches, .incompatibleChoice, .unequalInputs, .tileMultiples, .paddingShape,
      .cannotSplit, .unstackCount, .reshapeMultiple, .cannotSqueeze, .tooManyIndices:
      return Raise.value(
        error.tensorFlow.1.droppingKernel + " for '{{node \(node)}} = \(type)' with input shapes: "
          + "\(shapes).")
    default: return nil
    }
  }

  private static func unequal(_ a: TensorShape, _ b: TensorShape) -> (Int, Int)? {
    zip(a.lengths.reversed(), b.lengths.reversed()).first { $0 != $1 && $0 != 1 && $1 != 1 }
      .map { ($0.0, $0.1) }
  }
}

/// An operand as the messages of shape functions show it.
struct SymbolicShape {
  let dtype: DType
  let shape: PartialShape
  var bracketed: String { shape.bracketed }
  var dtypeText: String { "T=DT_\(dtype.kernelName.uppercased())" }
}

extension String {
  /// A kernel's message without the device in front and the op behind.
  fileprivate var droppingKernel: String {
    var text = self[...]
    if text.hasPrefix("{{"), let end = text.firstRange(of: "}} ") { text = text[end.upperBound...] }
    if let end = text.firstRange(of: " [Op:") { text = text[..<end.lowerBound] }
    return String(text)
  }
}
