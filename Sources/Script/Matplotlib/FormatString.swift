import Engine

/// The short form of a line's style, such as `r--` or `bo`.
struct FormatString {
  var color: PlotColor?
  var marker: PlotMarker?
  var dash: PlotDash?

  init(_ text: String) throws(Raise) {
    func wrong(_ why: String) -> Raise {
      Raise.value("'\(text)' is not a valid format string (\(why))")
    }
    if !text.isEmpty, !["0", "1"].contains(text), let whole = PlotColor(named: text),
      PlotMarker(rawValue: text) == nil || text.utf8.count > 1
    {
      color = whole
      return
    }
    var rest = text[...]
    while let letter = rest.first {
      if rest.hasPrefix("--") || rest.hasPrefix("-.") {
        guard dash == nil else { throw wrong("two linestyle symbols") }
        dash = rest.hasPrefix("--") ? .dashed : .dashDot
        rest = rest.dropFirst(2)
      } else if letter == "-" || letter == ":" {
        guard dash == nil else { throw wrong("two linestyle symbols") }
        dash = letter == "-" ? .solid : .dotted
        rest = rest.dropFirst()
      } else if let found = PlotMarker(rawValue: String(letter)) {
        guard marker == nil else { throw wrong("two marker symbols") }
        marker = found
        rest = rest.dropFirst()
      } else if "bgrcmykw".contains(letter) {
        guard color == nil else { throw wrong("two color symbols") }
        color = PlotColor(named: String(letter))
        rest = rest.dropFirst()
      } else if letter == "C", let digit = rest.dropFirst().first, digit.isNumber {
        guard color == nil else { throw wrong("two color symbols") }
        let digits = rest.dropFirst().prefix { $0.isNumber }
        color = PlotColor(named: "C\(digits)")
        rest = rest.dropFirst(1 + digits.count)
      } else {
        throw wrong("unrecognized character '\(letter)'")
      }
    }
  }
}
