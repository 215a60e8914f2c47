import Engine

/// A `tf.TensorArray`: a list of tensors that graphs can write to.
///
/// Writing gives a new array, as in TensorFlow; in eager mode the elements are shared, so that the
/// old one sees the write too. In a graph its elements are known when it runs.
package final class TensorArrayObject: PyObject {
  let dtype: DType
  unowned(unsafe) let context: RunContext
  let options: Options
  private let storage: Storage

  struct Options {
    var isDynamic: Bool
    var clearsAfterRead: Bool
    /// What all arrays that come from one another know of their elements.
    let family: Family

    var elementShape: PartialShape { family.elementShape }
  }

  final class Family {
    var elementShape: PartialShape
    init(_ elementShape: PartialShape) { self.elementShape = elementShape }
  }

  /// What an array consists of: values, or in a graph the tensor that stands for the whole array.
  private enum Storage {
    case values(Elements)
    case symbolic(SymbolicTensor)
  }

  /// The elements of an array with values; `nil` was never written.
  final class Elements {
    var values: [PyValue?]
    init(_ values: [PyValue?]) { self.values = values }
  }

  init(_ dtype: DType, _ values: [PyValue?], _ options: Options, _ context: RunContext) {
    self.dtype = dtype
    self.context = context
    self.options = options
    storage = .values(Elements(values))
    super.init(.tensorArray)
  }

  init(_ dtype: DType, _ handle: SymbolicTensor, _ options: Options, _ context: RunContext) {
    self.dtype = dtype
    self.context = context
    self.options = options
    storage = .symbolic(handle)
    super.init(.tensorArray)
  }

  /// The tensor that carries the array through a graph.
  var handle: SymbolicTensor? {
    if case .symbolic(let handle) = storage { handle } else { nil }
  }

  var elements: Elements? {
    if case .values(let elements) = storage { elements } else { nil }
  }

  package override func repr() throws(Raise) -> String {
    "<tensorflow.python.ops.tensor_array_ops.TensorArray object at \(addressText)>"
  }

  func learn(_ shape: PartialShape) {
    options.family.elementShape =
      options.elementShape.lengths == nil ? shape : options.elementShape.joined(with: shape)
  }

  // MARK: With values

  /// A copy that shares no elements, for runs of graphs.
  func copy() -> TensorArrayObject {
    TensorArrayObject(dtype, elements?.values ?? [], options, context)
  }

  private func write(_ index: Int, _ value: PyValue) throws(Raise) {
    guard let elements else { return }
    guard index >= 0 else {
      throw Raise(
        tensorFlow: "OutOfRangeError",
        "Writing to negative indices (index \(index)) is not allowed.")
    }
    if index >= elements.values.count {
      guard options.isDynamic else {
        throw Raise(
          tensorFlow: "OutOfRangeError",
          "Tried to write to index \(index) but array is not resizeable and size is: "
            + "\(elements.values.count)")
      }
      try Room.values(index.plusOrMost(1))
      elements.values += Array(repeating: nil, count: index + 1 - elements.values.count)
    }
    let tensor = context.recorded(try context.tensor(value, .hint(dtype)))
    guard tensor.dtype == dtype else {
      throw TensorErrors.invalidArgument(
        "TensorArray dtype is \(dtype.name) but Op is trying to write dtype \(tensor.dtype.name) ",
        op: "TensorArrayWriteV3")
    }
    guard options.elementShape.isCompatible(with: PartialShape(tensor.shape)) else {
      throw Raise.value(
        "Incompatible shape for value (\(tensor.shape)), expected (\(options.elementShape))")
    }
    elements.values[index] = context.box(tensor)
  }

  private func read(_ index: Int) throws(Raise) -> PyValue {
    guard let elements else { return .none }
    guard elements.values.indices.contains(index) else {
      throw Raise(
        tensorFlow: "OutOfRangeError",
        "Tried to read from index \(index) but array size is: \(elements.values.count)")
    }
    guard let value = elements.values[index] else { return try zeros() }
    return value
  }

  /// What was never written reads as zeros of the shape of the others.
  private func zeros() throws(Raise) -> PyValue {
    let known = elements?.values.lazy.compactMap { $0?.cast(TensorObject.self)?.tensor.shape }.first
    guard let shape = known ?? options.elementShape.known else {
      throw Raise(
        tensorFlow: "UnimplementedError",
        "Could not read index 0 twice because it was cleared after a previous read")
    }
    return context.box(context.constant(try .filled(0, dtype, shape)))
  }

  private func stacked() throws(Raise) -> PyValue {
    guard let elements else { return .none }
    var parts: [Tensor] = []
    for value in elements.values {
      let element: PyValue = if let value { value } else { try zeros() }
      parts.append(try context.tensor(element))
    }
    if parts.isEmpty {
      let lengths = options.elementShape.filled(with: 0)?.lengths ?? []
      return context.box(context.constant(try .filled(0, dtype, TensorShape([0] + lengths))))
    }
    context.mark()
    do throws(EngineError) {
      return context.box(try Tensor.apply(Stack(axis: 0), parts))
    } catch {
      throw Raise(error)
    }
  }

  private func joined() throws(Raise) -> PyValue {
    guard let elements else { return .none }
    var parts: [Tensor] = []
    for value in elements.values {
      let element: PyValue = if let value { value } else { try zeros() }
      parts.append(try context.tensor(element))
    }
    context.mark()
    do throws(EngineError) {
      return context.box(try Tensor.apply(Concat(axis: 0), parts))
    } catch {
      throw Raise(error)
    }
  }

  // MARK: Methods, in eager mode and in graphs

  fileprivate enum Method: String {
    case write = "TensorArrayWrite"
    case read = "TensorArrayRead"
    case stack = "TensorArrayStack"
    case concat = "TensorArrayConcat"
    case gather = "TensorArrayGather"
    case unstack = "TensorArrayUnstack"
    case size = "TensorArraySize"
  }

  fileprivate func call(_ method: Method, _ arguments: [PyValue]) throws(Raise) -> PyValue {
    guard let graph = context.graph else { return try apply(method, arguments) }
    return try graph.arrayCall(self, method.rawValue, arguments) {
      array, arguments throws(Raise) in
      guard method == .write || method == .unstack else {
        return try array.apply(method, arguments)
      }
      // Runs of a graph must not see the writes of others.
      let copy = array.copy()
      _ = try copy.apply(method, arguments)
      return .object(copy)
    }
  }

  private func apply(_ method: Method, _ a: [PyValue]) throws(Raise) -> PyValue {
    switch method {
    case .write:
      try write(try context.int(a[0]), a[1])
      return .object(self)
    case .read: return try read(try context.int(a[0]))
    case .stack: return try stacked()
    case .concat: return try joined()
    case .size: return context.box(context.constant(NDArray(Int32(elements?.values.count ?? 0))))
    case .gather:
      var parts: [Tensor] = []
      for index in try context.ints(a[0]) { parts.append(try context.tensor(try read(index))) }
      do throws(EngineError) {
        return context.box(try Tensor.apply(Stack(axis: 0), parts))
      } catch {
        throw Raise(error)
      }
    case .unstack:
      let tensor = context.recorded(try context.tensor(a[0]))
      do throws(EngineError) {
        elements?.values = try tensor.unstacked(axis: 0).map { context.box($0) }
      } catch {
        throw Raise(error)
      }
      return .object(self)
    }
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("write", "index, value, name=None") { a throws(Raise) in
      try of(a[0]).call(.write, [a[1], a[2]])
    },
    .method("read", "index, name=None") { a throws(Raise) in try of(a[0]).call(.read, [a[1]]) },
    .method("stack", "name=None") { a throws(Raise) in try of(a[0]).call(.stack, []) },
    .method("concat", "name=None") { a throws(Raise) in try of(a[0]).call(.concat, []) },
    .method("gather", "indices, name=None") { a throws(Raise) in
      try of(a[0]).call(.gather, [a[1]])
    },
    .method("unstack", "value, name=None") { a throws(Raise) in
      try of(a[0]).call(.unstack, [a[1]])
    },
    .method("size", "name=None") { a throws(Raise) in try of(a[0]).call(.size, []) },
    .method("identity", "") { a throws(Raise) in a[0] },
    .method("close", "name=None") { _ throws(Raise) in .none },
    .method("mark_used", "") { _ throws(Raise) in .none },
    .property("dtype") { value throws(Raise) in DTypeObject.value(try of(value).dtype) },
    .property("dynamic_size") { value throws(Raise) in .bool(try of(value).options.isDynamic) },
    .property("element_shape") { value throws(Raise) in
      .object(ShapeObject(lengths: try of(value).options.elementShape.lengths))
    },
    .property("flow") { value throws(Raise) in
      PyValue(try of(value).handle.map { .object($0) })
    },
  ]

  private static func of(_ value: PyValue) throws(Raise) -> TensorArrayObject {
    guard let array = value.cast(TensorArrayObject.self) else {
      throw Raise.type("expected a tf.TensorArray, got '\(value.typeName)'")
    }
    return array
  }
}

