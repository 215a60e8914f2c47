/// Formulas in the characters that every terminal and printer has.
package enum ASCIISpelling {
  /// The text with signs spelled out; letters of other scripts become their code points.
  package static func of(_ text: String) -> String {
    // A dot alone says that there is nothing; between factors it multiplies.
    if text == "·" { return "." }
    var spelled = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        spelled.unicodeScalars.append(scalar)
      } else {
        spelled += signs[scalar] ?? "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return spelled
  }

  private static let signs: [Unicode.Scalar: String] = [
    "∂": "d", "·": "*", "−": "-", "×": "x", "→": "->", "←": "<-", "ᵀ": "^T", "²": "^2", "³": "^3",
    "⁻": "^-", "¹": "1", "…": "...", "─": "-", "│": "|", "≥": ">=", "≤": "<=", "≠": "!=",
    "√": "sqrt", "Σ": "sum", "∑": "sum", "∞": "inf", "½": "1/2", "⊙": "*", "π": "pi", "σ": "sigma",
    "▸": ">", "′": "'", "∇": "grad ", "◂": "<", "“": "\"", "”": "\"", "’": "'", "–": "-",
    "¬": "not ", "∧": "and",
    "∨": "or",
    "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "\u{00A0}": " ",
  ]
}
