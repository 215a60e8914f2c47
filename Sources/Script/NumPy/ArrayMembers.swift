import Engine

/// Methods and properties of arrays and NumPy's scalars.
extension ArrayObject {
  fileprivate static func of(_ value: PyValue) throws(Raise) -> NDArray {
    if let array = value.cast(ArrayObject.self) { return array.array }
    if let scalar = value.cast(NumPyScalar.self) { return scalar.array }
    throw Raise.type("expected an array, got '\(value.typeName)'")
  }

  /// What a scalar has as well.
  nonisolated(unsafe) static let sharedMembers: [NativeMember] =
    [
      .property("shape") { value throws(Raise) in
        .tuple(try of(value).shape.lengths.map { .int($0) })
      },
      .property("dtype") { value throws(Raise) in
        .object(NumPyDTypeObject(try of(value).dtype))
      },
      .property("ndim") { value throws(Raise) in .int(try of(value).shape.rank) },
      .property("size") { value throws(Raise) in .int(try of(value).count) },
      .property("itemsize") { value throws(Raise) in .int(try of(value).dtype.byteWidth) },
      .property("nbytes") { value throws(Raise) in
        .int(try of(value).count * (try of(value).dtype.byteWidth))
      },
      .property("real") { value throws(Raise) in
        NumPyResult.value(try NumPyFunctions.realPart(try of(value)))
      },
      .property("imag") { value throws(Raise) in
        NumPyResult.value(try NumPyFunctions.imaginaryPart(try of(value)))
      },
      .method("conj", "") { a throws(Raise) in
        NumPyResult.value(try NumPyFunctions.conjugate(try of(a[0])))
      },
      .method("conjugate", "") { a throws(Raise) in
        NumPyResult.value(try NumPyFunctions.conjugate(try of(a[0])))
      },
      .property("T") { value throws(Raise) in
        let array = try of(value)
        return array.shape.rank == 0
          ? value
          : .object(
            ArrayObject(
              try NumPyFunctions.transposed(array), base: value.cast(ArrayObject.self)))
      },
      .method("astype", "dtype, **kwargs") { a throws(Raise) in
        guard let dtype = try NumPyDTypeObject.argument(a[1]) else {
          throw Raise.type("data type not understood")
        }
        let array = try of(a[0]).converted(to: dtype)
        return array.shape.rank == 0
          ? NumPyResult.value(array) : .object(ArrayObject(array.copied()))
      },
      .method("round", "decimals=0, out=None") { a throws(Raise) in
        let rounded = try NumPyFunctions.rounded(try of(a[0]), try a.int(1))
        return try UfuncObject.finished(rounded, a[2], "round")
      },
      .method("copy", "order='C'") { a throws(Raise) in
        let array = try of(a[0])
        _ = try NumPyShapes.checked(array.shape.lengths, array.dtype)
        return NumPyResult.value(try NumPyOrder(argument: a[1]).copied(array))
      },
      .method("reshape", "*shape, order='C'") { a throws(Raise) in
        let given = try a[1].items()
        let shape = given.count == 1 ? given[0] : a[1]
        return .object(
          ArrayObject(
            try NumPyOrder(argument: a[2]).reshaped(
              try of(a[0]), try NumPyFunctions.lengths(shape)),
            base: a[0].cast(ArrayObject.self)))
      },
    ]
    + NumPyReductionTable.rows.filter(\.isMethod).map { row in
      .method(row.name, row.parameters) { a throws(Raise) in
        try NumPyReductionTable.run(row, try of(a[0]), a)
      }
    }

