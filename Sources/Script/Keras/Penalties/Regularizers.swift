import Engine

/// An object of Keras that is called with a weight: a regularizer or a constraint.
package final class WeightRuleInstance: InstanceObject {
  unowned(unsafe) let context: RunContext

  init(_ type: TypeObject, _ context: RunContext) {
    self.context = context
    super.init(type)
  }

  func setting(_ name: String) -> PyValue { ownAttribute(Symbol(name)) ?? .none }

  static func of(_ value: PyValue) throws(Raise) -> WeightRuleInstance {
    guard let rule = value.cast(WeightRuleInstance.self) else {
      throw Raise.type("expected an object of Keras, got '\(value.typeName)'")
    }
    return rule
  }
}

/// One class of such objects: its parameters, what a call gives and what text names it.
struct WeightRule {
  typealias Body = (
    _ math: KerasMath, _ rule: WeightRuleInstance, _ weight: PyValue
  ) throws(Raise) -> PyValue

  let className: String
  let alias: String
  let parameters: String
  /// A setting that is kept as a tensor.
  var tensorName = ""
  /// Reads the arguments: what is kept under each name.
  let check: (_ name: String, _ value: PyValue) throws(Raise) -> PyValue
  let body: Body

  var names: [String] {
    parameters.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.prefix { $0 != "=" })
    }
  }

  func type(_ base: TypeObject, _ place: String) -> TypeObject {
    let names = names
    return TypeObject(
      className, module: place, base: base, extensible: true,
      members: [
        .method("__init__", parameters) { a throws(Raise) in
          let rule = try WeightRuleInstance.of(a[0])
          for (place, name) in names.enumerated() {
            var value = try check(name, a[place + 1])
            if name == tensorName { value = try KerasMath(context: rule.context).tensor(value) }
            rule.setOwnAttribute(Symbol(name), value)
          }
          return .none
        },
        .method("__call__", "x") { a throws(Raise) in
          let rule = try WeightRuleInstance.of(a[0])
          let math = KerasMath(context: rule.context)
          return try body(math, rule, try math.tensor(a[1]))
        },
        .method("get_config", "") { a throws(Raise) in
          let rule = try WeightRuleInstance.of(a[0])
          let config = DictObject()
          for name in names {
            var value = rule.setting(name)
            if let tensor = value.cast(TensorObject.self) {
              value = .float(tensor.array.doubleIfSingle ?? .nan)
            }
            config.set(text: Symbol(name), value)
          }
          return .object(config)
        },
      ])
  }

  /// Puts the base, the classes and the ways to find them into a module.
  static func add(
    _ rules: [WeightRule], base: TypeObject, place: String, kind: String, to module: ModuleObject
  ) {
    module.set(base.name, .object(base))
    for rule in rules {
      let type = PyValue.object(rule.type(base, place))
      module.set(rule.className, type)
      module.set(rule.alias, type)
    }
    // Text finds a class by its name and by that in snake case.
    let known = Dictionary(
      rules.flatMap { [($0.className, $0.className), ($0.className.kerasStem, $0.className)] },
      uniquingKeysWith: { first, _ in first })
    func find(_ identifier: PyValue, _ module: ModuleObject) throws(Raise) -> PyValue {
      if identifier.isAbsent { return .none }
      var found: PyValue? = identifier
      if let made = try KerasConfig.deserialized(identifier, in: module, .none) {
        found = made
      } else if let name = identifier.text {
        found = known[name].flatMap { module.get(Symbol($0)) }
      }
      guard let found, found.isCallable || found.object is WeightRuleInstance else {
        throw Raise.value("Could not interpret \(kind) identifier: \(try identifier.str())")
      }
      return found.object is TypeObject ? try found.call() : found
    }
    module.function("get", "identifier") { [unowned module] a throws(Raise) in
      try find(a[0], module)
    }
    module.function("serialize", kind) { a throws(Raise) in
      try KerasConfig.serialized(a[0], module: "keras.\(kind)s")
    }
    module.function("deserialize", "config, custom_objects=None") {
      [unowned module] a throws(Raise) in
      if let made = try KerasConfig.deserialized(a[0], in: module, a[1]) { return made }
      return try find(a[0], module)
    }
  }
}

