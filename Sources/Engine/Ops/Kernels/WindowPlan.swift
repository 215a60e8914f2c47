/// Where windows lie on images of shape (batch, height, width, channels).
struct WindowPlan: Hashable {
  let batch: Int
  let height: Int
  let width: Int
  let channels: Int
  let window: (rows: Int, columns: Int)
  let step: (rows: Int, columns: Int)
  let spread: (rows: Int, columns: Int)
  /// Rows above and columns left of the image that a window may cover.
  let margin: (rows: Int, columns: Int)
  let outHeight: Int
  let outWidth: Int

  init(_ image: Shape, _ use: WindowUse) {
    (batch, height, width, channels) = (image[0], image[1], image[2], image[3])
    window = (use.window[0], use.window[1])
    step = (use.strides[0], use.strides[1])
    spread = (use.dilations[0], use.dilations[1])
    let rows = Self.fit(height, use.window[0], use.strides[0], use.dilations[0], use.isSame)
    let columns = Self.fit(width, use.window[1], use.strides[1], use.dilations[1], use.isSame)
    (outHeight, outWidth) = (rows.count, columns.count)
    margin = (rows.margin, columns.margin)
  }

  /// How many windows there are along an axis, and how far the first one reaches out.
  ///
  /// - Source: TensorFlow `GetWindowedOutputSize`.
  private static func fit(
    _ length: Int, _ window: Int, _ step: Int, _ spread: Int, _ isSame: Bool
  ) -> (count: Int, margin: Int) {
    let reach = (window - 1) * spread + 1
    guard isSame else { return (Swift.max(0, (length - reach + step) / step), 0) }
    let count = (length + step - 1) / step
    return (count, Swift.max(0, (count - 1) * step + reach - length) / 2)
  }

  /// Calls the closure with the place of a pixel and the cell of the window that lies on it.
  @inline(__always)
  func forEachPixel(
    _ row: Int, _ column: Int, _ body: (_ y: Int, _ x: Int, _ cell: Int) -> Void
  ) {
    let (top, left) = (row * step.rows - margin.rows, column * step.columns - margin.columns)
    for i in Self.inside(height, from: top, window.rows, spread.rows) {
      for j in Self.inside(width, from: left, window.columns, spread.columns) {
        body(top + i * spread.rows, left + j * spread.columns, i * window.columns + j)
      }
    }
  }

  /// Which cells of a window that begins at `start` lie on the image: a window may be much larger.
  @inline(__always)
  private static func inside(
    _ length: Int, from start: Int, _ window: Int, _ spread: Int
  ) -> Range<Int> {
    let first = start < 0 ? (spread - 1 - start) / spread : 0
    let end = start < length ? Swift.min(window, (length - 1 - start) / spread + 1) : 0
    return first..<Swift.max(first, end)
  }

  static func == (a: WindowPlan, b: WindowPlan) -> Bool {
    a.outHeight == b.outHeight && a.outWidth == b.outWidth && a.margin == b.margin
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(outHeight)
    hasher.combine(outWidth)
  }
}

/// How windows go over images: their size, their steps, and whether they reach over the edge.
package struct WindowUse: Hashable, Sendable {
  package let window: [Int]
  package let strides: [Int]
  package let dilations: [Int]
  /// `SAME`, or else `VALID`.
  package let isSame: Bool

  package init(
    window: [Int], strides: [Int] = [1, 1], dilations: [Int] = [1, 1], isSame: Bool = false
  ) {
    self.window = window
    self.strides = strides
    self.dilations = dilations
    self.isSame = isSame
  }

  /// The use itself, where windows can go over images that way.
  func checked(_ op: String) throws(EngineError) -> WindowUse {
    let limits = 1...Int(Int32.max)
    guard (window + strides + dilations).allSatisfy(limits.contains) else {
      throw .invalidArgument(
        op: op, "Sliding window ksize, strides and dilations must be positive and fit into int32")
    }
    return self
  }

  var text: String {
    "strides=\(strides[0] == strides[1] ? String(strides[0]) : Shape(strides).description), "
      + (isSame ? "SAME" : "VALID")
  }
}

/// Sums of products of an image and filters, or their gradients.
struct ConvolutionWork: RealWork {
  enum Kind { case forward, byImage, byFilter }

  let kind: Kind
  /// Image and filters, image gradient and filters, or image and output gradient.
  let first: NDArray
  let second: NDArray
  let plan: WindowPlan
  let outputs: Int
  let shape: Shape

  func run<E: RealNumber & Value>(_ type: E.Type) throws(EngineError) -> NDArray {
    let (plan, outputs, kind) = (plan, outputs, kind)
    return try first.withElements(E.self) { (first) throws(EngineError) -> NDArray in
      try second.withElements(E.self) { second in
        NDArray.make(E.self, shape) { target in
          target.initialize(repeating: 0)
          for batch in 0..<plan.batch {
            for row in 0..<plan.outHeight {
              for column in 0..<plan.outWidth {
                let out =
                  ((batch * plan.outHeight + row) * plan.outWidth + column) * outputs
                plan.forEachPixel(row, column) { y, x, cell in
                  let pixel = ((batch * plan.height + y) * plan.width + x) * plan.channels
                  let filter = cell * plan.channels * outputs
                  for channel in 0..<plan.channels {
                    let line = filter + channel * outputs
                    switch kind {
                    case .forward:
                      let value = first[pixel + channel]
                      for k in 0..<outputs {
                        target[out + k].addProduct(value, second[line + k])
                      }
                    case .byImage:
                      var sum = target[pixel + channel]
                      for k in 0..<outputs { sum.addProduct(first[out + k], second[line + k]) }
                      target[pixel + channel] = sum
                    case .byFilter:
                      let value = first[pixel + channel]
                      for k in 0..<outputs {
                        target[line + k].addProduct(value, second[out + k])
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
