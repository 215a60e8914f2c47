import Engine

/// How Keras' objects are named in arguments and written in configurations.
extension RunContext {
  /// What an argument stands for: a name, a configuration, a class, an object, a function, or none;
  /// `kind` is the module whose `get` knows the names.
  func kerasObject(_ identifier: PyValue, _ kind: String) throws(Raise) -> PyValue {
    if identifier.isAbsent, kind != "activations" { return .none }
    return try kerasValue("\(kind).get").call(identifier)
  }

  /// What stands for a value in a configuration: plain values as they are, objects by class and
  /// settings, functions by name.
  func kerasConfiguration(of value: PyValue) throws(Raise) -> PyValue {
    guard case .object(let object) = value else { return value.isUnbound ? .none : value }
    switch object.kind {
    case .string, .bigInt, .bytes: return value
    case .list, .tuple:
      var items: [PyValue] = []
      for item in try value.contiguousItems() { items.append(try kerasConfiguration(of: item)) }
      return object.kind == .list ? .list(items) : .tuple(items)
    case .dict:
      let made = DictObject()
      for key in try value.items() {
        try made.set(key, try kerasConfiguration(of: try value.item(key)))
      }
      return .object(made)
    case .function: return try value.attribute(Names.name)
    case .native: return try value.attribute(Names.name)
    default: break
    }
    if let shape = object as? ShapeObject { return .tuple(shape.values) }
    if let dtype = object as? DTypeObject { return .string(dtype.dtype.name) }
    guard let method = try value.findAttribute(Symbol("get_config")) else { return value }
    let made = DictObject()
    made.set(text: Symbol("module"), .string(object.type.kerasModule))
    made.set(text: Symbol("class_name"), .string(object.type.name))
    made.set(text: Symbol("config"), try method.call())
    made.set(
      text: Symbol("registered_name"),
      object.type.isLesson ? .string(object.type.name) : PyValue.none)
    return .object(made)
  }
}

extension TypeObject {
  /// The public module of a class of Keras: `keras.initializers` for
  /// `keras.src.initializers.random_initializers`.
  var kerasModule: String {
    let parts = module.split(separator: ".")
    guard parts.count > 2, parts[0] == "keras", parts[1] == "src" else { return "builtins" }
    return "keras.\(parts[2])"
  }
}
