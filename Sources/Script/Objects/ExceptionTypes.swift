extension TypeObject {
  private static func exception(_ name: String, _ base: TypeObject) -> TypeObject {
    TypeObject(name, base: base, extensible: true)
  }

  /// A class of exceptions of a module written in Swift, such as `tf.errors.InvalidArgumentError`.
  package static func exception(
    _ name: String, module: String, base: TypeObject = .standardException,
    members: [NativeMember] = []
  ) -> TypeObject {
    TypeObject(name, module: module, base: base, extensible: true, members: members)
  }

  package static let baseException = TypeObject(
    "BaseException", extensible: true,
    allocate: { type throws(Raise) in .object(ExceptionObject(type, [])) },
    construct: constructException, members: exceptionMembers)
  package static let standardException = exception("Exception", .baseException)
  package static let systemExit = exception("SystemExit", .baseException)
  package static let keyboardInterrupt = exception("KeyboardInterrupt", .baseException)
  package static let generatorExit = exception("GeneratorExit", .baseException)

  package static let arithmeticError = exception("ArithmeticError", .standardException)
  package static let floatingPointError = exception("FloatingPointError", .arithmeticError)
  package static let overflowError = exception("OverflowError", .arithmeticError)
  package static let zeroDivisionError = exception("ZeroDivisionError", .arithmeticError)
  package static let assertionError = exception("AssertionError", .standardException)
  package static let attributeError = exception("AttributeError", .standardException)
  package static let bufferError = exception("BufferError", .standardException)
  package static let eofError = exception("EOFError", .standardException)
  package static let importError = exception("ImportError", .standardException)
  package static let moduleNotFoundError = exception("ModuleNotFoundError", .importError)
  package static let lookupError = exception("LookupError", .standardException)
  package static let indexError = exception("IndexError", .lookupError)
  package static let keyError = exception("KeyError", .lookupError)
  package static let memoryError = exception("MemoryError", .standardException)
  package static let nameError = exception("NameError", .standardException)
  package static let unboundLocalError = exception("UnboundLocalError", .nameError)
  package static let osError = exception("OSError", .standardException)
  package static let fileNotFoundError = exception("FileNotFoundError", .osError)
  package static let fileExistsError = exception("FileExistsError", .osError)
  package static let permissionError = exception("PermissionError", .osError)
  package static let timeoutError = exception("TimeoutError", .osError)
  package static let connectionError = exception("ConnectionError", .osError)
  package static let referenceError = exception("ReferenceError", .standardException)
  package static let runtimeError = exception("RuntimeError", .standardException)
  package static let notImplementedError = exception("NotImplementedError", .runtimeError)
  package static let recursionError = exception("RecursionError", .runtimeError)
  package static let stopIteration = exception("StopIteration", .standardException)
  package static let syntaxError = exception("SyntaxError", .standardException)
  package static let indentationError = exception("IndentationError", .syntaxError)
  package static let systemError = exception("SystemError", .standardException)
  package static let typeError = exception("TypeError", .standardException)
  package static let valueError = exception("ValueError", .standardException)
  package static let unicodeError = exception("UnicodeError", .valueError)
  package static let unicodeDecodeError = exception("UnicodeDecodeError", .unicodeError)
  package static let unicodeEncodeError = exception("UnicodeEncodeError", .unicodeError)
  package static let warning = exception("Warning", .standardException)
  package static let userWarning = exception("UserWarning", .warning)
  package static let deprecationWarning = exception("DeprecationWarning", .warning)
  package static let futureWarning = exception("FutureWarning", .warning)
  package static let runtimeWarning = exception("RuntimeWarning", .warning)

  /// All that a lesson finds among the built-in names.
  static let allExceptions: [TypeObject] = [
    baseException, standardException, systemExit, keyboardInterrupt, generatorExit,
    arithmeticError, floatingPointError, overflowError, zeroDivisionError, assertionError,
    attributeError, bufferError, eofError, importError, moduleNotFoundError, lookupError,
    indexError, keyError, memoryError, nameError, unboundLocalError, osError, fileNotFoundError,
    fileExistsError, permissionError, timeoutError, connectionError, referenceError, runtimeError,
    notImplementedError, recursionError, stopIteration, syntaxError, indentationError, systemError,
    typeError, valueError, unicodeError, unicodeDecodeError, unicodeEncodeError, warning,
    userWarning, deprecationWarning, futureWarning, runtimeWarning,
  ]
}
