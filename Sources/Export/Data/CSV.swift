/// Rows of fields as RFC 4180 has them.
struct CSV {
  private(set) var text = ""

  /// A list that begins with the names of its columns.
  init(_ header: [String]) { add(header) }

  /// Adds a row.
  mutating func add(_ fields: [String]) {
    text += fields.map(Self.field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
