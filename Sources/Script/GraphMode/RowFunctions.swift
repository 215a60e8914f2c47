import Engine

/// `tf.map_fn`, `tf.scan` and folds: a function along the rows of tensors.
struct RowFunctions {
  let context: RunContext

  /// The function on each row, results stacked.
  func map(_ function: PyValue, _ elements: PyValue) throws(Raise) -> PyValue {
    let elements = try converted(elements)
    guard let graph = context.graph else {
      var columns: [[PyValue]] = []
      var shape = PyValue.none
      for index in 0..<(try count(of: elements)) {
        let result = try tensors(try function.call(try row(index, of: elements)))
        shape = result
        for (place, leaf) in try Nest.leaves(of: result).enumerated() {
          if place == columns.count { columns.append([]) }
          columns[place].append(leaf)
        }
        try context.checkLimits()
      }
      var stacked: [PyValue] = []
      for column in columns { stacked.append(try stack(column)) }
      var leaves = stacked[...]
      return try Nest.pack(like: shape, &leaves)
    }
    return try mapInGraph(function, elements, graph)
  }

  private func mapInGraph(
    _ function: PyValue, _ elements: PyValue, _ graph: GraphBuilder
  ) throws(Raise) -> PyValue {
    let leaves = try Nest.leaves(of: elements)
    guard let first = leaves.first else { return .list([]) }
    let index = try rowIndices(first)
    // One round tells how many results there are and of which dtypes.
    let probe = try graph.body("map_probe") { inner throws(Raise) in
      try inner.carried(try function.call(try row(0, of: elements)))
    }
    var arrays: [PyValue] = []
    for leaf in GraphNest.tensors(in: probe.result) {
      guard let tensor = leaf.cast(SymbolicTensor.self) else { continue }
      arrays.append(try newArray(tensor.dtype, try rowCount(first)))
    }
    let result = try graph.loop(
      GraphLoop(
        variables: .list(arrays), items: index, name: "map/while",
        body: { item, variables throws(Raise) in
          let made = try function.call(try row(item, of: elements))
          var written: [PyValue] = []
          let arrays = try variables.items()
          for (place, leaf) in try Nest.leaves(of: made).enumerated() where place < arrays.count {
            written.append(
              try arrays[place].attribute(Symbol("write")).call(item, leaf))
          }
          return .list(written)
        }, shapeError: RowFunctions.shapeError, dtypeError: RowFunctions.dtypeError))
    var stacked: [PyValue] = []
    for array in try result.items() { stacked.append(try array.attribute(Symbol("stack")).call()) }
    var rest = stacked[...]
    return try GraphNest.map(probe.result) { leaf in
      leaf.object is SymbolicTensor ? rest.popFirst() ?? leaf : leaf
    }
  }

  /// The function on what came so far and the next row.
  func fold(
    _ function: PyValue, _ elements: PyValue, _ initializer: PyValue, reverses: Bool,
    keepsAll: Bool
  ) throws(Raise) -> PyValue {
    let elements = try converted(elements)
    guard let graph = context.graph else {
      let total = try count(of: elements)
      var order = Array(0..<total)
      if reverses { order.reverse() }
      var state = PyValue.none
      var kept: [PyValue] = []
      if initializer.isAbsent {
        guard let first = order.first else { return .none }
        state = try row(first, of: elements)
        order.removeFirst()
        kept.append(state)
      } else {
        state = try converted(initializer)
      }
      for index in order {
        state = try tensors(try function.call(state, try row(index, of: elements)))
        kept.append(state)
        try context.checkLimits()
      }
      guard keepsAll else { return state }
      if reverses { kept.reverse() }
      var leaves: [PyValue] = []
      for place in try Nest.leaves(of: state).indices {
        var column: [PyValue] = []
        for value in kept { column.append(try Nest.leaves(of: value)[place]) }
        leaves.append(try stack(column))
      }
      var rest = leaves[...]
      return try Nest.pack(like: state, &rest)
    }
    return try foldInGraph(function, elements, initializer, reverses, keepsAll, graph)
  }

