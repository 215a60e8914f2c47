import Engine

extension AxesFunction {
  /// Curves and straight lines.
  static let lines: [AxesFunction] = [
    AxesFunction("plot", "*args, **kwargs") { a, axes throws(Raise) in
      try Curves(axes, a[1]).draw(a[0])
    },
    AxesFunction("step", "x, y, *args, where='pre', **kwargs") { a, axes throws(Raise) in
      let place = try a[3].str()
      guard ["pre", "post", "mid"].contains(place) else {
        throw Raise.value(
          "'\(place)' is not a valid value for where. Supported values are 'pre', 'post', 'mid'")
      }
      var curves = try Curves(axes, a[4])
      curves.steps = place
      return try curves.draw(.tuple([a[0], a[1]] + (try a[2].items())))
    },
    AxesFunction("semilogx", "*args, **kwargs") { a, axes throws(Raise) in
      axes.axes.x.scale = .log
      return try Curves(axes, a[1]).draw(a[0])
    },
    AxesFunction("semilogy", "*args, **kwargs") { a, axes throws(Raise) in
      axes.axes.y.scale = .log
      return try Curves(axes, a[1]).draw(a[0])
    },
    AxesFunction("loglog", "*args, **kwargs") { a, axes throws(Raise) in
      axes.axes.x.scale = .log
      axes.axes.y.scale = .log
      return try Curves(axes, a[1]).draw(a[0])
    },
    AxesFunction("errorbar", "x, y, yerr=None, xerr=None, fmt='', **kwargs") {
      a, axes throws(Raise) in try errorBars(a, axes)
    },
    AxesFunction("stem", "*args, **kwargs") { a, axes throws(Raise) in
      let items = try a[0].items()
      guard let last = items.last else {
        throw Raise.type("stem expected between 1 or 3 positional arguments, got ()")
      }
      let style = try PlotStyle(a[1], "StemContainer")
      let y = try PlotReading.numbers(items.count > 1 ? items[1] : last)
      let x = items.count > 1 ? try PlotReading.numbers(items[0]) : y.indices.map { Double($0) }
      try sameLength(x, y)
      var stems = PlotMark(
        .segments(zip(x, y).map { PlotMark.Segment(x0: $0, y0: 0, x1: $0, y1: $1) }),
        color: style.color ?? axes.nextLineColor())
      stems.label = PlotStyle.shown(style.label)
      _ = axes.add(stems)
      var heads = PlotMark(.line(x: x, y: y), color: stems.color)
      heads.dash = .none
      heads.marker = .circle
      _ = axes.add(heads)
      var base = PlotMark(
        .line(x: [x.min() ?? 0, x.max() ?? 0], y: [0, 0]), color: PlotColor.cycle[3])
      base.order = 1.9
      return axes.add(base, .stemContainer)
    },
    across("axhline", "y=0, xmin=0, xmax=1, **kwargs") { .horizontal(y: $0, from: $1, to: $2) },
    across("axvline", "x=0, ymin=0, ymax=1, **kwargs") { .vertical(x: $0, from: $1, to: $2) },
    band("axhspan", "ymin, ymax, **kwargs") { .horizontalBand(low: $0, high: $1) },
    band("axvspan", "xmin, xmax, **kwargs") { .verticalBand(low: $0, high: $1) },
    rules("hlines", "y, xmin, xmax, colors=None, linestyles='solid', label='', **kwargs") {
      PlotMark.Segment(x0: $1, y0: $0, x1: $2, y1: $0)
    },
    rules("vlines", "x, ymin, ymax, colors=None, linestyles='solid', label='', **kwargs") {
      PlotMark.Segment(x0: $0, y0: $1, x1: $0, y1: $2)
    },
  ]

  private static func across(
    _ name: String, _ parameters: String,
    _ shape: @escaping @Sendable (Double, Double, Double) -> PlotMark.Shape
  ) -> AxesFunction {
    AxesFunction(name, parameters) { a, axes throws(Raise) in
      let places = try PlotReading.numbers(a[0])
      guard places.count == 1 else {
        throw Raise.value(
          "The truth value of an array with more than one element is ambiguous. Use a.any() or "
            + "a.all()")
      }
      let style = try PlotStyle(a[3], "Line2D")
      var mark = PlotMark(shape(places[0], try a.double(1), try a.double(2)))
      style.apply(nil, to: &mark) { PlotColor.cycle[0] }
      return axes.add(mark)
    }
  }

