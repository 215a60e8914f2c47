import Engine

/// A `tf.SparseTensor`: the elements that are not zero, and where they stand.
package final class SparseObject: PyObject {
  /// int64, a row of positions for each value.
  let indices: Tensor
  let values: Tensor
  /// int64, the lengths of the whole.
  let denseShape: Tensor
  unowned(unsafe) let context: RunContext

  init(_ indices: Tensor, _ values: Tensor, _ denseShape: Tensor, _ context: RunContext) {
    self.indices = indices
    self.values = values
    self.denseShape = denseShape
    self.context = context
    super.init(context.sparseType)
  }

  /// The lengths of the whole.
  var lengths: [Int] { denseShape.array.integers.map { Int($0) } }
  /// The positions, one row for each value.
  var positions: [[Int]] {
    let flat = indices.array.integers.map { Int($0) }
    let width = Swift.max(indices.shape.lengths.last ?? 1, 1)
    return (0..<values.shape.count).map { Array(flat[$0 * width..<($0 + 1) * width]) }
  }

  /// The same places with other values.
  func with(_ values: Tensor) -> SparseObject { SparseObject(indices, values, denseShape, context) }

  package override func repr() throws(Raise) -> String {
    func text(_ tensor: Tensor) throws(Raise) -> String { try context.box(tensor).str() }
    return try "SparseTensor(indices=\(text(indices)), values=\(text(values)), "
      + "dense_shape=\(text(denseShape)))"
  }

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    guard op == .multiply || op == .divide else { return nil }
    let factor = try context.tensor(other, .dtype(values.dtype))
    guard factor.shape.rank == 0 else {
      throw Raise.unsupported("a SparseTensor \(op.rawValue) a tensor that is no scalar")
    }
    let made = try Operators.apply(op, context.box(values), context.box(factor))
    return .object(with(try context.tensor(made)))
  }

  static func of(_ value: PyValue) throws(Raise) -> SparseObject {
    guard let sparse = value.cast(SparseObject.self) else {
      throw Raise.type("Input must be a SparseTensor.")
    }
    return sparse
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("indices") { value throws(Raise) in
      let sparse = try of(value)
      return sparse.context.box(sparse.indices)
    },
    .property("values") { value throws(Raise) in
      let sparse = try of(value)
      return sparse.context.box(sparse.values)
    },
    .property("dense_shape") { value throws(Raise) in
      let sparse = try of(value)
      return sparse.context.box(sparse.denseShape)
    },
    .property("shape") { value throws(Raise) in
      .object(ShapeObject(TensorShape(try of(value).lengths)))
    },
    .property("dtype") { value throws(Raise) in DTypeObject.value(try of(value).values.dtype) },
    .method("get_shape", "") { a throws(Raise) in
      .object(ShapeObject(TensorShape(try of(a[0]).lengths)))
    },
    .method("with_values", "new_values") { a throws(Raise) in
      let sparse = try of(a[0])
      return .object(sparse.with(try sparse.context.tensor(a[1])))
    },
  ]
}

extension RunContext {
  nonisolated(unsafe) private static let sparseSignature = Signature(
    "SparseTensor.__init__", "indices, values, dense_shape")

  /// `tf.SparseTensor(…)`.
  func makeSparse(_ arguments: Arguments) throws(Raise) -> PyValue {
    try RunContext.sparseSignature.bind(arguments) { a throws(Raise) in
      let indices = try tensor(a[0], .dtype(.int64))
      let values = try tensor(a[1])
      let denseShape = try tensor(a[2], .dtype(.int64))
      guard indices.shape.rank == 2 else { throw SparseObject.rank(indices.shape.rank, wanted: 2) }
      guard values.shape.rank == 1 else { throw SparseObject.rank(values.shape.rank, wanted: 1) }
      guard denseShape.shape.rank == 1 else {
        throw SparseObject.rank(denseShape.shape.rank, wanted: 1)
      }
      let (rows, width) = (indices.shape.lengths[0], indices.shape.lengths[1])
      for (one, other) in [(rows, values.shape.count), (width, denseShape.shape.count)]
      where one != other {
        throw Raise.value("Dimensions \(one) and \(other) are not compatible")
      }
      return .object(
        SparseObject(recorded(indices), recorded(values), recorded(denseShape), self))
    }
  }
}

extension SparseObject {
  fileprivate static func rank(_ rank: Int, wanted: Int) -> Raise {
    Raise.value("Shape must be rank \(wanted) but is rank \(rank)")
  }
}
