import Engine

/// A value as a cell of a table: a number, or what there is to say of a tensor in one line.
package struct ValueText: Hashable, Sendable {
  /// Shortest text that reads back as the same number; of a tensor its shape and first elements.
  package let exact: String
  /// Four decimals; of a tensor its shape and the range of its elements.
  package let fixed: String
  /// Whether it is more than one number.
  package let isTensor: Bool
  /// Whether it holds NaN or infinity.
  package let isNonFinite: Bool
  /// Whether every element is 0.
  package let isZero: Bool

  /// What stands for a value that the user is to predict.
  package static let hidden = ValueText(mark: "?")

  private init(mark: String) {
    exact = mark
    fixed = mark
    isTensor = false
    isNonFinite = false
    isZero = false
  }

  /// Elements that the exact text of a tensor names.
  private static let named = 6

  package init(_ value: NDArray) {
    let dtype = value.dtype
    if case .text(let block) = value.payload {
      let first = block.elements.first.map { "'" + String(decoding: $0, as: UTF8.self) + "'" } ?? ""
      exact = block.shape.rank == 0 ? first : "\(block.shape) [\(first), …]"
      fixed = exact
      isTensor = block.shape.rank > 0
      isNonFinite = false
      isZero = false
      return
    }
    if value.shape.rank == 0, let number = value.doubleIfSingle {
      exact = NumberFormat.exact(number, dtype)
      fixed = NumberFormat.fixed(number, dtype)
      isTensor = false
      isNonFinite = !number.isFinite
      isZero = number == 0
      return
    }
    let elements = value.doubles
    var list = elements.prefix(Self.named).map { NumberFormat.exact($0, dtype) }
    if elements.count > Self.named { list.append("…") }
    exact = "\(value.shape) [\(list.joined(separator: ", "))]"
    var least = Double.infinity
    var most = -Double.infinity
    var broken = false
    for element in elements {
      if !element.isFinite { broken = true }
      if element < least { least = element }
      if element > most { most = element }
    }
    if elements.isEmpty {
      fixed = "\(value.shape)"
    } else if least > most {
      fixed = "\(value.shape) nan"
    } else if least == most, !broken {
      fixed = "\(value.shape) \(NumberFormat.fixed(least, dtype))"
    } else {
      fixed =
        "\(value.shape) \(NumberFormat.fixed(least, dtype))…\(NumberFormat.fixed(most, dtype))"
    }
    isTensor = true
    isNonFinite = broken
    isZero = !elements.isEmpty && least == 0 && most == 0 && !broken
  }
}
