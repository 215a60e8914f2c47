import Engine

extension AxesFunction {
  /// Points and bands.
  static let points: [AxesFunction] = [
    AxesFunction(
      "scatter",
      "x, y, s=None, c=None, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, "
        + "linewidths=None, edgecolors=None, **kwargs"
    ) { a, axes throws(Raise) in try scatter(a, axes) },
    AxesFunction(
      "fill_between", "x, y1, y2=0, where=None, interpolate=False, step=None, **kwargs"
    ) { a, axes throws(Raise) in
      let style = try PlotStyle(a[6], "FillBetweenPolyCollection")
      let x = try PlotReading.numbers(a[0])
      var low = try PlotReading.numbers(a[1], count: x.count)
      let high = try PlotReading.numbers(a[2], count: x.count)
      for (name, side) in [("y1", low), ("y2", high)] where side.count != x.count {
        throw Raise.value(
          "'x' has size \(x.count), but '\(name)' has an unequal size of \(side.count)")
      }
      if a.has(3) {
        let kept = try PlotReading.numbers(a[3], count: x.count)
        guard kept.count == x.count else {
          throw Raise.value("where size (\(kept.count)) does not match 'x' size (\(x.count))")
        }
        for index in x.indices where kept[index] == 0 { low[index] = .nan }
      }
      var mark = PlotMark(.band(x: x, low: low, high: high))
      style.applyFilled(to: &mark) { axes.nextPatchColor() }
      return axes.add(mark, .polyCollection)
    },
    AxesFunction("fill", "*args, **kwargs") { a, axes throws(Raise) in
      var rest = try a[0].items()[...]
      let style = try PlotStyle(a[1], "Polygon")
      var drawn: [PyValue] = []
      while rest.count >= 2, let x = rest.popFirst(), let y = rest.popFirst() {
        let (across, up) = (try PlotReading.numbers(x), try PlotReading.numbers(y))
        try sameLength(across, up)
        var mark = PlotMark(.polygon(x: across, y: up))
        var format: FormatString?
        if let text = rest.first?.text {
          format = try FormatString(text)
          rest.removeFirst()
        }
        style.applyFilled(to: &mark) { format?.color ?? axes.nextPatchColor() }
        drawn.append(axes.add(mark, .polygon))
      }
      return .list(drawn)
    },
  ]

  private static func scatter(_ a: Bound, _ axes: AxesEditor) throws(Raise) -> PyValue {
    let style = try PlotStyle(a[12], "PathCollection", own: ["plotnonfinite"])
    let x = try axes.places(of: a[0], on: \.x)
    let y = try axes.places(of: a[1], on: \.y)
    guard x.count == y.count else { throw Raise.value("x and y must be the same size") }
    var points = PlotMark.Scatter(x: x, y: y)
    if a.has(2) {
      points.areas = try PlotReading.numbers(a[2])
      guard points.areas.count == 1 || points.areas.count == x.count else {
        throw Raise.value(
          "s (size \(points.areas.count)) cannot be broadcast to match x and y (size \(x.count))")
      }
    } else {
      points.areas = [axes.settings.markerSize * axes.settings.markerSize]
    }
    var mark = PlotMark(.scatter(points))
    var given = style.color ?? style.face
    if a.has(3), given == nil {
      if let text = a[3].text {
        guard let color = PlotColor(named: text) else {
          throw Raise.value(
            "'c' argument must be a color, a sequence of colors, or a sequence of numbers, not "
              + "'\(text)'")
        }
        given = color
      } else if let colors = try PlotReading.colors(a[3]), colors.count == x.count {
        points.colors = colors
      } else {
        let values = try PlotReading.numbers(a[3])
        if values.count == x.count {
          points.values = values
          mark.coloring = try coloring(values, map: a[5], low: a[7], high: a[8], axes)
        } else if values.count == 3 || values.count == 4 {
          guard x.count == 1 || (0...1).contains(values.min() ?? -1), values.allSatisfy({ $0 <= 1 })
          else {
            throw inconsistent(values.count, x.count)
          }
          given = try PlotReading.color(a[3])
        } else {
          throw inconsistent(values.count, x.count)
        }
      }
    }
    let alpha = try PlotReading.alpha(a[9]) ?? style.alpha
    let isUnicolor = points.values.isEmpty && points.colors.isEmpty
    var color = given ?? (isUnicolor ? axes.nextPatchColor() : PlotColor.cycle[0])
    if let alpha {
      color.alpha = alpha
      points.colors = points.colors.map { $0.with(alpha: alpha) }
    }
    mark.shape = .scatter(points)
    mark.color = color
    mark.marker = a.has(4) ? try PlotReading.marker(a[4]) : .circle
    if a.has(11), a[11].text != "face", a[11].text != "none" {
      mark.edge = try PlotReading.colorList(a[11]).first
    } else {
      mark.edge = style.edge
    }
    mark.lineWidth = 1.5
    if a.has(10) { mark.lineWidth = try PlotReading.numbers(a[10]).first ?? 1.5 }
    mark.order = 1
    style.applyCommon(to: &mark)
    let made = axes.add(mark, .pathCollection)
    if mark.coloring != nil { axes.state.colored = (axes.index, axes.axes.marks.count - 1) }
    return made
  }

  private static func inconsistent(_ count: Int, _ points: Int) -> Raise {
    Raise.value(
      "'c' argument has \(count) elements, which is inconsistent with 'x' and 'y' with size "
        + "\(points).")
  }

  /// The colors of numbers between the ends given, or those of the data.
  static func coloring(
    _ values: [Double], map: PyValue, low: PyValue, high: PyValue, _ axes: AxesEditor
  ) throws(Raise) -> Coloring {
    let finite = values.filter(\.isFinite)
    var coloring = Coloring(low: finite.min() ?? 0, high: finite.max() ?? 1)
    if !low.isAbsent { coloring.low = try low.asDouble() }
    if !high.isAbsent { coloring.high = try high.asDouble() }
    coloring.map = try PlotReading.colorMap(map) ?? axes.settings.colorMap
    return coloring
  }
}
