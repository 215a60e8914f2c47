import Engine
import GraphView

extension JSON {
  /// A value: a number, or the elements of a tensor in nested lists.
  init(_ array: NDArray) {
    let leaves: [JSON]
    if case .text(let block) = array.payload {
      leaves = block.elements.map { .string(String(decoding: $0, as: UTF8.self)) }
    } else if array.dtype.isInteger {
      leaves = array.integers.map { .number(String($0)) }
    } else {
      leaves = array.doubles.map { JSON($0, dtype: array.dtype) }
    }
    self = Self.tensor(leaves, array.shape.lengths)
  }

  /// The same of a value in a report.
  init(_ value: WalkReport.Value) {
    let dtype = DType(name: value.dtype) ?? .float64
    let leaves: [JSON] =
      dtype == .string
      ? value.strings.map { .string($0) } : value.elements.map { JSON($0, dtype: dtype) }
    self = Self.tensor(leaves, value.shape)
  }

  /// Null where a dtype cannot be read as numbers.
  private static func tensor(_ leaves: [JSON], _ shape: [Int]) -> JSON {
    leaves.count == shape.reduce(1, *) ? nested(leaves[...], shape[...]) : .null
  }

  private static func nested(_ leaves: ArraySlice<JSON>, _ shape: ArraySlice<Int>) -> JSON {
    guard let length = shape.first else { return leaves.first ?? .null }
    if shape.count == 1 { return .array(Array(leaves)) }
    let step = length == 0 ? 0 : leaves.count / length
    return .array(
      (0..<length).map { place in
        let start = leaves.startIndex + place * step
        return nested(leaves[start..<start + step], shape.dropFirst())
      })
  }

  /// The columns of the source: bytes, and where a person finds them.
  init(_ span: SourceSpan, _ source: SourceText?) {
    guard span != .none, let source else {
      self = .null
      return
    }
    let start = source.position(at: Int(span.start))
    let end = source.position(at: Int(span.end))
    self = .object([
      ("start", JSON(Int(span.start))), ("end", JSON(Int(span.end))),
      ("line", JSON(start.line)), ("column", JSON(start.column)), ("endLine", JSON(end.line)),
      ("endColumn", JSON(end.column)),
    ])
  }
}
