/// Grids of coordinates, parts by number and places in flat memory.
package enum Grids: OpFamily {
  package static let operations: [any Operation.Type] = []

  package static let functions: [LessonFunction] = [
    .general(["tf.meshgrid"], "*args, **kwargs", "spreads coordinates over a grid") { arguments in
      let axes = try arguments.tensorList("args")
      let indexing = try arguments.option("indexing", in: "kwargs") ?? "xy"
      guard indexing == "xy" || indexing == "ij" else {
        throw EngineError.pythonValue(
          "Argument `indexing` parameter must be either 'xy' or 'ij', got '\(indexing)'")
      }
      return .list(try Tensor.grid(axes, swapped: indexing == "xy" && axes.count > 1))
    },
    .general(
      ["tf.dynamic_partition"], "data, partitions, num_partitions, name=None",
      "sorts rows into parts by their numbers"
    ) { arguments in
      let (data, parts) = (try arguments.tensor("data"), try arguments.tensor("partitions"))
      return .list(try data.partitioned(parts, arguments.int("num_partitions")))
    },
    .general(
      ["tf.unravel_index"], "indices, dims, name=None", "finds the indices of places in flat memory"
    ) { arguments in
      let places = try arguments.tensor("indices")
      let steps = Shape(try arguments.ints("dims"))
      let strides = steps.rowMajorStrides
      let found = places.array.integers
      for place in found where place < 0 || place >= steps.count {
        throw EngineError.invalidArgument(op: "UnravelIndex", "index is out of bound as with dims")
      }
      let rows = (0..<steps.rank).flatMap { axis in
        found.map { $0 / Int64(strides[axis]) % Int64(steps.lengths[axis]) }
      }
      let shape = Shape([steps.rank] + places.shape.lengths)
      return .tensor(Tensor(try NDArray(rows, shape: shape).cast(to: places.dtype)))
    },
  ]
}

extension Tensor {
  /// Each row of coordinates spread over the axes of all others.
  fileprivate static func grid(_ axes: [Tensor], swapped: Bool) throws(EngineError) -> [Tensor] {
    var lengths = axes.map(\.shape.count)
    if swapped { lengths.swapAt(0, 1) }
    var grids: [Tensor] = []
    for (place, axis) in axes.enumerated() {
      let own = swapped && place < 2 ? 1 - place : place
      var shape = [Int](repeating: 1, count: axes.count)
      shape[own] = axis.shape.count
      let line = try Tensor.apply(Reshape(Shape(shape)), [axis])
      grids.append(try Tensor.apply(BroadcastTo(Shape(lengths)), [line]))
    }
    return grids
  }

  /// The rows with each number, in order.
  fileprivate func partitioned(_ parts: Tensor, _ count: Int) throws(EngineError) -> [Tensor] {
    let kernel = "DynamicPartition_num_partitions_\(count)"
    guard Array(shape.lengths.prefix(parts.shape.rank)) == parts.shape.lengths else {
      throw .partition(
        kernel,
        "data.shape must start with partitions.shape, got data.shape = \(shape.bracketed), "
          + "partitions.shape = \(parts.shape.bracketed)")
    }
    var places = [[Int64]](repeating: [], count: Swift.max(count, 0))
    for (row, part) in parts.array.integers.enumerated() {
      guard part >= 0, part < count else {
        throw .partition(kernel, "partitions[\(row)] = \(part) is not in [0, \(count))")
      }
      places[Int(part)].append(Int64(row))
    }
    let flat = Shape([parts.shape.count] + shape.lengths.dropFirst(parts.shape.rank))
    let rows = flat == shape ? self : try Tensor.apply(Reshape(flat), [self])
    var found: [Tensor] = []
    for list in places {
      let indices = Tensor(NDArray(list, shape: [list.count]))
      found.append(try Tensor.apply(Gather(), [rows, indices]))
    }
    return found
  }
}
