/// What is behind a class that `namedtuple` made.
final class NamedTupleType {
  let type: TypeObject
  let fields: [String]

  init(
    _ name: String, module: String = "__main__", _ fields: [String], defaults: [PyValue] = []
  ) {
    self.fields = fields
    let fallbacks =
      Array(repeating: PyValue?.none, count: fields.count - defaults.count)
      + defaults.map { Optional($0) }
    type = TypeObject(
      name, module: module, base: .tuple, extensible: true,
      construct: { type, arguments throws(Raise) in
        .object(
          NamedTuple(
            try bindFields(arguments, fields, fallbacks, "\(name).__new__"), fields, type))
      },
      members: NamedTupleType.members(fields))
  }

  func make(_ values: [PyValue]) -> PyValue {
    .object(NamedTuple(ContiguousArray(values), fields, type))
  }

  private static func members(_ fields: [String]) -> [NativeMember] {
    var members: [NativeMember] = fields.enumerated().map { index, name in
      .property(name) { value throws(Raise) in
        PyValue(value.cast(TupleObject.self)?.items[index])
      }
    }
    members += [
      .constant("_fields", .tuple(fields.map { .string($0) })),
      .method("_asdict", "") { a throws(Raise) in
        let dict = DictObject()
        for (name, value) in zip(fields, try a.object(0, TupleObject.self).items) {
          dict.set(text: Symbol(name), value)
        }
        return .object(dict)
      },
      .directMethod("_replace") { a throws(Raise) in
        guard let old = a[0].cast(NamedTuple.self) else { return a[0] }
        var items = old.items
        for (name, value) in a.named {
          guard let index = fields.firstIndex(of: name.text) else {
            throw Raise.value("Got unexpected field names: ['\(name.text)']")
          }
          items[index] = value
        }
        return .object(NamedTuple(items, fields, old.type))
      },
      .classMethod("_make", "iterable") { a throws(Raise) in
        guard let type = a[0].cast(TypeObject.self) else { return .none }
        let items = try a[1].contiguousItems()
        guard items.count == fields.count else {
          throw Raise.type("Expected \(fields.count) arguments, got \(items.count)")
        }
        return .object(NamedTuple(items, fields, type))
      },
    ]
    return members
  }
}

/// Sorts arguments into fields, with the errors of a function with such parameters.
func bindFields(
  _ arguments: Arguments, _ fields: [String], _ fallbacks: [PyValue?], _ title: String
) throws(Raise) -> ContiguousArray<PyValue> {
  var values = [PyValue?](repeating: nil, count: fields.count)
  guard arguments.count <= fields.count else {
    let least = fallbacks.count { $0 == nil } + 1
    let most = fields.count + 1
    let range = least == most ? "\(most)" : "from \(least) to \(most)"
    throw Raise.type(
      "\(title)() takes \(range) positional argument\(most == 1 ? "" : "s") but "
        + "\(arguments.count + 1) were given")
  }
  for index in 0..<arguments.count { values[index] = arguments[index] }
  for (name, value) in arguments.named {
    guard let index = fields.firstIndex(of: name.text) else {
      throw Raise.type("\(title)() got an unexpected keyword argument '\(name.text)'")
    }
    if values[index] != nil {
      throw Raise.type("\(title)() got multiple values for argument '\(name.text)'")
    }
    values[index] = value
  }
  var missing: [String] = []
  var all = ContiguousArray<PyValue>()
  for (index, name) in fields.enumerated() {
    if let value = values[index] ?? fallbacks[index] {
      all.append(value)
    } else {
      missing.append(name)
    }
  }
  if !missing.isEmpty { throw Raise.type(missingArguments(title, "positional", missing)) }
  return all
}

/// A tuple whose places have names.
package final class NamedTuple: TupleObject {
  private let fields: [String]

  init(_ items: ContiguousArray<PyValue>, _ fields: [String], _ type: TypeObject) {
    self.fields = fields
    super.init(items, type)
  }

  override func replacing(_ items: [PyValue]) -> TupleObject {
    NamedTuple(ContiguousArray(items), fields, type)
  }

  package override func repr() throws(Raise) -> String {
    if type.isLesson, let text = try overriddenRepr() { return text }
    return try Nesting.enter(self, otherwise: "\(type.name)(...)") { () throws(Raise) -> String in
      var parts: [String] = []
      for (name, value) in zip(fields, items) { parts.append("\(name)=\(try value.repr())") }
      return "\(type.name)(\(parts.joined(separator: ", ")))"
    }
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    if fields.contains(name.text) { throw Raise.attribute("can't set attribute") }
    throw Raise.missingAttribute(name, of: .object(self))
  }
}

/// `namedtuple(typename, field_names, *, rename=False, defaults=None)`.
func addNamedTuple(to module: ModuleObject, _ interpreter: Interpreter) {
  module.function("namedtuple", "typename, field_names, *, rename=False, defaults=None") {
    [unowned interpreter] a throws(Raise) in
    var fields: [String] = []
    if let text = a[1].text {
      fields = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    } else {
      for field in try a[1].items() { fields.append(try field.str()) }
    }
    for (index, field) in fields.enumerated() {
      if field.hasPrefix("_") {
        throw Raise.value("Field names cannot start with an underscore: '\(field)'")
      }
      if fields[..<index].contains(field) {
        throw Raise.value("Encountered duplicate field name: '\(field)'")
      }
    }
    let defaults = a.has(3) ? try a[3].items() : []
    guard defaults.count <= fields.count else {
      throw Raise.type("Got more default values than field names")
    }
    let made = NamedTupleType(try a.text(0), fields, defaults: defaults)
    interpreter.keep(made.type)
    return .object(made.type)
  }
}
