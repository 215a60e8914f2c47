import Engine

/// A tensor of a graph: it has a name, a dtype and what is known of its shape, and no value.
package final class SymbolicTensor: PyObject {
  let graph: GraphBuilder
  /// Its node and which of the node's outputs it is.
  let edge: GraphEdge
  /// Where a run keeps its value.
  let slot: Int
  let dtype: DType
  private(set) var shape: PartialShape
  /// What went into an activation that this came out of; losses ask for it.
  var logits: PyValue?

  init(
    _ graph: GraphBuilder, _ edge: GraphEdge, slot: Int, _ signature: PartialSignature
  ) {
    self.graph = graph
    self.edge = edge
    self.slot = slot
    dtype = signature.dtype
    shape = signature.shape
    super.init(.symbolicTensor)
  }

  var name: String { graph.picture.name(of: edge) }
  var context: RunContext { graph.context }
  var signature: PartialSignature { PartialSignature(dtype, shape) }
  var value: PyValue { .object(self) }

  /// Narrows what is known of the shape.
  func refine(_ shape: PartialShape) { self.shape = shape }

  // MARK: Text

  package override func str() throws(Raise) -> String {
    let known = shape.lengths == nil ? "" : ", shape=\(shape)"
    return "Tensor(\"\(name)\"\(known), dtype=\(dtype.name))"
  }

  package override func repr() throws(Raise) -> String {
    "<tf.Tensor '\(name)' shape=\(shape) dtype=\(dtype.name)>"
  }

  // MARK: Operators

  package override func binary(_ op: BinaryOperator, _ other: PyValue) throws(Raise) -> PyValue? {
    try builder().binary(op, value, other, isReflected: false)
  }

  package override func reflected(
    _ op: BinaryOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    try builder().binary(op, value, other, isReflected: true)
  }

  package override func unary(_ op: UnaryOperator) throws(Raise) -> PyValue? {
    try builder().unary(op, value)
  }

  package override func compare(
    _ op: ComparisonOperator, _ other: PyValue
  ) throws(Raise) -> PyValue? {
    try builder().compare(op, value, other)
  }

  package override func item(_ key: PyValue) throws(Raise) -> PyValue {
    try builder().item(of: value, key)
  }

  package override func setItem(_ key: PyValue, _ value: PyValue) throws(Raise) {
    throw Raise.type("'SymbolicTensor' object does not support item assignment")
  }

  /// The graph that an op on this tensor is added to.
  func builder() throws(Raise) -> GraphBuilder {
    guard let builder = context.graph else {
      if graph.isFunction || graph.isBody { throw outOfScope }
      return graph
    }
    try builder.check(self)
    return builder
  }

  // MARK: What needs a value

  package override func truth() throws(Raise) -> Bool {
    throw GraphErrors.notAllowed("Using a symbolic `tf.Tensor` as a Python `bool`")
  }

  package override func iterate() throws(Raise) -> PyIterator {
    throw GraphErrors.notAllowed("Iterating over a symbolic `tf.Tensor`")
  }

  package override func contains(_ value: PyValue) throws(Raise) -> Bool {
    throw Raise.type("argument of type 'SymbolicTensor' is not iterable")
  }

  package override func length() throws(Raise) -> Int {
    throw Raise.type(
      "len is not well defined for a symbolic Tensor (\(name)). Please call `x.shape` rather than "
        + "`len(x)` for shape information.")
  }

  package override func hash() throws(Raise) -> Int {
    guard graph.root.isFunction else { return identityHash }
    throw Raise.type("Tensor is unhashable. Instead, use tensor.ref() as the key.")
  }

  package override func asInt() throws(Raise) -> PyValue? {
    throw Raise.type(
      "int() argument must be a string, a bytes-like object or a real number, not "
        + "'SymbolicTensor'")
  }

  package override func asFloat() throws(Raise) -> Double? {
    throw Raise.type(
      "float() argument must be a string or a real number, not 'SymbolicTensor'")
  }

  /// The error of a use after the function that made it was traced.
  var outOfScope: Raise {
    Raise.type(
      "<tf.Tensor '\(name)' shape=\(shape) dtype=\(dtype.name)> is out of scope and cannot be used "
        + "here. Use return values, explicit Python locals or TensorFlow collections to access "
        + "it.\nPlease see https://www.tensorflow.org/guide/function#all_outputs_of_a_tffunction_"
        + "must_be_return_values for more information.")
  }

  /// The error of a use where only numbers will do.
  var notConvertible: Raise {
    Raise.notImplemented(
      "Cannot convert a symbolic tf.Tensor (\(name)) to a numpy array. This error may indicate "
        + "that you're trying to pass a Tensor to a NumPy call, which is not supported.")
  }
}

