import Engine

/// The functions of `tf.sparse`.
struct SparseFunctions {
  let context: RunContext

  func add(to module: ModuleObject) {
    module.set("SparseTensor", .object(context.sparseType))
    let sparse = ModuleObject("tensorflow._api.v2.sparse") { PlainNames.manner("tf.sparse.\($0)") }
    sparse.set("SparseTensor", .object(context.sparseType))
    sparse.function(
      "to_dense", "sp_input, default_value=None, validate_indices=True, name=None"
    ) { a throws(Raise) in
      let input = try SparseObject.of(a[0])
      let filler = a.has(1) ? try context.tensor(a[1], .dtype(input.values.dtype)) : nil
      return context.box(try dense(input, filler))
    }
    sparse.function("from_dense", "tensor, name=None") { a throws(Raise) in
      .object(try fromDense(try context.tensor(a[0])))
    }
    sparse.function("reorder", "sp_input, name=None") { a throws(Raise) in
      .object(try reordered(try SparseObject.of(a[0])))
    }
    addAlgebra(to: sparse)
    NamedModule.addRefused("tf.sparse", to: sparse)
    module.set("sparse", .object(sparse))
  }

  func apply<O: Operation>(_ op: O, _ inputs: [Tensor]) throws(Raise) -> Tensor {
    context.mark()
    do throws(EngineError) {
      return try Tensor.apply(op, inputs)
    } catch {
      throw Raise(error)
    }
  }

  /// The whole, with the values in their places and something else everywhere around.
  func dense(_ input: SparseObject, _ filler: Tensor?) throws(Raise) -> Tensor {
    try check(input)
    let shape = TensorShape(input.lengths)
    _ = try context.fitting(shape, input.values.dtype, op: "SparseToDense")
    guard let filler else {
      return try apply(ScatterND(shape), [input.indices, input.values])
    }
    let around = try apply(BroadcastTo(shape), [context.recorded(filler)])
    return try apply(ScatterReplace(), [around, input.indices, input.values])
  }

  /// TensorFlow wants positions in rising order, each once, within the whole.
  private func check(_ input: SparseObject) throws(Raise) {
    let lengths = input.lengths
    var last: [Int]?
    for (place, position) in input.positions.enumerated() {
      func refusal(_ what: String) -> Raise {
        let text = position.map(String.init).joined(separator: ",")
        return TensorErrors.invalidArgument(
          "indices[\(place)] = [\(text)] is \(what)", op: "SparseToDense")
      }
      guard zip(position, lengths).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
        let ends = lengths.map(String.init).joined(separator: ",")
        throw refusal("out of bounds: need 0 <= index < [\(ends)]")
      }
      if let last {
        if last == position { throw refusal("repeated") }
        guard last.lexicographicallyPrecedes(position) else {
          throw refusal(
            "out of order. Many sparse ops require sorted indices.\n"
              + "    Use `tf.sparse.reorder` to create a correctly ordered copy.\n\n")
        }
      }
      last = position
    }
  }

  private func fromDense(_ tensor: Tensor) throws(Raise) -> SparseObject {
    guard DTypeSet.numeric.contains(tensor.dtype) else {
      throw Raise.unsupported("tf.sparse.from_dense of \(tensor.dtype.name)")
    }
    let lengths = tensor.shape.lengths
    var positions: [Int64] = []
    var count = 0
    for (place, value) in tensor.array.doubles.enumerated() where value != 0 {
      var (rest, position) = (place, [Int64](repeating: 0, count: lengths.count))
      for axis in lengths.indices.reversed() {
        position[axis] = Int64(rest % lengths[axis])
        rest /= lengths[axis]
      }
      positions += position
      count += 1
    }
    let indices = context.constant(NDArray(positions, shape: [count, lengths.count]))
    let values = try apply(GatherND(), [context.recorded(tensor), indices])
    let shape = NDArray(lengths.map { Int64($0) }, shape: [lengths.count])
    return SparseObject(indices, values, context.constant(shape), context)
  }

  func reordered(_ input: SparseObject) throws(Raise) -> SparseObject {
    let positions = input.positions
    let order = positions.indices.sorted { positions[$0].lexicographicallyPrecedes(positions[$1]) }
    let places = context.constant(NDArray(order.map { Int64($0) }, shape: [order.count]))
    return SparseObject(
      try apply(Gather(axis: 0), [input.indices, places]),
      try apply(Gather(axis: 0), [input.values, places]), input.denseShape, context)
  }
}
