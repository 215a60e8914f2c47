import Engine

/// What lies behind the curves of a plot: filled contours and pictures, one height to a cell.
///
/// Where there are enough colors it is a tint, elsewhere a shade in cells that nothing else needs.
struct PlotGround {
  /// The heights 0…1 row by row; NaN where there is nothing.
  private let heights: [Double]
  private let area: Rect

  /// The ground of a plot's marks; nil where they have none.
  init?(_ marks: [PlotMark], _ limits: PlotLimits, _ area: Rect) {
    let grounds = marks.filter { mark in
      switch mark.shape {
      case .contour(let field): field.isFilled
      case .field: true
      default: false
      }
    }
    guard !grounds.isEmpty, !area.isEmpty else { return nil }
    self.area = area
    var heights = [Double](repeating: .nan, count: area.width * area.height)
    for row in 0..<area.height {
      let y = limits.y.value(at: 1 - (Double(row) + 0.5) / Double(area.height))
      for column in 0..<area.width {
        let x = limits.x.value(at: (Double(column) + 0.5) / Double(area.width))
        for mark in grounds {
          let height = Self.height(of: mark, x, y)
          if !height.isNaN { heights[row * area.width + column] = height }
        }
      }
    }
    self.heights = heights
  }

  private static func height(of mark: PlotMark, _ x: Double, _ y: Double) -> Double {
    switch mark.shape {
    case .contour(let field):
      let z = field.height(x, y)
      guard z.isFinite, let first = field.levels.first, z >= first, field.levels.count > 1 else {
        return .nan
      }
      let band = field.levels.count { $0 <= z } - 1
      let bands = field.levels.count - 1
      return band >= bands && z > field.levels[bands]
        ? .nan : Double(min(band, bands - 1)) / Double(max(1, bands - 1))
    case .field(let field):
      guard let row = place(of: y, in: field.yEdges), row < field.rows,
        let column = place(of: x, in: field.xEdges), column < field.columns
      else { return .nan }
      let index = row * field.columns + column
      if field.colors.indices.contains(index) { return field.colors[index].brightness }
      guard field.values.indices.contains(index), let coloring = mark.coloring else { return .nan }
      let interval = PlotInterval(
        low: coloring.low, high: coloring.high, isLogarithmic: coloring.isLogarithmic)
      return min(1, max(0, interval.share(of: field.values[index])))
    default: return .nan
    }
  }

  /// Between which of the edges, rising or falling, a number lies.
  private static func place(of value: Double, in edges: [Double]) -> Int? {
    guard edges.count > 1, let first = edges.first, let last = edges.last else { return nil }
    let isRising = first <= last
    guard value >= min(first, last), value <= max(first, last) else { return nil }
    var low = 0
    var high = edges.count - 2
    while low < high {
      let middle = (low + high + 1) / 2
      if isRising ? edges[middle] <= value : edges[middle] >= value {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return low
  }

  /// Puts shades into the cells, before anything else is drawn.
  func shade(_ canvas: inout Canvas) {
    let shades = canvas.glyphs.shades
    each { x, y, height in
      // The fullest shade would hide what is drawn on it.
      let step = min(shades.count - 2, Int(height * Double(shades.count - 1)))
      if step > 0 { canvas.put(shades[step], x: x, y: y, .grid) }
    }
  }

  /// Tints the cells, after all else is drawn.
  func tint(_ canvas: inout Canvas) {
    each { x, y, height in
      canvas.restyle(Rect(x: x, y: y, width: 1, height: 1)) { $0 = $0.tinted(height) }
    }
  }

  private func each(_ body: (Int, Int, Double) -> Void) {
    for row in 0..<area.height {
      for column in 0..<area.width {
        let height = heights[row * area.width + column]
        if !height.isNaN { body(area.x + column, area.y + row, height) }
      }
    }
  }
}

extension ContourField {
  /// The height at a place, between the four corners around it; NaN outside of the grid.
  func height(_ x: Double, _ y: Double) -> Double {
    guard let column = Self.cell(x, self.x), let row = Self.cell(y, self.y),
      z.count == self.x.count * self.y.count
    else { return .nan }
    let across = self.x[column + 1] - self.x[column]
    let up = self.y[row + 1] - self.y[row]
    let s = across == 0 ? 0 : (x - self.x[column]) / across
    let t = up == 0 ? 0 : (y - self.y[row]) / up
    let base = row * self.x.count + column
    let low = z[base] + (z[base + 1] - z[base]) * s
    let high =
      z[base + self.x.count] + (z[base + self.x.count + 1] - z[base + self.x.count]) * s
    return low + (high - low) * t
  }

  /// Between which places of a rising grid a number lies.
  private static func cell(_ value: Double, _ places: [Double]) -> Int? {
    guard places.count > 1, value >= places[0], value <= places[places.count - 1] else {
      return nil
    }
    var low = 0
    var high = places.count - 2
    while low < high {
      let middle = (low + high + 1) / 2
      if places[middle] <= value { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
