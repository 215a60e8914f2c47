/// An instance of a class of the lesson, or of a class made in Swift that lessons may derive from.
///
/// The latter is a subclass of this one that carries what Swift needs. Every operation asks the
/// class for the special method.
package class InstanceObject: AttributedObject {
  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    guard let method = type.lookup(Names.call) else {
      throw Raise.type("'\(type.name)' object is not callable")
    }
    if let bound = try method.object?.attribute(boundTo: self) {
      return try bound.call(arguments)
    }
    return try method.callBound(to: .object(self), arguments)
  }

  package override func iterate() throws(Raise) -> PyIterator {
    if let iterator = try overriddenIterator() { return iterator }
    if type.lookup(Names.getItem) != nil { return IndexIterator(indexing: self) }
    throw Raise.type("'\(type.name)' object is not iterable")
  }

  package override func iterateReversed() throws(Raise) -> PyIterator? {
    guard let method = type.lookup(Names.reversed) else { return nil }
    return try method.callMethod(on: self).iterate()
  }

  package override func length() throws(Raise) -> Int {
    guard let method = type.lookup(Names.len) else {
      throw Raise.type("object of type '\(type.name)' has no len()")
    }
    return try checkedLength(try method.callMethod(on: self))
  }

  private func checkedLength(_ value: PyValue) throws(Raise) -> Int {
    guard let length = try value.asIndex() else {
      throw Raise.type("'\(value.typeName)' object cannot be interpreted as an integer")
    }
    guard let count = length.smallInt, count >= 0 else {
      throw Raise.value("__len__() should return >= 0")
    }
    return count
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    guard let method = type.lookup(Names.getItem) else {
      throw Raise.type("'\(type.name)' object is not subscriptable")
    }
    return try method.callMethod(on: self, key)
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    guard let method = type.lookup(Names.setItem) else {
      throw Raise.type("'\(type.name)' object does not support item assignment")
    }
    _ = try method.callMethod(on: self, key, value)
  }

  package override func deleteItem(_ key: PyValue) throws(Raise) {
    guard let method = type.lookup(Names.delItem) else {
      throw Raise.type("'\(type.name)' object doesn't support item deletion")
    }
    _ = try method.callMethod(on: self, key)
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    if let method = type.lookup(Names.contains) {
      return try method.callMethod(on: self, value).truth()
    }
    return try super.contains(value)
  }

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let method = type.lookup(Names.method(op)) else { return nil }
    return try method.callMethod(on: self, other).implemented
  }

  package override func reflected(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let method = type.lookup(Names.reflectedMethod(op)) else { return nil }
    return try method.callMethod(on: self, other).implemented
  }

  package override func inPlace(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let method = type.lookup(Names.inPlaceMethod(op)) else { return nil }
    return try method.callMethod(on: self, other).implemented
  }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    guard let method = type.lookup(Names.method(op)) else { return nil }
    return try method.callMethod(on: self)
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if let method = type.lookup(Names.method(op)) {
      return try method.callMethod(on: self, other).implemented
    }
    if op == .notEqual, let method = type.lookup(Names.eq) {
      guard let same = try method.callMethod(on: self, other).implemented else { return nil }
      return .bool(try !same.truth())
    }
    return nil
  }

  package override func hash() throws(Raise) -> Int {
    if let method = type.lookup(Names.hash) {
      if method.isNone { throw Raise.type("unhashable type: '\(type.name)'") }
      let value = try method.callMethod(on: self)
      guard let number = value.bigInt else {
        throw Raise.type("__hash__ method should return an integer")
      }
      return try PyValue.integer(number).hash()
    }
    if type.isLesson, type.lookup(Names.eq) != nil, !type.hashIsInherited {
      throw Raise.type("unhashable type: '\(type.name)'")
    }
    return identityHash
  }

  package override func truth() throws(Raise) -> Bool {
    if let method = type.lookup(Names.bool) {
      let value = try method.callMethod(on: self)
      guard case .bool(let truth) = value else {
        throw Raise.type("__bool__ should return bool, returned \(value.typeName)")
      }
      return truth
    }
    if let method = type.lookup(Names.len) {
      return try checkedLength(try method.callMethod(on: self)) > 0
    }
    return true
  }

  package override func repr() throws(Raise) -> String {
    if let method = type.lookup(Names.repr) {
      return try method.callMethod(on: self).requiredText(Names.repr)
    }
    return defaultRepr
  }

  package override func str() throws(Raise) -> String {
    if let method = type.lookup(Names.str) {
      return try method.callMethod(on: self).requiredText(Names.str)
    }
    return try repr()
  }

  package override func format(_ specification: String) throws(Raise) -> String {
    if let method = type.lookup(Names.format) {
      return try method.callMethod(on: self, .string(specification)).requiredText(Names.format)
    }
    return try super.format(specification)
  }

  package override func asIndex() throws(Raise) -> PyValue? {
    guard let method = type.lookup(Names.index) else { return nil }
    let value = try method.callMethod(on: self)
    guard value.bigInt != nil else {
      throw Raise.type("__index__ returned non-int (type \(value.typeName))")
    }
    return value
  }

  package override func asInt() throws(Raise) -> PyValue? {
    for name in [Names.int, Names.trunc] {
      guard let method = type.lookup(name) else { continue }
      let value = try method.callMethod(on: self)
      guard value.bigInt != nil else {
        throw Raise.type("\(name.text) returned non-int (type \(value.typeName))")
      }
      return value
    }
    return try asIndex()
  }

  package override func asFloat() throws(Raise) -> Double? {
    if let method = type.lookup(Names.float) {
      let value = try method.callMethod(on: self)
      guard case .float(let double) = value else {
        throw Raise.type(
          "\(type.name).__float__ returned non-float (type \(value.typeName))")
      }
      return double
    }
    return try asIndex()?.asDouble()
  }
}

extension TypeObject {
  /// Whether a `__hash__` stands in the class order before the `__eq__` that would hide it.
  var hashIsInherited: Bool {
    for ancestor in ancestors {
      if ancestor.attributes[Names.hash] != nil { return true }
      if ancestor.attributes[Names.eq] != nil { return false }
    }
    return true
  }
}
