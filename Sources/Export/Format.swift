/// A format that a walk can be written in.
package enum Format: String, Hashable, Sendable, CaseIterable {
  case table, walk, cells, md, tex, json, csv, traces
  case tracesLong = "traces-long"
  case dot, mermaid, svg, png, pdf, plot, screen, animation, cast

  /// What it holds, in one line.
  package var summary: String {
    switch self {
    case .table: "the list of nodes with values, adjoints, local partials and chain rule products"
    case .walk: "the linear walk, one sentence a stop"
    case .cells: "the graph drawn in cells of text"
    case .md: "the worked solution as Markdown"
    case .tex: "the worked solution as a LaTeX document"
    case .json: "nodes, edges and events for programs"
    case .csv: "the list of nodes for spreadsheets"
    case .traces: "loss, weights and gradients of every training step, as CSV"
    case .tracesLong: "the same with one row a number"
    case .plot:
      "the curves and the lesson's figures in cells; with -o FILE.svg, png or pdf a picture"
    case .dot: "the graph in the DOT language"
    case .mermaid: "the graph as a Mermaid flow chart"
    case .svg: "the graph as a scalable picture"
    case .png: "the graph as a picture made of pixels"
    case .pdf: "the graph as a page"
    case .animation: "the graph at every stop of a pass, as one moving scalable picture"
    case .cast: "the screen at every stop, as a recording for asciinema"
    case .screen: "the screen as text, colored text or a scalable picture"
    }
  }

  /// What files of this format are called, without the dot.
  package var fileExtension: String {
    switch self {
    case .table, .walk, .cells, .screen, .plot: "txt"
    case .md: "md"
    case .tex: "tex"
    case .mermaid: "mmd"
    case .json: "json"
    case .csv, .traces, .tracesLong: "csv"
    case .dot: "dot"
    case .svg, .animation: "svg"
    case .cast: "cast"
    case .png: "png"
    case .pdf: "pdf"
    }
  }

  /// Whether it is text that can be shown on a terminal.
  package var isText: Bool { self != .png && self != .pdf }

  /// Whether it is a drawing made by Graphviz.
  package var isPicture: Bool { self == .svg || self == .png || self == .pdf }

  /// All names, in the order of the help.
  package static var names: [String] { allCases.map(\.rawValue) }

  /// The format of a name.
  package init(named name: String) throws(ExportError) {
    if let found = Self(rawValue: name.lowercased()) {
      self = found
      return
    }
    throw .unknownFormat(name, nearest: NearestName(to: name.lowercased(), in: Self.names).found)
  }

  /// The format that the name of a file asks for.
  package init(inferredFrom path: String) throws(ExportError) {
    let file = path.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else {
      throw .noFormat(path: path)
    }
    let found = file[file.index(after: dot)...].lowercased()
    switch found {
    case "txt", "text": self = .table
    case "gv": self = .dot
    case "markdown": self = .md
    case "latex": self = .tex
    case "mermaid": self = .mermaid
    default:
      guard let format = Self.allCases.first(where: { $0.fileExtension == found }) else {
        throw .unknownExtension(found, path: path)
      }
      self = format
    }
  }
}

/// The name of a list that is most like a mistyped one.
struct NearestName {
  /// The name, `nil` where none is near.
  let found: String?

  init(to name: String, in names: [String]) {
    let ranked = names.map { (distance: Self.distance(name, $0), name: $0) }
    let best = ranked.min { $0.distance < $1.distance }
    found = best.flatMap { $0.distance <= max(1, name.count / 3) ? $0.name : nil }
  }

  /// How many letters must be put in, left out, changed or swapped.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left), Array(right))
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
