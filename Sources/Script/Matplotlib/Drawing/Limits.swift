import Engine

extension AxesFunction {
  typealias AxisPath = any WritableKeyPath<PlotAxes, PlotAxis> & Sendable

  /// Ends, scales and marks of axes.
  static let limits: [AxesFunction] =
    axis("x", \.x, ends: "left=None, right=None, *, xmin=None, xmax=None, **kwargs")
    + axis("y", \.y, ends: "bottom=None, top=None, *, ymin=None, ymax=None, **kwargs") + [
      AxesFunction("axis", "arg=None, *, emit=True, **kwargs") { a, axes throws(Raise) in
        try wholeAxis(a, axes)
      },
      AxesFunction("margins", "*margins, x=None, y=None, tight=True") { a, axes throws(Raise) in
        let both = try a[0].items()
        if let first = both.first {
          axes.axes.x.margin = try first.asDouble()
          axes.axes.y.margin = try (both.count > 1 ? both[1] : first).asDouble()
        }
        if a.has(1) { axes.axes.x.margin = try a.double(1) }
        if a.has(2) { axes.axes.y.margin = try a.double(2) }
        return .none
      },
      AxesFunction(pyplot: "", method: "set_aspect", "aspect, *args, **kwargs") {
        a, axes throws(Raise) in
        axes.axes.isEqual = a[0].text != "auto"
        return .none
      },
      AxesFunction(pyplot: "", method: "invert_yaxis", "") { _, axes throws(Raise) in
        let limits = PlotLimits(axes.axes)
        (axes.axes.y.low, axes.axes.y.high) = (limits.y.high, limits.y.low)
        return .none
      },
      AxesFunction(pyplot: "", method: "invert_xaxis", "") { _, axes throws(Raise) in
        let limits = PlotLimits(axes.axes)
        (axes.axes.x.low, axes.axes.x.high) = (limits.x.high, limits.x.low)
        return .none
      },
    ]

  private static func axis(
    _ letter: String, _ path: AxisPath, ends parameters: String
  ) -> [AxesFunction] {
    [
      AxesFunction(pyplot: "\(letter)lim", method: "set_\(letter)lim", parameters) {
        a, axes throws(Raise) in
        let given = try setEnds(a, axes, path)
        return ends(of: axes, path, given: given)
      },
      AxesFunction(
        pyplot: "", method: "get_\(letter)lim", "", isQuestion: true
      ) { _, axes throws(Raise) in ends(of: axes, path) },
      AxesFunction(
        pyplot: "\(letter)scale", method: "set_\(letter)scale", "value, **kwargs"
      ) { a, axes throws(Raise) in
        let name = try a[0].str()
        switch name {
        case "linear", "log": axes.axes[keyPath: path].scale = name == "log" ? .log : .linear
        case "symlog", "logit", "asinh", "function", "functionlog":
          throw Raise.unsupported("the scale '\(name)'")
        default: throw Raise.value("'\(name)' is not a valid value for scale.")
        }
        return .none
      },
      AxesFunction(
        pyplot: "\(letter)ticks", method: "set_\(letter)ticks",
        "ticks=None, labels=None, *, minor=False, **kwargs"
      ) { a, axes throws(Raise) in
        if try a.bool(2) { return .none }
        guard a.has(0) else {
          throw Raise.unsupported("\(letter)ticks() without places")
        }
        let places = try PlotReading.numbers(a[0])
        axes.axes[keyPath: path].ticks = places
        axes.axes[keyPath: path].tickLabels = nil
        if a.has(1) {
          let names = try a[1].items()
          guard names.count == places.count else {
            throw Raise.value(
              "The number of FixedLocator locations (\(places.count)), usually from a call to "
                + "set_ticks, does not match the number of labels (\(names.count)).")
          }
          var texts: [String] = []
          for name in names { texts.append(try name.str()) }
          axes.axes[keyPath: path].tickLabels = texts
        }
        // Marks outside of the ends widen them.
        let limits = letter == "x" ? PlotLimits(axes.axes).x : PlotLimits(axes.axes).y
        if let low = places.min(), low < limits.least {
          if limits.low < limits.high {
            axes.axes[keyPath: path].low = low
          } else {
            axes.axes[keyPath: path].high = low
          }
        }
        if let high = places.max(), high > limits.greatest {
          if limits.low < limits.high {
            axes.axes[keyPath: path].high = high
          } else {
            axes.axes[keyPath: path].low = high
          }
        }
        return .none
      },
      AxesFunction(
        pyplot: "", method: "set_\(letter)ticklabels", "labels, **kwargs"
      ) { a, axes throws(Raise) in
        var texts: [String] = []
        for name in try a[0].items() { texts.append(try name.str()) }
        let ticks = axes.axes[keyPath: path].ticks
        if let ticks, ticks.count != texts.count {
          throw Raise.value(
            "The number of FixedLocator locations (\(ticks.count)), usually from a call to "
              + "set_ticks, does not match the number of labels (\(texts.count)).")
        }
        axes.axes[keyPath: path].tickLabels = texts
        return .list(texts.map { .object(TextObject($0, .int(0), .int(0))) })
      },
    ]
  }

