/// What to try, in one sentence.
extension EngineError {
  /// Advice for a lesson's author; `names` are how the operands are written, where that is known.
  package func help(_ names: [String] = []) -> String? {
    func name(_ place: Int) -> String {
      place < names.count ? names[place] : place == 0 ? "the first tensor" : "the second tensor"
    }
    switch self {
    case .matrixSizes(_, let a, let b, let transposeA, let transposeB):
      return Self.matrixHelp(a, b, transposeA, transposeB, name(0), name(1))
    case .matrixRank(let operand, _, let first, let second):
      let shape = operand == 0 ? first : second
      return "\(name(operand)) has shape \(shape); tf.expand_dims makes a matrix of a vector, and "
        + "tf.linalg.matvec multiplies a matrix by one"
    case .incompatibleShapes(_, let a, let b):
      return "\(name(0)) has shape \(a) and \(name(1)) has shape \(b); "
        + "axes are matched from the last and must be equal or 1"
    case .mixedDTypes(_, let a, let b):
      return "\(name(0)) is \(a.name) and \(name(1)) is \(b.name); "
        + "tf.cast(\(names.count > 1 ? names[1] : "…"), tf.\(a.name)) converts it"
    case .unsupportedDType(_, let dtype) where dtype.isInteger:
      return "\(name(0)) holds whole numbers; write them with a point, such as 3.0, or use tf.cast"
    case .unsupportedDType(_, .bool):
      return "\(name(0)) holds truth values; tf.cast makes numbers of them"
    case .reshapeCount(let from, let to):
      return "\(from) holds \(from.count) elements and \(Shape(to)) holds \(Shape(to).count); "
        + "one length may be -1"
    case .reshapeMultiple(let from, let known):
      return "\(from) holds \(from.count) elements, no multiple of \(known)"
    case .axisOutOfRange(_, let axis, let rank):
      return rank == 0
        ? "a scalar has no axes"
        : "axes go from 0 to \(rank - 1), or from -\(rank) to -1; \(axis) is none of them"
    case .indexOutOfRange(_, _, let length):
      return length == 0
        ? "the axis is empty" : "indices go from 0 to \(length - 1), or from -\(length) to -1"
    case .tooManyIndices(_, let rank):
      return rank == 0
        ? "a scalar cannot be indexed" : "the tensor has \(rank) axes"
    case .gatherIndex(_, _, _, let length):
      return "indices of gather go from 0 to \(length - 1); negative ones are not allowed"
    case .unequalInputs(let op, _, _, _, _, _) where op == Concat.name:
      return "tf.concat joins tensors that are equal but for the joined axis; "
        + "tf.stack makes a new axis"
    case .outOfMemory(_, let shape, _):
      return "\(shape) is more than fits into memory"
    case .divisionByZero: return "division of whole numbers by 0; with floats it gives inf"
    case .negativePower: return "write the base with a point, such as 2.0"
    case .tapeUsedUp:
      return "tf.GradientTape(persistent=True) answers more than once"
    case .tapeRecording: return "make a new tape for each block"
    case .assignShape, .updateShape: return "a variable keeps its shape"
    case .assignDType(_, let dtype, _): return "tf.cast(…, tf.\(dtype.name)) converts the value"
    case .missingLibrary(_, let package): return "install it with: sudo apt-get install \(package)"
    default: return nil
    }
  }

  private static func matrixHelp(
    _ a: Shape, _ b: Shape, _ transposeA: Bool, _ transposeB: Bool, _ first: String,
    _ second: String
  ) -> String {
    let columns = transposeA ? a[-2] : a[-1]
    let rows = transposeB ? b[-1] : b[-2]
    let sizes = "\(first) has \(columns) columns and \(second) has \(rows) rows"
    if (transposeB ? b[-2] : b[-1]) == columns {
      return "\(sizes); did you mean tf.transpose(\(second))?"
    }
    if (transposeA ? a[-1] : a[-2]) == rows {
      return "\(sizes); did you mean tf.transpose(\(first))?"
    }
    return "\(sizes); they must be as many"
  }
}
