import Engine

extension AxesFunction {
  /// Grid, legend and what else stands around the data.
  static let decorations: [AxesFunction] = [
    AxesFunction("grid", "visible=None, which='major', axis='both', **kwargs") {
      a, axes throws(Raise) in
      let axis = try a[2].str()
      guard ["x", "y", "both"].contains(axis) else {
        throw Raise.value(
          "'\(axis)' is not a valid value for axis. Supported values are 'x', 'y', 'both'")
      }
      let style = try PlotStyle(a[3], "Line2D")
      let hasStyle = style.color != nil || style.alpha != nil || style.dash != nil
      // Without a word it turns the grid around; a style turns it on.
      let isOn: Bool
      if a.has(0) {
        isOn = try a.bool(0)
      } else {
        isOn = hasStyle || !(axis == "y" ? axes.axes.y.hasGrid : axes.axes.x.hasGrid)
      }
      if axis != "y" { axes.axes.x.hasGrid = isOn }
      if axis != "x" { axes.axes.y.hasGrid = isOn }
      return .none
    },
    AxesFunction("legend", "*args, **kwargs") { a, axes throws(Raise) in
      try legend(a, axes)
    },
    AxesFunction(pyplot: "tick_params", method: "tick_params", "axis='both', **kwargs") {
      _, _ throws(Raise) in .none
    },
    AxesFunction(pyplot: "cla", method: "cla", "") { _, axes throws(Raise) in
      clear(axes)
      return .none
    },
    AxesFunction(pyplot: "", method: "clear", "") { _, axes throws(Raise) in
      clear(axes)
      return .none
    },
    AxesFunction(pyplot: "", method: "set", "**kwargs") { a, axes throws(Raise) in
      guard let dict = a[0].cast(DictObject.self) else { return .list([]) }
      var made: [PyValue] = []
      for (key, value) in dict.pairs {
        guard let name = key.text, let function = methods["set_" + name] else {
          throw Raise.attribute(
            "Axes.set() got an unexpected keyword argument '\(key.text ?? "")'")
        }
        made.append(try function.bound(to: axes).call(value))
      }
      return .list(made)
    },
    AxesFunction(pyplot: "twinx", method: "twinx", "") { _, axes throws(Raise) in
      var twin = PlotAxes()
      twin.place = axes.axes.place
      twin.isTwin = true
      let index = axes.state.add(twin)
      return .object(AxesObject(AxesEditor(state: axes.state, index: index, context: axes.context)))
    },
  ]

  private static func clear(_ axes: AxesEditor) {
    var fresh = PlotAxes()
    fresh.place = axes.axes.place
    fresh.isTwin = axes.axes.isTwin
    axes.axes = fresh
    axes.state.lineTurns[axes.id] = 0
    axes.state.patchTurns[axes.id] = 0
  }

  private static let places = [
    "best", "upper right", "upper left", "lower left", "lower right", "right", "center left",
    "center right", "lower center", "upper center", "center",
  ]

  private static let legendKeywords: Set<String> = [
    "loc", "title", "fontsize", "ncol", "ncols", "frameon", "framealpha", "bbox_to_anchor",
    "shadow", "fancybox", "handles", "labels", "prop", "borderaxespad", "numpoints",
    "scatterpoints", "markerscale", "title_fontsize", "facecolor", "edgecolor", "borderpad",
    "labelspacing", "handlelength", "handletextpad", "columnspacing", "mode", "labelcolor",
    "draggable", "reverse", "alignment",
  ]

  private static func legend(_ a: Bound, _ axes: AxesEditor) throws(Raise) -> PyValue {
    var legend = PlotLegend()
    var items = try a[0].items()
    if let dict = a[1].cast(DictObject.self) {
      for (key, value) in dict.pairs {
        guard legendKeywords.contains(key.text ?? "") else {
          throw Raise.type(
            "Legend.__init__() got an unexpected keyword argument '\(key.text ?? "")'")
        }
        switch key.text {
        case "loc":
          if case .int(let code) = value, places.indices.contains(code) {
            legend.location = places[code]
          } else if let text = value.text {
            guard places.contains(text) || text.hasPrefix("outside") else {
              throw Raise.value("'\(text)' is not a valid value for loc.")
            }
            legend.location = text
          }
        case "title": legend.title = try value.str()
        case "handles": items.insert(value, at: 0)
        case "labels": items.append(value)
        default: break
        }
      }
    }
    let handles = items.count > 1 || dictHas(a[1], "handles") ? items.first : nil
    let labels = items.count > 1 ? items[1] : handles == nil ? items.first : nil
    if let handles {
      for handle in try handles.items() {
        guard let artist = try Self.artist(handle), artist.belongs(to: axes) else { continue }
        legend.entries.append(
          .init(mark: artist.mark, text: axes.axes.marks[artist.mark].label))
      }
    } else if labels != nil {
      legend.entries = axes.axes.marks.indices.filter { axes.axes.marks[$0].shape.canBeNamed }
        .map { .init(mark: $0, text: axes.axes.marks[$0].label) }
    } else {
      legend.entries = axes.axes.marks.indices.filter { !axes.axes.marks[$0].label.isEmpty }
        .map { .init(mark: $0, text: axes.axes.marks[$0].label) }
    }
    if let labels {
      let names = try labels.items()
      var kept: [PlotLegend.Entry] = []
      for (entry, name) in zip(legend.entries, names) {
        kept.append(.init(mark: entry.mark, text: try name.str()))
      }
      legend.entries = kept
    }
    axes.axes.legend = legend
    return .object(LegendObject())
  }

  private static func dictHas(_ keywords: PyValue, _ name: String) -> Bool {
    keywords.cast(DictObject.self)?.get(text: name) != nil
  }

  /// The artist of a handle, or of the first item of a container.
  private static func artist(_ handle: PyValue) throws(Raise) -> ArtistObject? {
    if let artist = handle.cast(ArtistObject.self) { return artist }
    guard let first = try? handle.items().first else { return nil }
    return first.cast(ArtistObject.self)
  }
}

extension PlotMark.Shape {
  /// Whether `legend(names)` gives it the next name.
  var canBeNamed: Bool {
    switch self {
    case .text, .field, .contour: false
    default: true
    }
  }
}