  private static func band(
    _ name: String, _ parameters: String,
    _ shape: @escaping @Sendable (Double, Double) -> PlotMark.Shape
  ) -> AxesFunction {
    AxesFunction(name, parameters) { a, axes throws(Raise) in
      let style = try PlotStyle(a[2], "Rectangle")
      var mark = PlotMark(shape(try a.double(0), try a.double(1)))
      style.applyFilled(to: &mark) { axes.nextPatchColor() }
      return axes.add(mark, .rectangle)
    }
  }

  private static func rules(
    _ name: String, _ parameters: String,
    _ segment: @escaping @Sendable (Double, Double, Double) -> PlotMark.Segment
  ) -> AxesFunction {
    AxesFunction(name, parameters) { a, axes throws(Raise) in
      let places = try PlotReading.numbers(a[0])
      let from = try PlotReading.numbers(a[1], count: places.count)
      let to = try PlotReading.numbers(a[2], count: places.count)
      guard from.count == places.count, to.count == places.count else {
        throw Raise.value("x, ymin and ymax must be of equal length")
      }
      let style = try PlotStyle(a[6], "LineCollection")
      var mark = PlotMark(.segments(places.indices.map { segment(places[$0], from[$0], to[$0]) }))
      let named = a.has(3) ? try PlotReading.colorList(a[3]).first : nil
      style.apply(nil, to: &mark) { named ?? PlotColor.cycle[0] }
      mark.dash = try PlotReading.dash(a[4])
      if let text = a[5].text, !text.isEmpty { mark.label = PlotStyle.shown(text) }
      return axes.add(mark, .lineCollection)
    }
  }

  static func sameLength(_ x: [Double], _ y: [Double]) throws(Raise) {
    guard x.count == y.count else {
      throw Raise.value(
        "x and y must have same first dimension, but have shapes (\(x.count),) and (\(y.count),)")
    }
  }

  private static func errorBars(_ a: Bound, _ axes: AxesEditor) throws(Raise) -> PyValue {
    let style = try PlotStyle(
      a[5], "Line2D", own: ["capsize", "ecolor", "elinewidth", "capthick", "errorevery"])
    let x = try PlotReading.numbers(a[0])
    let y = try PlotReading.numbers(a[1])
    try sameLength(x, y)
    let text = try a[4].str()
    var mark = PlotMark(.line(x: x, y: y))
    style.apply(
      text.lowercased() == "none" ? nil : try FormatString(text), to: &mark
    ) { axes.nextLineColor() }
    var segments: [PlotMark.Segment] = []
    for (place, isVertical) in [(2, true), (3, false)] where a.has(place) {
      let array = try PlotReading.array(a[place])
      let numbers = array.doubles
      let isPair = array.shape.rank == 2
      let count = x.count
      guard numbers.count == 1 || numbers.count == (isPair ? 2 * count : count) else {
        throw Raise.value(
          "'\(isVertical ? "y" : "x")err' (shape: \(array.shape.bracketedAsTuple)) must be a "
            + "scalar or a 1D or (2, n) array-like whose shape matches "
            + "'\(isVertical ? "y" : "x")' (shape: (\(count),))")
      }
      guard !numbers.contains(where: { $0 < 0 }) else {
        throw Raise.value("'\(isVertical ? "y" : "x")err' must not contain negative values")
      }
      for index in x.indices {
        let down = numbers.count == 1 ? numbers[0] : numbers[index]
        let up = isPair ? numbers[count + index] : down
        segments.append(
          isVertical
            ? .init(x0: x[index], y0: y[index] - down, x1: x[index], y1: y[index] + up)
            : .init(x0: x[index] - down, y0: y[index], x1: x[index] + up, y1: y[index]))
      }
    }
    var bars = PlotMark(.segments(segments), color: mark.color)
    if let color = style.others["ecolor"], !color.isNone {
      bars.color = try PlotReading.color(color)
    }
    if let width = style.others["elinewidth"], !width.isNone {
      bars.lineWidth = try width.asDouble()
    }
    _ = axes.add(bars)
    if text.lowercased() == "none" {
      mark.dash = .none
      mark.marker = .none
    }
    return axes.add(mark, .errorbarContainer)
  }
}

/// The curves of one call of `plot`.
struct Curves {
  private let axes: AxesEditor
  private let style: PlotStyle
  /// Where the steps of a step curve are.
  var steps: String?

