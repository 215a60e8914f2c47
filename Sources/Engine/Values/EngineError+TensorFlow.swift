/// The errors in TensorFlow's own words: the class of the exception and its text.
///
/// - Source: what TensorFlow 2.21 raises on a CPU.
extension EngineError {
  /// The name of the exception class, such as `InvalidArgumentError`, and the text of the exception.
  package var tensorFlow: (className: String, message: String) {
    switch self {
    case .tapeUsedUp:
      (
        "RuntimeError",
        "A non-persistent GradientTape can only be used to compute one set of gradients "
          + "(or jacobians)"
      )
    case .tapeRecording:
      (
        "ValueError",
        "Tape is still recording, This can happen if you try to re-enter an already-active tape."
      )
    case .tapeNotRecording(let stopping):
      stopping
        ? ("RuntimeError", "Trying to stop recording a tape which is not recording.")
        : ("ValueError", "Tape is not recording.")
    case .assignShape(let variable, let shape, let value):
      (
        "ValueError",
        "Cannot assign value to variable ' \(variable):0': Shape mismatch.The variable shape "
          + "\(shape), and the assigned value shape \(value) are incompatible."
      )
    case .assignDType(_, let dtype, let value):
      (
        "ValueError",
        "Tensor conversion requested dtype \(dtype.name) for Tensor with dtype \(value.name)"
      )
    case .realExpected(let dtype):
      (
        "TypeError",
        "Input must be either real or complex. Received integer type <dtype: '\(dtype.name)'>."
      )
    case .pythonValue(let text): ("ValueError", text)
    case .pythonType(let text): ("TypeError", text)
    case .noGradient(let kernel):
      ("LookupError", "gradient registry has no entry for: \(kernel)")
    case .unsupportedDType(let op, let dtype) where Kernel(op: op).lists(dtype):
      ("NotFoundError", Kernel(op: op).hasNoDevice(dtype))
    case .unsupported: ("NotImplementedError", description)
    case .noInputs(let op) where op == AddN.name:
      (
        "ValueError",
        "Inputs must be an iterable of at least one Tensor/IndexedSlices with the same dtype "
          + "and shape."
      )
    case .axisOutOfRange(let op, let axis, let rank) where op == Stack.name:
      ("ValueError", "Argument `axis` = \(axis) not in range [\(-rank), \(rank))")
    case .axisOutOfRange(let op, let axis, let rank)
    where op == Softmax.name || op == LogSoftmax.name:
      (
        "InvalidArgumentError",
        "`dim` must be in the range [\(-rank), \(rank)) where \(rank) is the number of dimensions "
          + "in the input. Received: dim=\(axis)"
      )
    case .castUnsupported(let from, let to):
      (
        "UnimplementedError",
        Kernel("Cast").says("Cast \(from.kernelName) to \(to.kernelName) is not supported")
      )
    case .wrongRank(let op, _, _) where op == Softmax.name || op == LogSoftmax.name:
      ("AbortedError", Kernel(op: op).says("Input dims must be <= 5 and >=1"))
    case .outOfMemory(let op, let shape, let dtype):
      (
        "ResourceExhaustedError",
        Kernel(whereMemoryEnds: op, dtype).says(
          "OOM when allocating tensor with shape\(shape.bracketed) and type "
            + "\(dtype.kernelName) on /job:localhost/replica:0/task:0/device:CPU:0 by allocator "
            + "mklcpu")
      )
    case .missingLibrary, .foreignTensor, .notDifferentiable, .callerFailed:
      ("RuntimeError", description)
    default: ("InvalidArgumentError", kernelMessage)
    }
  }

  /// What a kernel says, or what is said before it is found.
  private var kernelMessage: String {
    switch self {
    case .mixedDTypes(let op, let a, let b):
      return Kernel(op: op).wants(a, 1, b)
    case .expectedDType(let op, let operand, let expected, let got):
      return Kernel(op: op).wants(expected, operand, got)
    case .unsupportedDType(let op, let dtype):
      return Kernel(op: op).refuses(dtype) ?? description
    case .incompatibleShapes(let op, let a, let b):
      return Kernel(op: op).says("Incompatible shapes: \(a.bracketed) vs. \(b.bracketed)")
    case .incompatibleChoice(let condition, let a, let b):
      return Kernel("SelectV2").says(
        "condition \(condition.bracketed), then \(a.bracketed), and else \(b.bracketed) must be "
          + "broadcastable")
    case .divisionByZero(let op): return Kernel(op: op).says("Integer division by zero")
    case .einsum(let inputs, let text):
      return Kernel("Einsum", node: "__MklEinsum_N_\(inputs)").says(text)
    case .partition(let node, let text):
      return Kernel("DynamicPartition", node: node).says(text)
    case .indexDType(let op, let dtype):
      return Kernel(op: op).refuses(dtype) ?? description
    case .negativePower:
      return Kernel("Pow").says("Integers to negative integer powers are not allowed")
    case .matrixSizes, .matrixBatches, .matrixRank: return matrixMessage
    case .reshapeCount, .reshapeNegative, .reshapeOpenTwice, .reshapeMultiple, .permutation,
      .cannotBroadcast, .cannotSqueeze:
      return shapingMessage
    case .indexOutOfRange, .tooManyIndices, .zeroStep, .severalEllipses, .gatherIndex,
      .sliceOutOfRange:
      return indexingMessage
    case .axisOutOfRange(let op, let axis, let rank): return axisMessage(op, axis, rank)
    case .repeatedAxis(let op, let axis):
      return op == Reverse.name
        ? Kernel(op: op).says("axis \(axis) specified more than once.")
        : Kernel(op: op, suffix: "").says(
          "Invalid reduction arguments: Axes contains duplicate dimension: \(axis)")
    case .updateShape(let kernel, let shape, let value):
      return Kernel(kernel).says(
        "Cannot update variable with shape \(shape.bracketed) using a Tensor with shape "
          + "\(value.bracketed), shapes must be equal.")
    case .invalidArgument(let op, let text): return Kernel(op: op).says(text)
    default: return joiningMessage
    }
  }

