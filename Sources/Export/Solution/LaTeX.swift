/// Text and names as LaTeX takes them.
enum LaTeX {
  /// Text in which no character commands anything; signs of formulas become math.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let known = escapes[scalar] {
        result += known
      } else if scalar.properties.generalCategory == .control {
        result += " "
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A name inside a formula: one Latin letter slanted, anything longer as a word.
  static func name(_ name: String) -> String {
    if name.first == "w", let number = Int(name.dropFirst()) { return "w_{\(number)}" }
    let scalars = name.unicodeScalars
    if scalars.count == 1, let first = scalars.first, first.isASCII, first.properties.isAlphabetic {
      return name
    }
    return "\\text{\(text(name))}"
  }

  /// A formula whose signs beyond LaTeX's own are commands; what it has in words stays as it is.
  static func formula(_ formula: String) -> String {
    var result = ""
    for scalar in formula.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let known = escapes[scalar] {
        result += known
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A number inside a formula; infinity and NaN as such.
  static func number(_ number: String) -> String {
    switch number {
    case "inf": return "\\infty"
    case "-inf", "−inf": return "-\\infty"
    case "nan": return "\\text{NaN}"
    default: break
    }
    let plain = number.replacing("−", with: "-")
    guard let mark = plain.firstIndex(of: "e") else { return plain }
    let exponent = plain[plain.index(after: mark)...]
    guard let value = Int(exponent) else { return plain }
    return "\(plain[..<mark]) \\cdot 10^{\(value)}"
  }

  /// Whether a text needs an engine that reads Unicode fonts.
  static func needsUnicode(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.value > 0xFF && escapes[$0] == nil }
  }

  private static let escapes: [Unicode.Scalar: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
    "_": "\\_", "%": "\\%", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "<": "\\ensuremath{<}", ">": "\\ensuremath{>}", "|": "\\ensuremath{|}",
    "\"": "\\textquotedbl{}", "'": "\\textquotesingle{}",
    "−": "\\ensuremath{-}", "·": "\\ensuremath{\\cdot}", "×": "\\ensuremath{\\times}",
    "∂": "\\ensuremath{\\partial}", "…": "\\ldots{}", "→": "\\ensuremath{\\to}",
    "ᵀ": "\\ensuremath{{}^{\\top}}", "²": "\\ensuremath{{}^2}", "³": "\\ensuremath{{}^3}",
    "√": "\\ensuremath{\\surd}", "≥": "\\ensuremath{\\geq}", "≤": "\\ensuremath{\\leq}",
    "≠": "\\ensuremath{\\neq}", "⊙": "\\ensuremath{\\odot}", "Σ": "\\ensuremath{\\Sigma}",
    "σ": "\\ensuremath{\\sigma}", "π": "\\ensuremath{\\pi}", "∞": "\\ensuremath{\\infty}",
    "⁻": "\\ensuremath{{}^{-}}", "¹": "\\ensuremath{{}^1}", "∇": "\\ensuremath{\\nabla}",
    "⌊": "\\ensuremath{\\lfloor}", "⌋": "\\ensuremath{\\rfloor}", "⌈": "\\ensuremath{\\lceil}",
    "⌉": "\\ensuremath{\\rceil}", "∧": "\\ensuremath{\\wedge}", "∨": "\\ensuremath{\\vee}",
    "¬": "\\ensuremath{\\neg}", "\u{A0}": "~",
  ]
}
