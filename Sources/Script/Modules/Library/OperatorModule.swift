/// Python's `operator`.
func makeOperatorModule() -> ModuleObject {
  let module = ModuleObject("operator", isBuiltin: true)
  let binary: [(String, BinaryOperator)] = [
    ("add", .add), ("sub", .subtract), ("mul", .multiply), ("truediv", .divide),
    ("floordiv", .floorDivide), ("mod", .modulo), ("pow", .power), ("matmul", .matrixMultiply),
    ("lshift", .leftShift), ("rshift", .rightShift), ("and_", .bitAnd), ("or_", .bitOr),
    ("xor", .bitXor), ("concat", .add),
  ]
  for (name, op) in binary {
    module.function(name, "a, b, /") { a throws(Raise) in try Operators.apply(op, a[0], a[1]) }
  }
  let comparisons: [(String, ComparisonOperator)] = [
    ("eq", .equal), ("ne", .notEqual), ("lt", .less), ("le", .lessEqual), ("gt", .greater),
    ("ge", .greaterEqual),
  ]
  for (name, op) in comparisons {
    module.function(name, "a, b, /") { a throws(Raise) in try Operators.compare(op, a[0], a[1]) }
  }
  module.function("neg", "a, /") { a throws(Raise) in try Operators.apply(.minus, a[0]) }
  module.function("pos", "a, /") { a throws(Raise) in try Operators.apply(.plus, a[0]) }
  module.function("invert", "a, /") { a throws(Raise) in try Operators.apply(.invert, a[0]) }
  module.function("not_", "a, /") { a throws(Raise) in .bool(try !a[0].truth()) }
  module.function("truth", "a, /") { a throws(Raise) in .bool(try a[0].truth()) }
  module.function("abs", "a, /") { a throws(Raise) in try absolute(a[0]) }
  module.function("is_", "a, b, /") { a throws(Raise) in .bool(a[0].isSame(as: a[1])) }
  module.function("is_not", "a, b, /") { a throws(Raise) in .bool(!a[0].isSame(as: a[1])) }
  module.function("contains", "a, b, /") { a throws(Raise) in .bool(try a[0].contains(a[1])) }
  module.function("getitem", "a, b, /") { a throws(Raise) in try a[0].item(a[1]) }
  module.function("setitem", "a, b, c, /") { a throws(Raise) in
    try a[0].setItem(a[1], a[2])
    return .none
  }
  addGetters(module)
  return module
}

private func addGetters(_ module: ModuleObject) {
  module.function("itemgetter", "item, /, *items") { a throws(Raise) in
    let keys = [a[0]] + (try a[1].items())
    return .native("itemgetter", "obj, /") { inner throws(Raise) in
      if keys.count == 1 { return try inner[0].item(keys[0]) }
      var values: [PyValue] = []
      for key in keys { values.append(try inner[0].item(key)) }
      return .tuple(values)
    }
  }
  module.function("attrgetter", "attr, /, *attrs") { a throws(Raise) in
    var paths: [[Symbol]] = []
    for name in [a[0]] + (try a[1].items()) {
      guard let text = name.text else {
        throw Raise.type("attribute name must be a string")
      }
      paths.append(text.split(separator: ".").map { Symbol(String($0)) })
    }
    return .native("attrgetter", "obj, /") { inner throws(Raise) in
      var values: [PyValue] = []
      for path in paths {
        var value = inner[0]
        for name in path { value = try value.attribute(name) }
        values.append(value)
      }
      return values.count == 1 ? values[0] : .tuple(values)
    }
  }
  module.function("methodcaller", "name, /, *args") { a throws(Raise) in
    let name = Symbol(try a.text(0))
    let arguments = try a[1].items()
    return .native("methodcaller", "obj, /") { inner throws(Raise) in
      try inner[0].attribute(name).call(arguments)
    }
  }
}
