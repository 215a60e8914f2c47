import Engine

/// The functions that make tensors out of nothing but numbers and shapes.
struct Creation {
  let context: RunContext

  func add(to module: ModuleObject) {
    addConversions(to: module)
    addFilled(to: module)
    addSequences(to: module)
    addQuestions(to: module)
  }

  // MARK: Conversions

  private func addConversions(to module: ModuleObject) {
    let context = context
    module.function("constant", "value, dtype=None, shape=None, name='Const'") { a throws(Raise) in
      try constant(a[0], try DTypeObject.argument(a[1]), a[2], context)
    }
    module.function(
      "convert_to_tensor", "value, dtype=None, dtype_hint=None, name=None"
    ) { a throws(Raise) in
      let dtype = try DTypeObject.argument(a[1])
      let hint = try DTypeObject.argument(a[2])
      context.mark()
      let wish: RunContext.Wish =
        if let dtype { .dtype(dtype) } else if let hint { .hint(hint) } else { .none }
      return context.boxed(try context.tensor(a[0], wish))
    }
  }

  // MARK: One number everywhere

  private func addFilled(to module: ModuleObject) {
    let context = context
    for (name, number) in [("zeros", 0.0), ("ones", 1.0)] {
      module.function(
        name, "shape, dtype=None, name=None, layout=None"
      ) { a throws(Raise) in
        let dtype = try DTypeObject.argument(a[1]) ?? .float32
        let shape = try context.shape(a[0], op: "Fill")
        if dtype == .string {
          let text = [[UInt8]](repeating: [], count: shape.count)
          guard number == 0 else {
            throw Raise.type("Cannot convert 1 to EagerTensor of dtype string")
          }
          return context.box(context.constant(NDArray(text: text, shape: shape)))
        }
        return context.box(context.constant(try .filled(number, dtype, shape)))
      }
    }
    module.function("fill", "dims, value, name=None") { a throws(Raise) in
      let shape = try context.shape(a[0], op: "Fill")
      let value = try context.tensor(a[1])
      guard value.shape.rank == 0 else {
        throw TensorErrors.invalidArgument(
          "value must be a scalar, got shape \(value.shape.bracketed)", op: "Fill")
      }
      if case .text(let block) = value.array.payload {
        let text = [[UInt8]](repeating: block.elements.first ?? [], count: shape.count)
        return context.box(context.constant(NDArray(text: text, shape: shape)))
      }
      return try context.apply(BroadcastTo(shape), value)
    }
    module.function(
      "eye", "num_rows, num_columns=None, batch_shape=None, dtype=None, name=None"
    ) { a throws(Raise) in
      let rows = try context.int(a[0])
      let columns = a.has(1) ? try context.int(a[1]) : rows
      let batch = a.has(2) ? try context.ints(a[2]) : []
      let dtype = try DTypeObject.argument(a[3]) ?? .float32
      guard rows >= 0, columns >= 0 else {
        throw TensorErrors.invalidArgument(
          "Dimension \(min(rows, columns)) must be >= 0", op: "Fill")
      }
      let shape = TensorShape(batch + [rows, columns])
      let values = (0..<shape.count).map { place -> Double in
        let inside = place % max(rows * columns, 1)
        return inside / max(columns, 1) == inside % max(columns, 1) ? 1 : 0
      }
      let array = try NDArray(values, shape: shape).converted(to: dtype)
      return context.box(context.constant(array))
    }
  }

  // MARK: Rows of numbers

  private func addSequences(to module: ModuleObject) {
    let context = context
    module.function(
      "range", "start, limit=None, delta=1, dtype=None, name='range'"
    ) { a throws(Raise) in
      try range(a, context)
    }
    module.function("linspace", "start, stop, num, name=None, axis=0") { a throws(Raise) in
      try linspace(a, context)
    }
  }

  // MARK: What is known of a tensor

  private func addQuestions(to module: ModuleObject) {
    let context = context
    module.function("shape", "input, out_type=None, name=None") { a throws(Raise) in
      let lengths = try context.tensor(a[0]).shape.lengths
      let dtype = try DTypeObject.argument(a[1]) ?? .int32
      let array = NDArray(lengths.map { Int64($0) }, shape: [lengths.count])
      return context.box(context.constant(try array.converted(to: dtype)))
    }
    module.function("rank", "input, name=None") { a throws(Raise) in
      context.box(context.constant(NDArray(Int32(try context.tensor(a[0]).shape.rank))))
    }
    module.function("size", "input, out_type=None, name=None") { a throws(Raise) in
      let count = try context.tensor(a[0]).shape.count
      let dtype = try DTypeObject.argument(a[1]) ?? .int32
      return context.box(context.constant(try NDArray(Int64(count)).converted(to: dtype)))
    }
    module.function("is_tensor", "x, /") { a throws(Raise) in
      .bool(a[0].cast(TensorObject.self) != nil || a[0].cast(VariableObject.self) != nil)
    }
  }
}