  /// `(low, high)` as NumPy's numbers, or as Python's where the lesson set them.
  private static func ends(
    of axes: AxesEditor, _ path: AxisPath, given: [Bool] = [false, false]
  ) -> PyValue {
    let limits = PlotLimits(axes.axes)
    let interval = path == \PlotAxes.x ? limits.x : limits.y
    return .tuple(
      zip([interval.low, interval.high], given).map { end, isGiven in
        isGiven ? .float(end) : .object(NumPyScalar(NDArray(end)))
      })
  }

  private static func setEnds(
    _ a: Bound, _ axes: AxesEditor, _ path: AxisPath
  ) throws(Raise) -> [Bool] {
    var (low, high) = (a[0], a[1])
    if !low.isAbsent, high.isAbsent, try low.isIterable() {
      let items = try low.items()
      guard items.count == 2 else {
        throw Raise.value("not enough values to unpack (expected 2, got \(items.count))")
      }
      (low, high) = (items[0], items[1])
    }
    if low.isAbsent { low = a[2] }
    if high.isAbsent { high = a[3] }
    var ends: [Double?] = []
    for end in [low, high] {
      guard !end.isAbsent else {
        ends.append(nil)
        continue
      }
      let number = try end.asDouble()
      guard number.isFinite else { throw Raise.value("Axis limits cannot be NaN or Inf") }
      ends.append(number)
    }
    if let start = ends[0], let end = ends[1], start == end {
      let widened = NiceTicks.nonsingular(start, end, expander: 0.05)
      ends = [widened.low, widened.high]
    }
    if let start = ends[0] { axes.axes[keyPath: path].low = start }
    if let end = ends[1] { axes.axes[keyPath: path].high = end }
    return ends.map { $0 != nil }
  }

  private static func wholeAxis(_ a: Bound, _ axes: AxesEditor) throws(Raise) -> PyValue {
    if let text = a[0].text {
      switch text {
      case "off": axes.axes.isBare = true
      case "on": axes.axes.isBare = false
      case "equal", "scaled", "image", "square": axes.axes.isEqual = true
      case "auto": axes.axes.isEqual = false
      case "tight":
        axes.axes.x.margin = 0
        axes.axes.y.margin = 0
      default:
        throw Raise.value("Unrecognized string '\(text)' to axis; try 'on' or 'off'")
      }
    } else if case .bool(let isOn) = a[0] {
      axes.axes.isBare = !isOn
    } else if a.has(0) {
      let ends = try PlotReading.numbers(a[0])
      guard ends.count == 4 else {
        throw Raise.type(
          "the first argument to axis() must be an iterable of the form [xmin, xmax, ymin, ymax]")
      }
      (axes.axes.x.low, axes.axes.x.high) = (ends[0], ends[1])
      (axes.axes.y.low, axes.axes.y.high) = (ends[2], ends[3])
    }
    let limits = PlotLimits(axes.axes)
    return .tuple(
      [limits.x.low, limits.x.high, limits.y.low, limits.y.high].map {
        .object(NumPyScalar(NDArray($0)))
      })
  }
}
