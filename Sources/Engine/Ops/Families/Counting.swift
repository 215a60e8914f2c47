/// What stands how often, and where.
package enum Counting: OpFamily {
  package static let operations: [any Operation.Type] = [
    Unique.self, UniqueIndex.self, UniqueCount.self, InvertPermutation.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(["tf.unique"], "x, out_idx=tf.int32, name=None", Unique.summary) { arguments in
      let x = try arguments.tensor("x")
      let dtype = try arguments.dtype("out_idx") ?? .int32
      return .record(
        "Unique",
        [
          ("y", .tensor(try Tensor.apply(Unique(), [x]))),
          ("idx", .tensor(try Tensor.apply(UniqueIndex(dtype), [x]))),
        ])
    },
    .general(
      ["tf.unique_with_counts"], "x, out_idx=tf.int32, name=None",
      "finds the different elements and counts them"
    ) { arguments in
      let x = try arguments.tensor("x")
      let dtype = try arguments.dtype("out_idx") ?? .int32
      return .record(
        "UniqueWithCounts",
        [
          ("y", .tensor(try Tensor.apply(Unique(), [x]))),
          ("idx", .tensor(try Tensor.apply(UniqueIndex(dtype), [x]))),
          ("count", .tensor(try Tensor.apply(UniqueCount(dtype), [x]))),
        ])
    },
    .single(InvertPermutation(), "tf.math.invert_permutation", parameters: "x, name=None"),
    .general(
      ["tf.math.count_nonzero"],
      "input, axis=None, keepdims=None, dtype=tf.int64, name=None", "counts what is not 0"
    ) { arguments in
      let x = try arguments.tensor("input")
      let zero = try Tensor.apply(ZerosLike(), [x])
      let marks = try Tensor.apply(
        Cast(arguments.dtype("dtype") ?? .int64), [Tensor.compare(NotEqual(), x, zero)])
      let keeps = arguments.isNone("keepdims") ? false : try arguments.bool("keepdims")
      return .tensor(
        try marks.reduced(ReduceSum.self, arguments.axes("axis"), keepsDims: keeps))
    },
    .composite(
      ["tf.math.zero_fraction", "tf.nn.zero_fraction"], "value, name=None",
      "takes the share of what is 0"
    ) { (x) throws(EngineError) in
      let zero = try Tensor.apply(ZerosLike(), [x])
      let marks = try Tensor.apply(Cast(.float32), [Tensor.compare(Equal(), x, zero)])
      return try marks.reduced(ReduceSum.self, nil) / Double(x.shape.count)
    },
    .general(
      ["tf.math.bincount"],
      "arr, weights=None, minlength=None, maxlength=None, dtype=tf.int32, name=None, axis=None, "
        + "binary_output=False", "counts how often each number stands"
    ) { arguments in
      guard arguments.isNone("axis"), try !arguments.bool("binary_output") else {
        throw EngineError.unsupported("tf.math.bincount with axis or binary_output")
      }
      let numbers = try arguments.tensor("arr")
      let flat = try Tensor.apply(Reshape([numbers.shape.count]), [numbers])
      let found = flat.array.integers
      guard found.allSatisfy({ $0 >= 0 }) else {
        throw EngineError.invalidArgument(op: "DenseBincount", "Input arr must be non-negative!")
      }
      var count = Int(found.max() ?? -1) + 1
      if !arguments.isNone("minlength") {
        count = Swift.max(count, try arguments.int("minlength"))
      }
      if !arguments.isNone("maxlength") {
        count = Swift.min(count, try arguments.int("maxlength"))
      }
      var ids = flat
      if found.contains(where: { $0 >= count }) {
        let places = found.map { $0 < count ? $0 : -1 }
        ids = Tensor(NDArray(places, shape: flat.shape))
      }
      let weights: Tensor
      if arguments.isNone("weights") {
        let dtype = try arguments.dtype("dtype") ?? .int32
        weights = Tensor(try NDArray.filled(1, Signature(dtype, flat.shape)))
      } else {
        weights = try Tensor.apply(Reshape(flat.shape), [arguments.tensor("weights")])
      }
      return .tensor(
        try Tensor.apply(SegmentSum(count: count, isSorted: false), [weights, ids]))
    },
    .general(
      ["tf.math.confusion_matrix"],
      "labels, predictions, num_classes=None, weights=None, dtype=tf.int32, name=None",
      "counts which class was taken for which"
    ) { arguments in
      let (labels, found) = (
        try arguments.tensor("labels").array.integers,
        try arguments.tensor("predictions").array.integers
      )
      guard labels.count == found.count else {
        throw EngineError.pythonValue(
          "Shapes (\(labels.count),) and (\(found.count),) are incompatible")
      }
      let classes =
        arguments.isNone("num_classes")
        ? Int((labels + found).max() ?? -1) + 1 : try arguments.int("num_classes")
      let dtype = try arguments.dtype("dtype") ?? .int32
      let weights =
        arguments.isNone("weights")
        ? Tensor(try NDArray.filled(1, Signature(dtype, [labels.count])))
        : try Tensor.apply(Cast(dtype), [arguments.tensor("weights")])
      let pairs = zip(labels, found).flatMap { [$0, $1] }
      let indices = Tensor(NDArray(pairs, shape: [labels.count, 2]))
      return .tensor(try Tensor.apply(ScatterND([classes, classes]), [indices, weights]))
    },
  ]
}

