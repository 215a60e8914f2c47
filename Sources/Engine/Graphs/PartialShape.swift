/// The axis lengths of a tensor in a graph, where some of them, or even their number, may be open
/// until it runs.
package struct PartialShape: Hashable, Sendable {
  /// `nil` where not even the rank is known.
  package var lengths: [Int?]?

  package init(_ lengths: [Int?]?) { self.lengths = lengths }

  package init(_ shape: Shape) { lengths = shape.lengths.map { $0 } }

  /// A shape of which nothing is known.
  package static let unknown = PartialShape(nil)

  package var rank: Int? { lengths?.count }

  /// The shape, where every length is known.
  package var known: Shape? {
    guard let lengths else { return nil }
    let found = lengths.compactMap { $0 }
    return found.count == lengths.count ? Shape(found) : nil
  }

  /// The shape with every open length set to the same number; `nil` for an unknown rank.
  package func filled(with length: Int) -> Shape? {
    lengths.map { Shape($0.map { $0 ?? length }) }
  }

  /// What two shapes have in common: lengths that differ are open.
  package func joined(with other: PartialShape) -> PartialShape {
    guard let a = lengths, let b = other.lengths, a.count == b.count else { return .unknown }
    return PartialShape(zip(a, b).map { $0 == $1 ? $0 : nil })
  }

  /// Whether a tensor of the other shape may stand where this one is expected.
  package func accepts(_ other: PartialShape) -> Bool {
    guard let a = lengths else { return true }
    guard let b = other.lengths, a.count == b.count else { return false }
    return zip(a, b).allSatisfy { $0 == nil || $0 == $1 }
  }

  /// Whether one tensor could have both shapes.
  package func isCompatible(with other: PartialShape) -> Bool {
    guard let a = lengths, let b = other.lengths else { return true }
    return a.count == b.count && zip(a, b).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }
}

extension PartialShape: CustomStringConvertible {
  /// As Python prints it: `(None, 3)`, `<unknown>`.
  package var description: String {
    guard let lengths else { return "<unknown>" }
    let parts = lengths.map { $0.map(String.init) ?? "None" }
    return parts.count == 1 ? "(\(parts[0]),)" : "(\(parts.joined(separator: ", ")))"
  }

  /// As TensorFlow's shape functions print it: `[?,3]`.
  package var bracketed: String {
    guard let lengths else { return "<unknown>" }
    return "[" + lengths.map { $0.map(String.init) ?? "?" }.joined(separator: ",") + "]"
  }
}

/// What is known of a tensor in a graph before it runs.
package struct PartialSignature: Hashable, Sendable {
  package var dtype: DType
  package var shape: PartialShape

  package init(_ dtype: DType, _ shape: PartialShape) {
    self.dtype = dtype
    self.shape = shape
  }
}
