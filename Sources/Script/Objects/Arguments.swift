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
  package func call(_ values: PyValue...) throws(Raise) -> PyValue { try call(values) }

  package func call(_ values: [PyValue], keywords: KeywordNames? = nil) throws(Raise) -> PyValue {
    guard case .object(let object) = self else {
      throw Raise.type("'\(typeName)' object is not callable")
    }
    return try object.call(values, keywords: keywords)
  }

  package func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    guard case .object(let object) = self else {
      throw Raise.type("'\(typeName)' object is not callable")
    }
    return try object.call(arguments)
  }

  /// Calls a function found on a class with a receiver in front.
  package func callBound(to receiver: PyValue, _ arguments: Arguments) throws(Raise) -> PyValue {
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

  package func callBound(to receiver: PyValue, _ values: PyValue...) throws(Raise) -> PyValue {
    try call([receiver] + values)
  }

  /// Calls a method found on the class of `object`, whatever kind of descriptor it is.
  package func callMethod(on object: PyObject, _ values: PyValue...) throws(Raise) -> PyValue {
    if case .object(let found) = self, found.kind == .function || found.kind == .native {
      return try found.call([.object(object)] + values)
    }
    return try bound(to: object).call(values)
  }
}
