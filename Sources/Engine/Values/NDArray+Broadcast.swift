/// Where a kernel finds the elements of one operand while it walks the result in two nested loops.
package struct Feed<E: Element> {
  package let base: UnsafePointer<E>
  /// Elements to go on by from one turn of the outer loop to the next.
  package let outerStep: Int
  /// Elements to go on by within the inner loop: 1, or 0 for a repeated element.
  package let innerStep: Int
  /// Keeps the elements in memory.
  let owner: Storage
}

/// How operands of several shapes are walked together without copying the common cases:
/// equal shapes, one element, a row under every row, a column beside every column.
package struct BroadcastPlan {
  package let shape: Shape
  package let outer: Int
  package let inner: Int

  package init(_ shape: Shape, over operands: [Shape]) {
    self.shape = shape
    var inner: Int?
    var splits = true
    for operand in operands where operand != shape && operand.count != 1 {
      guard let found = Self.innerCount(of: operand, in: shape), inner == nil || inner == found
      else {
        splits = false
        break
      }
      inner = found
    }
    self.inner = splits ? inner ?? shape.count : shape.count
    outer = self.inner == 0 ? 0 : shape.count / self.inner
  }

  /// The length of the inner loop that suits an operand whose missing axes all lead or all trail.
  private static func innerCount(of operand: Shape, in shape: Shape) -> Int? {
    let padded =
      [Int](repeating: 1, count: shape.rank - operand.rank) + operand.lengths
    var split = 0
    while split < shape.rank, padded[split] == 1 { split += 1 }
    if Array(padded[split...]) == Array(shape.lengths[split...]) {
      return shape.lengths[split...].reduce(1, *)
    }
    split = shape.rank
    while split > 0, padded[split - 1] == 1 { split -= 1 }
    if Array(padded[..<split]) == Array(shape.lengths[..<split]) {
      return shape.lengths[split...].reduce(1, *)
    }
    return nil
  }

  /// Whether only leading axes of an operand are repeated; as many rows as columns tell no more.
  private static func isRow(_ operand: Shape, in shape: Shape) -> Bool {
    let own = operand.lengths.drop { $0 == 1 }
    return Array(own) == Array(shape.lengths.suffix(own.count))
  }

  /// An operand made ready: contiguous, and copied out only where no pair of loops fits its shape.
  ///
  /// - Precondition: `E` is the element type of the operand's dtype.
  package func feed<E: Element>(_ type: E.Type, _ operand: NDArray) -> Feed<E> {
    precondition(E.dtype == operand.dtype, "elements are read as what they are")
    let ready = prepare(operand)
    let own = ready.shape
    guard case .block(let block) = (own.rank == 0 ? ready.reshaped([1]) : ready).payload else {
      preconditionFailure("text is not computed with")
    }
    let (outerStep, innerStep) =
      switch own.count {
      case 1: (0, 0)
      case shape.count: (inner, 1)
      case inner where Self.isRow(own, in: shape): (0, 1)
      default: (1, 0)
      }
    return Feed(
      base: block.storage.memory.assumingMemoryBound(to: E.self) + block.offset,
      outerStep: outerStep, innerStep: innerStep, owner: block.storage)
  }

  private func prepare(_ operand: NDArray) -> NDArray {
    let own = operand.shape
    if own == shape || own.count == 1 { return operand.contiguous() }
    if inner != shape.count || Self.innerCount(of: own, in: shape) == inner {
      return operand.contiguous()
    }
    return operand.broadcast(to: shape).contiguous()
  }

  /// Sets every element of the result: `f` of its position and the elements of both operands.
  ///
  /// Inlined with `f`, so that the loops run over plain vectors; a checked sum inside would keep
  /// them from it.
  @inline(__always)
  package func fill<E: Element, R: Element>(
    _ target: UnsafeMutableBufferPointer<R>, _ x: Feed<E>, _ y: Feed<E>, _ f: (Int, E, E) -> R
  ) {
    for outer in 0..<outer {
      let px = x.base + outer * x.outerStep
      let py = y.base + outer * y.outerStep
      let start = outer * inner
      // The steps are told apart so that each loop reads side by side what it reads at all.
      switch (x.innerStep, y.innerStep) {
      case (1, 1):
        for i in 0..<inner { target[start &+ i] = f(start &+ i, px[i], py[i]) }
      case (1, _):
        let second = py.pointee
        for i in 0..<inner { target[start &+ i] = f(start &+ i, px[i], second) }
      case (_, 1):
        let first = px.pointee
        for i in 0..<inner { target[start &+ i] = f(start &+ i, first, py[i]) }
      default:
        let (first, second) = (px.pointee, py.pointee)
        for i in 0..<inner { target[start &+ i] = f(start &+ i, first, second) }
      }
    }
    extendLifetime(x.owner)
    extendLifetime(y.owner)
  }
}

extension NDArray {
  /// A view that repeats axes of length 1 (and missing leading axes) up to `shape`.
  ///
  /// - Precondition: the shapes broadcast, with `shape` as the result.
  package func broadcast(to shape: Shape) -> NDArray {
    if self.shape == shape { return self }
    let own = self.shape
    let source = own.rank == 0 ? reshaped([1]) : self
    guard let layout = source.layout else { return self }
    var strides = [Int](repeating: 0, count: shape.rank)
    for back in 1...shape.rank where back <= layout.shape.rank {
      let axis = layout.shape.rank - back
      if layout.shape.lengths[axis] != 1 { strides[shape.rank - back] = layout.strides[axis] }
    }
    return source.view(offset: layout.offset, shape: shape, strides: strides)
  }

  /// One element type in, one out: `f` of each element.
  @inline(__always)
  package func map<E: Element, R: Element>(_ f: (E) -> R) throws(EngineError) -> NDArray {
    if case .scalar(let bits) = payload { return NDArray(f(E(bits: bits))) }
    return try withElements(E.self) { source in
      NDArray.make(R.self, shape) { target in
        for index in 0..<target.count { target.initializeElement(at: index, to: f(source[index])) }
      }
    }
  }

  /// `f` of each pair of elements, broadcast to `shape`.
  @inline(__always)
  package static func zip<E: Element, R: Element>(
    _ a: NDArray, _ b: NDArray, to shape: Shape, _ f: (E, E) -> R
  ) throws(EngineError) -> NDArray {
    let plan = BroadcastPlan(shape, over: [a.shape, b.shape])
    let (x, y) = (plan.feed(E.self, a), plan.feed(E.self, b))
    return make(R.self, shape) { target in
      plan.fill(target, x, y) { (_, a: E, b: E) -> R in f(a, b) }
    }
  }
}
