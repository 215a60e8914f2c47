import Engine

extension Parser {
  /// String literals in a row, which are one.
  @inline(never)
  mutating func strings() throws(SyntaxFault) -> Expression {
    let start = here
    var parts: [FormatPart] = []
    var bytes: [UInt8]?
    var isText = false
    while current == .string || current == .formatStart {
      let piece = token
      if current == .formatStart {
        parts += try formatted()
        isText = true
      } else {
        advance()
        let literal = StringLiteral(source, piece)
        if literal.prefix.contains(.bytes) {
          bytes = (bytes ?? []) + (try literal.decodedBytes())
        } else {
          parts.append(.text(try literal.decodedText()))
          isText = true
        }
      }
      if isText, bytes != nil { throw fault(.mixedBytes, at: span(from: start)) }
    }
    let span = span(from: start)
    if let bytes { return Expression(kind: .bytes(bytes), span: span) }
    let joined = Self.joined(parts)
    switch joined.count {
    case 0: return Expression(kind: .string(""), span: span)
    case 1:
      if case .text(let text) = joined[0] { return Expression(kind: .string(text), span: span) }
      return Expression(kind: .formatted(joined), span: span)
    default: return Expression(kind: .formatted(joined), span: span)
    }
  }

  private static func joined(_ parts: [FormatPart]) -> [FormatPart] {
    var result: [FormatPart] = []
    for part in parts {
      guard case .text(let text) = part else {
        result.append(part)
        continue
      }
      if text.isEmpty { continue }
      if case .text(let before) = result.last {
        result[result.count - 1] = .text(before + text)
      } else {
        result.append(part)
      }
    }
    return result
  }

  @inline(never)
  private mutating func formatted() throws(SyntaxFault) -> [FormatPart] {
    let isRaw = source.bytes[Int(token.start)..<Int(token.end)].contains { $0 | 0x20 == 0x72 }
    advance()
    let parts = try formatParts(isRaw: isRaw, inSpec: false)
    try expect(.formatEnd)
    return parts
  }

  @inline(never)
  private mutating func formatParts(isRaw: Bool, inSpec: Bool) throws(SyntaxFault) -> [FormatPart] {
    var parts: [FormatPart] = []
    while true {
      switch current {
      case .formatText:
        let piece = token
        advance()
        let literal = StringLiteral(source, formatText: piece, isRaw: isRaw, braces: !inSpec)
        parts.append(.text(try literal.decodedText()))
      case .fieldOpen:
        parts.append(try field(isRaw: isRaw))
      default: return Self.joined(parts)
      }
    }
  }

  /// `{value!r:spec}`.
  @inline(never)
  private mutating func field(isRaw: Bool) throws(SyntaxFault) -> FormatPart {
    let outer = try enter()
    let open = token
    advance()
    state.fields += 1
    switch current {
    case .fieldClose: throw fault(.emptyField, at: span(from: Int(open.start)))
    case .exclamation, .colon, .assign:
      throw fault(.missingBefore(text(token)), at: SourceSpan(Int(open.start), Int(token.end)))
    default: break
    }
    let value = try expressionList()
    if case .starred = value.kind { throw fault(.groupStarred(double: false), at: value.span) }
    var echo: String?
    if take(.assign) {
      echo = source.text(of: SourceSpan(Int(open.end), Int(token.start)))
    }
    var conversion = try fieldConversion()
    var spec: [FormatPart]?
    if take(.colon) { spec = try formatParts(isRaw: isRaw, inSpec: true) }
    guard current == .fieldClose else { throw fieldEndFault() }
    advance()
    state.fields -= 1
    try leave(outer)
    if echo != nil, spec == nil, conversion == nil { conversion = .repr }
    return .value(value, conversion: conversion, spec: spec, echo: echo)
  }

  private mutating func fieldConversion() throws(SyntaxFault) -> FormatConversion? {
    guard current == .exclamation else { return nil }
    let mark = token
    advance()
    let letter = token
    if current == .name, letter.start == mark.end {
      advance()
      switch text(letter) {
      case "s": return .str
      case "r": return .repr
      case "a": return .ascii
      default: break
      }
    }
    throw fault(.badConversion, at: SourceSpan(Int(mark.start), Int(letter.end)))
  }

  private func fieldEndFault() -> SyntaxFault {
    let previous = tokens[max(state.index - 1, 0)].kind
    switch current {
    case .fault, .end, .keywordYield, .keywordAwait: return unexpected()
    case .name, .decimal, .string:
      return previous == .assign || kind(ahead: -2) == .exclamation
        ? fault(.fieldNotClosed, at: token.span) : fault(.invalidSyntax, at: token.span)
    default:
      let endsField = previous == .assign || current == .assign || current == .string
      return fault(endsField ? .fieldNotClosed : .invalidSyntax, at: token.span)
    }
  }
}
