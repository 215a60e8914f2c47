import Engine

/// A `tf.Variable`, or what an assignment to one returns.
package final class VariableObject: PyObject {
  package let variable: Variable
  unowned(unsafe) let context: RunContext
  /// Whether it is the result of an assignment, which prints another name.
  private let isUnread: Bool
  /// What Keras knows of it, where it is a weight of Keras.
  let weight: KerasWeight?
  /// Whether it is a weight of Keras 3, which is no `tf.Variable` but holds one.
  private let isKerasVariable: Bool

  init(_ variable: Variable, _ context: RunContext, isUnread: Bool = false) {
    self.variable = variable
    self.context = context
    self.isUnread = isUnread
    weight = nil
    isKerasVariable = false
    super.init(isUnread ? context.unreadVariableType : context.resourceVariableType)
  }

  /// A weight of Keras.
  init(_ variable: Variable, _ weight: KerasWeight, _ context: RunContext) {
    self.variable = variable
    self.context = context
    isUnread = false
    self.weight = weight
    isKerasVariable = !context.keras.edition.weightsAreVariables
    super.init(isKerasVariable ? context.keras.variableType : context.resourceVariableType)
  }

  var name: String { isUnread ? "UnreadVariable" : variable.name + ":0" }

  /// The shape it was declared with, part of which may be free.
  var shape: ShapeObject {
    switch variable.declaredShape {
    case .lengths(let lengths): ShapeObject(lengths: lengths)
    case .free: ShapeObject(lengths: nil)
    case nil: ShapeObject(variable.shape)
    }
  }

  // MARK: Attributes of the lesson's own

  private var attributes: [Symbol: PyValue] = [:]

  package override var hidesAttributes: Bool { !attributes.isEmpty }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let own = attributes[name] { return own }
    return try super.findAttribute(name)
  }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    if isKerasVariable, let property = type.lookup(name)?.cast(NativeProperty.self) {
      return try property.set(on: .object(self), value)
    }
    guard type.lookup(name) == nil else {
      throw Raise.attribute("property '\(name.text)' of 'ResourceVariable' object has no setter")
    }
    attributes[name] = value
  }

  // MARK: Text

  package override func repr() throws(Raise) -> String {
    if isKerasVariable, let weight { return try weight.text(of: self) }
    let shape = try self.shape.str()
    if context.isBuilding {
      return "<tf.Variable '\(name)' shape=\(shape) dtype=\(variable.dtype.name)>"
    }
    return "<tf.Variable '\(name)' shape=\(shape) dtype=\(variable.dtype.name), "
      + "numpy=\(TensorText.numpy(variable.value.array))>"
  }

  // MARK: Containers and operators: those of the value

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if let graph = context.graph { return try graph.item(of: .object(self), key) }
    return try context.part(of: self, key)
  }

  package override func iterate() throws(Raise) -> PyIterator {
    if let graph = context.graph { return try graph.read(self).iterate() }
    return try context.iterate(variable.value)
  }

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if context.isBuilding || other.object is SymbolicTensor {
      return try GraphOperators.binary(op, self, other, isReflected: false, context)
    }
    return try context.binary(op, variable.value, other, isReflected: false)
  }

  package override func reflected(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if let graph = context.graph {
      return try graph.binary(op, .object(self), other, isReflected: true)
    }
    return try context.binary(op, variable.value, other, isReflected: true)
  }

  package override func inPlace(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    let text: String
    switch op {
    case .add:
      text =
        "`variable += value` with `tf.Variable`s is not supported. Use "
        + "`variable.assign_add(value)` to modify the variable, or `out = variable + value` if "
        + "you need to get a new output Tensor."
    case .subtract:
      // TensorFlow's own text has the `*`.
      text =
        "`variable -= value` with `tf.Variable`s is not supported. Use "
        + "`variable.assign_sub(value)` to modify the variable, or `out = variable * value` if "
        + "you need to get a new output Tensor."
    case .multiply, .divide, .power:
      let sign = op.rawValue
      text =
        "`var \(sign)= value` with `tf.Variable`s is not supported. Use `var.assign(var \(sign) "
        + "value)` to modify the variable, or `out = var \(sign) value` if you need to get a new "
        + "output Tensor."
    default: return nil
    }
    throw Raise.runtime(text)
  }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    if let graph = context.graph { return try graph.unary(op, .object(self)) }
    return try context.unary(op, variable.value)
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if other.isNone, op == .equal || op == .notEqual {
      if isKerasVariable { return .bool(op == .notEqual) }
      throw try LeafRun.unsupported(other)
    }
    if context.isBuilding || other.object is SymbolicTensor {
      return try GraphOperators.compare(op, self, other, context)
    }
    return try context.compare(op, variable.value, other)
  }

  // MARK: Readings

  package override func hash() throws(Raise) -> Int {
    if isKerasVariable { return identityHash }
    throw Raise.type(
      "Variable is unhashable. Instead, use variable.ref() as the key. (Variable: "
        + "\(try repr()))")
  }

  package override func truth() throws(Raise) -> Bool {
    if let graph = context.graph { return try graph.read(self).truth() }
    return try context.truth(variable.value)
  }

  package override func asIndex() throws(Raise) -> PyValue? {
    guard variable.dtype.isInteger, variable.shape.rank == 0 else { return nil }
    return .int(Int(variable.value.array.integers[0]))
  }

  package override func asInt() throws(Raise) -> PyValue? {
    try context.number(variable.value).asPythonInt()
  }

  package override func asFloat() throws(Raise) -> Double? {
    try context.number(variable.value).asDouble()
  }

  // MARK: Assignment

  fileprivate enum Change { case assign, add, subtract }

  fileprivate func change(_ change: Change, _ a: Bound) throws(Raise) -> PyValue {
    if let graph = context.graph { return try traced(change, a, graph) }
    context.mark()
    let value = try context.tensor(a[1], .dtype(variable.dtype))
    guard change == .assign ? variable.accepts(value.shape) : value.shape == variable.shape else {
      if change == .assign {
        throw Raise.value(
          "Cannot assign value to variable ' \(variable.name):0': Shape mismatch.The variable "
            + "shape \(try shape.str()), and the assigned value shape \(value.shape) are "
            + "incompatible.")
      }
      throw TensorErrors.invalidArgument(
        "Cannot update variable with shape \(variable.shape.bracketed) using a Tensor with shape "
          + "\(value.shape.bracketed), shapes must be equal.",
        op: change == .add ? "AssignAddVariableOp" : "AssignSubVariableOp")
    }
    do throws(EngineError) {
      switch change {
      case .assign: try variable.assign(value)
      case .add: try variable.assignAdd(value)
      case .subtract: try variable.assignSub(value)
      }
    } catch {
      throw Raise(error)
    }
    // The fourth argument is `read_value`.
    if case .bool(false) = a[4] { return .none }
    return unread
  }

  /// What an assignment gives.
  var unread: PyValue { .object(VariableObject(variable, context, isUnread: true)) }
}

