import Engine

/// A tensor of a functional model: a shape and a dtype, and where it came from.
package final class KerasTensor: PyObject {
  let shape: [Int?]
  let dtype: DType
  let name: String
  unowned(unsafe) let context: RunContext
  /// The call that made it, and which of its outputs it is.
  var origin: (node: KerasNode, place: Int)?

  init(
    _ shape: [Int?], _ dtype: DType, _ context: RunContext, name: String? = nil,
    like other: KerasTensor? = nil
  ) {
    self.shape = shape
    self.dtype = dtype
    self.context = context
    self.name = name ?? context.keras.automaticName("keras_tensor")
    origin = other?.origin
    super.init(.kerasTensor)
    context.hasKerasTensors = true
  }

  var shapeValue: PyValue { .tuple(shape.map { PyValue($0.map { .int($0) }) }) }

  package override func repr() throws(Raise) -> String {
    try context.keras.edition.text(of: self).repr
  }

  package override func str() throws(Raise) -> String {
    try context.keras.edition.text(of: self).str
  }

  package override func truth() throws(Raise) -> Bool {
    throw try context.keras.edition.raise(.symbolicTruth)
  }

  package override func iterate() throws(Raise) -> PyIterator {
    throw Raise.notImplemented("Iterating over a symbolic KerasTensor is not supported.")
  }

  package override func asFloat() throws(Raise) -> Double? {
    throw try context.keras.edition.raise(.symbolicNumber)
  }

  // MARK: Operators: calls of operations without weights

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    try KerasOperation.operate(op, .object(self), other, context)
  }

  package override func reflected(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    try KerasOperation.operate(op, other, .object(self), context)
  }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    guard op == .minus else { return nil }
    let known = context.keras.edition.operation(named: "negative")
    return try KerasOperation.run(
      known.type ?? "Negative", titled: known.title, [.object(self)], context
    ) { values throws(Raise) in
      try Operators.apply(.minus, values[0])
    }
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    let known = context.keras.edition.operation(named: "getitem")
    return try KerasOperation.run(
      known.type ?? "GetItem", titled: known.title, [.object(self)], context
    ) { values throws(Raise) in
      try values[0].item(key)
    }
  }

  /// The error of handing one to a function of TensorFlow.
  static var refusal: Raise {
    Raise.value(
      """
      A KerasTensor cannot be used as input to a TensorFlow function. A KerasTensor is a symbolic \
      placeholder for a shape and dtype, used when constructing Keras Functional models or Keras \
      Functions. You can only use it as input to a Keras layer or a Keras operation (from the \
      namespaces `keras.layers` and `keras.ops`). You are likely doing something like:

      ```
      x = Input(...)
      ...
      tf_fn(x)  # Invalid.
      ```

      What you should do instead is wrap `tf_fn` in a layer:

      ```
      class MyLayer(Layer):
          def call(self, x):
              return tf_fn(x)

      x = MyLayer()(x)
      ```

      """)
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("shape") { value throws(Raise) in
      guard let tensor = value.cast(KerasTensor.self) else { return .none }
      return tensor.context.keras.edition.weightsAreVariables
        ? .object(ShapeObject(lengths: tensor.shape)) : tensor.shapeValue
    },
    .property("dtype") { value throws(Raise) in
      guard let tensor = value.cast(KerasTensor.self) else { return .none }
      return tensor.context.keras.edition.weightsAreVariables
        ? DTypeObject.value(tensor.dtype) : .string(tensor.dtype.name)
    },
    .property("ndim") { value throws(Raise) in
      .int(value.cast(KerasTensor.self)?.shape.count ?? 0)
    },
    .property("name") { value throws(Raise) in
      .string(value.cast(KerasTensor.self)?.name ?? "")
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let kerasTensor = TypeObject(
    "KerasTensor", module: "keras.src.backend.common.keras_tensor", members: KerasTensor.members)
}
