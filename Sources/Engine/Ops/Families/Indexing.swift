/// Parts by position and slice.
package enum Indexing: OpFamily {
  package static let operations: [any Operation.Type] = [
    StridedSlice.self, StridedSliceGrad.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.slice"], "input_, begin, size, name=None", "takes a part of given start and size"
    ) { arguments in
      let x = try arguments.tensor("input_")
      let (begin, size) = (try arguments.ints("begin"), try arguments.ints("size"))
      return .tensor(try x.slice(begin: begin, size: size))
    }
  ]
}

/// One item between the brackets of `x[…]`.
package enum IndexItem: Hashable, Sendable {
  /// One position; its axis goes away.
  case index(Int)
  /// A slice; ends that are `nil` are the ends of the axis.
  case slice(start: Int?, stop: Int?, step: Int)
  /// As many whole axes as are missing.
  case ellipsis
  /// A new axis of length 1.
  case newAxis
}

/// Part of a tensor by positions and slices; nothing is copied.
package struct StridedSlice: Operation {
  package static let name = "strided_slice"
  package static let summary = "takes a part by positions and slices"
  package let items: [IndexItem]
  package init(_ items: [IndexItem]) { self.items = items }

  package var notation: Notation {
    let list = items.map(\.text).joined(separator: ", ")
    return Notation { arguments, style in
      WrittenFormula("\(arguments[0].held(by: .atom, style))[\(list)]")
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let selection = try Selection(items, of: inputs[0].shape)
    return Signature(inputs[0].dtype, selection.shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let selection = try Selection(items, of: inputs[0].shape)
    if inputs[0].isScalar { return inputs[0].reshaped(selection.shape) }
    return inputs[0].part(selection)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(StridedSliceGrad(inputs[0].signature.shape, items), [upstream])
  }
}

/// A part put back where a slice took it from, zeros elsewhere: the gradient of a slice.
package struct StridedSliceGrad: Operation {
  package static let name = "strided_slice_grad"
  package static let summary = "puts a part back among zeros"
  package let shape: Shape
  package let items: [IndexItem]
  package init(_ shape: Shape, _ items: [IndexItem]) {
    self.shape = shape
    self.items = items
  }

  package var notation: Notation {
    let list = items.map(\.text).joined(separator: ", ")
    return Notation { arguments, style in
      WrittenFormula("{\(arguments[0].text) at [\(list)], 0 elsewhere}")
    }
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let selection = try Selection(items, of: shape)
    guard inputs[0].shape.broadcast(with: selection.shape) == selection.shape else {
      throw .incompatibleShapes(op: Self.name, inputs[0].shape, selection.shape)
    }
    return Signature(inputs[0].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let selection = try Selection(items, of: shape)
    let zeros = try NDArray.filled(0, Signature(inputs[0].dtype, shape))
    guard case .block(let block) = zeros.payload else { return inputs[0].reshaped(shape) }
    let target = Block(
      storage: block.storage, offset: selection.offset, shape: selection.shape,
      strides: selection.strides)
    let part = inputs[0].broadcast(to: selection.shape)
    try part.dtype.open(CopyIn(source: part, target: target), for: Self.name)
    return zeros
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(StridedSlice(items), [upstream])
  }
}

extension IndexItem {
  fileprivate var text: String {
    switch self {
    case .index(let index): String(index)
    case .slice(let start, let stop, let step):
      (start.map(String.init) ?? "") + ":" + (stop.map(String.init) ?? "")
        + (step == 1 ? "" : ":\(step)")
    case .ellipsis: "…"
    case .newAxis: "None"
    }
  }
}

/// Where the elements of a part lie in the whole, rows laid end to end.
package struct Selection {
  package private(set) var shape: Shape = .scalar
  package private(set) var offset = 0
  package private(set) var strides: [Int] = []
  /// For each axis of the part: first position and step along an axis of the whole; `nil` is new.
  private(set) var sources: [(axis: Int, start: Int, step: Int)?] = []
  private(set) var fixed: [(axis: Int, index: Int)] = []

  package init(_ items: [IndexItem], of whole: Shape) throws(EngineError) {
    let used = items.reduce(0) {
      switch $1 {
      case .index, .slice: $0 + 1
      case .ellipsis, .newAxis: $0
      }
    }
    guard items.filter({ $0 == .ellipsis }).count < 2 else { throw .severalEllipses }
    guard used <= whole.rank else { throw .tooManyIndices(count: used, rank: whole.rank) }
    var axis = 0
    var hasEllipsis = false
    for (place, item) in items.enumerated() {
      switch item {
      case .newAxis:
        sources.append(nil)
        shape.lengths.append(1)
      case .ellipsis:
        hasEllipsis = true
        for _ in 0..<(whole.rank - used) { take(&axis, whole) }
      case .index(let index):
        let length = whole.lengths[axis]
        let position = index < 0 ? index + length : index
        guard position >= 0, position < length else {
          throw .indexOutOfRange(index: index, axis: axis, length: length)
        }
        fixed.append((axis, position))
        axis += 1
      case .slice(let start, let stop, let step):
        guard step != 0 else { throw .zeroStep(place: place) }
        let range = Self.clamp(start, stop, step, whole.lengths[axis])
        sources.append((axis, range.start, step))
        shape.lengths.append(range.count)
        axis += 1
      }
    }
    if !hasEllipsis { while axis < whole.rank { take(&axis, whole) } }
    let steps = whole.rowMajorStrides
    strides = sources.map { source in source.map { steps[$0.axis] * $0.step } ?? 0 }
    offset = firstOffset(steps)
  }

  private mutating func take(_ axis: inout Int, _ whole: Shape) {
    sources.append((axis, 0, 1))
    shape.lengths.append(whole.lengths[axis])
    axis += 1
  }

  func firstOffset(_ steps: [Int]) -> Int {
    sources.reduce(0) { sum, source in sum + (source.map { steps[$0.axis] * $0.start } ?? 0) }
      + fixed.reduce(0) { $0 + steps[$1.axis] * $1.index }
  }

  /// Python's rule for the ends of a slice.
  private static func clamp(
    _ start: Int?, _ stop: Int?, _ step: Int, _ length: Int
  ) -> (start: Int, count: Int) {
    let (least, most) = step > 0 ? (0, length) : (-1, length - 1)
    func place(_ index: Int) -> Int {
      Swift.min(Swift.max(index < 0 ? index + length : index, least), most)
    }
    let first = start.map(place) ?? (step > 0 ? 0 : length - 1)
    let end = stop.map(place) ?? (step > 0 ? length : -1)
    let distance = step > 0 ? end - first : first - end
    let size = step.magnitude
    let count = distance <= 0 ? 0 : (UInt(distance) + size - 1) / size
    return (count == 0 ? Swift.max(0, Swift.min(first, length - 1)) : first, Int(count))
  }
}

extension NDArray {
  /// A view of a part.
  func part(_ selection: Selection) -> NDArray {
    guard let layout else { return self }
    return view(
      offset: layout.offset + selection.firstOffset(layout.strides), shape: selection.shape,
      strides: selection.sources.map { source in
        source.map { layout.strides[$0.axis] * $0.step } ?? 0
      })
  }
}
