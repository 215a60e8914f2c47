import Engine

/// A formula to be run: its text, and a value for each of its inputs.
package struct Formula {
  /// `name=value` as it was given.
  package struct Input: Sendable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }

    /// Reads `w=2`; `nil` where there is no `=` behind a name.
    package init?(_ argument: String) {
      guard let sign = argument.firstIndex(of: "=") else { return nil }
      let name = String(argument[..<sign]).trimmingSpaces()
      guard let first = name.unicodeScalars.first,
        first == "_" || first.properties.isXIDStart,
        name.unicodeScalars.allSatisfy({ $0 == "_" || $0.properties.isXIDContinue })
      else { return nil }
      self.init(name: name, text: String(argument[argument.index(after: sign)...]).trimmingSpaces())
    }
  }

  package let source: SourceText
  /// The syntax tree that is run: the formula behind an import of its names.
  let tree: SyntaxTree
  /// The name of the last line's value, where it has one.
  package let target: String?
  private let inputs: [(name: String, value: Expression)]
  private let functions: [String]
  /// The inputs as they were given.
  package let given: [Input]
  let dtype: DType

  /// What the formula's names are imported from; no lesson can write this name.
  static let module = "formula's names"

  /// A formula with its inputs; their numbers become tensors of `dtype`.
  ///
  /// - Throws: a `FormulaError` where the text is wrong or an input has no value.
  package init(
    _ source: SourceText, inputs: [Input], dtype: DType = .float32
  ) throws(FormulaError) {
    self.source = source
    self.dtype = dtype
    given = inputs
    let syntax: FormulaSyntax
    do throws(SyntaxFault) {
      syntax = try parseFormula(source)
    } catch {
      throw .syntax(Diagnostic(error))
    }
    var read: [(name: String, value: Expression)] = []
    for input in inputs {
      if read.contains(where: { $0.name == input.name }) { throw .repeated(input.name) }
      read.append((input.name, try Formula.value(of: input)))
    }
    self.inputs = read
    target = syntax.lines.last?.name
    let names = FormulaNames(syntax)
    functions = names.called.filter { name in !read.contains { $0.name == name } }
    try Formula.check(names, given: inputs, source)
    tree = Formula.tree(syntax, importing: read.map(\.name) + functions)
  }

  private static func check(
    _ names: FormulaNames, given inputs: [Input], _ source: SourceText
  ) throws(FormulaError) {
    let given = inputs.map(\.name)
    for call in names.calls where !given.contains(call.name) && !FormulaNames.isKnown(call.name) {
      throw .unknownFunction(
        call.name, nearest: nearestName(to: call.name, among: FormulaNames.known), at: call.span)
    }
    let missing = names.free.filter { !given.contains($0) }
    if !missing.isEmpty { throw .missing(missing, formula: source, given: inputs) }
    let unused = given.filter { !names.all.contains($0) }
    if let name = unused.first {
      throw .unused(name, nearest: nearestName(to: name, among: names.free), inputs: names.free)
    }
  }

  private static func value(of input: Input) throws(FormulaError) -> Expression {
    let text = SourceText(name: input.name, input.text)
    let value: Expression
    do throws(SyntaxFault) {
      value = try parseExpression(text)
    } catch {
      throw .badValue(input.name, input.text)
    }
    do throws(Raise) {
      _ = try LeafRun(try LiteralValue.of(value)).array()
    } catch {
      throw .badValue(input.name, input.text)
    }
    return value
  }

  /// `from … import names` in front, so that the evaluator finds them like any other name.
  private static func tree(_ syntax: FormulaSyntax, importing names: [String]) -> SyntaxTree {
    var body: [Statement] = []
    if !names.isEmpty {
      let imported = names.map { ImportedName(name: $0, alias: nil, span: .none) }
      body.append(
        Statement(
          kind: .importNames(module: module, moduleSpan: .none, names: imported), span: .none))
    }
    for line in syntax.lines {
      if let name = line.name, let span = line.nameSpan {
        let target = Expression(kind: .name(name), span: span)
        body.append(
          Statement(kind: .assign(targets: [target], value: line.value), span: line.span))
      } else {
        body.append(Statement(kind: .expression(line.value), span: line.span))
      }
    }
    return SyntaxTree(source: syntax.source, body: body)
  }

  // MARK: Names at run time

  /// The module of the formula's names: inputs as leaves in the order given, functions of `tf`.
  func names(_ tensorFlow: ModuleObject, _ context: RunContext) throws(Raise) -> ModuleObject {
    let module = ModuleObject(Formula.module)
    for (name, value) in inputs {
      let number = try LiteralValue.of(value)
      let array = try context.tensor(number, .dtype(dtype)).array
      let leaf = context.recording.leaf(Engine.Input(), array)
      context.recording.givenNames[leaf.node] = name
      module.set(name, context.box(leaf))
    }
    for name in functions {
      if let found = FormulaNames.value(name, tensorFlow, context) { module.set(name, found) }
    }
    return module
  }
}

