import Engine

/// `tf.keras.losses.Loss`: an object that is called with labels and predictions.
package final class LossInstance: InstanceObject {
  unowned(unsafe) let context: RunContext
  @exclusivity(unchecked) fileprivate(set) var dtype = DType.float32
  /// The rule of a loss that Keras brings along, with its options.
  @exclusivity(unchecked) fileprivate var options = LossOptions([]) { _ in .none }
  @exclusivity(unchecked) fileprivate var function = PyValue.none

  init(_ type: TypeObject, _ context: RunContext) {
    self.context = context
    super.init(type)
  }

  fileprivate func start(
    name: PyValue, reduction: PyValue, dtype: PyValue
  ) throws(Raise) {
    let edition = context.keras.edition
    // What nobody gave is what the edition takes.
    let reduction = reduction.isUnbound ? .string(edition.defaultReduction) : reduction
    try LossReduction.check(reduction, edition)
    let isNamed = try name.truth()
    setOwnAttribute("name", isNamed ? name : .string(context.automaticName(type.name)))
    setOwnAttribute("reduction", reduction)
    self.dtype = try DTypeObject.argument(dtype) ?? context.keras.floatX
  }

  var title: String { ownAttribute("name")?.text ?? type.name }

  /// Labels, predictions and weights to one number, in a scope of the loss's name.
  func callAsFunction(
    _ labels: PyValue, _ predictions: PyValue, weights: PyValue = .none
  ) throws(Raise) -> PyValue {
    let math = KerasMath(context: context)
    return try context.scoped(title) { () throws(Raise) in
      let predicted = try LossInstance.whole(predictions, math, dtype)
      let expected = try LossInstance.whole(labels, math, dtype)
      guard let call = try findAttribute("call") else { return .none }
      let losses = try call.call(expected, predicted)
      let reduction = LossReduction(
        math: math, reduction: ownAttribute("reduction") ?? .string("sum_over_batch_size"),
        dtype: dtype)
      return try reduction(losses, weights: weights)
    }
  }

  /// Lists of numbers and arrays as one tensor.
  private static func whole(
    _ value: PyValue, _ math: KerasMath, _ dtype: DType
  ) throws(Raise) -> PyValue {
    value.object?.kind == .dict ? value : try math.tensor(value, dtype)
  }
}

/// The classes of `tf.keras.losses`, made for one run.
struct LossClasses {
  unowned(unsafe) let context: RunContext
  let base: TypeObject
  private let wrapper: TypeObject

  private static let place = "keras.src.losses"

  init(_ context: RunContext) {
    self.context = context
    base = TypeObject(
      "Loss", module: LossClasses.place + ".loss", extensible: true,
      allocate: { [unowned context] type throws(Raise) in .object(LossInstance(type, context)) },
      members: LossClasses.members)
    wrapper = TypeObject(
      "LossFunctionWrapper", module: LossClasses.place + ".losses", base: base, extensible: true,
      members: LossClasses.wrapperMembers)
  }

  private static func of(_ value: PyValue) throws(Raise) -> LossInstance {
    guard let loss = value.cast(LossInstance.self) else {
      throw Raise.type("expected a Loss, got '\(value.typeName)'")
    }
    return loss
  }

  nonisolated(unsafe) private static let members: [NativeMember] = [
    .method("__init__", "name=None, reduction=..., dtype=None") {
      a throws(Raise) in
      try of(a[0]).start(name: a[1], reduction: a[2], dtype: a[3])
      return .none
    },
    .method("__call__", "y_true, y_pred, sample_weight=None") { a throws(Raise) in
      try of(a[0])(a[1], a[2], weights: a[3])
    },
    .method("call", "y_true, y_pred") { _ throws(Raise) in
      throw Raise(.notImplementedError, [])
    },
    .method("get_config", "") { a throws(Raise) in
      let loss = try of(a[0])
      let config = DictObject()
      for name in ["name", "reduction"] {
        config.set(text: Symbol(name), loss.ownAttribute(Symbol(name)) ?? .none)
      }
      return .object(config)
    },
    .classMethod("from_config", "config") { a throws(Raise) in try a[0].calling(with: a[1]) },
    .property("dtype") { value throws(Raise) in .string(try of(value).dtype.name) },
  ]

  nonisolated(unsafe) private static let wrapperMembers: [NativeMember] = [
    .method("__repr__", "") { a throws(Raise) in
      let loss = try of(a[0])
      let options = DictObject()
      for (name, value) in loss.options.values.sorted(by: { $0.key < $1.key }) {
        options.set(text: Symbol(name), value)
      }
      return .string(
        "<LossFunctionWrapper(\(try loss.function.repr()), kwargs=\(try options.repr()))>")
    }
  ]

  /// The class of a loss that Keras brings along; `function` is its function in the module.
  func type(_ rule: LossRule, function: PyValue) -> TypeObject {
    let names = rule.parameterNames
    let edition = context.keras.edition
    let parameters = rule.parameters.replacing(
      "'sum_over_batch_size'", with: "'\(edition.defaultReduction)'")
    let heads = edition.number == 2 ? ["reduction", "name"] : ["name", "reduction"]
    return TypeObject(
      rule.className, module: LossClasses.place + ".losses", base: wrapper, extensible: true,
      members: [
        .method("__init__", parameters) { a throws(Raise) in
          let loss = try LossClasses.of(a[0])
          func value(_ name: String) -> PyValue {
            names.firstIndex(of: name).map { a[$0 + 1] } ?? .none
          }
          try loss.start(
            name: value("name"), reduction: value("reduction"), dtype: value("dtype"))
          loss.options = LossOptions(rule.optionNames, value)
          loss.function = function
          for name in rule.told { loss.setOwnAttribute(Symbol(name), value(name)) }
          return .none
        },
        .method("call", "y_true, y_pred") { a throws(Raise) in
          let loss = try LossClasses.of(a[0])
          let math = KerasMath(context: loss.context)
          let (labels, predictions) = try math.sameRank(a[1], a[2])
          return try rule.body(math, labels, predictions, loss.options)
        },
        .method("get_config", "") { a throws(Raise) in
          let loss = try LossClasses.of(a[0])
          let config = DictObject()
          let told = edition.number == 2 ? [] : rule.told
          for name in heads + told {
            config.set(text: Symbol(name), loss.ownAttribute(Symbol(name)) ?? .none)
          }
          if edition.number == 2 {
            for name in rule.optionNames { config.set(text: Symbol(name), loss.options[name]) }
            config.set(text: "fn", .string(rule.function))
          }
          return .object(config)
        },
      ])
  }
}

extension PyValue {
  /// Calls a class with the values of a dictionary as keyword arguments.
  func calling(with config: PyValue) throws(Raise) -> PyValue {
    guard let dict = config.cast(DictObject.self) else {
      throw Raise.type(
        "argument after ** must be a mapping, not \(config.typeName)")
    }
    var names: [Symbol] = []
    for key in dict.keys { names.append(Symbol(try key.str())) }
    return try call(dict.pairs.map(\.value), keywords: KeywordNames(names))
  }
}

extension RunContext {
  /// Runs the body in a scope that folds and opens in every view.
  func scoped<R>(_ name: String, _ body: () throws(Raise) -> R) throws(Raise) -> R {
    if let graph {
      graph.scopes.append(name)
      defer { graph.scopes.removeLast() }
      return try body()
    }
    let before = recording.enterScope(path(entering: name))
    defer {
      recording.scope = before
      leavePath()
    }
    return try body()
  }
}
