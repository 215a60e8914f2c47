import Glibc

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
  package init<E: Element>(_ value: E) {
    self.init(payload: .scalar(value.bits), dtype: E.dtype)
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

  /// Fills fresh memory for `shape`; the closure must set every element.
  @inline(__always)
  package static func make<E: Element>(
    _ type: E.Type, _ shape: Shape, fill: (UnsafeMutableBufferPointer<E>) -> Void
  ) -> NDArray {
    let count = shape.count
    if shape.rank == 0 {
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
    case 1: return copy(Bool.self).reinterpreted(as: dtype)
    case 4: return copy(Float.self).reinterpreted(as: dtype)
    default: return copy(Double.self).reinterpreted(as: dtype)
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
      if shape.rank == 0 {
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
    if shape.rank == 0 {
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

  /// All elements in row-major order as numbers of another kind; text has none.
  package var doubles: [Double] { elements(as: { $0.asDouble }) }

  /// All elements in row-major order as whole numbers; text has none.
  package var integers: [Int64] { elements(as: { $0.asInt64 }) }

  private func elements<T>(as convert: (any Element) -> T) -> [T] {
    func read<E: Element>(_ type: E.Type) -> [T] {
      (try? withElements(E.self) { buffer in buffer.map { convert($0) } }) ?? []
    }
    switch dtype {
    case .float32: return read(Float.self)
    case .float64: return read(Double.self)
    case .int32: return read(Int32.self)
    case .int64: return read(Int64.self)
    case .bool: return read(Bool.self)
    default: return []
    }
  }

  /// The only element of an array of one element, as a number; `nil` for more, fewer or text.
  package var doubleIfSingle: Double? {
    if case .scalar(let bits) = payload { return dtype.double(bits: bits) }
    return count == 1 && dtype != .string ? doubles.first : nil
  }
}

extension DType {
  /// The number that the bits of an inline scalar stand for.
  package func double(bits: UInt64) -> Double {
    switch self {
    case .float32: Double(Float(bits: bits))
    case .float64: Double(bits: bits)
    case .int32: Double(Int32(bits: bits))
    case .bool: bits != 0 ? 1 : 0
    default: Double(Int64(bitPattern: bits))
    }
  }

  /// The bits of a number as an inline scalar of this type.
  package func bits(_ value: Double) -> UInt64 {
    switch self {
    case .float32: Float(value).bits
    case .float64: value.bits
    case .int32: Int32(casting: value).bits
    case .bool: value != 0 ? 1 : 0
    default: Int64(casting: value).bits
    }
  }
}

/// A view of shared memory.
package final class Block: @unchecked Sendable {
  package let storage: Storage
  /// Index of the first element.
  package let offset: Int
  package let shape: Shape
  /// The strides of a view that is not simply row after row.
  private let ownStrides: [Int]?
  package let count: Int
  package let isContiguous: Bool

  package init(storage: Storage, offset: Int, shape: Shape, strides: [Int]) {
    self.storage = storage
    self.offset = offset
    self.shape = shape
    ownStrides = strides
    count = shape.count
    var expected = 1
    var contiguous = true
    for axis in stride(from: shape.rank - 1, through: 0, by: -1) where shape.lengths[axis] != 1 {
      if strides[axis] != expected { contiguous = false }
      expected *= shape.lengths[axis]
    }
    isContiguous = contiguous || count <= 1
  }

  /// Elements in row-major order without gaps.
  package init(storage: Storage, offset: Int, rowMajor shape: Shape) {
    self.storage = storage
    self.offset = offset
    self.shape = shape
    ownStrides = nil
    count = shape.count
    isContiguous = true
  }

  /// Steps in elements; 0 repeats an element along an axis.
  package var strides: [Int] { ownStrides ?? shape.rowMajorStrides }

  /// Element offsets in row-major order of the view.
  package func forEachOffset(_ body: (Int) -> Void) {
    guard count > 0 else { return }
    let strides = strides
    guard let inner = shape.lengths.last, let step = strides.last else { return body(offset) }
    var index = [Int](repeating: 0, count: shape.rank - 1)
    var start = offset
    while true {
      for position in 0..<inner { body(start + position * step) }
      var axis = shape.rank - 2
      while axis >= 0 {
        index[axis] += 1
        start += strides[axis]
        if index[axis] < shape.lengths[axis] { break }
        start -= strides[axis] * shape.lengths[axis]
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  /// The bits of one element.
  func bits(at offset: Int, width: Int) -> UInt64 {
    var bits: UInt64 = 0
    withUnsafeMutableBytes(of: &bits) { target in
      target.copyMemory(
        from: UnsafeRawBufferPointer(start: storage.memory + offset * width, count: width))
    }
    return bits
  }
}

/// Text elements and their shape.
package final class TextBlock: Sendable {
  package let elements: [[UInt8]]
  package let shape: Shape

  package init(elements: [[UInt8]], shape: Shape) {
    self.elements = elements
    self.shape = shape
  }

  /// The elements of a view: text is copied, for it has no memory to share.
  func elements(at offset: Int, _ shape: Shape, _ strides: [Int]) -> [[UInt8]] {
    var offsets = [offset]
    for (length, step) in zip(shape.lengths, strides) {
      offsets = offsets.flatMap { start in (0..<length).map { start + $0 * step } }
    }
    return offsets.map { elements[$0] }
  }
}

/// Aligned memory that is freed with its last view.
package final class Storage: @unchecked Sendable {
  package let memory: UnsafeMutableRawPointer
  private let byteCount: Int

  package init(byteCount: Int) {
    self.byteCount = byteCount
    memory = StoragePool.shared.take(byteCount)
  }

  deinit { StoragePool.shared.give(back: memory, byteCount: byteCount) }
}
