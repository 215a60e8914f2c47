import Engine

/// How values of the lesson become numbers of a figure.
enum PlotReading {
  static func array(_ value: PyValue) throws(Raise) -> NDArray {
    let array = try ArrayReading.array(value)
    guard !array.dtype.isComplex, array.dtype != .string else {
      throw Raise.type("'value' must be an instance of str or bytes, not a complex")
    }
    return array
  }

  static func numbers(_ value: PyValue) throws(Raise) -> [Double] { try array(value).doubles }

  /// The same, a single number repeated.
  static func numbers(_ value: PyValue, count: Int) throws(Raise) -> [Double] {
    let found = try numbers(value)
    return found.count == 1 ? [Double](repeating: found[0], count: count) : found
  }

  /// The texts of a list of texts; `nil` for anything else.
  static func texts(_ value: PyValue) throws(Raise) -> [String]? {
    if let text = value.text { return [text] }
    guard let object = value.object, object.kind == .list || object.kind == .tuple else {
      return nil
    }
    let items = try value.contiguousItems()
    guard let first = items.first, first.text != nil else { return nil }
    return items.map { $0.text ?? "" }
  }

  static func pair(_ value: PyValue) throws(Raise) -> (Double, Double)? {
    if value.isAbsent { return nil }
    let count = try value.length()
    let numbers = try numbers(value)
    guard count == 2, numbers.count == 2 else {
      throw Raise.value("not enough values to unpack (expected 2, got \(count))")
    }
    return (numbers[0], numbers[1])
  }

  /// A color given by name, or by three or four parts.
  static func color(_ value: PyValue) throws(Raise) -> PlotColor {
    if let text = value.text {
      if let color = PlotColor(named: text) { return color }
      throw invalid(try value.repr())
    }
    if let object = value.object, object.kind == .tuple || object.kind == .list,
      let items = try? value.items(), items.count == 2, items[0].text != nil
    {
      return try color(items[0]).with(alpha: try items[1].asDouble())
    }
    let parts = (try? numbers(value)) ?? []
    guard parts.count == 3 || parts.count == 4, parts.allSatisfy({ (0...1).contains($0) }) else {
      throw invalid(try value.repr())
    }
    return PlotColor(
      red: parts[0], green: parts[1], blue: parts[2], alpha: parts.count == 4 ? parts[3] : 1)
  }

  private static func invalid(_ text: String) -> Raise {
    Raise.value(
      "\(text) is not a valid value for color: supported inputs are (r, g, b) and (r, g, b, a) "
        + "0-1 float tuples; '#rrggbb', '#rrggbbaa', '#rgb', '#rgba' strings; named color strings; "
        + "string reprs of 0-1 floats for grayscale values; 'C0', 'C1', ... strings for colors of "
        + "the color cycle; and pairs combining one of the above with an alpha value")
  }

  /// Whether a value names colors one by one: a list of texts, or rows of three or four parts.
  static func colors(_ value: PyValue) throws(Raise) -> [PlotColor]? {
    if value.text != nil { return nil }
    if let texts = try texts(value) {
      var found: [PlotColor] = []
      for text in texts { found.append(try color(.string(text))) }
      return found
    }
    guard let array = try? array(value), array.shape.rank == 2,
      let width = array.shape.lengths.last, width == 3 || width == 4
    else { return nil }
    let parts = array.doubles
    return stride(from: 0, to: parts.count, by: width).map {
      PlotColor(
        red: parts[$0], green: parts[$0 + 1], blue: parts[$0 + 2],
        alpha: width == 4 ? parts[$0 + 3] : 1)
    }
  }

  /// One color, or several.
  static func colorList(_ value: PyValue) throws(Raise) -> [PlotColor] {
    if let several = try colors(value) { return several }
    return [try color(value)]
  }

  static func dash(_ value: PyValue) throws(Raise) -> PlotDash {
    let names: [String: PlotDash] = [
      "-": .solid, "solid": .solid, "--": .dashed, "dashed": .dashed, "-.": .dashDot,
      "dashdot": .dashDot, ":": .dotted, "dotted": .dotted, "none": .none, "None": .none,
      " ": .none, "": .none,
    ]
    guard let text = value.text else {
      if value.isNone { return .solid }
      if value.object?.kind == .tuple { return .dashed }
      throw Raise.value("\(try value.repr()) is not a valid value for ls.")
    }
    guard let dash = names[text] else {
      throw Raise.value("'\(text)' is not a valid value for ls.")
    }
    return dash
  }

  static func marker(_ value: PyValue) throws(Raise) -> PlotMarker {
    guard let text = value.text else {
      if value.isNone { return .none }
      throw Raise.unsupported("the marker \(try value.repr())")
    }
    if ["None", "none", " ", ""].contains(text) { return .none }
    guard let marker = PlotMarker(rawValue: text) else {
      if ["1", "2", "3", "4"].contains(text) || text.hasPrefix("$") {
        throw Raise.unsupported("the marker '\(text)'")
      }
      throw Raise.value("Unrecognized marker style '\(text)'")
    }
    return marker
  }

  static func alpha(_ value: PyValue) throws(Raise) -> Double? {
    if value.isNone { return nil }
    guard let number = try? value.asDouble() else {
      throw Raise.type("alpha must be numeric or None, not \(try value.type.repr())")
    }
    guard (0...1).contains(number) else {
      throw Raise.value("alpha (\(try value.repr())) is outside 0-1 range")
    }
    return number
  }

  /// The name of a color map that there is.
  static func colorMap(_ value: PyValue) throws(Raise) -> String? {
    if value.isAbsent { return nil }
    guard let text = value.text ?? value.cast(ColorMapObject.self)?.name else {
      throw Raise.unsupported("a color map that is no name")
    }
    let bare = text.hasSuffix("_r") ? String(text.dropLast(2)) : text
    guard ColorMaps.names.contains(bare) else {
      if ColorMaps.otherNames.contains(bare) {
        throw Raise.unsupported(
          "the color map '\(text)'; there are \(ColorMaps.names.joined(separator: ", "))")
      }
      throw Raise.value(
        "'\(text)' is not a valid value for cmap. See `matplotlib.colormaps()` for the list")
    }
    return text
  }
}
