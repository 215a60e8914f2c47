import Engine

/// Lines of equal height over a grid, by marching squares.
package struct ContourLines: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    package var x: Double
    package var y: Double
  }

  /// Lines of one height, each open or closed by itself.
  package var lines: [[Point]] = []

  /// The lines of a height.
  package init(_ field: ContourField, level: Double) {
    var joiner = SegmentJoiner()
    let (rows, columns) = (field.y.count, field.x.count)
    guard rows > 1, columns > 1, field.z.count == rows * columns else { return }
    for row in 0..<rows - 1 {
      for column in 0..<columns - 1 {
        Self.cross(field, row, column, level, &joiner)
      }
    }
    lines = joiner.joined()
  }

  private static func cross(
    _ field: ContourField, _ row: Int, _ column: Int, _ level: Double,
    _ joiner: inout SegmentJoiner
  ) {
    let columns = field.x.count
    func z(_ r: Int, _ c: Int) -> Double { field.z[r * columns + c] }
    let corners = [
      z(row, column), z(row, column + 1), z(row + 1, column + 1), z(row + 1, column),
    ]
    guard corners.allSatisfy(\.isFinite) else { return }
    let above = corners.map { $0 > level }
    // Edges of the cell: bottom, right, top, left; each with an identity of its own in the grid.
    func edge(_ side: Int) -> (key: Int, point: Point) {
      let (x0, x1) = (field.x[column], field.x[column + 1])
      let (y0, y1) = (field.y[row], field.y[row + 1])
      func share(_ a: Double, _ b: Double) -> Double { (level - a) / (b - a) }
      let base = row * columns + column
      switch side {
      case 0: return (base * 2, Point(x: x0 + share(corners[0], corners[1]) * (x1 - x0), y: y0))
      case 1:
        return (
          (base + 1) * 2 + 1, Point(x: x1, y: y0 + share(corners[1], corners[2]) * (y1 - y0))
        )
      case 2:
        return (
          (base + columns) * 2, Point(x: x0 + share(corners[3], corners[2]) * (x1 - x0), y: y1)
        )
      default:
        return (base * 2 + 1, Point(x: x0, y: y0 + share(corners[0], corners[3]) * (y1 - y0)))
      }
    }
    let sides = (0..<4).filter { above[$0] != above[($0 + 1) % 4] }
    if sides.count == 2 {
      joiner.add(edge(sides[0]), edge(sides[1]))
    } else if sides.count == 4 {
      // A saddle: its middle says which corners belong together.
      let isHigh = corners.reduce(0, +) / 4 > level
      let pairs = isHigh == above[0] ? [(0, 1), (2, 3)] : [(3, 0), (1, 2)]
      for (a, b) in pairs { joiner.add(edge(a), edge(b)) }
    }
  }
}

/// Puts segments that share an end into lines.
private struct SegmentJoiner {
  private var ends: [Int: [Int]] = [:]
  private var points: [Int: ContourLines.Point] = [:]
  private var order: [Int] = []

  mutating func add(
    _ a: (key: Int, point: ContourLines.Point), _ b: (key: Int, point: ContourLines.Point)
  ) {
    for end in [a, b] where points.updateValue(end.point, forKey: end.key) == nil {
      order.append(end.key)
    }
    ends[a.key, default: []].append(b.key)
    ends[b.key, default: []].append(a.key)
  }

  func joined() -> [[ContourLines.Point]] {
    var left = ends
    var lines: [[ContourLines.Point]] = []
    func follow(_ start: Int) {
      var line = [start]
      var current = start
      while let next = left[current]?.popLast() {
        if let back = left[next]?.firstIndex(of: current) { left[next]?.remove(at: back) }
        line.append(next)
        current = next
        if current == start { break }
      }
      if line.count > 1 { lines.append(line.compactMap { points[$0] }) }
    }
    // Open lines from their ends first, then rings.
    for key in order where left[key]?.count == 1 { follow(key) }
    for key in order where left[key]?.isEmpty == false { follow(key) }
    return lines
  }
}

/// The part of a grid that lies above a height, as polygons that meet without gaps.
package struct ContourRegion: Hashable, Sendable {
  package var polygons: [[ContourLines.Point]] = []

  package init(_ field: ContourField, above level: Double) {
    let (rows, columns) = (field.y.count, field.x.count)
    guard rows > 1, columns > 1, field.z.count == rows * columns else { return }
    for row in 0..<rows - 1 {
      // Cells wholly above are joined along the row.
      var start: Int?
      func flush(_ end: Int) {
        guard let first = start else { return }
        polygons.append(
          Self.rectangle(field.x[first], field.x[end], field.y[row], field.y[row + 1]))
        start = nil
      }
      for column in 0..<columns - 1 {
        let places = [
          (row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column),
        ]
        let heights = places.map { field.z[$0.0 * columns + $0.1] }
        if heights.allSatisfy({ $0 >= level }) {
          if start == nil { start = column }
          continue
        }
        flush(column)
        guard heights.allSatisfy(\.isFinite), heights.contains(where: { $0 > level }) else {
          continue
        }
        let corners = places.map {
          ContourLines.Point(x: field.x[$0.1], y: field.y[$0.0])
        }
        polygons.append(Self.clipped(corners, heights, level))
      }
      flush(columns - 1)
    }
  }

  private static func rectangle(
    _ x0: Double, _ x1: Double, _ y0: Double, _ y1: Double
  ) -> [ContourLines.Point] {
    [(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map { ContourLines.Point(x: $0.0, y: $0.1) }
  }

  private static func clipped(
    _ corners: [ContourLines.Point], _ heights: [Double], _ level: Double
  ) -> [ContourLines.Point] {
    var kept: [ContourLines.Point] = []
    for index in corners.indices {
      let next = (index + 1) % corners.count
      if heights[index] >= level { kept.append(corners[index]) }
      if (heights[index] >= level) != (heights[next] >= level) {
        let share = (level - heights[index]) / (heights[next] - heights[index])
        kept.append(
          ContourLines.Point(
            x: corners[index].x + share * (corners[next].x - corners[index].x),
            y: corners[index].y + share * (corners[next].y - corners[index].y)))
      }
    }
    return kept
  }
}
