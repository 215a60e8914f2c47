import Engine

/// `matplotlib.pyplot`: what a lesson draws becomes figures on the time line.
struct PyplotModule {
  let context: RunContext

  func make() -> ModuleObject {
    let module = ModuleObject("matplotlib.pyplot")
    for function in AxesFunction.all where !function.pyplot.isEmpty {
      module.set(function.pyplot, lazily: { [context] in function.free(context) })
    }
    addFigures(to: module)
    addQuestions(to: module)
    for name in ["tight_layout", "subplots_adjust", "draw", "pause", "ion", "ioff", "setp"] {
      module.function(name, "*args, **kwargs") { _ throws(Raise) in .none }
    }
    for name in Self.unsupported {
      module.function(name, "*args, **kwargs") { _ throws(Raise) in
        throw Raise.unsupported("plt.\(name)")
      }
    }
    let settings = SettingsObject(context.figures.settings)
    module.set("rcParams", .object(settings))
    module.function("rc", "group, **kwargs") { a throws(Raise) in
      for (key, value) in a[1].cast(DictObject.self)?.pairs ?? [] {
        try settings.setItem(.string("\(try a[0].str()).\(key.text ?? "")"), value)
      }
      return .none
    }
    module.function("rcdefaults", "") { _ throws(Raise) in .none }
    module.set("style", .object(StyleObject(context.figures.settings)))
    module.set("cm", .object(Self.colorMaps()))
    module.function("get_cmap", "name=None, lut=None") { a throws(Raise) in
      .object(ColorMapObject(try PlotReading.colorMap(a[0]) ?? "viridis"))
    }
    return module
  }

  static func colorMaps() -> ModuleObject {
    let module = ModuleObject("matplotlib.cm")
    for name in ColorMaps.names {
      module.set(name, .object(ColorMapObject(name)))
      module.set(name + "_r", .object(ColorMapObject(name + "_r")))
    }
    return module
  }

  /// Names that matplotlib has and figures here have not.
  private static let unsupported = [
    "pie", "boxplot", "violinplot", "quiver", "streamplot", "hist2d", "hexbin", "polar",
    "stackplot", "eventplot", "tricontour", "tricontourf", "tripcolor", "triplot", "subplot2grid",
    "subplot_mosaic", "axes", "table", "specgram", "spy", "arrow", "figtext", "ginput", "xkcd",
    "twiny", "barbs", "broken_barh", "fill_betweenx", "axline", "psd", "csd", "imread", "imsave",
    "figimage", "quiverkey", "thetagrids", "rgrids", "minorticks_on", "minorticks_off",
    "locator_params", "ticklabel_format", "switch_backend", "box", "delaxes", "figlegend",
    "bar_label",
  ]

  private func addFigures(to module: ModuleObject) {
    let context = context
    module.function(
      "figure", "num=None, figsize=None, dpi=None, facecolor=None, edgecolor=None, **kwargs"
    ) { a throws(Raise) in
      try Self.checkFigureKeywords(a[5])
      return .object(FigureObject(try begin(a[0], size: a[1]), context))
    }
    module.function(
      "subplots",
      "nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, figsize=None, num=None, "
        + "gridspec_kw=None, subplot_kw=None, width_ratios=None, height_ratios=None, dpi=None, "
        + "**kwargs"
    ) { a throws(Raise) in
      try Self.checkFigureKeywords(a[12])
      for (place, name) in [(7, "gridspec_kw"), (9, "width_ratios"), (10, "height_ratios")]
      where a.has(place) {
        throw Raise.unsupported("subplots with \(name)")
      }
      if let dict = a[8].cast(DictObject.self), dict.get(text: "projection") != nil {
        throw Raise.unsupported("a plot with a projection")
      }
      let state = try begin(a[6], size: a[5])
      let axes = try context.grid(
        rows: a.int(0), columns: a.int(1), squeeze: a.bool(4), in: state)
      return .tuple([.object(FigureObject(state, context)), axes])
    }
    module.function("subplot", "*args, **kwargs") { a throws(Raise) in
      try context.subplot(try a[0].items(), a[1], in: context.figures.drawn)
    }
    module.function("gca", "") { _ throws(Raise) in .object(AxesObject(context.currentAxes())) }
    module.function("gcf", "") { _ throws(Raise) in
      .object(FigureObject(context.figures.current, context))
    }
    module.function("sca", "ax") { a throws(Raise) in
      let editor = try a.object(0, AxesObject.self).editor
      context.figures.select(editor.state)
      // Axes that were cleared away are drawn on by themselves alone.
      if editor.index >= 0 { editor.state.currentAxes = editor.index }
      return .none
    }
    module.function("suptitle", "t, **kwargs") { a throws(Raise) in
      try AxesFunction.check(a[1])
      let state = context.figures.drawn
      state.figure.title = try a[0].str()
      return .object(TextObject(state.figure.title, .float(0.5), .float(0.98)))
    }
    module.function("colorbar", "mappable=None, cax=None, ax=None, **kwargs") { a throws(Raise) in
      try context.addColorBar(a[0], label: a[3], context.figures.current)
    }
    module.function("savefig", "fname, *args, **kwargs") { a throws(Raise) in
      try context.save(context.figures.current, a[0], a[2])
      return .none
    }
    module.function("show", "*args, **kwargs") { _ throws(Raise) in
      context.show(context.figures.open.filter { !$0.isShown })
      return .none
    }
    module.function("clf", "") { _ throws(Raise) in
      context.noteLeftFigures([context.figures.current])
      context.figures.current.clear()
      return .none
    }
    module.function("close", "fig=None") { a throws(Raise) in
      let closed = try named(a[0])
      context.noteLeftFigures(closed)
      context.figures.close(closed)
      return .none
    }
  }

