import CGraphviz
import Glibc

/// A way of placing nodes.
package enum DotEngine: String, CaseIterable, Sendable {
  /// Ranks from top to bottom (or as `rankdir` says); for directed graphs.
  case dot
  /// Springs.
  case neato
  /// Springs by forces, with clusters.
  case fdp
  /// A circle for each well connected part.
  case circo
  /// Circles around a center.
  case twopi
}

/// A file format that the library can write.
package struct DotFormat: Equatable, Hashable, Sendable {
  /// The library's name of the format.
  let name: String
  /// Dots per inch, if not what the graph says.
  let resolution: Double?

  private init(_ name: String, resolution: Double? = nil) {
    self.name = name
    self.resolution = resolution
  }

  /// Scalable Vector Graphics, with the names of nodes as titles.
  package static let svg = DotFormat("svg")
  /// Portable Network Graphics at 96 dots per inch.
  package static let png = DotFormat("png")
  /// Portable Document Format.
  package static let pdf = DotFormat("pdf")
  /// DOT text with the positions of the layout; for plain DOT text see `DotGraph.text()`.
  package static let positionedDOT = DotFormat("dot")

  /// Portable Network Graphics at a given resolution; 96 is one pixel a CSS pixel.
  package static func png(dotsPerInch: Double) -> DotFormat {
    DotFormat("png", resolution: dotsPerInch)
  }

  /// Whether the output is made of pixels.
  var isRaster: Bool { name == "png" }
}

/// A rendered graph.
package struct DotRendering: Equatable, Sendable {
  /// The contents of the file.
  package let bytes: [UInt8]
  /// What the library found odd, but drew.
  package let warnings: [String]
}

extension DotGraph {
  /// Lays the graph out and renders it, in this process.
  ///
  /// Each drawing with clusters costs some kilobytes that the library does not give back.
  package func rendered(
    as format: DotFormat, engine: DotEngine = .dot
  ) throws(GraphvizError) -> DotRendering {
    var graph = self
    if let resolution = format.resolution {
      guard resolution.isFinite, resolution > 0 else { throw .invalidResolution(resolution) }
      graph.attributes["dpi"] = .number(resolution)
    }
    try checkSafety(engine: engine)
    return try Self.rendered(try graph.text(), as: format, engine: engine)
  }

  /// Renders DOT text.
  static func rendered(
    _ text: String, as format: DotFormat, engine: DotEngine
  ) throws(GraphvizError) -> DotRendering {
    try GraphvizSession.perform(.drawing) { session throws(GraphvizError) in
      let (rendering, warnings) = try session.withLayout(of: text, engine: engine) {
        graph throws(GraphvizError) in
        if format.isRaster { try session.checkPixels(of: graph) }
        return try session.render(graph, as: format)
      }
      return DotRendering(bytes: rendering.bytes, warnings: warnings + rendering.warnings)
    }
  }

}

extension GraphvizSession {
  /// Refuses an image beyond the renderer's limit, which it would scale down with a printed remark.
  fileprivate func checkPixels(of graph: GraphvizFunctions.Graph) throws(GraphvizError) {
    let limit = 32_767
    let pointsPerInch = 72.0
    guard let drawing = cgraphviz_graph_drawing(graph)?.pointee else { return }
    let box = cgraphviz_graph_box(graph)
    // The library's own padding is four points a side; `pad` and `margin` are in inches.
    let pad = functions.attribute(graph, "pad").map { atof($0) * pointsPerInch } ?? 0
    let margin = 2 * (max(4, pad) + max(drawing.margin.x, drawing.margin.y))
    let width = box.UR.x - box.LL.x + margin
    let height = box.UR.y - box.LL.y + margin
    var scale = (drawing.dpi > 0 ? drawing.dpi : 96) / pointsPerInch
    if drawing.size.x > 0, drawing.size.y > 0 {
      scale *= min(1, drawing.size.x / width, drawing.size.y / height)
    }
    let pixels = (width: width * scale, height: height * scale)
    guard max(pixels.width, pixels.height) >= Double(limit) else { return }
    throw .imageTooLarge(
      width: Int(exactly: pixels.width.rounded()) ?? .max,
      height: Int(exactly: pixels.height.rounded()) ?? .max, limit: limit)
  }
}
