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

  nonisolated(unsafe) package static let baseException = TypeObject(
    "BaseException", extensible: true,
    allocate: { type throws(Raise) in .object(ExceptionObject(type, [])) },
    construct: constructException, members: exceptionMembers)
  nonisolated(unsafe) package static let standardException = exception("Exception", .baseException)
  nonisolated(unsafe) package static let systemExit = exception("SystemExit", .baseException)
  nonisolated(unsafe) package static let keyboardInterrupt = exception(
    "KeyboardInterrupt", .baseException)
  nonisolated(unsafe) package static let generatorExit = exception("GeneratorExit", .baseException)

  nonisolated(unsafe) package static let arithmeticError = exception(
    "ArithmeticError", .standardException)
  nonisolated(unsafe) package static let floatingPointError = exception(
    "FloatingPointError", .arithmeticError)
  nonisolated(unsafe) package static let overflowError = exception(
    "OverflowError", .arithmeticError)
  nonisolated(unsafe) package static let zeroDivisionError = exception(
    "ZeroDivisionError", .arithmeticError)
  nonisolated(unsafe) package static let assertionError = exception(
    "AssertionError", .standardException)
  nonisolated(unsafe) package static let attributeError = exception(
    "AttributeError", .standardException)
  nonisolated(unsafe) package static let bufferError = exception("BufferError", .standardException)
  nonisolated(unsafe) package static let eofError = exception("EOFError", .standardException)
  nonisolated(unsafe) package static let importError = exception("ImportError", .standardException)
  nonisolated(unsafe) package static let moduleNotFoundError = exception(
    "ModuleNotFoundError", .importError)
  nonisolated(unsafe) package static let lookupError = exception("LookupError", .standardException)
  nonisolated(unsafe) package static let indexError = exception("IndexError", .lookupError)
  nonisolated(unsafe) package static let keyError = exception("KeyError", .lookupError)
  nonisolated(unsafe) package static let memoryError = exception("MemoryError", .standardException)
  nonisolated(unsafe) package static let nameError = exception("NameError", .standardException)
  nonisolated(unsafe) package static let unboundLocalError = exception(
    "UnboundLocalError", .nameError)
  nonisolated(unsafe) package static let osError = exception("OSError", .standardException)
  nonisolated(unsafe) package static let fileNotFoundError = exception(
    "FileNotFoundError", .osError)
  nonisolated(unsafe) package static let fileExistsError = exception("FileExistsError", .osError)
  nonisolated(unsafe) package static let permissionError = exception("PermissionError", .osError)
  nonisolated(unsafe) package static let timeoutError = exception("TimeoutError", .osError)
  nonisolated(unsafe) package static let connectionError = exception("ConnectionError", .osError)
  nonisolated(unsafe) package static let referenceError = exception(
    "ReferenceError", .standardException)
  nonisolated(unsafe) package static let runtimeError = exception(
    "RuntimeError", .standardException)
  nonisolated(unsafe) package static let notImplementedError = exception(
    "NotImplementedError", .runtimeError)
  nonisolated(unsafe) package static let recursionError = exception("RecursionError", .runtimeError)
  nonisolated(unsafe) package static let stopIteration = exception(
    "StopIteration", .standardException)
  nonisolated(unsafe) package static let syntaxError = exception("SyntaxError", .standardException)
  nonisolated(unsafe) package static let indentationError = exception(
    "IndentationError", .syntaxError)
  nonisolated(unsafe) package static let systemError = exception("SystemError", .standardException)
  nonisolated(unsafe) package static let typeError = exception("TypeError", .standardException)
  nonisolated(unsafe) package static let valueError = exception("ValueError", .standardException)
  nonisolated(unsafe) package static let unicodeError = exception("UnicodeError", .valueError)
  nonisolated(unsafe) package static let unicodeDecodeError = exception(
    "UnicodeDecodeError", .unicodeError)
  nonisolated(unsafe) package static let unicodeEncodeError = exception(
    "UnicodeEncodeError", .unicodeError)
  nonisolated(unsafe) package static let warning = exception("Warning", .standardException)
  nonisolated(unsafe) package static let userWarning = exception("UserWarning", .warning)
  nonisolated(unsafe) package static let deprecationWarning = exception(
    "DeprecationWarning", .warning)
  nonisolated(unsafe) package static let futureWarning = exception("FutureWarning", .warning)
  nonisolated(unsafe) package static let runtimeWarning = exception("RuntimeWarning", .warning)

  /// All that a lesson finds among the built-in names.
  nonisolated(unsafe) static let allExceptions: [TypeObject] = [
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
