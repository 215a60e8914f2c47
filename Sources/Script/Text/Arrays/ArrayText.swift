/// An array as NumPy prints it: a shape, and the elements in row-major order.
package struct ArrayText {
  /// A floating-point format, which decides how many digits tell an element apart.
  package enum Precision: Sendable {
    case half
    case single
    case double
  }

  /// The elements by kind; each is asked for its text's sake only.
  package enum Elements {
    case float(Precision, (Int) -> Double)
    case complex(Precision, (Int) -> (real: Double, imaginary: Double))
    case integer((Int) -> Int)
    case unsigned((Int) -> UInt)
    case bool((Int) -> Bool)
    /// Texts as they stand in the array, such as the `repr` of strings; not padded.
    case text((Int) -> String)
  }

  package var shape: [Int]
  package var elements: Elements
  /// What `repr` calls the dtype, such as `float32`; `nil` where the elements imply it.
  package var dtypeName: String?
  package var options: ArrayPrintOptions

  package init(
    shape: [Int], elements: Elements, dtypeName: String?, options: ArrayPrintOptions = .init()
  ) {
    self.shape = shape
    self.elements = elements
    self.dtypeName = dtypeName
    self.options = options
  }

  /// Number of elements.
  package var count: Int { shape.reduce(1, *) }

  /// `str(array)`; of rank 0 it is the text of the scalar.
  package var string: String {
    if shape.isEmpty { return scalar }
    return body(separator: " ", prefixWidth: 0, lineWidth: options.lineWidth)
  }

  /// `repr(array)`; `impliedName` is the dtype where the elements imply it, told of empty arrays.
  package func representation(impliedName: String = "float64") -> String {
    let prefix = "array("
    let body = body(
      separator: ", ", prefixWidth: prefix.count, lineWidth: options.lineWidth - 1)
    var extras: [String] = []
    if (count == 0 && shape != [0]) || count > options.threshold {
      extras.append("shape=\(shapeText)")
    }
    if let dtypeName {
      extras.append("dtype=\(dtypeName)")
    } else if count == 0 {
      extras.append("dtype=\(impliedName)")
    }
    if extras.isEmpty { return prefix + body + ")" }
    let start = prefix + body + ","
    let end = extras.joined(separator: ", ") + ")"
    let lastLine = start.unicodeScalars.reversed().prefix { $0 != "\n" }.count
    let fits = lastLine + end.count + 1 <= options.lineWidth
    return start + (fits ? " " : "\n" + String(repeating: " ", count: prefix.count)) + end
  }

  /// `(2, 3)`, `(2,)`, `()`.
  private var shapeText: String {
    let sizes = shape.map { String($0) }.joined(separator: ", ")
    return shape.count == 1 ? "(\(sizes),)" : "(\(sizes))"
  }

  private var scalar: String {
    switch elements {
    case .float(let precision, let element):
      ScalarText.float(element(0), precision)
    case .complex(let precision, let element):
      ScalarText.complex(element(0), precision)
    case .integer(let element): String(element(0))
    case .unsigned(let element): String(element(0))
    case .bool(let element): element(0) ? "True" : "False"
    case .text(let element): element(0)
    }
  }

  /// The rows in brackets, their elements apart by a separator of the caller's.
  package func body(separator: String, prefixWidth: Int) -> String {
    body(separator: separator, prefixWidth: prefixWidth, lineWidth: options.lineWidth)
  }

  private func body(separator: String, prefixWidth: Int, lineWidth: Int) -> String {
    if count == 0 { return "[]" }
    let isSummarized = count > options.threshold
    let shown = isSummarized ? cornerIndices() : Array(0..<count)
    let text = elementText(of: shown)
    if shape.isEmpty { return text(0) }
    var layout = ArrayLayout(
      shape: shape, separator: separator, edgeItems: isSummarized ? options.edgeItems : nil,
      text: text)
    return layout.text(indent: prefixWidth + 1, width: lineWidth)
  }

  /// The elements that a summary shows.
  private func cornerIndices() -> [Int] {
    var indices = [0]
    for size in shape {
      let edge = options.edgeItems
      let positions =
        size > 2 * edge ? Array(0..<edge) + Array((size - edge)..<size) : Array(0..<size)
      indices = indices.flatMap { index in positions.map { index * size + $0 } }
    }
    return indices
  }

  /// How each element is written, all of those shown considered.
  private func elementText(of shown: [Int]) -> (Int) -> String {
    switch elements {
    case .float(let precision, let element):
      let format = ArrayFloatFormat(shown.map(element), precision, options)
      return { format.text(element($0)) }
    case .complex(let precision, let element):
      let values = shown.map(element)
      let real = ArrayFloatFormat(values.map(\.real), precision, options)
      var signed = options
      signed.sign = .plus
      let imaginary = ArrayFloatFormat(values.map(\.imaginary), precision, signed)
      return { index in
        let value = element(index)
        return real.text(value.real) + ArrayFloatFormat.imaginary(imaginary.text(value.imaginary))
      }
    case .integer(let element):
      return padded(shown, text: { String(element($0)) }, isNegative: { element($0) < 0 })
    case .unsigned(let element):
      return padded(shown, text: { String(element($0)) }, isNegative: { _ in false })
    case .bool(let element):
      let isScalar = shape.isEmpty
      return { element($0) ? (isScalar ? "True" : " True") : "False" }
    case .text(let element): return element
    }
  }

  /// Whole numbers at one width, with the sign that the options ask for.
  private func padded(
    _ shown: [Int], text: @escaping (Int) -> String, isNegative: @escaping (Int) -> Bool
  ) -> (Int) -> String {
    let hasNegative = shown.contains(where: isNegative)
    let plus =
      switch options.sign {
      case .minus: ""
      case .plus: "+"
      case .space: hasNegative ? "" : " "
      }
    let signed = { (index: Int) in (isNegative(index) ? "" : plus) + text(index) }
    let width = shown.map { signed($0).utf8.count }.max() ?? 0
    return { index in
      let word = signed(index)
      return String(repeating: " ", count: max(0, width - word.utf8.count)) + word
    }
  }
}
