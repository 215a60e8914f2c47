/// A value of the lesson language: numbers and constants in place, everything else by reference.
package enum PyValue {
  /// A name without a value, or an absent argument; never visible to a lesson.
  case unbound
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case object(PyObject)
}

extension PyValue {
  package static func string(_ text: String) -> PyValue { .object(StringObject(text)) }
  package static func list(_ items: [PyValue]) -> PyValue { .object(ListObject(items)) }
  package static func tuple(_ items: [PyValue]) -> PyValue { .object(TupleObject(items)) }

  /// The value, or Python's `None`.
  package init(_ optional: PyValue?) { self = optional ?? .none }

  package var isUnbound: Bool {
    if case .unbound = self { true } else { false }
  }

  package var isNone: Bool {
    if case .none = self { true } else { false }
  }

  /// Whether an argument was left out or is `None`.
  package var isAbsent: Bool {
    switch self {
    case .unbound, .none: true
    default: false
    }
  }

  /// The object behind a reference.
  package var object: PyObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// The text of a `str`.
  package var text: String? {
    if case .object(let object) = self, object.kind == .string {
      return unsafeDowncast(object, to: StringObject.self).value
    }
    return nil
  }

  package var type: TypeObject {
    switch self {
    case .unbound, .none: .noneType
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .object(let object): object.type
    }
  }

  package var typeName: String { type.title }

  /// Python's `is`.
  package func isSame(as other: PyValue) -> Bool {
    switch (self, other) {
    case (.none, .none): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
    case (.object(let a), .object(let b)):
      a === b
        || a.kind == .string && b.kind == .string
          && unsafeDowncast(a, to: StringObject.self).isSameShortText(
            as: unsafeDowncast(b, to: StringObject.self))
    default: false
    }
  }

  /// The value as one of a class, if it is an instance of exactly or below it.
  @inline(__always)
  package func cast<Object: PyObject>(_ type: Object.Type = Object.self) -> Object? {
    if case .object(let object) = self { object as? Object } else { nil }
  }
}
