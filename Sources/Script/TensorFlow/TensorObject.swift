import Engine

/// A tensor of the lesson: an `EagerTensor` over a node of the recording.
package final class TensorObject: PyObject {
  package let tensor: Tensor
  unowned(unsafe) let context: RunContext
  /// The variable that it is a part of, when it was read from one: `v[0].assign(…)`.
  let origin: VariablePart?
  /// Attributes that the lesson gave it, which few tensors have.
  private var attributes: Attributes?

  private final class Attributes {
    var values: [Symbol: PyValue] = [:]
  }

  init(_ tensor: Tensor, _ context: RunContext, origin: VariablePart? = nil) {
    self.tensor = tensor
    self.context = context
    self.origin = origin
    super.init(.eagerTensor)
  }

  var array: NDArray { tensor.array }

  static let className = "tensorflow.python.framework.ops.EagerTensor"

  // MARK: Text

  package override func str() throws(Raise) -> String {
    "tf.Tensor(\(TensorText.tensor(array)), shape=\(tensor.shape), dtype=\(tensor.dtype.name))"
  }

  package override func repr() throws(Raise) -> String {
    "<tf.Tensor: shape=\(tensor.shape), dtype=\(tensor.dtype.name), "
      + "numpy=\(TensorText.numpy(array))>"
  }

  package override func format(_ specification: String) throws(Raise) -> String {
    try context.numpy(array).format(specification)
  }

  // MARK: Containers

  package override func length() throws(Raise) -> Int {
    guard let count = tensor.shape.lengths.first else {
      throw Raise.type("Scalar tensor has no `len()`")
    }
    return count
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    if let graph = context.graph { return try graph.item(of: .object(self), key) }
    return try context.part(of: tensor, key)
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    throw Raise.type("'\(Self.className)' object does not support item assignment")
  }

  package override func deleteItem(_ key: PyValue) throws(Raise) {
    throw Raise.type("'\(Self.className)' object doesn't support item deletion")
  }

  package override func iterate() throws(Raise) -> PyIterator {
    try context.iterate(tensor)
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    let iterator = try iterate()
    while let item = try iterator.next() {
      if try item.isEqual(to: value) { return true }
    }
    return false
  }

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    throw Raise.type("'\(Self.className)' object is not callable")
  }

  // MARK: Operators

  package override func binary(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if context.isBuilding || other.object is SymbolicTensor {
      return try GraphOperators.binary(op, self, other, isReflected: false, context)
    }
    return try context.binary(op, tensor, other, isReflected: false)
  }

  package override func reflected(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if let graph = context.graph {
      return try graph.binary(op, .object(self), other, isReflected: true)
    }
    return try context.binary(op, tensor, other, isReflected: true)
  }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    if let graph = context.graph { return try graph.unary(op, .object(self)) }
    return try context.unary(op, tensor)
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    if context.isBuilding || other.object is SymbolicTensor {
      return try GraphOperators.compare(op, self, other, context)
    }
    return try context.compare(op, tensor, other)
  }

  // MARK: Readings

  package override func hash() throws(Raise) -> Int {
    throw Raise.type("Tensor is unhashable. Instead, use tensor.ref() as the key.")
  }

  package override func truth() throws(Raise) -> Bool { try context.truth(tensor) }

  package override func asIndex() throws(Raise) -> PyValue? {
    guard tensor.dtype.isInteger, tensor.shape.rank == 0 else { return nil }
    return .int(Int(tensor.array.integers[0]))
  }

  package override func asInt() throws(Raise) -> PyValue? {
    try context.number(tensor).asPythonInt()
  }

  package override func asFloat() throws(Raise) -> Double? {
    try context.number(tensor).asDouble()
  }

  // MARK: Attributes

  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let found = attributes?.values[name] { return found }
    if let found = try super.findAttribute(name) { return found }
    if TensorObject.arrayNames.contains(name.text) {
      throw Raise.attribute(
        """
        EagerTensor object has no attribute '\(name.text)'. \

                If you are looking for numpy-related methods, please run the following:
                tf.experimental.numpy.experimental_enable_numpy_behavior()
        \("      ")
        """)
    }
    if name.text == "assign", let origin { return origin.assignment }
    switch name.text {
    case "name", "op", "graph":
      throw Raise.attribute("Tensor.\(name.text) is undefined when eager execution is enabled.")
    default:
      throw Raise.attribute("'\(Self.className)' object has no attribute '\(name.text)'")
    }
  }

  /// An attribute that was given to it, past its class.
  func keptAttribute(_ name: Symbol) -> PyValue? { attributes?.values[name] }

  package override func setAttribute(_ name: Symbol, _ value: PyValue) throws(Raise) {
    guard type.lookup(name) == nil else { return try super.setAttribute(name, value) }
    let attributes = attributes ?? Attributes()
    attributes.values[name] = value
    self.attributes = attributes
  }

  /// Names of NumPy that people look for on a tensor.
  private static let arrayNames: Set<String> = [
    "T", "astype", "ravel", "transpose", "reshape", "clip", "size", "tolist", "data",
  ]
}

