import Engine

/// A module of TensorFlow: the names set for it, then those of the engine's catalog under its
/// prefix, then a clear refusal.
enum NamedModule {
  /// The module that errors call `name` and the catalog calls `prefix`.
  static func make(_ name: String, _ prefix: String, _ context: RunContext) -> ModuleObject {
    ModuleObject(name) { [unowned context] symbol in
      let full = prefix + "." + symbol.text
      return OpCatalog.functionsByName[full].map {
        .object(CatalogFunction.make($0, context))
      }
    }
  }
}
