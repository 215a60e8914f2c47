/// What an object is, for the few places that ask without a virtual call.
package enum ObjectKind: UInt8, Sendable {
  case other
  case string
  case bytes
  case list
  case tuple
  case dict
  case set
  case range
  case slice
  case bigInt
  case complex
  case function
  case native
  case method
  case type
  case instance
  case cell
  case module
}

/// The root of everything that is no number or constant: Python's data model as virtual methods.
///
/// A native class (a tensor, a tape, a layer) overrides what it supports; every default raises the
/// `TypeError` or `AttributeError` that CPython raises. Results of `binary`, `reflected` and
/// `compare` are `nil` for Python's `NotImplemented`.
package class PyObject {
  private unowned(unsafe) final let storedType: TypeObject?
  package final let kind: ObjectKind
  /// The place among the run's `Holdings`, or -1.
  @exclusivity(unchecked) final var holding: Int32 = -1

  /// An object of a class; `nil` only for classes themselves, whose class is `type`.
  package init(_ type: TypeObject?, kind: ObjectKind = .other) {
    storedType = type
    self.kind = kind
  }

  @inline(__always)
  package final var type: TypeObject {
    if let storedType { storedType } else { .type }
  }

  /// The class as an address, for caches.
  @inline(__always)
  final var typeIdentity: ObjectIdentifier? { storedType.map { ObjectIdentifier($0) } }

  deinit {
    if holding >= 0 { Holdings.leave(holding) }
  }

  /// Lets go of what was put into the object; the run is over.
  func empty() {}

  // MARK: Attributes

  /// `self.name`, or `nil` where there is none; the default looks along the class.
  package func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let found = type.lookup(name) { return try found.bound(to: self) }
    return try commonAttribute(name)
  }

  /// Whether attributes come from elsewhere than the class and the instance's own ones, so that
  /// nodes must ask every time; classes that override `findAttribute` say so.
  package var hidesAttributes: Bool { false }

  package func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    if let found = type.lookup(name) {
      if let property = found.cast(NativeProperty.self) {
        return try property.set(on: .object(self), value)
      }
      throw Raise.attribute("'\(type.title)' object attribute '\(name.text)' is read-only")
    }
    throw Raise.missingAttribute(name, of: .object(self))
  }

  package func deleteAttribute(_ name: Symbol) throws(Raise) {
    throw Raise.missingAttribute(name, of: .object(self))
  }

  /// Whether it becomes a bound method when found on the class of an instance.
  package var bindsToInstances: Bool { false }

  /// What it becomes when found on the class of `receiver`; `nil` where it stays itself.
  func attribute(boundTo receiver: PyObject) throws(Raise) -> PyValue? {
    bindsToInstances ? .object(BoundMethod(.object(receiver), .object(self))) : nil
  }

  // MARK: Calls and iteration

  package func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    throw Raise.type("'\(type.title)' object is not callable")
  }

  /// Whether `callable` says so; native classes that override `call` say it here.
  package var isCallable: Bool { false }

  package func iterate() throws(Raise) -> PyIterator {
    throw Raise.type("'\(type.title)' object is not iterable")
  }

  /// Iteration from the end; `nil` where `reversed` has to count down.
  package func iterateReversed() throws(Raise) -> PyIterator? { nil }

  // MARK: Containers

  package func length() throws(Raise) -> Int {
    throw Raise.type("object of type '\(type.name)' has no len()")
  }

  package func item(_ key: PyValue) throws(Raise) -> PyValue {
    throw Raise.type("'\(type.title)' object is not subscriptable")
  }

  package func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    throw Raise.type("'\(type.title)' object does not support item assignment")
  }

  package func deleteItem(_ key: PyValue) throws(Raise) {
    throw Raise.type("'\(type.title)' object doesn't support item deletion")
  }

  package func contains(_ value: PyValue) throws(Raise) -> Bool {
    let iterator: PyIterator
    do throws(Raise) {
      iterator = try iterate()
    } catch {
      guard error.matches(.typeError) else { throw error }
      throw Raise.type("argument of type '\(type.name)' is not iterable")
    }
    while let item = try iterator.next() {
      if try item.isEqual(to: value) { return true }
    }
    return false
  }

  // MARK: Operators

  package func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? { nil }
  package func reflected(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? { nil }
  /// `self op= other` in place; `nil` falls back to `binary`.
  package func inPlace(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? { nil }
  package func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? { nil }
  package func compare(_ op: ComparisonOperator, _ other: PyValue) throws(Raise) -> PyValue? { nil }

  package func hash() throws(Raise) -> Int { identityHash }
  package func truth() throws(Raise) -> Bool { true }

  // MARK: Text

  package func repr() throws(Raise) -> String { defaultRepr }
  package func str() throws(Raise) -> String { try repr() }

  package func format(_ specification: String) throws(Raise) -> String {
    guard specification.isEmpty else {
      throw Raise.type("unsupported format string passed to \(type.name).__format__")
    }
    return try str()
  }

  // MARK: Numbers

  /// As an index (`__index__`); `nil` where the object is no whole number.
  package func asIndex() throws(Raise) -> PyValue? { nil }
  /// For `int(x)`, `float(x)` and `complex(x)`; `nil` where the object has no such reading.
  package func asInt() throws(Raise) -> PyValue? { try asIndex() }
  package func asFloat() throws(Raise) -> Double? { nil }
}

extension PyObject {
  package final var identityHash: Int {
    let address = UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())
    return Int(bitPattern: address >> 4 | address << 60)
  }

  package final var addressText: String {
    let address = UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())
    return "0x" + String(address, radix: 16)
  }

  package final var defaultRepr: String { "<\(type.qualifiedName) object at \(addressText)>" }

  package final func attribute(_ name: Symbol) throws(Raise) -> PyValue {
    if let found = try findAttribute(name) { return found }
    throw Raise.missingAttribute(name, of: .object(self))
  }
}
