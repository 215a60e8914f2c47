@testable import Engine

/// A use of the engine that fails, and how TensorFlow writes it in Reference/errors.json.
struct ErrorRow: Sendable {
  let expression: String
  let run: @Sendable () throws -> Void

  private static func row(
    _ expression: String, _ run: @escaping @Sendable () throws -> Tensor
  ) -> ErrorRow {
    ErrorRow(expression: expression) { _ = try run() }
  }

  /// One failing use of a lesson's function, its arguments as in a reference row.
  private static func call(
    _ expression: String, _ name: String, _ inputs: [NDArray],
    _ attributes: [String: ReferenceRow.Attribute] = [:]
  ) -> ErrorRow {
    row(expression) {
      guard let function = OpCatalog.functionsByName[name] else {
        throw RowArguments.Missing(name: name)
      }
      let result = try function.call(RowArguments(function, inputs.map { Tensor($0) }, attributes))
      guard case .tensor(let tensor) = result else { return Tensor(inputs[0]) }
      return tensor
    }
  }

  private static func z(_ lengths: [Int], _ dtype: DType = .float32) -> NDArray {
    (try? NDArray.filled(0, Signature(dtype, Shape(lengths)))) ?? NDArray(Float(0))
  }

  private static let one = NDArray(Int32(1))
  private static let real = NDArray(Float(1))
  private static let truth = NDArray(true)
  private static let pair = NDArray([Float(1), 2], shape: [2])
  private static let whole = NDArray([Int32(1), 2], shape: [2])
  private static let chosen = NDArray([true, false], shape: [2])

  private static func op(_ symbol: String, _ a: NDArray, _ b: NDArray) throws -> Tensor {
    guard let function = LessonOperator.binary[symbol] else {
      throw RowArguments.Missing(name: symbol)
    }
    return try function(Tensor(a), Tensor(b))
  }

  private static func axis(_ axes: Int...) -> [String: ReferenceRow.Attribute] {
    ["axis": .list(axes.map { .number(Double($0)) })]
  }

  private static func numbers(_ values: Int...) -> ReferenceRow.Attribute {
    .list(values.map { .number(Double($0)) })
  }

  private static func slice(_ x: NDArray, _ items: IndexItem...) throws -> Tensor {
    try Tensor.apply(StridedSlice(items), [Tensor(x)])
  }

  static let elementwise: [ErrorRow] = [
    row("c([1., 2., 3.]) + c([1., 2.])") { try op("+", z([3]), z([2])) },
    row("c([[1., 2., 3.]]) * c([[1., 2.], [1., 2.]])") { try op("*", z([1, 3]), z([2, 2])) },
    call("tf.maximum(z([3]), z([2]))", "tf.maximum", [z([3]), z([2])]),
    call(
      "tf.math.squared_difference(z([2]), z([3]))", "tf.math.squared_difference",
      [z([2]), z([3])]),
    call("tf.greater(z([2]), z([3]))", "tf.greater", [z([2]), z([3])]),
    call("tf.equal(z([2]), z([3]))", "tf.equal", [z([2]), z([3])]),
    row("c(1) + c(1.)") { try op("+", one, real) },
    row("c(1.) * c(1, tf.float64)") { try op("*", real, NDArray(1.0)) },
    call("tf.greater(c(1.), c(1))", "tf.greater", [real, one]),
    call("tf.exp(c(1))", "tf.exp", [one]),
    call("tf.math.log(c([1, 2]))", "tf.math.log", [whole]),
    call("tf.nn.relu(c(True))", "tf.nn.relu", [truth]),
    call("tf.square(c(True))", "tf.square", [truth]),
    row("c(True) + c(True)") { try op("+", truth, truth) },
    row("c(True) - c(True)") { try op("-", truth, truth) },
    call("tf.abs(c(True))", "tf.abs", [truth]),
    call("tf.pow(c(True), c(True))", "tf.pow", [truth, truth]),
    call("tf.floor(c(1))", "tf.floor", [one]),
    call("tf.sigmoid(c(1))", "tf.sigmoid", [one]),
    call("tf.math.softplus(c(1))", "tf.math.softplus", [one]),
    call("tf.nn.softmax(c([1, 2]))", "tf.nn.softmax", [whole]),
    call("tf.nn.leaky_relu(c([True]))", "tf.nn.leaky_relu", [truth]),
    call("tf.greater(c(True), c(True))", "tf.greater", [truth, truth]),
    call("tf.math.is_nan(c(1))", "tf.math.is_nan", [one]),
    call("tf.nn.softmax(c(1.))", "tf.nn.softmax", [real]),
    call("tf.nn.softmax(z([2, 3]), axis=2)", "tf.nn.softmax", [z([2, 3])], axis(2)),
    row("c(1) // c(0)") { try op("//", one, z([], .int32)) },
    call(
      "tf.math.floormod(c([1, 2]), c([1, 0]))", "tf.math.floormod", [whole, z([2], .int32)]),
    call("tf.pow(c(2), c(-1))", "tf.pow", [one, NDArray(Int32(-1))]),
    call("tf.logical_and(c(1), c(True))", "tf.logical_and", [one, truth]),
    call("tf.logical_not(c(1))", "tf.logical_not", [one]),
    call(
      "tf.cast(c(\"a\"), tf.float32)", "tf.cast", [NDArray(text: [[97]], shape: [1])],
      ["dtype": .text("float32")]),
    call("tf.where(c([True, False]), z([3]), z([3]))", "tf.where", [chosen, z([3]), z([3])]),
    call("tf.where(c([1, 0]), z([2]), z([2]))", "tf.where", [whole, z([2]), z([2])]),
    call(
      "tf.where(c([True, False]), c([1., 2.]), c([1, 2]))", "tf.where", [chosen, pair, whole]),
    call("tf.where(True, 1.)", "tf.where", [truth, real]),
    call(
      "tf.clip_by_value(z([2, 3]), z([4]), 1.)", "tf.clip_by_value", [z([2, 3]), z([4]), real]),
  ]

