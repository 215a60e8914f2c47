import Engine

/// `tf.print`: prints when it is computed, to standard error unless told otherwise.
struct PrintFunction {
  let context: RunContext

  func add(to module: ModuleObject) {
    let context = context
    module.function(
      "print",
      "*inputs, output_stream=None, summarize=3, sep=' ', end='\n', name=None"
    ) { a throws(Raise) in
      let inputs = try a[0].items()
      let separator = a[3].text ?? " "
      let end = a[4].text ?? "\n"
      let count = a[2].isAbsent ? 3 : try a.int(2)
      let stream = a[1]
      func write(_ values: [PyValue]) throws(Raise) {
        let text = try PrintTemplate(summarize: count).text(values, separator) + end
        context.write(text, to: isStandardOutput(stream) ? .standard : .error)
      }
      guard let graph = context.graph else {
        try write(inputs)
        return .none
      }
      return try graph.effect("PrintV2", name: "PrintV2", reading: inputs) {
        values throws(Raise) in try write(values)
      }
    }
  }

  /// The text of a value; tensors of more elements than twice the count are shortened.
  static func text(_ value: PyValue, _ count: Int, isInner: Bool) throws(Raise) -> String {
    switch value.object?.kind {
    case .list:
      return "[" + (try texts(try value.items(), count)) + "]"
    case .tuple:
      let items = try value.items()
      return "(" + (try texts(items, count)) + (items.count == 1 ? ",)" : ")")
    case .dict:
      var parts: [String] = []
      for key in try value.items() {
        parts.append("\(try key.repr()): \(try text(try value.item(key), count, isInner: true))")
      }
      return "{" + parts.joined(separator: ", ") + "}"
    default: break
    }
    let array =
      value.cast(TensorObject.self)?.array ?? value.cast(VariableObject.self)?.variable.value.array
      ?? value.cast(ArrayObject.self)?.array ?? value.cast(NumPyScalar.self)?.array
    if let array { return text(array, count) }
    if value.text != nil, isInner { return try value.repr() }
    return try value.str()
  }

  private static func texts(_ values: [PyValue], _ count: Int) throws(Raise) -> String {
    var parts: [String] = []
    for value in values { parts.append(try text(value, count, isInner: true)) }
    return parts.joined(separator: ", ")
  }

  /// Tensors as the kernel prints them: no padding, `...` for the middle of long axes.
  static func text(_ array: NDArray, _ count: Int) -> String {
    let elements = texts(of: array)
    return array.bracketed(elements, showing: count) { axis in
      axis == array.shape.rank - 1 ? " " : "\n" + String(repeating: " ", count: axis + 1)
    }
  }

  private static func texts(of array: NDArray) -> [String] {
    if case .text(let block) = array.payload {
      let texts = block.elements.map { String(decoding: $0, as: UTF8.self) }
      return array.shape.rank == 0 ? texts : texts.map { "\"\($0)\"" }
    }
    if array.dtype == .bool { return array.doubles.map { $0 == 0 ? "0" : "1" } }
    if array.dtype.isInteger { return array.integers.map { String($0) } }
    return array.contiguous().scalarTexts
  }

  /// What an assertion says of its data.
  static func summary(_ value: PyValue) throws(Raise) -> String {
    let items =
      value.object?.kind == .list || value.object?.kind == .tuple
      ? try value.items() : [value]
    var parts: [String] = []
    for item in items {
      let text = try text(item, 3, isInner: false)
      parts.append("b'\(text)'")
    }
    return parts.joined(separator: "\n")
  }
}

extension NDArray {
  /// Texts of the elements in brackets, axis by axis, with `...` for the middle of long axes.
  ///
  /// - Parameters:
  ///   - elements: the text of each element; where there are fewer, nothing stands for the rest.
  ///   - limit: how many are shown at each end of an axis; all where it is negative.
  ///   - separator: what stands between the parts of an axis.
  /// - Returns: the text; of a scalar its element alone.
  func bracketed(
    _ elements: [String], showing limit: Int, between separator: (_ axis: Int) -> String
  ) -> String {
    func part(_ axis: Int, _ start: Int, _ size: Int) -> String {
      guard axis < shape.rank else { return start < elements.count ? elements[start] : "" }
      let length = shape.lengths[axis]
      let step = length == 0 ? 0 : size / length
      let isLong = limit >= 0 && length > 2 * limit
      var parts: [String] = []
      for index in 0..<length {
        if isLong, index >= limit, index < length - limit {
          if index == limit { parts.append("...") }
          continue
        }
        parts.append(part(axis + 1, start + index * step, step))
      }
      return "[" + parts.joined(separator: separator(axis)) + "]"
    }
    return part(0, 0, count)
  }

  /// Real numbers as C++ streams print them.
  fileprivate var scalarTexts: [String] {
    doubles.map { number in
      if number.isNaN { return "nan" }
      if number.isInfinite { return number < 0 ? "-inf" : "inf" }
      let text =
        dtype == .float64
        ? TensorText.scalar(NDArray(number)) : TensorText.scalar(NDArray(Float(number)))
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
  }
}

/// Whether a stream is `sys.stdout`, which `tf.print` may be given.
func isStandardOutput(_ stream: PyValue) -> Bool {
  if stream.isAbsent { return false }
  if let text = stream.text { return text == "stdout" }
  let name = (try? stream.attribute(Symbol("name")))?.text
  return name?.contains("stdout") ?? false
}
