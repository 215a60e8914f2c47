import Engine

/// Why a text is not a lesson: the Python class of the error, what it says, and where.
package struct SyntaxFault: Error, Hashable, Sendable {
  /// The Python exception class that the fault would be.
  package enum ClassName: String, Hashable, Sendable {
    case syntax = "SyntaxError"
    case indentation = "IndentationError"
    case tab = "TabError"
  }

  /// The parts stand behind a reference: every frame of the parser has room for a fault.
  private final class Parts: Hashable, Sendable {
    let className: ClassName
    let message: String
    let span: SourceSpan
    let help: String?
    let isFinal: Bool

    init(
      _ className: ClassName, _ message: String, _ span: SourceSpan, _ help: String?,
      _ isFinal: Bool
    ) {
      self.className = className
      self.message = message
      self.span = span
      self.help = help
      self.isFinal = isFinal
    }

    static func == (left: Parts, right: Parts) -> Bool {
      left.className == right.className && left.message == right.message
        && left.span == right.span && left.help == right.help
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(message)
      hasher.combine(span)
    }
  }

  private let parts: Parts

  package var className: ClassName { parts.className }
  package var message: String { parts.message }
  package var span: SourceSpan { parts.span }
  package var help: String? { parts.help }
  /// A refusal and an unexpected indent are told even where broken tokens follow.
  var isFinal: Bool { parts.isFinal }
  /// True for the plain "invalid syntax".
  var isGeneric: Bool { message.hasSuffix("invalid syntax") }

  package init(
    _ className: ClassName = .syntax, _ message: String, at span: SourceSpan, help: String? = nil
  ) {
    parts = Parts(className, message, span, help, false)
  }

  init(_ problem: SyntaxProblem, at span: SourceSpan) {
    parts = Parts(problem.className, problem.message, span, problem.help, problem.isFinal)
  }

  private init(_ parts: Parts) {
    self.parts = parts
  }

  /// The fault as one of a replacement field.
  func inFormat() -> SyntaxFault {
    if message.hasPrefix("f-string") { return self }
    return SyntaxFault(
      Parts(parts.className, "f-string: " + message, parts.span, parts.help, parts.isFinal))
  }
}