  static let reductions: [ErrorRow] = [
    call("tf.reduce_sum(c(True))", "tf.reduce_sum", [truth]),
    call("tf.reduce_max(c(True))", "tf.reduce_max", [truth]),
    call("tf.reduce_mean(c(True))", "tf.reduce_mean", [truth]),
    call("tf.reduce_sum(z([2, 3]), axis=2)", "tf.reduce_sum", [z([2, 3])], axis(2)),
    call("tf.reduce_max(z([2, 3]), axis=-3)", "tf.reduce_max", [z([2, 3])], axis(-3)),
    call("tf.reduce_sum(z([2, 3]), axis=[0, 0])", "tf.reduce_sum", [z([2, 3])], axis(0, 0)),
    call("tf.argmax(z([2, 3]), axis=2)", "tf.argmax", [z([2, 3])], axis(2)),
    call("tf.argmax(z([0]))", "tf.argmax", [z([0])]),
    call("tf.cumsum(z([2, 3]), axis=2)", "tf.cumsum", [z([2, 3])], axis(2)),
    call("tf.norm(c([1, 2]))", "tf.norm", [whole]),
    call("tf.norm(z([2]), ord=\"x\")", "tf.norm", [z([2])], ["ord": .text("x")]),
    call("tf.math.reduce_std(c([1, 2]))", "tf.math.reduce_std", [whole]),
    call(
      "tf.math.reduce_variance(z([2]), axis=1)", "tf.math.reduce_variance", [z([2])], axis(1)),
    call("tf.reduce_logsumexp(c([1, 2]))", "tf.reduce_logsumexp", [whole]),
    call(
      "tf.matmul(c([[True]]), c([[True]]))", "tf.matmul", [z([1, 1], .bool), z([1, 1], .bool)]),
    call("tf.matmul(z([1, 3]), z([2, 2]))", "tf.matmul", [z([1, 3]), z([2, 2])]),
    call(
      "tf.matmul(z([2, 3]), z([4, 2]), transpose_a=True)", "tf.matmul", [z([2, 3]), z([4, 2])],
      ["transpose_a": .truth(true)]),
    call("tf.matmul(z([1, 3]), z([3]))", "tf.matmul", [z([1, 3]), z([3])]),
    call("tf.matmul(z([3]), z([3]))", "tf.matmul", [z([3]), z([3])]),
    call("tf.matmul(c([[1.]]), c([[1]]))", "tf.matmul", [z([1, 1]), z([1, 1], .int32)]),
    call("tf.matmul(z([2, 2, 3]), z([3, 3, 4]))", "tf.matmul", [z([2, 2, 3]), z([3, 3, 4])]),
    call("tf.matmul(z([2, 2, 3]), z([2, 4, 4]))", "tf.matmul", [z([2, 2, 3]), z([2, 4, 4])]),
    call("tf.linalg.matvec(z([2, 3]), z([2]))", "tf.linalg.matvec", [z([2, 3]), z([2])]),
    call(
      "tf.tensordot(z([2, 3]), z([2]), 1)", "tf.tensordot", [z([2, 3]), z([2])],
      ["axes": .number(1)]),
  ]

