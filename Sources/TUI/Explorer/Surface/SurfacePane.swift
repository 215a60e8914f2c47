import Engine
import Glibc
import GraphView

/// The loss over two weights as contour, or along one as curve, with the descent on it.
extension Explorer {
  func renderSurface(into canvas: inout Canvas, in rect: Rect) {
    let stop = walk.stop
    let target = walk.targetName(at: stop)
    let note = stop.stepTitle
    let inner = frame(
      .surface, title: surfaceTitle(target), note: note, into: &canvas, in: rect)
    guard let shown = surface.shown, shown.key.wish == surface.wish else {
      canvas.draw("computing", x: inner.x + 1, y: inner.y, .dim, width: inner.width - 2)
      return
    }
    switch shown.result {
    case .failure(let error):
      TextView(
        StyledLine(error.text, .warning).wrapped(to: inner.width - 2, glyphs: canvas.glyphs)
      ).render(into: &canvas, in: inner.inset(horizontally: 1, vertically: 0))
    case .success(let made):
      let (body, last) = inner.splitBottom(inner.height > 6 ? 1 : 0)
      var figure = Figure()
      figure.axes = [surfaceAxes(made, shown, body)]
      FigureView(figure, colors: colors).render(into: &canvas, in: body)
      canvas.draw(
        surfaceReadout(made, shown, target), x: last.x + 1, y: last.y, .normal,
        width: last.width - 2)
    }
  }

  private func surfaceAxes(_ made: LossSurface, _ shown: SurfaceAnswer, _ body: Rect) -> PlotAxes {
    made.y.isEmpty
      ? sliceAxes(made, shown, walk.targetName(at: walk.stop))
      : contourAxes(made, shown, bands: body.height / 2)
  }

  /// A press on the way of the descent goes to the training step that is nearest.
  mutating func pressSurface(at mouse: Mouse, in rect: Rect) {
    guard let shown = surface.shown, shown.key.wish == surface.wish,
      case .success(let made) = shown.result
    else { return }
    let inner = rect.inset(by: 1)
    let body = inner.splitBottom(inner.height > 6 ? 1 : 0).rest
    let view = AxesView(surfaceAxes(made, shown, body), colors: colors, isOver: false)
    guard let place = view.place(at: mouse.x, mouse.y, in: body, glyphs) else { return }
    guard !shown.path.points.isEmpty else {
      let numbers = made.y.isEmpty ? [place.x] : [place.x, place.y]
      message = Notice(
        text: zip(shown.axes, numbers).map { "\($0.name) \(NumberText.significant($1))" }
          .joined(separator: "  "), style: .dim)
      return
    }
    // As far apart as they look: the ends of the axes count alike.
    let wide = Swift.max((made.x.last ?? 1) - (made.x.first ?? 0), 1e-300)
    let high = Swift.max((made.y.last ?? 1) - (made.y.first ?? 0), 1e-300)
    func distance(_ point: DescentPath.Point) -> Double {
      let dx = (point.weights[0] - place.x) / wide
      let dy = point.weights.count > 1 ? (point.weights[1] - place.y) / high : 0
      let sum = dx * dx + dy * dy
      return sum.isNaN ? .infinity : sum
    }
    guard let nearest = shown.path.points.min(by: { distance($0) < distance($1) }) else { return }
    _ = try? carryOut("train \(nearest.step)")
  }

  func surfaceTitle(_ target: String) -> String {
    guard let wish = surface.wish else { return "Surface" }
    return switch wish.kind {
    case .surface: "\(target) over \(wish.weights.joined(separator: " and "))"
    case .slice: "\(target) along \(wish.weights.joined())"
    case .gradient: "\(target) along the gradient"
    }
  }

  /// Where the walk stands, and the least loss in sight.
  func surfaceReadout(_ made: LossSurface, _ shown: SurfaceAnswer, _ target: String) -> String {
    func number(_ value: Double) -> String { NumberText.significant(value) }
    var text = ""
    if shown.axes.count == 1, !shown.axes[0].isSingle {
      text = "here \(target) falls by \(number(-(shown.axes[0].slope ?? 0))) a unit"
    } else {
      text = shown.axes.map { axis in
        let slope = axis.slope.map { "  d\(target)/d\(axis.name) \(number($0))" } ?? ""
        return "\(axis.name) \(number(axis.origin))\(slope)"
      }.joined(separator: "   ")
    }
    if let least = made.least {
      let places = [least.x] + (least.y.map { [$0] } ?? [])
      text += "   least in sight \(number(least.loss)) at "
      text += places.map(number).joined(separator: ", ")
    }
    return text
  }

