import Engine

/// What a drawing call returns: a hold on one mark of a plot.
package final class ArtistObject: PyObject {
  private let editor: AxesEditor
  let mark: Int

  init(_ editor: AxesEditor, _ mark: Int, _ type: TypeObject) {
    self.editor = editor
    self.mark = mark
    super.init(type)
  }

  /// Whether it is a mark of this plot and still there.
  func belongs(to other: AxesEditor) -> Bool {
    editor.state === other.state && editor.id == other.id && isThere
  }

  private var isThere: Bool { editor.axes.marks.indices.contains(mark) }

  var place: (axes: AxesEditor, mark: Int)? { isThere ? (editor, mark) : nil }

  /// Changes the mark, if the plot was not cleared meanwhile.
  func change(_ body: (inout PlotMark) -> Void) {
    guard isThere else { return }
    var changed = editor.axes.marks[mark]
    body(&changed)
    editor.axes.marks[mark] = changed
  }

  private var current: PlotMark? { isThere ? editor.axes.marks[mark] : nil }

  package override func repr() throws(Raise) -> String {
    switch type.name {
    case "BarContainer":
      guard case .bars(let bars)? = current?.shape else {
        return "<BarContainer object of 1 artists>"
      }
      return "<BarContainer object of \(bars.count) artists>"
    case "ErrorbarContainer", "StemContainer": return "<\(type.name) object of 3 artists>"
    default: return try super.repr()
    }
  }

  package override func str() throws(Raise) -> String {
    switch type.name {
    case "Line2D":
      let label = current?.label ?? ""
      return "Line2D(\(label.isEmpty ? "_child\(mark)" : label))"
    case "AxesImage":
      guard case .field(let field)? = current?.shape else { return "AxesImage" }
      return "AxesImage(shape=(\(field.rows), \(field.columns)))"
    default: return try repr()
    }
  }

  /// Containers are sequences of their parts.
  package override func iterate() throws(Raise) -> PyIterator {
    guard
      type === TypeObject.barContainer || type === TypeObject.errorbarContainer
        || type === TypeObject.stemContainer
    else { return try super.iterate() }
    return try PyValue.list([.object(self)]).iterate()
  }

  package override func length() throws(Raise) -> Int {
    if case .bars(let bars)? = current?.shape { return bars.count }
    return try super.length()
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("get_label", "") { a throws(Raise) in
      let artist = try a.object(0, ArtistObject.self)
      let label = artist.current?.label ?? ""
      return .string(label.isEmpty ? "_child\(artist.mark)" : label)
    },
    .method("set_label", "s") { a throws(Raise) in
      let text = try a[1].str()
      try a.object(0, ArtistObject.self).change { $0.label = PlotStyle.shown(text) }
      return .none
    },
    .method("get_color", "") { a throws(Raise) in
      PyValue(try a.object(0, ArtistObject.self).current.map { .string($0.color.written) })
    },
    .method("set_color", "color") { a throws(Raise) in
      let color = try PlotReading.color(a[1])
      try a.object(0, ArtistObject.self).change { $0.color = color }
      return .none
    },
    .method("set_linewidth", "w") { a throws(Raise) in
      let width = try a.double(1)
      try a.object(0, ArtistObject.self).change { $0.lineWidth = width }
      return .none
    },
    .method("set_linestyle", "ls") { a throws(Raise) in
      let dash = try PlotReading.dash(a[1])
      try a.object(0, ArtistObject.self).change { $0.dash = dash }
      return .none
    },
    .method("set_alpha", "alpha") { a throws(Raise) in
      let alpha = try PlotReading.alpha(a[1]) ?? 1
      try a.object(0, ArtistObject.self).change { $0.color.alpha = alpha }
      return .none
    },
    .method("get_xdata", "orig=True") { a throws(Raise) in
      try a.object(0, ArtistObject.self).data.0
    },
    .method("get_ydata", "orig=True") { a throws(Raise) in
      try a.object(0, ArtistObject.self).data.1
    },
    .method("get_data", "orig=True") { a throws(Raise) in
      let data = try a.object(0, ArtistObject.self).data
      return .tuple([data.0, data.1])
    },
    .method("set_data", "x, y") { a throws(Raise) in
      let (x, y) = (try PlotReading.numbers(a[1]), try PlotReading.numbers(a[2]))
      try AxesFunction.sameLength(x, y)
      try a.object(0, ArtistObject.self).change { $0.shape = .line(x: x, y: y) }
      return .none
    },
    .method("set_ydata", "y") { a throws(Raise) in
      let y = try PlotReading.numbers(a[1])
      let artist = try a.object(0, ArtistObject.self)
      guard case .line(let x, _)? = artist.current?.shape else { return .none }
      try AxesFunction.sameLength(x, y)
      artist.change { $0.shape = .line(x: x, y: y) }
      return .none
    },
    .property("levels") { value throws(Raise) in
      guard case .contour(let field)? = value.cast(ArtistObject.self)?.current?.shape else {
        return .none
      }
      return PlotObjects.array(field.levels)
    },
  ]

  private var data: (PyValue, PyValue) {
    guard case .line(let x, let y)? = current?.shape else { return (.none, .none) }
    return (PlotObjects.array(x), PlotObjects.array(y))
  }
}

