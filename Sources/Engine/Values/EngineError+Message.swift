/// The wording of the engine's errors: `op: got X, expected Y`.
extension EngineError: CustomStringConvertible {
  /// One line, lower case, without position.
  public var description: String {
    switch self {
    case .incompatibleShapes(let op, let a, let b):
      "\(op): got shapes \(a) and \(b), expected shapes that broadcast"
    case .mixedDTypes(let op, let a, let b):
      "\(op): got \(a.name) and \(b.name), expected operands of one dtype"
    case .unsupportedDType(let op, let dtype):
      "\(op): got \(dtype.name), expected a dtype this op computes"
    case .expectedDType(let op, let operand, let expected, let got):
      "\(op): got \(got.name) as operand \(operand + 1), expected \(expected.name)"
    case .incompatibleChoice(let condition, let a, let b):
      "where: got shapes \(condition), \(a) and \(b), expected shapes that broadcast"
    case .castUnsupported(let from, let to):
      "cast: got \(from.name), expected a dtype that converts to \(to.name)"
    case .matrixBatches(_, let a, let b):
      "matmul: got shapes \(a) and \(b), expected stacks of matrices that broadcast"
    case .matrixRank(let operand, _, let first, let second):
      "matmul: got shape \(operand == 0 ? first : second) as operand \(operand + 1), expected at least two axes"
    case .cannotBroadcast(let shape, let target):
      "broadcast_to: got shape \(shape), expected one that broadcasts to \(target)"
    case .permutation(let order, let rank):
      "transpose: got perm \(order), expected an order of the axes 0..<\(rank)"
    case .repeatedAxis(let op, let axis):
      "\(op): got axis \(axis) twice, expected it once"
    case .gatherIndex(let index, _, _, let length):
      "gather: got index \(index), expected one in [0, \(length))"
    case .severalEllipses:
      "index: got more than one ellipsis, expected one"
    case .noInputs(let op):
      "\(op): got no tensor, expected at least one"
    case .tileMultiples(let count, let rank):
      "tile: got \(count) multiples, expected one for each of \(rank) axes"
    case .paddingShape(let shape, let input):
      "pad: got paddings of shape \(shape), expected \(Shape([input.rank, 2]))"
    case .negativePadding(let pair):
      "pad: got paddings \(pair), expected none below 0"
    case .unstackCount(let axis, let count, let shape):
      "unstack: got shape \(shape), expected length \(count) on axis \(axis)"
    case .sliceOutOfRange(let axis, let begin, let size, let length):
      "slice: got \(size) elements from \(begin) on axis \(axis), expected at most \(length)"
    case .reshapeNegative(let axis, let length):
      "reshape: got length \(length) of axis \(axis), expected -1, 0 or more"
    case .reshapeOpenTwice(let first, let second):
      "reshape: got -1 for axes \(first) and \(second), expected it once"
    case .reshapeMultiple(let from, let known):
      "reshape: got \(from.count) elements, expected a multiple of \(known)"
    case .realExpected(let dtype):
      "got \(dtype.name), expected real numbers"
    case .pythonValue(let text), .pythonType(let text): text
    case .noGradient(let kernel): "\(kernel): no gradient passes"
    case .einsum(_, let text): "einsum: \(text)"
    case .partition(_, let text): "dynamic_partition: \(text)"
    case .indexDType(let op, let dtype):
      "\(op): got indices of \(dtype.name), expected int32 or int64"
    case .unsupported(let name): "\(name) is not supported"
    case .cannotSplit(_, let length, let parts, let sizes):
      if let sizes {
        "split: got parts of \(sizes), expected parts that add up to \(length)"
      } else {
        "split: got an axis of length \(length), expected a multiple of \(parts)"
      }
    case .matrixSizes(_, let a, let b, _, _):
      "matmul: got shapes \(a) and \(b), expected (…, m, k) and (…, k, n)"
    case .wrongRank(let op, let shape, let expected):
      "\(op): got shape \(shape), expected \(expected)"
    case .axisOutOfRange(let op, let axis, let rank):
      "\(op): got axis \(axis), expected one in [\(-rank), \(rank))"
    case .reshapeCount(let from, let to):
      "reshape: got \(from.count) elements, expected as many as \(Shape(to)) holds"
    case .indexOutOfRange(let index, let axis, let length):
      "index: got \(index) on axis \(axis), expected one in [\(-length), \(length))"
    case .tooManyIndices(let count, let rank):
      "index: got \(count) indices, expected at most \(rank)"
    case .zeroStep:
      "slice: got step 0, expected another step"
    case .unequalInputs(let op, let first, let index, let other, _, _):
      "\(op): got shapes \(first) and \(other) (tensor \(index + 1)), expected shapes that match"
    case .outOfMemory(let op, let shape, let dtype):
      "\(op): got shape \(shape) of \(dtype.name), expected one that fits into memory"
    case .divisionByZero(let op):
      "\(op): got a divisor of 0, expected another number"
    case .negativePower:
      "pow: got a negative exponent of whole numbers, expected 0 or more"
    case .cannotSqueeze(let axis, let length):
      "squeeze: got axis \(axis) of length \(length), expected length 1"
    case .assignShape(let variable, let shape, let value):
      "assign: got shape \(value), expected \(shape) of variable \(variable)"
    case .assignDType(let variable, let dtype, let value):
      "assign: got \(value.name), expected \(dtype.name) of variable \(variable)"
    case .updateShape(_, let shape, let value):
      "assign: got shape \(value), expected \(shape) of the variable"
    case .tapeUsedUp:
      "gradient: got a second question, expected one; a persistent tape answers more"
    case .tapeRecording: "tape is still recording"
    case .tapeNotRecording:
      "got a tape that does not record, expected one that does"
    case .notDifferentiable(let text): text
    case .callerFailed: "a function of the caller failed"
    case .foreignTensor:
      "got tensors of two recordings, expected one"
    case .missingLibrary(let name, let package):
      "cannot open \(name), expected it on this machine; install \(package)"
    case .invalidArgument(let op, let text): "\(op): \(text)"
    }
  }
}
