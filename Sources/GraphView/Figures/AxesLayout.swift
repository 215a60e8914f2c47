import Engine

/// Where the plots of a figure stand: in grids, with the room that their labels need.
struct AxesLayout {
  private(set) var frames: [AxesFrame] = []

  private let figure: Figure
  private let fontSize: Double

  private struct Margins {
    var left = 0.0
    var right = 0.0
    var top = 0.0
    var bottom = 0.0
  }

  /// A colored scale takes so much beside its texts.
  static let barGap = 10.0
  static let barWidth = 13.0

  init(_ figure: Figure, _ page: FigureScene.Box, fontSize: Double) {
    self.figure = figure
    self.fontSize = fontSize
    let limits = Self.sharedLimits(figure)
    for index in figure.axes.indices {
      let place = figure.axes[index].place
      let box = box(of: place, page, limits)
      frames.append(
        AxesFrame(
          box: figure.axes[index].isEqual ? Self.squared(box, limits[index]) : box,
          x: limits[index].x, y: limits[index].y))
    }
  }

  /// Twins have the x axis of the plot that they lie over.
  private static func sharedLimits(_ figure: Figure) -> [PlotLimits] {
    var limits = figure.axes.map { PlotLimits($0) }
    for index in figure.axes.indices where figure.axes[index].isTwin {
      guard
        let first = figure.axes.firstIndex(where: {
          !$0.isTwin && $0.place == figure.axes[index].place
        })
      else { continue }
      var joined = figure.axes[first]
      joined.marks += figure.axes[index].marks.map { mark in
        var mark = mark
        mark.order = 0
        return mark
      }
      limits[index].x = PlotLimits(joined).x
      limits[first].x = limits[index].x
    }
    return limits
  }

  private func box(
    of place: GridPlace, _ page: FigureScene.Box, _ limits: [PlotLimits]
  ) -> FigureScene.Box {
    let columns = max(1, place.columns)
    let rows = max(1, place.rows)
    var left = [Double](repeating: 4, count: columns)
    var right = [Double](repeating: 4, count: columns)
    var top = [Double](repeating: 2, count: rows)
    var bottom = [Double](repeating: 2, count: rows)
    let guess = (page.width / Double(columns) * 0.78, page.height / Double(rows) * 0.74)
    for (index, axes) in figure.axes.enumerated()
    where axes.place.rows == place.rows && axes.place.columns == place.columns {
      let needed = margins(axes, limits[index], guess)
      let at = axes.place
      let lastColumn = min(columns - 1, at.column + at.columnSpan - 1)
      let lastRow = min(rows - 1, at.row + at.rowSpan - 1)
      left[at.column] = max(left[at.column], needed.left)
      right[lastColumn] = max(right[lastColumn], needed.right)
      top[at.row] = max(top[at.row], needed.top)
      bottom[lastRow] = max(bottom[lastRow], needed.bottom)
    }
    let gap = 8.0
    let free = page.width - left.reduce(0, +) - right.reduce(0, +) - gap * Double(columns - 1)
    let freeDown = page.height - top.reduce(0, +) - bottom.reduce(0, +) - gap * Double(rows - 1)
    let width = max(10, free / Double(columns))
    let height = max(10, freeDown / Double(rows))
    func start(_ count: Int, _ before: [Double], _ after: [Double], _ size: Double) -> Double {
      (0..<count).reduce(0.0) { $0 + before[$1] + size + after[$1] + gap } + before[count]
    }
    let x = page.x + start(place.column, left, right, width)
    let y = page.y + start(place.row, top, bottom, height)
    let lastColumn = min(columns - 1, place.column + place.columnSpan - 1)
    let lastRow = min(rows - 1, place.row + place.rowSpan - 1)
    let endX = page.x + start(lastColumn, left, right, width) + width
    let endY = page.y + start(lastRow, top, bottom, height) + height
    return FigureScene.Box(x: x, y: y, width: endX - x, height: endY - y)
  }

  private func margins(
    _ axes: PlotAxes, _ limits: PlotLimits, _ guess: (Double, Double)
  ) -> Margins {
    var needed = Margins()
    let line = TextExtent.lineHeight(fontSize)
    let title = axes.title.split(separator: "\n", omittingEmptySubsequences: false).count
    if !axes.title.isEmpty {
      needed.top = Double(title) * TextExtent.lineHeight(fontSize * 1.2) + 4
    }
    if !axes.isBare {
      let ticks = AxisTicks(axes.y, limits.y, points: guess.1, room: fontSize * 2)
      let widest = ticks.labels.map { TextExtent.width($0, size: fontSize) }.max() ?? 0
      var side = widest + FigureDrawing.tickLength + 4
      if !axes.y.label.isEmpty { side += line }
      if axes.isTwin { needed.right = side } else { needed.left = side }
      if !axes.isTwin {
        let lines = axes.x.tickLabels?.map { $0.split(separator: "\n").count }.max() ?? 1
        needed.bottom = line * Double(max(1, lines)) + FigureDrawing.tickLength + 3
        if !axes.x.label.isEmpty { needed.bottom += line }
        let last =
          AxisTicks(axes.x, limits.x, points: guess.0, room: fontSize * 3).labels.last ?? ""
        needed.right = max(needed.right, TextExtent.width(last, size: fontSize) / 2)
      }
      needed.top = max(needed.top, fontSize * 0.6)
    }
    for bar in axes.colorBars {
      needed.right += Self.barGap + Self.barWidth + Self.room(of: bar, axes, fontSize)
    }
    return needed
  }

  /// What the texts of a colored scale take.
  static func room(of bar: ColorBar, _ axes: PlotAxes, _ fontSize: Double) -> Double {
    guard axes.marks.indices.contains(bar.mark),
      let coloring = axes.marks[bar.mark].coloring
    else { return 0 }
    let ticks = AxisTicks(
      PlotInterval(
        low: coloring.low, high: coloring.high, isLogarithmic: coloring.isLogarithmic),
      intervals: 8)
    let widest = ticks.labels.map { TextExtent.width($0, size: fontSize) }.max() ?? 0
    return widest + FigureDrawing.tickLength + 5
      + (bar.label.isEmpty ? 0 : TextExtent.lineHeight(fontSize))
  }

  /// The largest part of a box where a unit is as long on one axis as on the other.
  private static func squared(
    _ box: FigureScene.Box, _ limits: PlotLimits
  ) -> FigureScene.Box {
    let across = abs(limits.x.high - limits.x.low)
    let up = abs(limits.y.high - limits.y.low)
    guard across > 0, up > 0, !limits.x.isLogarithmic, !limits.y.isLogarithmic else { return box }
    let scale = min(box.width / across, box.height / up)
    let (width, height) = (max(4, across * scale), max(4, up * scale))
    return FigureScene.Box(
      x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width: width,
      height: height)
  }
}
