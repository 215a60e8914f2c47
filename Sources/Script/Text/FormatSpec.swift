/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`, read but not yet applied.
package struct FormatSpec: Hashable, Sendable {
  package enum Alignment: Character, Sendable {
    case left = "<"
    case right = ">"
    case center = "^"
    /// Padding between the sign and the digits.
    case afterSign = "="
  }

  package enum Grouping: Character, Sendable {
    case comma = ","
    case underscore = "_"
  }

  package var fill: Unicode.Scalar = " "
  package var alignment: Alignment?
  /// `+`, `-` or a space.
  package var sign: Unicode.Scalar?
  package var coercesNegativeZero = false
  package var isAlternate = false
  package var width: Int?
  package var grouping: Grouping?
  package var precision: Int?
  package var type: Unicode.Scalar?

  /// The widest text that is made; Python would run out of memory not far above.
  static let widest = 1 << 28

  /// An empty spec.
  package init() {}

  /// Reads a spec for an object of the named type; for a number a `0` before the width pads.
  package init(_ text: String, typeName: String, isNumber: Bool) throws(FormatProblem) {
    var reader = Reader(text)
    readAlignment(&reader)
    let hasAlignment = alignment != nil
    if let next = reader.peek, next == "+" || next == "-" || next == " " {
      sign = next
      reader.skip()
    }
    coercesNegativeZero = reader.take("z")
    isAlternate = reader.take("#")
    if fill == " ", !reader.hadFill, reader.peek == "0" {
      fill = "0"
      if !hasAlignment, isNumber { alignment = .afterSign }
      reader.skip()
    }
    width = try reader.number()
    if let width, width > Self.widest { throw .tooWide }
    try readGrouping(&reader)
    if reader.take(".") {
      precision = try reader.number()
      if precision == nil { throw .missingPrecision }
    }
    if reader.remaining > 1 { throw .invalidSpecifier(text, typeName: typeName) }
    type = reader.peek
    try checkGrouping(isNumber: isNumber)
  }

  private mutating func readAlignment(_ reader: inout Reader) {
    if let second = reader.peek(1), let found = Alignment(rawValue: Character(second)) {
      fill = reader.peek ?? " "
      alignment = found
      reader.hadFill = true
      reader.skip(2)
    } else if let first = reader.peek, let found = Alignment(rawValue: Character(first)) {
      alignment = found
      reader.skip()
    }
  }

  private mutating func readGrouping(_ reader: inout Reader) throws(FormatProblem) {
    if reader.take(",") { grouping = .comma }
    if reader.take("_") {
      if grouping != nil { throw .bothGroupings }
      grouping = .underscore
    }
    if reader.peek == ",", grouping == .underscore { throw .bothGroupings }
  }

  private func checkGrouping(isNumber: Bool) throws(FormatProblem) {
    guard let grouping, let type = type ?? (isNumber ? nil : "s") else { return }
    switch type {
    case "d", "e", "f", "g", "E", "G", "%", "F": return
    case "b", "o", "x", "X": if grouping == .underscore { return }
    default: break
    }
    throw .groupingWith(grouping.rawValue, type)
  }

  /// The characters of a spec, read from the left.
  private struct Reader {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    var hadFill = false

    init(_ text: String) {
      scalars = Array(text.unicodeScalars)
    }

    var remaining: Int { scalars.count - index }
    var peek: Unicode.Scalar? { peek(0) }

    func peek(_ ahead: Int) -> Unicode.Scalar? {
      index + ahead < scalars.count ? scalars[index + ahead] : nil
    }

    mutating func skip(_ count: Int = 1) { index += count }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard peek == scalar else { return false }
      index += 1
      return true
    }

    mutating func number() throws(FormatProblem) -> Int? {
      var value: Int?
      while let digit = peek?.properties.numericType == .decimal ? peek : nil {
        let (tens, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(Int(digit.properties.numericValue ?? 0))
        if overflow || carry { throw .tooManyDigits }
        value = sum
        index += 1
      }
      return value
    }
  }
}
