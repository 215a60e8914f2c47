/// The arguments of one call: positional values, then the values of keywords, in one row.
///
/// The row belongs to the caller and is only valid during the call.
package struct Arguments {
  package let values: UnsafeMutablePointer<PyValue>
  /// Number of positional arguments.
  package let count: Int
  /// Names of the keyword arguments; empty mostly.
  package let keywords: KeywordNames?

  @inline(__always)
  package init(
    _ values: UnsafeMutablePointer<PyValue>, count: Int, keywords: KeywordNames? = nil
  ) {
    self.values = values
    self.count = count
    self.keywords = keywords
  }

  package var keywordCount: Int { keywords?.symbols.count ?? 0 }

  /// A positional argument.
  package subscript(index: Int) -> PyValue { values[index] }

  package var positional: [PyValue] {
    [PyValue](UnsafeBufferPointer(start: values, count: count))
  }

  package var named: [(Symbol, PyValue)] {
    guard let keywords else { return [] }
    return keywords.symbols.enumerated().map { ($1, values[count + $0]) }
  }

  /// All but the first positional argument.
  package var withoutFirst: Arguments {
    Arguments(values + 1, count: count - 1, keywords: keywords)
  }
}

/// The names of a call's keyword arguments, made once where the call is written.
package final class KeywordNames: Sendable {
  package let symbols: [Symbol]
  package init(_ symbols: [Symbol]) { self.symbols = symbols }
}

extension PyObject {
  /// Calls with values that lie nowhere yet.
  package final func call(_ values: [PyValue]) throws(Raise) -> PyValue {
    try call(values, keywords: nil)
  }

  /// Calls with positional values followed by those of keywords.
  package final func call(_ values: [PyValue], keywords: KeywordNames?) throws(Raise) -> PyValue {
    let row = UnsafeMutablePointer<PyValue>.allocate(capacity: max(values.count, 1))
    row.initialize(from: values, count: values.count)
    defer {
      row.deinitialize(count: values.count)
      row.deallocate()
    }
    return try call(
      Arguments(row, count: values.count - (keywords?.symbols.count ?? 0), keywords: keywords))
  }
}

extension PyValue {
  package func call(_ values: [PyValue], keywords: KeywordNames? = nil) throws(Raise) -> PyValue {
    guard case .object(let object) = self else { throw notCallable }
    return try object.call(values, keywords: keywords)
  }

  package func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    guard case .object(let object) = self else { throw notCallable }
    return try object.call(arguments)
  }

  var notCallable: Raise { Raise.type("'\(typeName)' object is not callable") }

  /// Calls without arguments.
  package func call() throws(Raise) -> PyValue {
    if let function = lessonFunction { return try function.callOnStack(.unbound, .unbound, 0) }
    return try call([])
  }

  /// Calls with one value; a function of the lesson finds it on the stack right away.
  package func call(_ a: PyValue) throws(Raise) -> PyValue {
    if let function = lessonFunction { return try function.callOnStack(a, .unbound, 1) }
    return try call([a])
  }

  package func call(_ a: PyValue, _ b: PyValue) throws(Raise) -> PyValue {
    if let function = lessonFunction { return try function.callOnStack(a, b, 2) }
    return try call([a, b])
  }

  package func call(_ a: PyValue, _ b: PyValue, _ c: PyValue) throws(Raise) -> PyValue {
    try call([a, b, c])
  }

  @inline(__always)
  private var lessonFunction: FunctionObject? {
    guard case .object(let object) = self, object.kind == .function else { return nil }
    return unsafeDowncast(object, to: FunctionObject.self)
  }

  /// Calls a function found on a class with a receiver in front.
  package func callBound(to receiver: PyValue, _ arguments: Arguments) throws(Raise) -> PyValue {
    if let function = lessonFunction { return try function.callOnStack(receiver, arguments) }
    let total = arguments.count + arguments.keywordCount
    let row = UnsafeMutablePointer<PyValue>.allocate(capacity: total + 1)
    row.initialize(to: receiver)
    (row + 1).initialize(from: arguments.values, count: total)
    defer {
      row.deinitialize(count: total + 1)
      row.deallocate()
    }
    return try call(Arguments(row, count: arguments.count + 1, keywords: arguments.keywords))
  }

  package func callBound(to receiver: PyValue) throws(Raise) -> PyValue { try call(receiver) }

  package func callBound(to receiver: PyValue, _ a: PyValue) throws(Raise) -> PyValue {
    try call(receiver, a)
  }

  /// Calls a method found on the class of `object`, whatever kind of descriptor it is.
  package func callMethod(on object: PyObject) throws(Raise) -> PyValue {
    if isPlainMethod { return try call(.object(object)) }
    return try bound(to: object).call()
  }

  package func callMethod(on object: PyObject, _ a: PyValue) throws(Raise) -> PyValue {
    if isPlainMethod { return try call(.object(object), a) }
    return try bound(to: object).call(a)
  }

  package func callMethod(
    on object: PyObject, _ a: PyValue, _ b: PyValue
  ) throws(Raise) -> PyValue {
    if isPlainMethod { return try call(.object(object), a, b) }
    return try bound(to: object).call(a, b)
  }
}

extension FunctionObject {
  /// Calls with up to two values put on the stack.
  func callOnStack(_ a: PyValue, _ b: PyValue, _ count: Int) throws(Raise) -> PyValue {
    let machine = code.machine
    let base = try machine.reserve(count)
    defer { machine.release(base, count) }
    if count > 0 { base[0] = a }
    if count > 1 { base[1] = b }
    return try code.call(self, Arguments(base, count: count))
  }

  /// Calls with a receiver in front of other arguments.
  func callOnStack(_ receiver: PyValue, _ arguments: Arguments) throws(Raise) -> PyValue {
    let machine = code.machine
    let total = arguments.count + arguments.keywordCount
    let base = try machine.reserve(total + 1)
    defer { machine.release(base, total + 1) }
    base[0] = receiver
    var index = 0
    while index < total {
      base[index + 1] = arguments.values[index]
      index += 1
    }
    return try code.call(
      self, Arguments(base, count: arguments.count + 1, keywords: arguments.keywords))
  }
}