extension VariableObject {
  /// An assignment in a graph.
  private func traced(
    _ change: Change, _ a: Bound, _ graph: GraphBuilder
  ) throws(Raise) -> PyValue {
    let type =
      switch change {
      case .assign: "AssignVariableOp"
      case .add: "AssignAddVariableOp"
      case .subtract: "AssignSubVariableOp"
      }
    let context = context
    let result = try graph.assign(self, type, a[1], name: a[3].text) {
      variable, value throws(Raise) in
      let tensor = try context.tensor(value)
      context.mark()
      do throws(EngineError) {
        switch change {
        case .assign: try variable.variable.assign(tensor)
        case .add: try variable.variable.assignAdd(tensor)
        case .subtract: try variable.variable.assignSub(tensor)
        }
      } catch {
        throw Raise(error)
      }
    }
    if case .bool(false) = a[4] { return .none }
    return result
  }

  static func of(_ value: PyValue) throws(Raise) -> VariableObject {
    guard let object = value.cast(VariableObject.self) else {
      throw Raise.type("expected a tf.Variable, got '\(value.typeName)'")
    }
    return object
  }

  private static let assignParameters = "value, use_locking=False, name=None, read_value=True"
  private static let deltaParameters = "delta, use_locking=False, name=None, read_value=True"

  nonisolated(unsafe) static let members: [NativeMember] = core + scatterMembers + oldMembers

