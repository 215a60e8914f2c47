/// Objects of Keras as dictionaries: `serialize` and `deserialize`.
enum KerasConfig {
  /// Module, class and configuration of an object.
  static func serialized(_ value: PyValue, module: String) throws(Raise) -> PyValue {
    if let function = value.cast(NativeFunction.self) { return .string(function.name) }
    guard case .object(let object) = value, let method = try value.findAttribute("get_config")
    else {
      if value.isCallable { return try value.attribute(Names.name) }
      throw Raise.value("Cannot serialize object \(try value.str())")
    }
    let result = DictObject()
    let isLesson = object.type.isLesson
    result.set(text: "module", isLesson ? .none : .string(module))
    result.set(text: "class_name", .string(object.type.name))
    result.set(text: "config", try method.call())
    result.set(text: "registered_name", isLesson ? .string(object.type.name) : .none)
    return .object(result)
  }

  /// The object that a dictionary of class and configuration stands for; `nil` for anything else.
  static func deserialized(
    _ value: PyValue, in module: ModuleObject, _ customs: PyValue
  ) throws(Raise) -> PyValue? {
    guard let dict = value.cast(DictObject.self), let name = dict.get(text: "class_name")?.text
    else { return nil }
    let config = dict.get(text: "config") ?? .object(DictObject())
    let custom = customs.cast(DictObject.self)?.get(text: name)
    guard let type = custom ?? module.get(Symbol(name)) else {
      throw Raise.value("Unknown object: '\(name)'.")
    }
    return try type.attribute("from_config").call(config)
  }
}
