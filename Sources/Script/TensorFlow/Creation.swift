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
        let shape = try context.shape(a[0], op: "Fill", dtype)
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
      let value = try context.tensor(a[1])
      let lengths = try context.ints(a[0])
      let name = a[0].isOperandAsIs && a[1].isOperandAsIs ? "" : nil
      guard value.shape.rank == 0 else {
        throw TensorErrors.invalidArgument(
          "value must represent a scalar, got shape \(value.shape.bracketed)", op: "Fill",
          name: name)
      }
      if let wrong = lengths.first(where: { $0 < 0 }) {
        throw TensorErrors.invalidArgument(
          "Dimension \(wrong) must be >= 0", op: "Fill", name: name)
      }
      let shape = try context.fitting(TensorShape(lengths), value.dtype, op: "Fill")
      if case .text(let block) = value.array.payload {
        let text = [[UInt8]](repeating: block.elements.first ?? [], count: shape.count)
        return context.box(context.constant(NDArray(text: text, shape: shape)))
      }
      return try context.apply(BroadcastTo(shape), value)
    }
    module.function(
      "eye", "num_rows, num_columns=None, batch_shape=None, dtype=None, name=None"
    ) { a throws(Raise) in
      for place in 0..<2 {
        if case .float = a[place] {
          let (rows, columns) = (try a[0].repr(), try (a.has(1) ? a[1] : a[0]).repr())
          throw Raise.type(
            "Arguments `num_rows` and `num_columns` must be positive integer values. Received: "
              + "num_rows=\(rows), num_columns=\(columns)")
        }
      }
      let rows = try context.int(a[0])
      let columns = a.has(1) ? try context.int(a[1]) : rows
      let batch = a.has(2) ? try context.ints(a[2]) : []
      let dtype = try DTypeObject.argument(a[3]) ?? .float32
      guard rows >= 0, columns >= 0 else {
        throw TensorErrors.invalidArgument(
          "Dimension \(min(rows, columns)) must be >= 0", op: "Fill")
      }
      let shape = try context.fitting(
        TensorShape(batch + [rows, columns]), .float64, op: "MatrixDiagV3")
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
      try NumberSequences.range(a, context)
    }
    module.function("linspace", "start, stop, num, name=None, axis=0") { a throws(Raise) in
      try NumberSequences.linspace(a, context)
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
    try checkPlain(value)
    tensor = try context.tensor(value, dtype.map { .dtype($0) } ?? .none)
  }
  if shape.isAbsent {
    return context.box(tensor.recording == nil ? context.constant(tensor.array) : tensor)
  }
  let asked = try context.ints(shape)
  if let wrong = asked.first(where: { $0 < 0 }) {
    throw Raise.value("Dimension \(wrong) must be >= 0")
  }
  let lengths = try context.fitting(TensorShape(asked), tensor.dtype, op: "Fill")
  if tensor.array.count == lengths.count {
    return context.box(
      context.constant(tensor.array.reshaped(lengths), fromNumPy: fromNumPy))
  }
  guard tensor.array.count == 1 else {
    throw Raise.type(
      "Eager execution of tf.constant with unsupported shape. Tensor "
        + "\(TensorText.value(tensor.array)) (converted from \(try value.repr())) has "
        + "\(tensor.array.count) elements, but got `shape` \(lengths) with \(lengths.count) "
        + "elements).")
  }
  return context.box(
    context.constant(tensor.array.reshaped(.scalar).broadcast(to: lengths).contiguous()))
}

/// Tensors inside a list are for `tf.convert_to_tensor` and `tf.stack`.
private func checkPlain(_ value: PyValue) throws(Raise) {
  guard value.object?.kind == .list || value.object?.kind == .tuple else { return }
  var value = value
  while let first = try LeafRun.elements(of: value)?.first { value = first }
  if value.cast(TensorObject.self) != nil {
    throw Raise.value("TypeError: Scalar tensor has no `len()`")
  }
  if value.cast(VariableObject.self) != nil {
    throw Raise.value("TypeError: object of type 'ResourceVariable' has no len()\n")
  }
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
