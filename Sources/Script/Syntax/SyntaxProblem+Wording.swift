extension SyntaxProblem {
  /// What the error says.
  var message: String {
    switch self {
    case .invalidSyntax: "invalid syntax"
    case .outsideLanguage(let what, _): "\(what) is outside the lesson language"
    case .expected(let what): "expected \(what)"
    default: textMessage ?? stringMessage ?? expressionMessage ?? statementMessage
    }
  }

  /// What to do about it, where that can be said in a line.
  var help: String? {
    switch self {
    case .outsideLanguage(_, let help): help
    case .nullBytes: "this looks like a binary file; a lesson is a text file"
    case .notUTF8, .otherEncoding: "save the lesson as UTF-8"
    case .invalidCharacter(let scalar): Self.lookalike(of: scalar).map { "did you mean \($0)?" }
    case .loneSurrogate: "text is Unicode scalars; write the character itself or its \\U code"
    case .namedCharacter: "write the character itself or its \\u code"
    case .notAFormula: "a formula is an expression or `name = expression`, one a line or split by ;"
    default: nil
    }
  }

  private var textMessage: String? {
    switch self {
    case .nullBytes: "source code cannot contain null bytes"
    case .notUTF8(let byte, let line):
      "Non-UTF-8 code starting with '\\x\(String(byte, radix: 16))' on line \(line)"
    case .otherEncoding(let name): "the text says it is encoded as '\(name)', lessons are UTF-8"
    case .invalidCharacter(let scalar): Self.invalidCharacterMessage(scalar)
    case .unterminatedString(let line, let triple):
      "unterminated \(triple ? "triple-quoted " : "")string literal (detected at line \(line))"
    case .invalidNumber(let kind): "invalid \(kind) literal"
    case .invalidDigit(let digit, let base): "invalid digit '\(digit)' in \(base) literal"
    case .leadingZeros:
      "leading zeros in decimal integer literals are not permitted; "
        + "use an 0o prefix for octal integers"
    case .tooManyDigits(let count):
      "Exceeds the limit (4300 digits) for integer string conversion: value has \(count) digits; "
        + "use sys.set_int_max_str_digits() to increase the limit - "
        + "Consider hexadecimal for huge integer literals to avoid decimal conversion limits."
    case .unmatched(let bracket): "unmatched '\(bracket)'"
    case .mismatched(let closing, let opening, let line):
      "closing parenthesis '\(closing)' does not match opening parenthesis '\(opening)'"
        + (line.map { " on line \($0)" } ?? "")
    case .neverClosed(let bracket): "'\(bracket)' was never closed"
    case .tooManyParentheses: "too many nested parentheses"
    case .afterBackslash: "unexpected character after line continuation character"
    case .unexpectedEnd: "unexpected EOF while parsing"
    case .tooDeep: "too deeply nested: more than \(Parser.deepest) levels"
    case .inconsistentTabs: "inconsistent use of tabs and spaces in indentation"
    case .unindent: "unindent does not match any outer indentation level"
    case .tooManyIndents: "too many levels of indentation"
    case .unexpectedIndent: "unexpected indent"
    case .unexpectedUnindent: "unexpected unindent"
    case .expectedBlock(let what, let line):
      "expected an indented block after \(what) on line \(line)"
    default: nil
    }
  }

  private var stringMessage: String? {
    switch self {
    case .bytesNotASCII: "bytes can only contain ASCII literal characters"
    case .mixedBytes: "cannot mix bytes and nonbytes literals"
    case .truncatedEscape(let form, let from, let to):
      "(unicode error) 'unicodeescape' codec can't decode bytes in position \(from)-\(to): "
        + "truncated \(form) escape"
    case .invalidBytesEscape(let position):
      "(value error) invalid \\x escape at position \(position)"
    case .illegalUnicode(let from, let to):
      "(unicode error) 'unicodeescape' codec can't decode bytes in position \(from)-\(to): "
        + "illegal Unicode character"
    case .loneSurrogate: "a lone surrogate in a string is outside the lesson language"
    case .namedCharacter: "\\N{...} is outside the lesson language"
    case .fieldNotClosed: "f-string: expecting '}'"
    case .singleBrace: "f-string: single '}' is not allowed"
    case .emptyField: "f-string: empty expression not allowed"
    case .missingBefore(let what): "f-string: expression required before '\(what)'"
    case .badConversion: "f-string: invalid conversion character: expected 's', 'r', or 'a'"
    case .fieldsTooDeep: "f-string: expressions nested too deeply"
    case .hashInField: "f-string expression part cannot include '#'"
    case .backslashInField: "f-string expression part cannot include a backslash"
    default: nil
    }
  }

  private var expressionMessage: String? {
    switch self {
    case .forgottenComma: "invalid syntax. Perhaps you forgot a comma?"
    case .missingCallParentheses(let name):
      "Missing parentheses in call to '\(name)'. Did you mean \(name)(...)?"
    case .missingElse: "expected 'else' after 'if' expression"
    case .equalsMeantComparison:
      "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
    case .cannotAssignHere(let what):
      "cannot assign to \(what) here. Maybe you meant '==' instead of '='?"
    case .cannotAssign(let what): "cannot assign to \(what)"
    case .cannotDelete(let what): "cannot delete \(what)"
    case .cannotName(let what): "cannot use assignment expressions with \(what)"
    case .augmentedTarget(let what): "'\(what)' is an illegal expression for augmented assignment"
    case .annotatedTarget(let what): "only single target (not \(what)) can be annotated"
    case .illegalAnnotation: "illegal target for annotation"
    case .starredTargetAlone: "starred assignment target must be in a list or tuple"
    case .starredHere: "can't use starred expression here"
    case .severalStarred: "multiple starred expressions in assignment"
    case .groupStarred(let double):
      "cannot use \(double ? "double " : "")starred expression here"
    case .comprehensionStarred(let dictionary):
      dictionary
        ? "dict unpacking cannot be used in dict comprehension"
        : "iterable unpacking cannot be used in comprehension"
    case .comprehensionTarget: "did you forget parentheses around the comprehension target?"
    case .bareGenerator: "Generator expression must be parenthesized"
    case .keywordNotName: "expression cannot contain assignment, perhaps you meant \"==\"?"
    case .keywordRepeated(let name): "keyword argument repeated: \(name)"
    case .positionalAfter(let unpacking):
      "positional argument follows keyword argument\(unpacking ? " unpacking" : "")"
    case .iterableAfterMapping:
      "iterable argument unpacking follows keyword argument unpacking"
    case .noKeyColon: "':' expected after dictionary key"
    case .noDictionaryValue: "expression expected after dictionary key and ':'"
    case .starredDictionaryValue: "cannot use a starred expression in a dictionary value"
    default: nil
    }
  }

  private var statementMessage: String {
    switch self {
    case .expectedHandlers: "expected 'except' or 'finally' block"
    case .defaultHandlerLast: "default 'except:' must be last"
    case .severalExceptions: "multiple exception types must be parenthesized"
    case .defaultBeforePlain: "non-default argument follows default argument"
    case .bareStar: "named arguments must follow bare *"
    case .starDefault: "var-positional argument cannot have default value"
    case .starTwice: "* argument may appear only once"
    case .mappingDefault: "var-keyword argument cannot have default value"
    case .afterMapping: "arguments cannot follow var-keyword argument"
    case .parenthesizedParameters(let lambda):
      "\(lambda ? "Lambda expression" : "Function") parameters cannot be parenthesized"
    case .slashFirst: "at least one argument must precede /"
    case .slashTwice: "/ may appear only once"
    case .slashAfterStar: "/ must be ahead of *"
    case .missingDefault: "expected default value expression"
    case .duplicateParameter(let name): "duplicate argument '\(name)' in function definition"
    case .trailingImportComma: "trailing comma not allowed without surrounding parentheses"
    case .outsideFunction: "'return' outside function"
    case .yieldOutside: "'yield' outside function"
    case .breakOutside: "'break' outside loop"
    case .continueOutside: "'continue' not properly in loop"
    case .starImportInside: "import * only allowed at module level"
    case .nonlocalAtModule: "nonlocal declaration not allowed at module level"
    case .notAFormula: "not a formula"
    default: "invalid syntax"
    }
  }

  private static func invalidCharacterMessage(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return TextEscape.isPrintable(scalar)
      ? "invalid character '\(scalar)' (\(code))" : "invalid non-printable character \(code)"
  }

  /// The ASCII spelling of a character that text editors and books put in its place.
  private static func lookalike(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "−", "–", "—", "‐", "‑": "-"
    case "×", "·", "∙", "⋅", "∗": "*"
    case "÷", "∕", "⁄": "/"
    case "“", "”", "„", "«", "»", "＂": "\""
    case "‘", "’", "‚", "＇": "'"
    case "≤": "<="
    case "≥": ">="
    case "≠": "!="
    case "²": "**2"
    case "³": "**3"
    case "（": "("
    case "）": ")"
    case "，", "،": ","
    case "：": ":"
    case "＝": "="
    case "；", "؛": ";"
    case "\u{A0}", "\u{3000}", "\u{200B}", "\u{FEFF}": "a space"
    default: nil
    }
  }
}
