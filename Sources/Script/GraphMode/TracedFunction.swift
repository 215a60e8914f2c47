import Engine

/// What `tf.function` makes of a function: it is traced once for each kind of arguments, and calls
/// run the graphs.
package final class TracedFunction: PyObject {
  let function: PyValue
  let parameters: FunctionParameters
  unowned(unsafe) let context: RunContext
  let options: Options
  private var traces: [(key: TraceKey, concrete: ConcreteFunction)] = []
  private var tracingCount = 0
  /// Variables that the first trace made.
  private var hasTraced = false
  private var bound: [ObjectIdentifier: TracedFunction] = [:]

  struct Options {
    /// Specifications in the structure of the arguments.
    var signature: [PyValue]?
    var usesAutograph = true
    var relaxesShapes = false
    /// The parameters of a function that is none of the lesson's.
    var names: [String]?
  }

  init(_ function: PyValue, _ options: Options, _ context: RunContext) {
    self.function = function
    self.options = options
    self.context = context
    parameters = options.names.map { FunctionParameters(names: $0) } ?? FunctionParameters(function)
    super.init(.tracedFunction)
  }

  var name: String {
    if let function = function.cast(FunctionObject.self) { return function.name.plainName }
    if let method = function.cast(BoundMethod.self) {
      return method.function.cast(FunctionObject.self)?.name.plainName ?? "method"
    }
    return function.cast(NativeFunction.self)?.name ?? "function"
  }

  package override var isCallable: Bool { true }
  package override var hidesAttributes: Bool { true }

  package override func findAttribute(_ name: Symbol) throws(Raise) -> PyValue? {
    if let found = try super.findAttribute(name) { return found }
    guard ["__name__", "__doc__", "__qualname__", "__module__"].contains(name.text) else {
      return nil
    }
    return try function.findAttribute(name)
  }

  package override func repr() throws(Raise) -> String {
    "<tensorflow.python.eager.polymorphic_function.polymorphic_function.Function object at "
      + "\(addressText)>"
  }

  /// As a method, a function has traces for each receiver.
  override func attribute(boundTo receiver: PyObject) throws(Raise) -> PyValue? {
    if let known = bound[ObjectIdentifier(receiver)] { return .object(known) }
    let made = TracedFunction(
      .object(BoundMethod(.object(receiver), function)), options, context)
    bound[ObjectIdentifier(receiver)] = made
    return .object(made)
  }

  // MARK: Calls

  package override func call(_ arguments: Arguments) throws(Raise) -> PyValue {
    if context.runsFunctionsEagerly { return try function.call(arguments) }
    let bound = try prepared(try parameters.bind(arguments, options.signature ?? []), arguments)
    let span = context.currentSpan
    let concrete = try concrete(bound)
    context.currentSpan = span
    return try concrete.call(bound)
  }

  /// The arguments as tensors where they become some.
  private func prepared(
    _ arguments: FunctionArguments, _ given: Arguments
  ) throws(Raise) -> FunctionArguments {
    var arguments = arguments
    for place in arguments.items.indices {
      arguments.items[place].value = try GraphNest.map(arguments.items[place].value) {
        leaf throws(Raise) in
        guard leaf.object is ArrayObject || leaf.object is NumPyScalar else { return leaf }
        return context.box(context.recorded(try context.tensor(leaf)))
      }
    }
    guard let signature = options.signature else { return arguments }
    return try cast(arguments, to: signature, given)
  }

  /// With an `input_signature` every argument has to fit its specification.
  private func cast(
    _ arguments: FunctionArguments, to signature: [PyValue], _ given: Arguments
  ) throws(Raise) -> FunctionArguments {
    var arguments = arguments
    for place in arguments.items.indices where place < signature.count {
      let value = arguments.items[place].value
      // One specification takes a list of numbers as one tensor.
      if let spec = signature[place].cast(TensorSpecObject.self) {
        arguments.items[place].value = try cast(value, to: spec.signature, given)
        continue
      }
      var specs = try Nest.leaves(of: signature[place])[...]
      arguments.items[place].value = try GraphNest.map(value) { leaf throws(Raise) in
        guard let spec = specs.popFirst()?.cast(TensorSpecObject.self) else { return leaf }
        return try cast(leaf, to: spec.signature, given)
      }
    }
    return arguments
  }

  private func cast(
    _ leaf: PyValue, to spec: PartialSignature, _ given: Arguments
  ) throws(Raise) -> PyValue {
    func refused(_ reason: String) -> Raise {
      parameters.failure(reason, given, options.signature ?? [])
    }
    var value = leaf
    if leaf.object.flatMap({ TraceKey.signature(of: $0) }) == nil {
      do throws(Raise) {
        value = context.box(context.recorded(try context.tensor(leaf, .dtype(spec.dtype))))
      } catch {
        throw refused(error.exception.message)
      }
    }
    guard let object = value.object, let found = TraceKey.signature(of: object),
      found.dtype == spec.dtype, spec.shape.isCompatible(with: found.shape)
    else {
      let found = value.object.flatMap { TraceKey.signature(of: $0) } ?? spec
      let (a, b) = (TensorSpecObject(found), TensorSpecObject(spec))
      throw refused("Can not cast \(try a.repr()) to \(try b.repr())")
    }
    return value
  }

  // MARK: Tracing

  /// The trace that fits the arguments, made where there is none.
  func concrete(_ arguments: FunctionArguments) throws(Raise) -> ConcreteFunction {
    var key = try TraceKey(arguments)
    if let signature = options.signature {
      // One trace for all.
      if let known = traces.first { return known.concrete }
      var relaxed = arguments
      for place in relaxed.items.indices where place < signature.count {
        relaxed.items[place].value = signature[place]
      }
      key = try TraceKey(relaxed)
      return try trace(key, arguments)
    }
    let known = traces.first { trace in
      trace.key.text == key.text && trace.key.tensors.count == key.tensors.count
        && zip(trace.key.tensors, key.tensors).allSatisfy {
          $0.dtype == $1.dtype && $0.shape.accepts($1.shape)
        }
    }
    // The trace of the same shapes goes before a relaxed one.
    if let exact = traces.first(where: { $0.key == key }) { return exact.concrete }
    if let known { return known.concrete }
    if options.relaxesShapes, let similar = traces.last(where: { $0.key.text == key.text }) {
      key.relax(towards: similar.key)
    }
    return try trace(key, arguments)
  }

  private func trace(
    _ key: TraceKey, _ arguments: FunctionArguments
  ) throws(Raise) -> ConcreteFunction {
    let tracer = FunctionTracer(self, key)
    let isFirst = !hasTraced
    tracingCount += 1
    var concrete = try tracer.trace(arguments, mayCreateVariables: isFirst)
    hasTraced = true
    if tracer.createdVariables {
      // TensorFlow traces once more, now that the variables are there.
      tracingCount += 1
      concrete = try tracer.trace(arguments, mayCreateVariables: false)
    }
    traces.append((key, concrete))
    context.recording.graphs.append(concrete.graph.picture)
    return concrete
  }

  fileprivate func concreteFunction(_ a: Arguments) throws(Raise) -> PyValue {
    if let signature = options.signature, a.count == 0, a.keywordCount == 0 {
      var items: [FunctionArguments.Item] = []
      for (place, spec) in signature.enumerated() {
        let name = place < parameters.names.count ? parameters.names[place] : "args_\(place)"
        items.append(.init(name: name, kind: .positional, value: spec))
      }
      return .object(try concrete(FunctionArguments(items: items)))
    }
    return .object(
      try concrete(try prepared(try parameters.bind(a, options.signature ?? []), a)))
  }
}

