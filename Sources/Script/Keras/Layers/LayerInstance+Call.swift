import Engine

/// What happens when a layer is called.
extension LayerInstance {
  /// `layer(inputs, …)`.
  final func callLayer(_ arguments: Arguments) throws(Raise) -> PyValue {
    try checkInitialized()
    let plain = arguments.keywords == nil && arguments.count == 1
    if plain, case .object(let object) = arguments[0], let tensor = object as? TensorObject,
      tensor.tensor.dtype == dtype || !tensor.tensor.dtype.isFloating
    {
      return try callConverted([arguments[0]], [])
    }
    var positional: [PyValue] = []
    for value in arguments.positional { positional.append(try converted(value)) }
    var named: [(Symbol, PyValue)] = []
    for (name, value) in arguments.named { named.append((name, try converted(value))) }
    for value in positional {
      for leaf in try Nest.leaves(of: value) where !KerasNest.isTensor(leaf) && !leaf.isNone {
        if behavior?.takesPlainArguments == true { continue }
        throw Raise.value(
          "Only input tensors may be passed as positional arguments. The following argument value "
            + "should be passed as a keyword argument: \(try leaf.str()) (of type "
            + "\(try PyValue.object(leaf.type).repr()))")
      }
    }
    return try callConverted(positional, named)
  }

  /// Arrays become tensors, floating numbers get the layer's dtype.
  private func converted(_ value: PyValue) throws(Raise) -> PyValue {
    try GraphNest.map(value) { leaf throws(Raise) in
      guard case .object(let object) = leaf else { return leaf }
      let isArray = object is ArrayObject || object is NumPyScalar
      guard isArray || KerasNest.isTensor(leaf), behavior?.convertsInputs ?? true else {
        return leaf
      }
      if let tensor = object as? KerasTensor {
        guard casts, tensor.dtype.isFloating, tensor.dtype != dtype, dtype.isFloating else {
          return leaf
        }
        return .object(KerasTensor(tensor.shape, dtype, context, like: tensor))
      }
      let isFloating =
        (object as? ArrayObject)?.array.dtype.isFloating
        ?? (object as? NumPyScalar)?.array.dtype.isFloating
        ?? KerasNest.dtype(of: leaf)?.isFloating ?? false
      let casting = casts && isFloating && dtype.isFloating
      if isArray {
        if let graph = context.graph, graph.isFunction || graph.isBody {
          return try context.tensorFlow(
            "constant", [leaf] + (casting ? [.string(dtype.name)] : []))
        }
        let tensor = try context.tensor(leaf)
        return context.boxed(casting ? try context.casted(tensor, to: dtype) : tensor)
      }
      guard casting, KerasNest.dtype(of: leaf) != dtype else { return leaf }
      return try context.tensorFlow("cast", [leaf, .string(dtype.name)])
    }
  }

  /// The form of `call` of this class.
  final var callForm: CallForm {
    if let cachedCallForm { return cachedCallForm }
    let form: CallForm
    if let function = type.lookup(KerasSymbols.call)?.cast(FunctionObject.self) {
      form = CallForm(function)
    } else if let behavior {
      form = CallForm(builtIn: behavior.callParameters)
    } else {
      form = nativeCallForm
    }
    cachedCallForm = form
    return form
  }

  private func callConverted(
    _ positional: [PyValue], _ named: [(Symbol, PyValue)]
  ) throws(Raise) -> PyValue {
    let form = callForm
    var named = named
    var training: PyValue?
    if let place = named.firstIndex(where: { $0.0 == KerasSymbols.training }) {
      training = named[place].1
      if !form.takesTraining { named.remove(at: place) }
    } else if let place = form.names.firstIndex(of: KerasSymbols.training),
      place < positional.count, place < form.positional
    {
      training = positional[place]
    }
    guard let bound = form.bind(positional, named) else {
      return try misfit(positional, named)
    }
    try checkInput(bound.first)
    let isEntry = keras.call == nil
    let scope = keras.call ?? LayerCallContext(self)
    let outerTraining = scope.training
    if parentPath == nil { parentPath = keras.path }
    if !isBuilt {
      try keras.scoped(name, self, isCall: true) { () throws(Raise) in
        try buildForCall(bound, positional, named)
      }
    }
    if buildShapes == nil, behavior?.notesShapes ?? false, keras.edition.number == 3 {
      buildShapes = try KerasNest.shapes(of: bound.first)
    }
    if isEntry {
      clearLosses()
      keras.call = scope
    }
    defer {
      if isEntry { keras.call = nil } else { scope.training = outerTraining }
    }
    // An argument, else that of the layer around, else the default.
    var resolved = training ?? .none
    if training == nil {
      resolved = scope.training
      if resolved.isNone { resolved = bound[KerasSymbols.training] ?? .none }
    }
    scope.training = resolved
    let outputs: PyValue
    if (positional + named.map(\.1)).contains(where: { KerasNest.isSymbolic($0) }) {
      outputs = try callSymbolically(positional, named, bound, training: resolved)
    } else {
      outputs = try keras.scoped(name, self, isCall: true) { () throws(Raise) in
        try context.layerScope(name) { () throws(Raise) in
          try explaining(bound) { () throws(Raise) in
            try runCall(positional, named, bound, training: resolved)
          }
        }
      }
      isBuilt = true
    }
    if !activityRegularizer.isNone { try addActivityLoss(outputs) }
    return outputs
  }

