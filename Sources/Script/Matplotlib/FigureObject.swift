import Engine
import Glibc

/// The figure that `plt.figure()` gives.
package final class FigureObject: PyObject {
  let state: FigureState
  unowned(unsafe) let context: RunContext

  init(_ state: FigureState, _ context: RunContext) {
    self.state = state
    self.context = context
    super.init(.figure)
  }

  package override func repr() throws(Raise) -> String {
    let dots = context.figures.settings.dotsPerInch
    let (width, height) = (state.figure.width * dots, state.figure.height * dots)
    return "<Figure size \(Self.pixels(width))x\(Self.pixels(height)) with "
      + "\(state.figure.axes.count) Axes>"
  }

  package override func str() throws(Raise) -> String {
    let dots = context.figures.settings.dotsPerInch
    return "Figure(\(Self.number(state.figure.width * dots))"
      + "x\(Self.number(state.figure.height * dots)))"
  }

  private static func pixels(_ value: Double) -> Int { Int(min(1e9, max(0, value))) }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? String(pixels(value)) : representation(of: value)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("tight_layout", "*args, **kwargs") { _ throws(Raise) in .none },
    .method("subplots_adjust", "*args, **kwargs") { _ throws(Raise) in .none },
    .method("show", "*args, **kwargs") { a throws(Raise) in
      let figure = try a.object(0, FigureObject.self)
      figure.context.show([figure.state])
      return .none
    },
    .method("suptitle", "t, **kwargs") { a throws(Raise) in
      let figure = try a.object(0, FigureObject.self)
      try AxesFunction.check(a[2])
      figure.state.figure.title = try a[1].str()
      return .object(TextObject(figure.state.figure.title, .float(0.5), .float(0.98)))
    },
    .method("colorbar", "mappable, cax=None, ax=None, **kwargs") { a throws(Raise) in
      let figure = try a.object(0, FigureObject.self)
      return try figure.context.addColorBar(a[1], label: a[4], figure.state)
    },
    .method("savefig", "fname, **kwargs") { a throws(Raise) in
      let figure = try a.object(0, FigureObject.self)
      try figure.context.save(figure.state, a[1], a[2])
      return .none
    },
    .method("set_size_inches", "w, h=None, forward=True") { a throws(Raise) in
      let figure = try a.object(0, FigureObject.self)
      let size = a.has(2) ? (try a.double(1), try a.double(2)) : try PlotReading.pair(a[1])
      if let size {
        try FigureObject.check(size)
        (figure.state.figure.width, figure.state.figure.height) = size
      }
      return .none
    },
    .method("get_size_inches", "") { a throws(Raise) in
      let figure = try a.object(0, FigureObject.self).state.figure
      return PlotObjects.array([figure.width, figure.height])
    },
    .method("add_subplot", "*args, **kwargs") { a throws(Raise) in
      let figure = try a.object(0, FigureObject.self)
      return try figure.context.subplot(try a[1].items(), a[2], in: figure.state)
    },
    .method(
      "subplots", "nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, **kwargs"
    ) { a throws(Raise) in
      let figure = try a.object(0, FigureObject.self)
      return try figure.context.grid(
        rows: a.int(1), columns: a.int(2), squeeze: a.bool(5), in: figure.state)
    },
    .method("gca", "") { a throws(Raise) in
      let figure = try a.object(0, FigureObject.self)
      if figure.state.figure.axes.isEmpty { _ = figure.state.axes(at: GridPlace(), grid: false) }
      return .object(
        AxesObject(
          AxesEditor(
            state: figure.state, index: figure.state.currentAxes, context: figure.context)))
    },
    .method("clf", "") { a throws(Raise) in
      try a.object(0, FigureObject.self).state.clear()
      return .none
    },
    .method("clear", "") { a throws(Raise) in
      try a.object(0, FigureObject.self).state.clear()
      return .none
    },
    .property("axes") { value throws(Raise) in
      guard let figure = value.cast(FigureObject.self) else { return .list([]) }
      return .list(
        figure.state.figure.axes.indices.map {
          .object(
            AxesObject(AxesEditor(state: figure.state, index: $0, context: figure.context)))
        })
    },
    .property("number") { value throws(Raise) in
      .int(value.cast(FigureObject.self)?.state.figure.number ?? 0)
    },
  ]

  static func check(_ size: (Double, Double)) throws(Raise) {
    guard size.0.isFinite, size.1.isFinite, size.0 >= 0, size.1 >= 0 else {
      throw Raise.value("figure size must be positive finite not (\(size.0), \(size.1))")
    }
    guard size.0 <= 1000, size.1 <= 1000 else {
      throw Raise.unsupported("a figure of \(size.0) by \(size.1) inches")
    }
  }
}

