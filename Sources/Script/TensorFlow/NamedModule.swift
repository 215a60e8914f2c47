import Engine

/// A module of TensorFlow: the functions of the engine's catalog under its prefix.
enum NamedModule {
  /// The module that errors call `name` and the catalog calls `prefix`.
  static func make(_ name: String, _ prefix: String, _ context: RunContext) -> ModuleObject {
    let module = ModuleObject(name) { PlainNames.manner("\(prefix).\($0)") }
    let start = prefix + "."
    for function in OpCatalog.functions {
      for full in function.names where full.hasPrefix(start) {
        let rest = full.dropFirst(start.count)
        if rest.contains(".") { continue }
        module.set(String(rest)) { [unowned context] in
          .object(CatalogFunction.make(function, context))
        }
      }
    }
    return module
  }

  /// Adds the names that TensorFlow has and this program lacks: their use is refused.
  static func addRefused(_ prefix: String, to module: ModuleObject) {
    let known = Set(module.names)
    for name in TensorFlowNames.all(prefix) where !known.contains(String(name)) {
      module.set(String(name)) { .object(RefusedObject("\(prefix).\(name)", near: known)) }
    }
  }
}

/// A name that TensorFlow has and this program has not: every use says so, with the nearest name
/// that there is.
package final class RefusedObject: PyObject {
  private let name: String
  /// The names beside it that are supported.
  private let supported: Set<String>

  init(_ name: String, near supported: Set<String> = []) {
    self.name = name
    self.supported = supported
    super.init(.refused)
  }

  private func refusal(_ name: String) -> Raise {
    let raise = Raise.notImplemented("\(name) is not supported (outside the lesson language)")
    let parts = self.name.split(separator: ".")
    if let last = parts.last,
      let near = nearestName(to: String(last), among: supported.sorted())
    {
      let path = (parts.dropLast() + [Substring(near)]).joined(separator: ".")
      raise.exception.suggestion = .help("the nearest supported name is \(path)")
    }
    return raise
  }

  package override var hidesAttributes: Bool { true }
  package override var isCallable: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    throw refusal("\(self.name).\(name.text)")
  }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    throw refusal(name)
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue { throw refusal(name) }
  package override func repr() throws(Raise) -> String { "<\(name): not supported>" }
}

extension TypeObject {
  nonisolated(unsafe) static let refused = TypeObject("unsupported")
}
