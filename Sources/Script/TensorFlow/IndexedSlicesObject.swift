import Engine

/// A `tf.IndexedSlices`: rows of a tensor that is zero elsewhere.
package final class IndexedSlicesObject: PyObject {
  let values: PyValue
  let indices: PyValue
  let denseShape: PyValue
  unowned(unsafe) let context: RunContext

  init(_ values: PyValue, _ indices: PyValue, _ denseShape: PyValue, _ context: RunContext) {
    self.values = values
    self.indices = indices
    self.denseShape = denseShape
    self.context = context
    super.init(context.slicesType)
  }

  /// The same rows with other values.
  func with(_ values: PyValue) -> PyValue {
    .object(IndexedSlicesObject(values, indices, denseShape, context))
  }

  package override func str() throws(Raise) -> String {
    let shape = denseShape.isAbsent ? "" : ", dense_shape=\(try denseShape.str())"
    return "IndexedSlices(indices=\(try indices.str()), values=\(try values.str())\(shape))"
  }

  package override func repr() throws(Raise) -> String { defaultRepr }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    guard op == .minus else { return nil }
    return with(try context.apply(Negate(), try context.tensor(values)))
  }

  /// The parts as the engine has them.
  func slices() throws(Raise) -> Slices<Tensor> {
    guard !denseShape.isAbsent else {
      throw Raise.value(
        "Tensor conversion requested for IndexedSlices for argument `value` without dense_shape: "
          + (try str()))
    }
    let indices = try context.tensor(self.indices)
    return Slices(
      values: context.recorded(try context.tensor(values)), indices: indices,
      shape: TensorShape(try context.ints(denseShape)))
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("values") { value throws(Raise) in PyValue(of(value)?.values) },
    .property("indices") { value throws(Raise) in PyValue(of(value)?.indices) },
    .property("dense_shape") { value throws(Raise) in PyValue(of(value)?.denseShape) },
    .property("shape") { value throws(Raise) in
      guard let object = of(value), !object.denseShape.isAbsent else {
        return .object(ShapeObject(lengths: nil))
      }
      return .object(ShapeObject(TensorShape(try object.context.ints(object.denseShape))))
    },
    .property("dtype") { value throws(Raise) in
      try of(value)?.values.attribute(Symbol("dtype")) ?? .none
    },
    .property("name") { _ throws(Raise) in
      throw Raise.attribute("Tensor.name is undefined when eager execution is enabled.")
    },
    .property("device") { _ throws(Raise) in
      .string("/job:localhost/replica:0/task:0/device:CPU:0")
    },
    .method("consumers", "") { _ throws(Raise) in .list([]) },
  ]

  private static func of(_ value: PyValue) -> IndexedSlicesObject? {
    value.cast(IndexedSlicesObject.self)
  }
}

extension RunContext {
  nonisolated(unsafe) private static let slicesSignature = Signature(
    "IndexedSlices.__init__", "values, indices, dense_shape=None")

  /// `tf.IndexedSlices(…)`.
  func makeSlices(_ arguments: Arguments) throws(Raise) -> PyValue {
    try RunContext.slicesSignature.bind(arguments) { a throws(Raise) in
      .object(IndexedSlicesObject(a[0], a[1], a[2], self))
    }
  }

  /// What a tape answered for one source.
  func box(_ gradient: Gradient) -> PyValue {
    switch gradient {
    case .tensor(let tensor): return boxed(tensor)
    case .slices(let slices):
      let lengths = slices.shape.lengths.map { Int32(truncatingIfNeeded: $0) }
      let shape = constant(NDArray(lengths, shape: [lengths.count]))
      return .object(
        IndexedSlicesObject(box(slices.values), boxed(slices.indices), box(shape), self))
    }
  }

  /// The whole of an `IndexedSlices`.
  func dense(_ object: IndexedSlicesObject) throws(Raise) -> Tensor {
    let slices = try object.slices()
    mark()
    do throws(EngineError) {
      return try slices.dense()
    } catch {
      throw Raise(error)
    }
  }
}
