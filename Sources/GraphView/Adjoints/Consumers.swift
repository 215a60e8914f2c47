import Engine

/// For every row of a pass the ops that pass a gradient to it, in the order they report: last op
/// first, its inputs from left to right.
struct Consumers {
  /// One use of a value: which op read it, as which input.
  struct Use: Hashable {
    let row: Int32
    let place: Int32
  }

  private let first: [Int32]
  private let uses: [Use]

  init(_ nodes: PassNodes, _ structure: Structure) {
    var count = [Int32](repeating: 0, count: nodes.rows.count + 1)
    Self.forEachUse(nodes, structure) { into, _ in count[into + 1] += 1 }
    for row in 1..<count.count { count[row] += count[row - 1] }
    first = count
    var next = count
    var uses = [Use](repeating: Use(row: 0, place: 0), count: Int(count.last ?? 0))
    Self.forEachUse(nodes, structure) { into, use in
      uses[Int(next[into])] = use
      next[into] += 1
    }
    self.uses = uses
  }

  private static func forEachUse(
    _ nodes: PassNodes, _ structure: Structure, _ body: (_ into: Int, Use) -> Void
  ) {
    for row in stride(from: nodes.forwardRowCount - 1, through: nodes.inputCount, by: -1)
    where nodes.isReached[row] {
      nodes.forEachReceiver(of: row, structure) { into, place in
        body(into, Use(row: Int32(row), place: Int32(place)))
      }
    }
  }

  subscript(row: Int) -> ArraySlice<Use> { uses[Int(first[row])..<Int(first[row + 1])] }

  /// How many uses have reported when the walk stands at `current`.
  func reported(to row: Int, at current: Int) -> Int {
    var low = Int(first[row])
    let begin = low
    var high = Int(first[row + 1])
    while low < high {
      let middle = (low + high) / 2
      if Int(uses[middle].row) >= current { low = middle + 1 } else { high = middle }
    }
    return low - begin
  }
}