  private func foldInGraph(
    _ function: PyValue, _ elements: PyValue, _ initializer: PyValue, _ reverses: Bool,
    _ keepsAll: Bool, _ graph: GraphBuilder
  ) throws(Raise) -> PyValue {
    guard let first = try Nest.leaves(of: elements).first else { return .none }
    var indices = try rowIndices(first)
    if reverses { indices = try indices.item(.object(SliceObject(.none, .none, .int(-1)))) }
    var state = initializer
    if initializer.isAbsent {
      state = try row(.int(reverses ? -1 : 0), of: elements)
      indices = try indices.item(.object(SliceObject(.int(1), .none, .none)))
    } else {
      state = try graph.carried(initializer)
    }
    var arrays: [PyValue] = []
    if keepsAll {
      for leaf in GraphNest.tensors(in: state) {
        var array = try newArray(graph.signature(of: leaf).dtype, try rowCount(first))
        if initializer.isAbsent {
          array = try array.attribute(Symbol("write")).call(
            reverses ? try Operators.apply(.subtract, try rowCount(first), .int(1)) : .int(0), leaf)
        }
        arrays.append(array)
      }
    }
    let result = try graph.loop(
      GraphLoop(
        variables: .list([state, .list(arrays)]), items: indices, name: "scan/while",
        body: { item, variables throws(Raise) in
          let values = try variables.items()
          let next = try function.call(values[0], try row(item, of: elements))
          var written: [PyValue] = []
          let leaves = try Nest.leaves(of: next)
          for (place, array) in try values[1].items().enumerated() where place < leaves.count {
            written.append(try array.attribute(Symbol("write")).call(item, leaves[place]))
          }
          return .list([next, .list(written)])
        }, shapeError: RowFunctions.shapeError, dtypeError: RowFunctions.dtypeError))
    let values = try result.items()
    guard keepsAll else { return values[0] }
    var stacked: [PyValue] = []
    for array in try values[1].items() {
      stacked.append(try array.attribute(Symbol("stack")).call())
    }
    var rest = stacked[...]
    return try GraphNest.map(values[0]) { leaf in
      leaf.object is SymbolicTensor ? rest.popFirst() ?? leaf : leaf
    }
  }

  // MARK: Parts

  private static func shapeError(
    _ name: String, _ before: PartialShape, _ after: PartialShape
  ) -> Raise {
    Raise.value("shapes \(before) and \(after) of one round and the next differ")
  }

  private static func dtypeError(_ name: String, _ before: DType, _ after: DType) -> Raise {
    Raise.type("dtypes \(before.name) and \(after.name) of one round and the next differ")
  }

  private func newArray(_ dtype: DType, _ size: PyValue) throws(Raise) -> PyValue {
    try context.makeTensorArray(of: dtype, size)
  }

  private func tf(_ name: String) throws(Raise) -> PyValue {
    try context.module("tensorflow").attribute(Symbol(name))
  }

  /// The number of rows, as a tensor where it is open.
  private func rowCount(_ value: PyValue) throws(Raise) -> PyValue {
    try tf("shape").call(value).item(.int(0))
  }

  private func rowIndices(_ value: PyValue) throws(Raise) -> PyValue {
    try tf("range").call(try rowCount(value))
  }

  private func converted(_ value: PyValue) throws(Raise) -> PyValue {
    try GraphNest.isStructure(value)
      ? GraphNest.map(value) { leaf throws(Raise) in try tensor(leaf) } : tensor(value)
  }

  private func tensor(_ value: PyValue) throws(Raise) -> PyValue {
    try tf("convert_to_tensor").call(value)
  }

  private func tensors(_ value: PyValue) throws(Raise) -> PyValue {
    try GraphNest.map(value) { leaf throws(Raise) in leaf.isNone ? leaf : try tensor(leaf) }
  }

  private func row(_ index: Int, of value: PyValue) throws(Raise) -> PyValue {
    try row(.int(index), of: value)
  }

  private func row(_ index: PyValue, of value: PyValue) throws(Raise) -> PyValue {
    try GraphNest.map(value) { leaf throws(Raise) in try leaf.item(index) }
  }

  private func count(of value: PyValue) throws(Raise) -> Int {
    guard let first = try Nest.leaves(of: value).first else { return 0 }
    guard let count = try context.tensor(first).shape.lengths.first else {
      throw Raise.value("Elements in elems must be 1+ dimensional Tensors, not scalars")
    }
    return count
  }

  private func stack(_ values: [PyValue]) throws(Raise) -> PyValue {
    try tf("stack").call(.list(values))
  }
}

extension GraphNest {
  /// Whether a list, tuple or dictionary holds tensors or lists rather than numbers.
  static func isStructure(_ value: PyValue) -> Bool {
    switch value.object?.kind {
    case .tuple, .dict: return true
    case .list: return containsTensors(value)
    default: return false
    }
  }
}

extension RunContext {
  func makeTensorArray(of dtype: DType, _ size: PyValue) throws(Raise) -> PyValue {
    let options = TensorArrayObject.Options(
      isDynamic: false, clearsAfterRead: true, family: .init(.unknown))
    guard let graph else {
      return .object(
        TensorArrayObject(dtype, Array(repeating: nil, count: try int(size)), options, self))
    }
    return try graph.arrayNode("TensorArrayV2", dtype, options, [size]) { values throws(Raise) in
      .object(
        TensorArrayObject(
          dtype, Array(repeating: nil, count: try self.int(values[0])), options, self))
    }
  }

  /// A module of the run, imported if need be.
  func module(_ path: String) throws(Raise) -> PyValue { try interpreterModule(path) }
}