  nonisolated(unsafe) static let members: [NativeMember] =
    sharedMembers + layoutMembers + [
      .method("tolist", "") { a throws(Raise) in try nested(try of(a[0])) },
      .method("item", "*args") { a throws(Raise) in
        let array = try of(a[0])
        let keys = try a[1].items()
        if keys.isEmpty {
          guard array.count == 1 else {
            throw Raise.value("can only convert an array of size 1 to a Python scalar")
          }
          return NumPyScalar(array.reshaped(.scalar)).item()
        }
        let flat = ArrayObject(keys.count == 1 ? array.reshaped([array.count]) : array)
        let found = try flat.item(keys.count == 1 ? keys[0] : .tuple(keys))
        return PyValue(found.cast(NumPyScalar.self)?.item())
      },
      .method("flatten", "order='C'") { a throws(Raise) in
        .object(
          ArrayObject(try NumPyOrder(argument: a[1]).flattened(try of(a[0])).copied()))
      },
      .method("ravel", "order='C'") { a throws(Raise) in
        .object(ArrayObject(try NumPyOrder(argument: a[1]).flattened(try of(a[0]))))
      },
      .property("flat") { value throws(Raise) in
        let array = try of(value)
        return .object(ArrayObject(array.reshaped([array.count])))
      },
      .method("transpose", "*axes") { a throws(Raise) in
        let given = try a[1].items()
        let axes = given.count == 1 ? given[0] : a[1]
        return .object(
          ArrayObject(
            try NumPyFunctions.transposed(
              try of(a[0]), given.isEmpty ? nil : try NumPyFunctions.lengths(axes)),
            base: a[0].cast(ArrayObject.self)))
      },
      .method("squeeze", "axis=None") { a throws(Raise) in
        .object(ArrayObject(try NumPyFunctions.squeezed(try of(a[0]), a[1])))
      },
      .method("dot", "b") { a throws(Raise) in
        NumPyResult.value(try NumPyProducts.dot(try of(a[0]), try ArrayReading.array(a[1])))
      },
      .method("fill", "value") { a throws(Raise) in
        try a.object(0, ArrayObject.self).fill(a[1])
        return .none
      },
      .method("sort", "axis=-1, **kwargs") { a throws(Raise) in
        try a.object(0, ArrayObject.self).sort(axis: try a.int(1))
        return .none
      },
      .method("argsort", "axis=-1, **kwargs") { a throws(Raise) in
        .object(ArrayObject(try NumPyFunctions.order(try of(a[0]), axis: try a.int(1))))
      },
      .method("cumsum", "axis=None, dtype=None, out=None") { a throws(Raise) in
        .object(
          ArrayObject(
            try NumPyRunning.running(
              try of(a[0]), try NumPyRunning.axis(a, 1), .add, try NumPyDTypeObject.argument(a[2])))
        )
      },
      .method("cumprod", "axis=None, dtype=None, out=None") { a throws(Raise) in
        .object(
          ArrayObject(
            try NumPyRunning.running(
              try of(a[0]), try NumPyRunning.axis(a, 1), .multiply,
              try NumPyDTypeObject.argument(a[2]))))
      },
      .method("nonzero", "") { a throws(Raise) in NumPyPicking.nonzero(try of(a[0])) },
      .method("repeat", "repeats, axis=None") { a throws(Raise) in
        .object(ArrayObject(try NumPyParts.repeated(try of(a[0]), a[1], a[2])))
      },
      .method("swapaxes", "axis1, axis2") { a throws(Raise) in
        let array = try of(a[0])
        var order = Array(0..<array.shape.rank)
        order.swapAt(
          try NumPyFunctions.axis(try a.int(1), rank: order.count),
          try NumPyFunctions.axis(try a.int(2), rank: order.count))
        return .object(ArrayObject(array.transposed(order)))
      },
      .method("clip", "min=None, max=None, out=None") { a throws(Raise) in
        try UfuncObject.stored(try Ufuncs.clip(a[0], a[1], a[2]), a[3], "clip")
      },
      .method("__len__", "") { a throws(Raise) in .int(try a[0].length()) },
      .method("__getitem__", "key, /") { a throws(Raise) in try a[0].item(a[1]) },
      .method("__setitem__", "key, value, /") { a throws(Raise) in
        try a[0].setItem(a[1], a[2])
        return .none
      },
      .method("__abs__", "") { a throws(Raise) in
        NumPyResult.value(try NumPyArithmetic.magnitude(try of(a[0])))
      },
    ]

  /// Nested lists of Python numbers.
  private static func nested(_ array: NDArray) throws(Raise) -> PyValue {
    guard let count = array.shape.lengths.first else { return NumPyScalar(array).item() }
    var rows: [PyValue] = []
    for row in 0..<count {
      let part = try NumPyErrors.translating { () throws(EngineError) in
        try NumPyArithmetic.evaluate(StridedSlice([.index(row)]), array)
      }
      rows.append(try nested(part))
    }
    return .list(rows)
  }
}
