import Engine

/// How `tf.print` writes its inputs: texts as they are, everything else as `pprint` lays it out,
/// with tensors in their places written as TensorFlow's kernel writes them.
struct PrintTemplate {
  let summarize: Int

  /// Takes a tensor's place while the rest is laid out; as long as TensorFlow's, in quotes.
  private static let placeholder = "\u{f8f0}\u{f8f1}\u{f8f2}\u{f8f3}"

  func text(_ values: [PyValue], _ separator: String) throws(Raise) -> String {
    // One text alone needs no layout.
    if values.count == 1, let array = PrintTemplate.array(values[0]), array.shape.rank == 0,
      case .text(let block) = array.payload
    {
      return block.elements.map { String(decoding: $0, as: UTF8.self) }.joined()
    }
    var parts: [String] = []
    for value in values { parts.append(try text(value)) }
    return parts.joined(separator: separator)
  }

  private func text(_ value: PyValue) throws(Raise) -> String {
    if let text = value.text { return text }
    if let text = try tensor(value) { return text }
    if let sparse = value.cast(SparseObject.self) {
      let lengths = NDArray(sparse.lengths.map { Int64($0) }, shape: [sparse.lengths.count])
      return "'SparseTensor(indices=\(text(sparse.indices.array)), "
        + "values=\(text(sparse.values.array)), shape=\(text(lengths)))'"
    }
    var tensors: [String] = []
    func find(_ value: PyValue) throws(Raise) {
      switch value.object?.kind {
      case .list, .tuple: for item in try value.items() { try find(item) }
      case .dict: for (_, item) in try sorted(value) { try find(item) }
      default: if let text = try tensor(value) { tensors.append(text) }
      }
    }
    var value = value
    if value.cast(RangeObject.self) != nil { value = .list(try value.items()) }
    try find(value)
    let layout = try PrettyText { leaf throws(Raise) in
      PrintTemplate.isTensor(leaf) ? PrintTemplate.placeholder : nil
    }.text(value)
    var pieces = layout.split(
      separator: PrintTemplate.placeholder, omittingEmptySubsequences: false
    ).map(String.init)[...]
    var result = pieces.popFirst() ?? ""
    for (tensor, piece) in zip(tensors, pieces) { result += tensor + piece }
    return result
  }

  private func sorted(_ value: PyValue) throws(Raise) -> [(PyValue, PyValue)] {
    guard let dict = value.cast(DictObject.self) else { return [] }
    return try PrettyText.sorted(dict)
  }

  // MARK: Tensors

  private static func isTensor(_ value: PyValue) -> Bool {
    array(value) != nil || value.cast(RaggedObject.self) != nil
  }

  private static func array(_ value: PyValue) -> NDArray? {
    value.cast(TensorObject.self)?.array ?? value.cast(VariableObject.self)?.variable.value.array
  }

  private func tensor(_ value: PyValue) throws(Raise) -> String? {
    if let array = PrintTemplate.array(value) { return text(array) }
    guard value.cast(RaggedObject.self) != nil else { return nil }
    let text = try value.str()
    let start = "<tf.RaggedTensor "
    return text.hasPrefix(start) ? String(text.dropFirst(start.count).dropLast()) : text
  }

  /// A tensor as the kernel prints it: no padding, `...` for the middle of long axes.
  func text(_ array: NDArray) -> String {
    let rank = array.shape.rank
    if array.count == 0, rank > 1, array.shape.lengths[0] > 0 { return "[\n ...]" }
    let elements = PrintTemplate.texts(of: array)
    return array.bracketed(elements, showing: summarize) { axis in
      axis == rank - 1
        ? " "
        : String(repeating: "\n", count: rank - 1 - axis) + String(repeating: " ", count: axis + 1)
    }
  }

  private static func texts(of array: NDArray) -> [String] {
    if case .text(let block) = array.payload {
      return block.elements.map { "\"" + String(decoding: $0, as: UTF8.self) + "\"" }
    }
    if array.dtype == .bool { return array.doubles.map { $0 == 0 ? "0" : "1" } }
    if array.dtype.isInteger { return array.integers.map { String($0) } }
    // The kernel has no text for them.
    if array.dtype.isComplex { return array.complexNumbers.map { _ in "?" } }
    return array.contiguous().doubles.map { text($0, isDouble: array.dtype == .float64) }
  }

  /// As few digits as C++ is sure of, and where those do not tell the number, as many as do.
  private static func text(_ number: Double, isDouble: Bool) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let short = digits(number, isDouble ? 15 : 6)
    let isExact = isDouble ? Double(short) == number : Float(short) == Float(number)
    return isExact ? short : digits(number, isDouble ? 17 : 9)
  }

  private static func digits(_ number: Double, _ count: Int) -> String {
    (try? PyValue.float(number).format(".\(count)g")) ?? String(number)
  }
}