extension SymbolicTensor {
  private static func of(_ value: PyValue) throws(Raise) -> SymbolicTensor {
    guard let tensor = value.cast(SymbolicTensor.self) else {
      throw Raise.type("expected a symbolic tensor, got '\(value.typeName)'")
    }
    return tensor
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .property("name") { value throws(Raise) in .string(try of(value).name) },
    .property("shape") { value throws(Raise) in
      .object(ShapeObject(lengths: try of(value).shape.lengths))
    },
    .method("get_shape", "") { a throws(Raise) in
      .object(ShapeObject(lengths: try of(a[0]).shape.lengths))
    },
    .method("set_shape", "shape") { a throws(Raise) in
      let tensor = try of(a[0])
      let asked = PartialShape(try ShapeObject.lengths(of: a[1]))
      guard asked.isCompatible(with: tensor.shape) else {
        throw Raise.value(
          "Tensor's shape \(tensor.shape) is not compatible with supplied shape \(asked).")
      }
      tensor.refine(asked.merged(with: tensor.shape))
      return .none
    },
    .property("dtype") { value throws(Raise) in DTypeObject.value(try of(value).dtype) },
    .property("ndim") { value throws(Raise) in
      PyValue(try of(value).shape.rank.map { .int($0) })
    },
    .property("graph") { value throws(Raise) in .object(try of(value).graph.object) },
    .property("op") { value throws(Raise) in
      let tensor = try of(value)
      return .object(tensor.graph.object.operation(tensor.edge.node))
    },
    .property("value_index") { value throws(Raise) in .int(try of(value).edge.output) },
    .property("device") { _ throws(Raise) in .string("") },
    .method("ref", "") { a throws(Raise) in .object(ReferenceObject(a[0])) },
    .method("consumers", "") { a throws(Raise) in
      let tensor = try of(a[0])
      let nodes = tensor.graph.picture.nodes
      return .list(
        nodes.indices.filter { nodes[$0].inputs.contains(tensor.edge) }
          .map { .object(tensor.graph.object.operation($0)) })
    },
    .method("eval", "feed_dict=None, session=None") { a throws(Raise) in
      let tensor = try of(a[0])
      guard let session = a[2].cast(SessionObject.self) ?? tensor.context.sessions.last else {
        throw Raise.value(
          "Cannot evaluate tensor using `eval()`: No default session is registered. Use `with "
            + "sess.as_default()` or pass an explicit session to `eval(session=sess)`")
      }
      return try session.run(a[0], feeds: a[1])
    },
    .method("__abs__", "") { a throws(Raise) in
      try of(a[0]).builder().magnitude(a[0])
    },
    .method("__getitem__", "key, /") { a throws(Raise) in try a[0].item(a[1]) },
    .method("__len__", "") { a throws(Raise) in .int(try a[0].length()) },
  ]
}

extension PartialShape {
  /// All that two shapes of one tensor know together.
  func merged(with other: PartialShape) -> PartialShape {
    guard let a = lengths else { return other }
    guard let b = other.lengths, a.count == b.count else { return self }
    return PartialShape(zip(a, b).map { $0 ?? $1 })
  }
}

extension TypeObject {
  nonisolated(unsafe) static let symbolicTensor = TypeObject(
    "SymbolicTensor", module: "tensorflow.python.framework.ops", base: .tensor,
    members: SymbolicTensor.members)
}
