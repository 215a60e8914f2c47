import Engine

/// One plot of a figure while it is drawn on.
struct AxesEditor {
  let state: FigureState
  /// Which of all plots that the figure has had.
  let id: Int
  let context: RunContext

  init(state: FigureState, index: Int, context: RunContext) {
    self.state = state
    id = state.firstID + index
    self.context = context
  }

  /// The place among the plots of the figure; below zero once it is cleared away.
  var index: Int { id - state.firstID }

  var axes: PlotAxes {
    get { state[id] }
    nonmutating set { state[id] = newValue }
  }

  /// Adds a mark and gives the object that stands for it.
  func add(_ mark: PlotMark, _ type: TypeObject = .line2D) -> PyValue {
    state[id].marks.append(mark)
    return .object(artist(state[id].marks.count - 1, type))
  }

  func artist(_ mark: Int, _ type: TypeObject) -> ArtistObject {
    ArtistObject(self, mark, type)
  }

  /// The next color of the cycle for a curve.
  func nextLineColor() -> PlotColor {
    defer { state.lineTurns[id] += 1 }
    return PlotColor.cycle[state.lineTurns[id] % PlotColor.cycle.count]
  }

  /// The next one for a filled shape or for points.
  func nextPatchColor() -> PlotColor {
    defer { state.patchTurns[id] += 1 }
    return PlotColor.cycle[state.patchTurns[id] % PlotColor.cycle.count]
  }

  var settings: FigureSettings { context.figures.settings }

  /// The places of categories that text stands for, which become the ticks of the axis.
  func places(
    of value: PyValue, on axis: WritableKeyPath<PlotAxes, PlotAxis>
  ) throws(Raise) -> [Double] {
    guard let texts = try PlotReading.texts(value) else { return try PlotReading.numbers(value) }
    var known = axes[keyPath: axis].tickLabels ?? []
    var places: [Double] = []
    for text in texts {
      if let place = known.firstIndex(of: text) {
        places.append(Double(place))
      } else {
        places.append(Double(known.count))
        known.append(text)
      }
    }
    axes[keyPath: axis].ticks = known.indices.map { Double($0) }
    axes[keyPath: axis].tickLabels = known
    return places
  }
}

extension RunContext {
  /// The plot that pyplot's functions draw on.
  func currentAxes(drawing: Bool = true) -> AxesEditor {
    let state = drawing ? figures.drawn : figures.current
    if state.figure.axes.isEmpty {
      _ = state.axes(at: GridPlace(), grid: figures.settings.hasGrid)
    }
    return AxesEditor(state: state, index: state.currentAxes, context: self)
  }

  /// Puts a figure on the time line.
  func note(_ state: FigureState, _ occasion: FigureEvent.Occasion) {
    mark()
    state.noted = state.revision
    recording.note(
      .figure(
        FigureEvent(
          state.figure, occasion, identity: state.identity, revision: state.revision)))
  }

  /// Puts figures that were drawn and never shown on the time line.
  func noteLeftFigures(_ states: [FigureState]? = nil) {
    for state in states ?? figures.open
    where state.noted != state.revision && state.figure.axes.contains(where: { !$0.marks.isEmpty })
    {
      note(state, .left)
    }
  }
}
