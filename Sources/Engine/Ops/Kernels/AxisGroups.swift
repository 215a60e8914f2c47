/// An array as groups of elements that are reduced to one each.
package struct AxisGroups {
  private let order: [Int]
  /// Number of groups.
  package let outer: Int
  /// Elements of each.
  package let inner: Int
  /// The distance between elements of one group, which is the number of groups whose elements
  /// lie among each other: 1 where the elements of a group lie side by side.
  package let width: Int
  /// Whether TensorFlow takes the elements one after the other, where they would be rows.
  package let isInOrder: Bool

  /// - Source: TensorFlow `ReductionHelper`: neighboring axes that are alike become one; what is
  ///   left is reduced where it lies, up to three axes, else transposed.
  package init(_ shape: Shape, _ axes: [Int]) {
    let kept = (0..<shape.rank).filter { !axes.contains($0) }
    outer = kept.reduce(1) { $0 * shape.lengths[$1] }
    inner = axes.reduce(1) { $0 * shape.lengths[$1] }
    guard axes.count < shape.rank, !axes.isEmpty else {
      (order, width, isInOrder) = (Array(0..<shape.rank), 1, false)
      return
    }
    let long = (0..<shape.rank).filter { shape.lengths[$0] != 1 }
    let starts = long.indices.filter {
      $0 == 0 || axes.contains(long[$0]) != axes.contains(long[$0 - 1])
    }
    let reducesFirst = long.first.map(axes.contains) ?? true
    switch (reducesFirst, starts.count) {
    case (true, 2), (false, 3):
      order = Array(0..<shape.rank)
      width = long[(starts.last ?? 0)...].reduce(1) { $0 * shape.lengths[$1] }
      isInOrder = false
    case (true, 3):
      let last = long[starts[2]...]
      order = kept + last + axes.filter { !last.contains($0) }
      width = 1
      isInOrder = true
    default:
      order = kept + axes
      width = 1
      isInOrder = false
    }
  }

  /// The array with its axes in that order.
  package func arranged(_ x: NDArray) -> NDArray { x.transposed(order) }

  /// Where the first element of a group lies in it; the others follow `width` apart.
  package func start(of group: Int) -> Int {
    width == 1 ? group * inner : group / width * (inner * width) + group % width
  }
}
