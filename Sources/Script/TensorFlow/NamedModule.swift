import Engine

/// A module of TensorFlow: the names set for it, then those of the engine's catalog under its
/// prefix, then a clear refusal.
enum NamedModule {
  /// - Parameters:
  ///   - name: as errors call it, `tensorflow._api.v2.math`.
  ///   - prefix: as the catalog calls it, `tf.math`.
  static func make(_ name: String, _ prefix: String, _ context: RunContext) -> ModuleObject {
    ModuleObject(name) { [unowned context] symbol in
      let full = prefix + "." + symbol.text
      return OpCatalog.functionsByName[full].map {
        .object(CatalogFunction.make($0, context))
      }
    }
  }
}
