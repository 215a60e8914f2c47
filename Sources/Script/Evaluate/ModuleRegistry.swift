/// The modules that a lesson can import, by the path it writes.
package struct ModuleRegistry {
  package typealias Builder = (Interpreter) throws(Raise) -> ModuleObject

  private var builders: [String: Builder] = [:]

  package init() {}

  /// Adds a module; `path` may have dots (`tensorflow.keras`).
  package mutating func add(_ path: String, _ builder: @escaping Builder) {
    builders[path] = builder
  }

  func builder(_ path: String) -> Builder? { builders[path] }

  package var names: [String] { builders.keys.sorted() }

  /// The modules of Python's own library.
  package static var standard: ModuleRegistry {
    var registry = ModuleRegistry()
    registry.addStandardModules()
    return registry
  }
}
