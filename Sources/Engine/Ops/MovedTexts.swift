/// Text through ops that only move elements: they move the positions of the texts instead.
enum MovedTexts {
  /// What the op makes of its inputs, some of which are text.
  static func evaluate<O: Operation>(
    _ op: O, _ inputs: [NDArray]
  ) throws(EngineError) -> NDArray {
    // Position 0 is the empty text, which stands where an op fills up.
    var texts: [[UInt8]] = [[]]
    let positions = inputs.map { input -> NDArray in
      guard case .text(let block) = input.payload else { return input }
      let start = texts.count
      texts += block.elements
      return NDArray((start..<texts.count).map { Int64($0) }, shape: block.shape)
    }
    let moved = try op.evaluate(positions)
    if let scatter = op as? ScatterND, case .text(let updates) = inputs[1].payload {
      return try joined(updates.elements, inputs[0], scatter.shape)
    }
    return NDArray(text: moved.integers.map { texts[Int($0)] }, shape: moved.shape)
  }

  /// Texts that are scattered to one place are joined there in their order.
  private static func joined(
    _ updates: [[UInt8]], _ indices: NDArray, _ shape: Shape
  ) throws(EngineError) -> NDArray {
    let places = NDArray((0..<shape.count).map { Int64($0) }, shape: shape)
    let targets = try GatherND(batches: 0).evaluate([places, indices]).integers
    var texts = [[UInt8]](repeating: [], count: shape.count)
    for (target, text) in zip(targets, updates) { texts[Int(target)] += text }
    return NDArray(text: texts, shape: shape)
  }
}