extension TypeObject {
  nonisolated(unsafe) static let figure = TypeObject(
    "Figure", module: "matplotlib.figure", members: FigureObject.members)
}

// MARK: What pyplot and figures share

extension RunContext {
  /// Shows figures: they stand on the time line from then on.
  func show(_ states: [FigureState]) {
    for state in states where !state.isShown || state.noted != state.revision {
      if state.noted != state.revision || !state.isShown { note(state, .shown) }
      state.isShown = true
    }
  }

  /// The plot at a place such as `(2, 2, 1)`, `221` or nothing for the whole figure.
  func subplot(
    _ arguments: [PyValue], _ keywords: PyValue, in state: FigureState
  ) throws(Raise) -> PyValue {
    if let dict = keywords.cast(DictObject.self), let projection = dict.get(text: "projection"),
      !projection.isNone
    {
      throw Raise.unsupported("a plot with projection=\(try projection.repr())")
    }
    var numbers = [1, 1, 1]
    var last = 1
    switch arguments.count {
    case 0: break
    case 1:
      guard case .int(let code) = arguments[0], (100...999).contains(code) else {
        throw Raise.value(
          "Single argument to subplot must be a three-digit integer, not "
            + (try arguments[0].repr()))
      }
      numbers = [code / 100, code / 10 % 10, code % 10]
      last = numbers[2]
    case 3:
      numbers[0] = try arguments[0].asIndexInt()
      numbers[1] = try arguments[1].asIndexInt()
      if arguments[2].object?.kind == .tuple {
        let ends = try arguments[2].items()
        guard ends.count == 2 else { throw Raise.value("num must be a pair of integers") }
        numbers[2] = try ends[0].asIndexInt()
        last = try ends[1].asIndexInt()
      } else {
        numbers[2] = try arguments[2].asIndexInt()
        last = numbers[2]
      }
    default:
      throw Raise.type(
        "subplot() takes 1 or 3 positional arguments but \(arguments.count) were given")
    }
    try checkGrid(rows: numbers[0], columns: numbers[1])
    let count = numbers[0] * numbers[1]
    guard (1...count).contains(numbers[2]), (numbers[2]...count).contains(last) else {
      throw Raise.value("num must be an integer with 1 <= num <= \(count), not \(numbers[2])")
    }
    let (first, end) = (numbers[2] - 1, last - 1)
    var place = GridPlace(
      rows: numbers[0], columns: numbers[1], row: first / numbers[1], column: first % numbers[1])
    place.rowSpan = end / numbers[1] - place.row + 1
    place.columnSpan = max(1, end % numbers[1] - place.column + 1)
    let index = state.axes(at: place, grid: figures.settings.hasGrid)
    return .object(AxesObject(AxesEditor(state: state, index: index, context: self)))
  }

