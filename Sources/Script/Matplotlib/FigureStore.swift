import Engine

/// The figures of a run and which one is being drawn.
package final class FigureStore {
  /// All that were begun and not closed, in order of their numbers.
  private(set) var open: [FigureState] = []
  /// Settings that new figures begin with.
  let settings = FigureSettings()
  /// Where saved figures go; without it they only stand on the time line.
  package var writer: FigureWriter?
  private var count = 0
  private var currentState: FigureState?

  /// The figure that pyplot's functions mean, made where there is none.
  var current: FigureState { currentState ?? start(nil) }

  /// The figure that is drawn on: after `show` the next drawing begins a new one, as a window that
  /// was closed or a notebook's cell has it.
  var drawn: FigureState {
    if let state = currentState, !state.isShown { return state }
    return start(nil)
  }

  var numbers: [Int] { open.map(\.figure.number).sorted() }

  @discardableResult
  func start(_ number: Int?, width: Double? = nil, height: Double? = nil) -> FigureState {
    let next = number ?? (open.map(\.figure.number).max() ?? 0) + 1
    if let known = open.first(where: { $0.figure.number == next }), !known.isShown {
      currentState = known
      return known
    }
    var figure = Figure(
      number: next, width: width ?? settings.width, height: height ?? settings.height)
    figure.fontSize = settings.fontSize
    let state = FigureState(figure, identity: count)
    count += 1
    open.removeAll { $0.figure.number == next }
    open.append(state)
    currentState = state
    return state
  }

  func select(_ state: FigureState) { currentState = state }

  /// Forgets figures that are closed; what was drawn on them and never shown is noted first.
  func close(_ states: [FigureState]) {
    open.removeAll { state in states.contains { $0 === state } }
    if let current = currentState, states.contains(where: { $0 === current }) {
      currentState = open.last
    }
  }
}

/// A figure under construction.
final class FigureState {
  let identity: Int
  var figure: Figure {
    didSet { revision += 1 }
  }
  private(set) var revision = 0
  var currentAxes = 0
  var isShown = false
  /// The revision that stands on the time line already.
  var noted = -1
  /// Plots that were cleared away: a lesson may still hold them and draw on them.
  private var cleared: [PlotAxes] = []
  /// The number of the first plot that the figure has now, counting all that it has had.
  var firstID: Int { cleared.count }
  /// Which colors of the cycle the curves and the filled shapes of each plot have used up, by the
  /// number of the plot.
  var lineTurns: [Int] = []
  var patchTurns: [Int] = []
  /// What a color bar explains unless told otherwise.
  var colored: (axes: Int, mark: Int)?

  init(_ figure: Figure, identity: Int) {
    self.figure = figure
    self.identity = identity
  }

  /// Adds a plot and makes it the current one.
  func add(_ axes: PlotAxes) -> Int {
    figure.axes.append(axes)
    lineTurns.append(0)
    patchTurns.append(0)
    currentAxes = figure.axes.count - 1
    return currentAxes
  }

  /// The plot at a place of the grid, made where there is none.
  func axes(at place: GridPlace, grid: Bool) -> Int {
    if let known = figure.axes.firstIndex(where: { $0.place == place && !$0.isTwin }) {
      currentAxes = known
      return known
    }
    var axes = PlotAxes()
    axes.place = place
    axes.x.hasGrid = grid
    axes.y.hasGrid = grid
    return add(axes)
  }

  /// The plot of a number, in the figure or cleared away.
  subscript(id: Int) -> PlotAxes {
    get { id < cleared.count ? cleared[id] : figure.axes[id - cleared.count] }
    set {
      if id < cleared.count {
        cleared[id] = newValue
      } else {
        figure.axes[id - cleared.count] = newValue
      }
    }
  }

  func clear() {
    // They are emptied as well.
    cleared += figure.axes.map { axes in
      var fresh = PlotAxes()
      fresh.place = axes.place
      fresh.isTwin = axes.isTwin
      return fresh
    }
    lineTurns = lineTurns.map { _ in 0 }
    patchTurns = patchTurns.map { _ in 0 }
    figure.axes = []
    figure.title = ""
    currentAxes = 0
    colored = nil
  }
}

/// What `rcParams` says about new figures.
final class FigureSettings {
  var width = 6.4
  var height = 4.8
  var fontSize = 10.0
  var lineWidth = 1.5
  var markerSize = 6.0
  var hasGrid = false
  var colorMap = "viridis"
  var dotsPerInch = 100.0
}

/// A file that a figure is to be saved in.
package struct FigureFile: Sendable {
  package enum Format: String, Sendable { case png, svg, pdf }

  package var path: String
  package var format: Format
  package var dotsPerInch: Double
  package var isTransparent: Bool
}

/// Writes a figure into a file.
///
/// - Returns: why it could not be written: the system's number of the error, or a text.
package typealias FigureWriter = @Sendable (Figure, FigureFile) -> FigureFileProblem?

/// Why a figure was not written.
package enum FigureFileProblem: Error, Sendable {
  case system(Int32)
  case other(String)
}
