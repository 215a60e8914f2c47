import Engine

extension AxesFunction {
  /// Matrices as pictures, and heights as lines.
  static let fields: [AxesFunction] = [
    AxesFunction(
      "imshow",
      "X, cmap=None, norm=None, *, aspect=None, interpolation=None, alpha=None, vmin=None, "
        + "vmax=None, origin=None, extent=None, **kwargs"
    ) { a, axes throws(Raise) in
      let field = try image(a[0], origin: a[8].text ?? "upper", extent: a[9])
      axes.axes.isEqual = a[3].text != "auto"
      axes.axes.x.low = field.xEdges.first
      axes.axes.x.high = field.xEdges.last
      let isUpper = (a[8].text ?? "upper") == "upper"
      let edges = field.yEdges
      axes.axes.y.low = isUpper && !a.has(9) ? edges.last : edges.min()
      axes.axes.y.high = isUpper && !a.has(9) ? edges.first : edges.max()
      _ = try PlotStyle(a[10], "AxesImage", own: ["filternorm", "filterrad", "resample"])
      return try add(field, axes, map: a[1], low: a[6], high: a[7], alpha: a[5], .axesImage)
    },
    AxesFunction("matshow", "A, fignum=None, **kwargs") { a, axes throws(Raise) in
      let field = try image(a[0], origin: "upper", extent: .none)
      let style = try PlotStyle(a[2], "AxesImage", own: ["cmap", "vmin", "vmax", "alpha"])
      axes.axes.isEqual = true
      axes.axes.x.low = field.xEdges.first
      axes.axes.x.high = field.xEdges.last
      axes.axes.y.low = field.yEdges.last
      axes.axes.y.high = field.yEdges.first
      return try add(
        field, axes, map: style.others["cmap"] ?? .none, low: style.others["vmin"] ?? .none,
        high: style.others["vmax"] ?? .none, alpha: style.others["alpha"] ?? .none, .axesImage)
    },
    mesh("pcolormesh"), mesh("pcolor"),
    AxesFunction("contour", "*args, **kwargs") { a, axes throws(Raise) in
      try contour(a, axes, isFilled: false)
    },
    AxesFunction("contourf", "*args, **kwargs") { a, axes throws(Raise) in
      try contour(a, axes, isFilled: true)
    },
    AxesFunction("clabel", "CS, *args, **kwargs") { a, axes throws(Raise) in
      let set = try a.object(0, ArtistObject.self)
      set.change { mark in
        guard case .contour(var field) = mark.shape else { return }
        field.hasLabels = true
        mark.shape = .contour(field)
      }
      return .none
    },
  ]

  private static func mesh(_ name: String) -> AxesFunction {
    AxesFunction(
      name, "*args, shading=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, **kwargs"
    ) { a, axes throws(Raise) in
      let items = try a[0].items()
      guard items.count == 1 || items.count == 3, let last = items.last else {
        throw Raise.type(
          "\(name)() takes 1 or 3 positional arguments but \(items.count) were given")
      }
      let heights = try matrix(last, "\(name)")
      let (rows, columns) = (heights.shape.lengths[0], heights.shape.lengths[1])
      var xEdges = (0...columns).map { Double($0) }
      var yEdges = (0...rows).map { Double($0) }
      if items.count == 3 {
        xEdges = try edges(items[0], columns, across: true)
        yEdges = try edges(items[1], rows, across: false)
      }
      _ = try PlotStyle(a[7], "QuadMesh")
      let field = ColorField(
        rows: rows, columns: columns, values: heights.doubles, xEdges: xEdges, yEdges: yEdges)
      return try add(field, axes, map: a[2], low: a[4], high: a[5], alpha: a[6], .quadMesh)
    }
  }

