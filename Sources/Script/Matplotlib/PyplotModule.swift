import Engine

/// `matplotlib.pyplot`: what a lesson draws becomes figures to be shown elsewhere.
struct PyplotModule {
  let context: RunContext

  func make() -> ModuleObject {
    let module = ModuleObject("matplotlib.pyplot")
    addFigures(to: module)
    for (name, drawing) in AxesDrawing.functions {
      module.set(name, .object(drawing.function(name, { nil }, context)))
    }
    for name in ["show", "tight_layout", "close", "draw", "pause", "ion", "ioff", "clf", "cla"] {
      module.function(name, "*args, **kwargs") { _ throws(Raise) in .none }
    }
    module.function("savefig", "fname, **kwargs") { a throws(Raise) in
      context.noteUnsavedFigure(try a[0].str())
      return .none
    }
    module.set("rcParams", .object(DictObject()))
    module.set("style", .object(StyleObject()))
    return module
  }

  private func addFigures(to module: ModuleObject) {
    let context = context
    module.function("figure", "num=None, figsize=None, dpi=None, **kwargs") { a throws(Raise) in
      var figure = Figure()
      figure.size = try PlotReading.pair(a[1]).map { ($0.0, $0.1) }
      context.figures.start(figure)
      return .object(FigureObject(context.figures.figures.count - 1, context))
    }
    module.function(
      "subplots",
      "nrows=1, ncols=1, figsize=None, sharex=False, sharey=False, squeeze=True, **kwargs"
    ) { a throws(Raise) in
      var figure = Figure()
      figure.size = try PlotReading.pair(a[2]).map { ($0.0, $0.1) }
      context.figures.start(figure)
      let number = context.figures.figures.count - 1
      let (rows, columns) = (try a.int(0), try a.int(1))
      var grid: [[PyValue]] = []
      for row in 0..<rows {
        grid.append(
          (0..<columns).map { column in
            let axes = context.figures.selectAxes(row: row, column: column)
            return .object(AxesObject(number, axes, context))
          })
      }
      let result: PyValue
      if rows == 1, columns == 1 {
        result = grid[0][0]
      } else if rows == 1 || columns == 1 {
        result = .object(AxesGridObject(grid.flatMap { $0 }, shape: nil))
      } else {
        result = .object(
          AxesGridObject(
            grid.map { .object(AxesGridObject($0, shape: nil)) }, shape: (rows, columns)))
      }
      return .tuple([.object(FigureObject(number, context)), result])
    }
    module.function("subplot", "*args, **kwargs") { a throws(Raise) in
      var numbers = try NumPyFunctions.lengths(a[0])
      if numbers.count == 1, numbers[0] > 99 {
        numbers = [numbers[0] / 100, numbers[0] / 10 % 10, numbers[0] % 10]
      }
      let (columns, place) = numbers.count == 3 ? (numbers[1], numbers[2] - 1) : (1, 0)
      let axes = context.figures.selectAxes(
        row: place / max(columns, 1), column: place % max(columns, 1))
      return .object(AxesObject(context.figures.figures.count - 1, axes, context))
    }
    module.function("gca", "") { _ throws(Raise) in
      context.figures.edit(nil) { _ in }
      return .object(
        AxesObject(
          context.figures.figures.count - 1, context.figures.currentAxes, context))
    }
    module.function("gcf", "") { _ throws(Raise) in
      context.figures.edit(nil) { _ in }
      return .object(FigureObject(context.figures.figures.count - 1, context))
    }
  }
}

/// `matplotlib` itself: `rcParams` and a few settings.
struct MatplotlibModule {
  let context: RunContext

  func make() -> ModuleObject {
    let module = ModuleObject("matplotlib")
    module.set("rcParams", .object(DictObject()))
    module.set("__version__", .string("3.10.0"))
    module.function("use", "backend, **kwargs") { _ throws(Raise) in .none }
    let context = context
    module.set("pyplot", lazily: { .object(PyplotModule(context: context).make()) })
    return module
  }
}

/// `plt.style`.
package final class StyleObject: PyObject {
  init() { super.init(.plotStyle) }
}

extension RunContext {
  /// Says that a figure does not become a file, which a lesson would otherwise believe.
  fileprivate func noteUnsavedFigure(_ name: String) {
    warn("note: savefig('\(name)'): figures are not saved yet; the lesson goes on without the file")
  }
}

/// The figure that `plt.figure()` gives.
package final class FigureObject: PyObject {
  private let number: Int
  unowned(unsafe) private let context: RunContext

  init(_ number: Int, _ context: RunContext) {
    self.number = number
    self.context = context
    super.init(.figure)
  }

  package override func repr() throws(Raise) -> String { "<Figure size 640x480 with 0 Axes>" }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("tight_layout", "*args, **kwargs") { _ throws(Raise) in .none },
    .method("suptitle", "t, **kwargs") { _ throws(Raise) in .none },
    .method("colorbar", "*args, **kwargs") { _ throws(Raise) in .none },
    .method("show", "*args, **kwargs") { _ throws(Raise) in .none },
    .method("savefig", "fname, **kwargs") { a throws(Raise) in
      try a.object(0, FigureObject.self).context.noteUnsavedFigure(try a[1].str())
      return .none
    },
    .method("add_subplot", "*args, **kwargs") { a throws(Raise) in
      let object = try a.object(0, FigureObject.self)
      let axes = object.context.figures.selectAxes(row: 0, column: 0)
      return .object(AxesObject(object.number, axes, object.context))
    },
  ]
}

/// The array of axes that `plt.subplots` gives.
package final class AxesGridObject: PyObject {
  private let items: [PyValue]
  private let shape: (Int, Int)?

  init(_ items: [PyValue], shape: (Int, Int)?) {
    self.items = items
    self.shape = shape
    super.init(.ndarray)
  }

  package override func length() throws(Raise) -> Int { items.count }
  package override func iterate() throws(Raise) -> PyIterator { try PyValue.list(items).iterate() }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if key.object?.kind == .tuple {
      let keys = try key.items()
      if keys.count == 2 { return try item(keys[0]).item(keys[1]) }
    }
    return try PyValue.list(items).item(key)
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    var flat: [PyValue] = []
    for item in items {
      if let row = item.cast(AxesGridObject.self) { flat += row.items } else { flat.append(item) }
    }
    switch name.text {
    case "flat": return .list(flat)
    case "ravel", "flatten":
      return .native(name.text, "") { _ throws(Raise) in
        .object(AxesGridObject(flat, shape: nil))
      }
    default: return nil
    }
  }
}

extension TypeObject {
  nonisolated(unsafe) static let figure = TypeObject(
    "Figure", module: "matplotlib.figure", members: FigureObject.members)
  nonisolated(unsafe) static let axes = TypeObject(
    "Axes", module: "matplotlib.axes", members: [])
  nonisolated(unsafe) static let plotStyle = TypeObject(
    "style", module: "matplotlib",
    members: [.method("use", "style") { _ throws(Raise) in .none }])
}
