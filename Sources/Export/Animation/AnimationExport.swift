import GraphView
import Graphviz

/// The graph of a pass at every stop, one after the other in one SVG that moves by itself.
///
/// All pictures have the geometry of the last one: boxes are as large as they become, and what an
/// edge will say keeps its place before it is said. Where animations are switched off, or are not
/// known, the last picture is seen.
struct AnimationExport {
  private let walk: Walk
  private let stops: [Stop]
  private let options: ExportOptions

  /// Seconds that a stop is shown.
  private static let pace = 1.2
  /// More stops take too long to draw and to watch.
  static let stopLimit = 400
  private static let caption = 34.0

  /// An animation of the pass that a stop belongs to.
  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    self.walk = walk
    self.options = options
    let pass = walk.passes[stop.pass]
    let counts = pass.counts
    let end = pass.firstStop + counts.start + counts.forward + counts.backward
    stops = (pass.firstStop..<end).map { walk.stop(at: $0) }
  }

  func text() throws(ExportError) -> String {
    guard let last = stops.last else { throw .nothingToDraw }
    guard stops.count <= Self.stopLimit else {
      throw .tooManyFrames(stops.count, limit: Self.stopLimit)
    }
    let final = picture(at: last)
    guard final.table.count <= PictureExport.nodeLimit / 5 else {
      throw .tooManyNodes(final.table.count, limit: PictureExport.nodeLimit / 5)
    }
    let whole = final.graph()
    let sizes: [DotLayout.Size]
    do throws(GraphvizError) { sizes = try whole.laidOut().nodes.map(\.size) } catch {
      throw .drawing(error)
    }
    var frames: [SVGFrame] = []
    for stop in stops {
      let graph = steady(picture(at: stop).graph(), whole, sizes)
      do throws(GraphvizError) {
        frames.append(SVGFrame(String(decoding: try graph.rendered(as: .svg).bytes, as: UTF8.self)))
      } catch {
        throw .drawing(error)
      }
    }
    return composed(frames)
  }

  private func picture(at stop: Stop) -> GraphPicture { GraphPicture(walk, stop, options) }

  /// A graph with the sizes of the last one.
  private func steady(
    _ graph: DotGraph, _ whole: DotGraph, _ sizes: [DotLayout.Size]
  ) -> DotGraph {
    var graph = graph
    graph.attributes["label"] = ""
    for index in graph.nodes.indices where index < sizes.count {
      graph.nodes[index].attributes["width"] = .number(sizes[index].width / 72)
      graph.nodes[index].attributes["height"] = .number(sizes[index].height / 72)
      graph.nodes[index].attributes["fixedsize"] = "true"
    }
    for index in graph.edges.indices where index < whole.edges.count {
      guard let label = whole.edges[index].attributes["label"],
        graph.edges[index].attributes["label"] == nil
      else { continue }
      graph.edges[index].attributes["label"] = label
      graph.edges[index].attributes["fontcolor"] = .text(SVGFrame.hiddenColor)
    }
    return graph
  }

  // MARK: One picture of all

  private func composed(_ frames: [SVGFrame]) -> String {
    let width = frames.map(\.width).max() ?? 0
    let height = (frames.map(\.height).max() ?? 0) + Self.caption
    let total = Double(frames.count) * Self.pace
    let share = 100 / Double(max(1, frames.count))
    let title = options.spelled(Heading(walk, stops[stops.count - 1], options).title)
    var lines = [
      Marker.text(in: .animation),
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        + "role=\"img\" aria-labelledby=\"walk-title walk-desc\" "
        + "viewBox=\"0 0 \(number(width)) \(number(height))\" width=\"\(number(width))pt\" "
        + "height=\"\(number(height))pt\">",
      "<title id=\"walk-title\">\(XML.escaped(title))</title>",
      "<desc id=\"walk-desc\">\(XML.escaped(told))</desc>",
      "<style>.stop{visibility:hidden;animation:shown \(number(total))s step-end infinite}"
        + ".last{visibility:visible}"
        + "@keyframes shown{0%{visibility:visible}\(number(share))%{visibility:hidden}"
        + "100%{visibility:hidden}}"
        + "@media (prefers-reduced-motion:reduce){.stop{animation:none}}</style>",
      "<rect width=\"100%\" height=\"100%\" fill=\"\(options.palette.background)\"/>",
    ]
    for (index, frame) in frames.enumerated() {
      let delay = Double(index) * Self.pace - total
      let kind = index == frames.count - 1 ? "stop last" : "stop"
      lines.append("<g class=\"\(kind)\" style=\"animation-delay:\(number(delay))s\">")
      lines.append(
        "<text x=\"12\" y=\"22\" font-family=\"'DejaVu Sans',Verdana,sans-serif\" "
          + "font-size=\"13\" fill=\"\(options.palette.text)\">"
          + "\(XML.escaped(options.spelled(caption(index))))</text>")
      lines.append("<g transform=\"translate(0 \(number(Self.caption)))\">")
      lines.append(frame.content)
      lines.append("</g></g>")
    }
    lines.append("</svg>")
    return lines.map { $0 + "\n" }.joined()
  }

  private func caption(_ index: Int) -> String {
    let stop = stops[index]
    return "\(stop.title): " + TextWidth.onOneLine(walk.sentence(at: stop))
  }

  /// The walk in words.
  private var told: String {
    stops.indices.prefix(60).map { caption($0) }.joined(separator: "\n")
      + (stops.count > 60 ? "\nAnd \(stops.count - 60) more." : "")
  }

  private func number(_ value: Double) -> String { ScreenSVG.number(value) }
}

/// The drawing inside of an SVG that Graphviz made.
private struct SVGFrame {
  let width: Double
  let height: Double
  /// What is drawn in this color is not shown.
  static let hiddenColor = "#010203"

  /// The group of everything, without the names that would be there in every picture.
  let content: String

  init(_ svg: String) {
    func measure(_ name: String) -> Double {
      guard let found = svg.firstRange(of: " \(name)=\"") else { return 0 }
      return Double(svg[found.upperBound...].prefix { $0.isNumber || $0 == "." }) ?? 0
    }
    width = measure("width")
    height = measure("height")
    guard let start = svg.firstRange(of: "<g id=\"graph0\""),
      let end = svg.ranges(of: "</svg>").last
    else {
      content = ""
      return
    }
    var inner = String(svg[start.lowerBound..<end.lowerBound])
    while let name = inner.firstRange(of: " id=\"") {
      let close = inner[name.upperBound...].firstIndex(of: "\"") ?? inner.endIndex
      inner.removeSubrange(
        name.lowerBound..<(close < inner.endIndex ? inner.index(after: close) : close))
    }
    // What is not said yet takes its place and is not drawn.
    content = inner.replacing("fill=\"\(Self.hiddenColor)\"", with: "display=\"none\"")
  }
}
