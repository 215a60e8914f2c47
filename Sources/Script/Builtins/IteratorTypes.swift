nonisolated(unsafe) let constructEnumerate: TypeObject.Constructor = { _, arguments throws(Raise) in
  try enumerateSignature.bind(arguments) { a throws(Raise) in
    let iterator = try a[0].iterate()
    var index = try a.int(1)
    return .object(
      ClosureIterator(.enumerate) { () throws(Raise) -> PyValue? in
        guard let value = try iterator.next() else { return nil }
        defer { index += 1 }
        return .object(TupleObject([.int(index), value] as ContiguousArray))
      })
  }
}

nonisolated(unsafe) let constructZip: TypeObject.Constructor = { _, arguments throws(Raise) in
  try zipSignature.bind(arguments) { a throws(Raise) in
    var iterators: [PyIterator] = []
    for (index, iterable) in try a[0].items().enumerated() {
      guard try iterable.isIterable() else {
        throw Raise.type("'\(iterable.typeName)' object is not iterable")
      }
      iterators.append(try iterable.iterate())
      _ = index
    }
    let isStrict = try a.bool(1)
    return .object(
      ClosureIterator(.zip) { () throws(Raise) -> PyValue? in
        if iterators.isEmpty { return nil }
        var values = ContiguousArray<PyValue>()
        values.reserveCapacity(iterators.count)
        for (index, iterator) in iterators.enumerated() {
          guard let value = try iterator.next() else {
            if isStrict { try checkStrict(iterators, index) }
            return nil
          }
          values.append(value)
        }
        return .object(TupleObject(values))
      })
  }
}

/// `zip(strict=True)`: the iterator at `index` ended, all others have to end too.
private func checkStrict(_ iterators: [PyIterator], _ index: Int) throws(Raise) {
  func names(_ count: Int) -> String { count == 1 ? "argument 1" : "arguments 1-\(count)" }
  if index > 0 {
    throw Raise.value("zip() argument \(index + 1) is shorter than \(names(index))")
  }
  for other in iterators.indices.dropFirst() where try iterators[other].next() != nil {
    throw Raise.value("zip() argument \(other + 1) is longer than \(names(other))")
  }
}

nonisolated(unsafe) let constructMap: TypeObject.Constructor = { _, arguments throws(Raise) in
  guard arguments.count >= 2 else {
    throw Raise.type("map() must have at least two arguments.")
  }
  let function = arguments[0]
  var iterators: [PyIterator] = []
  for index in 1..<arguments.count { iterators.append(try arguments[index].iterate()) }
  if iterators.count == 1 {
    let iterator = iterators[0]
    return .object(
      ClosureIterator(.map) { () throws(Raise) -> PyValue? in
        guard let value = try iterator.next() else { return nil }
        return try function.call(value)
      })
  }
  return .object(
    ClosureIterator(.map) { () throws(Raise) -> PyValue? in
      var values: [PyValue] = []
      for iterator in iterators {
        guard let value = try iterator.next() else { return nil }
        values.append(value)
      }
      return try function.call(values)
    })
}

nonisolated(unsafe) let constructFilter: TypeObject.Constructor = { _, arguments throws(Raise) in
  guard arguments.count == 2 else {
    throw Raise.type("filter expected 2 arguments, got \(arguments.count)")
  }
  let function = arguments[0]
  let iterator = try arguments[1].iterate()
  return .object(
    ClosureIterator(.filter) { () throws(Raise) -> PyValue? in
      while let value = try iterator.next() {
        let result = function.isNone ? value : try function.call(value)
        if try result.truth() { return value }
      }
      return nil
    })
}

nonisolated(unsafe) let constructReversed: TypeObject.Constructor = { _, arguments throws(Raise) in
  guard arguments.count == 1 else {
    throw Raise.type("reversed expected 1 argument, got \(arguments.count)")
  }
  let value = arguments[0]
  guard case .object(let object) = value else {
    throw Raise.type("'\(value.typeName)' object is not reversible")
  }
  if let iterator = try object.iterateReversed() { return .object(iterator) }
  switch object.kind {
  case .tuple, .string, .bytes: break
  case _ where object.type.lookup(Names.len) != nil && object.type.lookup(Names.getItem) != nil,
    _ where object is ArrayObject:
    break
  default: throw Raise.type("'\(value.typeName)' object is not reversible")
  }
  var index = try object.length()
  return .object(
    ClosureIterator(.reversed) { () throws(Raise) -> PyValue? in
      guard index > 0 else { return nil }
      index -= 1
      return try object.item(.int(index))
    })
}

nonisolated(unsafe) private let enumerateSignature = Signature(
  "enumerate", "iterable, start=0", manner: .builtin)
nonisolated(unsafe) private let zipSignature = Signature(
  "zip", "*iterables, strict=False", manner: .builtin)