  static let parts: [ErrorRow] = [
    row("z([3])[3]") { try slice(z([3]), .index(3)) },
    row("z([3])[-4]") { try slice(z([3]), .index(-4)) },
    row("z([1, 3])[0, 3]") { try slice(z([1, 3]), .index(0), .index(3)) },
    row("z([1, 3])[0, 0, 0]") { try slice(z([1, 3]), .index(0), .index(0), .index(0)) },
    row("z([])[0]") { try slice(z([]), .index(0)) },
    row("z([2])[::0]") { try slice(z([2]), .slice(start: nil, stop: nil, step: 0)) },
    row("z([2])[..., ...]") { try slice(z([2]), .ellipsis, .ellipsis) },
    call("tf.reshape(z([2, 3]), [4])", "tf.reshape", [z([2, 3])], ["shape": numbers(4)]),
    call("tf.reshape(z([2, 3]), [-1, 4])", "tf.reshape", [z([2, 3])], ["shape": numbers(-1, 4)]),
    call("tf.reshape(z([2, 3]), [-1, -1])", "tf.reshape", [z([2, 3])], ["shape": numbers(-1, -1)]),
    call("tf.reshape(z([2, 3]), [-2, 3])", "tf.reshape", [z([2, 3])], ["shape": numbers(-2, 3)]),
    call("tf.transpose(z([2, 3]), [0])", "tf.transpose", [z([2, 3])], ["perm": numbers(0)]),
    call("tf.transpose(z([2, 3]), [0, 0])", "tf.transpose", [z([2, 3])], ["perm": numbers(0, 0)]),
    call("tf.transpose(z([2, 3]), [0, 2])", "tf.transpose", [z([2, 3])], ["perm": numbers(0, 2)]),
    call("tf.expand_dims(z([2, 3]), 4)", "tf.expand_dims", [z([2, 3])], axis(4)),
    call("tf.squeeze(z([2, 3]), [0])", "tf.squeeze", [z([2, 3])], axis(0)),
    call("tf.squeeze(z([1, 3]), [2])", "tf.squeeze", [z([1, 3])], axis(2)),
    call(
      "tf.broadcast_to(z([2, 3]), [3, 3])", "tf.broadcast_to", [z([2, 3])],
      ["shape": numbers(3, 3)]),
    call(
      "tf.broadcast_to(z([2, 3]), [3])", "tf.broadcast_to", [z([2, 3])], ["shape": numbers(3)]),
    call("tf.concat([z([2, 3]), z([3, 2])], 0)", "tf.concat", [z([2, 3]), z([3, 2])], axis(0)),
    call("tf.concat([z([2, 3]), z([3])], 0)", "tf.concat", [z([2, 3]), z([3])], axis(0)),
    call("tf.concat([z([2, 3]), z([2, 3])], 2)", "tf.concat", [z([2, 3]), z([2, 3])], axis(2)),
    call(
      "tf.concat([z([2, 3]), z([2, 3], tf.int32)], 0)", "tf.concat",
      [z([2, 3]), z([2, 3], .int32)], axis(0)),
    call("tf.concat([c(1.), c(2.)], 0)", "tf.concat", [real, real], axis(0)),
    call("tf.stack([z([2, 3]), z([3, 2])])", "tf.stack", [z([2, 3]), z([3, 2])]),
    call(
      "tf.stack([z([2, 3]), z([2, 3])], axis=4)", "tf.stack", [z([2, 3]), z([2, 3])], axis(4)),
    call("tf.stack([c(1.), c(2)])", "tf.stack", [real, one]),
    call("tf.split(z([5]), 2)", "tf.split", [z([5])], ["num_or_size_splits": .number(2)]),
    call(
      "tf.split(z([5]), [2, 2])", "tf.split", [z([5])], ["num_or_size_splits": numbers(2, 2)]),
    call(
      "tf.split(z([5]), 2, axis=1)", "tf.split", [z([5])],
      ["num_or_size_splits": .number(2), "axis": .number(1)]),
    call("tf.unstack(c(1.))", "tf.unstack", [real]),
    call("tf.unstack(z([2, 3]), num=3)", "tf.unstack", [z([2, 3])], ["num": .number(3)]),
    call("tf.tile(z([2, 3]), [2])", "tf.tile", [z([2, 3])], ["multiples": numbers(2)]),
    call(
      "tf.pad(z([2, 3]), [[1, 1]])", "tf.pad", [z([2, 3])], ["paddings": .list([numbers(1, 1)])]),
    call(
      "tf.pad(z([2, 3]), [[1, 1], [-1, 0]])", "tf.pad", [z([2, 3])],
      ["paddings": .list([numbers(1, 1), numbers(-1, 0)])]),
    call("tf.reverse(z([2, 3]), [2])", "tf.reverse", [z([2, 3])], axis(2)),
    call("tf.reverse(z([2, 3]), [0, 0])", "tf.reverse", [z([2, 3])], axis(0, 0)),
    call(
      "tf.gather(c([1., 2.]), [2])", "tf.gather",
      [pair, NDArray([Int32(2)], shape: [1])]),
    call(
      "tf.gather(c([1., 2.]), [[0, -1]])", "tf.gather",
      [pair, NDArray([Int32(0), -1], shape: [1, 2])]),
    call("tf.gather(c([1., 2.]), 1, axis=1)", "tf.gather", [pair, one], axis(1)),
    call("tf.gather(c(1.), [0])", "tf.gather", [real, z([1], .int32)]),
    call(
      "tf.slice(z([3]), [1], [3])", "tf.slice", [z([3])],
      ["begin": numbers(1), "size": numbers(3)]),
    call(
      "tf.slice(z([3]), [4], [1])", "tf.slice", [z([3])],
      ["begin": numbers(4), "size": numbers(1)]),
    call("tf.add_n([c(1.), c(2)])", "tf.add_n", [real, one]),
    call("tf.add_n([z([2]), z([3])])", "tf.add_n", [z([2]), z([3])]),
    call("tf.add_n([])", "tf.add_n", []),
  ]

