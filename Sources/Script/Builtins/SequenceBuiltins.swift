nonisolated(unsafe) let sequenceBuiltins: [NativeFunction] = [
  NativeFunction("len", "obj, /") { a throws(Raise) in .int(try a[0].length()) },
  NativeFunction("sum", "iterable, /, start=0") { a throws(Raise) in try sum(a[0], a[1]) },
  NativeFunction("min", "*args, key=None, default=...") { a throws(Raise) in
    try extreme(a, "min", .less)
  },
  NativeFunction("max", "*args, key=None, default=...") { a throws(Raise) in
    try extreme(a, "max", .greater)
  },
  NativeFunction("any", "iterable, /") { a throws(Raise) in
    let iterator = try a[0].iterate()
    while let value = try iterator.next() { if try value.truth() { return .bool(true) } }
    return .bool(false)
  },
  NativeFunction("all", "iterable, /") { a throws(Raise) in
    let iterator = try a[0].iterate()
    while let value = try iterator.next() { if try !value.truth() { return .bool(false) } }
    return .bool(true)
  },
  NativeFunction("sorted", "iterable, /, *, key=None, reverse=False") { a throws(Raise) in
    .object(
      ListObject(try sorted(try a[0].contiguousItems(), key: a[1], reverse: try a.bool(2))))
  },
  NativeFunction("iter", "object, sentinel=..., /") { a throws(Raise) in
    if a[1].isUnbound { return .object(try a[0].iterate()) }
    let function = a[0]
    let sentinel = a[1]
    return .object(
      ClosureIterator(.callableIterator) { () throws(Raise) -> PyValue? in
        let value = try function.call()
        return try value.isSameOrEqual(to: sentinel) ? nil : value
      })
  },
  NativeFunction("next", "iterator, default=..., /") { a throws(Raise) in
    guard case .object(let object) = a[0] else {
      throw Raise.type("'\(a[0].typeName)' object is not an iterator")
    }
    if let iterator = object as? PyIterator {
      if let value = try iterator.next() { return value }
    } else if let method = object.type.lookup(Names.next) {
      do throws(Raise) {
        return try method.callMethod(on: object)
      } catch {
        guard error.matches(.stopIteration), !a[1].isUnbound else { throw error }
      }
    } else {
      throw Raise.type("'\(a[0].typeName)' object is not an iterator")
    }
    if a[1].isUnbound { throw Raise(.stopIteration, []) }
    return a[1]
  },
]

private func sum(_ iterable: PyValue, _ start: PyValue) throws(Raise) -> PyValue {
  if start.text != nil {
    throw Raise.type("sum() can't sum strings [use ''.join(seq) instead]")
  }
  var total = start
  let iterator = try iterable.iterate()
  while let value = try iterator.next() {
    if case .int(let x) = total, case .int(let y) = value {
      total = try Numbers.apply(.add, x, y)
    } else if case .float(let x) = total, case .float(let y) = value {
      total = .float(x + y)
    } else {
      total = try Operators.apply(.add, total, value)
    }
  }
  return total
}

private func extreme(
  _ a: Bound, _ name: String, _ op: ComparisonOperator
) throws(Raise) -> PyValue {
  guard let arguments = a[0].cast(TupleObject.self)?.items, !arguments.isEmpty else {
    throw Raise.type("\(name) expected at least 1 argument, got 0")
  }
  if arguments.count > 1, !a[2].isUnbound {
    throw Raise.type("Cannot specify a default for \(name)() with multiple positional arguments")
  }
  let iterator =
    arguments.count == 1 ? try arguments[0].iterate() : ArrayIterator(arguments)
  var best: (key: PyValue, value: PyValue)?
  while let value = try iterator.next() {
    let key = a[1].isAbsent ? value : try a[1].call(value)
    guard let current = best else {
      best = (key, value)
      continue
    }
    if try Operators.compare(op, key, current.key).truth() { best = (key, value) }
  }
  if let best { return best.value }
  if !a[2].isUnbound { return a[2] }
  throw Raise.value("\(name)() arg is an empty sequence")
}
