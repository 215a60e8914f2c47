import Engine

/// What Keras knows of a weight beside its value.
final class KerasWeight {
  let name: String
  /// The name with the scopes it was made in.
  let path: String
  /// Whether Keras lists it among the trainable ones.
  @exclusivity(unchecked) var isTrainable: Bool
  /// Objects that are asked for a penalty and for the values allowed; `None` where there are none.
  var regularizer = PyValue.none
  var constraint = PyValue.none

  init(name: String, path: String, isTrainable: Bool) {
    self.name = name
    self.path = path
    self.isTrainable = isTrainable
  }

  /// What `repr` and `print` give.
  func text(of variable: VariableObject) throws(Raise) -> String {
    // A single number is written as a Python float, with the digits of a double.
    let value = try variable.context.numpy(variable.variable.value.array).object?.format("") ?? ""
    return "<Variable path=\(path), shape=\(try variable.shape.str()), "
      + "dtype=\(variable.variable.dtype.name), value=\(value)>"
  }
}

extension RunContext {
  /// A weight of Keras with its first value; it is made in eager mode even while a graph is built.
  func makeWeight(
    _ value: NDArray, name: String, isTrainable: Bool = true
  ) -> VariableObject {
    let path = keras.edition.path(of: name, in: keras)
    mark()
    let variable = Variable(
      Tensor(value), in: recording, name: path, isTrainable: isTrainable)
    let object = VariableObject(
      variable, KerasWeight(name: name, path: path, isTrainable: isTrainable), self)
    if keras.edition.weightsAreVariables { keep(object) }
    return object
  }

  /// `keras.Variable(…)`.
  func makeKerasVariableType() -> TypeObject {
    let signature = Signature(
      "Variable.__init__",
      "initializer, shape=None, dtype=None, trainable=True, autocast=True, aggregation='none', "
        + "synchronization='auto', name=None")
    return TypeObject(
      "Variable", module: "keras.src.backend", base: .tensor,
      construct: { [unowned self] _, arguments throws(Raise) in
        try signature.bind(arguments) { a throws(Raise) in try self.makeKerasVariable(a) }
      },
      members: KerasWeight.members)
  }

  private func makeKerasVariable(_ a: Bound) throws(Raise) -> PyValue {
    let name = a.has(7) ? try a[7].str() : keras.automaticName("variable")
    guard !name.contains("/") else {
      throw Raise.value(
        "Argument `name` must be a string and cannot contain character `/`. Received: name=\(name)")
    }
    let dtype = try DTypeObject.argument(a[2])
    let isTrainable = try a[3].truth()
    var initial = a[0]
    if initial.text != nil || initial.isCallable {
      guard a.has(1) else {
        throw Raise.value(
          "When creating a Variable from an initializer, the `shape` argument should be specified. "
            + "Received: initializer=\(try initial.str()) and shape=None")
      }
      let initializer = try kerasObject(initial, "initializers")
      initial = try initialized(initializer, shape: a[1], dtype ?? keras.floatX)
    }
    let floats = initial.cast(TensorObject.self) == nil && initial.cast(ArrayObject.self) == nil
    var array = try eagerly { () throws(Raise) in try self.tensor(initial).array }
    if let dtype {
      array = try array.converted(to: dtype)
    } else if floats, array.dtype.isFloating {
      array = try array.converted(to: keras.floatX)
    }
    return .object(makeWeight(array, name: name, isTrainable: isTrainable))
  }

  /// What an initializer gives for a shape, as a value outside of graphs.
  func initialized(
    _ initializer: PyValue, shape: PyValue, _ dtype: DType
  ) throws(Raise) -> PyValue {
    try eagerly { () throws(Raise) in
      try initializer.call(
        [shape, .string(dtype.name)], keywords: KeywordNames([Symbol("dtype")]))
    }
  }
}

