/// A number or nested numbers as a user types them: `-1`, `1/3`, `2e-3`, `[[1, 2], [3, 4]]`.
package struct TypedValue: Hashable, Sendable {
  /// Axis lengths; none for a number.
  package let lengths: [Int]
  /// In row-major order.
  package let elements: [Double]

  package init(lengths: [Int] = [], elements: [Double]) {
    self.lengths = lengths
    self.elements = elements
  }

  /// Reads what was typed.
  ///
  /// - Throws: what is wrong, and where.
  package init(_ text: String) throws(TypedValueError) {
    var reader = TypedValueReader(text)
    self = try reader.read()
  }

  /// The number, where it is one.
  package var number: Double? { lengths.isEmpty ? elements.first : nil }

  /// The value with the dtype and the shape of another.
  ///
  /// - Throws: where the shape is another, or the dtype cannot hold a number.
  package func array(like signature: Signature) throws(TypedValueError) -> NDArray {
    guard lengths == signature.shape.lengths else {
      throw .shape(Shape(lengths), expected: signature.shape)
    }
    let dtype = signature.dtype
    guard dtype.isFloating || dtype.isInteger || dtype == .bool else { throw .dtype(dtype) }
    if dtype.isInteger || dtype == .bool {
      for element in elements where element != element.rounded() || !element.isFinite {
        throw .notWhole(element, dtype)
      }
    }
    if lengths.isEmpty, let element = elements.first { return .number(element, dtype) }
    do throws(EngineError) {
      return try NDArray(elements, shape: signature.shape).cast(to: dtype)
    } catch {
      throw .dtype(dtype)
    }
  }
}

extension TypedValue {
  /// A whole tensor with this value in place of the part at some places: an element, a row, a slice.
  ///
  /// The value must have the shape of that part.
  package func placed(at places: [Int], in whole: NDArray) -> TypedValue {
    let lengths = whole.shape.lengths
    var all = whole.doubles
    let size = lengths.dropFirst(places.count).reduce(1, *)
    var offset = 0
    for (place, length) in zip(places, lengths) { offset = offset * length + place }
    offset *= size
    if elements.count == size, offset >= 0, offset + size <= all.count {
      all.replaceSubrange(offset..<offset + size, with: elements)
    }
    return TypedValue(lengths: lengths, elements: all)
  }
}

/// What is wrong with a typed value.
package enum TypedValueError: Error, Hashable, Sendable {
  /// Nothing was typed.
  case empty
  /// Something else stands at a column, from 1.
  case unexpected(String, column: Int, expected: String)
  /// Rows of several lengths.
  case ragged
  case shape(Shape, expected: Shape)
  case notWhole(Double, DType)
  case dtype(DType)
}

extension TypedValueError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "nothing was typed, expected a number such as -1 or rows such as [[1, 2], [3, 4]]"
    case .unexpected(let got, let column, let expected):
      "got \(got) at column \(column), expected \(expected)"
    case .ragged: "the rows differ in length; all of them need the same number of elements"
    case .shape(let got, let expected):
      "got \(Self.called(got)), expected \(Self.called(expected))"
    case .notWhole(let number, let dtype):
      "got \(number), expected whole numbers: it is \(dtype.name)"
    case .dtype(let dtype):
      "values of dtype \(dtype.name) cannot be typed; :edit-line changes the line"
    }
  }

  private static func called(_ shape: Shape) -> String {
    shape.rank == 0 ? "a number" : "the shape \(shape)"
  }
}