/// `tf.constant`.
private func constant(
  _ value: PyValue, _ dtype: DType?, _ shape: PyValue, _ context: RunContext
) throws(Raise) -> PyValue {
  let fromNumPy = value.cast(ArrayObject.self) != nil || value.cast(NumPyScalar.self) != nil
  let tensor: Tensor
  if let given = value.cast(TensorObject.self) {
    tensor = given.tensor
    if let dtype, dtype != tensor.dtype {
      throw Raise.type(
        "Expected tensor \(TensorText.value(tensor.array)) with dtype tf.\(dtype.name), but got "
          + "dtype tf.\(tensor.dtype.name).")
    }
    if shape.isAbsent { return value }
  } else {
    tensor = try context.tensor(value, dtype.map { .dtype($0) } ?? .none)
  }
  if shape.isAbsent {
    return context.box(tensor.recording == nil ? context.constant(tensor.array) : tensor)
  }
  let lengths = TensorShape(try context.ints(shape))
  if tensor.array.count == lengths.count {
    return context.box(
      context.constant(tensor.array.reshaped(lengths), fromNumPy: fromNumPy))
  }
  guard tensor.shape.rank == 0 else {
    throw Raise.type(
      "Eager execution of tf.constant with unsupported shape. Tensor "
        + "\(TensorText.value(tensor.array)) (converted from \(try value.repr())) has "
        + "\(tensor.array.count) elements, but got `shape` \(lengths) with \(lengths.count) "
        + "elements).")
  }
  return context.box(context.constant(tensor.array.broadcast(to: lengths).contiguous()))
}

/// `tf.range`.
private func range(_ a: Bound, _ context: RunContext) throws(Raise) -> PyValue {
  let first = a.has(1) ? a[0] : PyValue.int(0)
  let last = a.has(1) ? a[1] : a[0]
  var ends: [NDArray] = []
  for value in [first, last, a[2]] { ends.append(try context.tensor(value).array) }
  // The widest of the three decides.
  let order: [DType] = [.int32, .int64, .float16, .bfloat16, .float32, .float64]
  let widest = ends.compactMap { order.firstIndex(of: $0.dtype) }.max() ?? 0
  let dtype = try DTypeObject.argument(a[3]) ?? order[widest]
  let numbers = ends.map { $0.doubleIfSingle ?? 0 }
  let (start, limit, delta) = (numbers[0], numbers[1], numbers[2])
  func shown(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : "\(value)"
  }
  guard delta != 0 else {
    throw TensorErrors.invalidArgument("Requires delta != 0: 0", op: "Range")
  }
  if delta > 0, start > limit {
    throw TensorErrors.invalidArgument(
      "Requires start <= limit when delta > 0: \(shown(start))/\(shown(limit))", op: "Range")
  }
  if delta < 0, start < limit {
    throw TensorErrors.invalidArgument(
      "Requires start >= limit when delta < 0: \(shown(start))/\(shown(limit))", op: "Range")
  }
  let array: NDArray
  if dtype.isInteger {
    let (start, limit, delta) = (Int64(start), Int64(limit), Int64(delta))
    let values = Array(stride(from: start, to: limit, by: Int(delta)))
    array = NDArray(values, shape: [values.count])
  } else if dtype == .float32 {
    // TensorFlow adds up in the tensor's own dtype.
    let count = Int(((limit - start) / delta).rounded(.up))
    let values = (0..<max(count, 0)).map { Float(start) + Float($0) * Float(delta) }
    array = NDArray(values, shape: [values.count])
  } else {
    let count = Int(((limit - start) / delta).rounded(.up))
    let values = (0..<max(count, 0)).map { start + Double($0) * delta }
    array = NDArray(values, shape: [values.count])
  }
  return context.box(context.constant(try array.converted(to: dtype)))
}

/// `tf.linspace` of two numbers.
private func linspace(_ a: Bound, _ context: RunContext) throws(Raise) -> PyValue {
  let start = try context.tensor(a[0])
  let stop = try context.tensor(a[1], .dtype(start.dtype))
  guard start.shape.rank == 0, stop.shape.rank == 0 else {
    throw Raise.unsupported("tf.linspace between tensors with axes")
  }
  let count = try context.int(a[2])
  guard count > 0 else {
    throw TensorErrors.invalidArgument("Requires num > 0: \(count)", op: "LinSpace")
  }
  let dtype: DType = start.dtype.isInteger ? .float64 : start.dtype
  let (first, last) = (start.array.doubleIfSingle ?? 0, stop.array.doubleIfSingle ?? 0)
  let array =
    dtype == .float32
    ? NDArray(steps(Float(first), Float(last), count), shape: [count])
    : try NDArray(steps(first, last, count), shape: [count]).converted(to: dtype)
  return context.box(context.constant(array))
}

///
/// TensorFlow lays the inner points from the start by whole steps and sets both ends exactly.
private func steps<R: RealNumber>(_ first: R, _ last: R, _ count: Int) -> [R] {
  if count == 1 { return [first] }
  let delta = (last - first) / R(count - 1)
  var values = (0..<count).map { first + delta * R($0) }
  values[0] = first
  values[count - 1] = last
  return values
}

extension RunContext {
  /// The tensor in another shape of as many elements.
  func reshaped(_ tensor: Tensor, to shape: TensorShape) throws(Raise) -> Tensor {
    if tensor.shape == shape { return tensor }
    mark()
    do throws(EngineError) {
      return try Tensor.apply(Reshape(shape), [recorded(tensor)])
    } catch {
      throw Raise(error)
    }
  }

  /// One op of one tensor, boxed.
  func apply<O: Operation>(_ op: O, _ tensor: Tensor) throws(Raise) -> PyValue {
    mark()
    do throws(EngineError) {
      return box(try Tensor.apply(op, [recorded(tensor)]))
    } catch {
      throw Raise(error)
    }
  }
}