  nonisolated(unsafe) private static let core: [NativeMember] = [
    .method("numpy", "") { a throws(Raise) in
      let object = try of(a[0])
      if object.context.isBuilding {
        throw Raise.notImplemented("numpy() is only available when eager execution is enabled.")
      }
      return object.context.readOut(object.variable.value)
    },
    .method("assign", assignParameters) { a throws(Raise) in try of(a[0]).change(.assign, a) },
    .method("assign_add", deltaParameters) { a throws(Raise) in try of(a[0]).change(.add, a) },
    .method("assign_sub", deltaParameters) { a throws(Raise) in
      try of(a[0]).change(.subtract, a)
    },
    .method("value", "") { a throws(Raise) in try of(a[0]).read() },
    .method("read_value", "") { a throws(Raise) in try of(a[0]).read() },
    .property("name") { value throws(Raise) in .string(try of(value).name) },
    .property("shape") { value throws(Raise) in .object(try of(value).shape) },
    .method("get_shape", "") { a throws(Raise) in .object(try of(a[0]).shape) },
    .property("dtype") { value throws(Raise) in DTypeObject.value(try of(value).variable.dtype) },
    .property("trainable") { value throws(Raise) in .bool(try of(value).variable.isTrainable) },
    .property("device") { _ throws(Raise) in
      .string("/job:localhost/replica:0/task:0/device:CPU:0")
    },
    .property("constraint") { value throws(Raise) in
      let object = try of(value)
      return object.weight?.constraint
        ?? PyValue(object.context.constraints[object.variable.number])
    },
    .property("initial_value") { _ throws(Raise) in
      throw Raise.runtime("This property is not supported when eager execution is enabled.")
    },
    .method("ref", "") { a throws(Raise) in .object(ReferenceObject(a[0])) },
    .method("__abs__", "") { a throws(Raise) in
      let object = try of(a[0])
      return try object.context.magnitude(object.variable.value)
    },
    .method("__float__", "") { a throws(Raise) in .float(try of(a[0]).asFloat() ?? 0) },
    .method("__int__", "") { a throws(Raise) in PyValue(try of(a[0]).asInt()) },
  ]

  private func read() throws(Raise) -> PyValue {
    if let graph = context.graph { return try graph.read(self) }
    return context.box(variable.value)
  }
}

extension RunContext {
  nonisolated(unsafe) private static let variableSignature = Signature(
    "Variable",
    "initial_value=None, trainable=None, validate_shape=True, caching_device=None, name=None, "
      + "variable_def=None, dtype=None, import_scope=None, constraint=None, "
      + "synchronization=None, aggregation=None, shape=None")

  /// `tf.Variable(…)`.
  func makeVariable(_ arguments: Arguments) throws(Raise) -> PyValue {
    try RunContext.variableSignature.bind(arguments) { a throws(Raise) in
      if self.isBuilding, let made = try self.makeGraphVariable(a) { return made }
      if a[0].isAbsent {
        throw Raise.value(
          "The `initial_value` arg to `tf.Variable` must be specified except when you are not "
            + "providing a `variable_def`. You provided neither.")
      }
      if a.has(5) { throw Raise.unsupported("tf.Variable with variable_def") }
      if a.has(8), !a[8].isCallable {
        throw Raise.value("The `constraint` argument must be a callable.")
      }
      let initial = a[0].isCallable ? try a[0].call() : a[0]
      let dtype = try DTypeObject.argument(a[6])
      self.mark()
      let value = try self.initialValue(initial, dtype)
      let declared = try self.declared(a[11], for: value.shape)
      let given = a.has(4) ? try a[4].str() : "Variable"
      let name = (self.nameScopes + [given]).joined(separator: "/")
      let isTrainable = a[1].isAbsent ? true : try a[1].truth()
      let variable = Variable(value, in: self.recording, name: name, isTrainable: isTrainable)
      variable.declaredShape = declared
      if a.has(8) { self.constraints[variable.number] = a[8] }
      return self.object(for: variable)
    }
  }

  private func initialValue(_ value: PyValue, _ dtype: DType?) throws(Raise) -> Tensor {
    guard let dtype else { return try tensor(value) }
    do throws(Raise) {
      return try tensor(value, .dtype(dtype))
    } catch {
      guard value.cast(TensorObject.self) != nil, error.matches(.valueError) else { throw error }
      throw Raise.value("initial_value: " + error.exception.message)
    }
  }

  /// The shape that a variable is declared with, where it is less than the first value's.
  private func declared(
    _ asked: PyValue, for shape: TensorShape
  ) throws(Raise) -> DeclaredShape? {
    if asked.isAbsent { return nil }
    guard let lengths = try ShapeObject.lengths(of: asked) else { return .free }
    let declared = DeclaredShape.lengths(lengths)
    guard declared.accepts(shape) else {
      throw Raise.value(
        "In this `tf.Variable` creation, the initial value's shape (\(shape)) is not compatible "
          + "with the explicitly supplied `shape` argument (\(try asked.str())).")
    }
    return lengths.contains { $0 == nil } ? declared : nil
  }
}
