import Engine

extension Parser {
  /// The target of a `for` and its `in`.
  mutating func loopTarget() throws(SyntaxFault) -> Expression {
    let start = here
    var elements = [try starredOr { p throws(SyntaxFault) in try p.binary(1) }]
    var isTuple = false
    while take(.comma) {
      isTuple = true
      guard current.startsOperand || current == .star else { break }
      elements.append(try starredOr { p throws(SyntaxFault) in try p.binary(1) })
    }
    let target =
      isTuple ? Expression(kind: .tuple(elements), span: span(from: start)) : elements[0]
    guard current == .keywordIn || isInvalid(target) else { throw unexpected() }
    try checkTarget(target)
    try expect(.keywordIn)
    return target
  }

  private func isInvalid(_ target: Expression) -> Bool { target.invalidTarget() != nil }

  /// Refuses what nothing can be assigned to.
  mutating func checkTarget(_ target: Expression) throws(SyntaxFault) {
    if let invalid = target.invalidTarget() {
      throw fault(.cannotAssign(invalid.describedKind), at: invalid.span)
    }
    checkStars(target)
  }

  /// A star may stand once in each list or tuple of a target, and nowhere else.
  private mutating func checkStars(_ target: Expression) {
    switch target.kind {
    case .starred: noteLate(.starredTargetAlone, at: target.span)
    case .tuple(let elements), .list(let elements):
      var stars = 0
      for element in elements {
        if case .starred(let inner) = element.kind {
          stars += 1
          checkStars(inner)
        } else {
          checkStars(element)
        }
      }
      if stars > 1 { noteLate(.severalStarred, at: target.span) }
    default: break
    }
  }
}

extension Expression {
  /// The part of a target that can be neither assigned nor deleted.
  func invalidTarget(deleting: Bool = false) -> Expression? {
    switch kind {
    case .name, .attribute, .subscripted: return nil
    case .tuple(let elements), .list(let elements):
      for element in elements {
        if let invalid = element.invalidTarget(deleting: deleting) { return invalid }
      }
      return nil
    case .starred(let inner): return deleting ? self : inner.invalidTarget()
    default: return self
    }
  }

  /// True where `x = y` in place of an expression more likely means `x == y`.
  func standsLeftOfEquals(from start: Int) -> Bool {
    switch kind {
    case .tuple, .list, .bool, .none, .starred: return false
    case .comprehension(.generator, _, _, _): return false
    case .comparison, .and, .or, .conditional, .lambda, .named: return isParenthesized(start)
    case .unary(.not, _): return isParenthesized(start)
    default: return true
    }
  }

  private func isParenthesized(_ start: Int) -> Bool { Int(span.start) != start }

  /// What messages call an expression.
  var describedKind: String {
    switch kind {
    case .name: "name"
    case .none: "None"
    case .ellipsis: "ellipsis"
    case .bool(let value): value ? "True" : "False"
    case .integer, .float, .imaginary, .string, .bytes: "literal"
    case .formatted: "f-string expression"
    case .tuple: "tuple"
    case .list: "list"
    case .set: "set display"
    case .dictionary: "dict literal"
    case .attribute: "attribute"
    case .subscripted, .slice: "subscript"
    case .call: "function call"
    case .unary, .binary, .and, .or: "expression"
    case .comparison: "comparison"
    case .conditional: "conditional expression"
    case .lambda: "lambda"
    case .named: "named expression"
    case .starred: "starred"
    case .yield, .yieldFrom: "yield expression"
    case .comprehension(.list, _, _, _): "list comprehension"
    case .comprehension(.set, _, _, _): "set comprehension"
    case .comprehension(.dictionary, _, _, _): "dict comprehension"
    case .comprehension(.generator, _, _, _): "generator expression"
    }
  }
}
