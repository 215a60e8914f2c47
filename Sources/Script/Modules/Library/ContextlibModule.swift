/// Python's `contextlib`.
func makeContextlibModule() -> ModuleObject {
  let module = ModuleObject("contextlib")
  module.function("contextmanager", "func") { a throws(Raise) in
    let function = a[0]
    let name = function.cast(FunctionObject.self)?.name ?? "contextmanager"
    return .object(
      NativeFunction(direct: name, isMethod: true) { arguments throws(Raise) in
        guard let generator = try function.call(arguments).cast(GeneratorObject.self) else {
          throw Raise.type("'\(name)' is no generator function")
        }
        return .object(GeneratorManager(generator))
      })
  }
  module.set("suppress", .object(SuppressObject.type))
  module.set("nullcontext", .object(NullContext.type))
  return module
}

/// A `with` block around the one `yield` of a generator.
private final class GeneratorManager: PyObject {
  nonisolated(unsafe) static let type = TypeObject(
    "_GeneratorContextManager", module: "contextlib",
    members: [
      .method("__enter__", "") { a throws(Raise) in
        guard let value = try a.object(0, GeneratorManager.self).generator.next() else {
          throw Raise.runtime("generator didn't yield")
        }
        return value
      },
      .method("__exit__", "typ, value, traceback") { a throws(Raise) in
        try a.object(0, GeneratorManager.self).leave(a[2])
      },
    ])

  let generator: GeneratorObject

  init(_ generator: GeneratorObject) {
    self.generator = generator
    super.init(GeneratorManager.type)
  }

  func leave(_ value: PyValue) throws(Raise) -> PyValue {
    guard let exception = value.cast(ExceptionObject.self) else {
      guard try generator.next() == nil else { throw Raise.runtime("generator didn't stop") }
      return .bool(false)
    }
    do throws(Raise) {
      guard try generator.resume(.none, exception) == nil else {
        throw Raise.runtime("generator didn't stop after throw()")
      }
      return .bool(true)
    } catch {
      if error.exception === exception { return .bool(false) }
      throw error
    }
  }
}

/// `suppress(*exceptions)`.
private final class SuppressObject: PyObject {
  nonisolated(unsafe) static let type = TypeObject(
    "suppress", module: "contextlib",
    construct: { _, arguments throws(Raise) in .object(SuppressObject(arguments.positional)) },
    members: [
      .method("__enter__", "") { _ throws(Raise) in .none },
      .method("__exit__", "exctype, excinst, exctb") { a throws(Raise) in
        guard let raised = a[1].cast(TypeObject.self) else { return .bool(false) }
        let kinds = try a.object(0, SuppressObject.self).kinds
        return .bool(kinds.contains { $0.cast(TypeObject.self).map(raised.isSubclass) ?? false })
      },
    ])

  let kinds: [PyValue]

  init(_ kinds: [PyValue]) {
    self.kinds = kinds
    super.init(SuppressObject.type)
  }
}

/// `nullcontext(value)`.
private final class NullContext: PyObject {
  nonisolated(unsafe) static let type = TypeObject(
    "nullcontext", module: "contextlib",
    construct: { _, arguments throws(Raise) in
      .object(NullContext(arguments.count > 0 ? arguments[0] : .none))
    },
    members: [
      .method("__enter__", "") { a throws(Raise) in try a.object(0, NullContext.self).value },
      .method("__exit__", "*excinfo") { _ throws(Raise) in .none },
    ])

  let value: PyValue

  init(_ value: PyValue) {
    self.value = value
    super.init(NullContext.type)
  }
}