  /// The borders of columns or rows from themselves, or from the places of their middles.
  private static func edges(
    _ value: PyValue, _ count: Int, across: Bool
  ) throws(Raise) -> [Double] {
    let array = try PlotReading.array(value)
    var places = array.doubles
    if array.shape.rank == 2 {
      let width = array.shape.lengths[1]
      places =
        across
        ? Array(places.prefix(width))
        : stride(from: 0, to: places.count, by: max(1, width)).map {
          places[$0]
        }
    }
    if places.count == count + 1 { return places }
    guard places.count == count, count > 0 else {
      throw Raise.type(
        "Dimensions of C (\(count)) should be one smaller than X(\(places.count)) or the same")
    }
    guard count > 1 else { return [places[0] - 0.5, places[0] + 0.5] }
    let middles = zip(places, places.dropFirst()).map { ($0 + $1) / 2 }
    let first = 2 * places[0] - middles[0]
    let last = 2 * places[count - 1] - middles[count - 2]
    return [first] + middles + [last]
  }

  private static func matrix(_ value: PyValue, _ name: String) throws(Raise) -> NDArray {
    let array = try PlotReading.array(value)
    guard array.shape.rank == 2, !array.shape.lengths.contains(0) else {
      throw Raise.value("\(name): got data of shape \(array.shape.bracketedAsTuple), expected 2D")
    }
    return array
  }

  private static func image(
    _ value: PyValue, origin: String, extent: PyValue
  ) throws(Raise) -> ColorField {
    var array = try PlotReading.array(value)
    guard origin == "upper" || origin == "lower" else {
      throw Raise.value(
        "'\(origin)' is not a valid value for origin. Supported values are 'upper', 'lower'")
    }
    if array.shape.rank == 3, array.shape.lengths[2] == 1 {
      array = array.reshaped(TensorShape(Array(array.shape.lengths.prefix(2))))
    }
    let lengths = array.shape.lengths
    let isColored = lengths.count == 3 && (lengths[2] == 3 || lengths[2] == 4)
    guard (lengths.count == 2 || isColored) && !lengths.contains(0) else {
      throw Raise.type("Invalid shape \(array.shape.bracketedAsTuple) for image data")
    }
    let (rows, columns) = (lengths[0], lengths[1])
    var numbers = array.doubles
    var xEdges = (0...columns).map { Double($0) - 0.5 }
    var yEdges = (0...rows).map { Double($0) - 0.5 }
    if !extent.isAbsent {
      let ends = try PlotReading.numbers(extent)
      guard ends.count == 4 else {
        throw Raise.type("type object 'Bbox' extent must be a sequence of length 4")
      }
      xEdges = (0...columns).map { ends[0] + (ends[1] - ends[0]) * Double($0) / Double(columns) }
      let (first, last) = origin == "upper" ? (ends[3], ends[2]) : (ends[2], ends[3])
      yEdges = (0...rows).map { first + (last - first) * Double($0) / Double(rows) }
    }
    var field = ColorField(
      rows: rows, columns: columns, values: [], xEdges: xEdges, yEdges: yEdges)
    if isColored {
      let width = lengths[2]
      if array.dtype.isInteger { numbers = numbers.map { $0 / 255 } }
      field.colors = stride(from: 0, to: numbers.count, by: width).map {
        PlotColor(
          red: numbers[$0], green: numbers[$0 + 1], blue: numbers[$0 + 2],
          alpha: width == 4 ? numbers[$0 + 3] : 1)
      }
    } else {
      field.values = numbers
    }
    return field
  }

  private static func add(
    _ field: ColorField, _ axes: AxesEditor, map: PyValue, low: PyValue, high: PyValue,
    alpha: PyValue, _ type: TypeObject
  ) throws(Raise) -> PyValue {
    var mark = PlotMark(.field(field))
    mark.order = 0
    mark.coloring = try coloring(field.values, map: map, low: low, high: high, axes)
    if let alpha = try PlotReading.alpha(alpha) { mark.color.alpha = alpha }
    let made = axes.add(mark, type)
    axes.state.colored = (axes.index, axes.axes.marks.count - 1)
    return made
  }

  // MARK: Contours

