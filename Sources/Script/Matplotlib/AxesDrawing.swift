import Engine

/// One function that draws: as `plt.plot` on the current axes, as `axes.plot` on its own.
struct AxesDrawing: Sendable {
  typealias Change = @Sendable (Bound, inout Figure.Axes) throws(Raise) -> Void

  let parameters: String
  let change: Change

  /// The function as a value of the lesson.
  func function(
    _ name: String, _ place: @escaping @Sendable () -> (figure: Int, axes: Int)?,
    _ context: RunContext
  ) -> NativeFunction {
    NativeFunction(name, parameters) { a throws(Raise) in
      var failure: Raise?
      context.figures.edit(place()) { axes in
        do throws(Raise) {
          try change(a, &axes)
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      return .list([])
    }
  }

  static let functions: [String: AxesDrawing] = drawing.merging(settings) { first, _ in first }

  private static let drawing: [String: AxesDrawing] = [
    "plot": AxesDrawing(parameters: "*args, **kwargs") { a, axes throws(Raise) in
      try plot(a, &axes)
    },
    "scatter": AxesDrawing(parameters: "x, y, s=None, c=None, **kwargs") { a, axes throws(Raise) in
      var series = Figure.Series(kind: .scatter)
      series.x = try PlotReading.numbers(a[0])
      series.y = try PlotReading.numbers(a[1])
      series.color = a[3].text ?? ""
      series.label = try PlotReading.label(a[4])
      axes.series.append(series)
    },
    "bar": AxesDrawing(parameters: "x, height, width=0.8, **kwargs") { a, axes throws(Raise) in
      var series = Figure.Series(kind: .bar)
      let places = try a[0].items()
      series.names = places.compactMap(\.text)
      series.x =
        series.names.isEmpty
        ? try PlotReading.numbers(a[0]) : places.indices.map { Double($0) }
      series.y = try PlotReading.numbers(a[1])
      series.label = try PlotReading.label(a[3])
      axes.series.append(series)
    },
    "hist": AxesDrawing(parameters: "x, bins=10, **kwargs") { a, axes throws(Raise) in
      var series = Figure.Series(kind: .histogram)
      series.x = try PlotReading.numbers(a[0])
      series.columns = a[1].smallInt ?? 10
      series.label = try PlotReading.label(a[2])
      axes.series.append(series)
    },
    "imshow": AxesDrawing(parameters: "X, *args, **kwargs") { a, axes throws(Raise) in
      axes.series.append(try PlotReading.surface([a[0]], .image))
    },
    "contour": AxesDrawing(parameters: "*args, **kwargs") { a, axes throws(Raise) in
      axes.series.append(try PlotReading.surface(try a[0].items(), .contour))
    },
    "contourf": AxesDrawing(parameters: "*args, **kwargs") { a, axes throws(Raise) in
      axes.series.append(try PlotReading.surface(try a[0].items(), .filledContour))
    },
    "fill_between": AxesDrawing(
      parameters: "x, y1, y2=0, where=None, **kwargs"
    ) { a, axes throws(Raise) in
      var series = Figure.Series(kind: .band)
      series.x = try PlotReading.numbers(a[0])
      series.y = try PlotReading.numbers(a[1], count: series.x.count)
      series.z = try PlotReading.numbers(a[2], count: series.x.count)
      axes.series.append(series)
    },
    "axhline": AxesDrawing(parameters: "y=0, **kwargs") { a, axes throws(Raise) in
      var series = Figure.Series(kind: .horizontalLine)
      series.y = [try a.double(0)]
      axes.series.append(series)
    },
    "axvline": AxesDrawing(parameters: "x=0, **kwargs") { a, axes throws(Raise) in
      var series = Figure.Series(kind: .verticalLine)
      series.x = [try a.double(0)]
      axes.series.append(series)
    },
  ]

  private static let settings: [String: AxesDrawing] = {
    var table: [String: AxesDrawing] = [:]
    func text(
      _ names: [String], _ set: @escaping @Sendable (inout Figure.Axes, String) -> Void
    ) {
      for name in names {
        table[name] = AxesDrawing(parameters: "label, *args, **kwargs") { a, axes throws(Raise) in
          set(&axes, try a[0].str())
        }
      }
    }
    text(["title", "set_title"]) { $0.title = $1 }
    text(["xlabel", "set_xlabel"]) { $0.xLabel = $1 }
    text(["ylabel", "set_ylabel"]) { $0.yLabel = $1 }
    text(["xscale", "set_xscale"]) { $0.xIsLogarithmic = $1 == "log" }
    text(["yscale", "set_yscale"]) { $0.yIsLogarithmic = $1 == "log" }
    for name in ["xlim", "set_xlim"] {
      table[name] = AxesDrawing(parameters: "left, right=None, **kwargs") { a, axes throws(Raise) in
        axes.xLimits = try PlotReading.limits(a)
      }
    }
    for name in ["ylim", "set_ylim"] {
      table[name] = AxesDrawing(parameters: "bottom, top=None, **kwargs") { a, axes throws(Raise) in
        axes.yLimits = try PlotReading.limits(a)
      }
    }
    table["grid"] = AxesDrawing(parameters: "visible=True, **kwargs") { a, axes throws(Raise) in
      axes.hasGrid = a[0].isAbsent ? true : try a[0].truth()
    }
    table["legend"] = AxesDrawing(parameters: "*args, **kwargs") { a, axes throws(Raise) in
      axes.hasLegend = true
      guard let names = try a[0].items().first?.items() else { return }
      for (place, name) in names.enumerated() where place < axes.series.count {
        axes.series[place].label = try name.str()
      }
    }
    for name in [
      "colorbar", "axis", "xticks", "yticks", "text", "annotate", "set_aspect", "tick_params",
      "clabel", "set_xticks", "set_yticks", "margins",
    ] {
      table[name] = AxesDrawing(parameters: "*args, **kwargs") { _, _ throws(Raise) in }
    }
    return table
  }()

  /// `plot([x], y, [style], …)`.
  private static func plot(_ a: Bound, _ axes: inout Figure.Axes) throws(Raise) {
    var rest = try a[0].items()[...]
    let label = try PlotReading.label(a[1])
    while let first = rest.popFirst() {
      var series = Figure.Series(kind: .line)
      if let second = rest.first, second.text == nil {
        series.x = try PlotReading.numbers(first)
        series.y = try PlotReading.numbers(second)
        rest.removeFirst()
      } else {
        series.y = try PlotReading.numbers(first)
        series.x = series.y.indices.map { Double($0) }
      }
      if let style = rest.first?.text {
        series.style = style
        rest.removeFirst()
      }
      if series.x.count != series.y.count {
        throw Raise.value(
          "x and y must have same first dimension, but have shapes (\(series.x.count),) and "
            + "(\(series.y.count),)")
      }
      series.label = label
      axes.series.append(series)
    }
  }
}

/// How values of the lesson become numbers of a figure.
enum PlotReading {
  static func numbers(_ value: PyValue) throws(Raise) -> [Double] {
    try ArrayReading.array(value).doubles
  }

  /// The same, a single number repeated.
  static func numbers(_ value: PyValue, count: Int) throws(Raise) -> [Double] {
    let found = try numbers(value)
    return found.count == 1 ? [Double](repeating: found[0], count: count) : found
  }

  static func label(_ keywords: PyValue) throws(Raise) -> String {
    guard let dict = keywords.cast(DictObject.self),
      let label = try dict.get(.string("label"))
    else { return "" }
    return try label.str()
  }

  static func pair(_ value: PyValue) throws(Raise) -> (Double, Double)? {
    if value.isAbsent { return nil }
    let numbers = try numbers(value)
    return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
  }

  static func limits(_ a: Bound) throws(Raise) -> (Double, Double)? {
    if let both = try pair(a[0]) { return both }
    guard !a[0].isAbsent, a.has(1) else { return nil }
    return (try a[0].asDouble(), try a[1].asDouble())
  }

  static func surface(
    _ values: [PyValue], _ kind: Figure.Series.Kind
  ) throws(Raise) -> Figure.Series {
    var series = Figure.Series(kind: kind)
    let heights = try ArrayReading.array(values.count >= 3 ? values[2] : values[0])
    series.z = heights.doubles
    series.rows = heights.shape.lengths.first ?? 0
    series.columns = heights.shape.lengths.dropFirst().first ?? 0
    if values.count >= 3 {
      series.x = try numbers(values[0])
      series.y = try numbers(values[1])
    }
    return series
  }
}

/// The axes that `plt.subplots()` gives.
package final class AxesObject: PyObject {
  private let figure: Int
  private let axes: Int
  unowned(unsafe) private let context: RunContext

  init(_ figure: Int, _ axes: Int, _ context: RunContext) {
    self.figure = figure
    self.axes = axes
    self.context = context
    super.init(.axes)
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    let place = (figure, axes)
    if let drawing = AxesDrawing.functions[name.text] {
      return .object(drawing.function(name.text, { place }, context))
    }
    return try super.findAttribute(name)
  }
}
