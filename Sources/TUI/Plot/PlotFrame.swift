import Glibc

/// How the values of a plot lie on the dots of a raster.
struct PlotFrame {
  /// The part of the axis in sight.
  let x: ClosedRange<Double>
  /// The values in sight, or their logarithms.
  let y: ClosedRange<Double>
  /// Whether values are shown by their logarithms.
  let isLogarithmic: Bool
  /// The dots.
  let width: Int
  let height: Int

  init(_ plot: Plot, _ raster: PlotRaster) {
    x = plot.shownX
    y = plot.shownY
    isLogarithmic = plot.isLogarithmic
    width = raster.width
    height = raster.height
  }

  /// The dot column of a place on the axis; far outside it is kept near enough to count with.
  func dotX(_ place: Double) -> Int {
    dot((place - x.lowerBound) / (x.upperBound - x.lowerBound) * Double(width - 1), width)
  }

  /// The dot row of a value.
  func dotY(_ value: Double) -> Int {
    let shown = isLogarithmic ? log10(value) : value
    return dot((y.upperBound - shown) / (y.upperBound - y.lowerBound) * Double(height - 1), height)
  }

  private func dot(_ position: Double, _ size: Int) -> Int {
    guard !position.isNaN else { return -1 }
    let limit = Double(8 * max(1, size))
    return Int(min(limit, max(-limit, position)).rounded())
  }

  /// Draws a series; the value of a point can be replaced by that of a running mean.
  func draw(
    _ series: Plot.Series, owner: Int, values: [Double], shows: (Double) -> Bool,
    on raster: inout PlotRaster
  ) {
    if series.kind == .points {
      for index in 0..<series.count where shows(values[index]) {
        raster.set(x: dotX(series.position(index)), y: dotY(values[index]), owner: owner)
      }
    } else if series.x == nil, series.indices(in: x).count > 2 * width {
      drawDense(series, owner, values, shows, &raster)
    } else {
      drawJoined(series, owner, values, shows, &raster)
    }
  }

  private func drawJoined(
    _ series: Plot.Series, _ owner: Int, _ values: [Double], _ shows: (Double) -> Bool,
    _ raster: inout PlotRaster
  ) {
    var previous: (x: Int, y: Int)?
    // The lines that lead out of sight are drawn too.
    let seen = series.indices(in: x)
    for index in max(seen.lowerBound - 1, 0)..<min(seen.upperBound + 1, series.count) {
      guard shows(values[index]) else {
        previous = nil
        continue
      }
      let dot = (x: dotX(series.position(index)), y: dotY(values[index]))
      let start = previous ?? dot
      raster.line(x0: start.x, y0: start.y, x1: dot.x, y1: dot.y, owner: owner)
      previous = dot
    }
  }

  /// More points than dots: each column of dots shows all from its least to its greatest value.
  private func drawDense(
    _ series: Plot.Series, _ owner: Int, _ values: [Double], _ shows: (Double) -> Bool,
    _ raster: inout PlotRaster
  ) {
    let perDot = (x.upperBound - x.lowerBound) / Double(max(1, width - 1))
    var previousLast: (x: Int, y: Int)?
    for column in 0..<width {
      let center = x.lowerBound + perDot * Double(column)
      let first = max(0, Int((center - perDot / 2 - series.start).rounded(.up)))
      let end = min(series.count, Int((center + perDot / 2 - series.start).rounded(.up)))
      guard first < end else { continue }
      var low = Double.infinity
      var high = -Double.infinity
      var gap = false
      for index in first..<end {
        let value = values[index]
        if shows(value) {
          if value < low { low = value }
          if value > high { high = value }
        } else {
          gap = true
        }
      }
      guard low <= high else {
        previousLast = nil
        continue
      }
      raster.setColumn(x: column, from: dotY(high), through: dotY(low), owner: owner)
      if let previousLast, shows(values[first]) {
        raster.line(
          x0: previousLast.x, y0: previousLast.y, x1: column, y1: dotY(values[first]),
          owner: owner)
      }
      previousLast = gap || !shows(values[end - 1]) ? nil : (column, dotY(values[end - 1]))
    }
  }
}
