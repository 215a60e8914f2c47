import Engine

/// How the numbers of a plot lie on the page.
struct AxesFrame {
  var box: FigureScene.Box
  var x: PlotInterval
  var y: PlotInterval

  /// Far outside is far enough: greater numbers are of no use to whoever draws.
  private static let limit = 1e5

  func point(_ x: Double, _ y: Double) -> FigureScene.Point {
    FigureScene.Point(across(x), up(y))
  }

  func across(_ value: Double) -> Double {
    box.x + Self.bounded(x.share(of: value)) * box.width
  }

  func up(_ value: Double) -> Double {
    box.maxY - Self.bounded(y.share(of: value)) * box.height
  }

  private static func bounded(_ share: Double) -> Double {
    share.isNaN ? share : min(limit, max(-limit, share))
  }

  /// Whether a place can be drawn at all.
  func shows(_ x: Double, _ y: Double) -> Bool {
    !x.isNaN && !y.isNaN && !self.x.share(of: x).isNaN && !self.y.share(of: y).isNaN
      && x.isFinite && y.isFinite
  }

  /// The points of a curve in unbroken runs; where there are many more than the page can show, the
  /// least and the greatest of every half point.
  func runs(_ x: [Double], _ y: [Double]) -> [[FigureScene.Point]] {
    var runs: [[FigureScene.Point]] = []
    var run: [FigureScene.Point] = []
    for (a, b) in zip(x, y) {
      if shows(a, b) {
        run.append(point(a, b))
      } else {
        if !run.isEmpty { runs.append(run) }
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs.map { thinned($0) }
  }

  private func thinned(_ points: [FigureScene.Point]) -> [FigureScene.Point] {
    guard Double(points.count) > 8 * max(50, box.width),
      zip(points, points.dropFirst()).allSatisfy({ $0.x <= $1.x })
    else { return points }
    var kept: [FigureScene.Point] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x * 2).rounded(.down)
      var end = start
      var (least, greatest) = (start, start)
      while end < points.count, (points[end].x * 2).rounded(.down) == column {
        if points[end].y < points[least].y { least = end }
        if points[end].y > points[greatest].y { greatest = end }
        end += 1
      }
      for place in Set([start, least, greatest, end - 1]).sorted() { kept.append(points[place]) }
      start = end
    }
    return kept
  }
}