  private static func variable(
    _ expression: String, _ name: String = "Variable",
    _ change: @escaping @Sendable (Variable, Tensor) throws -> Void
  ) -> ErrorRow {
    ErrorRow(expression: expression) {
      try change(Variable(Tensor(pair), in: Recording(), name: name), Tensor(z([3])))
    }
  }

  static let tapes: [ErrorRow] = [
    variable("tf.Variable([1., 2.]).assign([1., 2., 3.])") { try $0.assign($1) },
    variable("tf.Variable([1., 2.], name=\"w\").assign([1., 2., 3.])", "w") { try $0.assign($1) },
    variable("tf.Variable([1., 2.]).assign_add([1., 2., 3.])") { try $0.assignAdd($1) },
    variable("tf.Variable([1., 2.]).assign_sub([1., 2., 3.])") { try $0.assignSub($1) },
    ErrorRow(expression: "used_tape()") {
      let recording = Recording()
      let x = Variable(Tensor(real), in: recording)
      let tape = GradientTape(in: recording)
      let y = try tape.record { try x.value * x.value }
      _ = try tape.gradient(of: y, by: x)
      _ = try tape.gradient(of: y, by: x)
    },
    ErrorRow(expression: "entered_twice()") {
      let tape = GradientTape(in: Recording())
      try tape.start()
      try tape.start()
    },
    ErrorRow(expression: "stopped_closed()") { try GradientTape(in: Recording()).pause() },
    ErrorRow(expression: "tf.GradientTape().reset()") {
      try GradientTape(in: Recording()).reset()
    },
  ]

  static let all = elementwise + reductions + parts + tapes
}