  init(_ axes: AxesEditor, _ keywords: PyValue) throws(Raise) {
    self.axes = axes
    style = try PlotStyle(keywords, "Line2D")
    if let name = style.steps, name.hasPrefix("steps") {
      steps = name == "steps" ? "pre" : String(name.dropFirst(6))
    }
  }

  /// Draws `[x], y, [format]` as often as it is given.
  func draw(_ arguments: PyValue) throws(Raise) -> PyValue {
    var rest = try arguments.items()[...]
    var drawn: [PyValue] = []
    while let first = rest.popFirst() {
      var x: PyValue?
      var y = first
      if let second = rest.first, second.text == nil {
        x = first
        y = second
        rest.removeFirst()
      }
      var format: FormatString?
      if let text = rest.first?.text {
        format = try FormatString(text)
        rest.removeFirst()
      }
      if y.isNone || x?.isNone == true {
        throw Raise.value("x, y, and format string must not be None")
      }
      drawn += try columns(x, y, format, offset: drawn.count)
    }
    return .list(drawn)
  }

  private func columns(
    _ x: PyValue?, _ y: PyValue, _ format: FormatString?, offset: Int
  ) throws(Raise) -> [PyValue] {
    let ys = try matrix(y, \.y)
    let xs: [[Double]]
    if let x {
      xs = try matrix(x, \.x)
    } else {
      xs = [(0..<(ys.first?.count ?? 0)).map { Double($0) }]
    }
    let (rowsX, rowsY) = (xs.first?.count ?? 0, ys.first?.count ?? 0)
    if rowsX != rowsY {
      throw Raise.value(
        "x and y must have same first dimension, but have shapes \(Self.shape(xs)) and "
          + Self.shape(ys))
    }
    if xs.count > 1, ys.count > 1, xs.count != ys.count {
      throw Raise.value("x has \(xs.count) columns but y has \(ys.count) columns")
    }
    let count = max(xs.count, ys.count)
    if let labels = style.labels, labels.count != count, count > 1 || labels.count > 1 {
      throw Raise.value(
        "label must be scalar or have the same length as the input data, but found "
          + "\(labels.count) for \(count) datasets.")
    }
    return (0..<count).map { column in
      let curve = stepped(xs[xs.count == 1 ? 0 : column], ys[ys.count == 1 ? 0 : column])
      var mark = PlotMark(.line(x: curve.x, y: curve.y))
      mark.lineWidth = axes.settings.lineWidth
      mark.markerSize = axes.settings.markerSize
      style.apply(format, to: &mark) { axes.nextLineColor() }
      if let labels = style.labels, column < labels.count {
        mark.label = PlotStyle.shown(labels[column])
      }
      return axes.add(mark)
    }
  }

  /// Columns of numbers; categories become their places.
  private func matrix(
    _ value: PyValue, _ axis: WritableKeyPath<PlotAxes, PlotAxis>
  ) throws(Raise) -> [[Double]] {
    if try PlotReading.texts(value) != nil { return [try axes.places(of: value, on: axis)] }
    let array = try PlotReading.array(value)
    let numbers = array.doubles
    guard array.shape.rank >= 2 else { return [numbers] }
    guard array.shape.rank == 2 else {
      throw Raise.value(
        "x and y can be no greater than 2D, but have shapes \(array.shape.bracketedAsTuple) and "
          + array.shape.bracketedAsTuple)
    }
    let (rows, columns) = (array.shape.lengths[0], array.shape.lengths[1])
    return (0..<columns).map { column in (0..<rows).map { numbers[$0 * columns + column] } }
  }

  private static func shape(_ columns: [[Double]]) -> String {
    let rows = columns.first?.count ?? 0
    return columns.count > 1 ? "(\(rows), \(columns.count))" : "(\(rows),)"
  }

  private func stepped(_ x: [Double], _ y: [Double]) -> (x: [Double], y: [Double]) {
    guard let steps, x.count == y.count, x.count > 1 else { return (x, y) }
    var (across, up) = ([x[0]], [y[0]])
    for index in 1..<x.count {
      switch steps {
      case "post":
        across += [x[index], x[index]]
        up += [y[index - 1], y[index]]
      case "mid":
        let middle = (x[index - 1] + x[index]) / 2
        across += [middle, middle, x[index]]
        up += [y[index - 1], y[index], y[index]]
      default:
        across += [x[index - 1], x[index]]
        up += [y[index], y[index]]
      }
    }
    return (across, up)
  }
}