  private static func contour(
    _ a: Bound, _ axes: AxesEditor, isFilled: Bool
  ) throws(Raise) -> PyValue {
    let style = try PlotStyle(
      a[1], "QuadContourSet",
      own: [
        "levels", "colors", "cmap", "vmin", "vmax", "norm", "extend", "origin", "linewidths",
        "linestyles",
      ])
    var items = try a[0].items()
    var wanted = style.others["levels"] ?? .none
    if items.count == 2 || items.count == 4, let last = items.popLast() { wanted = last }
    guard items.count == 1 || items.count == 3, let last = items.last else {
      throw Raise.type(
        "contour() takes from 1 to 4 positional arguments but \(items.count) were given")
    }
    let heights = try PlotReading.array(last)
    guard heights.shape.rank == 2 else {
      throw Raise.type("Input z must be 2D, not \(heights.shape.rank)D")
    }
    let (rows, columns) = (heights.shape.lengths[0], heights.shape.lengths[1])
    guard rows >= 2, columns >= 2 else {
      throw Raise.type(
        "Input z must be at least a (2, 2) shaped array, but has shape "
          + "\(heights.shape)")
    }
    var x = (0..<columns).map { Double($0) }
    var y = (0..<rows).map { Double($0) }
    if items.count == 3 {
      x = try places(items[0], heights.shape, across: true)
      y = try places(items[1], heights.shape, across: false)
    }
    let z = heights.doubles
    let levels = try levels(wanted, z, isFilled: isFilled)
    var field = ContourField(x: x, y: y, z: z, levels: levels, isFilled: isFilled)
    if let colors = style.others["colors"], !colors.isNone {
      field.colors = try PlotReading.colorList(colors)
    }
    var mark = PlotMark(.contour(field))
    let ends = [levels.first ?? 0, levels.last ?? 1]
    mark.coloring = try coloring(
      isFilled && levels.count > 1
        ? zip(levels, levels.dropFirst()).map { ($0 + $1) / 2 } : ends,
      map: style.others["cmap"] ?? .none, low: style.others["vmin"] ?? .none,
      high: style.others["vmax"] ?? .none, axes)
    if let alpha = style.alpha { mark.color.alpha = alpha }
    if let widths = style.others["linewidths"], !widths.isNone {
      mark.lineWidth = try PlotReading.numbers(widths).first ?? 1.5
    }
    if let dashes = style.others["linestyles"], !dashes.isNone, dashes.text != nil {
      mark.dash = try PlotReading.dash(dashes)
    }
    mark.order = isFilled ? 1 : 2
    if let order = style.order { mark.order = order }
    let made = axes.add(mark, .contourSet)
    axes.state.colored = (axes.index, axes.axes.marks.count - 1)
    return made
  }

  private static func places(
    _ value: PyValue, _ shape: TensorShape, across: Bool
  ) throws(Raise) -> [Double] {
    let array = try PlotReading.array(value)
    let (rows, columns) = (shape.lengths[0], shape.lengths[1])
    let numbers = array.doubles
    if array.shape.rank == 1 {
      let (name, side, count) = across ? ("x", "columns", columns) : ("y", "rows", rows)
      guard numbers.count == count else {
        throw Raise.type(
          "Length of \(name) (\(numbers.count)) must match number of \(side) in z (\(count))")
      }
      return numbers
    }
    guard array.shape == shape else {
      throw Raise.type(
        "Shapes of \(across ? "x" : "y") \(array.shape.bracketedAsTuple) and z "
          + "\(shape.bracketedAsTuple) do not match")
    }
    let taken =
      across
      ? Array(numbers.prefix(columns)) : (0..<rows).map { numbers[$0 * columns] }
    let isRegular = numbers.indices.allSatisfy { index in
      numbers[index] == taken[across ? index % columns : index / columns]
    }
    guard isRegular else { throw Raise.unsupported("contour over a grid that is not rectangular") }
    return taken
  }

  private static func levels(
    _ wanted: PyValue, _ z: [Double], isFilled: Bool
  ) throws(Raise) -> [Double] {
    let finite = z.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    if wanted.isAbsent {
      return NiceTicks.levels(from: low, to: high, count: 7, isFilled: isFilled)
    }
    if case .int(let count) = wanted {
      try Room.values(max(0, count))
      return NiceTicks.levels(
        from: low, to: high, count: min(1000, max(1, count)), isFilled: isFilled)
    }
    let levels = try PlotReading.numbers(wanted)
    guard zip(levels, levels.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw Raise.value("Contour levels must be increasing")
    }
    if isFilled, levels.count < 2 {
      throw Raise.value("Filled contours require at least 2 levels.")
    }
    return levels
  }
}