extension TensorObject {
  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("numpy", "") { a throws(Raise) in
      let object = try a.object(0, TensorObject.self)
      return object.context.readOut(object.tensor)
    },
    .property("shape") { value throws(Raise) in
      .object(ShapeObject(value.cast(TensorObject.self)?.tensor.shape ?? .scalar))
    },
    .property("dtype") { value throws(Raise) in
      DTypeObject.value(value.cast(TensorObject.self)?.tensor.dtype ?? .float32)
    },
    .property("ndim") { value throws(Raise) in
      .int(value.cast(TensorObject.self)?.tensor.shape.rank ?? 0)
    },
    .property("device") { _ throws(Raise) in
      .string("/job:localhost/replica:0/task:0/device:CPU:0")
    },
    .method("get_shape", "") { a throws(Raise) in
      .object(ShapeObject(try a.object(0, TensorObject.self).tensor.shape))
    },
    .property("backing_device") { _ throws(Raise) in
      .string("/job:localhost/replica:0/task:0/device:CPU:0")
    },
    .method("cpu", "") { a throws(Raise) in a[0] },
    .method("gpu", "gpu_index=0") { a throws(Raise) in
      throw Raise.runtime("GPU:\(try a.int(1)) unknown device.")
    },
    .method("set_shape", "shape") { a throws(Raise) in
      let own = try a.object(0, TensorObject.self).tensor.shape
      let asked = ShapeObject(lengths: try ShapeObject.lengths(of: a[1]))
      guard ShapeObject(own).isCompatible(with: asked) else {
        throw Raise.value(
          "Tensor's shape \(own) is not compatible with supplied shape \(try asked.str()).")
      }
      return .none
    },
    .method("consumers", "") { _ throws(Raise) in
      throw Raise.notImplemented(
        "Tensor.consumers is undefined when eager execution is enabled.")
    },
    .method("__array__", "dtype=None") { a throws(Raise) in
      let object = try a.object(0, TensorObject.self)
      let value = object.context.readOut(object.tensor)
      guard a.has(1) else { return value }
      return try value.attribute(Symbol("astype")).call(a[1])
    },
    .method("ref", "") { a throws(Raise) in .object(ReferenceObject(a[0])) },
    .method("experimental_ref", "") { a throws(Raise) in .object(ReferenceObject(a[0])) },
    .method("eval", "feed_dict=None, session=None") { _ throws(Raise) in
      throw Raise.notImplemented(
        "eval is not supported when eager execution is enabled, is .numpy() what you're looking "
          + "for?")
    },
    .method("__len__", "") { a throws(Raise) in .int(try a[0].length()) },
    .method("__float__", "") { a throws(Raise) in
      .float(try a.object(0, TensorObject.self).asFloat() ?? 0)
    },
    .method("__int__", "") { a throws(Raise) in
      PyValue(try a.object(0, TensorObject.self).asInt())
    },
    .method("__complex__", "") { a throws(Raise) in
      let object = try a.object(0, TensorObject.self)
      let value = try object.context.number(object.tensor).array.complexNumbers.first ?? .zero
      return .complex(value.real, value.imaginary)
    },
    .method("__abs__", "") { a throws(Raise) in
      let object = try a.object(0, TensorObject.self)
      return try object.context.magnitude(object.tensor)
    },
    .method("__getitem__", "key, /") { a throws(Raise) in try a[0].item(a[1]) },
    .method("__round__", "ndigits=None") { a throws(Raise) in
      try a[0].attribute(Symbol("astype"))
    },
  ]
}

/// What `tensor.ref()` gives: a key that compares by identity.
package final class ReferenceObject: PyObject {
  private let target: PyValue

  init(_ target: PyValue) {
    self.target = target
    super.init(.reference)
  }

  package override func repr() throws(Raise) -> String {
    "<Reference wrapping \(try target.repr())>"
  }
  package override func hash() throws(Raise) -> Int { target.object?.identityHash ?? 0 }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    guard let other = other.cast(ReferenceObject.self) else { return nil }
    switch op {
    case .equal: return .bool(target.isSame(as: other.target))
    case .notEqual: return .bool(!target.isSame(as: other.target))
    default: return nil
    }
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("deref", "") { a throws(Raise) in try a.object(0, ReferenceObject.self).target }
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let reference = TypeObject(
    "Reference", module: "tensorflow.python.util.object_identity", members: ReferenceObject.members)
}
