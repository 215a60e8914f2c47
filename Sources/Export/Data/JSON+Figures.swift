import Engine

extension JSON {
  /// A figure on the time line: why it is there, and what it shows.
  static func members(of event: FigureEvent) -> [(String, JSON)] {
    let occasion: (String, String?) =
      switch event.occasion {
      case .shown: ("show", nil)
      case .saved(let path): ("save", path)
      case .left: ("left", nil)
      }
    return [
      ("occasion", .string(occasion.0)), ("path", JSON(occasion.1)),
      ("figure", JSON(event.figure)),
    ]
  }

  init(_ figure: Figure) {
    self = .object([
      ("number", JSON(figure.number)), ("width", JSON(figure.width)),
      ("height", JSON(figure.height)), ("title", .string(figure.title)),
      ("plots", .array(figure.axes.map { JSON($0) })),
    ])
  }

  private init(_ axes: PlotAxes) {
    let limits = PlotLimits(axes)
    self = .object([
      ("row", JSON(axes.place.row)), ("column", JSON(axes.place.column)),
      ("title", .string(axes.title)),
      ("x", Self.axis(axes.x, limits.x)), ("y", Self.axis(axes.y, limits.y)),
      ("marks", .array(axes.marks.map { JSON($0) })),
    ])
  }

  private static func axis(_ axis: PlotAxis, _ interval: PlotInterval) -> JSON {
    .object([
      ("label", .string(axis.label)), ("scale", .string(axis.scale.rawValue)),
      ("low", JSON(interval.low)), ("high", JSON(interval.high)),
    ])
  }

  private static func list(_ numbers: [Double]) -> JSON { .array(numbers.map { JSON($0) }) }

  private init(_ mark: PlotMark) {
    self = .object(
      [("kind", .string(mark.kindName)), ("label", .string(mark.label))] + Self.data(of: mark))
  }

  private static func data(of mark: PlotMark) -> [(String, JSON)] {
    switch mark.shape {
    case .line(let x, let y), .polygon(let x, let y): [("x", list(x)), ("y", list(y))]
    case .scatter(let points):
      [("x", list(points.x)), ("y", list(points.y)), ("values", list(points.values))]
    case .bars(let bars):
      [
        ("x", list(bars.map(\.x))), ("y", list(bars.map(\.y))),
        ("width", list(bars.map(\.width))), ("height", list(bars.map(\.height))),
      ]
    case .band(let x, let low, let high):
      [("x", list(x)), ("low", list(low)), ("high", list(high))]
    case .field(let field):
      [
        ("rows", JSON(field.rows)), ("columns", JSON(field.columns)),
        ("values", list(field.values)),
      ]
    case .contour(let field):
      [
        ("x", list(field.x)), ("y", list(field.y)), ("z", list(field.z)),
        ("levels", list(field.levels)),
      ]
    case .horizontal(let place, _, _), .vertical(let place, _, _): [("at", JSON(place))]
    case .horizontalBand(let low, let high), .verticalBand(let low, let high):
      [("low", JSON(low)), ("high", JSON(high))]
    case .segments(let segments):
      [
        (
          "segments", .array(segments.map { list([$0.x0, $0.y0, $0.x1, $0.y1]) })
        )
      ]
    case .text(let text):
      [("text", .string(text.text)), ("x", JSON(text.x)), ("y", JSON(text.y))]
    }
  }
}

extension PlotMark {
  /// What it is, in a word.
  var kindName: String {
    switch shape {
    case .line: "line"
    case .scatter: "scatter"
    case .bars: "bars"
    case .band: "band"
    case .polygon: "polygon"
    case .field: "image"
    case .contour(let field): field.isFilled ? "filledContour" : "contour"
    case .horizontal: "horizontal"
    case .vertical: "vertical"
    case .horizontalBand: "horizontalBand"
    case .verticalBand: "verticalBand"
    case .segments: "segments"
    case .text: "text"
    }
  }
}
