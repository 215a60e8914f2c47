import Engine

/// Sums and products of sparse tensors.
extension SparseFunctions {
  func addAlgebra(to sparse: ModuleObject) {
    let context = context
    sparse.function(
      "sparse_dense_matmul", "sp_a, b, adjoint_a=False, adjoint_b=False, name=None"
    ) { a throws(Raise) in
      let op = MatMul(transposeA: try a.bool(2), transposeB: try a.bool(3))
      if let input = a[0].cast(SparseObject.self) {
        let other = context.recorded(try context.tensor(a[1], .dtype(input.values.dtype)))
        return context.box(try apply(op, [try dense(input, nil), other]))
      }
      let input = try SparseObject.of(a[1])
      let other = context.recorded(try context.tensor(a[0], .dtype(input.values.dtype)))
      return context.box(try apply(op, [other, try dense(input, nil)]))
    }
    sparse.function("transpose", "sp_input, perm=None, name=None") { a throws(Raise) in
      let input = try SparseObject.of(a[0])
      let rank = input.lengths.count
      let order = a.has(1) ? try context.ints(a[1]) : (0..<rank).reversed()
      guard order.sorted() == Array(0..<rank) else {
        throw Raise.value("perm must be an order of the axes of rank \(rank), got \(order)")
      }
      let positions = input.positions.flatMap { row in order.map { Int64(row[$0]) } }
      let lengths = order.map { Int64(input.lengths[$0]) }
      let turned = SparseObject(
        context.constant(NDArray(positions, shape: input.indices.shape)), input.values,
        context.constant(NDArray(lengths, shape: [rank])), context)
      return .object(try reordered(turned))
    }
    sparse.function(
      "reduce_sum", "sp_input, axis=None, keepdims=None, output_is_sparse=False, name=None"
    ) { a throws(Raise) in
      guard try !a.bool(3) else {
        throw Raise.unsupported("tf.sparse.reduce_sum with output_is_sparse")
      }
      let whole = try dense(try SparseObject.of(a[0]), nil)
      var axes = Array(0..<whole.shape.rank)
      if a.has(1) {
        if case .int(let axis) = a[1] { axes = [axis] } else { axes = try context.ints(a[1]) }
      }
      return context.box(try apply(ReduceSum(axes: axes, keepsDims: try a.bool(2)), [whole]))
    }
    sparse.function("add", "a, b, threshold=0") { a throws(Raise) in
      guard let x = a[0].cast(SparseObject.self), let y = a[1].cast(SparseObject.self) else {
        let x = a[0].cast(SparseObject.self)
        let y = a[1].cast(SparseObject.self)
        guard let sparse = x ?? y else {
          throw Raise.type(
            "At least one input should be SparseTensor; do you mean to use tf.add()?")
        }
        let other = try context.tensor(x == nil ? a[0] : a[1], .dtype(sparse.values.dtype))
        return context.box(try apply(Add(), [try dense(sparse, nil), context.recorded(other)]))
      }
      guard x.lengths == y.lengths else {
        throw TensorErrors.invalidArgument(
          "Operands' shapes do not match: got \(TensorShape(x.lengths).bracketed) and "
            + TensorShape(y.lengths).bracketed, op: "SparseAdd")
      }
      let positions = Array(Set(x.positions + y.positions)).sorted {
        $0.lexicographicallyPrecedes($1)
      }
      let indices = context.constant(
        NDArray(
          positions.flatMap { $0.map { Int64($0) } }, shape: [positions.count, x.lengths.count]))
      let sum = try apply(Add(), [try dense(x, nil), try dense(y, nil)])
      return .object(
        SparseObject(indices, try apply(GatherND(), [sum, indices]), x.denseShape, context))
    }
  }
}
