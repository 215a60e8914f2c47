import Engine

extension FigureScene {
  /// A figure drawn on a page of its own size.
  package init(_ figure: Figure, theme: FigureTheme = .light) {
    var drawing = FigureDrawing(figure, theme)
    drawing.draw()
    self = drawing.scene
  }
}

/// A figure on its way to the page: where the plots stand, then what is in them.
struct FigureDrawing {
  let figure: Figure
  let theme: FigureTheme
  var scene: FigureScene

  /// Around everything.
  private static let padding = 9.0
  static let tickLength = 3.5

  init(_ figure: Figure, _ theme: FigureTheme) {
    self.figure = figure
    self.theme = theme
    scene = FigureScene(
      width: max(72, figure.width * 72), height: max(72, figure.height * 72),
      background: theme.background)
    scene.title = figure.shownTitle
    scene.summary = figure.summary
  }

  var fontSize: Double { max(4, min(72, figure.fontSize)) }
  var titleSize: Double { fontSize * 1.2 }

  mutating func draw() {
    var page = FigureScene.Box(
      x: Self.padding, y: Self.padding, width: scene.width - 2 * Self.padding,
      height: scene.height - 2 * Self.padding)
    if !figure.title.isEmpty {
      let height = TextExtent.lineHeight(titleSize * 1.1)
      var title = FigureScene.Text(
        figure.title, at: .init(scene.width / 2, page.y + titleSize), .middle,
        size: titleSize * 1.1, color: theme.ink)
      title.isBold = true
      scene.items.append(.text(title))
      page.y += height + 4
      page.height -= height + 4
    }
    for (index, frame) in AxesLayout(figure, page, fontSize: fontSize).frames.enumerated() {
      var drawing = AxesDrawing(figure.axes[index], frame, theme, fontSize: fontSize)
      drawing.draw()
      scene.items += drawing.items
    }
  }
}

extension Figure {
  /// What it is called: its title, that of its first plot, or its number.
  package var shownTitle: String {
    if !title.isEmpty { return title }
    return axes.map(\.title).first { !$0.isEmpty } ?? "Figure \(number)"
  }

  /// What it shows, in words.
  package var summary: String {
    var text = axes.count == 1 ? "" : "\(axes.count) plots. "
    for (place, plot) in axes.enumerated() {
      if axes.count > 1 {
        text += "Plot \(place + 1)" + (plot.title.isEmpty ? ": " : ", \(plot.title): ")
      }
      let limits = PlotLimits(plot)
      for mark in plot.marks { text += mark.told }
      text += Self.told("x axis", plot.x, limits.x) + Self.told("y axis", plot.y, limits.y)
    }
    return text
  }

  private static func told(_ name: String, _ axis: PlotAxis, _ ends: PlotInterval) -> String {
    let label = axis.label.isEmpty ? name : "\(name) \(axis.label)"
    return "The \(label) goes from \(FigureNumber.short(ends.low)) to "
      + "\(FigureNumber.short(ends.high))\(axis.scale == .log ? ", logarithmic" : ""). "
  }
}

extension PlotMark {
  /// What it is, in a sentence.
  fileprivate var told: String {
    let name = label.isEmpty ? "" : " \(label)"
    switch shape {
    case .line(_, let y):
      let finite = y.filter(\.isFinite)
      guard let first = finite.first, let last = finite.last else { return "" }
      return "Line\(name) with \(y.count) points, from \(FigureNumber.short(first)) to "
        + "\(FigureNumber.short(last)). "
    case .scatter(let points): return "\(points.x.count) points\(name). "
    case .bars(let bars): return "\(bars.count) bars\(name). "
    case .band: return "A band\(name). "
    case .polygon: return "A filled shape\(name). "
    case .field(let field): return "A picture of \(field.rows) by \(field.columns) cells\(name). "
    case .contour(let field): return "Contour lines at \(field.levels.count) heights\(name). "
    case .horizontal(let y, _, _): return "A line across\(name) at \(FigureNumber.short(y)). "
    case .vertical(let x, _, _): return "A line upright\(name) at \(FigureNumber.short(x)). "
    case .horizontalBand, .verticalBand: return "A band\(name) across. "
    case .segments(let segments): return "\(segments.count) straight lines\(name). "
    case .text(let text): return "The text \(text.text). "
    }
  }
}
