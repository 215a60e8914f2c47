/// What every class inherits from `object`.
///
/// Only what a lesson may call through `super()` stands here: the evaluator does the rest itself,
/// so that `type.lookup` finds just what a class defines.
nonisolated(unsafe) let objectMembers: [NativeMember] = [
  .directMethod("__setattr__") { a throws(Raise) in
    guard a.count == 3, let object = a[0].cast(AttributedObject.self), let name = a[1].text else {
      throw Raise.type("can't apply this __setattr__ to \(a[0].typeName) object")
    }
    try object.setPlainAttribute(Symbol(name), a[2])
    return .none
  },
  .directMethod("__delattr__") { a throws(Raise) in
    guard a.count == 2, let object = a[0].cast(AttributedObject.self), let name = a[1].text else {
      throw Raise.type("can't apply this __delattr__ to \(a[0].typeName) object")
    }
    try object.deletePlainAttribute(Symbol(name))
    return .none
  },
  .directMethod("__getattribute__") { a throws(Raise) in
    guard a.count == 2, let name = a[1].text else {
      throw Raise.type("__getattribute__() takes exactly one argument")
    }
    let symbol = Symbol(name)
    guard let object = a[0].cast(AttributedObject.self) else { return try a[0].attribute(symbol) }
    if let found = try object.plainAttribute(symbol) { return found }
    throw Raise.missingAttribute(symbol, of: a[0])
  },
  .staticMethod("__new__", "cls, *args, **kwargs") { a throws(Raise) in
    guard let type = a[0].cast(TypeObject.self), let allocate = type.allocate else {
      throw Raise.type("object.__new__(X): X is not a type object (\(a[0].typeName))")
    }
    return try allocate(type)
  },
]

nonisolated(unsafe) let exceptionMembers: [NativeMember] = [
  .directMethod("__init__") { a throws(Raise) in
    guard let exception = a[0].cast(ExceptionObject.self) else { return .none }
    exception.arguments = Array(a.positional.dropFirst())
    return .none
  },
  .method("with_traceback", "tb, /") { a throws(Raise) in a[0] },
  .method("add_note", "note, /") { a throws(Raise) in
    try a.object(0, ExceptionObject.self).notes.append(try a.text(1))
    return .none
  },
]

nonisolated(unsafe) let constructException: TypeObject.Constructor = {
  type, arguments throws(Raise) in
  if arguments.keywords != nil, !type.isSubclass(of: .importError) {
    throw Raise.type("\(type.name)() takes no keyword arguments")
  }
  let exception = ExceptionObject(type, arguments.positional)
  for (name, value) in arguments.named { exception.setOwnAttribute(name, value) }
  return .object(exception)
}

nonisolated(unsafe) let constructString: TypeObject.Constructor = { _, arguments throws(Raise) in
  if arguments.count == 1, arguments.keywords == nil {
    switch arguments[0] {
    case .int(let value) where value >= 0 && value < 10:
      return StringObject.single(Unicode.Scalar(UInt8(value + 48)))
    case .object(let object) where object.kind == .string: return arguments[0]
    default: return .string(try arguments[0].str())
    }
  }
  return try strSignature.bind(arguments) {
    a throws(Raise) in
    if a[0].isUnbound { return .string("") }
    if a.has(1) {
      let bytes = try a.object(0, BytesObject.self).bytes
      return .string(String(decoding: bytes, as: UTF8.self))
    }
    if a[0].text != nil { return a[0] }
    return .string(try a[0].str())
  }
}

nonisolated(unsafe) let constructRange: TypeObject.Constructor = { _, arguments throws(Raise) in
  guard arguments.keywords == nil else { throw Raise.type("range() takes no keyword arguments") }
  switch arguments.count {
  case 1: return .object(RangeObject(0, try rangeBound(arguments[0]), 1))
  case 2:
    return .object(RangeObject(try rangeBound(arguments[0]), try rangeBound(arguments[1]), 1))
  case 3:
    let step = try rangeBound(arguments[2])
    guard step != 0 else { throw Raise.value("range() arg 3 must not be zero") }
    return .object(
      RangeObject(try rangeBound(arguments[0]), try rangeBound(arguments[1]), step))
  case 0: throw Raise.type("range expected at least 1 argument, got 0")
  default: throw Raise.type("range expected at most 3 arguments, got \(arguments.count)")
  }
}

/// Bounds of a range stay so small that no arithmetic on them overflows.
private func rangeBound(_ value: PyValue) throws(Raise) -> Int {
  let bound = try value.asIndexInt()
  guard bound.magnitude < 1 << 61 else {
    throw Raise.overflow("Python int too large to convert to C ssize_t")
  }
  return bound
}

nonisolated(unsafe) let constructSlice: TypeObject.Constructor = { _, arguments throws(Raise) in
  switch arguments.count {
  case 1: .object(SliceObject(.none, arguments[0], .none))
  case 2: .object(SliceObject(arguments[0], arguments[1], .none))
  case 3: .object(SliceObject(arguments[0], arguments[1], arguments[2]))
  case 0: throw Raise.type("slice expected at least 1 argument, got 0")
  default: throw Raise.type("slice expected at most 3 arguments, got \(arguments.count)")
  }
}

nonisolated(unsafe) let constructType: TypeObject.Constructor = { _, arguments throws(Raise) in
  guard arguments.count == 1 else {
    throw Raise.unsupported("type() with \(arguments.count) arguments; write a class statement")
  }
  return .object(arguments[0].type)
}

nonisolated(unsafe) private let strSignature = Signature(
  "str", "object=..., encoding=None, errors=None", manner: .builtin)
