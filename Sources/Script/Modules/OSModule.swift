import Glibc

/// Python's `os`, as far as the contract goes: environment variables and paths as text.
func makeOSModule(_ interpreter: Interpreter) -> ModuleObject {
  let module = ModuleObject("os")
  let environment = DictObject()
  for (name, value) in interpreter.environment.sorted(by: { $0.key < $1.key }) {
    try? environment.set(.string(name), .string(value))
  }
  module.set("environ", .object(environment))
  module.set("sep", .string("/"))
  module.set("linesep", .string("\n"))
  module.set("name", .string("posix"))
  module.function("getenv", "key, default=None") { a throws(Raise) in
    PyValue(try environment.get(a[0]) ?? a[1])
  }
  module.function("getcwd", "") { _ throws(Raise) in
    guard let path = getcwd(nil, 0) else { return .string("/") }
    defer { free(path) }
    return .string(String(cString: path))
  }
  module.set("path", .object(makePathModule()))
  return module
}

func makePathModule() -> ModuleObject {
  let module = ModuleObject("posixpath")
  module.function("join", "a, *p") { a throws(Raise) in
    var path = try a.text(0)
    for part in try a[1].items() {
      guard let text = part.text else {
        throw Raise.type(
          "join() argument must be str, bytes, or os.PathLike object, not '\(part.typeName)'")
      }
      if text.hasPrefix("/") {
        path = text
      } else {
        path += path.isEmpty || path.hasSuffix("/") ? text : "/" + text
      }
    }
    return .string(path)
  }
  func test(_ name: String, _ matches: @escaping (stat) -> Bool) {
    module.function(name, "path") { a throws(Raise) in
      var information = stat()
      let found = stat(try a.text(0), &information) == 0
      return .bool(found && matches(information))
    }
  }
  test("exists") { _ in true }
  test("isfile") { $0.st_mode & S_IFMT == S_IFREG }
  test("isdir") { $0.st_mode & S_IFMT == S_IFDIR }
  module.function("basename", "p") { a throws(Raise) in
    let path = try a.text(0)
    return .string(
      String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]))
  }
  module.function("dirname", "p") { a throws(Raise) in
    let path = try a.text(0)
    guard let slash = path.lastIndex(of: "/") else { return .string("") }
    return .string(slash == path.startIndex ? "/" : String(path[..<slash]))
  }
  module.function("splitext", "p") { a throws(Raise) in
    let path = try a.text(0)
    let nameStart = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    guard let dot = path[nameStart...].lastIndex(of: "."),
      path[nameStart..<dot].contains(where: { $0 != "." })
    else { return .tuple([.string(path), .string("")]) }
    return .tuple([.string(String(path[..<dot])), .string(String(path[dot...]))])
  }
  return module
}
