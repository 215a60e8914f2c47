import Engine
import GraphView

/// How the numbers of a plot lie on the dots of a raster, and what marks become there.
struct CellPlace {
  private let limits: PlotLimits
  private let area: Rect
  private let width: Int
  private let height: Int

  init(_ limits: PlotLimits, _ area: Rect, _ raster: PlotRaster) {
    self.limits = limits
    self.area = area
    width = raster.width
    height = raster.height
  }

  private func dotX(_ value: Double) -> Int? { dot(limits.x.share(of: value), width) }

  private func dotY(_ value: Double) -> Int? {
    dot(limits.y.share(of: value), height).map { height - 1 - $0 }
  }

  private func dot(_ share: Double, _ size: Int) -> Int? {
    guard !share.isNaN else { return nil }
    return Int((min(8, max(-8, share)) * Double(size - 1)).rounded())
  }

  /// The cell of a place; nil out of sight.
  func cell(_ x: Double, _ y: Double, isRelative: Bool = false) -> (x: Int, y: Int)? {
    let across = isRelative ? x : limits.x.share(of: x)
    let up = isRelative ? y : limits.y.share(of: y)
    guard (0...1).contains(across), (0...1).contains(up) else { return nil }
    // The cell of the dot that a line through the place has, so that signs stand on their lines.
    guard let column = dot(across, width), let row = dot(up, height) else { return nil }
    return (
      area.x + column * area.width / max(width, 1),
      area.y + (height - 1 - row) * area.height / max(height, 1)
    )
  }

  /// The cells of a mark that has a sign at each point.
  func signs(of mark: PlotMark) -> [(x: Int, y: Int)] {
    switch mark.shape {
    case .scatter(let points): zip(points.x, points.y).compactMap { cell($0, $1) }
    case .line(let x, let y) where mark.marker != .none && x.count <= area.width:
      zip(x, y).compactMap { cell($0, $1) }
    default: []
    }
  }

  func draw(_ mark: PlotMark, owner: Int, on raster: inout PlotRaster) {
    switch mark.shape {
    case .line(let x, let y):
      if mark.dash != .none { drawLine(x, y, mark.dash, owner, &raster) }
    case .polygon(let x, let y): drawLine(x, y, .solid, owner, &raster)
    case .bars(let bars): for bar in bars { draw(bar, owner, &raster) }
    case .band(let x, let low, let high): drawBand(x, low, high, owner, &raster)
    case .contour(let field): draw(field, owner, &raster)
    case .horizontal(let value, _, _):
      if let y = dotY(value) {
        for x in stride(from: 0, to: width, by: 2) { raster.set(x: x, y: y, owner: owner) }
      }
    case .vertical(let value, _, _):
      if let x = dotX(value) {
        for y in stride(from: 0, to: height, by: 2) { raster.set(x: x, y: y, owner: owner) }
      }
    case .horizontalBand(let low, let high):
      drawLine([limits.x.low, limits.x.high], [low, low], .dotted, owner, &raster)
      drawLine([limits.x.low, limits.x.high], [high, high], .dotted, owner, &raster)
    case .verticalBand(let low, let high):
      drawLine([low, low], [limits.y.low, limits.y.high], .dotted, owner, &raster)
      drawLine([high, high], [limits.y.low, limits.y.high], .dotted, owner, &raster)
    case .segments(let segments):
      for segment in segments {
        drawLine([segment.x0, segment.x1], [segment.y0, segment.y1], .solid, owner, &raster)
      }
    case .field, .scatter, .text: break
    }
  }

  private func drawLine(
    _ xs: [Double], _ ys: [Double], _ dash: PlotDash, _ owner: Int, _ raster: inout PlotRaster
  ) {
    var previous: (x: Int, y: Int)?
    var traveled = 0
    for (x, y) in zip(xs, ys) {
      guard x.isFinite, y.isFinite, let column = dotX(x), let row = dotY(y) else {
        previous = nil
        continue
      }
      let start = previous ?? (column, row)
      if dash == .solid {
        raster.line(x0: start.x, y0: start.y, x1: column, y1: row, owner: owner)
      } else {
        // Broken lines leave dots out, so that they are told apart without color.
        let steps = max(1, max(abs(column - start.x), abs(row - start.y)))
        let (on, period) = dash == .dotted ? (1, 3) : (4, 7)
        for step in 0...steps where (traveled + step) % period < on {
          raster.set(
            x: start.x + (column - start.x) * step / steps,
            y: start.y + (row - start.y) * step / steps, owner: owner)
        }
        traveled += steps
      }
      previous = (column, row)
    }
  }

  private func draw(_ bar: PlotMark.Bar, _ owner: Int, _ raster: inout PlotRaster) {
    func inside(_ value: Double, _ interval: PlotInterval) -> Double {
      min(interval.greatest, max(interval.least, value))
    }
    let xs = [bar.x, bar.x + bar.width].map { inside($0, limits.x) }
    let ys = [bar.y, bar.y + bar.height].map { inside($0, limits.y) }
    guard let x0 = dotX(xs[0]), let x1 = dotX(xs[1]), let y0 = dotY(ys[0]), let y1 = dotY(ys[1]),
      bar.height != 0, bar.width != 0
    else { return }
    // One column of dots stays free between bars that touch.
    let (first, last) = (min(x0, x1), max(x0, x1))
    for x in first...max(first, last - (last - first > 2 ? 1 : 0)) {
      raster.setColumn(x: x, from: min(y0, y1), through: max(y0, y1), owner: owner)
    }
  }

  private func drawBand(
    _ xs: [Double], _ low: [Double], _ high: [Double], _ owner: Int, _ raster: inout PlotRaster
  ) {
    for index in xs.indices.dropFirst() {
      let ends = [index - 1, index]
      guard ends.allSatisfy({ xs[$0].isFinite && low[$0].isFinite && high[$0].isFinite }),
        let x0 = dotX(xs[index - 1]), let x1 = dotX(xs[index]), let a0 = dotY(low[index - 1]),
        let a1 = dotY(low[index]), let b0 = dotY(high[index - 1]), let b1 = dotY(high[index])
      else { continue }
      let steps = max(1, abs(x1 - x0))
      for step in 0...min(steps, 4 * width) {
        let x = x0 + (x1 - x0) * step / steps
        let (a, b) = (a0 + (a1 - a0) * step / steps, b0 + (b1 - b0) * step / steps)
        // Every other dot: lines stay to be seen in it.
        for y in max(0, min(a, b))...max(0, max(a, b)) where (x + y).isMultiple(of: 3) && y < height
        {
          raster.set(x: x, y: y, owner: owner)
        }
      }
    }
  }

  private func draw(_ field: ContourField, _ owner: Int, _ raster: inout PlotRaster) {
    for level in field.levels {
      for line in ContourLines(field, level: level).lines {
        drawLine(line.map(\.x), line.map(\.y), .solid, owner, &raster)
      }
    }
  }
}
