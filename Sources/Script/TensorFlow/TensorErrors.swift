import Engine

/// TensorFlow's exception classes and how the engine's errors become them.
enum TensorErrors {
  nonisolated(unsafe) static let operationError = TypeObject.exception(
    "OpError", module: "tensorflow.python.framework.errors_impl")

  nonisolated(unsafe) static let all: [TypeObject] =
    [operationError]
    + [
      "InvalidArgumentError", "UnimplementedError", "FailedPreconditionError", "NotFoundError",
      "OutOfRangeError", "UnknownError", "CancelledError", "DeadlineExceededError",
      "AlreadyExistsError", "PermissionDeniedError", "ResourceExhaustedError", "AbortedError",
      "InternalError", "UnavailableError", "DataLossError", "UnauthenticatedError",
    ].map {
      TypeObject.exception(
        $0, module: "tensorflow.python.framework.errors_impl", base: operationError)
    }

  nonisolated(unsafe) private static let byName = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The class of that name: TensorFlow's or Python's.
  static func type(_ name: String) -> TypeObject {
    if let known = byName[name] { return known }
    switch name {
    case "ValueError": return .valueError
    case "TypeError": return .typeError
    case "RuntimeError": return .runtimeError
    case "NotImplementedError": return .notImplementedError
    case "IndexError": return .indexError
    case "LookupError": return .lookupError
    default: return .runtimeError
    }
  }

  /// An `InvalidArgumentError` in the words of a kernel.
  static func invalidArgument(_ text: String, op: String, name: String? = nil) -> Raise {
    let node =
      "{{function_node __wrapped__\(op)_device_/job:localhost/replica:0/task:0/device:CPU:0}}"
    return Raise(
      type("InvalidArgumentError"), "\(node) \(text) [Op:\(op)] name: \(name ?? "")")
  }
}

extension Raise {
  /// An error of the engine as TensorFlow words it.
  init(_ error: EngineError) {
    if case .mixedDTypes(op: Divide.name, let a, let b) = error {
      self.init(
        .typeError, "`x` and `y` must have the same dtype, got tf.\(a.name) != tf.\(b.name).")
      return
    }
    let (name, text) = error.tensorFlow
    self.init(TensorErrors.type(name), text)
    if let help = error.help() { exception.suggestion = .help(help) }
  }
}