  private static func checkFigureKeywords(_ keywords: PyValue) throws(Raise) {
    let known: Set<String> = [
      "layout", "tight_layout", "constrained_layout", "frameon", "clear", "facecolor", "edgecolor",
      "linewidth", "dpi", "num",
    ]
    for key in keywords.cast(DictObject.self)?.keys ?? [] where !known.contains(key.text ?? "") {
      throw Raise.attribute(
        "Figure.set() got an unexpected keyword argument '\(key.text ?? "")'")
    }
  }

  /// A new figure, or the one of a number or name.
  private func begin(_ number: PyValue, size: PyValue) throws(Raise) -> FigureState {
    let size = try PlotReading.pair(size)
    if let size { try FigureObject.check(size) }
    if let figure = number.cast(FigureObject.self) {
      context.figures.select(figure.state)
      return figure.state
    }
    var wanted: Int?
    if case .int(let given) = number {
      wanted = given
    } else if !number.isAbsent {
      throw Raise.unsupported("plt.figure with a name instead of a number")
    }
    return context.figures.start(wanted, width: size?.0, height: size?.1)
  }

  private func named(_ value: PyValue) throws(Raise) -> [FigureState] {
    let open = context.figures.open
    if let figure = value.cast(FigureObject.self) { return [figure.state] }
    if case .int(let number) = value { return open.filter { $0.figure.number == number } }
    if value.text == "all" { return open }
    if value.isAbsent { return open.isEmpty ? [] : [context.figures.current] }
    return []
  }

  private func addQuestions(to module: ModuleObject) {
    let context = context
    module.function("get_fignums", "") { _ throws(Raise) in
      .list(context.figures.numbers.map { .int($0) })
    }
    module.function("fignum_exists", "num") { a throws(Raise) in
      .bool(context.figures.numbers.contains(try a.int(0)))
    }
    module.function("get_backend", "") { _ throws(Raise) in .string("agg") }
  }
}

/// `matplotlib` itself: `rcParams` and a few settings.
struct MatplotlibModule {
  let context: RunContext

  func make() -> ModuleObject {
    let module = ModuleObject("matplotlib")
    module.set("rcParams", .object(SettingsObject(context.figures.settings)))
    module.set("__version__", .string("3.11.2"))
    module.function("use", "backend, **kwargs") { _ throws(Raise) in .none }
    module.function("get_backend", "**kwargs") { _ throws(Raise) in .string("agg") }
    let settings = context.figures.settings
    module.function("rc", "group, **kwargs") { a throws(Raise) in
      for (key, value) in a[1].cast(DictObject.self)?.pairs ?? [] {
        try SettingsObject(settings).setItem(
          .string("\(try a[0].str()).\(key.text ?? "")"), value)
      }
      return .none
    }
    let context = context
    module.set("cm", .object(PyplotModule.colorMaps()))
    module.set("pyplot", lazily: { .object(PyplotModule(context: context).make()) })
    return module
  }
}
