/// Everything that can be wrong with the text of a lesson; the wording is CPython 3.11's.
enum SyntaxProblem {
  case invalidSyntax
  case outsideLanguage(String, help: String? = nil)

  // Text and tokens
  case nullBytes
  case notUTF8(byte: UInt8, line: Int)
  case otherEncoding(String)
  case invalidCharacter(Unicode.Scalar)
  case unterminatedString(line: Int, triple: Bool)
  case invalidNumber(String)
  case invalidDigit(Character, base: String)
  case leadingZeros
  case tooManyDigits(Int)
  case unmatched(Character)
  case mismatched(Character, opening: Character, line: Int?)
  case neverClosed(Character)
  case tooManyParentheses
  case afterBackslash
  case unexpectedEnd
  case tooDeep

  // Indentation
  case inconsistentTabs
  case unindent
  case tooManyIndents
  case unexpectedIndent
  case unexpectedUnindent
  case expectedBlock(after: String, line: Int)

  // String literals
  case bytesNotASCII
  case mixedBytes
  case truncatedEscape(String, from: Int, to: Int)
  case invalidBytesEscape(position: Int)
  case illegalUnicode(from: Int, to: Int)
  case loneSurrogate
  case namedCharacter
  case fieldNotClosed
  case singleBrace
  case emptyField
  case missingBefore(String)
  case badConversion
  case fieldsTooDeep
  case hashInField
  case backslashInField

  // Expressions
  case expected(String)
  case forgottenComma
  case missingCallParentheses(String)
  case missingElse
  case equalsMeantComparison
  case cannotAssignHere(String)
  case cannotAssign(String)
  case cannotDelete(String)
  case cannotName(String)
  case augmentedTarget(String)
  case annotatedTarget(String)
  case illegalAnnotation
  case starredTargetAlone
  case starredHere
  case severalStarred
  case groupStarred(double: Bool)
  case comprehensionStarred(dictionary: Bool)
  case comprehensionTarget
  case bareGenerator
  case keywordNotName
  case keywordRepeated(String)
  case positionalAfter(unpacking: Bool)
  case iterableAfterMapping
  case noKeyColon
  case noDictionaryValue
  case starredDictionaryValue

  // Statements
  case expectedHandlers
  case defaultHandlerLast
  case severalExceptions
  case defaultBeforePlain
  case bareStar
  case starDefault
  case starTwice
  case mappingDefault
  case afterMapping
  case parenthesizedParameters(lambda: Bool)
  case slashFirst
  case slashTwice
  case slashAfterStar
  case missingDefault
  case duplicateParameter(String)
  case trailingImportComma
  case outsideFunction
  case yieldOutside
  case breakOutside
  case continueOutside
  case starImportInside
  case nonlocalAtModule
  case notAFormula
}

extension SyntaxProblem {
  var className: SyntaxFault.ClassName {
    switch self {
    case .inconsistentTabs: .tab
    case .unindent, .tooManyIndents, .unexpectedIndent, .unexpectedUnindent, .expectedBlock:
      .indentation
    default: .syntax
    }
  }

  var isFinal: Bool {
    switch self {
    case .unexpectedIndent, .outsideLanguage, .tooDeep, .loneSurrogate, .namedCharacter: true
    default: false
    }
  }
}
