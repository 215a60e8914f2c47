/// Rows put together by the segment that each belongs to.
package enum Segments: OpFamily {
  package static let operations: [any Operation.Type] = [
    SegmentSum.self, SegmentProduct.self, SegmentMaximum.self, SegmentMinimum.self,
  ]

  private static let sorted = "data, segment_ids, name=None"
  private static let unsorted = "data, segment_ids, num_segments, name=None"

  package static let functions: [LessonFunction] = [
    .segments("segment_sum", SegmentSum.self),
    .segments("segment_prod", SegmentProduct.self),
    .segments("segment_max", SegmentMaximum.self),
    .segments("segment_min", SegmentMinimum.self),
    .general(["tf.math.segment_mean"], sorted, "takes the mean of each segment") { arguments in
      let use = try SegmentUse(arguments, kernel: "SegmentMean")
      return .tensor(try use.sums / use.counts)
    },
    .unsortedSegments("unsorted_segment_sum", SegmentSum.self),
    .unsortedSegments("unsorted_segment_prod", SegmentProduct.self),
    .unsortedSegments("unsorted_segment_max", SegmentMaximum.self),
    .unsortedSegments("unsorted_segment_min", SegmentMinimum.self),
    .general(
      ["tf.math.unsorted_segment_mean"], unsorted, "takes the mean of each segment"
    ) { arguments in
      let use = try SegmentUse(unsorted: arguments)
      return .tensor(try use.sums / use.counts)
    },
    .general(
      ["tf.math.unsorted_segment_sqrt_n"], unsorted,
      "sums each segment and divides by the root of its size"
    ) { arguments in
      let use = try SegmentUse(unsorted: arguments)
      return .tensor(try use.sums / Tensor.apply(Sqrt(), use.counts))
    },
  ]
}

extension LessonFunction {
  fileprivate static func segments<O: SegmentReduction>(
    _ name: String, _ type: O.Type
  ) -> LessonFunction {
    let kernel = name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined()
    return .general(["tf.math.\(name)"], "data, segment_ids, name=None", O.summary) { arguments in
      let use = try SegmentUse(arguments, kernel: kernel)
      return .tensor(
        try Tensor.apply(O(count: use.count, isSorted: true), [use.data, use.ids]))
    }
  }

  fileprivate static func unsortedSegments<O: SegmentReduction>(
    _ name: String, _ type: O.Type
  ) -> LessonFunction {
    .general(
      ["tf.math.\(name)"], "data, segment_ids, num_segments, name=None", O.summary
    ) { arguments in
      let use = try SegmentUse(unsorted: arguments)
      return .tensor(
        try Tensor.apply(O(count: use.count, isSorted: false), [use.data, use.ids]))
    }
  }
}

/// What a lesson passed to a function of segments, checked.
private struct SegmentUse {
  let data: Tensor
  let ids: Tensor
  let count: Int
  private let isSorted: Bool

  init(_ arguments: any LessonArguments, kernel: String) throws {
    data = try arguments.tensor("data")
    ids = try arguments.tensor("segment_ids")
    isSorted = true
    func wrong(_ text: String) -> EngineError { .invalidArgument(op: kernel, text) }
    guard ids.shape.rank == 1 else { throw wrong("segment_ids should be a vector.") }
    guard data.shape.lengths.first == ids.shape.count else {
      throw wrong("segment_ids should be the same size as dimension 0 of input.")
    }
    let numbers = ids.array.integers
    count = Int(numbers.last ?? -1) + 1
    for (place, id) in numbers.enumerated() {
      if place > 0, numbers[place - 1] > id { throw wrong("segment ids are not increasing") }
      guard id >= 0 else {
        throw wrong(
          "Segment id \(id) out of range [0, \(count)), possibly because 'segment_ids' input is "
            + "not sorted.")
      }
    }
  }

  init(unsorted arguments: any LessonArguments) throws {
    data = try arguments.tensor("data")
    ids = try arguments.tensor("segment_ids")
    count = try arguments.int("num_segments")
    isSorted = false
  }

  var sums: Tensor {
    get throws(EngineError) {
      try Tensor.apply(SegmentSum(count: count, isSorted: isSorted), [data, ids])
    }
  }

