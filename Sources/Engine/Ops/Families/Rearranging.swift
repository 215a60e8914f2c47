/// Elements repeated, mirrored and moved round along axes.
package enum Rearranging: OpFamily {
  package static let operations: [any Operation.Type] = [
    Repeat.self, RepeatGrad.self, MirrorPad.self, MirrorPadGrad.self, Roll.self,
  ]

  package static let functions: [LessonFunction] = [
    .general(
      ["tf.repeat"], "input, repeats, axis=None, name=None", Repeat.summary
    ) { arguments in
      var x = try arguments.tensor("input")
      let counts = try arguments.ints("repeats")
      if arguments.isNone("axis") { x = try Tensor.apply(Reshape([x.shape.count]), [x]) }
      let axis = arguments.isNone("axis") ? 0 : try arguments.int("axis")
      guard let place = x.shape.axis(axis) else {
        let rank = x.shape.rank
        throw EngineError.pythonValue(
          "axis=\(axis) out of bounds: expected \(-rank)<=axis<\(rank)")
      }
      let length = x.shape.lengths[place]
      guard counts.count == 1 || counts.count == length else {
        throw EngineError.pythonValue(
          "Dimensions \(length) and \(counts.count) are not compatible")
      }
      if let wrong = counts.first(where: { $0 < 0 }) {
        throw EngineError.invalidArgument(
          op: Tile.name, "Expected multiples[1] >= 0, but got \(wrong)")
      }
      let all = counts.count == 1 ? [Int](repeating: counts[0], count: length) : counts
      return .tensor(try Tensor.apply(Repeat(all, axis: place), [x]))
    },
    .general(["tf.roll"], "input, shift, axis, name=None", Roll.summary) { arguments in
      let x = try arguments.tensor("input")
      let op = Roll(shifts: try arguments.ints("shift"), axes: try arguments.ints("axis"))
      return .tensor(try Tensor.apply(op, [x]))
    },
  ]
}

/// Each element along an axis repeated as often as said for it.
///
/// The gradient of the repetitions is added up.
package struct Repeat: Operation {
  package static let name = "repeat"
  package static let summary = "repeats elements along an axis"
  package static var movesElements: Bool { true }
  package let counts: [Int]
  package let axis: Int
  package init(_ counts: [Int], axis: Int) {
    self.counts = counts
    self.axis = axis
  }

  package var notation: Notation {
    let times =
      Set(counts).count == 1
      ? String(counts[0]) : "[" + counts.map(String.init).joined(separator: ", ") + "]"
    return .function("repeat", attributes: times + (axis == 0 ? "" : ", axis=\(axis)"))
  }

  fileprivate func maps(_ shape: Shape) -> AxisMaps {
    AxisMaps(
      shape, axis: axis,
      counts.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) })
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard axis < inputs[0].shape.rank, counts.count == inputs[0].shape.lengths[axis] else {
      throw .wrongRank(op: Self.name, inputs[0].shape, expected: "\(counts.count) elements")
    }
    var shape = inputs[0].shape
    shape.lengths[axis] = counts.reduce(0) { $0.plusOrMost($1) }
    return Signature(inputs[0].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try maps(inputs[0].shape).read(inputs[0], for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(RepeatGrad(self, inputs[0].signature.shape), [upstream])
  }
}