/// `tf.keras.regularizers`: penalties for large weights.
enum RegularizerModule {
  static func add(_ module: ModuleObject, _ context: RunContext) {
    let base = TypeObject(
      "Regularizer", module: "keras.src.regularizers.regularizers", extensible: true,
      allocate: { [unowned context] type throws(Raise) in
        .object(WeightRuleInstance(type, context))
      },
      members: [
        .method("__init__", "") { _ throws(Raise) in .none },
        .method("__call__", "x") { _ throws(Raise) in .float(0) },
        .method("get_config", "") { a throws(Raise) in
          throw Raise.notImplemented("\(try a[0].str()) does not implement get_config()")
        },
        .classMethod("from_config", "config") { a throws(Raise) in try a[0].calling(with: a[1]) },
      ])
    WeightRule.add(
      rules, base: base, place: "keras.src.regularizers.regularizers", kind: "regularizer",
      to: module)
  }

  private static func factor(_ name: String, _ value: PyValue) throws(Raise) -> PyValue {
    var isNumber = false
    switch value {
    case .float(let number): isNumber = number.isFinite && number >= 0
    case .int(let number): isNumber = number >= 0
    default: isNumber = false
    }
    if let scalar = value.cast(NumPyScalar.self), scalar.array.dtype == .float64 { isNumber = true }
    guard isNumber else {
      throw Raise.value(
        "Invalid value for argument \(name): expected a non-negative float.Received: "
          + "\(name)=\(try value.str())")
    }
    return value
  }

  private static func penalty(
    _ math: KerasMath, _ factor: PyValue, _ sum: PyValue
  ) throws(Raise) -> PyValue {
    try math.multiply(try math.tensor(factor, math.dtype(of: sum)), sum)
  }

  nonisolated(unsafe) private static let rules: [WeightRule] = [
    WeightRule(
      className: "L1", alias: "l1", parameters: "l1=0.01", tensorName: "l1",
      check: { name, value throws(Raise) in
        try factor(name, value.isNone ? .float(0.01) : value)
      },
      body: { math, rule, x throws(Raise) in
        try penalty(math, rule.setting("l1"), try math.sum(try math.abs(x)))
      }),
    WeightRule(
      className: "L2", alias: "l2", parameters: "l2=0.01",
      check: { name, value throws(Raise) in
        try factor(name, value.isNone ? .float(0.01) : value)
      },
      body: { math, rule, x throws(Raise) in
        try penalty(math, rule.setting("l2"), try math.sum(try math.square(x)))
      }),
    WeightRule(
      className: "L1L2", alias: "l1_l2", parameters: "l1=0.0, l2=0.0",
      check: { name, value throws(Raise) in try factor(name, value.isNone ? .float(0) : value) },
      body: { math, rule, x throws(Raise) in
        var total = try math.tensor(.float(0), math.dtype(of: x))
        if try rule.setting("l1").asDouble() != 0 {
          total = try math.add(
            total, try penalty(math, rule.setting("l1"), try math.sum(try math.abs(x))))
        }
        if try rule.setting("l2").asDouble() != 0 {
          total = try math.add(
            total, try penalty(math, rule.setting("l2"), try math.sum(try math.square(x))))
        }
        return total
      }),
    WeightRule(
      className: "OrthogonalRegularizer", alias: "orthogonal_regularizer",
      parameters: "factor=0.01, mode='rows'", tensorName: "factor",
      check: { name, value throws(Raise) in
        name == "factor" ? try factor(name, value) : value
      }, body: orthogonal),
  ]

  private static func orthogonal(
    _ math: KerasMath, _ rule: WeightRuleInstance, _ x: PyValue
  ) throws(Raise) -> PyValue {
    let lengths = math.lengths(of: x).compactMap { $0 }
    guard lengths.count == 2 else {
      throw Raise.value(
        "Inputs to OrthogonalRegularizer must have rank 2. Received: inputs.shape="
          + "\(PartialShape(math.lengths(of: x)))")
    }
    let byRows = rule.setting("mode").text == "rows"
    let unit = try math.normalized(x, axis: .int(byRows ? 1 : 0))
    let turned = try math.tf("transpose", unit)
    let product = byRows ? try math.tf("matmul", unit, turned) : try math.tf("matmul", turned, unit)
    let size = lengths[byRows ? 0 : 1]
    let others = try math.subtract(.float(1), try math.tf("eye", .int(size)))
    let sum = try math.sum(try math.abs(try math.multiply(product, others)))
    let pairs = Double(size) * (Double(size) - 1) / 2
    let half = try math.multiply(try math.tensor(rule.setting("factor")), .float(0.5))
    return try math.divide(try math.multiply(half, sum), .float(pairs))
  }
}
