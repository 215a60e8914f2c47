/// Screens shown one after the other, as a recording in asciinema's format, version 2.
struct CastExport {
  private let screens: [ScreenPicture]
  private let title: String

  init(_ screens: [ScreenPicture], title: String) {
    self.screens = screens
    self.title = title
  }

  /// The first words, by which a file is known as gradwalk's.
  static let beginning = "{\"version\": 2, \"generator\": \"gradwalk\","
  /// Seconds that a screen is shown.
  private static let pace = 1.0

  func text() -> String {
    let width = screens.map(\.columns).max() ?? 80
    let height = screens.map(\.rows.count).max() ?? 24
    var text =
      Self.beginning + " \"width\": \(width), \"height\": \(height), "
      + "\"title\": \(JSON.quoted(title)), \"env\": {\"TERM\": \"xterm-256color\"}}\n"
    var before: [String] = []
    for (place, screen) in screens.enumerated() {
      let rows = screen.exported(as: .ansi).split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      // Only rows that differ are sent.
      var sent = place == 0 ? "\u{1B}[?25l\u{1B}[2J" : ""
      for (row, line) in rows.prefix(height).enumerated()
      where row >= before.count || before[row] != line {
        sent += "\u{1B}[\(row + 1);1H\(line)\u{1B}[K"
      }
      before = rows
      if sent.isEmpty, place < screens.count - 1 { continue }
      if place == screens.count - 1 { sent += "\u{1B}[\(height);1H" }
      let time = ScreenSVG.number(Double(place) * Self.pace)
      text += "[\(time), \"o\", \(JSON.quoted(sent))]\n"
    }
    return text
  }
}
