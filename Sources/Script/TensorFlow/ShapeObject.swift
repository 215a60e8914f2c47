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
    let found = try PyValue.tuple(values).item(key)
    guard key.object?.kind == .slice else { return found }
    return .object(ShapeObject(lengths: try found.items().map { $0.smallInt }))
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    try PyValue.tuple(values).contains(value)
  }

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard op == .add, let lengths, let more = try ShapeObject.lengths(of: other) else { return nil }
    return .object(ShapeObject(lengths: lengths + more))
  }

  package override func reflected(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue?
  {
    guard op == .add, let lengths, let more = try ShapeObject.lengths(of: other) else { return nil }
    return .object(ShapeObject(lengths: more + lengths))
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
      same = try ShapeObject.lengths(of: other) == lengths
    } else {
      return nil
    }
    return .bool(same == (op == .equal))
  }

  package override func hash() throws(Raise) -> Int { try PyValue.tuple(values).hash() }

  static func lengths(of value: PyValue) throws(Raise) -> [Int?]? {
    if let shape = value.cast(ShapeObject.self) { return shape.lengths }
    if value.isNone { return nil }
    if case .int(let length) = value { return [length] }
    var found: [Int?] = []
    for item in try value.items() { found.append(item.isNone ? nil : try item.asIndexInt()) }
    return found
  }

  nonisolated(unsafe) static let construct: TypeObject.Constructor = { _, arguments throws(Raise) in
    guard arguments.count == 1 else {
      throw Raise.type("TensorShape() takes exactly one argument")
    }
    return .object(ShapeObject(lengths: try lengths(of: arguments[0])))
  }

  private static func of(_ value: PyValue) -> ShapeObject {
    value.cast(ShapeObject.self) ?? ShapeObject(lengths: nil)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("rank") { value throws(Raise) in PyValue(of(value).lengths.map { .int($0.count) }) },
    .property("ndims") { value throws(Raise) in PyValue(of(value).lengths.map { .int($0.count) }) },
    .method("as_list", "") { a throws(Raise) in
      guard of(a[0]).lengths != nil else {
        throw Raise.value("as_list() is not defined on an unknown TensorShape.")
      }
      return .list(of(a[0]).values)
    },
    .method("num_elements", "") { a throws(Raise) in
      PyValue(of(a[0]).known.map { .int($0.count) })
    },
    .method("is_fully_defined", "") { a throws(Raise) in .bool(of(a[0]).known != nil) },
    .method("is_compatible_with", "other") { a throws(Raise) in
      guard let own = of(a[0]).lengths, let other = try lengths(of: a[1]) else {
        return .bool(true)
      }
      return .bool(
        own.count == other.count
          && zip(own, other).allSatisfy { $0 == nil || $1 == nil || $0 == $1 })
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let tensorShape = TypeObject(
    "TensorShape", module: "tensorflow.python.framework.tensor_shape",
    construct: ShapeObject.construct, members: ShapeObject.members)
}
