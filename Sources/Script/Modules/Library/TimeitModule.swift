/// Python's `timeit`, of functions: text of programs is not run.
func makeTimeitModule(_ interpreter: Interpreter) -> ModuleObject {
  let module = ModuleObject("timeit")
  let clock = NativeFunction("perf_counter", "") { _ throws(Raise) in .float(elapsedSeconds()) }
  module.set("default_timer", .object(clock))
  func timed(_ a: Bound, number: Int) throws(Raise) -> PyValue {
    let (body, setup) = (a[0], a[1])
    for value in [body, setup] where value.text != nil && value.text != "pass" {
      throw Raise.unsupported("timeit of a text; a function or lambda does the same")
    }
    if setup.text == nil { _ = try setup.call() }
    let now: () throws(Raise) -> Double = { () throws(Raise) in
      a[2].isNone ? elapsedSeconds() : try a[2].call().asDouble()
    }
    let start = try now()
    if body.text == nil {
      for _ in 0..<max(number, 0) { _ = try body.call() }
    }
    return .float(try now() - start)
  }
  let parameters = "stmt='pass', setup='pass', timer=None, "
  module.function("timeit", parameters + "number=1000000, globals=None") { a throws(Raise) in
    try timed(a, number: try a.int(3))
  }
  module.function("repeat", parameters + "repeat=5, number=1000000, globals=None") {
    a throws(Raise) in
    var times: [PyValue] = []
    for _ in 0..<max(try a.int(3), 0) { times.append(try timed(a, number: try a.int(4))) }
    return .list(times)
  }
  return module
}
