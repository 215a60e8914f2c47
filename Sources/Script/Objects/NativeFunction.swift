/// A function written in Swift.
package final class NativeFunction: PyObject {
  package typealias Body = (_ arguments: Bound) throws(Raise) -> PyValue
  package typealias DirectBody = (_ arguments: Arguments) throws(Raise) -> PyValue

  package let name: String
  /// What errors call it, such as `int` in `int.to_bytes`.
  package let signature: Signature
  /// Whether it becomes a bound method when found on the class of an object.
  let isMethod: Bool
  private let direct: DirectBody
  /// Whether it is `list.append`, which calls of methods do in place.
  let isListAppend: Bool

  /// A function with a signature as Python writes it, such as `"x, axis=None, *, name=None"`; the
  /// body gets one value per parameter.
  package init(
    _ name: String, _ parameters: String, isMethod: Bool = false, owner: String? = nil,
    body: @escaping Body
  ) {
    self.name = name
    signature = Signature(name, parameters, owner: owner)
    self.isMethod = isMethod
    let signature = signature
    direct = { arguments throws(Raise) in try signature.bind(arguments, body) }
    isListAppend = false
    super.init(.builtinFunction, kind: .native)
  }

  /// A function that looks at its arguments itself.
  package init(direct name: String, isMethod: Bool = false, body: @escaping DirectBody) {
    self.name = name
    signature = Signature(name, "*args, **kwargs")
    self.isMethod = isMethod
    direct = body
    isListAppend = isMethod && name == "append"
    super.init(.builtinFunction, kind: .native)
  }

  /// A function that stands for another one with the same parameters.
  init(direct name: String, signature: Signature, body: @escaping DirectBody) {
    self.name = name
    self.signature = signature
    isMethod = false
    direct = body
    isListAppend = false
    super.init(.builtinFunction, kind: .native)
  }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    try direct(arguments)
  }

  package override func repr() throws(Raise) -> String {
    isMethod
      ? "<method '\(name)' of builtin objects>" : "<built-in function \(name)>"
  }

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    switch name {
    case Names.name, Names.qualname: .string(self.name)
    case Names.doc: PyValue.none
    case Names.module: .string("builtins")
    default: try super.findAttribute(name)
    }
  }
}

extension PyValue {
  /// A function made in Swift, as a value.
  package static func native(
    _ name: String, _ parameters: String, _ body: @escaping NativeFunction.Body
  ) -> PyValue {
    .object(NativeFunction(name, parameters, body: body))
  }

  var isNative: Bool {
    if case .object(let object) = self { object.kind == .native } else { false }
  }
}

/// A property of a class written in Swift.
package final class NativeProperty: PyObject {
  package typealias Getter = (_ receiver: PyValue) throws(Raise) -> PyValue
  package typealias Setter = (_ receiver: PyValue, _ value: PyValue) throws(Raise) -> Void

  let name: String
  private let getter: Getter
  private let setter: Setter?

  init(_ name: String, getter: @escaping Getter, setter: Setter?) {
    self.name = name
    self.getter = getter
    self.setter = setter
    super.init(.getSetDescriptor)
  }

  func get(from receiver: PyValue) throws(Raise) -> PyValue { try getter(receiver) }

  func set(on receiver: PyValue, _ value: PyValue) throws(Raise) {
    guard let setter else {
      let type = receiver.type
      // TensorFlow's and Keras' classes are written in Python.
      throw Raise.attribute(
        type.module.hasPrefix("tensorflow.") || type.module.hasPrefix("keras.") || type.isLesson
          ? "property '\(name)' of '\(type.name)' object has no setter"
          : "attribute '\(name)' of '\(type.title)' objects is not writable")
    }
    try setter(receiver, value)
  }
}

/// One entry of the table of a class written in Swift.
package enum NativeMember {
  /// A method; parameter 0 of the body is the receiver, the signature leaves it out.
  case method(String, String, NativeFunction.Body)
  case directMethod(String, NativeFunction.DirectBody)
  case property(String, NativeProperty.Getter)
  case mutableProperty(String, NativeProperty.Getter, NativeProperty.Setter)
  case staticMethod(String, String, NativeFunction.Body)
  /// A class method; parameter 0 of the body is the class.
  case classMethod(String, String, NativeFunction.Body)
  case constant(String, PyValue)

  func made(for type: TypeObject) -> (Symbol, PyValue) {
    switch self {
    case .method(let name, let parameters, let body):
      let all =
        parameters.isEmpty
        ? "self, /"
        : parameters.utf8.contains(UInt8(ascii: "/"))
          ? "self, " + parameters : "self, /, " + parameters
      let function = NativeFunction(name, all, isMethod: true, owner: type.name, body: body)
      if type.module.isEmpty { function.signature.manner = .builtin }
      return (Symbol(name), .object(function))
    case .directMethod(let name, let body):
      return (Symbol(name), .object(NativeFunction(direct: name, isMethod: true, body: body)))
    case .property(let name, let getter):
      return (Symbol(name), .object(NativeProperty(name, getter: getter, setter: nil)))
    case .mutableProperty(let name, let getter, let setter):
      return (Symbol(name), .object(NativeProperty(name, getter: getter, setter: setter)))
    case .staticMethod(let name, let parameters, let body):
      return (Symbol(name), .object(NativeFunction(name, parameters, body: body)))
    case .classMethod(let name, let parameters, let body):
      let function = NativeFunction(
        name, parameters.isEmpty ? "cls, /" : "cls, /, " + parameters, isMethod: true, body: body)
      return (Symbol(name), .object(ClassMethodObject(.object(function))))
    case .constant(let name, let value):
      return (Symbol(name), value)
    }
  }
}
