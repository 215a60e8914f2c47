import Engine

/// A figure as shapes on a page, in points from the upper left corner: what is left to do is to
/// paint them.
package struct FigureScene: Hashable, Sendable {
  package var width: Double
  package var height: Double
  package var background: PlotColor
  package var items: [Item] = []
  /// What the figure shows, for those who do not see it.
  package var title = ""
  package var summary = ""

  init(width: Double, height: Double, background: PlotColor) {
    self.width = width
    self.height = height
    self.background = background
  }

  package enum Item: Hashable, Sendable {
    case path(Path)
    case text(Text)
    case pixels(Pixels)
    /// What follows is only seen inside of the box, up to `endClip`.
    case clip(Box)
    case endClip
  }

  package struct Point: Hashable, Sendable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  package struct Box: Hashable, Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package var maxX: Double { x + width }
    package var maxY: Double { y + height }

    package init(x: Double, y: Double, width: Double, height: Double) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }
  }

  /// Lines that are filled, drawn along, or both.
  package struct Path: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
      case move(Point)
      case line(Point)
      case circle(center: Point, radius: Double)
      case close
    }

    package var steps: [Step] = []
    package var fill: PlotColor?
    package var stroke: PlotColor?
    package var lineWidth = 1.0
    /// Lengths of strokes and gaps; empty for an unbroken line.
    package var dashes: [Double] = []
    package var isRounded = false

    package init() {}

    mutating func add(_ points: [Point], isClosed: Bool = false) {
      guard let first = points.first else { return }
      steps.append(.move(first))
      for point in points.dropFirst() { steps.append(.line(point)) }
      if isClosed { steps.append(.close) }
    }

    mutating func add(_ box: Box) {
      add(
        [
          Point(box.x, box.y), Point(box.maxX, box.y), Point(box.maxX, box.maxY),
          Point(box.x, box.maxY),
        ], isClosed: true)
    }
  }

  /// A picture of equal cells; the first row is the upper one.
  package struct Pixels: Hashable, Sendable {
    package var columns: Int
    package var rows: Int
    package var colors: [PlotColor]
    package var box: Box
  }

  package struct Text: Hashable, Sendable {
    package enum Anchor: Hashable, Sendable { case start, middle, end }

    package var text: String
    /// Where the text begins, has its middle or ends, on its baseline.
    package var place: Point
    package var anchor: Anchor
    package var size: Double
    package var color: PlotColor
    package var isBold = false
    /// Degrees, against the clock.
    package var rotation = 0.0

    package init(
      _ text: String, at place: Point, _ anchor: Anchor, size: Double, color: PlotColor
    ) {
      self.text = text
      self.place = place
      self.anchor = anchor
      self.size = size
      self.color = color
    }
  }
}

/// The colors of what stands around the data.
package struct FigureTheme: Hashable, Sendable {
  package var background: PlotColor
  package var panel: PlotColor
  package var ink: PlotColor
  package var quiet: PlotColor
  package var grid: PlotColor

  /// For paper and slides.
  package static let light = FigureTheme(
    background: .white, panel: .white, ink: PlotColor(hex: 0x1a1a1a),
    quiet: PlotColor(hex: 0x4d4d4d), grid: PlotColor(hex: 0xdcdcdc))

  /// For dark screens.
  package static let dark = FigureTheme(
    background: PlotColor(hex: 0x16181d), panel: PlotColor(hex: 0x1b1e24),
    ink: PlotColor(hex: 0xf2f2f2), quiet: PlotColor(hex: 0xb4b8bf),
    grid: PlotColor(hex: 0x343942))

  /// A color of the lesson as it is seen on this background: what would drown in it is turned
  /// bright or dark.
  func seen(_ color: PlotColor) -> PlotColor {
    let isDark = background.brightness < 0.5
    let brightness = color.brightness
    guard isDark ? brightness < 0.32 : brightness > 0.985 else { return color }
    if isDark {
      // Black becomes white; deep colors become light ones of the same hue.
      let share = brightness < 0.08 ? 0.95 : 0.45
      return color.mixed(with: PlotColor.white.with(alpha: color.alpha), share: share)
    }
    return color
  }
}
