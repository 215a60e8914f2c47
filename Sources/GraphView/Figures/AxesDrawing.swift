import Engine

/// One plot on its way to the page: frame, marks of the axes, and what it shows.
struct AxesDrawing {
  let axes: PlotAxes
  let frame: AxesFrame
  let theme: FigureTheme
  let fontSize: Double
  var items: [FigureScene.Item] = []

  init(_ axes: PlotAxes, _ frame: AxesFrame, _ theme: FigureTheme, fontSize: Double) {
    self.axes = axes
    self.frame = frame
    self.theme = theme
    self.fontSize = fontSize
  }

  var box: FigureScene.Box { frame.box }

  mutating func draw() {
    let xTicks = AxisTicks(axes.x, frame.x, points: box.width, room: fontSize * 3)
    let yTicks = AxisTicks(axes.y, frame.y, points: box.height, room: fontSize * 2)
    if !axes.isTwin, !axes.isBare { fillPanel(xTicks, yTicks) }
    items.append(.clip(box))
    let ordered = axes.marks.indices.sorted {
      (axes.marks[$0].order, $0) < (axes.marks[$1].order, $1)
    }
    for index in ordered { draw(axes.marks[index]) }
    items.append(.endClip)
    if !axes.isBare {
      drawFrame()
      drawTicks(xTicks, yTicks)
      drawLabels(yTicks)
    }
    for index in ordered {
      if case .text(let text) = axes.marks[index].shape { draw(text, axes.marks[index]) }
    }
    if !axes.title.isEmpty { drawTitle() }
    drawColorBars()
    if let legend = axes.legend, !legend.entries.isEmpty { draw(legend) }
  }

  // MARK: Around the data

  private mutating func fillPanel(_ xTicks: AxisTicks, _ yTicks: AxisTicks) {
    var panel = FigureScene.Path()
    panel.add(box)
    panel.fill = theme.panel
    items.append(.path(panel))
    var grid = FigureScene.Path()
    grid.stroke = theme.grid
    grid.lineWidth = 0.8
    if axes.x.hasGrid {
      for value in xTicks.values {
        let x = frame.across(value)
        grid.add([.init(x, box.y), .init(x, box.maxY)])
      }
    }
    if axes.y.hasGrid {
      for value in yTicks.values {
        let y = frame.up(value)
        grid.add([.init(box.x, y), .init(box.maxX, y)])
      }
    }
    if !grid.steps.isEmpty { items.append(.path(grid)) }
  }

  private mutating func drawFrame() {
    guard !axes.isTwin else { return }
    var border = FigureScene.Path()
    border.add(box)
    border.stroke = theme.quiet
    border.lineWidth = 0.8
    items.append(.path(border))
  }

  private mutating func drawTicks(_ xTicks: AxisTicks, _ yTicks: AxisTicks) {
    var marks = FigureScene.Path()
    marks.stroke = theme.quiet
    marks.lineWidth = 0.8
    let length = FigureDrawing.tickLength
    if !axes.isTwin {
      for value in xTicks.minor {
        let x = frame.across(value)
        marks.add([.init(x, box.maxY), .init(x, box.maxY + length * 0.57)])
      }
      var freeFrom = -Double.infinity
      for (value, label) in zip(xTicks.values, xTicks.labels) {
        let x = frame.across(value)
        marks.add([.init(x, box.maxY), .init(x, box.maxY + length)])
        let width = TextExtent.width(label, size: fontSize)
        guard x - width / 2 >= freeFrom else { continue }
        freeFrom = x + width / 2 + 2
        addLines(
          label, at: .init(x, box.maxY + length + fontSize + 1), .middle, fontSize, theme.ink)
      }
    }
    let side = axes.isTwin ? box.maxX : box.x
    let outward = axes.isTwin ? 1.0 : -1.0
    for value in yTicks.minor {
      let y = frame.up(value)
      marks.add([.init(side, y), .init(side + outward * length * 0.57, y)])
    }
    for (value, label) in zip(yTicks.values, yTicks.labels) {
      let y = frame.up(value)
      marks.add([.init(side, y), .init(side + outward * length, y)])
      items.append(
        .text(
          .init(
            label, at: .init(side + outward * (length + 3), y + fontSize * 0.36),
            axes.isTwin ? .start : .end, size: fontSize, color: theme.ink)))
    }
    items.append(.path(marks))
  }

