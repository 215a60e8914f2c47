/// A plain array of numbers: what an op computes when nobody records it.
///
/// Immutable once made.
///
/// A scalar is held inline, so that scalar lessons allocate nothing; a larger array is a view
/// (offset and strides) of shared memory, so that reshape and slices copy nothing.
package struct NDArray: @unchecked Sendable {
  package enum Payload {
    case scalar(UInt64)
    case block(Block)
    case text(TextBlock)
  }

  package let payload: Payload
  package let dtype: DType

  package init(payload: Payload, dtype: DType) {
    self.payload = payload
    self.dtype = dtype
  }

  /// A scalar of one element type.
  @inline(__always)
  package init<E: Element>(_ value: E) {
    self = E.dtype.isInline ? NDArray(payload: .scalar(value.bits), dtype: E.dtype) : .one(value)
  }

  /// A scalar in memory of its own: complex numbers have no room inline.
  @inline(never)
  private static func one<E: Element>(_ value: E) -> NDArray {
    let storage = Storage(byteCount: MemoryLayout<E>.stride)
    storage.memory.assumingMemoryBound(to: E.self).initialize(to: value)
    return NDArray(
      payload: .block(Block(storage: storage, offset: 0, rowMajor: .scalar)), dtype: E.dtype)
  }

  /// A scalar of any numeric dtype.
  package static func number(_ value: Double, _ dtype: DType) -> NDArray {
    switch dtype {
    case .complex64: NDArray(Complex<Float>(casting: value))
    case .complex128: NDArray(Complex<Double>(casting: value))
    default: NDArray(payload: .scalar(dtype.bits(value)), dtype: dtype)
    }
  }

  /// Elements in row-major order.
  ///
  /// - Precondition: `elements.count == shape.count`.
  package init<E: Element>(_ elements: [E], shape: Shape) {
    precondition(elements.count == shape.count, "as many elements as the shape holds")
    if shape.rank == 0 {
      self.init(elements[0])
    } else {
      self = NDArray.make(E.self, shape) { target in
        _ = target.initialize(from: elements)
      }
    }
  }

  /// Text of any shape, as bytes.
  package init(text: [[UInt8]], shape: Shape) {
    self.init(payload: .text(TextBlock(elements: text, shape: shape)), dtype: .string)
  }

  /// Elements by their bytes, the lowest of each first.
  ///
  /// - Precondition: as many bytes as the shape's elements take.
  package init(bytes: [UInt8], _ dtype: DType, shape: Shape) {
    precondition(bytes.count == shape.count * dtype.byteWidth, "as many bytes as elements take")
    let storage = Storage(byteCount: bytes.count)
    bytes.withUnsafeBytes { source in
      UnsafeMutableRawBufferPointer(start: storage.memory, count: bytes.count).copyMemory(
        from: source)
    }
    let block = Block(storage: storage, offset: 0, rowMajor: Shape([shape.count]))
    self = NDArray(payload: .block(block), dtype: dtype).reshaped(shape)
  }

  /// Fills fresh memory for `shape`; the closure must set every element.
  @inline(__always)
  package static func make<E: Element>(
    _ type: E.Type, _ shape: Shape, fill: (UnsafeMutableBufferPointer<E>) -> Void
  ) -> NDArray {
    let count = shape.count
    if shape.rank == 0, E.dtype.isInline {
      var value = E(bits: 0)
      withUnsafeMutablePointer(to: &value) { pointer in
        fill(UnsafeMutableBufferPointer(start: pointer, count: 1))
      }
      return NDArray(value)
    }
    let storage = Storage(byteCount: count * MemoryLayout<E>.stride)
    fill(
      UnsafeMutableBufferPointer(
        start: storage.memory.assumingMemoryBound(to: E.self), count: count))
    return NDArray(
      payload: .block(
        Block(storage: storage, offset: 0, rowMajor: shape)),
      dtype: E.dtype)
  }

  package var shape: Shape {
    switch payload {
    case .scalar: .scalar
    case .block(let block): block.shape
    case .text(let block): block.shape
    }
  }

  package var signature: Signature { Signature(dtype, shape) }

  package var count: Int {
    switch payload {
    case .scalar: 1
    case .block(let block): block.count
    case .text(let block): block.elements.count
    }
  }

  package var isScalar: Bool {
    if case .scalar = payload { return true }
    return shape.rank == 0
  }

  /// Bytes this array keeps alive, for the memory budget.
  package var byteCount: Int {
    switch payload {
    case .scalar: 0
    case .block(let block): block.count * dtype.byteWidth
    case .text(let block): block.elements.reduce(0) { $0 + $1.count + 16 }
    }
  }

  /// One value spread over a shape; costs one element of memory.
  package static func full<E: Element>(_ value: E, _ shape: Shape) -> NDArray {
    guard shape.rank > 0 else { return NDArray(value) }
    return make(E.self, shape) { $0.initialize(repeating: value) }
  }

  /// The same elements in row-major order without gaps.
  package func contiguous() -> NDArray {
    guard case .block(let block) = payload, !block.isContiguous else { return self }
    func copy<E: Element>(_ type: E.Type) -> NDArray {
      NDArray.make(E.self, block.shape) { target in
        var next = 0
        block.forEachOffset { offset in
          target[next] = block.storage.memory.assumingMemoryBound(to: E.self)[offset]
          next += 1
        }
      }
    }
    switch dtype.byteWidth {
    case 1: return copy(UInt8.self).reinterpreted(as: dtype)
    case 2: return copy(UInt16.self).reinterpreted(as: dtype)
    case 4: return copy(Float.self).reinterpreted(as: dtype)
    case 8: return copy(Double.self).reinterpreted(as: dtype)
    default: return copy(Complex<Double>.self).reinterpreted(as: dtype)
    }
  }

  private func reinterpreted(as dtype: DType) -> NDArray { NDArray(payload: payload, dtype: dtype) }

  /// The same memory under another shape.
  ///
  /// - Precondition: both shapes hold the same number of elements.
  package func reshaped(_ shape: Shape) -> NDArray {
    switch payload {
    case .scalar(let bits):
      if shape.rank == 0 { return self }
      let storage = Storage(byteCount: dtype.byteWidth)
      withUnsafeBytes(of: bits.littleEndian) { source in
        storage.memory.copyMemory(
          from: source.baseAddress ?? UnsafeRawPointer(storage.memory),
          byteCount: dtype.byteWidth)
      }
      return NDArray(
        payload: .block(
          Block(storage: storage, offset: 0, rowMajor: shape)),
        dtype: dtype)
    case .block:
      if shape == self.shape { return self }
      guard case .block(let block) = contiguous().payload else { return self }
      if shape.rank == 0, dtype.isInline {
        let bits = block.bits(at: block.offset, width: dtype.byteWidth)
        return NDArray(payload: .scalar(bits), dtype: dtype)
      }
      return NDArray(
        payload: .block(
          Block(storage: block.storage, offset: block.offset, rowMajor: shape)),
        dtype: dtype)
    case .text(let block):
      return NDArray(text: block.elements, shape: shape)
    }
  }

  /// Where the elements lie, for views; an inline scalar lies nowhere.
  package var layout: (offset: Int, shape: Shape, strides: [Int])? {
    switch payload {
    case .scalar: nil
    case .block(let block): (block.offset, block.shape, block.strides)
    case .text(let block): (0, block.shape, block.shape.rowMajorStrides)
    }
  }

  /// A view with other offset, shape and strides of the same memory; a scalar view is read out.
  package func view(offset: Int, shape: Shape, strides: [Int]) -> NDArray {
    if case .text(let block) = payload {
      return NDArray(text: block.elements(at: offset, shape, strides), shape: shape)
    }
    guard case .block(let block) = payload else { return self }
    if shape.rank == 0, dtype.isInline {
      let bits = block.bits(at: offset, width: dtype.byteWidth)
      return NDArray(payload: .scalar(bits), dtype: dtype)
    }
    return NDArray(
      payload: .block(
        Block(storage: block.storage, offset: offset, shape: shape, strides: strides)),
      dtype: dtype)
  }

  /// Calls the closure with the elements in row-major order.
  ///
  /// - Precondition: `E` is the element type of this array's dtype.
  package func withElements<E: Element, R>(
    _ type: E.Type, _ body: (UnsafeBufferPointer<E>) throws(EngineError) -> R
  ) throws(EngineError) -> R {
    precondition(E.dtype == dtype, "elements are read as what they are")
    switch contiguous().payload {
    case .scalar(let bits):
      let value = E(bits: bits)
      // The pointer must not outlive the call; `value` does not move while `body` runs.
      let pointer = UnsafeMutablePointer<E>.allocate(capacity: 1)
      defer { pointer.deallocate() }
      pointer.initialize(to: value)
      return try body(UnsafeBufferPointer(start: pointer, count: 1))
    case .block(let block):
      defer { extendLifetime(block) }
      let start = block.storage.memory.assumingMemoryBound(to: E.self) + block.offset
      return try body(UnsafeBufferPointer(start: start, count: block.count))
    case .text:
      return try body(UnsafeBufferPointer(start: nil, count: 0))
    }
  }
}
