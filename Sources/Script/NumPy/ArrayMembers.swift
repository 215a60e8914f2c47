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
          ? value : .object(ArrayObject(try NumPyFunctions.transposed(array)))
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
        NumPyResult.value(try NumPyFunctions.rounded(try of(a[0]), try a.int(1)))
      },
      .method("copy", "order='C'") { a throws(Raise) in
        let array = try of(a[0])
        _ = try NumPyShapes.checked(array.shape.lengths, array.dtype)
        return NumPyResult.value(array.copied())
      },
      .method("reshape", "*shape, order='C'") { a throws(Raise) in
        let given = try a[1].items()
        let shape = given.count == 1 ? given[0] : a[1]
        return .object(
          ArrayObject(
            try NumPyFunctions.reshaped(try of(a[0]), try NumPyFunctions.lengths(shape))))
      },
    ]
    + NumPyReductionTable.functions.map { name, reduce in
      .method(
        name, "axis=None, dtype=None, out=None, keepdims=False, **kwargs"
      ) { a throws(Raise) in
        let dtype = try NumPyDTypeObject.argument(a[2])
        let source = try of(a[0])
        let array =
          try dtype.map { (dtype) throws(Raise) in try source.converted(to: dtype) } ?? source
        let reduction = try NumPyReduction(array, a[1], keepsAxes: try a.bool(4))
        return NumPyResult.value(
          try reduce(reduction, try NumPyReductionTable.correction(a[5])))
      }
    }

  nonisolated(unsafe) static let members: [NativeMember] =
    sharedMembers + [
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
        let array = a[1].text == "F" ? try NumPyFunctions.transposed(try of(a[0])) : try of(a[0])
        return .object(ArrayObject(array.reshaped([array.count]).copied()))
      },
      .method("ravel", "order='C'") { a throws(Raise) in
        let array = try of(a[0])
        return .object(ArrayObject(array.reshaped([array.count])))
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
              try of(a[0]), given.isEmpty ? nil : try NumPyFunctions.lengths(axes))))
      },
      .method("squeeze", "axis=None") { a throws(Raise) in
        let array = try of(a[0])
        return .object(
          ArrayObject(array.reshaped(TensorShape(array.shape.lengths.filter { $0 != 1 }))))
      },
      .method("dot", "b") { a throws(Raise) in
        NumPyResult.value(
          try NumPyArithmetic.apply(
            .matrixMultiply, .strong(try of(a[0])), .strong(try ArrayReading.array(a[1]))))
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
        let axis = try NumPyStatistics.axis(a, 1)
        return .object(ArrayObject(try NumPyStatistics.running(try of(a[0]), axis, +)))
      },
      .method("cumprod", "axis=None, dtype=None, out=None") { a throws(Raise) in
        let axis = try NumPyStatistics.axis(a, 1)
        return .object(ArrayObject(try NumPyStatistics.running(try of(a[0]), axis, *)))
      },
      .method("nonzero", "") { a throws(Raise) in NumPyPicking.nonzero(try of(a[0])) },
      .method("repeat", "repeats, axis=None") { a throws(Raise) in
        guard !a.has(2) else { throw Raise.unsupported("ndarray.repeat along an axis") }
        let array = try of(a[0])
        let count = try a.int(1)
        guard count >= 0 else { throw Raise.value("repeats may not contain negative values.") }
        let total = array.count.timesOrMost(count)
        _ = try NumPyShapes.checked([total], .int64)
        let rows = (0..<total).map { $0 / max(count, 1) }
        return .object(
          ArrayObject(try NumPyParts.taken(array.reshaped([array.count]), rows, axis: 0)))
      },
      .method("swapaxes", "axis1, axis2") { a throws(Raise) in
        let array = try of(a[0])
        var order = Array(0..<array.shape.rank)
        order.swapAt(
          try NumPyFunctions.axis(try a.int(1), rank: order.count),
          try NumPyFunctions.axis(try a.int(2), rank: order.count))
        return .object(ArrayObject(array.transposed(order)))
      },
      .method("clip", "min=None, max=None") { a throws(Raise) in
        try Ufuncs.clip(a[0], a[1], a[2])
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

/// Reductions by name, for functions and methods alike.
enum NumPyReductionTable {
  typealias Reduce = @Sendable (NumPyReduction, Double) throws(Raise) -> NDArray

  static let functions: [(String, Reduce)] = [
    ("sum", { reduction, _ throws(Raise) in try reduction.sum() }),
    ("mean", { reduction, _ throws(Raise) in try reduction.mean() }),
    ("prod", { reduction, _ throws(Raise) in try reduction.product() }),
    ("max", { reduction, _ throws(Raise) in try reduction.extremum(isLargest: true) }),
    ("amax", { reduction, _ throws(Raise) in try reduction.extremum(isLargest: true) }),
    ("min", { reduction, _ throws(Raise) in try reduction.extremum(isLargest: false) }),
    ("amin", { reduction, _ throws(Raise) in try reduction.extremum(isLargest: false) }),
    ("argmax", { reduction, _ throws(Raise) in try reduction.position(isLargest: true) }),
    ("argmin", { reduction, _ throws(Raise) in try reduction.position(isLargest: false) }),
    ("any", { reduction, _ throws(Raise) in try reduction.truth(all: false) }),
    ("all", { reduction, _ throws(Raise) in try reduction.truth(all: true) }),
    (
      "var",
      { reduction, correction throws(Raise) in
        try reduction.variance(correction: correction)
      }
    ),
    (
      "std",
      { reduction, correction throws(Raise) in
        try Ufuncs.apply("sqrt", try reduction.variance(correction: correction))
      }
    ),
  ]

  /// `ddof` among the keywords.
  static func correction(_ keywords: PyValue) throws(Raise) -> Double {
    guard let dict = keywords.cast(DictObject.self), let value = dict.get(text: "ddof") else {
      return 0
    }
    return try value.asDouble()
  }
}
