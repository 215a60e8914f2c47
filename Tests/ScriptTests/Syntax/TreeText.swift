@testable import Script

/// Expressions written with all their parentheses.
enum TreeText {
  static func of(_ expression: Expression) -> String {
    switch expression.kind {
    case .name(let name): name
    case .none: "None"
    case .ellipsis: "..."
    case .bool(let value): value ? "True" : "False"
    case .integer(.small(let value)): "\(value)"
    case .integer(.large(let digits, let radix)): "\(digits)/\(radix)"
    case .float(let value): "\(value)"
    case .imaginary(let value): "\(value)j"
    case .string(let text): "'\(text)'"
    case .bytes(let bytes): "\(bytes)"
    case .formatted(let parts): "f[" + parts.map(part).joined(separator: " ") + "]"
    case .tuple(let list), .list(let list), .set(let list): "[" + joined(list) + "]"
    case .dictionary(let pairs):
      "{" + pairs.map { ($0.key.map(of) ?? "**") + ": " + of($0.value) }.joined(separator: ", ")
        + "}"
    case .attribute(let base, let name, _): of(base) + "." + name
    case .subscripted(let base, let index): of(base) + "[" + of(index) + "]"
    case .slice: "slice"
    case .call(let function, let arguments):
      of(function) + "(" + joined(arguments.map(\.value)) + ")"
    case .unary(let sign, let operand): "(\(sign.rawValue) \(of(operand)))"
    case .binary(let sign, let left, let right, _): "(\(of(left)) \(sign.rawValue) \(of(right)))"
    case .and(let left, let right): "(\(of(left)) and \(of(right)))"
    case .or(let left, let right): "(\(of(left)) or \(of(right)))"
    case .comparison(let first, let rest):
      "(" + of(first) + rest.map { " \($0.operator.rawValue) " + of($0.operand) }.joined() + ")"
    case .conditional(let condition, let then, let otherwise):
      "(\(of(condition)) ? \(of(then)) : \(of(otherwise)))"
    case .lambda(_, let body): "(lambda \(of(body)))"
    case .named(let name, _, let value): "(\(name) := \(of(value)))"
    case .starred(let value): "*" + of(value)
    case .yield(let value): "(yield \(value.map(of) ?? ""))"
    case .yieldFrom(let value): "(yield from \(of(value)))"
    case .comprehension(let kind, let element, _, let clauses):
      "\(kind)(\(of(element)) \(clauses.count))"
    }
  }

  private static func joined(_ list: [Expression]) -> String {
    list.map(of).joined(separator: ", ")
  }

  private static func part(_ part: FormatPart) -> String {
    switch part {
    case .text(let text): "'\(text)'"
    case .value(let value, let conversion, let spec, let echo):
      of(value) + (conversion.map { "!\($0)" } ?? "") + (echo.map { "='\($0)'" } ?? "")
        + (spec.map { ":[" + $0.map(Self.part).joined(separator: " ") + "]" } ?? "")
    }
  }
}
