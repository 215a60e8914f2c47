import Engine

/// `tf.zeros_initializer` and its kin: objects that are called with a shape.
struct Initializers {
  let context: RunContext

  var zeros: TypeObject { filling("Zeros", "zeros_initializer", "") { _ in .float(0) } }
  var ones: TypeObject { filling("Ones", "ones_initializer", "") { _ in .float(1) } }
  var constant: TypeObject {
    filling("Constant", "constant_initializer", "value=0, support_partition=False") { $0[0] }
  }

  private func filling(
    _ name: String, _ function: String, _ parameters: String,
    _ value: @escaping @Sendable (Bound) -> PyValue
  ) -> TypeObject {
    let context = context
    let signature = Signature(function, parameters)
    return TypeObject(
      name, module: "tensorflow.python.ops.init_ops_v2",
      construct: { type, arguments throws(Raise) in
        try signature.bind(arguments) { a throws(Raise) in
          .object(InitializerObject(type, value(a), context))
        }
      })
  }
}

/// One initializer: called with a shape it gives a tensor.
package final class InitializerObject: PyObject {
  private let value: PyValue
  unowned(unsafe) private let context: RunContext
  nonisolated(unsafe) private static let signature = Signature("__call__", "shape, dtype=None")

  init(_ type: TypeObject, _ value: PyValue, _ context: RunContext) {
    self.value = value
    self.context = context
    super.init(type)
  }

  package override var isCallable: Bool { true }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    try InitializerObject.signature.bind(arguments) { a throws(Raise) in
      let dtype = try DTypeObject.argument(a[1]) ?? .float32
      let shape = try self.context.shape(a[0], op: "Fill")
      let filled = try self.context.tensor(self.value, .dtype(dtype)).array
      guard filled.shape.broadcast(with: shape) == shape else {
        throw Raise.type(
          "Eager execution of tf.constant with unsupported shape: \(filled.shape) for \(shape)")
      }
      return self.context.box(
        self.context.constant(filled.broadcast(to: shape).contiguous()))
    }
  }
}
