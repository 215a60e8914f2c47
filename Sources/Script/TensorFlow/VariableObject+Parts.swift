import Engine

/// Where a tensor was read from a variable, so that it can be assigned to: `v[1:].assign(…)`.
final class VariablePart {
  private let variable: VariableObject
  private let items: [IndexItem]

  init(_ variable: VariableObject, _ items: [IndexItem]) {
    self.variable = variable
    self.items = items
  }

  /// The method `assign` of the part.
  var assignment: PyValue {
    let parameters = "value, use_locking=False, name=None, read_value=True"
    return .native("assign", parameters) { [self] a throws(Raise) in
      let object = variable
      let context = object.context
      context.mark()
      let value = try context.tensor(a[0], .dtype(object.variable.dtype))
      do throws(EngineError) {
        let places = try object.places(items)
        guard value.shape.broadcast(with: places.shape) == places.shape else {
          throw EngineError.cannotBroadcast(value.shape, to: places.shape)
        }
        let spread =
          value.shape == places.shape
          ? value : Tensor(value.array.broadcast(to: places.shape).contiguous())
        try object.variable.change(at: places.integers.map { Int($0) }, spread, .set)
      } catch {
        if case .cannotBroadcast(let shape, let target) = error {
          throw TensorErrors.invalidArgument(
            "Cannot broadcast input shape \(shape.bracketed) into final shape "
              + target.bracketed, op: "ResourceStridedSliceAssign", name: "strided_slice/_assign")
        }
        throw Raise(error)
      }
      return object.unread
    }
  }
}

extension VariableObject {
  /// The places, in row-major order, of the elements that an index picks.
  fileprivate func places(_ items: [IndexItem]) throws(EngineError) -> NDArray {
    let shape = variable.shape
    let all = NDArray((0..<shape.count).map { Int64($0) }, shape: [shape.count])
    let grid = try Tensor.apply(Reshape(shape), [Tensor(all)])
    return try Tensor.apply(StridedSlice(items), [grid]).array
  }

  // MARK: Rows

  private static func rows(_ name: String, _ way: PartUpdate) -> NativeMember {
    .method(name, "sparse_delta, use_locking=False, name=None") { a throws(Raise) in
      let object = try of(a[0])
      guard let delta = a[1].cast(IndexedSlicesObject.self) else {
        let tensor = a[1].cast(TensorObject.self).map { TensorText.tensor($0.array) }
        let text: String
        if let tensor { text = tensor } else { text = try a[1].str() }
        throw Raise.type(
          "Argument `sparse_delta` must be a `tf.IndexedSlices`. Received arg: \(text)")
      }
      object.context.mark()
      let dtype = object.variable.dtype
      let values = try object.context.tensor(delta.values, .dtype(dtype))
      let indices = try object.context.tensor(delta.indices)
      return try object.changeRows(indices.array, values, way, name)
    }
  }

  private func changeRows(
    _ indices: NDArray, _ values: Tensor, _ way: PartUpdate, _ name: String
  ) throws(Raise) -> PyValue {
    let op =
      "ResourceScatter"
      + name.split(separator: "_").dropFirst().map {
        $0.prefix(1).uppercased() + $0.dropFirst()
      }.joined()
    guard let count = variable.shape.lengths.first else {
      throw TensorErrors.invalidArgument("params must be at least 1 dimensional", op: op)
    }
    let inner = variable.shape.count / max(count, 1)
    var places: [Int] = []
    for (at, index) in indices.integers.enumerated() {
      guard (0..<Int64(count)).contains(index) else {
        throw TensorErrors.invalidArgument(
          "indices[\(at)] = \(index) is not in [0, \(count))", op: op)
      }
      for element in 0..<inner { places.append(Int(index) * inner + element) }
    }
    return try change(places, values, way, op)
  }

  /// Changes places by values, of which one number may stand for all.
  private func change(
    _ places: [Int], _ values: Tensor, _ way: PartUpdate, _ op: String
  ) throws(Raise) -> PyValue {
    var values = values
    if values.shape.rank == 0 {
      values = Tensor(values.array.broadcast(to: [places.count]).contiguous())
    }
    guard values.array.count == places.count else {
      throw TensorErrors.invalidArgument(
        "Must have updates.shape = indices.shape + params.shape[1:] or updates.shape = [], got "
          + "updates.shape \(values.shape.bracketed), params.shape \(variable.shape.bracketed)",
        op: op)
    }
    do throws(EngineError) {
      try variable.change(at: places, values, way)
    } catch {
      throw Raise(error)
    }
    return unread
  }

  // MARK: Elements by full or partial index

