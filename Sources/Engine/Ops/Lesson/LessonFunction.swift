/// A function that lessons call by name: an op, or a composition of ops.
package struct LessonFunction: Sendable {
  /// What runs when the function is called.
  ///
  /// Those of one or two tensors can be called directly.
  package enum Body: Sendable {
    case unary(@Sendable (Tensor) throws(EngineError) -> Tensor)
    case binary(@Sendable (Tensor, Tensor) throws(EngineError) -> Tensor)
    case general(@Sendable (any LessonArguments) throws -> LessonResult)
  }

  /// Dotted names, `tf.tanh`, `tf.math.tanh`; the first is the one messages use.
  package let names: [String]
  /// The parameters as TensorFlow's signature writes them.
  package let parameters: String
  /// One line for help and completion.
  package let summary: String
  package let body: Body

  package init(_ names: [String], _ parameters: String, _ summary: String, _ body: Body) {
    self.names = names
    self.parameters = parameters
    self.summary = summary
    self.body = body
  }

  /// The names of the parameters, without defaults.
  package var parameterNames: [String] {
    parameters.split(separator: ",").map { part in
      let name = part.prefix { $0 != "=" }
      return String(name.drop { $0 == " " || $0 == "*" }.prefix { $0 != " " })
    }
  }

  /// Calls the function.
  package func call(_ arguments: any LessonArguments) throws -> LessonResult {
    switch body {
    case .unary(let function):
      return .tensor(try function(arguments.tensor(parameterNames[0])))
    case .binary(let function):
      let operands = try arguments.tensors(Array(parameterNames.prefix(2)))
      return .tensor(try function(operands[0], operands[1]))
    case .general(let function): return try function(arguments)
    }
  }
}

extension LessonFunction {
  /// A function that is one elementwise op of one tensor.
  package static func unary<O: ElementwiseUnary>(
    _ op: O, _ names: String..., parameters: String = "x, name=None"
  ) -> LessonFunction {
    LessonFunction(
      names, parameters, O.summary,
      .unary { (x) throws(EngineError) in try Tensor.apply(op, x) })
  }

  /// A function that is one op of one tensor.
  package static func single<O: Operation>(
    _ op: O, _ names: String..., parameters: String
  ) -> LessonFunction {
    LessonFunction(
      names, parameters, O.summary,
      .unary { (x) throws(EngineError) in try Tensor.apply(op, [x]) })
  }

  /// A function that is one elementwise op of two tensors.
  package static func binary<O: ElementwiseBinary>(
    _ op: O, _ names: String..., parameters: String = "x, y, name=None"
  ) -> LessonFunction {
    LessonFunction(
      names, parameters, O.summary,
      .binary { (x, y) throws(EngineError) in try Tensor.apply(op, x, y) })
  }

  /// A function that is one op of two tensors.
  package static func pair<O: Operation>(
    _ op: O, _ names: String..., parameters: String = "x, y, name=None"
  ) -> LessonFunction {
    LessonFunction(
      names, parameters, O.summary,
      .binary { (x, y) throws(EngineError) in try Tensor.apply(op, [x, y]) })
  }

  /// A function that reduces a tensor along axes.
  package static func reduction<O: AxisReduction>(
    _ op: O.Type, _ names: String...
  ) -> LessonFunction {
    .general(names, "input_tensor, axis=None, keepdims=False, name=None", O.summary) { arguments in
      .tensor(
        try arguments.tensor("input_tensor").reduced(
          O.self, arguments.axes("axis"), keepsDims: arguments.bool("keepdims")))
    }
  }

  /// A function that reads its arguments itself.
  package static func general(
    _ names: [String], _ parameters: String, _ summary: String,
    _ body: @escaping @Sendable (any LessonArguments) throws -> LessonResult
  ) -> LessonFunction {
    LessonFunction(names, parameters, summary, .general(body))
  }

  /// A composition of ops on one tensor.
  package static func composite(
    _ names: [String], _ parameters: String, _ summary: String,
    _ body: @escaping @Sendable (Tensor) throws(EngineError) -> Tensor
  ) -> LessonFunction {
    LessonFunction(names, parameters, summary, .unary(body))
  }
}

extension Tensor {
  /// A reduction along axes as a lesson names them: negative ones, or `nil` for all.
  package func reduced<O: AxisReduction>(
    _ op: O.Type, _ axes: [Int]?, keepsDims: Bool = false
  ) throws(EngineError) -> Tensor {
    // The dtype is looked at before the axes.
    if O.domain == .boolean, dtype != .bool {
      throw .expectedDType(op: O.name, operand: 0, .bool, dtype)
    }
    let places = try shape.places(axes, op: O.name)
    return try Tensor.apply(O(axes: places, keepsDims: keepsDims), [self])
  }
}

extension Shape {
  /// Axes in `-rank..<rank`, or all for `nil`, as ascending axes from 0.
  package func places(_ axes: [Int]?, op: String) throws(EngineError) -> [Int] {
    guard let axes else { return Array(0..<rank) }
    var places: Set<Int> = []
    for axis in axes {
      guard let place = self.axis(axis) else {
        throw .axisOutOfRange(op: op, axis: axis, rank: rank)
      }
      guard places.insert(place).inserted else { throw .repeatedAxis(op: op, axis: place) }
    }
    return places.sorted()
  }
}
