/// An array whose axes have labels, each of them once: what a sum of products is worked out with.
struct LabeledArray {
  let array: NDArray
  let labels: [Int]

  init(_ array: NDArray, _ labels: [Int]) {
    self.array = array
    self.labels = labels
  }

  /// An array, or its diagonal along the axes that share a label.
  init(diagonal array: NDArray, _ term: [Int]) {
    var labels: [Int] = []
    for label in term where !labels.contains(label) { labels.append(label) }
    guard labels.count < term.count, let layout = array.layout else {
      self.init(array, term)
      return
    }
    var strides = [Int](repeating: 0, count: labels.count)
    var lengths = [Int](repeating: 0, count: labels.count)
    for (axis, label) in term.enumerated() {
      guard let place = labels.firstIndex(of: label) else { continue }
      strides[place] += layout.strides[axis]
      lengths[place] = layout.shape.lengths[axis]
    }
    self.init(
      array.view(offset: layout.offset, shape: Shape(lengths), strides: strides), labels)
  }

  private func length(_ label: Int) -> Int {
    labels.firstIndex(of: label).map { array.shape.lengths[$0] } ?? 1
  }

  /// Summed over every axis whose label is not kept.
  func summed(keeping needed: Set<Int>) throws(EngineError) -> LabeledArray {
    let axes = labels.indices.filter { !needed.contains(labels[$0]) }
    guard !axes.isEmpty else { return self }
    let sum = try NDArray.apply(ReduceSum(axes: axes), [array])
    return LabeledArray(sum, labels.filter(needed.contains))
  }

  /// The axes in another order.
  func arranged(_ order: [Int]) throws(EngineError) -> LabeledArray {
    if order == labels { return self }
    let axes = order.compactMap { labels.firstIndex(of: $0) }
    return LabeledArray(array.transposed(axes), order)
  }

  /// The axes grouped: some by themselves, then two groups laid out flat.
  private func matrix(
    _ batch: [Int], _ rows: [Int], _ columns: [Int]
  ) throws(EngineError) -> NDArray {
    let ordered = try arranged(batch + rows + columns).array
    let lengths =
      batch.map(length) + [
        rows.reduce(1) { $0 * length($1) }, columns.reduce(1) { $0 * length($1) },
      ]
    return ordered.reshaped(Shape(lengths))
  }

  /// One axis of length 1 spread where the other array has more.
  private func spread(_ label: Int, to length: Int) -> LabeledArray {
    guard let place = labels.firstIndex(of: label), array.shape.lengths[place] != length else {
      return self
    }
    var shape = array.shape
    shape.lengths[place] = length
    return LabeledArray(array.broadcast(to: shape), labels)
  }

  /// The product, summed over the labels that nobody needs any more.
  func multiplied(
    by other: LabeledArray, keeping needed: Set<Int>
  ) throws(EngineError) -> LabeledArray {
    var left = try summed(keeping: needed.union(other.labels))
    var right = try other.summed(keeping: needed.union(labels))
    let shared = left.labels.filter(right.labels.contains)
    let batch = shared.filter(needed.contains)
    let inner = shared.filter { !needed.contains($0) }
    for label in inner {
      let length = Swift.max(left.length(label), right.length(label))
      left = left.spread(label, to: length)
      right = right.spread(label, to: length)
    }
    let rows = left.labels.filter { !shared.contains($0) }
    let columns = right.labels.filter { !shared.contains($0) }
    let product = try NDArray.apply(
      MatMul(), [left.matrix(batch, rows, inner), right.matrix(batch, inner, columns)])
    let lengths =
      product.shape.lengths.prefix(batch.count) + rows.map(left.length)
      + columns.map(right.length)
    return LabeledArray(product.reshaped(Shape(Array(lengths))), batch + rows + columns)
  }

  /// Zeros, with the elements of this array where all axes of one label agree.
  func onDiagonal(_ term: [Int], _ signature: Signature) throws(EngineError) -> NDArray {
    let zeros = try NDArray.filled(0, signature)
    guard case .block(let block) = zeros.payload else { return array }
    let steps = signature.shape.rowMajorStrides
    let strides = labels.map { label in
      term.indices.reduce(0) { $0 + (term[$1] == label ? steps[$1] : 0) }
    }
    let target = Block(storage: block.storage, offset: 0, shape: array.shape, strides: strides)
    try array.dtype.open(CopyIn(source: array, target: target), for: Einsum.name)
    return zeros
  }
}
