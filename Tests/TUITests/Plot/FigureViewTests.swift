import Engine
import Testing

@testable import TUI

@Suite("Figures in cells")
struct FigureViewTests {
  private func rows(
    _ figure: Figure, _ width: Int, _ height: Int, tier: GlyphTier = .full
  ) -> [String] {
    var canvas = Canvas(width: width, height: height, glyphs: Glyphs(tier: tier))
    FigureView(figure).render(into: &canvas, in: canvas.bounds)
    return canvas.lines
  }

  private func figure(_ marks: [PlotMark]) -> Figure {
    var axes = PlotAxes()
    axes.marks = marks
    axes.title = "Title"
    axes.x.label = "epoch"
    axes.legend = PlotLegend()
    axes.legend?.entries = marks.indices.map { .init(mark: $0, text: "m\($0)") }
    var figure = Figure()
    figure.axes = [axes]
    return figure
  }

  private let line = PlotMark(.line(x: [0, 1, 2, 3], y: [0, 10, 0, 10]))
  private let bars = PlotMark(
    .bars(
      [1.0, 2, 4].enumerated().map { place, height in
        .init(x: Double(place) - 0.4, y: 0, width: 0.8, height: height)
      }))

  @Test("title, legend, axes and their numbers stand around the data")
  func parts() {
    let rows = rows(figure([line]), 60, 14)
    #expect(rows[0].contains("Title   ━ m0"))
    #expect(rows.contains { $0.hasPrefix("10┤") } && rows.contains { $0.hasPrefix(" 0┤") })
    #expect(rows[12].contains("└") && rows[12].contains("┬"))
    #expect(rows[13].hasSuffix("epoch"))
    #expect(
      rows[1...11].contains { $0.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) } })
  }

  @Test("only ASCII where there is nothing else", arguments: [GlyphTier.ascii, .acs])
  func ascii(tier: GlyphTier) {
    let rows = rows(figure([line, bars]), 60, 14, tier: tier)
    if tier == .ascii {
      #expect(rows.joined().utf8.allSatisfy { $0 < 128 }, "\(rows)")
    }
    #expect(rows[1...11].joined().contains { $0 == "*" || $0 == "o" })
  }

  @Test("greater bars are higher")
  func heights() {
    let rows = rows(figure([bars]), 60, 14)[1...11]
    func count(_ columns: Range<Int>) -> Int {
      rows.reduce(0) { sum, row in
        let cells = Array(row.unicodeScalars)
        return sum
          + columns.count { $0 < cells.count && (0x2801...0x28FF).contains(cells[$0].value) }
      }
    }
    let (low, middle, high) = (count(4..<20), count(24..<38), count(43..<58))
    #expect(low < middle && middle < high && low > 0, "\(low) \(middle) \(high)")
  }

  @Test("plots of a grid stand beside and below each other")
  func grid() {
    var four = Figure()
    for place in 0..<4 {
      var axes = PlotAxes()
      axes.place = GridPlace(rows: 2, columns: 2, row: place / 2, column: place % 2)
      axes.title = "plot \(place)"
      axes.marks = [line]
      four.axes.append(axes)
    }
    let rows = rows(four, 80, 24)
    #expect(rows[0].contains("plot 0") && rows[0].contains("plot 1"))
    #expect(rows[12].contains("plot 2") && rows[12].contains("plot 3"))
  }

  @Test("no size and no data trap", arguments: [(1, 1), (3, 9), (20, 2), (21, 6), (200, 60)])
  func sizes(width: Int, height: Int) {
    let strange: [PlotMark] = [
      PlotMark(.line(x: [.nan, 1, .infinity, 2], y: [1, .nan, 2, -.infinity])),
      PlotMark(.line(x: [], y: [])), PlotMark(.scatter(.init(x: [1e308], y: [-1e308]))),
      PlotMark(.bars([.init(x: 0, y: 0, width: 0, height: .nan)])),
      PlotMark(.band(x: [0, 1], low: [.nan, 1], high: [2, 3])),
      PlotMark(.contour(ContourField(x: [0], y: [0], z: [1], levels: [1], isFilled: false))),
      PlotMark(.horizontal(y: .infinity, from: 0, to: 1)),
      PlotMark(.text(PlotText("x", x: .nan, y: 1))),
      PlotMark(
        .field(ColorField(rows: 1, columns: 1, values: [.nan], xEdges: [0, 1], yEdges: [0, 1]))),
    ]
    for mark in strange { _ = rows(figure([mark]), width, height) }
    _ = rows(figure(strange), width, height)
    _ = rows(Figure(), width, height)
  }

  @Test("a matrix is signs and shades without color, half blocks with it")
  func heat() {
    func lines(_ hasColor: Bool, _ tier: GlyphTier = .full) -> [String] {
      var canvas = Canvas(width: 40, height: 5, glyphs: Glyphs(tier: tier))
      HeatMap([2, -2, 0.1, .nan], rows: 2, columns: 2, title: "W", hasColor: hasColor)
        .render(into: &canvas, in: canvas.bounds)
      return canvas.lines
    }
    #expect(lines(false)[0].hasPrefix("W 2×2   min -2  max 2  1 not finite"))
    #expect(lines(false)[1].hasPrefix("+██-██"))
    #expect(lines(false)[2].hasPrefix("+  ✗"))
    #expect(lines(false, .ascii)[1].hasPrefix("+@@-@@"))
    #expect(lines(true)[1].hasPrefix("▀▀✗✗"))
    var read = HeatMap([1, 2, 3, 4], rows: 2, columns: 2, title: "W")
    read.cursor = (1, 0)
    #expect(read.readout == "W[1,0] = 3")
  }
}