  /// How many rows each segment has, at least 1, beside the sums.
  var counts: Tensor {
    get throws(EngineError) {
      var sizes = [Int64](repeating: 0, count: Swift.max(count, 0))
      for id in ids.array.integers where id >= 0 && id < count { sizes[Int(id)] += 1 }
      let inner = data.shape.rank - ids.shape.rank
      let shape = Shape([sizes.count] + [Int](repeating: 1, count: Swift.max(inner, 0)))
      let whole = NDArray(sizes.map { Swift.max($0, 1) }, shape: shape)
      return Tensor(try whole.cast(to: data.dtype))
    }
  }
}

/// Rows put together by segment: inputs are the rows and the number of the segment of each.
package protocol SegmentReduction: Operation {
  /// How many segments there are.
  var count: Int { get }
  /// Whether the numbers ascend, as TensorFlow's kernels without `unsorted` want it.
  var isSorted: Bool { get }
  init(count: Int, isSorted: Bool)
  static var domain: DTypeSet { get }
  /// What a segment without rows has.
  func empty(_ dtype: DType) -> NDArray
  static var combination: RowCombination { get }
}

extension SegmentReduction {
  package var notation: Notation { .function(Self.name) }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let (data, ids) = (inputs[0], inputs[1])
    guard Self.domain.contains(data.dtype) else {
      throw .unsupportedDType(op: Self.name, data.dtype)
    }
    guard ids.dtype == .int32 || ids.dtype == .int64 else {
      throw .indexDType(op: Self.name, ids.dtype)
    }
    guard Array(data.shape.lengths.prefix(ids.shape.rank)) == ids.shape.lengths else {
      throw .invalidArgument(
        op: Self.name,
        "data.shape = \(data.shape.bracketed) does not start with segment_ids.shape = "
          + ids.shape.bracketed)
    }
    return Signature(
      data.dtype, Shape([count] + Array(data.shape.lengths[ids.shape.rank...])))
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = try infer(inputs.map(\.signature)).shape
    let ids = inputs[1]
    let rows = ids.integers.map { Int($0) }
    for (place, row) in rows.enumerated() where row >= count {
      let steps = ids.shape.rowMajorStrides
      let at = ids.shape.lengths.indices.map { place / steps[$0] % ids.shape.lengths[$0] }
      throw .invalidArgument(
        op: Self.name,
        "segment_ids\(at.isEmpty ? "" : Shape(at).bracketed) = \(row) is out of range [0, \(count))"
      )
    }
    let inner = shape.lengths.dropFirst().reduce(1, *)
    // A sorted segment without rows has 0 where an extremum has no start.
    let used = Set(rows)
    let table = empty(inputs[0].dtype).broadcast(to: shape)
    let work = CombineRowsWork(
      table: table, updates: inputs[0], plan: RowPlan(rows: rows, inner: inner),
      combine: Self.combination)
    let result = try inputs[0].dtype.open(work, for: Self.name)
    guard isSorted, Self.combination == .greatest || Self.combination == .least,
      used.count < count
    else { return result }
    let mask = (0..<count).map { used.contains($0) }
    let kept = NDArray(
      mask, shape: Shape([count] + [Int](repeating: 1, count: shape.rank - 1)))
    return try NDArray.apply(Where(), [kept, result, .literal(0, like: result)])
  }

  package func isDifferentiable(by operand: Int) -> Bool { operand == 0 }

  /// The row of each segment back at the rows that belong to it; 0 for numbers below 0.
  fileprivate func spread<V: ShapedValue>(_ segments: V, _ ids: V) throws(EngineError) -> V {
    if isSorted { return try V.apply(Gather(), [segments, ids]) }
    let zero = try V.literal(0, like: ids)
    let rows = try V.apply(Gather(), [segments, V.apply(Maximum(), ids, zero)])
    let inner = segments.signature.shape.rank - 1
    let shape = Shape(ids.signature.shape.lengths + [Int](repeating: 1, count: inner))
    let inside = try V.apply(
      Reshape(shape), [V.compare(GreaterEqual(), ids, zero)])
    return try V.select(inside, rows, .literal(0, like: rows))
  }

  /// The gradient in equal parts to all rows that equal the result.
  ///
  /// - Source: TensorFlow `_SegmentMinOrMaxGrad`.
  fileprivate func shared<V: ShapedValue>(
    _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V {
    let chosen = try V.compare(Equal(), inputs[0], spread(output, inputs[1]))
    let zero = try V.literal(0, like: upstream)
    let indicators = try V.select(chosen, .literal(1, like: upstream), zero)
    let counts = try V.apply(
      SegmentSum(count: count, isSorted: isSorted), [indicators, inputs[1]])
    return try V.select(chosen, spread(upstream / counts, inputs[1]), zero)
  }
}