  /// Runs `call`.
  final func runCall(
    _ positional: [PyValue], _ named: [(Symbol, PyValue)], _ bound: BoundCall, training: PyValue
  ) throws(Raise) -> PyValue {
    guard let method = type.lookup(KerasSymbols.call) else { throw notImplemented("call") }
    if method.isNative, let behavior {
      return try behavior.call(bound.first, LayerCall(bound, training: training))
    }
    var values: [PyValue] = positional
    var names: [Symbol] = []
    for (name, value) in named where name != KerasSymbols.training {
      names.append(name)
      values.append(value)
    }
    let trainingIsPositional =
      bound.form.names.firstIndex(of: KerasSymbols.training).map { $0 < positional.count } ?? false
    if bound.form.takesTraining, !training.isNone, !trainingIsPositional {
      names.append(KerasSymbols.training)
      values.append(training)
    }
    return try method.bound(to: self).call(
      values, keywords: names.isEmpty ? nil : KeywordNames(names))
  }

  /// Arguments that `call` does not take: its own error says so.
  private func misfit(
    _ positional: [PyValue], _ named: [(Symbol, PyValue)]
  ) throws(Raise) -> PyValue {
    guard behavior == nil, let method = type.lookup(KerasSymbols.call), !method.isNative else {
      let known = Set(callForm.names)
      if let (name, _) = named.first(where: { !known.contains($0.0) }) {
        throw Raise.type("got an unexpected keyword argument '\(name.text)'")
      }
      if positional.count > callForm.positional {
        throw Raise.type("too many positional arguments")
      }
      let missing = callForm.names.first?.text ?? "inputs"
      throw Raise.type("missing a required argument: '\(missing)'")
    }
    let known = Set(callForm.names)
    if let (name, _) = named.first(where: { !known.contains($0.0) }), !callForm.hasKeywords {
      throw Raise.type("got an unexpected keyword argument '\(name.text)'")
    }
    if positional.count > callForm.positional, !callForm.hasRest {
      throw Raise.type("too many positional arguments")
    }
    for (place, name) in callForm.names.enumerated() where callForm.defaults[place].isUnbound {
      if place < positional.count || named.contains(where: { $0.0 == name }) { continue }
      throw Raise.type("missing a required argument: '\(name.text)'")
    }
    throw Raise.type("multiple values for argument '\(named.first?.0.text ?? "")'")
  }

  private func addActivityLoss(_ outputs: PyValue) throws(Raise) {
    for output in try Nest.leaves(of: outputs) where output.object is TensorObject {
      var loss = try activityRegularizer.call(output)
      if let rows = KerasNest.lengths(of: output)?.first ?? nil {
        loss = try Operators.apply(.divide, loss, .float(Double(max(rows, 1))))
      }
      ownLosses.append(loss)
    }
  }
}

extension RunContext {
  /// A function of TensorFlow by its dotted name behind `tf`, as the lesson would call it: in a
  /// graph it adds a node.
  func tensorFlow(_ name: String, _ arguments: [PyValue]) throws(Raise) -> PyValue {
    try tensorFlowFunction(name).call(arguments)
  }

  func tensorFlow(
    _ name: String, _ arguments: [PyValue], _ named: KeyValuePairs<String, PyValue>
  ) throws(Raise) -> PyValue {
    try tensorFlowFunction(name).call(
      arguments + named.map(\.value), keywords: KeywordNames(named.map { Symbol($0.key) }))
  }

  private func tensorFlowFunction(_ name: String) throws(Raise) -> PyValue {
    try keras.function(name, self)
  }

  /// Runs a layer in a scope of its name, so that its ops fold together.
  func layerScope<R>(_ name: String, _ body: () throws(Raise) -> R) throws(Raise) -> R {
    let scope = NameScopeObject(name, self)
    _ = scope.enter()
    defer { scope.leave() }
    return try body()
  }
}