extension TracedFunction {
  private static func of(_ value: PyValue) throws(Raise) -> TracedFunction {
    guard let function = value.cast(TracedFunction.self) else {
      throw Raise.type("expected a tf.function, got '\(value.typeName)'")
    }
    return function
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .directMethod("get_concrete_function") { a throws(Raise) in
      try of(a[0]).concreteFunction(a.withoutFirst)
    },
    .property("python_function") { value throws(Raise) in try of(value).function },
    .property("input_signature") { value throws(Raise) in
      PyValue(try of(value).options.signature.map { .tuple($0) })
    },
    .method("experimental_get_tracing_count", "") { a throws(Raise) in
      .int(try of(a[0]).tracingCount)
    },
    .method("pretty_printed_concrete_signatures", "verbose=True") { a throws(Raise) in
      .string(try of(a[0]).traces.map { $0.concrete.text }.joined(separator: "\n\n"))
    },
  ]
}

extension String {
  /// A function's name as a part of a graph's name.
  fileprivate var plainName: String { self == "<lambda>" ? "lambda" : self }
}

extension TypeObject {
  nonisolated(unsafe) static let tracedFunction = TypeObject(
    "Function", module: "tensorflow.python.eager.polymorphic_function.polymorphic_function",
    members: TracedFunction.members)
}
