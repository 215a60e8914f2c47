import Engine

/// The modules `keras.backend` and `keras.config`: settings, and what is left of the old backend.
enum KerasBackend {
  static func add(to module: ModuleObject, _ context: RunContext) {
    addSettings(to: module, context)
    module.function("clear_session", "free_memory=True") { [unowned context] _ throws(Raise) in
      context.keras.clear()
      return .none
    }
    module.function("get_uid", "prefix=''") { [unowned context] a throws(Raise) in
      .int(context.keras.uniqueNumber(try a.text(0)))
    }
    module.function("get_value", "x") { a throws(Raise) in
      try a[0].attribute(Symbol("numpy")).call()
    }
    module.function("set_value", "x, value") { a throws(Raise) in
      _ = try a[0].attribute(Symbol("assign")).call(a[1])
      return .none
    }
    module.function("is_keras_tensor", "x") { a throws(Raise) in
      .bool(a[0].object is KerasTensor)
    }
    module.function("ndim", "x") { a throws(Raise) in try a[0].attribute(Symbol("ndim")) }
    module.function("int_shape", "x") { a throws(Raise) in
      .tuple(try a[0].attribute(Symbol("shape")).items())
    }
  }

  static func addSettings(to module: ModuleObject, _ context: RunContext) {
    module.function("backend", "") { _ throws(Raise) in .string("tensorflow") }
    module.function("epsilon", "") { [unowned context] _ throws(Raise) in
      .float(context.keras.epsilon)
    }
    module.function("set_epsilon", "value") { [unowned context] a throws(Raise) in
      context.keras.epsilon = try a.double(0)
      return .none
    }
    module.function("floatx", "") { [unowned context] _ throws(Raise) in
      .string(context.keras.floatX.name)
    }
    module.function("set_floatx", "value") { [unowned context] a throws(Raise) in
      guard let dtype = try DTypeObject.argument(a[0]), dtype.isFloating else {
        throw Raise.value(
          "Unknown `floatx` value: \(try a[0].str()). Expected one of ('bfloat16', 'float16', "
            + "'float32', 'float64')")
      }
      context.keras.floatX = dtype
      return .none
    }
    module.function("image_data_format", "") { [unowned context] _ throws(Raise) in
      .string(context.keras.imageDataFormat)
    }
    for name in [
      "disable_interactive_logging", "enable_interactive_logging", "enable_traceback_filtering",
    ] {
      module.function(name, "") { _ throws(Raise) in .none }
    }
  }
}
