/// Python's `traceback`: the text of the exception at hand.
func makeTracebackModule(_ interpreter: Interpreter) -> ModuleObject {
  let module = ModuleObject("traceback")
  func text(_ limit: PyValue) throws(Raise) -> String {
    let most = limit.isNone ? 1 : try limit.asIndexInt()
    guard most > 0 else {
      throw Raise.unsupported("a traceback with a limit below 1")
    }
    guard let exception = interpreter.machine.pointee.handled else { return "NoneType: None\n" }
    return interpreter.traceback(of: exception)
  }
  module.function("format_exc", "limit=None, chain=True") { a throws(Raise) in
    .string(try text(a[0]))
  }
  module.function("print_exc", "limit=None, file=None, chain=True") { a throws(Raise) in
    let text = try text(a[0])
    if let stream = a[1].cast(StreamObject.self) {
      interpreter.write(text, to: stream.stream)
    } else {
      interpreter.write(text, to: .error)
    }
    return .none
  }
  return module
}
