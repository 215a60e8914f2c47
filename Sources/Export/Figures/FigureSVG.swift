import Engine
import GraphView

/// A figure as a scalable picture: shapes as paths, texts as text that can be selected and read.
struct FigureSVG {
  private let scene: FigureScene
  private var lines: [String] = []
  private var clipCount = 0
  private let hasBackground: Bool

  init(_ scene: FigureScene, hasBackground: Bool = true) {
    self.scene = scene
    self.hasBackground = hasBackground
  }

  private static let fonts =
    "'DejaVu Sans',Verdana,'Noto Sans','Noto Sans Arabic','Noto Sans CJK SC',sans-serif"

  mutating func text() -> String {
    let size = "\(Self.number(scene.width)) \(Self.number(scene.height))"
    lines = [
      Marker.text(in: .svg),
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
        + "aria-labelledby=\"figure-title figure-desc\" viewBox=\"0 0 \(size)\" "
        + "width=\"\(Self.number(scene.width))pt\" height=\"\(Self.number(scene.height))pt\" "
        + "font-family=\"\(Self.fonts)\">",
      "<title id=\"figure-title\">\(XML.escaped(scene.title))</title>",
      "<desc id=\"figure-desc\">\(XML.escaped(scene.summary))</desc>",
    ]
    if hasBackground {
      lines.append("<rect width=\"100%\" height=\"100%\" fill=\"\(scene.background.written)\"/>")
    }
    for item in scene.items { add(item) }
    lines.append("</svg>")
    return lines.map { $0 + "\n" }.joined()
  }

  private mutating func add(_ item: FigureScene.Item) {
    switch item {
    case .clip(let box):
      clipCount += 1
      lines.append(
        "<clipPath id=\"plot\(clipCount)\"><rect \(Self.written(box))/></clipPath>")
      lines.append("<g clip-path=\"url(#plot\(clipCount))\">")
    case .endClip: lines.append("</g>")
    case .path(let path): add(path)
    case .text(let text): add(text)
    case .pixels(let pixels): add(pixels)
    }
  }

  private static func written(_ box: FigureScene.Box) -> String {
    "x=\"\(number(box.x))\" y=\"\(number(box.y))\" width=\"\(number(box.width))\" "
      + "height=\"\(number(box.height))\""
  }

  private mutating func add(_ path: FigureScene.Path) {
    var attributes =
      Self.paint("fill", path.fill) + Self.paint("stroke", path.stroke, orNone: false)
    if path.stroke != nil {
      attributes += " stroke-width=\"\(Self.number(path.lineWidth))\""
      if !path.dashes.isEmpty {
        attributes +=
          " stroke-dasharray=\"\(path.dashes.map { Self.number($0) }.joined(separator: " "))\""
      }
      attributes += " stroke-linejoin=\"round\""
      if path.isRounded { attributes += " stroke-linecap=\"round\"" }
    }
    lines.append("<path d=\"\(Self.data(of: path.steps))\"\(attributes)/>")
  }

  private static func data(of steps: [FigureScene.Path.Step]) -> String {
    var data = ""
    for step in steps {
      switch step {
      case .move(let point): data += "M\(number(point.x)) \(number(point.y))"
      case .line(let point): data += "L\(number(point.x)) \(number(point.y))"
      case .close: data += "Z"
      case .circle(let center, let radius):
        let r = number(radius)
        let wide = number(2 * radius)
        data +=
          "M\(number(center.x - radius)) \(number(center.y))a\(r) \(r) 0 1 0 \(wide) 0"
          + "a\(r) \(r) 0 1 0 -\(wide) 0Z"
      }
    }
    return data
  }

  private static func paint(_ name: String, _ color: PlotColor?, orNone: Bool = true) -> String {
    guard let color, color.alpha > 0 else { return orNone ? " \(name)=\"none\"" : "" }
    let opacity = color.alpha < 1 ? " \(name)-opacity=\"\(number(color.alpha))\"" : ""
    return " \(name)=\"\(color.written)\"\(opacity)"
  }

  private mutating func add(_ text: FigureScene.Text) {
    guard !text.text.isEmpty else { return }
    let (x, y) = (Self.number(text.place.x), Self.number(text.place.y))
    let anchor =
      switch text.anchor {
      case .start: ""
      case .middle: " text-anchor=\"middle\""
      case .end: " text-anchor=\"end\""
      }
    var attributes = "x=\"\(x)\" y=\"\(y)\"\(anchor) font-size=\"\(Self.number(text.size))\""
    attributes += Self.paint("fill", text.color)
    if text.isBold { attributes += " font-weight=\"bold\"" }
    if text.rotation != 0 {
      attributes += " transform=\"rotate(\(Self.number(-text.rotation)) \(x) \(y))\""
    }
    // A text keeps its own direction whatever stands beside it.
    lines.append(
      "<text \(attributes) unicode-bidi=\"plaintext\">\(XML.escaped(text.text))</text>")
  }

  private mutating func add(_ pixels: FigureScene.Pixels) {
    let (columns, rows) = (pixels.columns, pixels.rows)
    guard columns * rows <= 4096 else {
      lines.append(
        "<image \(Self.written(pixels.box)) preserveAspectRatio=\"none\" "
          + "style=\"image-rendering:pixelated\" href=\"data:image/png;base64,"
          + "\(PNGImage(pixels).base64)\"/>")
      return
    }
    let width = pixels.box.width / Double(columns)
    let height = pixels.box.height / Double(rows)
    lines.append("<g shape-rendering=\"crispEdges\">")
    for row in 0..<rows {
      var column = 0
      while column < columns {
        let color = pixels.colors[row * columns + column]
        var end = column + 1
        while end < columns, pixels.colors[row * columns + end] == color { end += 1 }
        let box = FigureScene.Box(
          x: pixels.box.x + Double(column) * width, y: pixels.box.y + Double(row) * height,
          width: Double(end - column) * width, height: height)
        lines.append("<rect \(Self.written(box))\(Self.paint("fill", color))/>")
        column = end
      }
    }
    lines.append("</g>")
  }

  private static func number(_ value: Double) -> String {
    ScreenSVG.number(value.isFinite ? min(1e7, max(-1e7, value)) : 0)
  }
}
