import Engine

/// The syntax tree of a lesson: what was written, where, with nothing resolved yet.
package struct SyntaxTree: Sendable {
  package var source: SourceText
  package var body: [Statement]
}

/// One expression and the columns it stands in.
package struct Expression: Sendable {
  package var kind: Kind
  package var span: SourceSpan

  package indirect enum Kind: Sendable {
    case name(String)
    case none
    case ellipsis
    case bool(Bool)
    /// Decimal digits of a whole number that may be of any size, already without `_` and prefix.
    case integer(IntegerLiteral)
    case float(Double)
    /// The imaginary part of `3j`.
    case imaginary(Double)
    case string(String)
    case bytes([UInt8])
    case formatted([FormatPart])
    case tuple([Expression])
    case list([Expression])
    case set([Expression])
    /// A `nil` key is `**mapping`.
    case dictionary([(key: Expression?, value: Expression)])
    case attribute(Expression, name: String, nameSpan: SourceSpan)
    case subscripted(Expression, index: Expression)
    /// Only inside a subscript.
    case slice(lower: Expression?, upper: Expression?, step: Expression?)
    case call(Expression, arguments: [Argument])
    case unary(UnaryOperator, Expression)
    /// `operatorSpan` is where tracebacks put `^`.
    case binary(BinaryOperator, Expression, Expression, operatorSpan: SourceSpan)
    case and(Expression, Expression)
    case or(Expression, Expression)
    /// `a < b <= c`: one operand more than operators.
    case comparison(first: Expression, rest: [(operator: ComparisonOperator, operand: Expression)])
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    case lambda(Parameters, body: Expression)
    case named(name: String, nameSpan: SourceSpan, value: Expression)
    /// `yield value`, bare for `None`.
    case yield(Expression?)
    case yieldFrom(Expression)
    /// `*x` in a call, a display or a target.
    case starred(Expression)
    case comprehension(
      ComprehensionKind, element: Expression, value: Expression?, [ComprehensionClause])
  }
}

/// A whole number as written: small ones as a value, others as decimal digits.
package enum IntegerLiteral: Hashable, Sendable {
  case small(Int)
  case large(digits: String, radix: Int)
}

/// A piece of an f-string.
package enum FormatPart: Sendable {
  case text(String)
  /// `{value!r:spec}`; `echo` is the source text and `=` of `{value=}`.
  case value(Expression, conversion: FormatConversion?, spec: [FormatPart]?, echo: String?)
}

/// `!s`, `!r` or `!a` of a replacement field.
package enum FormatConversion: Sendable { case str, repr, ascii }

package enum UnaryOperator: String, Sendable {
  case plus = "+"
  case minus = "-"
  case invert = "~"
  case not = "not"
}

package enum BinaryOperator: String, CaseIterable, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
  case matrixMultiply = "@"
  case leftShift = "<<"
  case rightShift = ">>"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
}

package enum ComparisonOperator: String, CaseIterable, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
  case isSame = "is"
  case isNot = "is not"
  case isIn = "in"
  case notIn = "not in"
}

package enum ComprehensionKind: Sendable { case list, set, dictionary, generator }

/// `for target in iterable if c1 if c2`.
package struct ComprehensionClause: Sendable {
  package var target: Expression
  package var iterable: Expression
  package var conditions: [Expression]
}

/// One argument of a call.
package enum Argument: Sendable {
  case positional(Expression)
  case keyword(name: String, nameSpan: SourceSpan, Expression)
  case star(Expression)
  case doubleStar(Expression)

  package var value: Expression {
    switch self {
    case .positional(let value), .keyword(_, _, let value), .star(let value),
      .doubleStar(let value):
      value
    }
  }
}

/// The parameters of a `def` or `lambda`.
package struct Parameters: Sendable {
  package struct Parameter: Sendable {
    package var name: String
    package var span: SourceSpan
    package var annotation: Expression?
    package var defaultValue: Expression?
  }
  package var positionalOnly: [Parameter] = []
  package var regular: [Parameter] = []
  /// `*args`.
  package var rest: Parameter?
  package var keywordOnly: [Parameter] = []
  /// `**kwargs`.
  package var keywords: Parameter?

  package init() {}
}

/// One statement and the columns it stands in (of a compound statement: its whole text).
package struct Statement: Sendable {
  package var kind: Kind
  package var span: SourceSpan

  package indirect enum Kind: Sendable {
    case expression(Expression)
    case assign(targets: [Expression], value: Expression)
    case augmented(target: Expression, BinaryOperator, value: Expression, operatorSpan: SourceSpan)
    case annotated(target: Expression, annotation: Expression, value: Expression?)
    case ifElse(condition: Expression, then: [Statement], otherwise: [Statement])
    case whileLoop(condition: Expression, body: [Statement], otherwise: [Statement])
    case forLoop(
      target: Expression, iterable: Expression, body: [Statement], otherwise: [Statement])
    case breakLoop
    case continueLoop
    case pass
    case returnValue(Expression?)
    case function(FunctionDefinition)
    case classDefinition(ClassDefinition)
    case with(items: [(context: Expression, target: Expression?)], body: [Statement])
    case tryExcept(
      body: [Statement], handlers: [ExceptHandler], otherwise: [Statement], finally: [Statement])
    case raise(Expression?, cause: Expression?)
    case assert(Expression, message: Expression?)
    case delete([Expression])
    case importModules([ImportedModule])
    /// `from module import a as b`; `names` is empty for `*`.
    case importNames(module: String, moduleSpan: SourceSpan, names: [ImportedName])
    case global([String])
    case nonlocal([String])
  }
}

package struct FunctionDefinition: Sendable {
  package var name: String
  package var nameSpan: SourceSpan
  package var parameters: Parameters
  package var returns: Expression?
  package var decorators: [Expression]
  package var body: [Statement]
}

package struct ClassDefinition: Sendable {
  package var name: String
  package var nameSpan: SourceSpan
  package var arguments: [Argument]
  package var decorators: [Expression]
  package var body: [Statement]
}

package struct ExceptHandler: Sendable {
  /// `nil` catches everything.
  package var type: Expression?
  package var name: String?
  package var body: [Statement]
  package var span: SourceSpan
}

/// `import a.b as c`.
package struct ImportedModule: Sendable {
  package var path: String
  package var alias: String?
  package var span: SourceSpan
}

package struct ImportedName: Sendable {
  package var name: String
  package var alias: String?
  package var span: SourceSpan
}