extension RunContext {
  nonisolated(unsafe) static let tensorArraySignature = Signature(
    "TensorArray.__init__",
    "dtype, size=None, dynamic_size=None, clear_after_read=None, tensor_array_name=None, "
      + "handle=None, flow=None, infer_shape=True, element_shape=None, "
      + "colocate_with_first_write_call=True, name=None")

  /// `tf.TensorArray(…)`.
  func makeTensorArray(_ arguments: Arguments) throws(Raise) -> PyValue {
    try RunContext.tensorArraySignature.bind(arguments) { a throws(Raise) in
      let dtype = try DTypeObject.argument(a[0]) ?? .float32
      let options = TensorArrayObject.Options(
        isDynamic: a[2].isAbsent ? false : try a[2].truth(),
        clearsAfterRead: a[3].isAbsent ? true : try a[3].truth(),
        family: .init(
          a[8].isAbsent ? .unknown : PartialShape(try ShapeObject.lengths(of: a[8]))))
      let size = a[1].isAbsent ? PyValue.int(0) : a[1]
      func make(_ size: PyValue) throws(Raise) -> PyValue {
        let count = try self.int(size)
        try Room.values(count)
        return .object(
          TensorArrayObject(dtype, Array(repeating: nil, count: max(count, 0)), options, self))
      }
      guard let graph = self.graph else { return try make(size) }
      return try graph.arrayNode("TensorArrayV2", dtype, options, [size]) {
        values throws(Raise) in try make(values[0])
      }
    }
  }
}

