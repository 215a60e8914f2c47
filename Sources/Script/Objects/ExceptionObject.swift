import Engine

/// An exception instance with the way it came.
package final class ExceptionObject: InstanceObject {
  /// One line of a traceback: a function and the columns that were being evaluated in it.
  package struct Entry: Sendable {
    package var function: String
    package var span: SourceSpan
    package var anchor: SourceSpan?
  }

  /// What a message may add when nobody catches it.
  enum Suggestion {
    case attribute(Symbol, PyValue)
    case name(String, [String])
    case help(String)
  }

  package var arguments: [PyValue]
  /// What `str` gives for a class that keeps its text outside `args`.
  package var text: String?
  package var cause: PyValue = .none
  package var context: ExceptionObject?
  package var suppressesContext = false
  package var notes: [String] = []
  /// Outermost last: entries are appended while unwinding.
  package var entries: [Entry] = []
  /// Where the exception is in the function that is being unwound.
  var place: (span: SourceSpan, anchor: SourceSpan?)?
  /// The function that caught the exception at its place.
  private var catcher: String?
  var suggestion: Suggestion?
  /// The engine's error behind it.
  var engineError: EngineError?
  /// Whether the message already says which layer of Keras was called.
  var tellsLayer = false

  package init(_ type: TypeObject, _ arguments: [PyValue]) {
    self.arguments = arguments
    super.init(type)
  }

  /// Ends the part of the way that lies in one function.
  func leave(function: String) {
    if let place {
      entries.append(Entry(function: catcher ?? function, span: place.span, anchor: place.anchor))
    }
    place = nil
    catcher = nil
  }

  /// Notes which function caught the exception, in case it never leaves it.
  func settle(in function: String) {
    if place != nil, catcher == nil { catcher = function }
  }

  /// What `str` gives.
  package var message: String {
    (try? str()) ?? "<exception str() failed>"
  }

  package override func str() throws(Raise) -> String {
    if let method = type.lookup(Names.str) {
      return try method.callMethod(on: self).requiredText(Names.str)
    }
    return try plainText()
  }

  func plainText() throws(Raise) -> String {
    if let text { return text }
    switch arguments.count {
    case 0: return ""
    case 1:
      if type.isSubclass(of: .keyError) { return try arguments[0].repr() }
      return try arguments[0].str()
    default:
      if type.isSubclass(of: .osError), arguments.count == 2 {
        return "[Errno \(try arguments[0].str())] \(try arguments[1].str())"
      }
      return try PyValue.tuple(arguments).repr()
    }
  }

  package override func repr() throws(Raise) -> String {
    if let method = type.lookup(Names.repr) {
      return try method.callMethod(on: self).requiredText(Names.repr)
    }
    var parts: [String] = []
    for argument in arguments { parts.append(try argument.repr()) }
    return "\(type.name)(\(parts.joined(separator: ", ")))"
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    switch name.text {
    case "args": return .tuple(arguments)
    case "__cause__": return cause
    case "__context__": return PyValue(context.map { .object($0) })
    case "__suppress_context__": return .bool(suppressesContext)
    case "__traceback__": return PyValue.none
    case "__notes__" where !notes.isEmpty: return .list(notes.map { .string($0) })
    case "name" where type.isSubclass(of: .nameError) || type.isSubclass(of: .attributeError):
      if case .attribute(let name, _) = suggestion { return name.value }
      if case .name(let name, _) = suggestion { return .string(name) }
      return try super.findAttribute(name)
    case "value" where type.isSubclass(of: .stopIteration): return PyValue(arguments.first)
    case "code" where type.isSubclass(of: .systemExit):
      return arguments.count > 1 ? .tuple(arguments) : PyValue(arguments.first)
    default: return try super.findAttribute(name)
    }
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    switch name.text {
    case "args": arguments = try value.items()
    case "__cause__":
      cause = value
      suppressesContext = true
    case "__suppress_context__": suppressesContext = try value.truth()
    case "__context__": context = value.cast()
    case "__traceback__": break
    default: try super.setAttribute(name, value)
    }
  }
}
