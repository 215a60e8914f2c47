import Engine

extension AxesFunction {
  /// Bars and histograms.
  static let bars: [AxesFunction] = [
    AxesFunction(
      "bar", "x, height, width=0.8, bottom=None, *, align='center', **kwargs"
    ) { a, axes throws(Raise) in try bars(a, axes, isLying: false) },
    AxesFunction(
      "barh", "y, width, height=0.8, left=None, *, align='center', **kwargs"
    ) { a, axes throws(Raise) in try bars(a, axes, isLying: true) },
    AxesFunction(
      "hist",
      "x, bins=None, range=None, density=False, weights=None, cumulative=False, bottom=None, "
        + "histtype='bar', align='mid', orientation='vertical', rwidth=None, log=False, "
        + "color=None, label=None, stacked=False, **kwargs"
    ) { a, axes throws(Raise) in try histogram(a, axes) },
  ]

  private static func bars(
    _ a: Bound, _ axes: AxesEditor, isLying: Bool
  ) throws(Raise) -> PyValue {
    let style = try PlotStyle(
      a[5], "Rectangle",
      own: ["color", "label", "yerr", "xerr", "ecolor", "capsize", "tick_label", "log"])
    let places = try axes.places(of: a[0], on: isLying ? \.y : \.x)
    let lengths = try PlotReading.numbers(a[1], count: places.count)
    guard lengths.count == places.count else {
      throw Raise.value(
        "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between "
          + "'\(isLying ? "y" : "x")' with shape (\(places.count),) and "
          + "'\(isLying ? "width" : "height")' with shape (\(lengths.count),).")
    }
    let widths = try PlotReading.numbers(a[2], count: places.count)
    let bases = a.has(3) ? try PlotReading.numbers(a[3], count: places.count) : []
    var colors: [PlotColor] = []
    if let value = style.others["color"], !value.isNone {
      colors = try PlotReading.colorList(value)
    }
    let isCentered = a[4].text != "edge"
    var made: [PlotMark.Bar] = []
    for index in places.indices {
      let width = widths[min(index, widths.count - 1)]
      let start = isCentered ? places[index] - width / 2 : places[index]
      let base = bases.isEmpty ? 0 : bases[min(index, bases.count - 1)]
      let color =
        colors.count > 1
        ? colors[index % colors.count].with(
          alpha: style.alpha ?? colors[index % colors.count].alpha) : nil
      made.append(
        isLying
          ? .init(x: base, y: start, width: lengths[index], height: width, color: color)
          : .init(x: start, y: base, width: width, height: lengths[index], color: color))
    }
    var mark = PlotMark(.bars(made))
    style.applyFilled(to: &mark) {
      let color = colors.first ?? axes.nextPatchColor()
      return color
    }
    if let label = style.others["label"], !label.isNone {
      mark.label = PlotStyle.shown(label.text)
    }
    if let texts = style.others["tick_label"], let names = try PlotReading.texts(texts) {
      let path: WritableKeyPath<PlotAxes, PlotAxis> = isLying ? \.y : \.x
      axes.axes[keyPath: path].ticks = places
      axes.axes[keyPath: path].tickLabels = names
    }
    let result = axes.add(mark, .barContainer)
    for (key, isVertical) in [("yerr", true), ("xerr", false)] {
      guard let value = style.others[key], !value.isNone else { continue }
      let errors = try PlotReading.numbers(value, count: places.count)
      guard errors.count == places.count else {
        throw Raise.value("'\(key)' must have as many elements as there are bars")
      }
      let segments = places.indices.map { index -> PlotMark.Segment in
        let end = lengths[index] + (bases.isEmpty ? 0 : bases[index])
        return isVertical
          ? .init(
            x0: places[index], y0: end - errors[index], x1: places[index], y1: end + errors[index])
          : .init(
            x0: end - errors[index], y0: places[index], x1: end + errors[index], y1: places[index])
      }
      _ = axes.add(PlotMark(.segments(segments), color: .black), .lineCollection)
    }
    return result
  }

  // MARK: Histograms

