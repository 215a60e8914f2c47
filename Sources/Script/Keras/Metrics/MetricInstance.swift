import Engine

/// `tf.keras.metrics.Metric`: keeps sums in variables and gives a number when asked.
package final class MetricInstance: InstanceObject {
  unowned(unsafe) let context: RunContext
  @exclusivity(unchecked) var dtype = DType.float32
  /// What the lesson sees of its own variables.
  @exclusivity(unchecked) var ownVariables: [PyValue] = []
  /// Metrics among its attributes.
  @exclusivity(unchecked) private var inner: [MetricInstance] = []
  /// What the class brings along: a function with its options, thresholds and the like.
  @exclusivity(unchecked) var function = PyValue.none
  @exclusivity(unchecked) var keywords: [(name: String, value: PyValue)] = []
  @exclusivity(unchecked) var thresholds: [Double] = []
  @exclusivity(unchecked) var isEvenlySpread = false
  @exclusivity(unchecked) private var hasStarted = false

  init(_ type: TypeObject, _ context: RunContext) {
    self.context = context
    super.init(type)
  }

  var title: String { ownAttribute("name")?.text ?? type.name }
  var math: KerasMath { KerasMath(context: context) }

  func start(name: PyValue, dtype: PyValue) throws(Raise) {
    hasStarted = true
    let isNamed = try name.truth()
    setOwnAttribute("name", isNamed ? name : .string(context.automaticName(type.name)))
    self.dtype = try DTypeObject.argument(dtype) ?? context.keras.floatX
  }

  func requireStart() throws(Raise) {
    guard hasStarted else {
      throw Raise.runtime(
        "You forgot to call `super().__init__()` in the `__init__()` method. Go add it!")
    }
  }

  // MARK: Variables

  /// All variables: its own, then those of metrics inside.
  var variables: [PyValue] { ownVariables + inner.flatMap(\.variables) }

  /// Makes a variable that no tape watches.
  func addVariable(
    _ name: PyValue, shape: PyValue, initializer: PyValue, dtype: PyValue
  ) throws(Raise) -> PyValue {
    try requireStart()
    let dtype = try DTypeObject.argument(dtype) ?? self.dtype
    let path = title.split(separator: "/", omittingEmptySubsequences: false).joined(separator: ">")
    let name = name.isAbsent ? nil : try name.str()
    let made = try context.keras.scoped(path, self) { () throws(Raise) in
      try context.makeWeight(name: name, shape: shape, initializer: initializer, dtype: dtype)
    }
    ownVariables.append(made)
    return made
  }

  /// A variable of zeros that is an attribute, mostly of the same name.
  func addZeros(
    _ name: String, _ lengths: [Int] = [], named title: String? = nil
  ) throws(Raise) {
    let shape = PyValue.tuple(lengths.map { .int($0) })
    setOwnAttribute(
      Symbol(name),
      try addVariable(
        .string(title ?? name), shape: shape, initializer: .string("zeros"), dtype: .none))
  }

  package override var observesAttributes: Bool { true }

  package override func setPlainAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    if let metric = value.cast(MetricInstance.self), !inner.contains(where: { $0 === metric }) {
      inner.append(metric)
    } else if context.isWeight(value), !ownVariables.contains(where: { $0.isSame(as: value) }) {
      ownVariables.append(value)
    }
    try super.setPlainAttribute(name, value)
  }

  // MARK: State

  /// The value of a variable among its attributes, as a tensor.
  func state(_ name: String) throws(Raise) -> PyValue {
    try context.weightValue(ownAttribute(Symbol(name)) ?? .none)
  }

  func assign(_ name: String, _ value: PyValue) throws(Raise) {
    try context.assignWeight(ownAttribute(Symbol(name)) ?? .none, value)
  }

  func grow(_ name: String, by value: PyValue) throws(Raise) {
    try context.growWeight(ownAttribute(Symbol(name)) ?? .none, by: value)
  }

  func reset() throws(Raise) {
    for variable in variables { try context.clearWeight(variable) }
  }

  /// Takes in a batch, by whichever `update_state` the class has.
  func update(_ arguments: [PyValue]) throws(Raise) {
    _ = try PyValue.object(self).attribute("update_state").call(arguments)
  }

  /// The number now, by whichever `result` the class has.
  func result() throws(Raise) -> PyValue {
    try PyValue.object(self).attribute("result").call()
  }
}

/// The weights that metrics and optimizers keep.
extension RunContext {
  /// A weight with a first value from an initializer.
  func makeWeight(
    name: String?, shape: PyValue, initializer: PyValue, dtype: DType
  ) throws(Raise) -> PyValue {
    let array: NDArray
    if initializer.isAbsent || initializer.text == "zeros" {
      array = try .filled(0, dtype, try self.shape(shape, op: "Fill"))
    } else {
      let maker = try kerasObject(initializer, "initializers")
      let value = try initialized(maker, shape: shape, dtype)
      array = try tensor(value, .dtype(dtype)).array
    }
    let name = name ?? keras.automaticName("variable")
    return .object(makeWeight(array, name: name, isTrainable: false))
  }

  /// What an optimizer calls a variable's slots by: the path of a weight, or the name.
  func weightPath(_ variable: VariableObject) -> String { variable.weight?.path ?? variable.name }

  func isWeight(_ value: PyValue) -> Bool { value.cast(VariableObject.self)?.weight != nil }

  /// The `tf.Variable` behind a weight.
  func weight(_ value: PyValue) throws(Raise) -> VariableObject { try VariableObject.of(value) }

  func weightValue(_ value: PyValue) throws(Raise) -> PyValue {
    let object = try weight(value)
    return try graph?.read(object) ?? box(object.variable.value)
  }

  func assignWeight(_ weight: PyValue, _ value: PyValue) throws(Raise) {
    _ = try PyValue.object(try self.weight(weight)).attribute("assign").call(value)
  }

  func growWeight(_ weight: PyValue, by value: PyValue) throws(Raise) {
    let object = try self.weight(weight)
    guard graph == nil else {
      _ = try object.context.object(for: object.variable).attribute("assign_add").call(value)
      return
    }
    mark()
    let change = try casted(
      try tensor(value, .hint(object.variable.dtype)), to: object.variable.dtype)
    do throws(EngineError) {
      try object.variable.assignAdd(change)
    } catch {
      throw Raise(error)
    }
  }

  func clearWeight(_ weight: PyValue) throws(Raise) {
    let object = try self.weight(weight)
    let zeros = try NDArray.filled(0, object.variable.dtype, object.variable.shape)
    try assignWeight(weight, box(constant(zeros)))
  }
}