enum PlotObjects {
  static func array(_ numbers: [Double]) -> PyValue {
    .object(ArrayObject(NDArray(numbers, shape: TensorShape([numbers.count]))))
  }
}

/// A text of a figure.
package final class TextObject: PyObject {
  let text: String
  private let x: PyValue
  private let y: PyValue

  init(_ text: String, _ x: PyValue, _ y: PyValue) {
    self.text = text
    self.x = x
    self.y = y
    super.init(.plotText)
  }

  package override func repr() throws(Raise) -> String {
    "Text(\(try x.repr()), \(try y.repr()), \(try PyValue.string(text).repr()))"
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("get_text", "") { a throws(Raise) in
      .string(try a.object(0, TextObject.self).text)
    }
  ]
}

/// What `legend` returns.
package final class LegendObject: PyObject {
  init() { super.init(.legend) }

  package override func str() throws(Raise) -> String { "Legend" }
}

/// What `colorbar` returns.
package final class ColorBarObject: PyObject {
  private let editor: AxesEditor
  private let bar: Int

  init(_ editor: AxesEditor, _ bar: Int) {
    self.editor = editor
    self.bar = bar
    super.init(.colorBar)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("set_label", "label, **kwargs") { a throws(Raise) in
      let object = try a.object(0, ColorBarObject.self)
      let text = try a[1].str()
      if object.editor.axes.colorBars.indices.contains(object.bar) {
        object.editor.axes.colorBars[object.bar].label = text
      }
      return .none
    }
  ]
}

extension TypeObject {
  private static func artist(_ name: String, _ module: String) -> TypeObject {
    TypeObject(name, module: "matplotlib.\(module)", members: ArtistObject.members)
  }

  nonisolated(unsafe) static let line2D = artist("Line2D", "lines")
  nonisolated(unsafe) static let pathCollection = artist("PathCollection", "collections")
  nonisolated(unsafe) static let lineCollection = artist("LineCollection", "collections")
  nonisolated(unsafe) static let polyCollection = artist(
    "FillBetweenPolyCollection", "collections")
  nonisolated(unsafe) static let quadMesh = artist("QuadMesh", "collections")
  nonisolated(unsafe) static let polygon = artist("Polygon", "patches")
  nonisolated(unsafe) static let rectangle = artist("Rectangle", "patches")
  nonisolated(unsafe) static let barContainer = artist("BarContainer", "container")
  nonisolated(unsafe) static let errorbarContainer = artist("ErrorbarContainer", "container")
  nonisolated(unsafe) static let stemContainer = artist("StemContainer", "container")
  nonisolated(unsafe) static let axesImage = artist("AxesImage", "image")
  nonisolated(unsafe) static let contourSet = artist("QuadContourSet", "contour")
  nonisolated(unsafe) static let plotText = TypeObject(
    "Text", module: "matplotlib.text", members: TextObject.members)
  nonisolated(unsafe) static let legend = TypeObject("Legend", module: "matplotlib.legend")
  nonisolated(unsafe) static let colorBar = TypeObject(
    "Colorbar", module: "matplotlib.colorbar", members: ColorBarObject.members)
}
