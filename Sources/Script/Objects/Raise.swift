import Engine

/// An exception on its way up.
package struct Raise: Error, @unchecked Sendable {
  package let exception: ExceptionObject

  package init(_ exception: ExceptionObject) { self.exception = exception }

  package init(_ type: TypeObject, _ message: String) {
    exception = ExceptionObject(type, [.string(message)])
  }

  package init(_ type: TypeObject, _ arguments: [PyValue]) {
    exception = ExceptionObject(type, arguments)
  }

  package func matches(_ type: TypeObject) -> Bool { exception.type.isSubclass(of: type) }

  /// Notes where in the current function the exception arose, unless a place deeper in is known.
  ///
  /// `anchor` is what carets point at inside the span: an operator, an index.
  @inline(never)
  func at(_ span: SourceSpan, _ anchor: SourceSpan? = nil) -> Raise {
    if exception.place == nil { exception.place = (span, anchor) }
    return self
  }
}

extension Raise {
  package static func type(_ message: String) -> Raise { Raise(.typeError, message) }
  package static func value(_ message: String) -> Raise { Raise(.valueError, message) }
  package static func index(_ message: String) -> Raise { Raise(.indexError, message) }
  package static func key(_ key: PyValue) -> Raise { Raise(.keyError, [key]) }
  package static func attribute(_ message: String) -> Raise { Raise(.attributeError, message) }
  package static func overflow(_ message: String) -> Raise { Raise(.overflowError, message) }
  package static func zeroDivision(_ message: String) -> Raise {
    Raise(.zeroDivisionError, message)
  }
  package static func runtime(_ message: String) -> Raise { Raise(.runtimeError, message) }
  package static func notImplemented(_ message: String) -> Raise {
    Raise(.notImplementedError, message)
  }
  /// What Python has and the lesson language leaves out.
  package static func unsupported(_ message: String) -> Raise {
    Raise(.notImplementedError, message + " (outside the lesson language)")
  }

  package static func missingAttribute(_ name: Symbol, of value: PyValue) -> Raise {
    let message: String
    if let type = value.cast(TypeObject.self) {
      message = "type object '\(type.name)' has no attribute '\(name.text)'"
    } else if let module = value.cast(ModuleObject.self) {
      message = "module '\(module.name)' has no attribute '\(name.text)'"
    } else {
      message = "'\(value.typeName)' object has no attribute '\(name.text)'"
    }
    let raise = Raise(.attributeError, message)
    raise.exception.suggestion = .attribute(name, value)
    return raise
  }
}
