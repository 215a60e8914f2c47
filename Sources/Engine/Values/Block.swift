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