extension Signature {
  /// The signature of a row of numbers, or why it is none.
  fileprivate func row(_ op: String, _ text: String) throws(EngineError) -> Signature {
    guard shape.rank == 1 else { throw .invalidArgument(op: op, text) }
    return self
  }
}

/// The different elements of a row in the order in which they come first.
private struct UniqueRun: ElementWork {
  let x: NDArray

  func run<E: Element>(_ type: E.Type) throws(EngineError) -> (values: [Int], index: [Int]) {
    try x.withElements(E.self) { source in
      var known: [UInt64: Int] = [:]
      var (values, index): ([Int], [Int]) = ([], [])
      for (place, element) in source.enumerated() {
        let bits = element.asDouble == 0 ? 0 : element.bits
        if let number = known[bits] {
          index.append(number)
        } else {
          known[bits] = values.count
          index.append(values.count)
          values.append(place)
        }
      }
      return (values, index)
    }
  }
}

extension NDArray {
  /// Which elements of a row come first, and which of them each one is.
  fileprivate func distinct(_ op: String) throws(EngineError) -> (values: [Int], index: [Int]) {
    guard case .text(let block) = payload else {
      return try dtype.open(UniqueRun(x: self), for: op)
    }
    var known: [[UInt8]: Int] = [:]
    var (values, index): ([Int], [Int]) = ([], [])
    for (place, element) in block.elements.enumerated() {
      if known[element] == nil {
        known[element] = values.count
        values.append(place)
      }
      index.append(known[element] ?? 0)
    }
    return (values, index)
  }
}

/// The different elements of a row, each once.
package struct Unique: Operation {
  package static let name = "unique"
  package static let summary = "finds the different elements"
  package var notation: Notation { .function("unique") }
  package init() {}

  /// How many there are is not known before the values are.
  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    Signature(
      try inputs[0].row(Self.name, "unique expects a 1D vector.").dtype, Shape([0]))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let found = try inputs[0].distinct(Self.name).values
    let places = NDArray(found.map { Int64($0) }, shape: [found.count])
    return try Gather().evaluate([inputs[0], places])
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
}

/// Which of the different elements each one is.
package struct UniqueIndex: Operation {
  package static let name = "unique_index"
  package static let kernel = "Unique"
  package static let summary = "finds which of the different elements each is"
  package let output: DType
  package init(_ output: DType = .int32) { self.output = output }
  package var notation: Notation { .function("unique_index") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    Signature(output, try inputs[0].row(Self.name, "unique expects a 1D vector.").shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let found = try inputs[0].distinct(Self.name).index
    return try NDArray(found.map { Int64($0) }, shape: inputs[0].shape).cast(to: output)
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
}

/// How often each of the different elements stands.
package struct UniqueCount: Operation {
  package static let name = "unique_count"
  package static let kernel = "UniqueWithCounts"
  package static let summary = "counts the different elements"
  package let output: DType
  package init(_ output: DType = .int32) { self.output = output }
  package var notation: Notation { .function("unique_count") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    _ = try inputs[0].row(Self.name, "unique expects a 1D vector.")
    return Signature(output, Shape([0]))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let (values, index) = try inputs[0].distinct(Self.name)
    var counts = [Int64](repeating: 0, count: values.count)
    for place in index { counts[place] += 1 }
    return try NDArray(counts, shape: [counts.count]).cast(to: output)
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
}

/// The order that undoes an order.
package struct InvertPermutation: Operation {
  package static let name = "invert_permutation"
  package static let summary = "finds the order that undoes an order"
  package var notation: Notation { .function("invert_permutation") }
  package init() {}

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].dtype == .int32 || inputs[0].dtype == .int64 else {
      throw .indexDType(op: Self.name, inputs[0].dtype)
    }
    return try inputs[0].row(Self.name, "invert_permutation expects a 1D vector.")
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let order = inputs[0].integers
    var inverse = [Int64](repeating: -1, count: order.count)
    for (place, target) in order.enumerated() {
      guard target >= 0, target < order.count else {
        throw .invalidArgument(
          op: Self.name, "\(target) is not between 0 and \(order.count)")
      }
      guard inverse[Int(target)] < 0 else {
        throw .invalidArgument(op: Self.name, "\(target) is duplicated in the input.")
      }
      inverse[Int(target)] = Int64(place)
    }
    return try NDArray(inverse, shape: inputs[0].shape).cast(to: inputs[0].dtype)
  }

  package func isDifferentiable(by operand: Int) -> Bool { false }
  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? { nil }
}
