/// Reads `norm(grad(w)) > 10 and step > 3`.
///
/// By precedence climbing: or, and, not, comparisons, + −, · /, unary −, powers.
struct WatchParser {
  private let text: [Character]
  private var place = 0

  /// Words that are no names of values.
  static let words = ["forward", "backward", "update", "none"]

  static func parse(_ text: String) throws(WatchSyntaxError) -> WatchExpression {
    var parser = WatchParser(text)
    let found = try parser.expression(0)
    parser.skipSpaces()
    guard parser.place == parser.text.count else {
      throw parser.error(
        "\"\(parser.rest)\" is not understood here", "join conditions with and, or")
    }
    return found
  }

  private init(_ text: String) { self.text = Array(text) }

  private var rest: String { String(text[place...].prefix(12)) }

  private func error(_ problem: String, _ help: String = "") -> WatchSyntaxError {
    WatchSyntaxError(text: String(text), column: place, problem: problem, help: help)
  }

  private mutating func skipSpaces() {
    while place < text.count, text[place].isWhitespace { place += 1 }
  }

  private static func level(_ operation: WatchExpression.Operator) -> Int {
    switch operation {
    case .or: 1
    case .and: 2
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: 4
    case .plus, .minus: 5
    case .times, .divided: 6
    case .power: 8
    }
  }

  private static let signs: [WatchExpression.Operator] = [
    .lessOrEqual, .greaterOrEqual, .equal, .notEqual, .power, .less, .greater, .plus, .minus,
    .times, .divided,
  ]

  private func upcoming() -> (operation: WatchExpression.Operator, length: Int)? {
    for (word, operation) in [("or", WatchExpression.Operator.or), ("and", .and)] {
      let end = place + word.count
      guard end <= text.count, String(text[place..<end]) == word else { continue }
      if end == text.count || !Self.isNamePart(text[end]) { return (operation, word.count) }
    }
    for sign in Self.signs {
      let end = place + sign.rawValue.count
      if end <= text.count, String(text[place..<end]) == sign.rawValue {
        return (sign, sign.rawValue.count)
      }
    }
    return nil
  }

  private mutating func expression(_ least: Int) throws(WatchSyntaxError) -> WatchExpression {
    var left = try prefix()
    var compared = false
    while true {
      skipSpaces()
      if place < text.count, text[place] == "=", place + 1 == text.count || text[place + 1] != "=" {
        throw error("= assigns nothing here", "== compares")
      }
      guard let (operation, length) = upcoming() else { return left }
      let level = Self.level(operation)
      guard level >= least else { return left }
      if level == 4, compared {
        throw error("a comparison of a comparison", "join them: 0 < w and w < 1")
      }
      place += length
      // Powers bind to the right.
      let right = try expression(operation == .power ? level : level + 1)
      left = .binary(operation, left, right)
      compared = level == 4
    }
  }

  private mutating func prefix() throws(WatchSyntaxError) -> WatchExpression {
    skipSpaces()
    guard place < text.count else {
      throw error("the expression ends too early", "a name, a number or a function is missing")
    }
    let first = text[place]
    if first == "-" {
      place += 1
      return .negative(try expression(7))
    }
    if first == "(" {
      place += 1
      let inner = try expression(0)
      try close(")")
      return try elements(of: inner)
    }
    if first == "|" {
      place += 1
      let inner = try expression(0)
      try close("|")
      return .call(.norm, [inner])
    }
    if first.isNumber || first == "." { return .number(try number()) }
    guard Self.isNameStart(first) else { throw error("\"\(first)\" is not understood here") }
    let start = place
    let name = readName()
    if name == "not" { return .not(try expression(3)) }
    skipSpaces()
    if place < text.count, text[place] == "(" { return try call(name, from: start) }
    if Self.words.contains(name) { return .word(name) }
    return try elements(of: .name(name))
  }

  private mutating func close(_ mark: Character) throws(WatchSyntaxError) {
    skipSpaces()
    guard place < text.count, text[place] == mark else { throw error("\"\(mark)\" is missing") }
    place += 1
  }

  private mutating func call(
    _ name: String, from start: Int
  ) throws(WatchSyntaxError) -> WatchExpression {
    guard let function = WatchExpression.Function(rawValue: name) else {
      place = start
      let known = WatchExpression.Function.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("there is no function \(name)", "functions are \(known)")
    }
    place += 1
    var arguments: [WatchExpression] = []
    repeat {
      arguments.append(try expression(0))
      skipSpaces()
    } while take(",")
    try close(")")
    let takesSeveral = function == .max || function == .min
    guard arguments.count == 1 || takesSeveral else {
      place = start
      throw error("\(name) takes one value, got \(arguments.count)")
    }
    if function == .grad || function == .changed {
      guard case .name = arguments[0] else {
        place = start
        throw error("\(name) takes the name of a value", "\(name)(w)")
      }
    }
    return try elements(of: .call(function, arguments))
  }

  private mutating func take(_ mark: Character) -> Bool {
    guard place < text.count, text[place] == mark else { return false }
    place += 1
    return true
  }

  private mutating func elements(
    of base: WatchExpression
  ) throws(WatchSyntaxError) -> WatchExpression {
    var found = base
    while place < text.count, text[place] == "[" {
      place += 1
      var places: [WatchExpression] = []
      repeat {
        places.append(try expression(0))
        skipSpaces()
      } while take(",")
      try close("]")
      found = .element(found, places)
    }
    return found
  }

  private mutating func number() throws(WatchSyntaxError) -> Double {
    let start = place
    while place < text.count, text[place].isNumber || text[place] == "." || isExponent() {
      if text[place] == "e" || text[place] == "E", place + 1 < text.count,
        text[place + 1] == "-" || text[place + 1] == "+"
      {
        place += 1
      }
      place += 1
    }
    guard let value = Double(String(text[start..<place])) else {
      place = start
      throw error("this is no number")
    }
    return value
  }

  private func isExponent() -> Bool {
    guard text[place] == "e" || text[place] == "E", place + 1 < text.count else { return false }
    let next = text[place + 1]
    return next.isNumber
      || ((next == "-" || next == "+") && place + 2 < text.count && text[place + 2].isNumber)
  }

  private mutating func readName() -> String {
    let start = place
    while place < text.count, Self.isNamePart(text[place]) { place += 1 }
    return String(text[start..<place])
  }

  /// Names of values have letters of any script, and dots as in `layer.kernel`.
  private static func isNamePart(_ character: Character) -> Bool {
    isNameStart(character) || character.isNumber || character == "." || character == "'"
  }

  private static func isNameStart(_ character: Character) -> Bool {
    character.isLetter || character == "_"
  }
}
