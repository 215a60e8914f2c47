import Engine

extension Traces {
  /// The curves as a figure: the loss above, weights below.
  package var figure: Figure {
    var figure = Figure(number: 0, width: 7.2, height: 4.6)
    let steps = (0..<stepCount).map { Double($0 + 1) }
    let loss = curves(.loss)
    let values = curves(.value)
    let rest = loss.isEmpty && values.isEmpty ? curves : []
    let groups = [("Loss", loss), ("Weights", values), ("Gradients", rest)].filter { !$0.1.isEmpty }
    for (row, group) in groups.enumerated() {
      var axes = PlotAxes()
      axes.place = GridPlace(rows: groups.count, columns: 1, row: row, column: 0)
      axes.title = group.0
      axes.x.hasGrid = true
      axes.y.hasGrid = true
      if row == groups.count - 1 { axes.x.label = loop == nil ? "backward pass" : "training step" }
      for (place, curve) in group.1.prefix(10).enumerated() {
        var mark = PlotMark(
          .line(x: steps, y: curve.points), color: PlotColor.cycle[place % PlotColor.cycle.count])
        mark.label = curve.name
        if stepCount < 2 { mark.marker = .circle }
        axes.marks.append(mark)
      }
      let points = group.1.flatMap(\.points).filter(\.isFinite)
      if group.0 == "Loss", let low = points.min(), let high = points.max(), low > 0,
        high > 100 * low
      {
        axes.y.scale = .log
      }
      var legend = PlotLegend()
      legend.entries = axes.marks.indices.map { .init(mark: $0, text: axes.marks[$0].label) }
      axes.legend = legend
      figure.axes.append(axes)
    }
    if groups.count == 1 { figure.height = 3.6 }
    return figure
  }
}