extension KerasWeight {
  private static func of(_ value: PyValue) throws(Raise) -> (VariableObject, KerasWeight) {
    guard let object = value.cast(VariableObject.self), let weight = object.weight else {
      throw Raise.type("expected a keras.Variable, got '\(value.typeName)'")
    }
    return (object, weight)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("numpy", "") { a throws(Raise) in
      let object = try of(a[0]).0
      if object.context.isBuilding {
        throw Raise.attribute("'SymbolicTensor' object has no attribute 'numpy'")
      }
      return object.context.readOut(object.variable.value)
    },
    .method("assign", "value") { a throws(Raise) in try of(a[0]).0.assign(a[1]) },
    .method("assign_add", "value") { a throws(Raise) in
      try of(a[0]).0.assign(try Operators.apply(.add, a[0], a[1]))
    },
    .method("assign_sub", "value") { a throws(Raise) in
      try of(a[0]).0.assign(try Operators.apply(.subtract, a[0], a[1]))
    },
    .property("value") { value throws(Raise) in
      let object = try of(value).0
      return object.context.object(for: object.variable)
    },
    .property("handle") { value throws(Raise) in
      let object = try of(value).0
      return object.context.object(for: object.variable)
    },
    .property("name") { value throws(Raise) in .string(try of(value).1.name) },
    .property("path") { value throws(Raise) in .string(try of(value).1.path) },
    .property("shape") { value throws(Raise) in .object(try of(value).0.shape) },
    .method("get_shape", "") { a throws(Raise) in .object(try of(a[0]).0.shape) },
    .property("dtype") { value throws(Raise) in .string(try of(value).0.variable.dtype.name) },
    .property("ndim") { value throws(Raise) in .int(try of(value).0.variable.shape.rank) },
    .mutableProperty(
      "trainable", { value throws(Raise) in .bool(try of(value).1.isTrainable) },
      { receiver, value throws(Raise) in
        let weight = try of(receiver).1
        weight.isTrainable = try value.truth()
      }),
    .mutableProperty(
      "regularizer", { value throws(Raise) in try of(value).1.regularizer },
      { receiver, value throws(Raise) in
        let weight = try of(receiver).1
        weight.regularizer = value
      }),
    .mutableProperty(
      "constraint", { value throws(Raise) in try of(value).1.constraint },
      { receiver, value throws(Raise) in
        let weight = try of(receiver).1
        weight.constraint = value
      }),
    .method("ref", "") { a throws(Raise) in .object(ReferenceObject(a[0])) },
    .method("__array__", "dtype=None") { a throws(Raise) in
      let object = try of(a[0]).0
      return object.context.readOut(object.variable.value)
    },
    .method("__abs__", "") { a throws(Raise) in
      let object = try of(a[0]).0
      if let graph = object.context.graph { return try graph.magnitude(a[0]) }
      return try object.context.magnitude(object.variable.value)
    },
    .method("__float__", "") { a throws(Raise) in .float(try of(a[0]).0.asFloat() ?? 0) },
    .method("__int__", "") { a throws(Raise) in PyValue(try of(a[0]).0.asInt()) },
  ]
}

extension VariableObject {
  /// Gives a weight of Keras a value, cast to its dtype, and says what it is now.
  func assign(_ value: PyValue) throws(Raise) -> PyValue {
    if let graph = context.graph {
      let context = context
      _ = try graph.assign(self, "AssignVariableOp", value, name: nil) {
        variable, value throws(Raise) in
        try variable.become(try context.tensor(value))
      }
      return try graph.read(self)
    }
    context.mark()
    let tensor = try context.tensor(value, .hint(variable.dtype))
    try become(context.casted(tensor, to: variable.dtype))
    return context.box(variable.value)
  }

  private func become(_ value: Tensor) throws(Raise) {
    guard variable.accepts(value.shape) else {
      throw Raise.value(
        "The shape of the target variable and the shape of the target value in "
          + "`variable.assign(value)` must match. variable.shape=\(try shape.str()), Received: "
          + "value.shape=\(value.shape). Target variable: \(try repr())")
    }
    do throws(EngineError) {
      try variable.assign(value)
    } catch {
      throw Raise(error)
    }
  }
}

extension RunContext {
  /// The tensor in another dtype.
  func casted(_ tensor: Tensor, to dtype: DType) throws(Raise) -> Tensor {
    if tensor.dtype == dtype { return tensor }
    do throws(EngineError) {
      return try Tensor.apply(Cast(dtype), [recorded(tensor)])
    } catch {
      throw Raise(error)
    }
  }
}
