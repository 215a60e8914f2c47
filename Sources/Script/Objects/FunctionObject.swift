/// A function of the lesson: code, defaults and the cells it closes over.
package final class FunctionObject: PyObject {
  let code: FunctionCode
  let closure: ContiguousArray<CellObject>
  /// Values for the last positional parameters.
  let defaults: ContiguousArray<PyValue>
  /// Values for keyword-only parameters; `unbound` where there is none.
  let keywordDefaults: ContiguousArray<PyValue>
  private var attributes: DictObject?
  private(set) var name: String
  private(set) var qualname: String

  init(
    _ code: FunctionCode, closure: ContiguousArray<CellObject>,
    defaults: ContiguousArray<PyValue>, keywordDefaults: ContiguousArray<PyValue>
  ) {
    self.code = code
    self.closure = closure
    self.defaults = defaults
    self.keywordDefaults = keywordDefaults
    name = code.name
    qualname = code.qualname
    super.init(.function, kind: .function)
  }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    try invoke(arguments)
  }

  /// Runs the function; as a method of the object, which the caller holds, it needs no counting of
  /// references to the code.
  @inline(never)
  func invoke(_ arguments: Arguments) throws(Raise) -> PyValue {
    try code.call(self, arguments)
  }

  package override func repr() throws(Raise) -> String {
    "<function \(qualname) at \(addressText)>"
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let own = attributes?.get(text: name.text) { return own }
    switch name {
    case Names.name: return .string(self.name)
    case Names.qualname: return .string(qualname)
    case Names.module: return .string("__main__")
    case Names.doc: return PyValue(code.documentation.map { .string($0) })
    case Names.dict: return .object(ownAttributes())
    case Names.annotations: return .object(DictObject())
    default:
      if name.text == "__defaults__" {
        return defaults.isEmpty ? PyValue.none : .object(TupleObject(defaults))
      }
      return try super.findAttribute(name)
    }
  }

  private func ownAttributes() -> DictObject {
    if let attributes { return attributes }
    let made = DictObject()
    attributes = made
    return made
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    switch name {
    case Names.name: self.name = value.text ?? self.name
    case Names.qualname: qualname = value.text ?? qualname
    default: ownAttributes().set(text: name, value)
    }
  }

  package override func deleteAttribute(_ name: Symbol) throws(Raise) {
    guard try attributes?.remove(name.value) != nil else {
      throw Raise.missingAttribute(name, of: .object(self))
    }
  }
}

/// A variable that a function shares with the functions inside it.
package final class CellObject: PyObject {
  @exclusivity(unchecked) var value: PyValue

  init(_ value: PyValue = .unbound) {
    self.value = value
    super.init(.cell, kind: .cell)
  }

  override func empty() { value = .unbound }
}

/// A function with the receiver it was found on.
package final class BoundMethod: PyObject {
  package let receiver: PyValue
  package let function: PyValue

  package init(_ receiver: PyValue, _ function: PyValue) {
    self.receiver = receiver
    self.function = function
    super.init(function.isNative ? .builtinFunction : .method, kind: .method)
  }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    try function.callBound(to: receiver, arguments)
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    switch name.text {
    case "__self__": receiver
    case "__func__": function
    default: try function.object?.findAttribute(name)
    }
  }

  package override func repr() throws(Raise) -> String {
    if let native = function.cast(NativeFunction.self) {
      let address = receiver.object?.addressText ?? "0x0"
      return "<built-in method \(native.name) of \(receiver.typeName) object at \(address)>"
    }
    let name = function.cast(FunctionObject.self)?.qualname ?? "?"
    return "<bound method \(name) of \(try receiver.repr())>"
  }

  package override func hash() throws(Raise) -> Int {
    (receiver.object?.identityHash ?? 0) ^ (function.object?.identityHash ?? 0)
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard op == .equal || op == .notEqual, let other = other.cast(BoundMethod.self) else {
      return nil
    }
    let isSame = receiver.isSame(as: other.receiver) && function.isSame(as: other.function)
    return .bool(isSame == (op == .equal))
  }
}
