/// A figure that a lesson drew, as data for whoever shows or saves it.
package struct Figure: Sendable {
  package var title = ""
  /// Width and height in inches, where the lesson says.
  package var size: (width: Double, height: Double)?
  package var axes: [Axes] = []

  /// One plot of a figure.
  package struct Axes: Sendable {
    package var row = 0
    package var column = 0
    package var title = ""
    package var xLabel = ""
    package var yLabel = ""
    package var xLimits: (Double, Double)?
    package var yLimits: (Double, Double)?
    package var xIsLogarithmic = false
    package var yIsLogarithmic = false
    package var hasGrid = false
    package var hasLegend = false
    package var series: [Series] = []
  }

  /// One thing drawn.
  package struct Series: Sendable {
    package enum Kind: String, Sendable {
      case line, scatter, bar, histogram, image, contour, filledContour, horizontalLine
      case verticalLine, band
    }

    package var kind: Kind
    package var label = ""
    /// Style as matplotlib writes it, such as `r--`.
    package var style = ""
    package var color = ""
    package var x: [Double] = []
    package var y: [Double] = []
    /// The other edge of a band, the rows of an image or a surface one after another.
    package var z: [Double] = []
    /// Rows and columns of `z`.
    package var rows = 0
    package var columns = 0
    /// Names under the bars.
    package var names: [String] = []
  }
}

/// The figures of a run and which one is being drawn.
package final class FigureStore {
  package private(set) var figures: [Figure] = []
  private(set) var currentAxes = 0

  var current: Figure {
    get { figures.last ?? Figure() }
    set {
      if figures.isEmpty { figures.append(newValue) } else { figures[figures.count - 1] = newValue }
    }
  }

  func start(_ figure: Figure = Figure()) {
    figures.append(figure)
    currentAxes = 0
  }

  /// The axes at a place of the grid, made where there are none.
  func selectAxes(row: Int, column: Int) -> Int {
    if figures.isEmpty { start() }
    if let known = current.axes.firstIndex(where: { $0.row == row && $0.column == column }) {
      currentAxes = known
    } else {
      var axes = Figure.Axes()
      axes.row = row
      axes.column = column
      current.axes.append(axes)
      currentAxes = current.axes.count - 1
    }
    return currentAxes
  }

  /// Changes axes of a figure; those that are current where none are named.
  func edit(_ place: (figure: Int, axes: Int)?, _ change: (inout Figure.Axes) -> Void) {
    if let place {
      guard place.figure < figures.count, place.axes < figures[place.figure].axes.count else {
        return
      }
      change(&figures[place.figure].axes[place.axes])
    } else {
      if current.axes.isEmpty { _ = selectAxes(row: 0, column: 0) }
      change(&figures[figures.count - 1].axes[currentAxes])
    }
  }
}
