import Engine
import Glibc
import Testing

@testable import GraphView

/// Rows made by EngineTests/Reference/Figures/make.py.
@Suite("Contour lines")
struct ContourTests {
  private static let x = (0...8).map { -2 + 0.5 * Double($0) }
  private static let y = (0...6).map { -1 + Double($0) / 3 }

  private static func field(_ name: String) -> ContourField {
    var z: [Double] = []
    for b in y {
      for a in x {
        switch name {
        case "bowl": z.append(a * a + 2 * b * b)
        case "saddle": z.append(a * b)
        default: z.append(sin(2 * a) + b)
        }
      }
    }
    return ContourField(x: x, y: y, z: z, levels: [], isFilled: false)
  }

  @Test(
    "are as many and as long as matplotlib's",
    arguments: [
      ("bowl", 0.3, 1, 2.691889468),
      ("bowl", 0.5, 1, 3.61323545),
      ("bowl", 1.1, 1, 5.544528298),
      ("saddle", 0.3, 2, 4.094814056),
      ("saddle", 0.5, 2, 3.502144854),
      ("saddle", 1.1, 2, 2.027640388),
      ("wave", 0.3, 2, 5.871530156),
      ("wave", 0.5, 2, 5.171335876),
      ("wave", 1.1, 2, 3.082468656),
    ] as [(String, Double, Int, Double)])
  func lengths(name: String, level: Double, count: Int, length: Double) {
    let lines = ContourLines(Self.field(name), level: level).lines
    let found = lines.reduce(0) { sum, line in
      sum
        + zip(line, line.dropFirst()).reduce(0) {
          $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y)
        }
    }
    #expect(lines.count == count)
    #expect(abs(found - length) < 1e-8, "\(found)")
  }

  @Test(
    "a region and what lies outside of it have the area of the grid", arguments: [0.3, 0.9, 1.7])
  func areas(level: Double) {
    let field = Self.field("bowl")
    var opposite = field
    opposite.z = field.z.map { -$0 }
    func area(_ region: ContourRegion) -> Double {
      region.polygons.reduce(0) { sum, polygon in
        var doubled = 0.0
        for (index, point) in polygon.enumerated() {
          let next = polygon[(index + 1) % polygon.count]
          doubled += point.x * next.y - next.x * point.y
        }
        return sum + abs(doubled) / 2
      }
    }
    let total =
      area(ContourRegion(field, above: level)) + area(ContourRegion(opposite, above: -level))
    #expect(abs(total - 8) < 1e-9, "\(total)")
  }

  @Test("gaps in the grid are left out")
  func gaps() {
    var field = Self.field("bowl")
    field.z[30] = .nan
    #expect(ContourLines(field, level: 0.5).lines.allSatisfy { $0.allSatisfy(\.x.isFinite) })
    #expect(
      ContourLines(ContourField(x: [], y: [], z: [], levels: [], isFilled: false), level: 0).lines
        .isEmpty)
  }
}

@Suite("Pages of figures")
struct FigureSceneTests {
  private func figure(_ marks: [PlotMark]) -> Figure {
    var axes = PlotAxes()
    axes.marks = marks
    axes.title = "Title"
    axes.x.label = "epoch"
    axes.y.label = "loss"
    var figure = Figure()
    figure.axes = [axes]
    return figure
  }

  private func texts(_ scene: FigureScene) -> [String] {
    scene.items.compactMap { item in
      if case .text(let text) = item { text.text } else { nil }
    }
  }

  @Test("hold title, labels and the numbers at the axes")
  func parts() {
    let scene = FigureScene(figure([PlotMark(.line(x: [0, 1, 2], y: [4, 1, 0]))]))
    let texts = texts(scene)
    for text in ["Title", "epoch", "loss", "0.00", "2.00", "0.0", "4.0"] {
      #expect(texts.contains(text), "\(texts)")
    }
    #expect(scene.width == 460.8 && scene.title == "Title")
    #expect(scene.summary.contains("Line with 3 points, from 4 to 0."))
  }

  @Test("everything but marks that are cut off lies on the page, however small it is")
  func onPage() {
    for (width, height) in [(6.4, 4.8), (2.0, 1.5), (0.0, 0.0), (20, 3)] {
      var small = figure([
        PlotMark(.scatter(.init(x: [1, 2, .nan], y: [3, .infinity, 4]))),
        PlotMark(.bars([.init(x: 0, y: 0, width: 1, height: -2)])),
      ])
      small.width = width
      small.height = height
      small.axes[0].legend = PlotLegend()
      small.axes[0].legend?.entries = [.init(mark: 0, text: "points")]
      for item in FigureScene(small).items {
        if case .text(let text) = item { #expect(text.place.x.isFinite && text.place.y.isFinite) }
        if case .path(let path) = item {
          for case .line(let point) in path.steps {
            #expect(point.x.isFinite && point.y.isFinite)
          }
        }
      }
    }
  }

  @Test("black becomes white on a dark page, and other colors stay")
  func dark() {
    #expect(FigureTheme.dark.seen(.black).brightness > 0.9)
    #expect(FigureTheme.light.seen(.black) == .black)
    let orange = PlotColor.cycle[1]
    #expect(FigureTheme.dark.seen(orange) == orange)
  }

  @Test("marks of logarithmic axes are powers of ten, with the others between them")
  func logarithmic() {
    let ticks = AxisTicks(PlotInterval(low: 0.01, high: 1e6, isLogarithmic: true), intervals: 9)
    #expect(ticks.labels.count == 9 && ticks.labels.first == "0.01" && ticks.labels.last == "10⁶")
    #expect(ticks.minor.contains(0.02) && !ticks.minor.contains(0.01))
  }

  @Test(
    "numbers of one axis have the same decimals",
    arguments: [
      ([0, 0.25, 0.5], ["0.00", "0.25", "0.50"]), ([-1, 0, 1], ["−1", "0", "1"]),
      ([0, 2e6, 4e6], ["0", "2e6", "4e6"]), ([0.0001, 0.0002], ["0.0001", "0.0002"]), ([], []),
    ] as [([Double], [String])])
  func labels(values: [Double], expected: [String]) {
    #expect(AxisTicks.labels(values) == expected)
  }
}
