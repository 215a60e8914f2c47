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
    return NDArray(text: moved.integers.map { texts[Int($0)] }, shape: moved.shape)
  }
}
