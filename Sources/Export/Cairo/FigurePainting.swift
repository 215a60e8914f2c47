import Engine
import Glibc
import GraphView
import Graphviz

/// A figure painted by cairo: as pixels or as a page.
struct FigurePainting {
  private let scene: FigureScene
  private let cairo: CairoFunctions
  private let hasBackground: Bool

  init(_ scene: FigureScene, hasBackground: Bool = true) throws(GraphvizError) {
    self.scene = scene
    self.hasBackground = hasBackground
    cairo = try CairoFunctions.load()
  }

  /// More pixels a side than a picture may have.
  private static let mostPixels = 16_000.0

  /// A file of pixels.
  func png(dotsPerInch: Double) throws(ExportError) -> [UInt8] {
    let factor = min(
      dotsPerInch / 72, Self.mostPixels / max(scene.width, scene.height))
    let width = CInt(max(1, (scene.width * factor).rounded()))
    let height = CInt(max(1, (scene.height * factor).rounded()))
    guard let surface = cairo.makeImage(0, width, height) else { throw .painting("no surface") }
    defer { cairo.destroySurface(surface) }
    try paint(on: surface, factor: factor)
    let sink = ByteSink()
    let status = cairo.writePNG(surface, Self.writer, sink.address)
    guard status == 0 else { throw .painting("cairo failed with status \(status)") }
    return PNGMetadata.adding(Marker.word, to: sink.bytes)
  }

  /// A file of one page.
  func pdf() throws(ExportError) -> [UInt8] {
    let sink = ByteSink()
    guard let surface = cairo.makePDF(Self.writer, sink.address, scene.width, scene.height) else {
      throw .painting("no surface")
    }
    defer { cairo.destroySurface(surface) }
    try paint(on: surface, factor: 1)
    cairo.finish(surface)
    return sink.bytes + Array((Marker.text(in: .pdf) + "\n").utf8)
  }

  private static let writer: CairoFunctions.Writer = { sink, data, count in
    guard let sink, let data else { return 11 }
    Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes += UnsafeBufferPointer(
      start: data, count: Int(count))
    return 0
  }

  private func paint(on surface: OpaquePointer, factor: Double) throws(ExportError) {
    guard cairo.surfaceStatus(surface) == 0, let context = cairo.makeContext(surface) else {
      throw .painting("no surface")
    }
    defer { cairo.destroyContext(context) }
    cairo.scale(context, factor, factor)
    if hasBackground {
      setColor(context, scene.background)
      cairo.paint(context)
    }
    for item in scene.items {
      switch item {
      case .path(let path): draw(path, context)
      case .text(let text): draw(text, context)
      case .pixels(let pixels): draw(pixels, context)
      case .clip(let box):
        cairo.save(context)
        cairo.rectangle(context, box.x, box.y, box.width, box.height)
        cairo.clip(context)
      case .endClip: cairo.restore(context)
      }
    }
  }

  private func setColor(_ context: OpaquePointer, _ color: PlotColor) {
    cairo.setColor(context, color.red, color.green, color.blue, color.alpha)
  }

  private func draw(_ path: FigureScene.Path, _ context: OpaquePointer) {
    cairo.newPath(context)
    for step in path.steps {
      switch step {
      case .move(let point): cairo.move(context, point.x, point.y)
      case .line(let point): cairo.line(context, point.x, point.y)
      case .close: cairo.closePath(context)
      case .circle(let center, let radius):
        cairo.newSubpath(context)
        cairo.arc(context, center.x, center.y, radius, 0, 2 * .pi)
        cairo.closePath(context)
      }
    }
    if let fill = path.fill {
      setColor(context, fill)
      if path.stroke == nil { cairo.fill(context) } else { cairo.fillAndKeep(context) }
    }
    guard let stroke = path.stroke else { return }
    setColor(context, stroke)
    cairo.setLineWidth(context, path.lineWidth)
    cairo.setLineJoin(context, 1)
    cairo.setLineCap(context, path.isRounded ? 1 : 0)
    path.dashes.withUnsafeBufferPointer {
      cairo.setDash(context, $0.baseAddress, CInt(path.dashes.count), 0)
    }
    cairo.stroke(context)
  }

  private func draw(_ text: FigureScene.Text, _ context: OpaquePointer) {
    guard !text.text.isEmpty, let layout = cairo.makeLayout(context),
      let font = cairo.makeFont("DejaVu Sans")
    else { return }
    defer {
      cairo.freeFont(font)
      cairo.unref(UnsafeMutableRawPointer(layout))
    }
    // Pango counts in parts of 1024.
    cairo.setFontSize(font, text.size * 1024)
    if text.isBold { cairo.setFontWeight(font, 700) }
    cairo.setFont(layout, font)
    cairo.setText(layout, text.text, -1)
    var width: CInt = 0
    cairo.layoutSize(layout, &width, nil)
    let share =
      switch text.anchor {
      case .start: 0.0
      case .middle: 0.5
      case .end: 1.0
      }
    cairo.save(context)
    setColor(context, text.color)
    cairo.translate(context, text.place.x, text.place.y)
    if text.rotation != 0 { cairo.rotate(context, -text.rotation * .pi / 180) }
    cairo.move(
      context, -Double(width) / 1024 * share, -Double(cairo.baseline(layout)) / 1024)
    cairo.showLayout(context, layout)
    cairo.restore(context)
  }

  private func draw(_ pixels: FigureScene.Pixels, _ context: OpaquePointer) {
    // Blue, green, red, alpha; colors multiplied by their opacity.
    var data: [UInt8] = []
    data.reserveCapacity(pixels.colors.count * 4)
    for color in pixels.colors {
      let alpha = min(1, max(0, color.alpha))
      for part in [color.blue * alpha, color.green * alpha, color.red * alpha, alpha] {
        data.append(UInt8((min(1, max(0, part.isNaN ? 0 : part)) * 255).rounded()))
      }
    }
    let (columns, rows) = (CInt(pixels.columns), CInt(pixels.rows))
    data.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let image = cairo.makeImageForData(base, 0, columns, rows, columns * 4)
      else { return }
      defer {
        cairo.finish(image)
        cairo.destroySurface(image)
      }
      cairo.save(context)
      cairo.rectangle(
        context, pixels.box.x, pixels.box.y, pixels.box.width, pixels.box.height)
      cairo.clip(context)
      cairo.translate(context, pixels.box.x, pixels.box.y)
      cairo.scale(
        context, pixels.box.width / Double(columns), pixels.box.height / Double(rows))
      cairo.setSource(context, image, 0, 0)
      if let pattern = cairo.source(context) { cairo.setFilter(pattern, 3) }
      cairo.paint(context)
      cairo.restore(context)
    }
  }
}

/// Where cairo puts the bytes of a file.
private final class ByteSink {
  var bytes: [UInt8] = []

  var address: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
}