  // MARK: Two weights

  private func contourAxes(
    _ made: LossSurface, _ shown: SurfaceAnswer, bands: Int
  ) -> PlotAxes {
    var axes = PlotAxes()
    axes.x.label = shown.axes[0].name
    axes.y.label = shown.axes[1].name
    axes.x.low = made.x.first
    axes.x.high = made.x.last
    axes.y.low = made.y.first
    axes.y.high = made.y.last
    let levels = made.levels(Swift.max(4, Swift.min(bands, 10)))
    if levels.count > 1 {
      axes.marks.append(
        PlotMark(
          .contour(
            ContourField(x: made.x, y: made.y, z: made.z, levels: levels, isFilled: true))))
    }
    var legend = PlotLegend()
    let points = shown.path.points
    if points.count > 1 {
      legend.entries.append(.init(mark: axes.marks.count, text: "descent"))
      axes.marks.append(
        PlotMark(.line(x: points.map { $0.weights[0] }, y: points.map { $0.weights[1] })))
      for point in points where Self.isPowerOfTen(point.step) {
        axes.marks.append(
          PlotMark(
            .text(PlotText(String(point.step), x: point.weights[0], y: point.weights[1]))))
      }
    }
    legend.entries.append(
      .init(mark: axes.marks.count, text: walk.stop.step == nil ? "here" : "now"))
    axes.marks.append(
      PlotMark(
        .scatter(.init(x: [shown.axes[0].origin], y: [shown.axes[1].origin]))))
    axes.legend = legend
    return axes
  }

  private static func isPowerOfTen(_ step: Int) -> Bool {
    var power = 1
    while power < step { power *= 10 }
    return power == step
  }

  // MARK: One weight

  private func sliceAxes(
    _ made: LossSurface, _ shown: SurfaceAnswer, _ target: String
  ) -> PlotAxes {
    var axes = PlotAxes()
    let axis = shown.axes[0]
    axes.x.label = axis.name
    axes.x.low = made.x.first
    axes.x.high = made.x.last
    axes.x.hasGrid = true
    axes.y.hasGrid = true
    let finite = made.z.filter(\.isFinite)
    if isLogarithmic, let least = finite.min(), least > 0 { axes.y.scale = .log }
    var legend = PlotLegend()
    func add(_ mark: PlotMark, _ name: String) {
      if !name.isEmpty { legend.entries.append(.init(mark: axes.marks.count, text: name)) }
      axes.marks.append(mark)
    }
    add(PlotMark(.line(x: made.x, y: made.z)), target)
    let points = shown.path.points
    // Of several weights the others were elsewhere at other steps.
    if points.count > 1, surfaceIsWhole {
      var path = PlotMark(
        .scatter(.init(x: points.map { $0.weights[0] }, y: points.map(\.loss))))
      path.marker = .circle
      add(path, "descent")
    }
    let here = Self.loss(made, at: axis.origin)
    if let slope = axis.slope, let here, let low = made.x.first, let high = made.x.last {
      let reach = (high - low) * 0.2
      var tangent = PlotMark(
        .line(
          x: [axis.origin - reach, axis.origin + reach],
          y: [here - slope * reach, here + slope * reach]))
      tangent.dash = .dashed
      add(tangent, "slope \(NumberText.significant(slope))")
      axes.y.low = axes.y.scale == .log ? nil : Self.ends(finite).0
      axes.y.high = axes.y.scale == .log ? nil : Self.ends(finite).1
    }
    if let here { add(PlotMark(.scatter(.init(x: [axis.origin], y: [here]))), "now") }
    axes.legend = legend
    return axes
  }

  /// Whether the loss depends on one number alone.
  private var surfaceIsWhole: Bool { walk.lossWeights(at: walk.stop).count == 1 }

  private static func ends(_ values: [Double]) -> (Double?, Double?) {
    guard let low = values.min(), let high = values.max(), low < high else { return (nil, nil) }
    let room = (high - low) * 0.06
    return (low - room, high + room)
  }

  /// The loss between two points of the curve.
  private static func loss(_ made: LossSurface, at place: Double) -> Double? {
    guard let next = made.x.firstIndex(where: { $0 >= place }) else { return nil }
    guard next > 0 else { return made.z[0] }
    let share = (place - made.x[next - 1]) / (made.x[next] - made.x[next - 1])
    let loss = made.z[next - 1] + share * (made.z[next] - made.z[next - 1])
    return loss.isFinite ? loss : nil
  }
}
