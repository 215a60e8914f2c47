import GraphView

/// One export, whole: what goes into a file or onto a terminal.
package struct Exported: Equatable, Sendable {
  /// The format it is in.
  package let format: Format
  /// Its bytes; of text UTF-8.
  package let bytes: [UInt8]

  /// The text of a text format.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  init(_ format: Format, _ bytes: [UInt8]) {
    self.format = format
    self.bytes = bytes
  }

  init(_ format: Format, _ text: String) { self.init(format, Array(text.utf8)) }
}

extension Walk {
  /// A walk written in a format.
  ///
  /// - Parameters:
  ///   - format: any but `screen`, which needs a `ScreenPicture`.
  ///   - stop: where the walk stands; without one at the end of the last backward phase. The
  ///     linear walk is told up to there, without one to its end.
  ///   - options: what else can be chosen.
  /// - Returns: the export, whole.
  /// - Throws: where the format needs what is not there, and where a picture cannot be drawn.
  package func exported(
    as format: Format, at stop: Stop? = nil, _ options: ExportOptions = ExportOptions()
  ) throws(ExportError) -> Exported {
    let shown = stop ?? exportStop
    switch format {
    case .table: return Exported(format, TableExport(self, shown, options).text())
    case .walk: return Exported(format, WalkExport(self, upTo: stop, options).text())
    case .cells:
      if let built = options.cells.built {
        return Exported(format, try BuiltGraphExport(recording, built, options).text())
      }
      return Exported(
        format, try CellsExport(self, shown, showsPlace: stop != nil, options).text())
    case .md: return Exported(format, MarkdownExport(self, shown, options).text())
    case .tex: return Exported(format, LaTeXExport(self, shown, options).text())
    case .mermaid: return Exported(format, MermaidExport(self, shown, options).text())
    case .json: return Exported(format, JSONExport(self, shown, options).text())
    case .csv: return Exported(format, CSVExport(self, shown).text())
    case .traces: return Exported(format, try TracesExport(self).text())
    case .tracesLong: return Exported(format, try TracesExport(self).longText())
    case .dot: return Exported(format, try PictureExport(self, shown, options).dot())
    case .svg, .png, .pdf:
      return Exported(format, try PictureExport(self, shown, options).drawing(format))
    case .animation: return Exported(format, try AnimationExport(self, shown, options).text())
    case .screen, .plot, .cast: throw .needsScreen
    }
  }

  /// Hands out the linear walk piece by piece, so that a long one is read while it is written.
  package func writeLinear(
    upTo stop: Stop? = nil, _ options: ExportOptions = ExportOptions(), to sink: (String) -> Void
  ) {
    WalkExport(self, upTo: stop, options).write(to: sink)
  }
}

extension Exported {
  /// Figures drawn in cells by somebody else.
  package static func plot(_ text: String) -> Exported { Exported(.plot, text) }
}

extension Exported {
  /// Screens shown one after the other.
  package static func cast(_ screens: [ScreenPicture], title: String) -> Exported {
    Exported(.cast, CastExport(screens, title: title).text())
  }
}

extension ScreenPicture {
  /// The screen as an export.
  package func exported(as form: ScreenForm) -> Exported {
    Exported(.screen, exported(as: form) as String)
  }
}
