/// Order: sorting, the greatest few, search.
package enum Ordering: OpFamily {
  package static let operations: [any Operation.Type] = [
    ArgSort.self, BatchGather.self, BatchGatherGrad.self, SearchSorted.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.sort"], "values, axis=-1, direction='ASCENDING', name=None",
      "puts elements along an axis in order"
    ) { arguments in
      let x = try arguments.tensor("values")
      let (axis, descending) = try arguments.order(x)
      return .tensor(
        try x.alongLastAxis(axis) { (x) throws(EngineError) in
          try x.picked(by: Tensor.apply(ArgSort(x.shape[-1], descending: descending), [x]))
        })
    },
    .general(
      ["tf.argsort"],
      "values, axis=-1, direction='ASCENDING', stable=False, name=None", ArgSort.summary
    ) { arguments in
      let x = try arguments.tensor("values")
      let (axis, descending) = try arguments.order(x)
      return .tensor(
        try x.alongLastAxis(axis) { (x) throws(EngineError) in
          try Tensor.apply(ArgSort(x.shape[-1], descending: descending), [x])
        })
    },
    .general(
      ["tf.math.top_k", "tf.nn.top_k"],
      "input, k=1, sorted=True, index_type=tf.int32, name=None",
      "takes the greatest few and where they stand"
    ) { arguments in
      let (x, k) = (try arguments.tensor("input"), try arguments.int("k"))
      let dtype = try arguments.dtype("index_type") ?? .int32
      let places = try Tensor.apply(ArgSort(k, descending: true, output: dtype), [x])
      return .record(
        "TopKV2", [("values", .tensor(try x.picked(by: places))), ("indices", .tensor(places))])
    },
    .general(
      ["tf.searchsorted"],
      "sorted_sequence, values, side='left', out_type=tf.int32, name=None", SearchSorted.summary
    ) { arguments in
      let operands = try arguments.tensors(["sorted_sequence", "values"])
      let side = try arguments.text("side") ?? ""
      guard side == "left" || side == "right" else {
        throw EngineError.pythonValue(
          "Argument `side` must be either 'right' or 'left'. Received: `side` = '\(side)'.")
      }
      let op = SearchSorted(
        fromRight: side == "right", output: try arguments.dtype("out_type") ?? .int32)
      return .tensor(try Tensor.apply(op, operands))
    },
  ]
}

extension LessonArguments {
  /// Axis and direction of a sort.
  fileprivate func order(_ x: Tensor) throws -> (axis: Int, descending: Bool) {
    let direction = try text("direction") ?? ""
    guard direction == "ASCENDING" || direction == "DESCENDING" else {
      throw EngineError.pythonValue(
        "Argument `direction` should be one of ASCENDING, DESCENDING. Received: "
          + "direction=\(direction)")
    }
    let axis = try int("axis")
    guard x.shape.axis(axis) != nil else {
      throw EngineError.indexOutOfRange(index: axis, axis: 0, length: x.shape.rank)
    }
    return (axis, direction == "DESCENDING")
  }
}

extension Tensor {
  /// What is done along the last axis, done along another one.
  func alongLastAxis(
    _ axis: Int, _ body: (Tensor) throws(EngineError) -> Tensor
  ) throws(EngineError) -> Tensor {
    let rank = shape.rank
    guard let place = shape.axis(axis), place != rank - 1 else { return try body(self) }
    var order = Array(0..<rank)
    order.swapAt(place, rank - 1)
    let swapped = try Tensor.apply(Transpose(order), [self])
    return try Tensor.apply(Transpose(order), [body(swapped)])
  }

  /// `tf.gather` with leading axes that tensor and positions share.
  func gathered(_ places: Tensor, batches: Int, axis: Int) throws(EngineError) -> Tensor {
    let batches = batches < 0 ? batches + places.shape.rank : batches
    let axis = axis < 0 ? axis + shape.rank : axis
    guard batches >= 0, axis > batches, axis < shape.rank, batches <= places.shape.rank else {
      return try Tensor.apply(BatchGather(batches: batches), [self, places])
    }
    // The axis comes right behind the shared ones, and what it became goes back.
    var order = Array(0..<shape.rank)
    order.insert(order.remove(at: axis), at: batches)
    let moved = try Tensor.apply(Transpose(order), [self])
    let found = try Tensor.apply(BatchGather(batches: batches), [moved, places])
    let (width, passed) = (places.shape.rank - batches, axis - batches)
    var back = Array(0..<found.shape.rank)
    let picked = Array(back[batches..<batches + width])
    back.removeSubrange(batches..<batches + width)
    back.insert(contentsOf: picked, at: batches + passed)
    return try Tensor.apply(Transpose(back), [found])
  }