  private mutating func drawLabels(_ yTicks: AxisTicks) {
    let line = TextExtent.lineHeight(fontSize)
    if !axes.x.label.isEmpty, !axes.isTwin {
      let lines = axes.x.tickLabels?.map { $0.split(separator: "\n").count }.max() ?? 1
      let y = box.maxY + FigureDrawing.tickLength + line * Double(max(1, lines) + 1)
      addLines(
        axes.x.label, at: .init(box.x + box.width / 2, y), .middle, fontSize, theme.ink)
    }
    if !axes.y.label.isEmpty {
      let widest = yTicks.labels.map { TextExtent.width($0, size: fontSize) }.max() ?? 0
      let away = widest + FigureDrawing.tickLength + 7
      let x = axes.isTwin ? box.maxX + away + fontSize : box.x - away
      var text = FigureScene.Text(
        axes.y.label, at: .init(x, box.y + box.height / 2), .middle, size: fontSize,
        color: theme.ink)
      text.rotation = 90
      items.append(.text(text))
    }
  }

  private mutating func drawTitle() {
    let size = fontSize * 1.2
    let count = axes.title.split(separator: "\n", omittingEmptySubsequences: false).count
    let y = box.y - 6 - Double(count - 1) * TextExtent.lineHeight(size)
    addLines(axes.title, at: .init(box.x + box.width / 2, y), .middle, size, theme.ink)
  }

  /// Text of several lines, the first at the place.
  mutating func addLines(
    _ text: String, at place: FigureScene.Point, _ anchor: FigureScene.Text.Anchor,
    _ size: Double, _ color: PlotColor
  ) {
    for (row, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      items.append(
        .text(
          .init(
            String(line),
            at: .init(place.x, place.y + Double(row) * TextExtent.lineHeight(size)), anchor,
            size: size, color: color)))
    }
  }

  // MARK: Colored scales

  private mutating func drawColorBars() {
    var x = box.maxX
    for bar in axes.colorBars {
      guard axes.marks.indices.contains(bar.mark), let coloring = axes.marks[bar.mark].coloring
      else { continue }
      x += AxesLayout.barGap
      draw(bar, coloring, axes.marks[bar.mark], at: x)
      x += AxesLayout.barWidth + AxesLayout.room(of: bar, axes, fontSize)
    }
  }

  private mutating func draw(
    _ bar: ColorBar, _ coloring: Coloring, _ mark: PlotMark, at x: Double
  ) {
    var low = coloring.low
    var high = coloring.high
    var stripes: [(from: Double, to: Double, color: PlotColor)] = []
    if case .contour(let field) = mark.shape, field.isFilled, field.levels.count > 1 {
      (low, high) = (field.levels[0], field.levels[field.levels.count - 1])
      for (index, (from, to)) in zip(field.levels, field.levels.dropFirst()).enumerated() {
        stripes.append((from, to, bandColor(index, field, mark)))
      }
    } else {
      let count = 64
      for index in 0..<count {
        let interval = PlotInterval(
          low: low, high: high, isLogarithmic: coloring.isLogarithmic)
        let (from, to) = (Double(index) / Double(count), Double(index + 1) / Double(count))
        stripes.append(
          (
            interval.value(at: from), interval.value(at: to),
            ColorMaps.color((from + to) / 2, in: coloring.map)
          ))
      }
    }
    let scale = AxesFrame(
      box: .init(x: x, y: box.y, width: AxesLayout.barWidth, height: box.height),
      x: PlotInterval(low: 0, high: 1),
      y: PlotInterval(low: low, high: high, isLogarithmic: coloring.isLogarithmic))
    for stripe in stripes {
      var path = FigureScene.Path()
      let (top, bottom) = (scale.up(stripe.to), scale.up(stripe.from))
      path.add(.init(x: x, y: top - 0.2, width: AxesLayout.barWidth, height: bottom - top + 0.4))
      path.fill = stripe.color
      items.append(.path(path))
    }
    var border = FigureScene.Path()
    border.add(scale.box)
    border.stroke = theme.quiet
    border.lineWidth = 0.8
    let ticks = AxisTicks(
      scale.y, intervals: min(9, max(1, Int(box.height / (fontSize * 2)))))
    for (value, label) in zip(ticks.values, ticks.labels) {
      let y = scale.up(value)
      border.add([.init(scale.box.maxX, y), .init(scale.box.maxX + FigureDrawing.tickLength, y)])
      items.append(
        .text(
          .init(
            label,
            at: .init(scale.box.maxX + FigureDrawing.tickLength + 3, y + fontSize * 0.36), .start,
            size: fontSize, color: theme.ink)))
    }
    items.append(.path(border))
    if !bar.label.isEmpty {
      let widest = ticks.labels.map { TextExtent.width($0, size: fontSize) }.max() ?? 0
      var text = FigureScene.Text(
        bar.label,
        at: .init(scale.box.maxX + widest + fontSize + 10, box.y + box.height / 2), .middle,
        size: fontSize, color: theme.ink)
      text.rotation = 90
      items.append(.text(text))
    }
  }
}
