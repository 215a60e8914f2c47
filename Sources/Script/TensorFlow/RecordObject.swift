import Engine

/// A tuple whose parts have names, such as `TopKV2(values=…, indices=…)`.
package final class RecordObject: TupleObject {
  private let names: [String]

  init(_ names: [String], _ items: [PyValue], _ type: TypeObject) {
    self.names = names
    super.init(ContiguousArray(items), type)
  }

  override func replacing(_ items: [PyValue]) -> TupleObject { RecordObject(names, items, type) }

  package override func repr() throws(Raise) -> String {
    var parts: [String] = []
    for (name, item) in zip(names, items) { parts.append("\(name)=\(try item.repr())") }
    return "\(type.name)(\(parts.joined(separator: ", ")))"
  }

  /// A class of records; its parts are properties.
  static func makeType(_ name: String, _ names: [String]) -> TypeObject {
    let fields = names.enumerated().map { place, field -> NativeMember in
      .property(field) { receiver throws(Raise) in
        receiver.cast(RecordObject.self)?.items[place] ?? .none
      }
    }
    let others: [NativeMember] = [
      .constant("_fields", .tuple(names.map { .string($0) })),
      .method("_asdict", "") { a throws(Raise) in
        let dict = DictObject()
        let items = try a.object(0, RecordObject.self).items
        for (name, item) in zip(names, items) { dict.set(text: Symbol(name), item) }
        return .object(dict)
      },
    ]
    return TypeObject(
      name, module: "tensorflow.python.ops", base: .tuple, members: fields + others)
  }
}