  private static func elements(_ name: String, _ way: PartUpdate) -> NativeMember {
    .method(name, "indices, updates, name=None") { a throws(Raise) in
      let object = try of(a[0])
      object.context.mark()
      let indices = try object.context.tensor(a[1]).array
      let values = try object.context.tensor(a[2], .dtype(object.variable.dtype))
      let op = "ResourceScatterNd" + name.dropFirst("scatter_nd_".count).capitalizedFirst
      return try object.change(object.places(indices, op), values, way, op)
    }
  }

  private func places(_ indices: NDArray, _ op: String) throws(Raise) -> [Int] {
    let shape = variable.shape
    guard let depth = indices.shape.lengths.last, depth <= shape.rank else {
      throw TensorErrors.invalidArgument(
        "The last dimension of indices must be at most the rank of the variable", op: op)
    }
    let inner = shape.lengths[depth...].reduce(1, *)
    let steps = shape.rowMajorStrides
    let all = indices.integers
    var places: [Int] = []
    for row in 0..<(indices.count / max(depth, 1)) {
      let index = all[(row * depth)..<(row * depth + depth)]
      guard zip(index, shape.lengths).allSatisfy({ (0..<Int64($1)).contains($0) }) else {
        throw TensorErrors.invalidArgument(
          "indices[\(row)] = [\(index.map(String.init).joined(separator: ", "))] does not index "
            + "into shape \(shape.bracketed)", op: op)
      }
      let start = zip(index, steps).reduce(0) { $0 + Int($1.0) * $1.1 }
      for element in 0..<inner { places.append(start + element) }
    }
    return places
  }

  /// A method that reads parts of the variable by index.
  private static func reading(_ name: String, _ op: some Operation) -> NativeMember {
    .method(name, "indices, name=None") { a throws(Raise) in
      let object = try of(a[0])
      let indices = try object.context.tensor(a[1])
      object.context.mark()
      do throws(EngineError) {
        return object.context.box(try Tensor.apply(op, [object.variable.value, indices]))
      } catch {
        throw Raise(error)
      }
    }
  }

  nonisolated(unsafe) static let scatterMembers: [NativeMember] = [
    rows("scatter_update", .set), rows("scatter_add", .add), rows("scatter_sub", .subtract),
    rows("scatter_mul", .multiply), rows("scatter_div", .divide), rows("scatter_min", .least),
    rows("scatter_max", .greatest), rows("batch_scatter_update", .set),
    elements("scatter_nd_update", .set), elements("scatter_nd_add", .add),
    elements("scatter_nd_sub", .subtract), elements("scatter_nd_min", .least),
    elements("scatter_nd_max", .greatest),
    reading("sparse_read", Gather(axis: 0)), reading("gather_nd", GatherND()),
  ]

  /// What is left of TensorFlow 1 on a variable.
  nonisolated(unsafe) static let oldMembers: [NativeMember] = [
    .method("experimental_ref", "") { a throws(Raise) in .object(ReferenceObject(a[0])) },
    .method("is_initialized", "name=None") { a throws(Raise) in
      let context = try of(a[0]).context
      return context.box(context.constant(NDArray(true)))
    },
    .method("initialized_value", "") { _ throws(Raise) in throw Raise.notImplemented("") },
    .property("synchronization") { _ throws(Raise) in
      PyValue(EnumMember.synchronization.get(Symbol("AUTO")))
    },
    .property("aggregation") { _ throws(Raise) in
      PyValue(EnumMember.aggregation.get(Symbol("NONE")))
    },
    .method("to_proto", "export_scope=None") { _ throws(Raise) in
      throw Raise.runtime("This operation is not supported when eager execution is enabled.")
    },
    .method("load", "value, session=None") { a throws(Raise) in
      let object = try of(a[0])
      object.context.mark()
      let value = try object.context.tensor(a[1], .dtype(object.variable.dtype))
      do throws(EngineError) {
        try object.variable.assign(value)
      } catch {
        throw Raise(error)
      }
      return .none
    },
    .method("set_shape", "shape") { _ throws(Raise) in .none },
    .property("initializer") { _ throws(Raise) in .none },
    .property("op") { _ throws(Raise) in
      throw Raise.attribute("Tensor.op is undefined when eager execution is enabled.")
    },
    .property("graph") { _ throws(Raise) in
      throw Raise.attribute("Tensor.graph is undefined when eager execution is enabled.")
    },
    .method("eval", "session=None") { _ throws(Raise) in
      throw Raise.runtime("This operation is not supported when eager execution is enabled.")
    },
  ]
}

extension Substring {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
