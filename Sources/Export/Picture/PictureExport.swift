import GraphView
import Graphviz

/// The graph as DOT text or drawn by Graphviz.
struct PictureExport {
  private let picture: GraphPicture

  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    picture = GraphPicture(walk, stop, options)
  }

  /// Graphs of more nodes take Graphviz minutes.
  static let nodeLimit = 1_500
  /// Two pixels for one of a plain screen: sharp on a slide.
  private static let resolution = 192.0

  /// The graph in the DOT language.
  func dot() throws(ExportError) -> String {
    let graph = picture.graph()
    do {
      return Marker.text(in: .dot) + "\n" + (try graph.text())
    } catch { throw .drawing(error) }
  }

  /// The graph drawn.
  func drawing(_ format: Format) throws(ExportError) -> [UInt8] {
    switch format {
    case .png: PNGMetadata.adding(Marker.word, to: try rendered(.png(dotsPerInch: Self.resolution)))
    case .pdf: try rendered(.pdf) + Array((Marker.text(in: .pdf) + "\n").utf8)
    default: Array(SVGDescription(picture).added(to: try rendered(.svg, hasTooltips: true)).utf8)
    }
  }

  private func rendered(
    _ format: DotFormat, hasTooltips: Bool = false
  ) throws(ExportError) -> [UInt8] {
    guard picture.table.count <= Self.nodeLimit else {
      throw .tooManyNodes(picture.table.count, limit: Self.nodeLimit)
    }
    var picture = picture
    picture.hasTooltips = hasTooltips
    do { return try picture.graph().rendered(as: format).bytes } catch { throw .drawing(error) }
  }
}
