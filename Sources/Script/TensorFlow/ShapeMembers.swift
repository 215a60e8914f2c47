import Engine

/// Methods and properties of `tf.TensorShape`.
extension ShapeObject {
  private static func of(_ value: PyValue) -> ShapeObject {
    value.cast(ShapeObject.self) ?? ShapeObject(lengths: nil)
  }

  private static func other(_ a: Bound) throws(Raise) -> ShapeObject {
    ShapeObject(lengths: try lengths(of: a[1]))
  }

  nonisolated(unsafe) static let members: [NativeMember] =
    questions + checks + [
      .method("concatenate", "other") { a throws(Raise) in
        .object(of(a[0]).joined(with: try other(a)))
      },
      .method("merge_with", "other") { a throws(Raise) in
        .object(try of(a[0]).merged(with: try other(a)))
      },
      .method("most_specific_compatible_shape", "other") { a throws(Raise) in
        .object(of(a[0]).common(with: try other(a)))
      },
      .method("with_rank", "rank") { a throws(Raise) in
        let (shape, rank) = (of(a[0]), try a.int(1))
        guard let lengths = shape.lengths else {
          return .object(ShapeObject(lengths: [Int?](repeating: nil, count: rank)))
        }
        try shape.check(lengths.count == rank, "rank", rank)
        return a[0]
      },
      .method("with_rank_at_least", "rank") { a throws(Raise) in
        let (shape, rank) = (of(a[0]), try a.int(1))
        try shape.check(shape.lengths.map { $0.count >= rank } ?? true, "rank at least", rank)
        return a[0]
      },
      .method("with_rank_at_most", "rank") { a throws(Raise) in
        let (shape, rank) = (of(a[0]), try a.int(1))
        try shape.check(shape.lengths.map { $0.count <= rank } ?? true, "rank at most", rank)
        return a[0]
      },
    ]

  // MARK: Questions

  nonisolated(unsafe) private static let questions: [NativeMember] = [
    .property("rank") { value throws(Raise) in PyValue(of(value).lengths.map { .int($0.count) }) },
    .property("ndims") { value throws(Raise) in PyValue(of(value).lengths.map { .int($0.count) }) },
    .property("dims") { value throws(Raise) in
      PyValue(of(value).lengths.map { .list($0.map { .object(DimensionObject($0)) }) })
    },
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
      .bool(of(a[0]).isCompatible(with: try other(a)))
    },
    .method("is_subtype_of", "other") { a throws(Raise) in
      guard let wider = try other(a).lengths else { return .bool(true) }
      guard let own = of(a[0]).lengths, own.count == wider.count else { return .bool(false) }
      return .bool(zip(own, wider).allSatisfy { $1 == nil || $0 == $1 })
    },
  ]

  // MARK: Checks

  nonisolated(unsafe) private static let checks: [NativeMember] = [
    .method("assert_is_compatible_with", "other") { a throws(Raise) in
      guard of(a[0]).isCompatible(with: try other(a)) else {
        throw Raise.value("Shapes \(try a[0].str()) and \(try a[1].str()) are incompatible")
      }
      return .none
    },
    .method("assert_has_rank", "rank") { a throws(Raise) in
      let (shape, rank) = (of(a[0]), try a.int(1))
      try shape.check(shape.lengths.map { $0.count == rank } ?? true, "rank", rank)
      return .none
    },
    .method("assert_same_rank", "other") { a throws(Raise) in
      let (shape, other) = (of(a[0]), try other(a))
      if let own = shape.lengths, let more = other.lengths, own.count != more.count {
        throw Raise.value(
          "Shapes \(try shape.str()) and \(try other.str()) must have the same rank")
      }
      return .none
    },
    .method("assert_is_fully_defined", "") { a throws(Raise) in
      guard of(a[0]).known != nil else {
        throw Raise.value("Shape \(try a[0].str()) is not fully defined")
      }
      return .none
    },
  ]

  private func check(_ holds: Bool, _ what: String, _ rank: Int) throws(Raise) {
    if !holds { throw Raise.value("Shape \(try str()) must have \(what) \(rank)") }
  }

  // MARK: Two shapes

  /// One after the other; unknown where one of them is.
  func joined(with other: ShapeObject) -> ShapeObject {
    guard let lengths, let more = other.lengths else { return ShapeObject(lengths: nil) }
    return ShapeObject(lengths: lengths + more)
  }

  func isCompatible(with other: ShapeObject) -> Bool {
    guard let own = lengths, let more = other.lengths else { return true }
    return own.count == more.count
      && zip(own, more).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }

  /// What both shapes know together.
  private func merged(with other: ShapeObject) throws(Raise) -> ShapeObject {
    guard let own = lengths else { return other }
    guard let more = other.lengths else { return self }
    guard isCompatible(with: other) else {
      throw Raise.value("Shapes \(try str()) and \(try other.str()) are not compatible")
    }
    return ShapeObject(lengths: zip(own, more).map { $0 ?? $1 })
  }

  /// What is true of both.
  private func common(with other: ShapeObject) -> ShapeObject {
    guard let own = lengths, let more = other.lengths, own.count == more.count else {
      return ShapeObject(lengths: nil)
    }
    return ShapeObject(lengths: zip(own, more).map { $0 == $1 ? $0 : nil })
  }
}

/// A length as TensorFlow 1 had it, still found in `shape.dims`.
package final class DimensionObject: PyObject {
  let size: Int?

  init(_ size: Int?) {
    self.size = size
    super.init(.dimension)
  }

  package override func str() throws(Raise) -> String { size.map(String.init) ?? "?" }
  package override func repr() throws(Raise) -> String {
    "Dimension(\(size.map(String.init) ?? "None"))"
  }
  package override func asIndex() throws(Raise) -> PyValue? { PyValue(size.map { .int($0) }) }
  package override func asInt() throws(Raise) -> PyValue? { PyValue(size.map { .int($0) }) }
  package override func hash() throws(Raise) -> Int { size ?? 0 }

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard let size, let by = try other.asIndex()?.smallInt else { return nil }
    let result = try Operators.apply(op, .int(size), .int(by))
    return PyValue(result.smallInt.map { .object(DimensionObject($0)) })
  }

  package override func reflected(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue?
  {
    guard let size, let by = try other.asIndex()?.smallInt else { return nil }
    let result = try Operators.apply(op, .int(by), .int(size))
    return PyValue(result.smallInt.map { .object(DimensionObject($0)) })
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let size, let by = try other.asIndex()?.smallInt else { return nil }
    return try Operators.compare(op, .int(size), .int(by))
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("value") { value throws(Raise) in
      PyValue((value.cast(DimensionObject.self)?.size).map { .int($0) })
    }
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let dimension = TypeObject(
    "Dimension", module: "tensorflow.python.framework.tensor_shape",
    members: DimensionObject.members)
}
