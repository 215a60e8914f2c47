import GraphView

/// Which elements of a tensor stand in the rows and columns of a matrix on the screen.
///
/// Of more than two axes the last two are shown, at chosen places of the others. A vector goes on in
/// the next row after ten elements.
struct TensorGrid {
  let lengths: [Int]
  /// The places along the axes before the last two.
  let slice: [Int]
  let isTurned: Bool

  /// Elements of a vector in a row.
  private static let across = 10

  init(_ lengths: [Int], slice: [Int], isTurned: Bool) {
    self.lengths = lengths
    let outer = lengths.dropLast(2)
    self.slice = outer.enumerated().map { place, length in
      Swift.min(Swift.max(place < slice.count ? slice[place] : 0, 0), Swift.max(length - 1, 0))
    }
    self.isTurned = isTurned
  }

  private var count: Int { lengths.reduce(1, *) }
  private var isVector: Bool { lengths.count == 1 }
  private var height: Int { lengths.count < 2 ? 1 : lengths[lengths.count - 2] }
  private var width: Int { lengths.last ?? 1 }

  var rows: Int {
    if count == 0 { return 0 }
    if isVector { return isTurned ? width : (width + Self.across - 1) / Self.across }
    return isTurned ? width : height
  }

  var columns: Int {
    if count == 0 { return 0 }
    if isVector { return isTurned ? 1 : Swift.min(width, Self.across) }
    return isTurned ? height : width
  }

  /// The element at a place in row-major order; nil behind the end of a vector.
  func index(_ row: Int, _ column: Int) -> Int? {
    guard row >= 0, column >= 0, row < rows, column < columns else { return nil }
    if isVector {
      let index = isTurned ? row : row * Self.across + column
      return index < width ? index : nil
    }
    return start + (isTurned ? column * width + row : row * width + column)
  }

  /// The first element of the slice.
  private var start: Int {
    var index = 0
    for (axis, place) in slice.enumerated() { index = index * lengths[axis] + place }
    return index * height * width
  }

  /// Row and column of an element in its slice, and that slice.
  func place(of index: Int) -> (slice: [Int], row: Int, column: Int) {
    if isVector {
      return isTurned ? ([], index, 0) : ([], index / Self.across, index % Self.across)
    }
    let area = Swift.max(height * width, 1)
    var rest = index / area
    var slice = self.slice
    for axis in slice.indices.reversed() where lengths[axis] > 0 {
      slice[axis] = rest % lengths[axis]
      rest /= lengths[axis]
    }
    let inside = index % area
    let (row, column) = (inside / Swift.max(width, 1), inside % Swift.max(width, 1))
    return isTurned ? (slice, column, row) : (slice, row, column)
  }

  /// The slice some slices on; none where there is only one.
  func slice(after steps: Int) -> [Int]? {
    let outer = lengths.dropLast(2).reduce(1, *)
    guard outer > 1 else { return nil }
    var number = 0
    for (axis, place) in slice.enumerated() { number = number * lengths[axis] + place }
    number = ((number + steps % outer) % outer + outer) % outer
    var moved = slice
    for axis in slice.indices.reversed() {
      moved[axis] = number % lengths[axis]
      number /= lengths[axis]
    }
    return moved
  }

  func rowHead(_ row: Int) -> String { String(isVector && !isTurned ? row * Self.across : row) }

  /// What stands over the columns: nothing over a single number.
  func columnHead(_ column: Int) -> String { lengths.isEmpty ? "" : String(column) }

  /// The slice as the lesson would write it: `[0, 2, :, :]`; empty where there is only one.
  var title: String {
    guard !slice.isEmpty else { return "" }
    let axes = slice.map(String.init) + [":", ":"]
    return "[\(axes.joined(separator: ", "))]"
  }
}
