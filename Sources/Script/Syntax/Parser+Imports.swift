import Engine

extension Parser {
  /// `import a.b as c, d`.
  mutating func importStatement() throws(SyntaxFault) -> Statement.Kind {
    advance()
    var modules: [ImportedModule] = []
    repeat {
      let start = here
      let path = try modulePath()
      let alias = take(.keywordAs) ? try expectName().name : nil
      modules.append(ImportedModule(path: path, alias: alias, span: span(from: start)))
    } while take(.comma)
    return .importModules(modules)
  }

  /// `from a.b import c as d, e`, with or without parentheses, or `*`.
  mutating func fromStatement() throws(SyntaxFault) -> Statement.Kind {
    advance()
    let start = here
    if current == .dot || current == .ellipsis {
      throw fault(.outsideLanguage("a relative import"), at: token.span)
    }
    let module = try modulePath()
    let moduleSpan = span(from: start)
    try expect(.keywordImport)
    let star = token.span
    if take(.star) {
      if !state.scope.isModule { noteLate(.starImportInside, at: star) }
      return .importNames(module: module, moduleSpan: moduleSpan, names: [])
    }
    let names = take(.openParenthesis) ? try parenthesizedNames() : try plainNames()
    return .importNames(module: module, moduleSpan: moduleSpan, names: names)
  }

  private mutating func modulePath() throws(SyntaxFault) -> String {
    var path = try expectName().name
    while take(.dot) { path += "." + (try expectName().name) }
    return path
  }

  private mutating func plainNames() throws(SyntaxFault) -> [ImportedName] {
    var names = [try importedName()]
    while current == .comma {
      let comma = token.span
      advance()
      if current == .newline { throw fault(.trailingImportComma, at: comma) }
      names.append(try importedName())
    }
    return names
  }

  private mutating func parenthesizedNames() throws(SyntaxFault) -> [ImportedName] {
    var names = [try importedName()]
    while take(.comma), current != .closeParenthesis { names.append(try importedName()) }
    try expect(.closeParenthesis)
    return names
  }

  private mutating func importedName() throws(SyntaxFault) -> ImportedName {
    let (name, nameSpan) = try expectName()
    let alias = take(.keywordAs) ? try expectName().name : nil
    return ImportedName(
      name: name, alias: alias, span: span(from: Int(nameSpan.start)))
  }
}
