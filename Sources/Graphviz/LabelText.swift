/// How literal text is written in the label language of Graphviz.
enum LabelText {
  /// The attributes that Graphviz reads as labels: entities and backslash escapes are expanded.
  static let keys: Set<String> = [
    "label", "xlabel", "headlabel", "taillabel",
    "tooltip", "edgetooltip", "headtooltip", "tailtooltip", "labeltooltip",
  ]

  /// Escapes text for one of these attributes.
  static func escape(_ text: String, for key: String) -> String {
    // Tooltips are expanded twice.
    escape(text, backslash: key.hasSuffix("tooltip") ? #"\\\\"# : #"\\"#)
  }

  /// Escapes text so that it is shown as it is, in plain labels and in record fields.
  ///
  /// `<` is escaped for one more reason: Graphviz pools strings and would take a plain label for
  /// an HTML-like one with the same characters.
  static func escape(
    _ text: String, lineEnd: String = #"\n"#, backslash: String = #"\\"#
  ) -> String {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      switch scalar {
      case "\n": result += lineEnd
      case "&": result += "&amp;"
      case "\\": result += backslash
      case "<", ">", "{", "}", "|":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Replaces what no output format can show: control characters become their pictures.
  ///
  /// All kinds of line end become a line feed, and a tab becomes spaces.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      defer { afterReturn = scalar == "\r" }
      switch scalar.value {
      case 0x0A where afterReturn: continue
      case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: result.append("\n")
      case 0x09: result.append(contentsOf: "    ".unicodeScalars)
      case 0x00..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: result.append("\u{2421}")
      case 0x80..<0xA0, 0xFFFE, 0xFFFF: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The first character that must not occur in a name or an unescaped value, if any.
  static func firstUnprintable(in text: String, allowingLineFeed: Bool) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x0A: !allowingLineFeed
      case 0x00..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
      default: false
      }
    }
  }
}
