import Engine

/// A `tf.TensorShape`: axis lengths, some or all of which may be unknown.
package final class ShapeObject: PyObject {
  /// `nil` where not even the rank is known.
  let lengths: [Int?]?

  init(lengths: [Int?]?) {
    self.lengths = lengths
    super.init(.tensorShape)
  }

  convenience init(_ shape: TensorShape) { self.init(lengths: shape.lengths.map { $0 }) }

  var values: [PyValue] { (lengths ?? []).map { PyValue($0.map { .int($0) }) } }

  /// The shape, where every length is known.
  var known: TensorShape? {
    guard let lengths else { return nil }
    let found = lengths.compactMap { $0 }
    return found.count == lengths.count ? TensorShape(found) : nil
  }

  package override func str() throws(Raise) -> String {
    guard let lengths else { return "<unknown>" }
    let parts = lengths.map { $0.map(String.init) ?? "None" }
    return parts.count == 1 ? "(\(parts[0]),)" : "(\(parts.joined(separator: ", ")))"
  }

  package override func repr() throws(Raise) -> String {
    guard let lengths else { return "TensorShape(None)" }
    let parts = lengths.map { $0.map(String.init) ?? "None" }
    return "TensorShape([\(parts.joined(separator: ", "))])"
  }

  package override func length() throws(Raise) -> Int {
    guard let lengths else {
      throw Raise.value("Cannot take the length of shape with unknown rank.")
    }
    return lengths.count
  }

  package override func truth() throws(Raise) -> Bool { lengths != nil }

  package override func iterate() throws(Raise) -> PyIterator {
    guard lengths != nil else {
      throw Raise.value("Cannot iterate over a shape with unknown rank.")
    }
    return try PyValue.tuple(values).iterate()
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    guard lengths != nil else {
      return key.object?.kind == .slice ? .object(ShapeObject(lengths: nil)) : .none
    }
    let found = try PyValue.tuple(values).item(key)
    guard key.object?.kind == .slice else { return found }
    return .object(ShapeObject(lengths: try found.items().map { $0.smallInt }))
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    try PyValue.tuple(values).contains(value)
  }

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard op == .add else { return nil }
    return .object(joined(with: ShapeObject(lengths: try ShapeObject.lengths(of: other))))
  }

  package override func reflected(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue?
  {
    guard op == .add else { return nil }
    return .object(ShapeObject(lengths: try ShapeObject.lengths(of: other)).joined(with: self))
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .equal || op == .notEqual else { return nil }
    let same: Bool
    if let shape = other.cast(ShapeObject.self) {
      same = shape.lengths == lengths
    } else if other.isNone {
      same = lengths == nil
    } else if let kind = other.object?.kind, kind == .list || kind == .tuple {
      same = (try? ShapeObject.lengths(of: other)).map { $0 == lengths } ?? false
    } else {
      return nil
    }
    return .bool(same == (op == .equal))
  }

  package override func hash() throws(Raise) -> Int { try PyValue.tuple(values).hash() }

  static func lengths(of value: PyValue) throws(Raise) -> [Int?]? {
    if let shape = value.cast(ShapeObject.self) { return shape.lengths }
    if value.isNone { return nil }
    if let items = try sequence(value) {
      var found: [Int?] = []
      for item in items {
        do throws(Raise) {
          found.append(item.isNone ? nil : try length(item))
        } catch {
          guard value.text != nil else { throw error }
          throw Raise.type(
            "Failed to convert '\(try value.repr())' to a shape: '\(try item.repr())'could not be "
              + "converted to a dimension. A shape should either be single dimension (e.g. 10), or "
              + "an iterable of dimensions (e.g. [1, 10, None]).")
        }
      }
      return found
    }
    return [try length(value)]
  }

  private static func sequence(_ value: PyValue) throws(Raise) -> [PyValue]? {
    if let array = value.cast(TensorObject.self)?.array ?? value.cast(ArrayObject.self)?.array {
      return array.shape.rank == 0 ? nil : array.integers.map { .int(Int($0)) }
    }
    if value.text != nil { return try value.items() }
    return try LeafRun.elements(of: value).map { Array($0) }
  }

  private static func length(_ value: PyValue) throws(Raise) -> Int {
    if let dimension = value.cast(DimensionObject.self) { return dimension.size ?? 0 }
    guard value.text == nil, let length = try value.asIndex()?.smallInt else {
      throw Raise.type(
        "Dimension value must be integer or None or have an __index__ method, got value "
          + "'\(try value.repr())' with type '\(try PyValue.object(value.type).repr())'")
    }
    guard length >= 0 else { throw Raise.value("Dimension \(length) must be >= 0") }
    return length
  }

  nonisolated(unsafe) private static let signature = Signature("TensorShape.__init__", "dims")

  nonisolated(unsafe) static let construct: TypeObject.Constructor = { _, arguments throws(Raise) in
    guard arguments.count < 2 else {
      throw Raise.type(
        "TensorShape.__init__() takes 2 positional arguments but \(arguments.count + 1) were given"
      )
    }
    return try signature.bind(arguments) { a throws(Raise) in
      .object(ShapeObject(lengths: try lengths(of: a[0])))
    }
  }
}

extension TypeObject {
  nonisolated(unsafe) static let tensorShape = TypeObject(
    "TensorShape", module: "tensorflow.python.framework.tensor_shape",
    construct: ShapeObject.construct, members: ShapeObject.members)
}
