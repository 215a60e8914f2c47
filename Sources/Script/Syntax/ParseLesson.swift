import Engine

/// Reads a whole lesson.
/// - Throws: the first fault of the text, as CPython would tell it.
package func parseLesson(_ source: SourceText) throws(SyntaxFault) -> SyntaxTree {
  var parser = Parser(source)
  do throws(SyntaxFault) {
    let body = try parser.statements()
    if let late = parser.state.lateFault { throw late }
    return SyntaxTree(source: source, body: body)
  } catch {
    throw parser.settled(error)
  }
}

/// Reads one expression, such as the value of an input or a watch.
package func parseExpression(_ source: SourceText) throws(SyntaxFault) -> Expression {
  var parser = Parser(source, ignoresIndentation: true)
  do throws(SyntaxFault) {
    let value = try parser.expressionList()
    parser.checkLoneStar(value)
    _ = parser.take(.newline)
    guard parser.current == .end else { throw parser.unexpected() }
    if let late = parser.state.lateFault { throw late }
    return value
  } catch {
    throw parser.settled(error)
  }
}

/// A formula: lines of `name = expression` or of an expression; the last is the target.
package struct FormulaSyntax: Sendable {
  /// One line.
  package struct Line: Sendable {
    package var name: String?
    package var nameSpan: SourceSpan?
    package var value: Expression
    package var span: SourceSpan
  }

  package var source: SourceText
  /// At least one.
  package var lines: [Line]
}

/// Reads a formula such as `C = y - max(0, w*x + b)`.
package func parseFormula(_ source: SourceText) throws(SyntaxFault) -> FormulaSyntax {
  var parser = Parser(source, ignoresIndentation: true)
  do throws(SyntaxFault) {
    let body = try parser.statements()
    if let late = parser.state.lateFault { throw late }
    if body.isEmpty {
      throw SyntaxFault(.notAFormula, at: SourceSpan(0, source.bytes.count))
    }
    var lines: [FormulaSyntax.Line] = []
    for statement in body { lines.append(try formulaLine(statement)) }
    return FormulaSyntax(source: source, lines: lines)
  } catch {
    throw parser.settled(error)
  }
}

private func formulaLine(_ statement: Statement) throws(SyntaxFault) -> FormulaSyntax.Line {
  switch statement.kind {
  case .expression(let value):
    return FormulaSyntax.Line(value: value, span: statement.span)
  case .assign(let targets, let value):
    if targets.count == 1, case .name(let name) = targets[0].kind {
      return FormulaSyntax.Line(
        name: name, nameSpan: targets[0].span, value: value, span: statement.span)
    }
  default: break
  }
  throw SyntaxFault(.notAFormula, at: statement.span)
}
