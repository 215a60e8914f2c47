/// One thing drawn in a plot.
package struct PlotMark: Hashable, Sendable {
  package var shape: Shape
  /// The text in the legend; empty for none.
  package var label = ""
  /// Lines, or what is filled.
  package var color: PlotColor
  /// Outlines, where they differ from the color.
  package var edge: PlotColor?
  package var lineWidth = 1.5
  package var dash = PlotDash.solid
  package var marker = PlotMarker.none
  /// The width of markers, in points.
  package var markerSize = 6.0
  /// The inside of markers, where it differs from the color.
  package var markerColor: PlotColor?
  /// How numbers become colors.
  package var coloring: Coloring?
  /// Greater is drawn later.
  package var order = 2.0

  package init(_ shape: Shape, color: PlotColor = .black) {
    self.shape = shape
    self.color = color
  }

  /// What it is, with its data.
  package enum Shape: Hashable, Sendable {
    /// Points joined by lines; NaN are gaps.
    case line(x: [Double], y: [Double])
    case scatter(Scatter)
    case bars([Bar])
    /// Between two curves; NaN are gaps.
    case band(x: [Double], low: [Double], high: [Double])
    case polygon(x: [Double], y: [Double])
    case field(ColorField)
    case contour(ContourField)
    /// Lines across the whole plot, from and to a share of it.
    case horizontal(y: Double, from: Double, to: Double)
    case vertical(x: Double, from: Double, to: Double)
    case horizontalBand(low: Double, high: Double)
    case verticalBand(low: Double, high: Double)
    case segments([Segment])
    case text(PlotText)
  }

  /// Points, each with a size and a color of its own where there are several.
  package struct Scatter: Hashable, Sendable {
    package var x: [Double]
    package var y: [Double]
    /// Areas of the markers in square points; one for all, or one each.
    package var areas: [Double] = [36]
    /// Numbers that become colors, or colors; none for the color of the mark.
    package var values: [Double] = []
    package var colors: [PlotColor] = []

    package init(x: [Double], y: [Double]) {
      self.x = x
      self.y = y
    }
  }

  /// A rectangle that stands on an axis.
  package struct Bar: Hashable, Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double
    package var color: PlotColor?

    package init(x: Double, y: Double, width: Double, height: Double, color: PlotColor? = nil) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
      self.color = color
    }
  }

  package struct Segment: Hashable, Sendable {
    package var x0: Double
    package var y0: Double
    package var x1: Double
    package var y1: Double

    package init(x0: Double, y0: Double, x1: Double, y1: Double) {
      self.x0 = x0
      self.y0 = y0
      self.x1 = x1
      self.y1 = y1
    }
  }
}

/// Text at a place, with an arrow to another one where it is an annotation.
package struct PlotText: Hashable, Sendable {
  package var text: String
  package var x: Double
  package var y: Double
  /// Whether the place counts in shares of the plot instead of data.
  package var isRelative = false
  /// Where an arrow leads from the text.
  package var target: (x: Double, y: Double)? {
    get { arrow.map { ($0.x0, $0.y0) } }
    set { arrow = newValue.map { PlotMark.Segment(x0: $0.x, y0: $0.y, x1: x, y1: y) } }
  }
  private var arrow: PlotMark.Segment?
  /// How far the text is moved from its place, in points.
  package var offset = PlotMark.Segment(x0: 0, y0: 0, x1: 0, y1: 0)
  /// `left`, `center` or `right`; `bottom`, `center` or `top`.
  package var horizontal = "left"
  package var vertical = "baseline"
  package var size = 10.0
  package var rotation = 0.0
  package var isBold = false

  package init(_ text: String, x: Double, y: Double) {
    self.text = text
    self.x = x
    self.y = y
  }
}

/// A matrix shown as colored cells.
package struct ColorField: Hashable, Sendable {
  package var rows: Int
  package var columns: Int
  /// Row by row; the first row lies at the first of `yEdges`.
  package var values: [Double]
  /// Red, green, blue and perhaps alpha of every cell, 0…1, instead of values.
  package var colors: [PlotColor] = []
  /// The borders between columns and between rows.
  package var xEdges: [Double]
  package var yEdges: [Double]

  package init(
    rows: Int, columns: Int, values: [Double], xEdges: [Double], yEdges: [Double]
  ) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.xEdges = xEdges
    self.yEdges = yEdges
  }
}

/// Heights over a grid, shown by lines of equal height.
package struct ContourField: Hashable, Sendable {
  /// The places of columns and rows.
  package var x: [Double]
  package var y: [Double]
  /// Row by row.
  package var z: [Double]
  /// The heights of the lines, rising.
  package var levels: [Double]
  package var isFilled: Bool
  /// Colors instead of those of the color map, one for all or one a level.
  package var colors: [PlotColor] = []
  /// Whether the lines carry their heights.
  package var hasLabels = false

  package init(x: [Double], y: [Double], z: [Double], levels: [Double], isFilled: Bool) {
    self.x = x
    self.y = y
    self.z = z
    self.levels = levels
    self.isFilled = isFilled
  }
}

/// How numbers become colors.
package struct Coloring: Hashable, Sendable {
  /// The name of a color map; `_r` at its end turns it around.
  package var map = "viridis"
  /// The numbers at the ends of the map.
  package var low: Double
  package var high: Double
  package var isLogarithmic = false

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// How a line is broken.
package enum PlotDash: String, Hashable, Sendable {
  case solid = "-"
  case dashed = "--"
  case dashDot = "-."
  case dotted = ":"
  case none = ""
}

/// The sign at a point, by the letter that matplotlib has for it.
package enum PlotMarker: String, Hashable, Sendable, CaseIterable {
  case none = ""
  case point = "."
  case pixel = ","
  case circle = "o"
  case triangleDown = "v"
  case triangleUp = "^"
  case triangleLeft = "<"
  case triangleRight = ">"
  case octagon = "8"
  case square = "s"
  case pentagon = "p"
  case filledPlus = "P"
  case star = "*"
  case hexagon = "h"
  case hexagonAcross = "H"
  case plus = "+"
  case cross = "x"
  case filledCross = "X"
  case diamond = "D"
  case thinDiamond = "d"
  case verticalLine = "|"
  case horizontalLine = "_"

  /// Whether it is drawn by strokes alone.
  package var isStroked: Bool {
    [.plus, .cross, .verticalLine, .horizontalLine].contains(self)
  }
}
