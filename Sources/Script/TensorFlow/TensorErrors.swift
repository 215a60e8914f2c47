import Engine

/// TensorFlow's exception classes and how the engine's errors become them.
enum TensorErrors {
  nonisolated(unsafe) static let operationError = TypeObject(
    "OpError", module: module, base: .standardException, extensible: true,
    allocate: { type throws(Raise) in .object(ExceptionObject(type, [])) }, members: members)

  nonisolated(unsafe) static let all: [TypeObject] =
    [operationError]
    + codes.map { TypeObject.exception($0.name, module: module, base: operationError) }

  private static let module = "tensorflow.python.framework.errors_impl"

  /// The status code of each class; `tf.errors` has it as a constant too.
  static let codes: [(name: String, constant: String, code: Int)] = [
    ("CancelledError", "CANCELLED", 1), ("UnknownError", "UNKNOWN", 2),
    ("InvalidArgumentError", "INVALID_ARGUMENT", 3),
    ("DeadlineExceededError", "DEADLINE_EXCEEDED", 4), ("NotFoundError", "NOT_FOUND", 5),
    ("AlreadyExistsError", "ALREADY_EXISTS", 6), ("PermissionDeniedError", "PERMISSION_DENIED", 7),
    ("ResourceExhaustedError", "RESOURCE_EXHAUSTED", 8),
    ("FailedPreconditionError", "FAILED_PRECONDITION", 9), ("AbortedError", "ABORTED", 10),
    ("OutOfRangeError", "OUT_OF_RANGE", 11), ("UnimplementedError", "UNIMPLEMENTED", 12),
    ("InternalError", "INTERNAL", 13), ("UnavailableError", "UNAVAILABLE", 14),
    ("DataLossError", "DATA_LOSS", 15), ("UnauthenticatedError", "UNAUTHENTICATED", 16),
  ]

  nonisolated(unsafe) private static let members: [NativeMember] = [
    // `InvalidArgumentError(node_def, op, message)`: the text is no part of `args`.
    .method("__init__", "node_def, op, message, *args") { a throws(Raise) in
      guard let exception = a[0].cast(ExceptionObject.self) else { return .none }
      exception.arguments = []
      exception.text = try a[3].str()
      try exception.setAttribute(Symbol("node_def"), a[1])
      try exception.setAttribute(Symbol("op"), a[2])
      return .none
    },
    .property("message") { value throws(Raise) in
      .string(value.cast(ExceptionObject.self)?.text ?? "")
    },
    .property("error_code") { value throws(Raise) in
      let ancestors = value.cast(ExceptionObject.self)?.type.ancestors ?? []
      let code = ancestors.lazy.compactMap { type in codes.first { $0.name == type.name } }.first
      return code.map { .int($0.code) } ?? .none
    },
    .property("experimental_payloads") { _ throws(Raise) in .object(DictObject()) },
    .constant("op", .none), .constant("node_def", .none),
  ]

  nonisolated(unsafe) private static let byName = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The class of that name: TensorFlow's or Python's.
  fileprivate static func type(_ name: String) -> TypeObject {
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

  /// An `InvalidArgumentError` in the words of a kernel; `name` is that of the call, `nil` where
  /// TensorFlow tells none.
  static func invalidArgument(
    _ text: String, op: String, node: String? = nil, name: String? = ""
  ) -> Raise {
    raise("InvalidArgumentError", text, op: op, node: node, name: name)
  }

  /// The error of an assertion that TensorFlow's Python layer makes.
  static func assertion(_ text: String) -> Raise {
    Raise(tensorFlow: "InvalidArgumentError", text)
  }

  /// An error of any class in the words of a kernel; `node` is what is wrapped, where that is
  /// another name.
  static func raise(
    _ type: String, _ text: String, op: String, node: String? = nil, name: String? = ""
  ) -> Raise {
    let place =
      "{{function_node __wrapped__\(node ?? op)_device_/job:localhost/replica:0/task:0/device:CPU:0}}"
    let suffix = name.map { " name: " + $0 } ?? ""
    return Raise(tensorFlow: type, "\(place) \(text) [Op:\(op)]\(suffix)")
  }
}

extension Raise {
  /// An exception of a class known by name, TensorFlow's or Python's.
  init(tensorFlow name: String, _ text: String) {
    let type = TensorErrors.type(name)
    guard type.isSubclass(of: TensorErrors.operationError) else {
      self.init(type, text)
      return
    }
    let exception = ExceptionObject(type, [])
    exception.text = text
    self.init(exception)
  }

  /// An error of a function of the lesson as TensorFlow words it: the op's name is at the end
  /// only where the op took every operand as it was.
  init(_ error: EngineError, madeTensors: Bool) {
    self.init(error)
    guard let text = exception.text,
      text.hasPrefix("{{function_node ") || text.hasPrefix("Value for")
    else { return }
    if madeTensors, let name = text.ranges(of: "] name: ").last {
      exception.text = String(text[...name.lowerBound])
    } else if !madeTensors, text.hasSuffix("]") {
      exception.text = text + " name: "
    }
  }

  /// An error of the engine as TensorFlow words it.
  init(_ error: EngineError) {
    if case .mixedDTypes(op: Divide.name, let a, let b) = error {
      self.init(
        .typeError, "`x` and `y` must have the same dtype, got tf.\(a.name) != tf.\(b.name).")
      return
    }
    let (name, text) = error.tensorFlow
    self.init(tensorFlow: name, text)
    exception.engineError = error
    if let help = error.help() { exception.suggestion = .help(help) }
  }
}

extension RunContext {
  /// An error of the engine, or what a function of the lesson raised that the engine had called.
  func raise(_ error: EngineError) -> Raise {
    guard case .callerFailed = error, let failure else { return Raise(error) }
    self.failure = nil
    return failure
  }
}
