/// Special methods of values made in Swift, for lessons that call them by name.
extension PyObject {
  /// Attributes that every object has.
  package final func commonAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    switch name {
    case Names.classOf: .object(type)
    case Names.doc: PyValue.none
    case Names.dict where self is InstanceObject: .object(DictObject())
    default: kind == .instance ? nil : PyValue.object(self).specialMethod(name)
    }
  }
}

extension PyValue {
  /// `__add__` and the like as a bound function, where the value supports the operation.
  func specialMethod(_ name: Symbol) -> PyValue? {
    let text = name.text
    guard text.hasPrefix("__"), text.hasSuffix("__"), let body = specialBody(text) else {
      return nil
    }
    return .object(NativeFunction(text, "*args", body: body))
  }

  private func specialBody(_ name: String) -> NativeFunction.Body? {
    let value = self
    func argument(_ a: Bound, _ index: Int) throws(Raise) -> PyValue {
      let items = a[0].cast(TupleObject.self)?.items ?? []
      guard index < items.count else {
        throw Raise.type(
          "expected \(index + 1) argument\(index == 0 ? "" : "s"), got \(items.count)")
      }
      return items[index]
    }
    for op in BinaryOperator.allCases where isNumber || object != nil {
      if Names.method(op).text == name, supports(op) {
        return { a throws(Raise) in try Operators.apply(op, value, try argument(a, 0)) }
      }
      if Names.reflectedMethod(op).text == name, supports(op) {
        return { a throws(Raise) in try Operators.apply(op, try argument(a, 0), value) }
      }
    }
    for op in [ComparisonOperator.less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual]
    where Names.method(op).text == name {
      return { a throws(Raise) in try Operators.compare(op, value, try argument(a, 0)) }
    }
    switch name {
    case "__repr__": return { _ throws(Raise) in .string(try value.repr()) }
    case "__str__": return { _ throws(Raise) in .string(try value.str()) }
    case "__hash__": return { _ throws(Raise) in .int(try value.hash()) }
    case "__bool__" where isNumber: return { _ throws(Raise) in .bool(try value.truth()) }
    case "__format__":
      return { a throws(Raise) in .string(try value.format(try argument(a, 0).str())) }
    case "__neg__" where isNumber: return { _ throws(Raise) in try Operators.apply(.minus, value) }
    case "__abs__" where isNumber: return { _ throws(Raise) in try absolute(value) }
    case "__len__" where isContainer: return { _ throws(Raise) in .int(try value.length()) }
    case "__iter__" where isContainer:
      return { _ throws(Raise) in .object(try value.iterate()) }
    case "__getitem__" where isContainer:
      return { a throws(Raise) in try value.item(try argument(a, 0)) }
    case "__contains__" where isContainer:
      return { a throws(Raise) in .bool(try value.contains(try argument(a, 0))) }
    case "__setitem__" where object?.kind == .list || object?.kind == .dict:
      return { a throws(Raise) in
        try value.setItem(try argument(a, 0), try argument(a, 1))
        return .none
      }
    case "__delitem__" where object?.kind == .list || object?.kind == .dict:
      return { a throws(Raise) in
        try value.deleteItem(try argument(a, 0))
        return .none
      }
    case "__call__" where isCallable:
      return { a throws(Raise) in
        try value.call(Array(a[0].cast(TupleObject.self)?.items ?? []))
      }
    default: return nil
    }
  }

  private var isContainer: Bool {
    switch object?.kind {
    case .list, .tuple, .dict, .set, .string, .bytes, .range: true
    default: false
    }
  }

  private func supports(_ op: BinaryOperator) -> Bool {
    if isNumber { return op != .matrixMultiply }
    switch (object?.kind, op) {
    case (.list, .add), (.list, .multiply), (.tuple, .add), (.tuple, .multiply), (.string, .add),
      (.string, .multiply), (.string, .modulo), (.set, .bitAnd), (.set, .bitOr), (.set, .bitXor),
      (.set, .subtract), (.dict, .bitOr):
      return true
    default: return false
    }
  }

  /// Python's `callable`.
  package var isCallable: Bool {
    guard case .object(let object) = self else { return false }
    switch object.kind {
    case .function, .native, .method, .type: return true
    case .instance: return object.type.lookup(Names.call) != nil
    case .other: return object.isCallable
    default: return false
    }
  }
}
