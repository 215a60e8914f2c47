/// Python's data model for every value: what objects do by a virtual call, numbers do here.
extension PyValue {
  // MARK: Attributes

  package func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if case .object(let object) = self { return try object.findAttribute(name) }
    if let found = type.lookup(name) {
      if let property = found.cast(NativeProperty.self) { return try property.get(from: self) }
      if let function = found.cast(NativeFunction.self), function.isMethod {
        return .object(BoundMethod(self, found))
      }
      if let method = found.cast(ClassMethodObject.self) {
        return .object(BoundMethod(.object(type), method.function))
      }
      return found
    }
    if name == Names.classOf { return .object(type) }
    return specialMethod(name)
  }

  package func attribute(_ name: Symbol) throws(Raise) -> PyValue {
    if let found = try findAttribute(name) { return found }
    throw Raise.missingAttribute(name, of: self)
  }

  package func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    if case .object(let object) = self { return try object.setAttribute(name, value) }
    if type.lookup(name) != nil {
      throw Raise.attribute("'\(typeName)' object attribute '\(name.text)' is read-only")
    }
    throw Raise.missingAttribute(name, of: self)
  }

  // MARK: Iteration

  package func iterate() throws(Raise) -> PyIterator {
    guard case .object(let object) = self else {
      throw Raise.type("'\(typeName)' object is not iterable")
    }
    return try object.iterate()
  }

  /// All values of an iterable.
  package func items() throws(Raise) -> [PyValue] { Array(try contiguousItems()) }

  package func contiguousItems() throws(Raise) -> ContiguousArray<PyValue> {
    if case .object(let object) = self {
      switch object.kind {
      case .list where !object.type.isLesson:
        return unsafeDowncast(object, to: ListObject.self).items
      case .tuple: return unsafeDowncast(object, to: TupleObject.self).items
      default: break
      }
    }
    let iterator = try iterate()
    var items = ContiguousArray<PyValue>()
    if let count = iterator.remaining {
      try Room.values(count)
      items.reserveCapacity(count)
    }
    while let value = try iterator.next() {
      items.append(value)
      if items.count & 0xf_ffff == 0 { try Room.values(items.count * 2) }
    }
    return items
  }

  /// All values of an iterable; what is none raises a `TypeError` with `message`.
  func iterableItems(_ message: String) throws(Raise) -> ContiguousArray<PyValue> {
    guard try isIterable() else { throw Raise.type(message) }
    return try contiguousItems()
  }

  func isIterable() throws(Raise) -> Bool {
    guard case .object(let object) = self else { return false }
    switch object.kind {
    case .list, .tuple, .dict, .set, .string, .range, .bytes: return true
    case .instance:
      return object.type.lookup(Names.iter) != nil || object.type.lookup(Names.getItem) != nil
        || !object.type.isLesson
    case .function, .native, .method, .type, .module, .bigInt, .complex, .slice, .cell:
      return false
    case .other: return true
    }
  }

  // MARK: Containers

  package func length() throws(Raise) -> Int {
    guard case .object(let object) = self else {
      throw Raise.type("object of type '\(typeName)' has no len()")
    }
    return try object.length()
  }

  package func item(_ key: PyValue) throws(Raise) -> PyValue {
    guard case .object(let object) = self else {
      throw Raise.type("'\(typeName)' object is not subscriptable")
    }
    return try object.item(key)
  }

  package func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    guard case .object(let object) = self else {
      throw Raise.type("'\(typeName)' object does not support item assignment")
    }
    try object.setItem(key, value)
  }

  package func deleteItem(_ key: PyValue) throws(Raise) {
    guard case .object(let object) = self else {
      throw Raise.type("'\(typeName)' object doesn't support item deletion")
    }
    try object.deleteItem(key)
  }

  package func contains(_ value: PyValue) throws(Raise) -> Bool {
    guard case .object(let object) = self else {
      throw Raise.type("argument of type '\(typeName)' is not iterable")
    }
    return try object.contains(value)
  }

  // MARK: Truth and hash

  @inline(__always)
  package func truth() throws(Raise) -> Bool {
    switch self {
    case .bool(let value): value
    case .int(let value): value != 0
    case .float(let value): value != 0
    case .unbound, .none: false
    case .object(let object): try object.truth()
    }
  }

  @inline(__always)
  package func hash() throws(Raise) -> Int {
    switch self {
    case .int(let value): hashOfInt(value)
    case .object(let object): try object.hash()
    case .bool(let value): value ? 1 : 0
    case .float(let value): hashOfFloat(value)
    case .unbound, .none: 0x5a5a_1234
    }
  }

  // MARK: Text

  package func repr() throws(Raise) -> String {
    switch self {
    case .unbound: "<unbound>"
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .float(let value): representation(of: value)
    case .object(let object): try object.repr()
    }
  }

  package func str() throws(Raise) -> String {
    if case .object(let object) = self { return try object.str() }
    return try repr()
  }

  package func format(_ specification: String) throws(Raise) -> String {
    switch self {
    case .object(let object): return try object.format(specification)
    case .int(let value):
      return specification.isEmpty ? String(value) : try formatted(int: value, specification)
    case .float(let value):
      return specification.isEmpty
        ? representation(of: value) : try formatted(float: value, specification)
    case .bool(let value):
      return specification.isEmpty
        ? (value ? "True" : "False") : try formatted(int: value ? 1 : 0, specification)
    default:
      guard specification.isEmpty else {
        throw Raise.type("unsupported format string passed to \(typeName).__format__")
      }
      return try repr()
    }
  }

  /// The text a special method has to return.
  func requiredText(_ method: Symbol) throws(Raise) -> String {
    guard let text else {
      let what = method == Names.format ? "must return a str, not" : "returned non-string (type"
      let end = method == Names.format ? "" : ")"
      throw Raise.type("\(method.text) \(what) \(typeName)\(end)")
    }
    return text
  }
}

func hashOfInt(_ value: Int) -> Int {
  let modulus = (1 << 61) - 1
  if value > -modulus, value < modulus { return value == -1 ? -2 : value }
  let rest = value % modulus
  return rest == -1 ? -2 : rest
}

/// CPython's hash of a `float`: equal to that of an equal `int`.
func hashOfFloat(_ value: Double) -> Int {
  if let whole = Int(exactly: value) { return hashOfInt(whole) }
  if value.isInfinite { return value > 0 ? 314_159 : -314_159 }
  if value.isNaN { return 0 }
  var mantissa = value.magnitude.significand / 2
  var exponent = Int(value.exponent) + 1
  var hash: UInt = 0
  let modulus: UInt = (1 << 61) - 1
  while mantissa != 0 {
    hash = hash << 28 & modulus | hash >> 33
    mantissa *= 268_435_456
    exponent -= 28
    let digit = UInt(mantissa)
    mantissa -= Double(digit)
    hash += digit
    if hash >= modulus { hash -= modulus }
  }
  let shift = UInt(exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61)
  hash = hash << shift & modulus | hash >> (61 - shift)
  let signed = value < 0 ? -Int(hash) : Int(hash)
  return signed == -1 ? -2 : signed
}
