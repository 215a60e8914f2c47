import Engine

/// What `np.vectorize` makes: a function of the lesson called for each element.
package final class VectorizedObject: PyObject {
  private let function: PyValue
  private let dtype: DType?

  init(_ function: PyValue, _ dtype: DType?) {
    self.function = function
    self.dtype = dtype
    super.init(.vectorized)
  }

  package override var isCallable: Bool { true }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    var arrays: [NDArray] = []
    var shape = TensorShape.scalar
    for index in 0..<(arguments.count + arguments.keywordCount) {
      let array = try ArrayReading.array(arguments.values[index])
      guard let wider = shape.broadcast(with: array.shape) else {
        throw NumPyErrors.raise(.incompatibleShapes(op: "vectorize", shape, array.shape))
      }
      shape = wider
      arrays.append(array)
    }
    let rows = arrays.map { array in
      ArrayObject(array.broadcast(to: shape).contiguous().reshaped([shape.count]))
    }
    guard shape.count > 0 || dtype != nil else {
      throw Raise.value("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
    }
    var found: [PyValue] = []
    for place in 0..<shape.count {
      var values: [PyValue] = []
      for row in rows { values.append(try row.item(.int(place))) }
      found.append(try function.call(values, keywords: arguments.keywords))
    }
    if let first = found.first, first.object?.kind == .tuple {
      var results: [PyValue] = []
      for place in 0..<(try first.length()) {
        var column: [PyValue] = []
        for one in found { column.append(try one.item(.int(place))) }
        results.append(try joined(column, shape))
      }
      return .tuple(results)
    }
    return try joined(found, shape)
  }

  /// The first result decides the dtype.
  private func joined(_ values: [PyValue], _ shape: TensorShape) throws(Raise) -> PyValue {
    var dtype = dtype
    if dtype == nil, let first = values.first { dtype = try ArrayReading.array(first).dtype }
    return .object(ArrayObject(try ArrayReading.array(.list(values), dtype).reshaped(shape)))
  }
}

extension TypeObject {
  nonisolated(unsafe) static let vectorized = TypeObject("vectorize", module: "numpy")
}
