/// A color of a figure, its parts from 0 to 1.
package struct PlotColor: Hashable, Sendable {
  package var red: Double
  package var green: Double
  package var blue: Double
  package var alpha: Double

  package init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// A color as it is written in hexadecimal: 0xRRGGBB.
  package init(hex: UInt32, alpha: Double = 1) {
    self.init(
      red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255,
      blue: Double(hex & 255) / 255, alpha: alpha)
  }

  package static let black = PlotColor(red: 0, green: 0, blue: 0)
  package static let white = PlotColor(red: 1, green: 1, blue: 1)
  package static let clear = PlotColor(red: 0, green: 0, blue: 0, alpha: 0)

  /// The ten colors that curves get in turn.
  package static let cycle: [PlotColor] = [
    0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22,
    0x17becf,
  ].map { PlotColor(hex: $0) }

  /// The color of a text as matplotlib reads it: a letter, a name, `C3`, `tab:red`, `#1f77b4` or a
  /// gray such as `0.5`; `nil` where it is none.
  package init?(named text: String) {
    if let letter = Self.letters[text] {
      self = letter
    } else if text.lowercased() == "none" {
      self = .clear
    } else if text.hasPrefix("C"), let place = Int(text.dropFirst()), place >= 0 {
      self = Self.cycle[place % Self.cycle.count]
    } else if text.hasPrefix("#") {
      guard let parsed = Self(digits: Array(text.utf8.dropFirst())) else { return nil }
      self = parsed
    } else if text.hasPrefix("tab:") {
      let name = String(text.dropFirst(4)).replacing("grey", with: "gray")
      guard let place = Self.tableau.firstIndex(of: name) else { return nil }
      self = Self.cycle[place]
    } else if let hex = Self.names[text.lowercased()] {
      self.init(hex: hex)
    } else if let gray = Double(text), (0...1).contains(gray) {
      self.init(red: gray, green: gray, blue: gray)
    } else {
      return nil
    }
  }

  /// `#rgb`, `#rgba`, `#rrggbb` and `#rrggbbaa` without the sign.
  private init?(digits: [UInt8]) {
    let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard values.count == digits.count else { return nil }
    let parts: [Double]
    switch values.count {
    case 3, 4: parts = values.map { Double($0) / 15 }
    case 6, 8:
      parts = stride(from: 0, to: values.count, by: 2).map {
        Double(values[$0] * 16 + values[$0 + 1]) / 255
      }
    default: return nil
    }
    self.init(
      red: parts[0], green: parts[1], blue: parts[2], alpha: parts.count > 3 ? parts[3] : 1)
  }

  private static let letters: [String: PlotColor] = [
    "b": PlotColor(red: 0, green: 0, blue: 1), "g": PlotColor(red: 0, green: 0.5, blue: 0),
    "r": PlotColor(red: 1, green: 0, blue: 0), "c": PlotColor(red: 0, green: 0.75, blue: 0.75),
    "m": PlotColor(red: 0.75, green: 0, blue: 0.75),
    "y": PlotColor(red: 0.75, green: 0.75, blue: 0), "k": .black, "w": .white,
  ]

  private static let tableau = [
    "blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan",
  ]

  /// `#rrggbb`.
  package var written: String {
    let parts = [red, green, blue].map { part in
      UInt32((min(1, max(0, part)) * 255).rounded())
    }
    let digits = String(parts[0] << 16 | parts[1] << 8 | parts[2], radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The same with another opacity.
  package func with(alpha: Double) -> PlotColor {
    PlotColor(red: red, green: green, blue: blue, alpha: alpha)
  }

  /// A color between this one and another.
  package func mixed(with other: PlotColor, share: Double) -> PlotColor {
    PlotColor(
      red: red + (other.red - red) * share, green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share, alpha: alpha + (other.alpha - alpha) * share)
  }

  /// How bright it looks, 0…1.
  package var brightness: Double { 0.299 * red + 0.587 * green + 0.114 * blue }
}
