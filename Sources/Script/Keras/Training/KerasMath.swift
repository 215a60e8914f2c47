import Engine

/// TensorFlow's functions on values of the lesson, as Keras' own code calls them.
///
/// Every call records its op while the lesson runs and adds a node while a graph is built, so that
/// losses, metrics and activations need to know of neither.
struct KerasMath {
  let context: RunContext

  /// The small number that keeps denominators and logarithms finite: `keras.backend.epsilon()`.
  var epsilon: Double { context.keras.epsilon }

  // MARK: Functions of TensorFlow

  /// Calls `tf.<path>`.
  func tf(
    _ path: String, _ arguments: PyValue..., keywords: KeyValuePairs<String, PyValue> = [:]
  ) throws(Raise) -> PyValue {
    let function = try context.keras.function(path, context)
    if keywords.isEmpty { return try function.call(arguments) }
    return try function.call(
      arguments + keywords.map(\.value), keywords: KeywordNames(keywords.map { Symbol($0.key) }))
  }

  func sum(_ x: PyValue, axis: PyValue = .none, keeps: Bool = false) throws(Raise) -> PyValue {
    try reduce("reduce_sum", x, axis, keeps)
  }

  func mean(_ x: PyValue, axis: PyValue = .none, keeps: Bool = false) throws(Raise) -> PyValue {
    try reduce("reduce_mean", x, axis, keeps)
  }

  func greatest(_ x: PyValue, axis: PyValue = .none, keeps: Bool = false) throws(Raise) -> PyValue {
    try reduce("reduce_max", x, axis, keeps)
  }

  private func reduce(
    _ name: String, _ x: PyValue, _ axis: PyValue, _ keeps: Bool
  ) throws(Raise) -> PyValue {
    if let value = plain(x), value.dtype.isFloating, axis.isNone || axis.smallInt != nil {
      let axes = axis.smallInt.map { [$0] }
      if name == "reduce_mean" { return try reduced(ReduceMean.self, value, axes, keeps) }
      if name == "reduce_sum" { return try reduced(ReduceSum.self, value, axes, keeps) }
    }
    if keeps { return try tf(name, x, keywords: ["axis": axis, "keepdims": .bool(true)]) }
    return axis.isNone ? try tf(name, x) : try tf(name, x, keywords: ["axis": axis])
  }

  func cast(_ x: PyValue, _ dtype: DType) throws(Raise) -> PyValue {
    self.dtype(of: x) == dtype ? try read(x) : try tf("cast", x, DTypeObject.value(dtype))
  }

  func square(_ x: PyValue) throws(Raise) -> PyValue {
    guard let value = plain(x) else { return try tf("square", x) }
    return try recorded { () throws(EngineError) in try Tensor.apply(Square(), value) }
  }
  func abs(_ x: PyValue) throws(Raise) -> PyValue { try tf("abs", x) }
  func log(_ x: PyValue) throws(Raise) -> PyValue { try tf("math.log", x) }
  func sqrt(_ x: PyValue) throws(Raise) -> PyValue { try tf("sqrt", x) }
  func maximum(_ x: PyValue, _ y: PyValue) throws(Raise) -> PyValue { try tf("maximum", x, y) }
  func clip(_ x: PyValue, _ low: Double, _ high: Double) throws(Raise) -> PyValue {
    try tf("clip_by_value", x, .float(low), .float(high))
  }
  func divideNoNaN(_ x: PyValue, _ y: PyValue) throws(Raise) -> PyValue {
    try tf("math.divide_no_nan", x, y)
  }

  // MARK: Straight on the engine

  /// The tensor of an operand that is one with a value; `nil` while a graph is built.
  private func plain(_ x: PyValue) -> Tensor? {
    guard !context.isBuilding, case .object(let object) = x else { return nil }
    return (object as? TensorObject)?.tensor
  }

  private func reduced<O: AxisReduction>(
    _ op: O.Type, _ value: Tensor, _ axes: [Int]?, _ keeps: Bool
  ) throws(Raise) -> PyValue {
    try recorded { () throws(EngineError) in try value.reduced(op, axes, keepsDims: keeps) }
  }

  private func recorded(
    _ body: () throws(EngineError) -> Tensor
  ) throws(Raise) -> PyValue {
    context.mark()
    do throws(EngineError) {
      return context.boxed(try body())
    } catch {
      throw Raise(error)
    }
  }

  // MARK: Operators

  func add(_ x: PyValue, _ y: PyValue) throws(Raise) -> PyValue { try Operators.apply(.add, x, y) }
  func subtract(_ x: PyValue, _ y: PyValue) throws(Raise) -> PyValue {
    try Operators.apply(.subtract, x, y)
  }
  func multiply(_ x: PyValue, _ y: PyValue) throws(Raise) -> PyValue {
    try Operators.apply(.multiply, x, y)
  }
  func divide(_ x: PyValue, _ y: PyValue) throws(Raise) -> PyValue {
    try Operators.apply(.divide, x, y)
  }
  func negative(_ x: PyValue) throws(Raise) -> PyValue { try Operators.apply(.minus, x) }
}