extension TypeObject {
  nonisolated(unsafe) static let tensorArray = TypeObject(
    "TensorArray", module: "tensorflow.python.ops.tensor_array_ops",
    members: TensorArrayObject.members)
}

extension GraphBuilder {
  /// A node that makes an array.
  func arrayNode(
    _ type: String, _ dtype: DType, _ options: TensorArrayObject.Options,
    _ arguments: [PyValue], _ body: @escaping Body
  ) throws(Raise) -> PyValue {
    let inputs = arguments.flatMap { GraphNest.tensors(in: $0) }
    let symbols = inputs.compactMap { $0.cast(SymbolicTensor.self) }
    for tensor in symbols { note(tensor) }
    let made = add(
      GraphNode(
        name: uniqueName(type), type: type, inputs: symbols.map { edge(to: $0) },
        controlInputs: controls.last ?? [],
        outputs: [PartialSignature(.float32, PartialShape([]))], span: context.currentSpan),
      needs: symbols, samples: [], reaches: [Reach(symbols)]
    ) { run throws(Raise) in
      var values: [PyValue] = []
      for argument in arguments { values.append(try run.value(of: argument)) }
      return [try body(values)]
    }
    return .object(TensorArrayObject(dtype, made[0], options, context))
  }

  /// A call of a method of an array.
  func arrayCall(
    _ array: TensorArrayObject, _ type: String, _ arguments: [PyValue],
    _ body: @escaping (TensorArrayObject, [PyValue]) throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    // An array from before the graph is carried in as it is.
    let owner: PyValue = array.handle?.value ?? .object(array)
    func arrayValue(_ value: PyValue) throws(Raise) -> TensorArrayObject {
      guard let array = value.cast(TensorArrayObject.self) else {
        throw Raise.type("expected a tf.TensorArray, got '\(value.typeName)'")
      }
      return array
    }
    if type == "TensorArrayWrite" || type == "TensorArrayUnstack" {
      if type == "TensorArrayWrite" { learnShape(of: array, arguments[1]) }
      if type == "TensorArrayUnstack" { learnShape(of: array, rows: arguments[0]) }
      let made = try arrayNode(type, array.dtype, array.options, [owner] + arguments) {
        values throws(Raise) in
        try body(try arrayValue(values[0]), Array(values.dropFirst()))
      }
      return made
    }
    let inputs = ([owner] + arguments).flatMap { GraphNest.tensors(in: $0) }
    let symbols = inputs.compactMap { $0.cast(SymbolicTensor.self) }
    for tensor in symbols { note(tensor) }
    let made = add(
      GraphNode(
        name: uniqueName(type), type: type, inputs: symbols.map { edge(to: $0) },
        controlInputs: controls.last ?? [], outputs: [output(of: array, type, arguments)],
        span: context.currentSpan),
      needs: symbols, samples: [], reaches: [Reach(symbols)]
    ) { run throws(Raise) in
      var values: [PyValue] = []
      for argument in [owner] + arguments { values.append(try run.value(of: argument)) }
      return [try body(try arrayValue(values[0]), Array(values.dropFirst()))]
    }
    return made[0].value
  }

  private func learnShape(of array: TensorArrayObject, _ value: PyValue) {
    let leaf = GraphNest.tensors(in: value).first
    let shape =
      leaf.map { signature(of: $0).shape }
      ?? ((try? context.tensor(value)).map { PartialShape($0.shape) } ?? .unknown)
    array.learn(shape)
  }

  private func learnShape(of array: TensorArrayObject, rows: PyValue) {
    guard let leaf = GraphNest.tensors(in: rows).first,
      let lengths = signature(of: leaf).shape.lengths, !lengths.isEmpty
    else { return }
    array.learn(PartialShape(Array(lengths.dropFirst())))
  }

  private func output(
    of array: TensorArrayObject, _ type: String, _ arguments: [PyValue]
  ) -> PartialSignature {
    if type == "TensorArraySize" { return PartialSignature(.int32, PartialShape([])) }
    let element = array.options.elementShape.lengths
    switch type {
    case "TensorArrayRead": return PartialSignature(array.dtype, PartialShape(element))
    case "TensorArrayConcat":
      return PartialSignature(array.dtype, PartialShape(element.map { [nil] + $0.dropFirst() }))
    default: return PartialSignature(array.dtype, PartialShape(element.map { [nil] + $0 }))
    }
  }
}
