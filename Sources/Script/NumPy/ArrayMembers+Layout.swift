import Engine

/// Members of arrays that tell how elements lie, and those that functions of the module have too.
extension ArrayObject {
  private static func own(_ value: PyValue) throws(Raise) -> ArrayObject {
    guard let array = value.cast(ArrayObject.self) else {
      throw Raise.type("expected an array, got '\(value.typeName)'")
    }
    return array
  }

  nonisolated(unsafe) static let layoutMembers: [NativeMember] = [
    .property("flags") { value throws(Raise) in .object(ArrayFlags(try own(value))) },
    .property("strides") { value throws(Raise) in
      let array = try own(value).array
      return .tuple((array.layout?.strides ?? []).map { .int($0 * array.dtype.byteWidth) })
    },
    .property("base") { value throws(Raise) in
      PyValue(try own(value).base.map { .object($0) })
    },
    .method("setflags", "write=None, align=None, uic=None") { a throws(Raise) in
      if a.has(1) { try own(a[0]).isReadOnly = try !a.bool(1) }
      return .none
    },
    .method("tobytes", "order='C'") { a throws(Raise) in
      let array = try own(a[0]).array.copied()
      let order = try NumPyOrder(argument: a[1])
      return .object(BytesObject(order.flattened(array).copied().bytes))
    },
    .method("view", "dtype=None") { a throws(Raise) in
      let object = try own(a[0])
      let array = object.array
      guard let dtype = try NumPyDTypeObject.argument(a[1]) else {
        return .object(ArrayObject(array, base: object))
      }
      guard dtype.byteWidth == array.dtype.byteWidth, case .block = array.payload else {
        throw Raise.unsupported("ndarray.view with a dtype of another width")
      }
      return .object(ArrayObject(NDArray(payload: array.payload, dtype: dtype), base: object))
    },
    .method("resize", "*new_shape, refcheck=True") { a throws(Raise) in
      let given = try a[1].items()
      try own(a[0]).resize(try NumPyFunctions.lengths(given.count == 1 ? given[0] : a[1]))
      return .none
    },
    .method("trace", "offset=0, axis1=0, axis2=1, dtype=None, out=None") { a throws(Raise) in
      let diagonal = try NumPyDiagonals.diagonal(
        try own(a[0]).array, try a.int(1), try a.int(2), try a.int(3), named: "diagonal")
      return NumPyResult.value(try NumPyReduction(diagonal, .int(-1), keepsAxes: false).sum())
    },
    .method("diagonal", "offset=0, axis1=0, axis2=1") { a throws(Raise) in
      let object = try own(a[0])
      return .object(
        ArrayObject(
          try NumPyDiagonals.diagonal(
            object.array, try a.int(1), try a.int(2), try a.int(3), named: "diagonal"),
          isReadOnly: true, base: object))
    },
    .method("take", "indices, axis=None, out=None, mode='raise'") { a throws(Raise) in
      try NumPyPicking.taken(try own(a[0]).array, a[1], a[2], try a.text(4))
    },
    .method("compress", "condition, axis=None, out=None") { a throws(Raise) in
      try NumPySelecting.compressed(try own(a[0]).array, try ArrayReading.array(a[1]), a[2])
    },
    .method("choose", "choices, out=None, mode='raise'") { a throws(Raise) in
      try NumPySelecting.chosen(try own(a[0]).array, try a[1].items())
    },
    .method("searchsorted", "v, side='left', sorter=None") { a throws(Raise) in
      let row = try own(a[0]).array.doubles
      let values = try ArrayReading.array(a[1])
      let isRight = try a.text(2) == "right"
      let found = values.doubles.map {
        Int64(NumPyCounts.place(of: $0, in: row, isRight: isRight))
      }
      return NumPyResult.value(NDArray(found, shape: values.shape))
    },
    .method("put", "indices, values, mode='raise'") { a throws(Raise) in
      try NumPySelecting.put(a)
      return .none
    },
    .method("partition", "kth, axis=-1") { a throws(Raise) in
      try own(a[0]).sort(axis: try a.int(2))
      return .none
    },
    .method("argpartition", "kth, axis=-1") { a throws(Raise) in
      .object(ArrayObject(try NumPyFunctions.order(try own(a[0]).array, axis: try a.int(2))))
    },
  ]
}

extension NDArray {
  /// The bytes of a contiguous array.
  fileprivate var bytes: [UInt8] {
    let width = dtype.byteWidth
    switch payload {
    case .scalar(let bits):
      return (0..<width).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
    case .block(let block):
      let start = block.storage.memory + block.offset * width
      return Array(UnsafeRawBufferPointer(start: start, count: block.count * width))
    case .text: return []
    }
  }
}
