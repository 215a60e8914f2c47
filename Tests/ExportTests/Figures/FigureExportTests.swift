import Engine
import Foundation
import Testing

@testable import Export
@testable import GraphView

@Suite("Figures as pictures")
struct FigureExportTests {
  private var figure: Figure {
    var line = PlotMark(
      .line(x: [0, 1, 2, .nan, 4], y: [1, 4, 9, 3, 2]), color: PlotColor.cycle[0])
    line.label = "a < b & \"c\""
    line.marker = .circle
    var axes = PlotAxes()
    axes.title = "Обучение / 训练 / یادگیری"
    axes.x.label = "x"
    axes.y.hasGrid = true
    axes.marks = [line]
    axes.legend = PlotLegend()
    axes.legend?.entries = [.init(mark: 0, text: line.label)]
    var field = PlotMark(
      .field(
        ColorField(
          rows: 2, columns: 2, values: [1, 2, 3, .nan], xEdges: [0, 1, 2], yEdges: [0, 1, 2])))
    field.coloring = Coloring(low: 1, high: 3)
    var second = PlotAxes()
    second.place = GridPlace(rows: 1, columns: 2, row: 0, column: 1)
    second.marks = [field]
    second.colorBars = [ColorBar(mark: 0)]
    axes.place = GridPlace(rows: 1, columns: 2, row: 0, column: 0)
    var figure = Figure()
    figure.axes = [axes, second]
    return figure
  }

  @Test(
    "SVG is well-formed, says what it shows, and keeps texts as texts", arguments: [true, false])
  func svg(isDark: Bool) throws {
    let made = try figure.exported(as: .svg, theme: isDark ? .dark : .light)
    #expect(isWellFormed(made.bytes))
    for part in [
      "<title id=\"figure-title\">Обучение / 训练 / یادگیری</title>",
      "2 plots. Plot 1, Обучение / 训练 / یادگیری: Line a &lt; b &amp; &quot;c&quot; with 5 points",
      ">a &lt; b &amp; &quot;c&quot;</text>", "unicode-bidi=\"plaintext\"",
      "role=\"img\" aria-labelledby=\"figure-title figure-desc\"",
    ] {
      #expect(made.text.contains(part), "\(part)")
    }
    #expect(made.text.contains(isDark ? "fill=\"#16181d\"" : "fill=\"#ffffff\""))
    #expect(!made.text.contains("nan"))
  }

  @Test("a large picture inside of an SVG becomes pixels in it")
  func pixels() throws {
    var large = Figure()
    var axes = PlotAxes()
    let count = 100
    var mark = PlotMark(
      .field(
        ColorField(
          rows: count, columns: count, values: (0..<count * count).map { Double($0) },
          xEdges: (0...count).map { Double($0) }, yEdges: (0...count).map { Double($0) })))
    mark.coloring = Coloring(low: 0, high: 10_000)
    axes.marks = [mark]
    large.axes = [axes]
    let made = try large.exported(as: .svg)
    #expect(isWellFormed(made.bytes))
    #expect(made.text.contains("data:image/png;base64,iVBORw0KGgo"))
    let pixels = FigureScene.Pixels(
      columns: 1, rows: 2, colors: [.black, .white], box: .init(x: 0, y: 0, width: 1, height: 1))
    // The check sums are those that zlib and the PNG specification have for these ten bytes.
    #expect(
      PNGImage(pixels).base64
        == "iVBORw0KGgoAAAANSUhEUgAAAAEAAAACCAYAAACZgbYnAAAAFUlEQVR4AQEKAPX/AAAAAP8A/////w/6BPw2evb1"
        + "AAAAAElFTkSuQmCC")
  }

  @Test("PNG and PDF are painted and known as gradwalk's")
  func painted() throws {
    let png = try figure.exported(as: .png, dotsPerInch: 72)
    #expect(png.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    // Width and height: 6.4 by 4.8 inches.
    #expect(Array(png.bytes[16..<24]) == [0, 0, 1, 205, 0, 0, 1, 90])
    let pdf = try figure.exported(as: .pdf)
    #expect(pdf.text.hasPrefix("%PDF-"))
    for made in [png, pdf] {
      #expect(
        Marker.isFound(head: Array(made.bytes.prefix(4096)), tail: Array(made.bytes.suffix(4096))))
    }
  }

  @Test("the curves of a training loop are a figure")
  func traces() throws {
    let figure = try Lessons.descent(turns: 4).traces().figure
    #expect(figure.axes.map(\.title) == ["Loss", "Weights"])
    #expect(figure.axes[1].x.label == "training step")
    guard case .line(let x, let y) = figure.axes[0].marks[0].shape else {
      Issue.record("the loss is no curve")
      return
    }
    #expect(x == [1, 2, 3, 4] && y.count == 4 && y.allSatisfy(\.isFinite))
  }
}

@Suite("Moving pictures")
struct AnimationTests {
  @Test("an animation holds every stop of a pass, all with the same geometry")
  func animation() throws {
    let walk = try Lessons.worked()
    let made = try walk.exported(as: .animation)
    #expect(isWellFormed(made.bytes))
    let frames = made.text.components(separatedBy: "<g class=\"stop")
    #expect(frames.count - 1 == walk.passes[0].counts.total - walk.passes[0].counts.update)
    #expect(made.text.contains("prefers-reduced-motion"))
    #expect(!made.text.contains(" id=\"node1\""))
    // Nothing moves: every picture has the same size, and boxes stand where they stood.
    func boxes(_ frame: String) -> [String] {
      frame.components(separatedBy: "<title>w").dropFirst().compactMap { part in
        part.components(separatedBy: "<text ").dropFirst().first?.components(separatedBy: "\"")[1]
      }
    }
    let first = boxes(frames[1])
    #expect(first.count >= 8)
    #expect(frames.dropFirst().allSatisfy { boxes($0).count == first.count })
  }

  @Test("a recording has a header, and then only what changed")
  func cast() {
    func screen(_ texts: [String]) -> ScreenPicture {
      ScreenPicture(
        columns: 10,
        rows: texts.map { [ScreenPicture.Run(column: 0, text: $0, width: $0.count)] })
    }
    let made = Exported.cast(
      [screen(["one", "same"]), screen(["two", "same"])], title: "a \"title\"")
    let lines = made.text.split(separator: "\n").map(String.init)
    #expect(
      lines[0] == "{\"version\": 2, \"generator\": \"gradwalk\", \"width\": 10, \"height\": 2, "
        + "\"title\": \"a \\\"title\\\"\", \"env\": {\"TERM\": \"xterm-256color\"}}")
    #expect(
      lines[1]
        == "[0, \"o\", \"\\u001b[?25l\\u001b[2J\\u001b[1;1Hone\\u001b[K\\u001b[2;1Hsame\\u001b[K\"]"
    )
    #expect(lines[2].hasPrefix("[1, \"o\", \"\\u001b[1;1Htwo\\u001b[K"))
    #expect(!lines[2].contains("same"))
    #expect(Marker.isFound(head: made.bytes, tail: made.bytes))
  }
}