extension KerasMath {
  // MARK: Tensors

  /// What is known of a tensor's dtype and shape; `nil` for what is none.
  func signature(of value: PyValue) -> PartialSignature? {
    guard let object = value.object else { return nil }
    if let variable = object as? VariableObject {
      return PartialSignature(variable.variable.dtype, PartialShape(variable.variable.shape))
    }
    return TraceKey.signature(of: object)
  }

  func dtype(of value: PyValue) -> DType? { signature(of: value)?.dtype }

  /// The lengths of a tensor's axes; none where the rank is not known.
  func lengths(of value: PyValue) -> [Int?] { signature(of: value)?.shape.lengths ?? [] }

  func rank(of value: PyValue) -> Int { lengths(of: value).count }

  /// A variable's value; anything else as it is.
  func read(_ value: PyValue) throws(Raise) -> PyValue {
    guard let variable = value.cast(VariableObject.self) else { return value }
    return try context.graph?.read(variable) ?? context.box(variable.variable.value)
  }

  /// `keras.ops.convert_to_tensor`: other dtypes are cast.
  func tensor(_ value: PyValue, _ dtype: DType? = nil) throws(Raise) -> PyValue {
    guard let found = self.dtype(of: value) else {
      guard let dtype else { return try tf("convert_to_tensor", value) }
      return try tf("convert_to_tensor", value, keywords: ["dtype": DTypeObject.value(dtype)])
    }
    if let dtype, dtype != found { return try tf("cast", value, DTypeObject.value(dtype)) }
    return try read(value)
  }

  /// Labels beside predictions: both tensors of the predictions' dtype.
  func pair(_ labels: PyValue, _ predictions: PyValue) throws(Raise) -> (PyValue, PyValue) {
    let predictions = try tensor(predictions)
    return (try tensor(labels, dtype(of: predictions) ?? .float32), predictions)
  }

  /// The same, with an axis of length 1 added or taken away where the ranks differ by one.
  func aligned(_ labels: PyValue, _ predictions: PyValue) throws(Raise) -> (PyValue, PyValue) {
    let (labels, predictions) = try pair(labels, predictions)
    return try sameRank(labels, predictions)
  }

  func sameRank(
    _ x: PyValue, _ y: PyValue, expandsVectors: Bool = true
  ) throws(Raise) -> (PyValue, PyValue) {
    var (x, y) = (x, y)
    let (first, second) = (lengths(of: x), lengths(of: y))
    if first.count == second.count + 1, first.last == 1 {
      if second.count == 1, expandsVectors {
        y = try expanded(y)
      } else {
        x = try squeezed(x)
      }
    } else if second.count == first.count + 1, second.last == 1 {
      if first.count == 1, expandsVectors {
        x = try expanded(x)
      } else {
        y = try squeezed(y)
      }
    }
    return (x, y)
  }

  func expanded(_ x: PyValue) throws(Raise) -> PyValue {
    try tf("expand_dims", x, keywords: ["axis": .int(-1)])
  }

  func squeezed(_ x: PyValue) throws(Raise) -> PyValue {
    try tf("squeeze", x, keywords: ["axis": .int(-1)])
  }

  /// The number of elements as a tensor of a dtype.
  func count(_ x: PyValue, _ dtype: DType) throws(Raise) -> PyValue {
    let lengths = lengths(of: x)
    if let known = PartialShape(lengths).known {
      return context.box(context.constant(.number(Double(known.count), dtype)))
    }
    return try cast(try tf("size", x), dtype)
  }

  /// `x` with its norm along an axis brought to 1.
  func normalized(_ x: PyValue, axis: PyValue) throws(Raise) -> PyValue {
    let squares = try sum(try square(x), axis: axis, keeps: true)
    let inverse = try tf("math.rsqrt", squares)
    return try multiply(x, try tf("minimum", inverse, .float(1 / epsilon)))
  }
}

extension KerasState {
  /// A function of TensorFlow or of Keras by its path below `tf`, whether lessons see it or not.
  func function(_ path: String, _ context: RunContext) throws(Raise) -> PyValue {
    if let known = functions[path] { return known }
    let value: PyValue
    if path.hasPrefix("keras.") {
      value = try context.kerasValue(String(path.dropFirst(6)))
    } else {
      var found = try context.interpreterModule("tensorflow")
      for part in path.split(separator: ".") {
        found = try found.attribute(Symbol(String(part)))
      }
      value = found
    }
    functions[path] = value
    return value
  }
}

extension RunContext {
  /// The name of an object that is given none, made of its class's.
  func automaticName(_ className: String) -> String {
    keras.automaticName(className.kerasStem)
  }
}
