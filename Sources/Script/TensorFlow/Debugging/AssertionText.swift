import Engine

/// How assertions show the values that they refuse.
enum AssertionText {
  /// `shape=(2,) dtype=int32`.
  static func kind(_ array: NDArray) -> String { "shape=\(array.shape) dtype=\(array.dtype.name)" }

  private static func elements(_ array: NDArray, _ count: Int) -> [String] {
    let flat = array.contiguous().reshaped(TensorShape([array.count]))
    let start = flat.layout?.offset ?? 0
    let shown = count < 0 ? array.count : Swift.min(count, array.count)
    let texts = (0..<shown).map { place in
      TensorText.scalar(flat.view(offset: start + place, shape: .scalar, strides: []))
    }
    return shown < array.count && array.shape.rank > 0 ? texts + ["..."] : texts
  }

  /// `1.0, 2.0, ...`, as `tf.Assert` lists its data.
  static func listed(_ array: NDArray, _ count: Int) -> String {
    if array.shape.rank == 0 { return count == 0 ? "" : TensorText.scalar(array) }
    return elements(array, count).joined(separator: ", ")
  }

  /// `['1', '0']`; a scalar as it is.
  static func quoted(_ array: NDArray, _ count: Int) -> String {
    if array.shape.rank == 0 { return TensorText.scalar(array) }
    return "[" + elements(array, count).map { "'\($0)'" }.joined(separator: ", ") + "]"
  }

  /// What two tensors are that a comparison does not hold for.
  static func pair(
    _ sign: String, _ x: NDArray, _ y: NDArray, _ holds: NDArray, _ summarize: Int,
    _ message: String?
  ) -> String {
    var lines = message.map { [$0] } ?? []
    lines.append("Condition x \(sign) y did not hold.")
    let count = summarize < 0 ? Int.max : summarize
    guard count > 0 else { return lines.joined(separator: "\n") }
    func part(_ array: NDArray, _ places: [Int]) -> String {
      let indices = NDArray(places.map { Int64($0) }, shape: [places.count])
      let flat = array.contiguous().reshaped(TensorShape([array.count]))
      return (try? Gather().evaluate([flat, indices])).map { TensorText.value($0) } ?? ""
    }
    if x.shape == y.shape, x.shape.rank > 0 {
      let wrong = holds.doubles.indices.filter { holds.doubles[$0] == 0 }.prefix(count)
      let steps = x.shape.rowMajorStrides
      let positions = wrong.flatMap { place in
        (0..<x.shape.rank).map { Int64(place / steps[$0] % x.shape.lengths[$0]) }
      }
      let table = NDArray(positions, shape: [wrong.count, x.shape.rank])
      lines += [
        "Indices of first \(wrong.count) different values:", TensorText.value(table),
        "Corresponding x values:", part(x, Array(wrong)),
        "Corresponding y values:", part(y, Array(wrong)),
      ]
    }
    for (name, array) in [("x", x), ("y", y)] {
      let shown = Swift.min(array.count, count)
      lines += ["First \(shown) elements of \(name):", part(array, Array(0..<shown))]
    }
    return lines.joined(separator: "\n")
  }
}
