/// Special methods that a lesson defines on a class derived from a built-in container.
extension PyObject {
  private func overriding(_ name: Symbol) -> PyValue? {
    guard let method = type.lookup(name), !method.isNative else { return nil }
    return method
  }

  func overriddenTruth() throws(Raise) -> Bool? {
    if let method = overriding(Names.bool) { return try method.callMethod(on: self).truth() }
    if let method = overriding(Names.len) { return try method.callMethod(on: self).truth() }
    return nil
  }

  func overriddenRepr() throws(Raise) -> String? {
    try overriding(Names.repr)?.callMethod(on: self).requiredText(Names.repr)
  }

  func overriddenItem(_ key: PyValue) throws(Raise) -> PyValue? {
    try overriding(Names.getItem)?.callMethod(on: self, key)
  }

  func overriddenBinary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    try overriding(Names.method(op))?.callMethod(on: self, other).implemented
  }

  /// The iterator that a class's `__iter__` returns.
  func overriddenIterator() throws(Raise) -> PyIterator? {
    guard let method = overriding(Names.iter) else { return nil }
    let made = try method.callMethod(on: self)
    guard case .object(let object) = made else {
      throw Raise.type("iter() returned non-iterator of type '\(made.typeName)'")
    }
    if let iterator = object as? PyIterator { return iterator }
    guard let next = object.type.lookup(Names.next) else {
      throw Raise.type("iter() returned non-iterator of type '\(made.typeName)'")
    }
    return InstanceIterator(object, next)
  }
}
