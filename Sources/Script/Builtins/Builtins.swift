import Engine

extension Interpreter {
  /// The names that every lesson finds without an import.
  func makeBuiltins() -> [String: PyValue] {
    var names: [String: PyValue] = [
      "NotImplemented": .notImplemented, "Ellipsis": .ellipsis, "__debug__": .bool(true),
    ]
    let types: [TypeObject] = [
      .object, .type, .int, .bool, .float, .complex, .str, .bytes, .list, .tuple, .dict, .set,
      .frozenset, .range, .slice, .property, .staticMethod, .classMethod, .superType, .enumerate,
      .zip, .map, .filter, .reversed,
    ]
    for type in types + TypeObject.allExceptions { names[type.name] = .object(type) }
    names["IOError"] = .object(TypeObject.osError)
    for function in mathBuiltins + sequenceBuiltins + objectBuiltins + textBuiltins {
      function.signature.manner = .builtin
      names[function.name] = .object(function)
    }
    if !source.cellLines.isEmpty {
      names["display"] = .native("display", "*objs") { [unowned self] a throws(Raise) in
        for value in try a[0].items() { self.write(try value.repr() + "\n") }
        return .none
      }
    }
    for name in [
      "eval", "exec", "compile", "open", "__import__", "globals", "locals", "input",
      "breakpoint", "memoryview", "bytearray", "help",
    ] {
      names[name] = .object(
        NativeFunction(name, "*args, **kwargs") { _ throws(Raise) in
          throw Raise.unsupported("\(name)()")
        })
    }
    return names
  }
}
