/// Which norm is meant: by a number, or by a name.
struct NormOrder {
  let order: Double
  /// Whether the order was said as a name, which for matrices is the Frobenius norm.
  let isNamed: Bool

  init(_ arguments: any LessonArguments) throws {
    let isMatrix = try arguments.axes("axis")?.count == 2
    if let text = try arguments.text("ord") {
      guard text == "euclidean" || text == "fro" && isMatrix else {
        throw Self.refusal(text, isMatrix)
      }
      (order, isNamed) = (2, true)
      return
    }
    let order = try arguments.double("ord")
    guard isMatrix ? [1, 2, .infinity].contains(order) : order > 0 else {
      throw Self.refusal(NumberText.short(order), isMatrix)
    }
    (self.order, isNamed) = (order, false)
  }

  private static func refusal(_ order: String, _ isMatrix: Bool) -> EngineError {
    .pythonValue(
      isMatrix
        ? "'ord' must be a supported matrix norm in ['euclidean', 'fro', 1, 2, inf], got \(order)"
        : "'ord' must be a supported vector norm, got \(order)")
  }
}

extension Tensor {
  /// A norm of vectors over axes, or of matrices over two of them.
  func norm(
    _ order: NormOrder, _ axes: [Int]?, keepsDims: Bool = false
  ) throws(EngineError) -> Tensor {
    guard let axes, axes.count == 2, !order.isNamed else {
      return try norm(order: order.order, axes, keepsDims: keepsDims)
    }
    guard let rows = shape.axis(axes[0]), let columns = shape.axis(axes[1]), rows != columns else {
      throw .pythonValue(
        "'axis' must be None, an integer, or a tuple of 2 unique integers, got \(axes)")
    }
    let result: Tensor
    switch order.order {
    case 1:
      result = try Tensor.apply(Abs(), self).reduced(ReduceSum.self, [rows], keepsDims: true)
        .reduced(ReduceMax.self, [columns], keepsDims: true)
    case .infinity:
      result = try Tensor.apply(Abs(), self).reduced(ReduceSum.self, [columns], keepsDims: true)
        .reduced(ReduceMax.self, [rows], keepsDims: true)
    default:
      let others = (0..<shape.rank).filter { $0 != rows && $0 != columns }
      let matrices = try Tensor.apply(Transpose(others + [rows, columns]), [self])
      let values = try Tensor.apply(SingularPart(.values), [matrices])
      let greatest = try Tensor.apply(Abs(), values).reduced(ReduceMax.self, [-1])
      var kept = shape
      kept.lengths[rows] = 1
      kept.lengths[columns] = 1
      result = try Tensor.apply(Reshape(kept), [greatest])
    }
    return keepsDims ? result : try Tensor.apply(Squeeze(axes: [rows, columns]), [result])
  }

  private func conjugated() throws(EngineError) -> Tensor {
    dtype.isComplex ? try Tensor.apply(Conjugate(), [self]) : self
  }

  /// A vector norm of an order over axes; infinity is the greatest magnitude.
  package func norm(
    order: Double, _ axes: [Int]?, keepsDims: Bool = false
  ) throws(EngineError) -> Tensor {
    let result: Tensor
    switch order {
    case 2:
      result = try Tensor.apply(
        Sqrt(), (self * conjugated()).reduced(ReduceSum.self, axes, keepsDims: true))
    case 1:
      result = try Tensor.apply(Abs(), self).reduced(ReduceSum.self, axes, keepsDims: true)
    case .infinity:
      result = try Tensor.apply(Abs(), self).reduced(ReduceMax.self, axes, keepsDims: true)
    default:
      let power = Tensor.literal(order, like: self)
      let sum = try Tensor.apply(Power(), Tensor.apply(Abs(), self), power)
        .reduced(ReduceSum.self, axes, keepsDims: true)
      result = try Tensor.apply(Power(), sum, 1 / power)
    }
    if keepsDims { return result }
    let places = try shape.places(axes, op: "norm")
    return places.isEmpty ? result : try Tensor.apply(Squeeze(axes: places), [result])
  }
}