/// A value written on the command line: numbers, signs and lists.
enum LiteralValue {
  static func of(_ expression: Expression) throws(Raise) -> PyValue {
    switch expression.kind {
    case .integer(.small(let value)): return .int(value)
    case .float(let value): return .float(value)
    case .bool(let value): return .bool(value)
    case .unary(.minus, let inner): return try Operators.apply(.minus, try of(inner))
    case .unary(.plus, let inner): return try of(inner)
    case .list(let items), .tuple(let items):
      var values: [PyValue] = []
      for item in items { values.append(try of(item)) }
      return .list(values)
    case .binary(let op, let left, let right, _):
      return try Operators.apply(op, try of(left), try of(right))
    case .name("pi"): return .float(.pi)
    case .name("inf"): return .float(.infinity)
    case .name("nan"): return .float(.nan)
    default: throw Raise.value("expected a number or a list of numbers")
    }
  }
}

/// What is wrong with a formula or its inputs, as data.
package enum FormulaError: Error, Sendable {
  case syntax(Diagnostic)
  /// Inputs without a value.
  case missing([String], formula: SourceText, given: [Formula.Input])
  /// A value for a name that the formula does not use.
  case unused(String, nearest: String?, inputs: [String])
  /// An input given twice.
  case repeated(String)
  /// A value that is no number and no list of numbers.
  case badValue(String, String)
  case unknownFunction(String, nearest: String?, at: SourceSpan)

  /// The message as it is shown, with the formula's line where it has a place; no last newline.
  package func text(in source: SourceText) -> String {
    switch self {
    case .syntax(let diagnostic): return diagnostic.text(in: source)
    case .missing(let names, let formula, let given):
      let list = names.joined(separator: ", ")
      let values = (given.map { "\($0.name)=\($0.text)" } + names.map { "\($0)=1" })
        .joined(separator: " ")
      let text = String(decoding: formula.bytes, as: UTF8.self)
      return "formula: got no value for \(list), expected name=value for each\n"
        + "help: gradwalk '\(text)' \(values)"
    case .unused(let name, let nearest, let inputs):
      let help =
        nearest.map { "did you mean \($0)?" }
        ?? (inputs.isEmpty
          ? "the formula has no inputs"
          : "the formula's inputs are \(inputs.joined(separator: ", "))")
      return "formula: got a value for \(name), which it does not use\nhelp: \(help)"
    case .repeated(let name):
      return "formula: got \(name) twice, expected one value"
    case .badValue(let name, let text):
      return "formula: got \(name)=\(text), expected a number or a list of numbers"
    case .unknownFunction(let name, let nearest, let span):
      return Diagnostic(
        "unknown function '\(name)'", at: span, help: nearest.map { "did you mean '\($0)'?" }
      ).text(in: source)
    }
  }
}
