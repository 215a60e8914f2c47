import Engine

/// The module `tf.keras`: what is there, and for every other name that it is to come.
struct KerasModule {
  let context: RunContext

  func make() -> ModuleObject {
    let module = ModuleObject("keras._tf_keras.keras") { name in
      name.text.hasPrefix("_") ? nil : .object(RefusedObject("tf.keras.\(name.text)"))
    }
    let random = KerasRandom(context: context)
    module.set("initializers", .object(random.initializers()))
    module.set("random", .object(random.random()))
    module.set("utils", .object(random.utilities()))
    return module
  }
}
