extension ModuleRegistry {
  /// Adds the modules of Python's own library that lessons may import.
  mutating func addStandardModules() {
    add("math") { _ throws(Raise) in makeMathModule() }
    add("random") { interpreter throws(Raise) in makeRandomModule(interpreter) }
    add("timeit") { interpreter throws(Raise) in makeTimeitModule(interpreter) }
    add("traceback") { interpreter throws(Raise) in makeTracebackModule(interpreter) }
    add("time") { interpreter throws(Raise) in makeTimeModule(interpreter) }
    add("os") { interpreter throws(Raise) in makeOSModule(interpreter) }
    add("os.path") { _ throws(Raise) in makePathModule() }
    add("functools") { _ throws(Raise) in makeFunctoolsModule() }
    add("itertools") { _ throws(Raise) in makeItertoolsModule() }
    add("collections") { interpreter throws(Raise) in makeCollectionsModule(interpreter) }
    add("collections.abc") { _ throws(Raise) in makeTypingModule() }
    add("typing") { _ throws(Raise) in makeTypingModule() }
    add("dataclasses") { _ throws(Raise) in makeDataclassesModule() }
    add("contextlib") { _ throws(Raise) in makeContextlibModule() }
    add("copy") { _ throws(Raise) in makeCopyModule() }
    add("operator") { _ throws(Raise) in makeOperatorModule() }
    add("string") { _ throws(Raise) in makeStringModule() }
    add("heapq") { _ throws(Raise) in makeHeapqModule() }
    add("bisect") { _ throws(Raise) in makeBisectModule() }
    add("pprint") { interpreter throws(Raise) in makePrettyPrintModule(interpreter) }
    add("abc") { _ throws(Raise) in makeABCModule() }
    add("__future__") { _ throws(Raise) in makeFutureModule() }
    add("warnings") { interpreter throws(Raise) in makeWarningsModule(interpreter) }
    add("sys") { interpreter throws(Raise) in makeSystemModule(interpreter) }
  }
}

/// `sys.stdout` or `sys.stderr`.
package final class StreamObject: PyObject {
  let stream: OutputStream

  nonisolated(unsafe) static let type = TypeObject(
    "TextIOWrapper", module: "_io",
    members: [
      .method("write", "text, /") { a throws(Raise) in
        let stream = try a.object(0, StreamObject.self)
        let text = try a.text(1)
        stream.interpreter.write(text, to: stream.stream)
        return .int(text.unicodeScalars.count)
      },
      .method("writelines", "lines, /") { a throws(Raise) in
        let stream = try a.object(0, StreamObject.self)
        for line in try a[1].items() {
          stream.interpreter.write(try line.str(), to: stream.stream)
        }
        return .none
      },
      .method("flush", "") { _ throws(Raise) in .none },
      .method("isatty", "") { _ throws(Raise) in .bool(false) },
      .property("name") { value throws(Raise) in
        .string(value.cast(StreamObject.self)?.stream == .error ? "<stderr>" : "<stdout>")
      },
      .property("encoding") { _ throws(Raise) in .string("utf-8") },
    ])

  private unowned let interpreter: Interpreter

  init(_ stream: OutputStream, _ interpreter: Interpreter) {
    self.stream = stream
    self.interpreter = interpreter
    super.init(StreamObject.type)
  }
}

private func makeSystemModule(_ interpreter: Interpreter) -> ModuleObject {
  let module = ModuleObject("sys")
  module.set("stdout", .object(StreamObject(.standard, interpreter)))
  module.set("stderr", .object(StreamObject(.error, interpreter)))
  module.set("argv", .list(([interpreter.source.name] + interpreter.arguments).map { .string($0) }))
  module.set("maxsize", .int(.max))
  module.set("version_info", .tuple([.int(3), .int(11), .int(7), .string("final"), .int(0)]))
  module.set("version", .string("3.11.7"))
  module.set("platform", .string("linux"))
  module.function("exc_info", "") { [unowned interpreter] _ throws(Raise) in
    guard let handled = interpreter.machine.pointee.handled else {
      return .tuple([.none, .none, .none])
    }
    return .tuple([.object(handled.type), .object(handled), .none])
  }
  module.function("exit", "status=None, /") { a throws(Raise) in
    throw Raise(.systemExit, a.has(0) ? [a[0]] : [])
  }
  module.function("getrecursionlimit", "") { [unowned interpreter] _ throws(Raise) in
    .int(interpreter.machine.pointee.recursionLimit)
  }
  module.function("setrecursionlimit", "limit, /") { [unowned interpreter] a throws(Raise) in
    let limit = try a.int(0)
    guard limit >= 1 else {
      throw Raise.value("recursion limit must be greater or equal than 1")
    }
    // The stack of the lesson's thread bears no more.
    interpreter.machine.pointee.recursionLimit = min(limit, 200_000)
    return .none
  }
  return module
}