/// Repetitions added up: the gradient of `repeat`.
package struct RepeatGrad: Operation {
  package static let name = "repeat_grad"
  package static let kernel = "Sum"
  package static let summary = "adds repetitions up"
  package let original: Repeat
  package let shape: Shape
  package init(_ original: Repeat, _ shape: Shape) {
    self.original = original
    self.shape = shape
  }
  package var notation: Notation { .function("sum_repeated") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard DTypeSet.numeric.contains(inputs[0].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return Signature(inputs[0].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try original.maps(shape).add(inputs[0], for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(original, [upstream])
  }
}

/// A tensor with a margin in which its own elements are mirrored.
///
/// The gradient of the margin is added to what was mirrored.
package struct MirrorPad: Operation {
  package static let name = "mirror_pad"
  package static let kernel = "MirrorPad"
  package static let summary = "puts a mirrored margin around its input"
  package static var movesElements: Bool { true }
  /// Elements before and behind, for each axis.
  package let paddings: [[Int]]
  /// Whether the elements at the edge are mirrored too (SYMMETRIC), or not (REFLECT).
  package let repeatsEdge: Bool
  package init(paddings: [[Int]], repeatsEdge: Bool) {
    self.paddings = paddings
    self.repeatsEdge = repeatsEdge
  }

  package var notation: Notation {
    let list = paddings.map { "[" + $0.map(String.init).joined(separator: ", ") + "]" }
    return .function(
      "pad",
      attributes: "[\(list.joined(separator: ", "))], " + (repeatsEdge ? "SYMMETRIC" : "REFLECT"))
  }

  fileprivate func maps(_ shape: Shape) -> AxisMaps {
    AxisMaps(
      shape,
      zip(paddings, shape.lengths).map { pair, length in
        (-pair[0]..<length + pair[1]).map { place in
          let edge = repeatsEdge ? 1 : 0
          if place < 0 { return -place - edge }
          return place < length ? place : 2 * length - 2 - place + edge
        }
      })
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    let signature = try Pad(paddings: paddings).infer(inputs)
    for (pair, length) in zip(paddings, inputs[0].shape.lengths) {
      let most = repeatsEdge ? length : length - 1
      guard pair[0] > most || pair[1] > most else { continue }
      throw .invalidArgument(
        op: Self.name,
        repeatsEdge
          ? "paddings must be no greater than the dimension size: \(pair[0]), \(pair[1]) greater "
            + "than \(length)"
          : "paddings must be less than the dimension size: \(pair[0]), \(pair[1]) not less than "
            + "\(length)")
    }
    return signature
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try maps(inputs[0].shape).read(inputs[0], for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(MirrorPadGrad(self, inputs[0].signature.shape), [upstream])
  }
}

/// A mirrored margin added to what it mirrors: the gradient of `mirror_pad`.
package struct MirrorPadGrad: Operation {
  package static let name = "mirror_pad_grad"
  package static let kernel = "MirrorPadGrad"
  package static let summary = "adds a mirrored margin to what it mirrors"
  package let original: MirrorPad
  package let shape: Shape
  package init(_ original: MirrorPad, _ shape: Shape) {
    self.original = original
    self.shape = shape
  }
  package var notation: Notation { .function("fold_margin") }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard DTypeSet.numeric.contains(inputs[0].dtype) else {
      throw .unsupportedDType(op: Self.name, inputs[0].dtype)
    }
    return Signature(inputs[0].dtype, shape)
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    try original.maps(shape).add(inputs[0], for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(original, [upstream])
  }
}

/// Elements moved along axes; what leaves at one end comes back at the other.
///
/// The gradient is moved back.
package struct Roll: Operation {
  package static let name = "roll"
  package static let summary = "moves elements round along axes"
  package static var movesElements: Bool { true }
  package let shifts: [Int]
  package let axes: [Int]
  package init(shifts: [Int], axes: [Int]) {
    self.shifts = shifts
    self.axes = axes
  }

  package var notation: Notation {
    let list = zip(shifts, axes).map { "\($0) along \($1)" }.joined(separator: ", ")
    return .function("roll", attributes: list)
  }

  package func infer(_ inputs: [Signature]) throws(EngineError) -> Signature {
    guard inputs[0].shape.rank > 0 else {
      throw .invalidArgument(op: Self.name, "input must be 1-D or higher")
    }
    guard shifts.count == axes.count else {
      throw .invalidArgument(op: Self.name, "shift and axis must have the same size")
    }
    for axis in axes where inputs[0].shape.axis(axis) == nil {
      throw .invalidArgument(op: Self.name, "axis \(axis) is out of range")
    }
    return inputs[0]
  }

  package func evaluate(_ inputs: [NDArray]) throws(EngineError) -> NDArray {
    let shape = inputs[0].shape
    var total = [Int](repeating: 0, count: shape.rank)
    for (shift, axis) in zip(shifts, axes) { total[shape.axis(axis) ?? 0] += shift }
    let maps = zip(total, shape.lengths).map { shift, length in
      (0..<length).map { place in
        let from = (place - shift) % length
        return from < 0 ? from + length : from
      }
    }
    return try AxisMaps(shape, maps).read(inputs[0], for: Self.name)
  }

  package func pullback<V: ShapedValue>(
    to operand: Int, _ upstream: V, _ inputs: [V], _ output: V
  ) throws(EngineError) -> V? {
    try V.apply(Roll(shifts: shifts.map { -$0 }, axes: axes), [upstream])
  }
}
