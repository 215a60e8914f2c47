import Engine

/// The methods and properties of `keras.optimizers.Optimizer`.
extension OptimizerClasses {
  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("__init__", "learning_rate, \(shared), name=None, **kwargs") { a throws(Raise) in
      let names = names("learning_rate, \(shared), name=None, **kwargs")
      try start(try of(a[0])) { name in names.firstIndex(of: name).map { a[$0 + 1] } ?? .none }
      return .none
    },
    .method("build", "variables") { a throws(Raise) in
      let optimizer = try of(a[0])
      if !optimizer.isBuilt { try optimizer.build(try a[1].items()) }
      return .none
    },
    .method("apply_gradients", "grads_and_vars") { a throws(Raise) in
      let optimizer = try of(a[0])
      var gradients: [PyValue] = []
      var variables: [PyValue] = []
      for pair in try a[1].items() {
        let items = try pair.items()
        guard items.count == 2 else {
          throw Raise.value(
            items.count < 2
              ? "not enough values to unpack (expected 2, got \(items.count))"
              : "too many values to unpack (expected 2)")
        }
        gradients.append(items[0])
        variables.append(items[1])
      }
      if gradients.isEmpty {
        throw Raise.value("not enough values to unpack (expected 2, got 0)")
      }
      try optimizer.apply(gradients, variables)
      return optimizer.context.keras.edition.answer(optimizer)
    },
    .method("apply", "grads, trainable_variables=None") { a throws(Raise) in
      try of(a[0]).apply(try a[1].items(), a[2].isAbsent ? nil : try a[2].items())
      return .none
    },
    .method("update_step", "gradient, variable, learning_rate") { a throws(Raise) in
      throw Raise(.notImplementedError, [])
    },
    .method("assign", "variable, value") { a throws(Raise) in
      _ = try a[1].attribute("assign").call(a[2])
      return .none
    },
    .method("assign_add", "variable, value") { a throws(Raise) in
      _ = try a[1].attribute("assign_add").call(a[2])
      return .none
    },
    .method("assign_sub", "variable, value") { a throws(Raise) in
      _ = try a[1].attribute("assign_sub").call(a[2])
      return .none
    },
    .method(
      "add_variable",
      "shape, initializer='zeros', dtype=None, aggregation='none', layout=None, name=None"
    ) { a throws(Raise) in
      let optimizer = try of(a[0])
      return try optimizer.addVariable(
        a[6].isAbsent ? nil : try a[6].str(), shape: a[1], initializer: a[2],
        dtype: try DTypeObject.argument(a[3]) ?? optimizer.context.keras.floatX)
    },
    .method("add_variable_from_reference", "reference_variable, name=None, initializer='zeros'") {
      a throws(Raise) in
      try of(a[0]).addVariable(like: a[1], a[2].isAbsent ? "var" : try a[2].str(), start: a[3])
    },
    .method("add_optimizer_variables", "trainable_variables, name, initializer='zeros'") {
      a throws(Raise) in
      let optimizer = try of(a[0])
      let isOne = a[2].text != nil
      let names = isOne ? [a[2]] : try a[2].items()
      var made = names.map { _ in [PyValue]() }
      for variable in try a[1].items() {
        for (place, name) in names.enumerated() {
          made[place].append(
            try optimizer.addVariable(like: variable, try name.str(), start: a[3]))
        }
      }
      return isOne ? .list(made[0]) : .tuple(made.map { .list($0) })
    },
    .method("_get_variable_index", "variable") { a throws(Raise) in
      .int(try of(a[0]).place(of: a[1]))
    },
    .method("exclude_from_weight_decay", "var_list=None, var_names=None") { a throws(Raise) in
      let optimizer = try of(a[0])
      var numbers: Set<Int> = []
      for variable in a[1].isAbsent ? [] : try a[1].items() {
        numbers.insert(try VariableObject.of(variable).variable.number)
      }
      var names: [String] = []
      for name in a[2].isAbsent ? [] : try a[2].items() { names.append(try name.str()) }
      optimizer.undecayed = (numbers, names)
      return .none
    },
    .method("finalize_variable_values", "var_list") { a throws(Raise) in
      try of(a[0]).overwriteByAverages()
      return .none
    },
    .method("scale_loss", "loss") { a throws(Raise) in
      let factor = try of(a[0]).setting("loss_scale_factor")
      return factor.isNone ? a[1] : try Operators.apply(.multiply, a[1], factor)
    },
    .method("set_weights", "weights") { a throws(Raise) in
      let optimizer = try of(a[0])
      guard optimizer.isBuilt else {
        throw Raise.value(
          "You are calling `set_weights()` on an optimizer that has not yet been built. Please "
            + "call `optimizer.build(trainable_variables)` to create the optimizer weights before "
            + "calling `set_weights()`.")
      }
      for (variable, weight) in zip(optimizer.kept, try a[1].items()) {
        try optimizer.context.assignWeight(variable, weight)
      }
      return .none
    },
    .method("get_config", "") { a throws(Raise) in .object(try config(try of(a[0]))) },
    .classMethod("from_config", "config, custom_objects=None") { a throws(Raise) in
      let config = DictObject()
      for (key, value) in a[1].cast(DictObject.self)?.pairs ?? [] {
        var value = value
        if key.text == "learning_rate", value.object is DictObject,
          let name = value.cast(DictObject.self)?.get(text: "class_name")?.text
        {
          let custom = a[2].cast(DictObject.self)?.get(text: name)
          guard let context = a[0].cast(TypeObject.self).flatMap({ context(of: $0) }) else {
            return .none
          }
          let type: PyValue
          if let custom {
            type = custom
          } else {
            type = try context.keras.function("keras.optimizers.schedules.\(name)", context)
          }
          value = try type.attribute("from_config").call(try value.item(.string("config")))
        }
        try config.set(key, value)
      }
      return try a[0].calling(with: .object(config))
    },
    .property("variables") { value throws(Raise) in
      let optimizer = try of(value)
      return .list(optimizer.context.keras.edition.listed(optimizer))
    },
    .property("iterations") { value throws(Raise) in try of(value).iterations },
    .mutableProperty(
      "learning_rate", { value throws(Raise) in try of(value).currentRate() },
      { receiver, value throws(Raise) in try setRate(try of(receiver), value) }),
  ]

  /// The run that a class was made for: an instance knows it.
  private static func context(of type: TypeObject) -> RunContext? {
    (try? type.allocate?(type))?.cast(OptimizerInstance.self)?.context
  }
}
