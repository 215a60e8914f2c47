import Engine

/// The module `tensorflow`, put together for one run.
///
/// Functions come from the engine's catalog; what stands here are classes, constants and what makes
/// tensors out of nothing.
struct TensorFlowModule {
  let context: RunContext

  func make() -> ModuleObject {
    let module = NamedModule.make("tensorflow", "tf", context)
    addClasses(to: module)
    addDTypes(to: module)
    Creation(context: context).add(to: module)
    CustomGradientObject.add(to: module, context)
    GradientCheck.add(to: module, context)
    addInner(to: module)
    GraphModule(context: context).add(to: module)
    addRefused(to: module)
    let calls = GraphCalls(context)
    module.adopt = { function, module in calls.adopt(function, in: module) }
    return module
  }

  private func addClasses(to module: ModuleObject) {
    module.set("__version__", .string("2.21.0"))
    module.set("newaxis", .none)
    module.set("Tensor", .object(TypeObject.tensor))
    module.set("Variable", .object(context.variableType))
    module.set("GradientTape", .object(context.tapeType))
    module.set("VariableSynchronization", .object(EnumMember.synchronization))
    module.set("VariableAggregation", .object(EnumMember.aggregation))
    module.set("IndexedSlices", .object(context.slicesType))
    module.set("TensorShape", .object(TypeObject.tensorShape))
    module.set("DType", .object(TypeObject.dtype))
    module.set("UnconnectedGradients", UnconnectedObject.namespace)
    module.function("device", "device_name") { a throws(Raise) in .object(DeviceObject(a[0])) }
    module.function("as_dtype", "type_value") { a throws(Raise) in
      guard let dtype = try DTypeObject.argument(a[0]) else {
        throw Raise.type("Cannot convert the argument `type_value`: None to a TensorFlow DType.")
      }
      return DTypeObject.value(dtype)
    }
    let context = context
    module.function("get_static_value", "tensor, partial=False") { a throws(Raise) in
      context.readOut(try context.tensor(a[0]))
    }
  }

  private func addDTypes(to module: ModuleObject) {
    let dtypes = ModuleObject("tensorflow._api.v2.dtypes")
    for dtype in DType.allCases {
      module.set(dtype.name, DTypeObject.value(dtype))
      dtypes.set(dtype.name, DTypeObject.value(dtype))
    }
    for target in [module, dtypes] {
      target.set("half", DTypeObject.value(.float16))
      target.set("double", DTypeObject.value(.float64))
    }
    dtypes.set("DType", .object(TypeObject.dtype))
    if let function = module.get(Symbol("as_dtype")) { dtypes.set("as_dtype", function) }
    if let function = module.get(Symbol("complex")) { dtypes.set("complex", function) }
    if let function = module.get(Symbol("cast")) { dtypes.set("cast", function) }
    module.set("dtypes", .object(dtypes))
  }

  private func addInner(to module: ModuleObject) {
    for name in ["math", "nn", "linalg", "bitwise"] {
      let inner = NamedModule.make("tensorflow._api.v2.\(name)", "tf.\(name)", context)
      if name == "nn" { Dropout(context: context).add(to: inner) }
      if name == "linalg" {
        inner.set("eye", lazily: { [unowned module] in module.get(Symbol("eye")) })
      }
      NamedModule.addRefused("tf.\(name)", to: inner)
      module.set(name, .object(inner))
    }
    let autodiff = ModuleObject("tensorflow._api.v2.autodiff")
    autodiff.set("GradientTape", .object(context.tapeType))
    autodiff.set("ForwardAccumulator", .object(context.accumulatorType))
    module.set("autodiff", .object(autodiff))
    let errors = ModuleObject("tensorflow._api.v2.errors")
    for type in TensorErrors.all { errors.set(type.name, .object(type)) }
    for row in TensorErrors.codes { errors.set(row.constant, .int(row.code)) }
    errors.set("OK", .int(0))
    module.set("errors", .object(errors))
    Initializers(context: context).add(to: module)
    DataModule.add(to: module, context)
    StringFunctions(context: context).add(to: module)
    RaggedFunctions(context: context).add(to: module)
    SparseFunctions(context: context).add(to: module)
    DebuggingFunctions(context: context).add(to: module)
    TensorFunctions(context: context).add(to: module)
    ImageFunctions.add(to: module, context)
    NestFunctions(context: context).add(to: module)
    module.set("random", .object(RandomFunctions(context: context).module()))
    let context = context
    module.set("keras", lazily: { context.keras.moduleOfTensorFlow })
    for name in ["initializers", "losses", "metrics", "optimizers"] {
      module.set(name, lazily: { context.keras.module.get(Symbol(name)) })
    }
  }

  private func addRefused(to module: ModuleObject) {
    NamedModule.addRefused("tf", to: module)
  }
}
