import Engine

/// The module `tensorflow`, put together for one run.
///
/// Names of ops come from the engine's catalog; what stands here are classes, constants and the
/// functions that make tensors.
struct TensorFlowModule {
  let context: RunContext

  func make() -> ModuleObject {
    let module = NamedModule("tensorflow", "tensorflow", context)
    addClasses(to: module)
    addConstants(to: module)
    Creation(context: context).add(to: module)
    for name in ["math", "nn", "linalg"] {
      module.set(name) { NamedModule("tensorflow._api.v2.\(name)", "tf.\(name)", self.context) }
    }
    return module
  }
}