/// Sum of the rows of each segment.
///
/// Each row gets the gradient of its segment.
package struct SegmentSum: SegmentReduction {
  package static let name = "segment_sum"
  package static let kernel = "UnsortedSegmentSum"
  package static let summary = "sums the rows of each segment"
  package static var domain: DTypeSet { .numeric }
  package static let combination = RowCombination.add
  package let count: Int
  package let isSorted: Bool
  package init(count: Int, isSorted: Bool) {
    self.count = count
    self.isSorted = isSorted
  }
  package func empty(_ dtype: DType) -> NDArray {
    NDArray(payload: .scalar(dtype.bits(0)), dtype: dtype)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0 ? try spread(upstream, inputs[1]) : nil
  }
}

/// Product of the rows of each segment.
///
/// - Source: TensorFlow `_UnsortedSegmentProdGrad`: the product of the others, by division where
///   the row is not 0.
package struct SegmentProduct: SegmentReduction {
  package static let name = "segment_prod"
  package static let kernel = "UnsortedSegmentProd"
  package static let summary = "multiplies the rows of each segment"
  package static var domain: DTypeSet { .numeric }
  package static let combination = RowCombination.multiply
  package let count: Int
  package let isSorted: Bool
  package init(count: Int, isSorted: Bool) {
    self.count = count
    self.isSorted = isSorted
  }
  package func empty(_ dtype: DType) -> NDArray {
    NDArray(payload: .scalar(dtype.bits(1)), dtype: dtype)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    guard operand == 0 else { return nil }
    let (data, ids) = (inputs[0], inputs[1])
    let (zero, one) = (try V.literal(0, like: upstream), try V.literal(1, like: upstream))
    let vanishes = try V.compare(Equal(), data, zero)
    let zeros = try V.apply(
      SegmentSum(count: count, isSorted: isSorted), [V.select(vanishes, one, zero), ids])
    let several = try V.compare(Greater(), zeros, one)
    let flow = try V.select(several, zero, upstream)
    let others = try V.apply(self, [V.select(vanishes, one, data), ids])
    let partial = try V.select(
      vanishes, spread(others, ids), spread(output, ids) / V.select(vanishes, one, data))
    return try spread(flow, ids) * partial
  }
}

/// Greatest of the rows of each segment.
package struct SegmentMaximum: SegmentReduction {
  package static let name = "segment_max"
  package static let kernel = "UnsortedSegmentMax"
  package static let summary = "takes the greatest of each segment"
  package static var domain: DTypeSet { .ordered }
  package static let combination = RowCombination.greatest
  package let count: Int
  package let isSorted: Bool
  package init(count: Int, isSorted: Bool) {
    self.count = count
    self.isSorted = isSorted
  }
  package func empty(_ dtype: DType) -> NDArray { dtype.finiteExtreme(lowest: true) }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0 ? try shared(upstream, inputs, output) : nil
  }
}

/// Least of the rows of each segment.
package struct SegmentMinimum: SegmentReduction {
  package static let name = "segment_min"
  package static let kernel = "UnsortedSegmentMin"
  package static let summary = "takes the least of each segment"
  package static var domain: DTypeSet { .ordered }
  package static let combination = RowCombination.least
  package let count: Int
  package let isSorted: Bool
  package init(count: Int, isSorted: Bool) {
    self.count = count
    self.isSorted = isSorted
  }
  package func empty(_ dtype: DType) -> NDArray { dtype.finiteExtreme(lowest: false) }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    operand == 0 ? try shared(upstream, inputs, output) : nil
  }
}

extension DType {
  /// The least or the greatest number that is finite.
  fileprivate func finiteExtreme(lowest: Bool) -> NDArray {
    (try? open(ExtremeWork(lowest: lowest), for: "segment")) ?? NDArray(Float(0))
  }
}

private struct ExtremeWork: NumberWork {
  let lowest: Bool
  func run<E: Number>(_ type: E.Type) throws(EngineError) -> NDArray {
    if E.self == Float.self {
      return NDArray(lowest ? -Float.greatestFiniteMagnitude : Float.greatestFiniteMagnitude)
    }
    if E.self == Double.self {
      return NDArray(lowest ? -Double.greatestFiniteMagnitude : Double.greatestFiniteMagnitude)
    }
    return NDArray(lowest ? E.lowest : E.highest)
  }
}
