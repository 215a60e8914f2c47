extension Glyphs {
  /// How a code point beyond ASCII is written here, or nil when it can stay as it is.
  func spelling(of scalar: Unicode.Scalar) -> String? {
    switch tier {
    case .full: return nil
    case .basic:
      if scalar.value < 0x100 || Self.smallFont.contains(scalar) { return nil }
    case .acs:
      if Self.lineDrawing.contains(scalar) { return nil }
    case .ascii:
      if hasBraille, (0x2800...0x28FF).contains(scalar.value) { return nil }
    }
    if let spelling = Self.spellings[scalar] { return spelling }
    if keepsText { return nil }
    // A mark that cannot be shown leaves its letter; a wide letter leaves two cells.
    switch CellWidth.of(scalar) {
    case .some(0): return ""
    case .some(2): return "??"
    default: return "?"
    }
  }

  /// What the fonts of text consoles have beyond Latin-1.
  private static let smallFont = Set("─│┌┐└┘├┤┬┴┼░▒▓█▀▄".unicodeScalars)

  /// What terminals have in their alternative character set.
  package static let lineDrawing = Set("─│┌┐└┘├┤┬┴┼".unicodeScalars)

  /// The symbols that text of ours uses, in ASCII.
  private static let spellings: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [
      "∂": "d", "∇": "d=", "∑": "sum", "Σ": "sum", "∏": "prod", "√": "sqrt", "∞": "inf",
      "∫": "int", "−": "-", "×": "*", "·": "*", "⋅": "*", "⊙": "*", "∘": "o", "÷": "/",
      "±": "+/-", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "≡": "==", "→": "->", "←": "<-",
      "↑": "^", "↓": "v", "↔": "<->", "⇒": "=>", "∈": "in", "‖": "||", "∝": "~",
      "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Δ": "Delta", "ε": "eps",
      "η": "eta", "θ": "theta", "λ": "lam", "μ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma",
      "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
      "¹": "^1", "²": "^2", "³": "^3", "⁴": "^4", "ⁿ": "^n", "ᵀ": "^T", "⁻": "^-",
      "½": "1/2", "¼": "1/4", "…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": "\"",
      "”": "\"", "«": "<<", "»": ">>", "✓": "ok", "✗": "x", "•": "*", "●": "*", "○": "o",
      "■": "#", "□": "o", "▲": "^", "▼": "v", "▶": ">", "◀": "<", "▸": ">", "◂": "<",
      "▾": "v", "▴": "^", "◆": "#", "◇": "o", "◉": "@", "┊": ":", "┆": ":", "┄": "-",
      "╭": "+", "╮": "+", "╰": "+", "╯": "+", "┝": "+", "┯": "+", "░": ".", "▒": "+",
      "▓": "#", "█": "@", "▀": "\"", "▄": "_", "\u{A0}": " ",
    ]
    for line in LineKind.allCases {
      let glyphs = Glyphs(tier: .full).lines(line)
      table[glyphs.horizontal] = line == .double ? "=" : "-"
      table[glyphs.vertical] = "|"
      for corner in [
        glyphs.topLeft, glyphs.topRight, glyphs.bottomLeft, glyphs.bottomRight, glyphs.teeRight,
        glyphs.teeLeft, glyphs.teeDown, glyphs.teeUp, glyphs.cross,
      ] {
        table[corner] = "+"
      }
    }
    for digit in 0..<10 {
      let subscripted: UInt32 = 0x2080 + UInt32(digit)
      if let scalar = Unicode.Scalar(subscripted) { table[scalar] = "\(digit)" }
    }
    return table
  }()
}
