import Engine

/// A function of the lesson that is applied to elements: traced once, then run for each.
struct DataFunction {
  private let function: PyValue
  private let concrete: ConcreteFunction?
  private unowned(unsafe) let context: RunContext
  /// Whether an element is taken apart into arguments.
  private let spreads: Bool
  /// What is known of its results; `nil` until it ran, where it is not traced.
  let result: PyValue?

  init(
    _ function: PyValue, arguments: [PyValue], spreads: Bool, _ context: RunContext
  ) throws(Raise) {
    guard function.isCallable else {
      throw Raise.value(
        "Argument `func` must be a callable. Received func=\(try function.str()) (of type "
          + "\(try PyValue.object(function.type).repr()))")
    }
    self.function = function
    self.context = context
    self.spreads = spreads
    for argument in arguments where try !DataNest.isTraceable(argument) {
      concrete = nil
      result = nil
      return
    }
    var count = 0
    var items: [FunctionArguments.Item] = []
    for (place, argument) in arguments.enumerated() {
      let named = try DataFunction.named(argument, &count)
      items.append(.init(name: "args_\(place)", kind: .positional, value: named))
    }
    let traced = TracedFunction(function, TracedFunction.Options(), context)
    let made = try traced.concrete(FunctionArguments(items: items))
    concrete = made
    result = try DataNest.specification(DataFunction.asTuple(made.outputs))
  }

  /// Specifications with the names that placeholders get.
  private static func named(_ argument: PyValue, _ count: inout Int) throws(Raise) -> PyValue {
    var number = count
    let made = try DataNest.map(argument) { leaf throws(Raise) in
      guard let spec = leaf.cast(TensorSpecObject.self) else { return leaf }
      number += 1
      return .object(TensorSpecObject(spec.signature, name: "args_\(number - 1)"))
    }
    count = number
    return made
  }

  /// A list that a function returns is several components.
  private static func asTuple(_ value: PyValue) throws(Raise) -> PyValue {
    value.object?.kind == .list ? .tuple(try value.items()) : value
  }

  /// The arguments that an element is handed over as.
  static func arguments(of element: PyValue) throws(Raise) -> [PyValue] {
    element.object?.kind == .tuple ? try element.items() : [element]
  }

  /// The function applied to an element.
  func callAsFunction(_ element: PyValue) throws(Raise) -> PyValue {
    try call(spreads ? try DataFunction.arguments(of: element) : [element])
  }

  func call(_ arguments: [PyValue]) throws(Raise) -> PyValue {
    guard let concrete else {
      return try DataNest.tensors(
        DataFunction.asTuple(
          try context.eagerly { () throws(Raise) in try function.call(arguments) }),
        context)
    }
    var leaves: [PyValue] = []
    for argument in arguments { leaves += GraphNest.tensors(in: argument) }
    let made = try context.eagerly { () throws(Raise) in try concrete.run(leaves, nil) }
    return try DataFunction.asTuple(made)
  }
}
