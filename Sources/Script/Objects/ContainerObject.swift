/// A `list`, `dict` or `set`, whose instances carry attributes where a lesson derived the class.
package class ContainerObject: PyObject {
  private final var own: DictObject?

  package override var hidesAttributes: Bool { type.isLesson }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    guard type.isLesson else { return try super.findAttribute(name) }
    let ofClass = type.lookup(name)
    if let ofClass, ofClass.isDataDescriptor { return try ofClass.bound(to: self) }
    if let value = own?.get(text: name.text) { return value }
    if let ofClass { return try ofClass.bound(to: self) }
    if name == Names.dict { return .object(attributes()) }
    if let found = try commonAttribute(name) { return found }
    if let hook = type.lookup(Names.getAttr) { return try hook.callMethod(on: self, name.value) }
    return nil
  }

  private func attributes() -> DictObject {
    if let own { return own }
    let made = DictObject()
    own = made
    return made
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    guard type.isLesson else { return try super.setAttribute(name, value) }
    if let hook = type.lookup(Names.setAttr), !hook.isNative {
      _ = try hook.callMethod(on: self, name.value, value)
    } else if let ofClass = type.lookup(name), ofClass.isDataDescriptor {
      try ofClass.setDescriptor(on: self, name, value)
    } else {
      attributes().set(text: name, value)
    }
  }

  package override func deleteAttribute(_ name: Symbol) throws(Raise) {
    guard try own?.remove(name.value) != nil else {
      throw Raise.missingAttribute(name, of: .object(self))
    }
  }
}