  private static func histogram(_ a: Bound, _ axes: AxesEditor) throws(Raise) -> PyValue {
    for (place, name) in [(4, "weights"), (6, "bottom"), (10, "rwidth")] where a.has(place) {
      throw Raise.unsupported("hist with \(name)")
    }
    let sets = try dataSets(a[0])
    let all = sets.flatMap { $0 }
    let style = try PlotStyle(a[15], "Rectangle")
    let edges = try edges(all, a)
    let isLying = a[9].text == "horizontal"
    let type = try a[7].str()
    guard ["bar", "barstacked", "step", "stepfilled"].contains(type) else {
      throw Raise.value(
        "'\(type)' is not a valid value for histtype. Supported values are 'bar', 'barstacked', "
          + "'step', 'stepfilled'")
    }
    let isStacked = try a.bool(14) || type == "barstacked"
    var colors: [PlotColor] = []
    if a.has(12) { colors = try PlotReading.colorList(a[12]) }
    var labels: [String] = []
    if a.has(13) { labels = try PlotReading.texts(a[13]) ?? [] }
    var base = [Double](repeating: 0, count: edges.count - 1)
    var counted: [[Double]] = []
    var containers: [PyValue] = []
    for (number, values) in sets.enumerated() {
      let counts = try heights(values, edges, a)
      counted.append(counts)
      let color = colors.isEmpty ? axes.nextPatchColor() : colors[number % colors.count]
      var mark: PlotMark
      if type == "step" || type == "stepfilled" {
        mark = outline(counts, edges, isFilled: type == "stepfilled", isLying: isLying, color)
      } else {
        let share = isStacked ? 1.0 : 1 / Double(sets.count) * (sets.count > 1 ? 0.8 : 1)
        let shift = isStacked || sets.count == 1 ? 0 : 0.1 + Double(number) * share
        mark = PlotMark(
          .bars(
            counts.indices.map { place in
              let width = edges[place + 1] - edges[place]
              let start = edges[place] + shift * width
              return isLying
                ? .init(
                  x: base[place], y: start, width: counts[place], height: width * share)
                : .init(
                  x: start, y: base[place], width: width * share, height: counts[place])
            }))
      }
      if type != "step" {
        style.applyFilled(to: &mark) { color }
      } else {
        style.applyCommon(to: &mark)
        if let alpha = style.alpha { mark.color.alpha = alpha }
      }
      if number < labels.count { mark.label = PlotStyle.shown(labels[number]) }
      containers.append(axes.add(mark, .barContainer))
      if isStacked { for place in base.indices { base[place] += counts[place] } }
    }
    if try a.bool(11) {
      if isLying { axes.axes.x.scale = .log } else { axes.axes.y.scale = .log }
    }
    let heights: PyValue =
      sets.count == 1
      ? .object(ArrayObject(NDArray(counted[0], shape: TensorShape([counted[0].count]))))
      : .object(
        ArrayObject(
          NDArray(
            counted.flatMap { $0 }, shape: TensorShape([sets.count, edges.count - 1]))))
    let borders = PyValue.object(ArrayObject(NDArray(edges, shape: TensorShape([edges.count]))))
    return .tuple([heights, borders, sets.count == 1 ? containers[0] : .list(containers)])
  }

  private static func dataSets(_ value: PyValue) throws(Raise) -> [[Double]] {
    if let object = value.object, object.kind == .list || object.kind == .tuple,
      let first = try value.contiguousItems().first, try first.isIterable(), first.text == nil
    {
      var sets: [[Double]] = []
      for item in try value.contiguousItems() { sets.append(try PlotReading.numbers(item)) }
      return sets
    }
    let array = try PlotReading.array(value)
    guard array.shape.rank > 1 else { return [array.doubles] }
    let columns = array.shape.lengths[1]
    let numbers = array.doubles
    return (0..<columns).map { column in
      stride(from: column, to: numbers.count, by: columns).map { numbers[$0] }
    }
  }

  private static func edges(_ values: [Double], _ a: Bound) throws(Raise) -> [Double] {
    let range = try PlotReading.pair(a[2]).map { (low: $0.0, high: $0.1) }
    if !values.allSatisfy(\.isFinite), range == nil {
      throw Raise.value("autodetected range of [nan, nan] is not finite")
    }
    if let range, range.low > range.high {
      throw Raise.value("max must be larger than min in range parameter.")
    }
    if let rule = a[1].text {
      guard let count = Histogram.bins(values, rule: rule) else {
        throw Raise.value("'\(rule)' is not a valid estimator for `bins`")
      }
      return Histogram(values, bins: count, range: range).edges
    }
    if a.has(1), let borders = try? PlotReading.numbers(a[1]), borders.count > 1 {
      guard zip(borders, borders.dropFirst()).allSatisfy({ $0 <= $1 }) else {
        throw Raise.value("`bins` must increase monotonically, when an array")
      }
      return borders
    }
    let count = try a.int(1, default: 10)
    guard count > 0 else { throw Raise.value("`bins` must be positive, when an integer") }
    try Room.values(count)
    return Histogram(values, bins: count, range: range).edges
  }

  private static func heights(
    _ values: [Double], _ edges: [Double], _ a: Bound
  ) throws(Raise) -> [Double] {
    var counts = Histogram(values, edges: edges).counts
    let total = counts.reduce(0, +)
    if try a.bool(3), total > 0 {
      for place in counts.indices { counts[place] /= total * (edges[place + 1] - edges[place]) }
    }
    if try a.bool(5) {
      var sum = 0.0
      for place in counts.indices {
        sum += try a.bool(3) ? counts[place] * (edges[place + 1] - edges[place]) : counts[place]
        counts[place] = sum
      }
    }
    return counts
  }

  private static func outline(
    _ counts: [Double], _ edges: [Double], isFilled: Bool, isLying: Bool, _ color: PlotColor
  ) -> PlotMark {
    var (along, up) = ([edges[0]], [0.0])
    for place in counts.indices {
      along += [edges[place], edges[place + 1]]
      up += [counts[place], counts[place]]
    }
    along.append(edges[edges.count - 1])
    up.append(0)
    if isLying { swap(&along, &up) }
    return PlotMark(
      isFilled ? .polygon(x: along, y: up) : .line(x: along, y: up), color: color)
  }
}
