import Engine

/// The keywords that say how something is drawn.
struct PlotStyle {
  /// The class that errors name.
  let owner: String
  private(set) var color: PlotColor?
  private(set) var edge: PlotColor?
  private(set) var face: PlotColor?
  private(set) var markerColor: PlotColor?
  private(set) var alpha: Double?
  private(set) var label: String?
  private(set) var lineWidth: Double?
  private(set) var dash: PlotDash?
  private(set) var marker: PlotMarker?
  private(set) var markerSize: Double?
  private(set) var order: Double?
  private(set) var steps: String?
  /// A label for every curve of a call that draws several.
  private(set) var labels: [String]?
  /// Keywords that a function reads itself.
  private(set) var others: [String: PyValue] = [:]

  /// Settings without a part in what is drawn here.
  private static let ignored: Set<String> = [
    "clip_on", "antialiased", "aa", "rasterized", "picker", "gid", "url", "snap", "animated",
    "solid_capstyle", "solid_joinstyle", "dash_capstyle", "dash_joinstyle", "in_layout",
    "pickradius", "markeredgewidth", "mew", "transform",
  ]

  /// Properties that matplotlib has and figures here have not.
  private static let unsupported: Set<String> = [
    "fillstyle", "markevery", "dashes", "path_effects", "sketch_params", "hatch", "gapcolor",
    "data", "scalex", "scaley", "clip_path", "clip_box", "agg_filter", "visible",
  ]

  /// Reads keywords.
  ///
  /// - Parameters:
  ///   - keywords: the dictionary of a `**kwargs`.
  ///   - owner: the class whose properties they are.
  ///   - own: keywords that the function reads itself.
  /// - Throws: for keywords that mean nothing or are not supported.
  init(_ keywords: PyValue, _ owner: String, own: Set<String> = []) throws(Raise) {
    self.owner = owner
    guard let dict = keywords.cast(DictObject.self) else { return }
    for (key, value) in dict.pairs {
      let name = key.text ?? ""
      if own.contains(name) { others[name] = value } else { try read(name, value) }
    }
  }

  private mutating func read(_ name: String, _ value: PyValue) throws(Raise) {
    switch name {
    case "color", "c": if !value.isNone { color = try PlotReading.color(value) }
    case "facecolor", "fc", "facecolors": if !value.isNone { face = try PlotReading.color(value) }
    case "edgecolor", "ec", "edgecolors":
      if !value.isNone, value.text != "face" { edge = try PlotReading.color(value) }
    case "markerfacecolor", "mfc": markerColor = try PlotReading.color(value)
    case "markeredgecolor", "mec": edge = try PlotReading.color(value)
    case "alpha": alpha = try PlotReading.alpha(value)
    case "label":
      if let texts = try PlotReading.texts(value), value.text == nil {
        labels = texts
      } else if !value.isNone {
        label = try value.str()
      }
    case "linewidth", "lw", "linewidths":
      if !value.isNone { lineWidth = try PlotReading.numbers(value).first }
    case "linestyle", "ls", "linestyles": dash = try PlotReading.dash(value)
    case "marker": marker = try PlotReading.marker(value)
    case "markersize", "ms": if !value.isNone { markerSize = try value.asDouble() }
    case "zorder": if !value.isNone { order = try value.asDouble() }
    case "drawstyle", "ds": steps = try value.str()
    case _ where Self.ignored.contains(name): break
    case _ where Self.unsupported.contains(name): throw Raise.unsupported("the keyword \(name)")
    default:
      throw Raise.attribute("\(owner).set() got an unexpected keyword argument '\(name)'")
    }
  }

  /// The label where it is one to be shown.
  static func shown(_ label: String?) -> String {
    guard let label, !label.hasPrefix("_") else { return "" }
    return label
  }

  /// A curve's mark, with the keywords over the format string.
  func apply(_ format: FormatString?, to mark: inout PlotMark, next: () -> PlotColor) {
    let given = color ?? format?.color
    var chosen = given ?? next()
    if let alpha { chosen.alpha = alpha }
    mark.color = chosen
    mark.marker = marker ?? format?.marker ?? .none
    let isMarkedOnly = format?.marker != nil && format?.dash == nil
    mark.dash = dash ?? format?.dash ?? (isMarkedOnly ? PlotDash.none : .solid)
    applyCommon(to: &mark)
    mark.markerColor = markerColor
    mark.edge = edge
  }

  /// What every mark takes.
  func applyCommon(to mark: inout PlotMark) {
    mark.label = Self.shown(label)
    if let lineWidth { mark.lineWidth = max(0, lineWidth) }
    if let markerSize { mark.markerSize = max(0, markerSize) }
    if let order { mark.order = order }
  }

  /// A filled shape's mark.
  func applyFilled(to mark: inout PlotMark, next: () -> PlotColor) {
    var chosen = color ?? face ?? next()
    if let alpha { chosen.alpha = alpha }
    mark.color = chosen
    mark.edge = edge
    mark.dash = dash ?? .solid
    mark.lineWidth = 1
    mark.order = 1
    applyCommon(to: &mark)
  }
}
