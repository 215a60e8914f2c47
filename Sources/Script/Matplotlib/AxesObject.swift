import Engine

/// The axes that `plt.subplots()` gives.
package final class AxesObject: PyObject {
  let editor: AxesEditor

  init(_ editor: AxesEditor) {
    self.editor = editor
    super.init(.axes)
  }

  package override func repr() throws(Raise) -> String {
    let axes = editor.axes
    var parts: [String] = []
    if !axes.title.isEmpty { parts.append("title={'center': \(try quoted(axes.title))}") }
    if !axes.x.label.isEmpty { parts.append("xlabel=\(try quoted(axes.x.label))") }
    if !axes.y.label.isEmpty { parts.append("ylabel=\(try quoted(axes.y.label))") }
    return "<Axes: \(parts.joined(separator: ", "))>"
  }

  /// Where matplotlib puts it unless told otherwise: left, bottom, width and height as shares of the
  /// figure.
  package override func str() throws(Raise) -> String {
    let place = editor.axes.place
    func span(
      _ low: Double, _ high: Double, _ count: Int, _ first: Int, _ last: Int
    ) -> (Double, Double) {
      let cell = (high - low) / (Double(count) + 0.2 * Double(count - 1))
      let start = low + Double(first) * cell * 1.2
      return (start, low + Double(last) * cell * 1.2 + cell - start)
    }
    let across = span(
      0.125, 0.9, place.columns, place.column, place.column + place.columnSpan - 1)
    let last = place.rows - 1
    let up = span(0.11, 0.88, place.rows, last - place.row - place.rowSpan + 1, last - place.row)
    var parts: [String] = []
    for number in [across.0, up.0, across.1, up.1] {
      parts.append(try PyValue.float(number).format("g"))
    }
    return "Axes(\(parts[0]),\(parts[1]);\(parts[2])x\(parts[3]))"
  }

  private func quoted(_ text: String) throws(Raise) -> String { try PyValue.string(text).repr() }

  package override var hidesAttributes: Bool { true }

  /// Methods that matplotlib has and figures here have not.
  private static let unsupported: Set<String> = [
    "spines", "pie", "boxplot", "violinplot", "quiver", "streamplot", "hist2d", "hexbin",
    "stackplot", "eventplot", "tricontour", "tricontourf", "twiny", "inset_axes", "table", "arrow",
    "xaxis", "yaxis", "add_patch", "add_artist", "add_collection", "plot_surface", "bar_label",
    "patches", "collections", "images", "dataLim", "viewLim", "set_facecolor", "set_prop_cycle",
  ]

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let function = AxesFunction.methods[name.text] { return function.bound(to: editor) }
    let editor = editor
    switch name.text {
    case "figure": return .object(FigureObject(editor.state, editor.context))
    case "get_figure":
      return .native("get_figure", "") { _ throws(Raise) in
        .object(FigureObject(editor.state, editor.context))
      }
    case "transAxes": return .object(TransformObject())
    case "get_title":
      return .native("get_title", "") { _ throws(Raise) in .string(editor.axes.title) }
    case "get_xlabel":
      return .native("get_xlabel", "") { _ throws(Raise) in .string(editor.axes.x.label) }
    case "get_ylabel":
      return .native("get_ylabel", "") { _ throws(Raise) in .string(editor.axes.y.label) }
    case "get_lines", "lines":
      let lines = editor.axes.marks.indices.filter { place in
        if case .line = editor.axes.marks[place].shape { true } else { false }
      }.map { PyValue.object(editor.artist($0, .line2D)) }
      return name.text == "lines"
        ? .list(lines) : .native("get_lines", "") { _ throws(Raise) in .list(lines) }
    case "set_axis_off":
      return .native("set_axis_off", "") { _ throws(Raise) in
        editor.axes.isBare = true
        return .none
      }
    case _ where Self.unsupported.contains(name.text):
      throw Raise.unsupported("Axes.\(name.text)")
    default: return try super.findAttribute(name)
    }
  }
}

/// `ax.transAxes`: places counted in shares of the plot.
package final class TransformObject: PyObject {
  init() { super.init(.axesTransform) }
}

/// The array of axes that `plt.subplots` gives.
package final class AxesGridObject: PyObject {
  private let items: [PyValue]
  /// Rows and columns; one number for a row of them.
  private let lengths: [Int]

  init(_ items: [PyValue], lengths: [Int]) {
    self.items = items
    self.lengths = lengths
    super.init(.ndarray)
  }

  private var rows: [PyValue] {
    guard lengths.count == 2 else { return items }
    let width = lengths[1]
    return (0..<lengths[0]).map { row in
      .object(
        AxesGridObject(Array(items[row * width..<(row + 1) * width]), lengths: [width]))
    }
  }

  package override func length() throws(Raise) -> Int { lengths[0] }
  package override func iterate() throws(Raise) -> PyIterator { try PyValue.list(rows).iterate() }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    guard key.object?.kind == .tuple else {
      let found = try PyValue.list(rows).item(key)
      guard key.object?.kind == .slice else { return found }
      let kept = try found.items()
      let flat = kept.flatMap { $0.cast(AxesGridObject.self)?.items ?? [$0] }
      return .object(AxesGridObject(flat, lengths: [kept.count] + lengths.dropFirst()))
    }
    let keys = try key.items()
    guard keys.count == lengths.count else {
      throw Raise.index(
        "too many indices for array: array is \(lengths.count)-dimensional, but \(keys.count) "
          + "were indexed")
    }
    guard keys.count == 2 else { return try item(keys[0]) }
    let chosen = try item(keys[0])
    if keys[0].object?.kind == .slice {
      var column: [PyValue] = []
      for row in try chosen.items() { column.append(try row.item(keys[1])) }
      return .object(AxesGridObject(column, lengths: [column.count]))
    }
    return try chosen.item(keys[1])
  }

  package override func repr() throws(Raise) -> String {
    "array(\(try written(", ")), dtype=object)"
  }
  package override func str() throws(Raise) -> String { try written(" ") }

  private func written(_ separator: String) throws(Raise) -> String {
    var lines: [String] = []
    for row in rows {
      if let grid = row.cast(AxesGridObject.self) {
        lines.append(try grid.written(separator))
      } else {
        lines.append(try row.repr())
      }
    }
    let isNested = lengths.count == 2
    let indent = separator == " " ? " " : String(repeating: " ", count: 7)
    let comma = separator == " " ? "" : ","
    return "[" + lines.joined(separator: isNested ? "\(comma)\n\(indent)" : separator) + "]"
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    switch name.text {
    case "flat": return .list(items)
    case "shape": return .tuple(lengths.map { .int($0) })
    case "size": return .int(items.count)
    case "ndim": return .int(lengths.count)
    case "T" where lengths.count == 2:
      let (rows, columns) = (lengths[0], lengths[1])
      let turned = (0..<columns).flatMap { column in
        (0..<rows).map { items[$0 * columns + column] }
      }
      return .object(AxesGridObject(turned, lengths: [columns, rows]))
    case "ravel", "flatten", "reshape":
      let items = items
      return .native(name.text, "*args") { _ throws(Raise) in
        .object(AxesGridObject(items, lengths: [items.count]))
      }
    default: return nil
    }
  }
}

extension TypeObject {
  nonisolated(unsafe) static let axes = TypeObject("Axes", module: "matplotlib.axes._axes")
  nonisolated(unsafe) static let axesTransform = TypeObject(
    "BboxTransformTo", module: "matplotlib.transforms")
}
