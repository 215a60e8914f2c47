import Engine

/// Methods and properties of ragged tensors.
extension RaggedObject {
  private static func of(_ value: PyValue) throws(Raise) -> RaggedObject {
    guard let ragged = value.cast(RaggedObject.self) else {
      throw Raise.type("a RaggedTensor was expected, got \(value.typeName)")
    }
    try ragged.checkRows()
    return ragged
  }

  private func numbers(_ numbers: [Int]) -> PyValue {
    context.box(context.constant(NDArray(numbers.map { Int64($0) }, shape: [numbers.count])))
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("dtype") { value throws(Raise) in
      DTypeObject.value(try of(value).values.dtype)
    },
    .property("shape") { value throws(Raise) in
      let ragged = try of(value)
      let open = [Int?](repeating: nil, count: ragged.partitions.count)
      let inner = ragged.values.shape.lengths.dropFirst().map { Optional($0) }
      return .object(ShapeObject(lengths: [ragged.rowCount] + open + inner))
    },
    .property("ragged_rank") { value throws(Raise) in .int(try of(value).partitions.count) },
    .property("values") { value throws(Raise) in try of(value).inner },
    .property("flat_values") { value throws(Raise) in
      let ragged = try of(value)
      return ragged.context.box(ragged.values)
    },
    .property("row_splits") { value throws(Raise) in
      let ragged = try of(value)
      return ragged.numbers(ragged.splits)
    },
    .property("nested_row_splits") { value throws(Raise) in
      let ragged = try of(value)
      return .tuple(ragged.partitions.map { ragged.numbers($0) })
    },
    .method("nrows", "out_type=None, name=None") { a throws(Raise) in
      let ragged = try of(a[0])
      return ragged.context.box(ragged.context.constant(NDArray(Int64(ragged.rowCount))))
    },
    .method("row_lengths", "axis=1, name=None") { a throws(Raise) in
      let ragged = try of(a[0])
      guard try ragged.context.int(a[1]) == 1 else {
        throw Raise.unsupported("RaggedTensor.row_lengths but along axis 1")
      }
      return ragged.numbers(ragged.rowLengths)
    },
    .method("row_starts", "name=None") { a throws(Raise) in
      let ragged = try of(a[0])
      return ragged.numbers(Array(ragged.splits.dropLast()))
    },
    .method("row_limits", "name=None") { a throws(Raise) in
      let ragged = try of(a[0])
      return ragged.numbers(Array(ragged.splits.dropFirst()))
    },
    .method("value_rowids", "name=None") { a throws(Raise) in
      let ragged = try of(a[0])
      return ragged.numbers(
        ragged.rowLengths.enumerated().flatMap { Array(repeating: $0, count: $1) })
    },
    .method("bounding_shape", "axis=None, name=None, out_type=None") { a throws(Raise) in
      let ragged = try of(a[0])
      guard !a.has(1) else { throw Raise.unsupported("RaggedTensor.bounding_shape with axis") }
      return ragged.numbers(ragged.boundingLengths + ragged.values.shape.lengths.dropFirst())
    },
    .method("to_list", "") { a throws(Raise) in try of(a[0]).list() },
    .method("to_tensor", "default_value=None, name=None, shape=None") { a throws(Raise) in
      let ragged = try of(a[0])
      guard !a.has(3) else { throw Raise.unsupported("RaggedTensor.to_tensor with shape") }
      let filler =
        a.has(1) ? try ragged.context.tensor(a[1], .dtype(ragged.values.dtype)).array : nil
      return ragged.context.box(try ragged.dense(filler))
    },
  ]
}

/// What makes ragged tensors, as methods of the class.
extension RaggedObject {
  static func factories(_ context: RunContext) -> [NativeMember] {
    [
      .staticMethod(
        "from_row_splits", "values, row_splits, name=None, validate=True"
      ) { [unowned context] a throws(Raise) in
        try make(a[0], context) { () throws(Raise) in
          let splits = try context.ints(a[1])
          guard splits.first == 0 else {
            throw TensorErrors.assertion(
              "Arguments to from_row_splits do not form a valid RaggedTensor")
          }
          return splits
        }
      },
      .staticMethod(
        "from_row_lengths", "values, row_lengths, name=None, validate=True"
      ) { [unowned context] a throws(Raise) in
        try make(a[0], context) { () throws(Raise) in splits(try context.ints(a[1])) }
      },
      .staticMethod(
        "from_value_rowids", "values, value_rowids, nrows=None, name=None, validate=True"
      ) { [unowned context] a throws(Raise) in
        try make(a[0], context) { () throws(Raise) in
          let rows = try context.ints(a[1])
          let height = a.has(2) ? try context.int(a[2]) : (rows.last ?? -1) + 1
          guard zip(rows, rows.dropFirst()).allSatisfy({ $0 <= $1 }), rows.allSatisfy({ $0 >= 0 }),
            (rows.last ?? -1) < height
          else {
            throw TensorErrors.assertion(
              "Arguments to from_value_rowids do not form a valid RaggedTensor")
          }
          return splits((0..<height).map { row in rows.count { $0 == row } })
        }
      },
      .staticMethod(
        "from_tensor",
        "tensor, lengths=None, padding=None, ragged_rank=1, name=None, row_splits_dtype=None"
      ) { [unowned context] a throws(Raise) in
        guard !a.has(1), !a.has(2) else {
          throw Raise.unsupported("RaggedTensor.from_tensor with lengths or padding")
        }
        let tensor = try context.tensor(a[0])
        guard tensor.shape.rank > 1, try context.int(a[3]) == 1 else {
          throw Raise.unsupported("RaggedTensor.from_tensor with ragged_rank other than 1")
        }
        let lengths = tensor.shape.lengths
        let flat = try context.reshaped(
          tensor, to: TensorShape([lengths[0] * lengths[1]] + lengths[2...]))
        let splits = splits(Array(repeating: lengths[1], count: lengths[0]))
        return .object(RaggedObject([splits], flat, context))
      },
    ]
  }

  /// A ragged tensor of values, which may be ragged themselves, and the splits of its rows.
  private static func make(
    _ value: PyValue, _ context: RunContext, _ splits: () throws(Raise) -> [Int]
  ) throws(Raise) -> PyValue {
    let inner = value.cast(RaggedObject.self)
    let values =
      if let inner { inner.values } else { context.recorded(try context.tensor(value)) }
    let count = inner?.rowCount ?? values.shape.lengths.first ?? 0
    let rows = try splits()
    guard rows.last == count, zip(rows, rows.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw TensorErrors.assertion(
        "Arguments to from_row_splits do not form a valid RaggedTensor")
    }
    return .object(RaggedObject([rows] + (inner?.partitions ?? []), values, context))
  }
}
