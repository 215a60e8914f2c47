/// A `property` of a class of the lesson.
package final class PropertyObject: PyObject {
  let getter: PyValue
  let setter: PyValue
  let deleter: PyValue
  @exclusivity(unchecked) fileprivate(set) var name = ""

  init(_ getter: PyValue, _ setter: PyValue = .none, _ deleter: PyValue = .none) {
    self.getter = getter
    self.setter = setter
    self.deleter = deleter
    super.init(.property)
  }

  private var title: String {
    getter.cast(FunctionObject.self)?.name ?? name
  }

  func get(from receiver: PyValue) throws(Raise) -> PyValue {
    guard !getter.isNone else {
      throw Raise.attribute("property '\(title)' of '\(receiver.typeName)' object has no getter")
    }
    return try getter.callBound(to: receiver)
  }

  func set(on receiver: PyValue, _ name: Symbol, _ value: PyValue) throws(Raise) {
    guard !setter.isNone else {
      throw Raise.attribute(
        "property '\(name.text)' of '\(receiver.typeName)' object has no setter")
    }
    _ = try setter.callBound(to: receiver, value)
  }

  func delete(on receiver: PyValue, _ name: Symbol) throws(Raise) {
    guard !deleter.isNone else {
      throw Raise.attribute(
        "property '\(name.text)' of '\(receiver.typeName)' object has no deleter")
    }
    _ = try deleter.callBound(to: receiver)
  }
}

nonisolated(unsafe) let propertyMembers: [NativeMember] = [
  .method("getter", "fget, /") { a throws(Raise) in
    let old = try a.object(0, PropertyObject.self)
    return .object(PropertyObject(a[1], old.setter, old.deleter))
  },
  .method("setter", "fset, /") { a throws(Raise) in
    let old = try a.object(0, PropertyObject.self)
    return .object(PropertyObject(old.getter, a[1], old.deleter))
  },
  .method("deleter", "fdel, /") { a throws(Raise) in
    let old = try a.object(0, PropertyObject.self)
    return .object(PropertyObject(old.getter, old.setter, a[1]))
  },
  .property("fget") { value throws(Raise) in PyValue(value.cast(PropertyObject.self)?.getter) },
]

nonisolated(unsafe) let constructProperty: TypeObject.Constructor = { _, arguments throws(Raise) in
  try propertySignature.bind(arguments) {
    a throws(Raise) in .object(PropertyObject(a[0], a[1], a[2]))
  }
}

/// A `staticmethod`.
package final class StaticMethodObject: PyObject {
  package let function: PyValue

  package init(_ function: PyValue) {
    self.function = function
    super.init(.staticMethod)
  }

  package override var isCallable: Bool { true }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    try function.call(arguments)
  }
}

/// A `classmethod`.
package final class ClassMethodObject: PyObject {
  package let function: PyValue

  package init(_ function: PyValue) {
    self.function = function
    super.init(.classMethod)
  }
}

nonisolated(unsafe) let constructStaticMethod: TypeObject.Constructor = {
  _, arguments throws(Raise) in
  try staticmethodSignature.bind(arguments) { a throws(Raise) in
    .object(StaticMethodObject(a[0]))
  }
}

nonisolated(unsafe) let constructClassMethod: TypeObject.Constructor = {
  _, arguments throws(Raise) in
  try classmethodSignature.bind(arguments) { a throws(Raise) in
    .object(ClassMethodObject(a[0]))
  }
}

extension PyValue {
  /// What an attribute of a class becomes when it is found through an instance.
  package func bound(to receiver: PyObject) throws(Raise) -> PyValue {
    guard case .object(let object) = self else { return self }
    switch object.kind {
    case .function: return .object(BoundMethod(.object(receiver), self))
    case .native:
      let function = unsafeDowncast(object, to: NativeFunction.self)
      return function.isMethod ? .object(BoundMethod(.object(receiver), self)) : self
    case .instance:
      guard let getter = object.type.lookup(Names.get) else { return self }
      return try getter.callMethod(on: object, .object(receiver), .object(receiver.type))
    case .other:
      if let property = object as? PropertyObject {
        return try property.get(from: .object(receiver))
      }
      if let property = object as? NativeProperty {
        return try property.get(from: .object(receiver))
      }
      if let method = object as? StaticMethodObject { return method.function }
      if let method = object as? ClassMethodObject {
        return .object(BoundMethod(.object(receiver.type), method.function))
      }
      return try object.attribute(boundTo: receiver) ?? self
    default: return self
    }
  }

  /// What an attribute of a class becomes when it is found through the class.
  func boundToClass(_ type: TypeObject) throws(Raise) -> PyValue {
    guard case .object(let object) = self else { return self }
    switch object.kind {
    case .other:
      if let method = object as? StaticMethodObject { return method.function }
      if let method = object as? ClassMethodObject {
        return .object(BoundMethod(.object(type), method.function))
      }
      return self
    case .instance:
      guard let getter = object.type.lookup(Names.get) else { return self }
      return try getter.callMethod(on: object, .none, .object(type))
    default: return self
    }
  }

  /// The function inside a `staticmethod`, or the value itself.
  var unwrappedStatic: PyValue { cast(StaticMethodObject.self)?.function ?? self }

  /// The function inside a `staticmethod` or `classmethod`, or the value itself.
  var wrappedFunction: PyValue {
    cast(StaticMethodObject.self)?.function ?? cast(ClassMethodObject.self)?.function ?? self
  }

  /// Whether it stands before an instance's own attribute of the same name.
  var isDataDescriptor: Bool {
    guard case .object(let object) = self else { return false }
    switch object.kind {
    case .other: return object is PropertyObject || object is NativeProperty
    case .instance: return object.type.isLesson && object.type.lookup(Names.set) != nil
    default: return false
    }
  }

  func setDescriptor(
    on receiver: PyObject, _ name: Symbol, _ value: PyValue
  ) throws(Raise) {
    guard case .object(let object) = self else { return }
    if let property = object as? PropertyObject {
      try property.set(on: .object(receiver), name, value)
    } else if let property = object as? NativeProperty {
      try property.set(on: .object(receiver), value)
    } else if let setter = object.type.lookup(Names.set) {
      _ = try setter.callMethod(on: object, .object(receiver), value)
    }
  }
}

nonisolated(unsafe) private let propertySignature = Signature(
  "property", "fget=None, fset=None, fdel=None, doc=None", manner: .builtin)
nonisolated(unsafe) private let staticmethodSignature = Signature(
  "staticmethod", "function, /", manner: .builtin)
nonisolated(unsafe) private let classmethodSignature = Signature(
  "classmethod", "function, /", manner: .builtin)
