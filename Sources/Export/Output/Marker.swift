/// The mark by which a file that gradwalk wrote is known again.
enum Marker {
  /// What the mark of every format holds.
  static let word = "made by gradwalk"

  /// The mark as a comment of a format; empty where the format has none.
  static func text(in format: Format) -> String {
    switch format {
    case .dot: "// \(word)"
    case .svg: "<!-- \(word) -->"
    case .pdf: "% \(word)"
    case .table, .walk, .json, .csv, .traces, .png, .screen: ""
    }
  }
}
