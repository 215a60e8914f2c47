/// A `str.format` template, read into text and replacement fields.
package struct FormatTemplate: Sendable {
  /// A piece of the template; `{{` and `}}` are text.
  package enum Piece: Sendable {
    case text(String)
    case field(FormatField)
  }

  package var pieces: [Piece]

  package init(_ template: String) throws(FormatProblem) {
    var reader = FormatTemplateReader(template)
    pieces = try reader.pieces(depth: 2)
  }
}

/// `{0.name[key]!r:spec}`: what to look up, and how to show it.
package struct FormatField: Sendable {
  /// Where the value comes from; automatic numbers are already counted.
  package enum Source: Hashable, Sendable {
    case position(Int)
    case name(String)
  }

  /// One step from a value to a part of it.
  package enum Access: Hashable, Sendable {
    case attribute(String)
    case index(Int)
    case key(String)
  }

  package var source: Source
  package var path: [Access]
  package var conversion: FormatConversion?
  /// The spec; its own fields are replaced first.
  package var spec: [FormatTemplate.Piece]
}

/// Reads a template scalar by scalar and counts the automatic fields.
private struct FormatTemplateReader {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var nextAutomatic = 0
  private var usesManual = false

  init(_ template: String) {
    scalars = Array(template.unicodeScalars)
  }

  mutating func pieces(depth: Int) throws(FormatProblem) -> [FormatTemplate.Piece] {
    try pieces(upTo: scalars.count, depth: depth)
  }

  private mutating func pieces(
    upTo end: Int, depth: Int
  ) throws(FormatProblem) -> [FormatTemplate.Piece] {
    if depth < 1 { throw .nestedTooDeep }
    var pieces: [FormatTemplate.Piece] = []
    var text = String.UnicodeScalarView()
    while index < end {
      let scalar = scalars[index]
      index += 1
      guard scalar == "{" || scalar == "}" else {
        text.append(scalar)
        continue
      }
      if index < end, scalars[index] == scalar {
        text.append(scalar)
        index += 1
        continue
      }
      if scalar == "}" { throw .singleClose }
      if index >= end { throw .singleOpen }
      if !text.isEmpty { pieces.append(.text(String(text))) }
      text = String.UnicodeScalarView()
      pieces.append(.field(try field(upTo: end, depth: depth)))
    }
    if !text.isEmpty { pieces.append(.text(String(text))) }
    return pieces
  }

  /// Reads a field whose `{` has been read.
  private mutating func field(upTo end: Int, depth: Int) throws(FormatProblem) -> FormatField {
    let nameStart = index
    var brackets = false
    scan: while index < end {
      switch scalars[index] {
      case "[": brackets = true
      case "]": brackets = false
      case "{" where !brackets: throw .unexpectedOpen
      case "}" where !brackets, ":" where !brackets, "!" where !brackets: break scan
      default: break
      }
      index += 1
    }
    if index >= end { throw .expectedClose }
    let name = scalars[nameStart..<index]
    var conversion: Unicode.Scalar?
    if scalars[index] == "!" {
      guard index + 1 < end else { throw .endInConversion }
      conversion = scalars[index + 1]
      index += 2
      guard index < end else { throw .unmatchedOpen }
      guard scalars[index] == ":" || scalars[index] == "}" else { throw .expectedColon }
    }
    let specStart = index + 1
    if scalars[index] == ":" { try skipSpec(upTo: end) }
    let close = index
    // Automatic numbers count from the left: this field before those in its spec.
    let (source, path) = try Self.split(name, numbering: &nextAutomatic, usesManual: &usesManual)
    index = min(specStart, close)
    var spec: [FormatTemplate.Piece] = []
    if scalars[index..<close].contains("{") {
      spec = try pieces(upTo: close, depth: depth - 1)
    } else if index < close {
      spec = [.text(Self.text(scalars[index..<close]))]
    }
    index = close + 1
    return FormatField(
      source: source, path: path, conversion: try Self.conversion(conversion), spec: spec)
  }

  /// Moves to the `}` that ends the field.
  private mutating func skipSpec(upTo end: Int) throws(FormatProblem) {
    var depth = 1
    index += 1
    while index < end {
      if scalars[index] == "{" { depth += 1 }
      if scalars[index] == "}" { depth -= 1 }
      if depth == 0 { return }
      index += 1
    }
    throw .unmatchedOpen
  }

  private static func conversion(
    _ scalar: Unicode.Scalar?
  ) throws(FormatProblem) -> FormatConversion? {
    switch scalar {
    case nil: nil
    case "s": .str
    case "r": .repr
    case "a": .ascii
    case .some(let other): throw .unknownConversion(other)
    }
  }

  private static func split(
    _ name: ArraySlice<Unicode.Scalar>, numbering: inout Int, usesManual: inout Bool
  ) throws(FormatProblem) -> (FormatField.Source, [FormatField.Access]) {
    let first = name.prefix { $0 != "." && $0 != "[" }
    let source: FormatField.Source
    if first.isEmpty {
      if usesManual { throw .automaticAfterManual }
      source = .position(numbering)
      numbering += 1
    } else if let number = try index(first) {
      if numbering > 0 { throw .manualAfterAutomatic }
      usesManual = true
      source = .position(number)
    } else {
      source = .name(text(first))
    }
    return (source, try path(name[first.endIndex...]))
  }

  private static func path(
    _ name: ArraySlice<Unicode.Scalar>
  ) throws(FormatProblem) -> [FormatField.Access] {
    var path: [FormatField.Access] = []
    var rest = name
    while let mark = rest.popFirst() {
      switch mark {
      case ".":
        let attribute = rest.prefix { $0 != "." && $0 != "[" }
        rest = rest[attribute.endIndex...]
        if attribute.isEmpty { throw .emptyAttribute }
        path.append(.attribute(text(attribute)))
      case "[":
        let key = rest.prefix { $0 != "]" }
        rest = rest[key.endIndex...]
        if rest.popFirst() == nil { throw .missingBracket }
        if key.isEmpty { throw .emptyAttribute }
        if let number = try index(key) {
          path.append(.index(number))
        } else {
          path.append(.key(text(key)))
        }
      default: throw .afterBracket
      }
    }
    return path
  }

  private static func index(_ digits: ArraySlice<Unicode.Scalar>) throws(FormatProblem) -> Int? {
    guard digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    guard let value = Int(text(digits)) else { throw .tooManyIndexDigits }
    return value
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
