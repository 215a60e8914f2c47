import Engine

/// `rcParams`: what new figures begin with.
package final class SettingsObject: PyObject {
  private let settings: FigureSettings

  init(_ settings: FigureSettings) {
    self.settings = settings
    super.init(.plotSettings)
  }

  /// Settings that are kept and change nothing here.
  private static let groups: Set<String> = [
    "animation", "axes", "axes3d", "backend", "boxplot", "contour", "date", "docstring",
    "errorbar", "figure", "font", "grid", "hatch", "hist", "image", "interactive", "keymap",
    "legend", "lines", "macosx", "markers", "mathtext", "patch", "path", "pcolor", "pcolormesh",
    "pdf", "pgf", "polaraxes", "ps", "savefig", "scatter", "svg", "text", "timezone", "tk",
    "toolbar", "webagg", "xaxis", "xtick", "yaxis", "ytick",
  ]

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    switch key.text {
    case "figure.figsize": return .list([.float(settings.width), .float(settings.height)])
    case "font.size": return .float(settings.fontSize)
    case "lines.linewidth": return .float(settings.lineWidth)
    case "lines.markersize": return .float(settings.markerSize)
    case "axes.grid": return .bool(settings.hasGrid)
    case "image.cmap": return .string(settings.colorMap)
    case "figure.dpi", "savefig.dpi": return .float(settings.dotsPerInch)
    case "axes.prop_cycle": return .object(CyclerObject())
    default:
      if let name = key.text, Self.isKnown(name) { throw Raise.unsupported("rcParams['\(name)']") }
      throw Raise.key(key)
    }
  }

  private static func isKnown(_ name: String) -> Bool {
    guard let dot = name.firstIndex(of: ".") else { return groups.contains(name) }
    return groups.contains(String(name[..<dot]))
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    let name = key.text ?? ""
    switch name {
    case "figure.figsize":
      if let size = try PlotReading.pair(value) {
        try FigureObject.check(size)
        (settings.width, settings.height) = size
      }
    case "font.size": settings.fontSize = try value.asDouble()
    case "lines.linewidth": settings.lineWidth = try value.asDouble()
    case "lines.markersize": settings.markerSize = try value.asDouble()
    case "axes.grid": settings.hasGrid = try value.truth()
    case "image.cmap": settings.colorMap = try PlotReading.colorMap(value) ?? "viridis"
    case "figure.dpi", "savefig.dpi":
      if value.text == nil {
        let dots = try value.asDouble()
        guard dots > 0, dots <= 10_000 else {
          throw Raise.value("Key \(name): dpi must be positive")
        }
        settings.dotsPerInch = dots
      }
    case _ where Self.isKnown(name): break
    default: throw Raise(.keyError, "'\(name)' is not a valid value for rcParam.")
    }
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    Self.isKnown(value.text ?? "")
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("update", "other=None, /, **kwargs") { a throws(Raise) in
      let object = try a.object(0, SettingsObject.self)
      for source in [a[1], a[2]] {
        for (key, value) in source.cast(DictObject.self)?.pairs ?? [] {
          try object.setItem(key, value)
        }
      }
      return .none
    },
    .method("get", "key, default=None") { a throws(Raise) in
      let object = try a.object(0, SettingsObject.self)
      return try object.contains(a[1]) ? object.item(a[1]) : a[2]
    },
  ]
}

/// `plt.style`.
///
/// Styles choose colors and frames; figures here have a look of their own, and take from a style
/// only whether it has a grid.
package final class StyleObject: PyObject {
  private let settings: FigureSettings

  init(_ settings: FigureSettings) {
    self.settings = settings
    super.init(.plotStyle)
  }

  private static let names = [
    "Solarize_Light2", "bmh", "classic", "dark_background", "fast", "fivethirtyeight", "ggplot",
    "grayscale", "petroff10", "seaborn-v0_8", "seaborn-v0_8-bright", "seaborn-v0_8-colorblind",
    "seaborn-v0_8-dark", "seaborn-v0_8-dark-palette", "seaborn-v0_8-darkgrid",
    "seaborn-v0_8-deep", "seaborn-v0_8-muted", "seaborn-v0_8-notebook", "seaborn-v0_8-paper",
    "seaborn-v0_8-pastel", "seaborn-v0_8-poster", "seaborn-v0_8-talk", "seaborn-v0_8-ticks",
    "seaborn-v0_8-white", "seaborn-v0_8-whitegrid", "tableau-colorblind10",
  ]
  private static let withGrid: Set<String> = [
    "Solarize_Light2", "bmh", "fivethirtyeight", "ggplot", "seaborn-v0_8", "seaborn-v0_8-darkgrid",
    "seaborn-v0_8-whitegrid",
  ]

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("use", "style") { a throws(Raise) in
      let object = try a.object(0, StyleObject.self)
      for name in try PlotReading.texts(a[1]) ?? [] {
        guard names.contains(name) || name == "default" else {
          throw Raise(
            .osError,
            "'\(name)' is not a valid package style, path of style file, URL of style file, or "
              + "library style name (library styles are listed in `style.available`)")
        }
        object.settings.hasGrid = withGrid.contains(name)
      }
      return .none
    },
    .property("available") { _ throws(Raise) in .list(names.map { .string($0) }) },
  ]
}

/// A color map as a value, such as `plt.cm.viridis`.
package final class ColorMapObject: PyObject {
  let name: String

  init(_ name: String) {
    self.name = name
    super.init(.colorMap)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("name") { value throws(Raise) in
      .string(value.cast(ColorMapObject.self)?.name ?? "")
    }
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let plotSettings = TypeObject(
    "RcParams", module: "matplotlib", members: SettingsObject.members)
  nonisolated(unsafe) static let plotStyle = TypeObject(
    "style", module: "matplotlib", members: StyleObject.members)
  nonisolated(unsafe) static let colorMap = TypeObject(
    "Colormap", module: "matplotlib.colors", members: ColorMapObject.members)
}
