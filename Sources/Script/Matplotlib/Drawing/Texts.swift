import Engine

/// A place of a text, as matplotlib prints it.
enum PlotPlace: Sendable {
  case int(Int)
  case float(Double)

  var value: PyValue {
    switch self {
    case .int(let number): .int(number)
    case .float(let number): .float(number)
    }
  }
}

extension AxesFunction {
  /// Titles, labels and texts.
  static let texts: [AxesFunction] = [
    title("title", "set_title", \.title, x: .float(0.5), y: .float(1)),
    title("xlabel", "set_xlabel", \.x.label, x: .float(0.5), y: .int(0)),
    title("ylabel", "set_ylabel", \.y.label, x: .int(0), y: .float(0.5)),
    AxesFunction("text", "x, y, s, fontdict=None, **kwargs") { a, axes throws(Raise) in
      var text = PlotText(try a[2].str(), x: try a.double(0), y: try a.double(1))
      var mark = PlotMark(.text(text))
      text.size = axes.state.figure.fontSize
      try read(a[4], into: &text, &mark, axes)
      mark.shape = .text(text)
      mark.order = 3
      _ = axes.add(mark)
      return .object(TextObject(text.text, a[0], a[1]))
    },
    AxesFunction(
      "annotate",
      "text, xy, xytext=None, xycoords='data', textcoords=None, arrowprops=None, **kwargs"
    ) { a, axes throws(Raise) in
      guard let target = try PlotReading.pair(a[1]) else {
        throw Raise.type("annotate() missing 1 required positional argument: 'xy'")
      }
      guard a[3].text == "data" else { throw Raise.unsupported("annotate with xycoords") }
      let place = try PlotReading.pair(a[2]) ?? target
      let isOffset = a[4].text?.hasPrefix("offset") == true
      var text = PlotText(
        try a[0].str(), x: isOffset ? target.0 : place.0, y: isOffset ? target.1 : place.1)
      if isOffset {
        text.offset = PlotMark.Segment(x0: place.0, y0: place.1, x1: 0, y1: 0)
      } else if let coordinates = a[4].text, coordinates != "data" {
        throw Raise.unsupported("annotate with textcoords='\(coordinates)'")
      }
      text.size = axes.state.figure.fontSize
      if a.has(5), a.has(2) { text.target = (target.0, target.1) }
      var mark = PlotMark(.text(text))
      try read(a[6], into: &text, &mark, axes)
      mark.shape = .text(text)
      mark.order = 3
      _ = axes.add(mark)
      let items = try (a.has(2) ? a[2] : a[1]).items()
      return .object(TextObject(text.text, items[0], items[1]))
    },
  ]

  /// A title or the label of an axis.
  private static func title(
    _ pyplot: String, _ method: String,
    _ path: any WritableKeyPath<PlotAxes, String> & Sendable, x: PlotPlace, y: PlotPlace
  ) -> AxesFunction {
    let name = pyplot == "title" ? "label" : pyplot
    return AxesFunction(pyplot: pyplot, method: method, "\(name), *args, **kwargs") {
      a, axes throws(Raise) in
      let text = try a[0].str()
      try check(a[2], isTitle: pyplot == "title")
      axes.axes[keyPath: path] = text
      return .object(TextObject(text, x.value, y.value))
    }
  }

  /// Looks at the keywords of a text whose look is settled.
  static func check(_ keywords: PyValue, isTitle: Bool = true) throws(Raise) {
    guard let dict = keywords.cast(DictObject.self) else { return }
    for key in dict.keys {
      guard known.contains(key.text ?? "") else {
        let name = key.text ?? ""
        if !isTitle { throw Raise.attribute("'Text' object has no property '\(name)'") }
        throw Raise.attribute(
          "Text.set() got an unexpected keyword argument '\(name)'")
      }
    }
  }

  private static let known: Set<String> = [
    "fontsize", "size", "fontweight", "weight", "color", "c", "loc", "pad", "y", "x", "labelpad",
    "fontdict", "fontfamily", "family", "fontname", "name", "fontstyle", "style", "rotation",
    "ha", "horizontalalignment", "va", "verticalalignment", "alpha", "bbox", "zorder", "wrap",
    "transform", "backgroundcolor", "clip_on", "fontproperties", "usetex", "multialignment", "ma",
    "rotation_mode", "linespacing", "variant", "stretch", "annotation_clip",
  ]

  private static func read(
    _ keywords: PyValue, into text: inout PlotText, _ mark: inout PlotMark, _ axes: AxesEditor
  ) throws(Raise) {
    guard let dict = keywords.cast(DictObject.self) else { return }
    for (key, value) in dict.pairs {
      let name = key.text ?? ""
      switch name {
      case "ha", "horizontalalignment": text.horizontal = try value.str()
      case "va", "verticalalignment": text.vertical = try value.str()
      case "fontsize", "size": text.size = try fontSize(value, axes.state.figure.fontSize)
      case "color", "c": mark.color = try PlotReading.color(value)
      case "rotation":
        text.rotation =
          value.text == "vertical" ? 90 : value.text == "horizontal" ? 0 : try value.asDouble()
      case "fontweight", "weight": text.isBold = value.text == "bold"
      case "alpha": if let alpha = try PlotReading.alpha(value) { mark.color.alpha = alpha }
      case "transform": text.isRelative = !value.isNone
      case "zorder": mark.order = try value.asDouble()
      case _ where known.contains(name): break
      default: throw Raise.attribute("'Text' object has no property '\(name)'")
      }
    }
  }

  /// A size in points, or by name.
  static func fontSize(_ value: PyValue, _ normal: Double) throws(Raise) -> Double {
    let names = [
      "xx-small": 0.579, "x-small": 0.694, "small": 0.833, "medium": 1, "large": 1.2,
      "x-large": 1.44, "xx-large": 1.728,
    ]
    guard let text = value.text else { return value.isNone ? normal : try value.asDouble() }
    guard let factor = names[text] else {
      throw Raise.value("Invalid font size: \(text)")
    }
    return normal * factor
  }
}
