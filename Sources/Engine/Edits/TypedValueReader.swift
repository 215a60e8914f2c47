import RealModule

/// Reads typed values: arithmetic with numbers, and rows of it.
struct TypedValueReader {
  private let characters: [Character]
  private var place = 0
  private var depth = 0

  /// Deeper brackets are refused.
  private static let deepest = 64

  init(_ text: String) { characters = Array(text) }

  mutating func read() throws(TypedValueError) -> TypedValue {
    skip()
    guard place < characters.count else { throw .empty }
    let value = try item()
    skip()
    if place < characters.count { throw unexpected("the end") }
    return value
  }

  private mutating func skip() {
    while place < characters.count, characters[place].isWhitespace { place += 1 }
  }

  private mutating func next(_ character: Character) -> Bool {
    skip()
    guard place < characters.count, characters[place] == character else { return false }
    place += 1
    return true
  }

  private func unexpected(_ expected: String) -> TypedValueError {
    place < characters.count
      ? .unexpected(String(characters[place]), column: place + 1, expected: expected)
      : .unexpected("the end", column: place + 1, expected: expected)
  }

  // MARK: Rows

  private mutating func item() throws(TypedValueError) -> TypedValue {
    skip()
    guard next("[") else { return TypedValue(elements: [try sum()]) }
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw unexpected("fewer brackets") }
    if next("]") { return TypedValue(lengths: [0], elements: []) }
    var elements: [Double] = []
    var inner: [Int]?
    var count = 0
    repeat {
      let part = try item()
      if let inner, inner != part.lengths { throw .ragged }
      inner = part.lengths
      elements += part.elements
      count += 1
      skip()
    } while next(",") && !(place < characters.count && characters[place] == "]")
    guard next("]") else { throw unexpected("a comma or ]") }
    return TypedValue(lengths: [count] + (inner ?? []), elements: elements)
  }

  // MARK: Arithmetic

  private mutating func sum() throws(TypedValueError) -> Double {
    var result = try product()
    while true {
      if next("+") {
        result += try product()
      } else if next("-") || next("−") {
        result -= try product()
      } else {
        return result
      }
    }
  }

  private mutating func product() throws(TypedValueError) -> Double {
    var result = try signed()
    while true {
      skip()
      let isPower = place + 1 < characters.count && characters[place + 1] == "*"
      if !isPower, next("*") {
        result *= try signed()
      } else if next("·") || next("×") {
        result *= try signed()
      } else if next("/") {
        result /= try signed()
      } else {
        return result
      }
    }
  }

  private mutating func signed() throws(TypedValueError) -> Double {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw unexpected("fewer signs") }
    if next("-") || next("−") { return -(try signed()) }
    if next("+") { return try signed() }
    return try power()
  }

  private mutating func power() throws(TypedValueError) -> Double {
    let base = try atom()
    skip()
    if next("^") { return Double.pow(base, try signed()) }
    if place + 1 < characters.count, characters[place] == "*", characters[place + 1] == "*" {
      place += 2
      return Double.pow(base, try signed())
    }
    return base
  }

  private mutating func atom() throws(TypedValueError) -> Double {
    if next("(") {
      depth += 1
      defer { depth -= 1 }
      guard depth < Self.deepest else { throw unexpected("fewer parentheses") }
      let inner = try sum()
      guard next(")") else { throw unexpected(")") }
      return inner
    }
    skip()
    guard place < characters.count else { throw unexpected("a number") }
    if characters[place].isLetter || characters[place] == "√" { return try word() }
    return try number()
  }

  private mutating func number() throws(TypedValueError) -> Double {
    let start = place
    func isDigit(_ index: Int) -> Bool {
      index < characters.count && ("0"..."9").contains(characters[index])
    }
    while isDigit(place) || place < characters.count && "._".contains(characters[place]) {
      place += 1
    }
    if place > start, place < characters.count, "eE".contains(characters[place]) {
      let sign = place + 1 < characters.count && "+-".contains(characters[place + 1])
      if isDigit(place + (sign ? 2 : 1)) {
        place += sign ? 2 : 1
        while isDigit(place) { place += 1 }
      }
    }
    let text = String(characters[start..<place]).replacing("_", with: "")
    let whole = text.hasSuffix(".") ? text + "0" : text.hasPrefix(".") ? "0" + text : text
    guard let value = Double(whole) else {
      place = start
      throw unexpected("a number")
    }
    return value
  }

  private static let constants: [String: Double] = [
    "pi": .pi, "π": .pi, "e": 2.718281828459045, "inf": .infinity, "nan": .nan, "True": 1,
    "False": 0,
  ]

  private mutating func word() throws(TypedValueError) -> Double {
    let start = place
    if characters[place] == "√" {
      place += 1
    } else {
      while place < characters.count, characters[place].isLetter || characters[place].isNumber {
        place += 1
      }
    }
    let name = String(characters[start..<place])
    if let constant = Self.constants[name] { return constant }
    let function: ((Double) -> Double)? =
      switch name {
      case "sqrt", "√": { $0.squareRoot() }
      case "exp": { Double.exp($0) }
      case "log", "ln": { Double.log($0) }
      case "sin": { Double.sin($0) }
      case "cos": { Double.cos($0) }
      case "tanh": { Double.tanh($0) }
      case "abs": { Swift.abs($0) }
      default: nil
      }
    guard let function else {
      place = start
      throw .unexpected(name, column: start + 1, expected: "a number")
    }
    return function(try atom())
  }
}
