/// How tightly a written op holds its arguments; a looser argument gets parentheses.
package enum Precedence: Int, Comparable, Sendable {
  case piecewise, comparison, sum, product, prefix, power, atom

  package static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }
}

/// Which kind of text a formula becomes.
package enum FormulaStyle: Sendable { case text, latex }

/// A written formula and how tightly it holds together.
package struct WrittenFormula: Sendable {
  package var text: String
  package var precedence: Precedence

  package init(_ text: String, _ precedence: Precedence = .atom) {
    self.text = text
    self.precedence = precedence
  }

  /// The text, in parentheses where `least` would tear it apart.
  package func held(by least: Precedence, _ style: FormulaStyle) -> String {
    if precedence >= least { return text }
    return style == .latex ? "\\left(\(text)\\right)" : "(\(text))"
  }
}

/// How an op is written over its written arguments.
package struct Notation: Sendable {
  package let write: @Sendable ([WrittenFormula], FormulaStyle) -> WrittenFormula

  package init(_ write: @escaping @Sendable ([WrittenFormula], FormulaStyle) -> WrittenFormula) {
    self.write = write
  }

  /// `a + b`.
  ///
  /// A right operand as loose as the op itself gets parentheses where `a - (b - c)` and `(a - b)
  /// - c` differ.
  package static func infix(
    _ symbol: String, latex: String, _ precedence: Precedence, associative: Bool
  ) -> Notation {
    Notation { arguments, style in
      let tighter = Precedence(rawValue: precedence.rawValue + 1) ?? .atom
      let left = arguments[0].held(by: precedence, style)
      let right = arguments[1].held(by: associative ? precedence : tighter, style)
      return WrittenFormula("\(left)\(style == .latex ? latex : symbol)\(right)", precedence)
    }
  }

  /// `sin(x)`; a LaTeX name without backslash is set upright.
  package static func function(_ name: String, latex: String? = nil) -> Notation {
    Notation { arguments, style in
      let list = arguments.map(\.text).joined(separator: ", ")
      switch style {
      case .text: return WrittenFormula("\(name)(\(list))")
      case .latex:
        let head = latex ?? "\\operatorname{\(name.replacing("_", with: "\\_"))}"
        return WrittenFormula("\(head)\\left(\(list)\\right)")
      }
    }
  }

  /// `−x`.
  package static func prefix(_ symbol: String, latex: String) -> Notation {
    Notation { arguments, style in
      let inner = arguments[0].held(by: .prefix, style)
      return WrittenFormula((style == .latex ? latex : symbol) + inner, .prefix)
    }
  }

  /// `x²`: a fixed mark behind the argument.
  package static func postfix(_ symbol: String, latex: String) -> Notation {
    Notation { arguments, style in
      let inner = arguments[0].held(by: .atom, style)
      return WrittenFormula(inner + (style == .latex ? latex : symbol), .power)
    }
  }

  /// `⌊x⌋`: the argument between two marks.
  package static func enclosed(
    _ open: String, _ close: String, latex left: String, _ right: String
  ) -> Notation {
    Notation { arguments, style in
      switch style {
      case .text: WrittenFormula(open + arguments[0].text + close)
      case .latex: WrittenFormula("\\left\(left) \(arguments[0].text) \\right\(right)")
      }
    }
  }

  /// `x³` for a small whole exponent, else `x^y`.
  package static let power = Notation { arguments, style in
    let base = arguments[0].held(by: .atom, style)
    let exponent = arguments[1]
    switch style {
    case .latex: return WrittenFormula("{\(base)}^{\(exponent.text)}", .power)
    case .text:
      if let raised = superscript(exponent.text) { return WrittenFormula(base + raised, .power) }
      return WrittenFormula("\(base)^\(exponent.held(by: .atom, style))", .power)
    }
  }

  /// A whole number of one or two digits in raised figures.
  private static func superscript(_ text: String) -> String? {
    let figures: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    var raised = ""
    var digits = Substring(text)
    if let sign = digits.first, sign == "-" || sign == "−" {
      raised = "⁻"
      digits = digits.dropFirst()
    }
    guard (1...2).contains(digits.count) else { return nil }
    for digit in digits {
      guard digit.isASCII, let value = digit.wholeNumberValue else { return nil }
      raised.append(figures[value])
    }
    return raised
  }

  /// `sum(x, axis=1)`: a function with attributes behind its arguments.
  package static func function(
    _ name: String, latex: String? = nil, attributes: String
  ) -> Notation {
    guard !attributes.isEmpty else { return .function(name, latex: latex) }
    return Notation { arguments, style in
      let list = (arguments.map(\.text) + [attributes]).joined(separator: ", ")
      switch style {
      case .text: return WrittenFormula("\(name)(\(list))")
      case .latex:
        let head = latex ?? "\\operatorname{\(name.replacing("_", with: "\\_"))}"
        return WrittenFormula("\(head)\\left(\(list)\\right)")
      }
    }
  }
}