  /// The elements of each row that rows of positions name.
  package func picked(by places: Tensor) throws(EngineError) -> Tensor {
    try Tensor.apply(BatchGather(batches: shape.rank - 1), [self, places])
  }
}

/// Positions of the elements along the last axis in the order of their values; equal ones keep
/// theirs.
package struct ArgSort: Operation {
  package static let name = "argsort"
  package static let kernel = "TopKV2"
  package static let summary = "finds the order of elements along an axis"
  /// How many positions are given.
  package let count: Int
  package let descending: Bool
  package let output: DType
  package init(_ count: Int, descending: Bool = false, output: DType = .int32) {
    self.count = count
    self.descending = descending
    self.output = output
  }
  package var notation: Notation {
    .function("argsort", attributes: descending ? "descending" : "")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard DTypeSet.ordered.contains(inputs[0].dtype) else {
      // TensorFlow sorts upwards by the greatest of the negative values.
      throw .unsupportedDType(op: descending ? Self.name : Negate.name, inputs[0].dtype)
    }
    guard let length = inputs[0].shape.lengths.last else {
      throw .invalidArgument(
        op: Self.name, "input must be >= 1-D, got shape \(inputs[0].shape.bracketed)")
    }
    guard count >= 0 else {
      throw .invalidArgument(op: Self.name, "Need k >= 0, got \(count)")
    }
    guard count <= length else {
      throw .invalidArgument(
        op: Self.name, "input must have at least k columns. Had \(length), needed \(count)")
    }
    return Signature(output, Shape(inputs[0].shape.lengths.dropLast() + [count]))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer([inputs[0].signature]).shape
    let work = ArgSortWork(x: inputs[0], shape: shape, descending: descending)
    return try inputs[0].dtype.open(work, for: Self.name).cast(to: output)
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
}

private struct ArgSortWork: NumberWork {
  let x: NDArray
  let shape: Shape
  let descending: Bool

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (length, count, descending) = (x.shape[-1], shape[-1], descending)
    return try x.withElements(E.self) { source in
      NDArray.make(Int32.self, shape) { target in
        guard count > 0 else { return }
        for row in 0..<(target.count / count) {
          let start = row * length
          let order = (0..<length).sorted { a, b in
            let (x, y) = (source[start + a], source[start + b])
            if x == y { return a < b }
            return descending ? x > y : x < y
          }
          for place in 0..<count { target[row * count + place] = Int32(order[place]) }
        }
      }
    }
  }
}

/// Parts by position, each row of positions into its own row of the tensor.
package struct BatchGather: Operation {
  package static let name = "batch_gather"
  package static let kernel = "GatherV2"
  package static let summary = "picks parts by position, row by row"
  package static var movesElements: Bool { true }
  /// Leading axes that tensor and positions share.
  package let batches: Int
  package init(batches: Int) { self.batches = batches }
  package var notation: Notation { .function("gather", attributes: "batch_dims=\(batches)") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (values, places) = (inputs[0], inputs[1])
    guard places.dtype == .int32 || places.dtype == .int64 || places.dtype == .int16 else {
      throw .indexDType(op: Self.name, places.dtype)
    }
    guard batches >= 0 else {
      throw .pythonValue("batch_dims = \(batches) must not be below 0")
    }
    guard batches < values.shape.rank else {
      throw .invalidArgument(
        op: Self.name,
        "Shape must be at least rank \(batches + 1) but is rank \(values.shape.rank)")
    }
    guard batches <= places.shape.rank else {
      throw .invalidArgument(
        op: Self.name,
        "Shape must be at least rank \(batches) but is rank \(places.shape.rank)")
    }
    for axis in 0..<batches where values.shape.lengths[axis] != places.shape.lengths[axis] {
      throw .invalidArgument(
        op: Self.name,
        "params.shape[\(axis)]: \(values.shape.lengths[axis]) should be equal to "
          + "indices.shape[\(axis)]: \(places.shape.lengths[axis])")
    }
    return Signature(
      values.dtype, Shape(places.shape.lengths + values.shape.lengths[(batches + 1)...]))
  }

  func plan(_ places: NDArray, _ shape: Shape) throws(EngineError) -> RowPlan {
    let length = shape.lengths[batches]
    let perBatch = Swift.max(places.shape.lengths[batches...].reduce(1, *), 1)
    var rows: [Int] = []
    for (index, place) in places.integers.enumerated() {
      guard place >= 0, place < length else {
        throw .gatherIndex(Int(place), at: index, positions: places.shape, length: length)
      }
      rows.append(index / perBatch * length + Int(place))
    }
    return RowPlan(rows: rows, inner: shape.lengths[(batches + 1)...].reduce(1, *))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let work = GatherRowsWork(
      table: inputs[0], plan: try plan(inputs[1], inputs[0].shape), shape: shape)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 0 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    guard operand == 0 else { return nil }
    let op = BatchGatherGrad(inputs[0].signature.shape, batches: batches)
    return try V.apply(op, [upstream, inputs[1]])
  }
}

