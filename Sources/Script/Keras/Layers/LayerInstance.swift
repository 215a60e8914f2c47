import Engine

/// A layer or a model: `tf.keras.layers.Layer` and every class below it.
///
/// A layer made in Swift has a `behavior`; one of the lesson has methods of its own, or both where
/// the lesson derives from a built-in layer.
package class LayerInstance: InstanceObject {
  unowned(unsafe) final let context: RunContext
  /// The names of its settings, in the order of its parameters.
  final var settingNames: [String] = []
  /// What a built-in layer does; made by its `__init__`.
  final var behavior: LayerBehavior?

  /// Whether `Layer.__init__` ran.
  final var isInitialized = false
  final var name = ""
  final var isBuilt = false
  final var isTrainable = true
  /// The dtype of weights; computing uses the same one.
  final var dtype = DType.float32
  /// Whether floating inputs are cast to `dtype`.
  final var casts = true
  final var activityRegularizer = PyValue.none
  /// Whether masks pass through it.
  final var supportsMasking = false
  /// What inputs must look like.
  final var inputSpecs: [InputSpecification] = []
  /// The scopes around its first call.
  final var parentPath: String?
  /// The shape in `input_shape=`, without the batch.
  final var givenInputShape: PyValue?
  /// The shapes it was built with.
  final var buildShapes: PyValue?

  /// What it holds.
  final var held = HeldState()
  /// Losses of `add_loss`.
  final var ownLosses: [PyValue] = []
  /// Where its outputs came from in functional models, oldest first.
  final var nodes: [KerasNode] = []
  /// How `call` takes its arguments, once asked.
  final var cachedCallForm: CallForm?
  /// Whether the class is a built-in one, once asked.
  final var cachedPlainness: Bool?

  init(_ type: TypeObject, _ context: RunContext) {
    self.context = context
    super.init(type)
    // Layers, what they do and the tensors between them hold each other.
    Holdings.enter(self)
  }

  override func empty() {
    super.empty()
    behavior = nil
    held = HeldState()
    (ownLosses, nodes) = ([], [])
  }

  final var keras: KerasState { context.keras }

  /// What it computes where it is a functional model.
  var graph: FunctionalGraph? { nil }
  /// How `call` takes its arguments where neither the lesson nor a behavior says so.
  var nativeCallForm: CallForm { .anything }
  /// Whether nothing can be added once it is built.
  var locksState: Bool { keras.edition.locksState }

  // MARK: Attributes

  package override var observesAttributes: Bool { true }

  package override func setPlainAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    if case .object(let object) = value, type.lookup(name)?.isDataDescriptor != true {
      try track(object, insteadOf: ownAttribute(name))
    }
    try super.setPlainAttribute(name, value)
  }

  /// `build` of the lesson's class opens the layer's scope and closes its state.
  package override func wrapsMethod(_ name: Symbol) -> Bool { name == KerasSymbols.build }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if name == KerasSymbols.build, isInitialized {
      return .object(BoundMethod(.object(self), LayerMembers.build))
    }
    if let found = try super.findAttribute(name) { return found }
    if let found = try behavior?.attribute(name.text) { return found }
    return isInitialized ? try keras.edition.attribute(name.text, of: self) : nil
  }

  // MARK: Calls

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    if let method = type.lookup(Names.call), !method.isNative {
      return try method.callBound(to: .object(self), arguments)
    }
    return try callLayer(arguments)
  }

  // MARK: Text

  package override func repr() throws(Raise) -> String {
    if let method = type.lookup(Names.repr), !method.isNative {
      return try method.callMethod(on: self).requiredText(Names.repr)
    }
    guard isInitialized else { return defaultRepr }
    return keras.edition.text(of: self) ?? defaultRepr
  }

  package override var isCallable: Bool { true }

  /// The error of using a layer whose `__init__` did not call that of `Layer`.
  final func checkInitialized() throws(Raise) {
    guard !isInitialized else { return }
    throw try keras.edition.raise(.notInitialized(type))
  }

  /// The error of a method that a class does not have.
  final func notImplemented(_ name: String, _ message: String = "") -> Raise {
    Raise.notImplemented(
      "Layer \(type.name) does not have a `\(name)` method implemented."
        + (message.isEmpty ? "" : " \(message)"))
  }
}

extension LayerInstance {
  static func of(_ value: PyValue) throws(Raise) -> LayerInstance {
    guard let layer = value.cast(LayerInstance.self) else {
      throw Raise.type("expected a Keras layer, got '\(value.typeName)'")
    }
    return layer
  }

  /// `Layer.__init__` with the keywords that a class did not take itself.
  final func initialize(_ options: [(key: PyValue, value: PyValue)]) throws(Raise) {
    var rest: [(PyValue, PyValue)] = []
    var givenName: String?
    var inputShape: PyValue?
    for (key, value) in options {
      switch key.text {
      case "name": givenName = value.isNone ? nil : try layerName(value)
      case "trainable":
        guard case .bool(let truth) = value else {
          throw Raise.value(
            "Expected `trainable` to be a boolean. Received: trainable=\(try value.str()) (of type "
              + "\(try PyValue.object(value.type).repr()))")
        }
        isTrainable = truth
      case "dtype": dtype = try keras.dtype(value)
      case "autocast": casts = try value.truth()
      case "activity_regularizer":
        activityRegularizer = try context.kerasObject(value, "regularizers")
      case "input_shape": inputShape = value.isNone ? nil : value
      case "input_dim": inputShape = value.isNone ? nil : .tuple([value])
      case "batch_input_shape" where keras.edition.number == 2:
        inputShape = value.isNone ? nil : .tuple(Array(try value.items().dropFirst()))
      default: rest.append((key, value))
      }
    }
    if let inputShape {
      if let warning = keras.edition.inputShapeWarning { context.warn(warning) }
      givenInputShape = inputShape
    }
    guard rest.isEmpty else {
      let dict = DictObject()
      for (key, value) in rest { try dict.set(key, value) }
      throw try keras.edition.raise(.unknownKeywords(dict, self))
    }
    name = givenName ?? keras.edition.automaticName(for: type, keras)
    isInitialized = true
  }

  private func layerName(_ value: PyValue) throws(Raise) -> String {
    guard let text = value.text, !text.contains("/") else {
      throw Raise.value(
        "Argument `name` must be a string and cannot contain character `/`. Received: "
          + "name=\(try value.str()) (of type \(try PyValue.object(value.type).repr()))")
    }
    return text
  }
}

extension KerasState {
  /// The dtype behind an argument `dtype` of Keras: a name, a policy's configuration, or none.
  func dtype(_ value: PyValue) throws(Raise) -> DType {
    if value.isAbsent { return floatX }
    if let config = value.cast(DictObject.self) {
      let inner = config.get(text: "config")?.cast(DictObject.self)
      return try dtype(inner?.get(text: "name") ?? .none)
    }
    if value.text?.hasPrefix("mixed_") == true {
      throw Raise.unsupported("the dtype policy '\(value.text ?? "")'")
    }
    guard let dtype = try DTypeObject.argument(value) else { return floatX }
    return dtype
  }
}
