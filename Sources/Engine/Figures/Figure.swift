/// A figure that a lesson drew: plain data for whoever shows or saves it.
package struct Figure: Hashable, Sendable {
  /// The number by which `plt.figure(number)` finds it.
  package var number: Int
  /// Width and height in inches.
  package var width: Double
  package var height: Double
  /// The title over all plots.
  package var title = ""
  package var axes: [PlotAxes] = []
  /// Titles, labels, ticks and legends, in points.
  package var fontSize = 10.0

  package init(number: Int = 1, width: Double = 6.4, height: Double = 4.8) {
    self.number = number
    self.width = width
    self.height = height
  }
}

/// Where one plot stands in a figure: a cell, or several, of a grid.
package struct GridPlace: Hashable, Sendable {
  package var rows = 1
  package var columns = 1
  package var row = 0
  package var column = 0
  package var rowSpan = 1
  package var columnSpan = 1

  package init() {}

  package init(rows: Int, columns: Int, row: Int, column: Int) {
    self.rows = rows
    self.columns = columns
    self.row = row
    self.column = column
  }
}

/// One plot of a figure.
package struct PlotAxes: Hashable, Sendable {
  package var place = GridPlace()
  package var title = ""
  package var x = PlotAxis()
  package var y = PlotAxis()
  package var marks: [PlotMark] = []
  package var legend: PlotLegend?
  package var colorBars: [ColorBar] = []
  /// Whether a unit is as long on one axis as on the other.
  package var isEqual = false
  /// Whether axes, ticks and frame are left out.
  package var isBare = false
  /// Whether an axis of its own on the right, over the axes that came before (`twinx`).
  package var isTwin = false

  package init() {}
}

/// What a lesson settled about one axis.
package struct PlotAxis: Hashable, Sendable {
  package enum Scale: String, Hashable, Sendable { case linear, log }

  package var label = ""
  /// The ends, where the lesson gave them; the first is greater on an axis that runs backward.
  package var low: Double?
  package var high: Double?
  package var scale = Scale.linear
  /// Marks and their texts instead of those that fit.
  package var ticks: [Double]?
  package var tickLabels: [String]?
  package var hasGrid = false
  /// The room beyond the data, as a share of their range.
  package var margin = 0.05

  package init() {}
}

/// The box that says what the marks mean.
package struct PlotLegend: Hashable, Sendable {
  /// Marks and their texts, in order.
  package var entries: [Entry] = []
  /// As matplotlib calls the place: `best`, `upper right` and so on.
  package var location = "best"
  package var title = ""

  package struct Entry: Hashable, Sendable {
    package var mark: Int
    package var text: String

    package init(mark: Int, text: String) {
      self.mark = mark
      self.text = text
    }
  }

  package init() {}
}

/// The scale of colors beside a plot.
package struct ColorBar: Hashable, Sendable {
  /// Which mark of the plot it explains.
  package var mark: Int
  package var label = ""

  package init(mark: Int) { self.mark = mark }
}