/// Parts added up where rows of positions picked them: the gradient of `batch_gather`.
package struct BatchGatherGrad: Operation {
  package static let name = "batch_gather_grad"
  package static let kernel = "UnsortedSegmentSum"
  package static let summary = "adds parts up where rows of positions picked them"
  package let shape: Shape
  package let batches: Int
  package init(_ shape: Shape, batches: Int) {
    self.shape = shape
    self.batches = batches
  }
  package var notation: Notation {
    Notation { arguments, style in
      WrittenFormula("{sum of \(arguments[0].text) at \(arguments[1].text)}")
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard DTypeSet.numeric.contains(inputs[0].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return Signature(inputs[0].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let gather = BatchGather(batches: batches)
    let parts = try gather.infer([Signature(inputs[0].dtype, shape), inputs[1].signature]).shape
    let work = CombineRowsWork(
      table: try .filled(0, Signature(inputs[0].dtype, shape)),
      updates: inputs[0].broadcast(to: parts), plan: try gather.plan(inputs[1], shape),
      combine: .add)
    return try inputs[0].dtype.open(work, for: Self.name)
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 0 }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0 ? try V.apply(BatchGather(batches: batches), [upstream, inputs[1]]) : nil
  }
}

/// Where values would be put into sorted rows so that these stay sorted.
package struct SearchSorted: Operation {
  package static let name = "searchsorted"
  package static let kernel = "LowerBound"
  package static let summary = "finds where values belong in sorted rows"
  package let fromRight: Bool
  package let output: DType
  package init(fromRight: Bool = false, output: DType = .int32) {
    self.fromRight = fromRight
    self.output = output
  }
  package var notation: Notation {
    .function("searchsorted", attributes: fromRight ? "right" : "")
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (rows, values) = (inputs[0], inputs[1])
    guard rows.dtype == values.dtype else {
      throw .expectedDType(op: Self.name, operand: 1, rows.dtype, values.dtype)
    }
    guard rows.shape.rank > 0, values.shape.rank > 0,
      rows.shape.lengths.dropLast().reduce(1, *) == values.shape.lengths.dropLast().reduce(1, *)
    else {
      throw .invalidArgument(
        op: Self.name, "Leading dim_size of both tensors must match.")
    }
    return Signature(output, values.shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let work = SearchWork(rows: inputs[0], values: inputs[1], fromRight: fromRight)
    return try inputs[0].dtype.open(work, for: Self.name).cast(to: output)
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
}

private struct SearchWork: NumberWork {
  let rows: NDArray
  let values: NDArray
  let fromRight: Bool

  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (length, count, fromRight) = (rows.shape[-1], values.shape[-1], fromRight)
    return try rows.withElements(E.self) { (rows) throws(EngineError) -> NDArray in
      try values.withElements(E.self) { values in
        NDArray.make(Int32.self, self.values.shape) { target in
          for place in 0..<target.count {
            let start = place / Swift.max(count, 1) * length
            var (low, high) = (0, length)
            while low < high {
              let middle = (low + high) / 2
              let element = rows[start + middle]
              let before = fromRight ? element <= values[place] : element < values[place]
              if before { low = middle + 1 } else { high = middle }
            }
            target[place] = Int32(low)
          }
        }
      }
    }
  }
}
