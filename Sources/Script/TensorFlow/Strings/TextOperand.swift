import Engine

/// Text that a function of `tf.strings` was given: a tensor of any shape, or the flat values of a
/// ragged one.
struct TextOperand {
  let texts: [[UInt8]]
  let shape: TensorShape
  private let ragged: RaggedObject?

  /// The operand of a kernel, at a place among its inputs.
  init(
    _ value: PyValue, of kernel: String, _ context: RunContext, place: Int = 0
  ) throws(Raise) {
    ragged = value.cast(RaggedObject.self)
    let array =
      if let ragged { ragged.values.array } else { try TextOperand.array(value, context) }
    guard array.dtype == .string else {
      throw Raise(
        tensorFlow: "InvalidArgumentError",
        "cannot compute \(kernel) as input #\(place)(zero-based) was expected to be a string "
          + "tensor but is a \(array.dtype.kernelName) tensor [Op:\(kernel)] name: ")
    }
    texts = array.texts
    shape = array.shape
  }

  private static func array(_ value: PyValue, _ context: RunContext) throws(Raise) -> NDArray {
    let isTensor = value.cast(TensorObject.self) != nil || value.cast(VariableObject.self) != nil
    return try context.tensor(value, isTensor ? .none : .dtype(.string)).array
  }

  /// The operand with other elements in its places.
  func replaced(_ elements: [[UInt8]], _ context: RunContext) -> PyValue {
    replaced(with: NDArray(text: elements, shape: shape), context)
  }

  /// The operand with other values in its places.
  func replaced(with array: NDArray, _ context: RunContext) -> PyValue {
    let tensor = context.constant(array)
    return ragged.map { .object($0.with(tensor)) } ?? context.box(tensor)
  }

  /// Each element taken apart: one row for a single text, else ragged along a new last axis.
  func parted(_ counts: [Int], _ joined: NDArray, _ context: RunContext) -> PyValue {
    if shape.rank == 0, ragged == nil { return context.box(context.constant(joined)) }
    let splits = RaggedObject.splits(counts)
    var partitions = ragged?.partitions ?? []
    // Inner axes of one length become partitions too: the new one comes behind them.
    var count = shape.lengths[0]
    for length in shape.lengths.dropFirst() {
      partitions.append((0...count).map { $0 * length })
      count *= length
    }
    return .object(RaggedObject(partitions + [splits], context.constant(joined), context))
  }
}

extension PyValue {
  /// The bytes of a text or of bytes; `nil` for anything else.
  var textBytes: [UInt8]? {
    if let text { return Array(text.utf8) }
    return cast(BytesObject.self)?.bytes
  }
}