  /// A grid of plots, as `subplots` returns it.
  func grid(
    rows: Int, columns: Int, squeeze: Bool, in state: FigureState
  ) throws(Raise) -> PyValue {
    try checkGrid(rows: rows, columns: columns)
    var made: [PyValue] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let index = state.axes(
          at: GridPlace(rows: rows, columns: columns, row: row, column: column),
          grid: figures.settings.hasGrid)
        made.append(
          .object(AxesObject(AxesEditor(state: state, index: index, context: self))))
      }
    }
    if squeeze, made.count == 1 { return made[0] }
    let lengths = squeeze && (rows == 1 || columns == 1) ? [made.count] : [rows, columns]
    return .object(AxesGridObject(made, lengths: lengths))
  }

  private func checkGrid(rows: Int, columns: Int) throws(Raise) {
    guard rows > 0 else {
      throw Raise.value("Number of rows must be a positive integer, not \(rows)")
    }
    guard columns > 0 else {
      throw Raise.value("Number of columns must be a positive integer, not \(columns)")
    }
    guard rows <= 100, columns <= 100 else {
      throw Raise.unsupported("a grid of \(rows) by \(columns) plots")
    }
  }

  /// The scale of colors beside a plot.
  func addColorBar(
    _ mappable: PyValue, label: PyValue, _ state: FigureState
  ) throws(Raise) -> PyValue {
    let place: (axes: AxesEditor, mark: Int)
    if mappable.isAbsent {
      guard let colored = state.colored,
        state.figure.axes.indices.contains(colored.axes),
        state.figure.axes[colored.axes].marks.indices.contains(colored.mark)
      else {
        throw Raise.runtime(
          "No mappable was found to use for colorbar creation. First define a mappable such as an "
            + "image (with imshow) or a contour set (with contourf).")
      }
      place = (AxesEditor(state: state, index: colored.axes, context: self), colored.mark)
    } else {
      guard let found = mappable.cast(ArtistObject.self)?.place,
        found.axes.axes.marks[found.mark].coloring != nil
      else {
        throw Raise.attribute(
          "'\(mappable.typeName)' object has no attribute 'get_array'")
      }
      place = found
    }
    var bar = ColorBar(mark: place.mark)
    if let dict = label.cast(DictObject.self), let text = dict.get(text: "label"), !text.isNone {
      bar.label = try text.str()
    }
    place.axes.axes.colorBars.append(bar)
    return .object(ColorBarObject(place.axes, place.axes.axes.colorBars.count - 1))
  }

  // MARK: Saving

  private static let otherFormats: Set<String> = [
    "avif", "eps", "gif", "jpeg", "jpg", "pgf", "ps", "raw", "rgba", "svgz", "tif", "tiff", "webp",
  ]

  /// Writes a figure into a file, or only notes it where the run may not write files.
  func save(_ state: FigureState, _ name: PyValue, _ keywords: PyValue) throws(Raise) {
    guard var path = name.text else {
      throw Raise.unsupported("savefig to something else than the name of a file")
    }
    var dots = figures.settings.dotsPerInch
    var isTransparent = false
    var format: String?
    if let dict = keywords.cast(DictObject.self) {
      if let value = dict.get(text: "dpi"), value.text == nil, !value.isNone {
        dots = try value.asDouble()
        guard dots > 0, dots <= 10_000 else { throw Raise.value("dpi must be positive") }
      }
      if let value = dict.get(text: "transparent") { isTransparent = try value.truth() }
      if let value = dict.get(text: "format"), !value.isNone { format = try value.str() }
    }
    let file = path.split(separator: "/").last ?? ""
    if format == nil {
      if let dot = file.lastIndex(of: "."), dot != file.startIndex {
        format = String(file[file.index(after: dot)...])
      } else {
        format = "png"
        path += ".png"
      }
    }
    let wanted = (format ?? "png").lowercased()
    guard let kind = FigureFile.Format(rawValue: wanted) else {
      if Self.otherFormats.contains(wanted) {
        throw Raise.unsupported("savefig as \(wanted); there are png, svg and pdf")
      }
      throw Raise.value(
        "Format '\(wanted)' is not supported (supported formats: avif, eps, gif, jpeg, jpg, pdf, "
          + "pgf, png, ps, raw, rgba, svg, svgz, tif, tiff, webp)")
    }
    try checkFolder(of: path)
    note(state, .saved(path))
    guard let writer = figures.writer else { return }
    let problem = writer(
      state.figure,
      FigureFile(path: path, format: kind, dotsPerInch: dots, isTransparent: isTransparent))
    switch problem {
    case nil: return
    case .system(let number): throw Self.systemError(number, path)
    case .other(let text): throw Raise(.osError, text)
    }
  }

  private func checkFolder(of path: String) throws(Raise) {
    var information = stat()
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    guard !path.isEmpty, stat(folder ?? ".", &information) == 0 else {
      throw Self.systemError(ENOENT, path)
    }
    guard information.st_mode & S_IFMT == S_IFDIR else { throw Self.systemError(ENOTDIR, path) }
    if stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
      throw Self.systemError(EISDIR, path)
    }
  }

  private static func systemError(_ number: Int32, _ path: String) -> Raise {
    let type: TypeObject =
      switch number {
      case ENOENT: .fileNotFoundError
      case EACCES, EPERM: .permissionError
      default: .osError
      }
    let reason = strerror(number).map { String(cString: $0) } ?? "error"
    let text = (try? PyValue.string(path).repr()) ?? path
    return Raise(type, [.int(Int(number)), .string("\(reason): \(text)")])
  }
}