  private var matrixMessage: String {
    /// The products of two dtypes run in oneDNN's kernels, which have words of their own.
    func kernel(_ dtype: DType, _ a: Shape, _ b: Shape) -> Kernel {
      let name = Swift.max(a.rank, b.rank) > 2 ? "BatchMatMulV2" : "MatMul"
      return Kernel(name, node: dtype.hasOneDNNProduct ? "__Mkl" + name : name)
    }
    switch self {
    case .matrixSizes(let dtype, let a, let b, let transposeA, let transposeB):
      let hasFlags = dtype.hasOneDNNProduct && Swift.max(a.rank, b.rank) > 2
      let flags = hasFlags ? " \(transposeA ? 1 : 0) \(transposeB ? 1 : 0)" : ""
      return kernel(dtype, a, b).says(
        "Matrix size-incompatible: In[0]: \(a.bracketed), In[1]: \(b.bracketed)\(flags)")
    case .matrixBatches(let dtype, let a, let b):
      return kernel(dtype, a, b).says(
        "In[0] and In[1] must have compatible batch dimensions: \(a.bracketed) vs. "
          + "\(b.bracketed)")
    case .matrixRank(let operand, let dtype, let a, let b):
      let kernel = Kernel("MatMul", node: dtype.hasOneDNNProduct ? "__MklMatMul" : "MatMul")
      if dtype.hasOneDNNProduct { return kernel.says("In[\(operand)] ndims must be >= 2") }
      return a.rank == b.rank
        ? kernel.says("In[0] and In[1] ndims must be == 2: \(a.rank)")
        : kernel.says("In[0] and In[1] has different ndims: \(a.bracketed) vs. \(b.bracketed)")
    default: return description
    }
  }

  private var shapingMessage: String {
    switch self {
    case .reshapeCount(let from, let to):
      Kernel("Reshape").says(
        "Input to reshape is a tensor with \(from.count) values, but the requested shape has "
          + "\(Shape(to).count)")
    case .reshapeMultiple(let from, let known):
      Kernel("Reshape").says(
        "Input to reshape is a tensor with \(from.count) values, but the requested shape "
          + "requires a multiple of \(known)")
    case .reshapeNegative(let axis, let length):
      Kernel("Reshape").says("Size \(axis) must be non-negative, not \(length)")
    case .reshapeOpenTwice(let first, let second):
      Kernel("Reshape").says(
        "Only one input size may be -1, not both \(first) and \(second)")
    case .permutation(let order, let rank): Kernel("Transpose").says(Self.wrong(order, rank))
    case .cannotBroadcast(let shape, let target):
      Kernel("BroadcastTo").says(
        shape.rank > target.rank
          ? "Rank of input (\(shape.rank)) must be no greater than rank of output shape "
            + "(\(target.rank))."
          : "Incompatible shapes: \(shape.bracketed) vs. \(target.bracketed)")
    case .cannotSqueeze(let axis, let length):
      Kernel("Squeeze").says(
        "Can not squeeze dim[\(axis)], expected a dimension of 1, got \(length)")
    default: description
    }
  }

  private static func wrong(_ order: [Int], _ rank: Int) -> String {
    if order.count != rank {
      return "transpose expects a vector of size \(rank). But input(1) is a vector of size "
        + "\(order.count)"
    }
    if let axis = order.first(where: { $0 < 0 || $0 >= rank }) {
      return "\(axis) is out of range [0 .. \(rank))"
    }
    let missing = (0..<rank).first { !order.contains($0) } ?? 0
    return "\(missing) is missing from {\(order.map(String.init).joined(separator: ","))}."
  }

  private var indexingMessage: String {
    let slice = Kernel("StridedSlice")
    switch self {
    case .indexOutOfRange(let index, let axis, let length):
      return slice.says(
        "slice index \(index < 0 ? index + length : index) of dimension \(axis) out of bounds.")
    case .tooManyIndices(_, let rank):
      return slice.says(
        rank == 0
          ? "Attempting to slice scalar input."
          : "Index out of range using input dim \(rank); input has only \(rank) dims")
    case .zeroStep(let place): return slice.says("strides[\(place)] must be non-zero")
    case .severalEllipses: return slice.says("Multiple ellipses in slice spec not allowed")
    case .gatherIndex(let index, let place, let positions, let length):
      let steps = positions.rowMajorStrides
      let at = (0..<positions.rank).map { place / steps[$0] % positions.lengths[$0] }
      let list = at.isEmpty ? "" : "[\(at.map(String.init).joined(separator: ","))]"
      return Kernel("GatherV2").says("indices\(list) = \(index) is not in [0, \(length))")
    case .sliceOutOfRange(let axis, let begin, let size, let length):
      return Kernel("Slice").says(
        begin < 0 || begin > length
          ? "Expected begin[\(axis)] in [0, \(length)], but got \(begin)"
          : "Expected size[\(axis)] in [0, \(length - begin)], but got \(size)")
    default: return description
    }
  }
}
