import Engine

/// What a tensor of a graph is tried out with while the graph is built: two arrays of the same
/// dtype whose contents, and whose open lengths, differ.
struct Sample {
  /// `nil` where the call that would have made it failed.
  var first: NDArray?
  var second: NDArray?
  /// Whether both are the same, since nothing that can vary went in.
  var isUniform = false

  init(_ first: NDArray?, _ second: NDArray?, isUniform: Bool = false) {
    self.first = first
    self.second = second
    self.isUniform = isUniform
  }

  /// The same array twice.
  init(_ array: NDArray) { self.init(array, array, isUniform: true) }

  /// Arrays made up from a signature alone.
  init(_ signature: PartialSignature) {
    self.init(
      Sample.array(signature, open: 5, number: 1), Sample.array(signature, open: 7, number: 2))
  }

  /// The arguments of a call, and beside them something else of the same kind.
  init(_ actual: NDArray, _ signature: PartialSignature) {
    self.init(actual, Sample.varied(actual, signature))
  }

  subscript(world: Int) -> NDArray? { world == 0 ? first : second }

  static func array(_ signature: PartialSignature, open: Int, number: Double) -> NDArray? {
    // Of a shape that may be anything, the two samples have different ranks.
    let anything: [Int] = open == 7 ? [7, 7] : [open]
    let shape = signature.shape.filled(with: open) ?? TensorShape(anything)
    if signature.dtype == .string {
      return NDArray(text: [[UInt8]](repeating: [], count: shape.count), shape: shape)
    }
    return try? NDArray.filled(
      signature.dtype == .bool ? 2 - number : number, signature.dtype, shape)
  }

  private static func varied(_ array: NDArray, _ signature: PartialSignature) -> NDArray? {
    guard signature.shape.known == array.shape else {
      return Sample.array(signature, open: 7, number: 2)
    }
    if array.dtype == .string { return array }
    if array.dtype == .bool {
      let number: Double = array.doubles.allSatisfy { $0 == 1 } ? 0 : 1
      return try? NDArray.filled(number, .bool, array.shape)
    }
    do throws(EngineError) {
      let one = NDArray.literal(1, like: array)
      return array.dtype.isInteger
        ? try NDArray.apply(Add(), [array, one])
        : try NDArray.apply(Subtract(), [try NDArray.apply(Negate(), [array]), one])
    } catch {
      return array
    }
  }
}

/// What trying out a call told.
struct Sampled {
  /// What the call gave, tensors in the structure they came in.
  var result: PyValue
  /// The tensors in it; the place of an argument that was passed through, else what is known.
  var outputs: [Output] = []

  struct Output {
    var signature: PartialSignature
    var sample: Sample
    /// The argument that came out again.
    var passed: Int?
    /// Arguments that a gradient can reach.
    var connections: [Int]
  }
}

extension GraphBuilder {
  typealias Body = (_ arguments: [PyValue]) throws(Raise) -> PyValue

  /// What went wrong in both samples.
  private struct Failure {
    var raise: Raise
    var isShape: Bool
  }

  /// Makes a call on samples of the tensors in its arguments.
  ///
  /// - Throws: what would be wrong with any values.
  func sample(_ arguments: [PyValue], _ body: Body) throws(Raise) -> Sampled {
    var inputs: [PyValue] = []
    for argument in arguments { inputs += GraphNest.tensors(in: argument) }
    let isUniform = inputs.allSatisfy { self.sample(of: $0)?.isUniform ?? true }
    var worlds: [World?] = []
    var failure: Raise?
    for index in 0..<(isUniform ? 1 : 2) {
      do throws(Raise) {
        worlds.append(
          try makeWorld(arguments, body) { [self] leaf in
            self.sample(of: leaf)?[index] ?? GraphBuilder.array(of: leaf)
          })
      } catch {
        if failure == nil { failure = error }
        worlds.append(nil)
      }
    }
    if worlds.allSatisfy({ $0 == nil }), let failure {
      worlds = try fallback(arguments, inputs, body, failure)
    }
    return try joined(worlds, isUniform: isUniform, inputs)
  }

  /// The sample of an argument: of a tensor of a graph around, or of a value.
  func sample(of leaf: PyValue) -> Sample? {
    guard let tensor = leaf.cast(SymbolicTensor.self) else {
      return GraphBuilder.array(of: leaf).map { Sample($0) }
    }
    guard tensor.slot < tensor.graph.samples.count else { return Sample(tensor.signature) }
    return tensor.graph.samples[tensor.slot]
  }

  private static func array(of leaf: PyValue) -> NDArray? {
    leaf.cast(TensorObject.self)?.array ?? leaf.cast(VariableObject.self)?.variable.value.array
  }

  // MARK: One call

  /// The call made on one set of arrays, in a recording that is thrown away.
  private struct World {
    let result: PyValue
    let leaves: [PyValue]
    let arrays: [NDArray?]
    /// Arguments each leaf depends on, and the one that it is.
    let connections: [[Int]]
    let passed: [Int?]
  }

  private func makeWorld(
    _ arguments: [PyValue], _ body: Body, _ array: (PyValue) -> NDArray?
  ) throws(Raise) -> World {
    let scratch = context.beginSampling()
    defer { context.endSampling(scratch) }
    let recording = context.recording
    let start = recording.count
    var inputs: [NodeID] = []
    var values: [PyValue] = []
    for argument in arguments {
      values.append(
        try GraphNest.map(argument) { leaf throws(Raise) in
          guard GraphNest.isTensor(leaf) else { return leaf }
          guard let array = array(leaf) else { throw Raise.runtime("no sample") }
          let tensor = recording.leaf(Input(), array)
          inputs.append(tensor.node)
          return context.box(tensor)
        })
    }
    let result = try body(values)
    let leaves = try Nest.leaves(of: result)
    let tensors = leaves.map { $0.cast(TensorObject.self)?.tensor }
    return World(
      result: result, leaves: leaves, arrays: tensors.map { $0?.array },
      connections: tensors.map { connections(of: $0, to: inputs, from: start) },
      passed: tensors.map { tensor in
        tensor.flatMap { tensor in
          tensor.recording == nil ? nil : inputs.firstIndex(of: tensor.node)
        }
      })
  }

  /// Which inputs a gradient of the tensor reaches.
  private func connections(of tensor: Tensor?, to inputs: [NodeID], from start: Int) -> [Int] {
    guard let tensor, let recording = tensor.recording, tensor.node.position >= start,
      tensor.dtype.isDifferentiable
    else { return [] }
    var marked = [Bool](repeating: false, count: tensor.node.position - start + 1)
    marked[tensor.node.position - start] = true
    for position in stride(from: tensor.node.position, through: start, by: -1)
    where marked[position - start] {
      let id = NodeID(position)
      let op = recording.operation(of: id)
      for (place, input) in recording.inputs(of: id).enumerated()
      where input.position >= start && op.isDifferentiable(by: place)
        && recording.signature(of: input).dtype.isDifferentiable
      {
        marked[input.position - start] = true
      }
    }
    return inputs.indices.filter {
      inputs[$0].position - start < marked.count && marked[inputs[$0].position - start]
    }
  }

  // MARK: Joining

  private func joined(
    _ worlds: [World?], isUniform: Bool, _ inputs: [PyValue]
  ) throws(Raise) -> Sampled {
    guard let first = worlds.lazy.compactMap({ $0 }).first else {
      return Sampled(result: .none)
    }
    var sampled = Sampled(result: first.result)
    for (place, array) in first.arrays.enumerated() {
      guard let array else { continue }
      var shape = PartialShape(array.shape)
      for world in worlds {
        guard let world, place < world.arrays.count, let other = world.arrays[place] else {
          continue
        }
        shape = shape.joined(with: PartialShape(other.shape))
      }
      let a = worlds.first.flatMap { $0 }.flatMap {
        place < $0.arrays.count ? $0.arrays[place] : nil
      }
      let b =
        isUniform
        ? a
        : worlds.last.flatMap { $0 }.flatMap { place < $0.arrays.count ? $0.arrays[place] : nil }
      sampled.outputs.append(
        Sampled.Output(
          signature: PartialSignature(array.dtype, shape),
          sample: Sample(a, b, isUniform: isUniform), passed: first.passed[place],
          connections: first.connections[place]))
    }
    return sampled
  }

  /// Another try with other numbers and other lengths, for calls that the samples do not suit.
  private func fallback(
    _ arguments: [PyValue], _ inputs: [PyValue], _ body: Body, _ failure: Raise
  ) throws(Raise) -> [World?] {
    let signatures = inputs.map { signature(of: $0) }
    let isOpen = signatures.contains { $0.shape.known == nil }
    if !isOpen, failure.exception.engineError == nil, !failure.isKernelError { throw failure }
    var lengths: [Int] = [1]
    if isOpen {
      for signature in signatures {
        for length in (signature.shape.lengths ?? []).compactMap({ $0 })
        where !lengths.contains(length) {
          lengths.append(length)
        }
      }
      lengths += [2, 4, 6, 12]
    }
    for length in lengths {
      for isIdentity in [false, true] {
        let world = try? makeWorld(arguments, body) { [self] leaf in
          guard leaf.cast(SymbolicTensor.self) != nil else { return GraphBuilder.array(of: leaf) }
          return suited(signature(of: leaf), length, isIdentity: isIdentity)
        }
        if let world { return [world] }
      }
    }
    if case .gatherIndex = failure.exception.engineError {
      // An index that no axis has is found when the graph runs, if anybody wants the rows.
      let first = try? makeWorld(arguments.map { GraphNest.zeroed($0) }, body) { [self] leaf in
        guard let array = self.sample(of: leaf)?.first ?? GraphBuilder.array(of: leaf) else {
          return nil
        }
        return array.dtype.isInteger ? try? NDArray.filled(0, array.dtype, array.shape) : array
      }
      if let first { return [first] }
    }
    throw failure
  }

  private func suited(_ signature: PartialSignature, _ length: Int, isIdentity: Bool) -> NDArray? {
    if isIdentity, signature.dtype.isFloating, let shape = signature.shape.filled(with: length),
      shape.rank >= 2
    {
      let (rows, columns) = (shape[-2], shape[-1])
      let values = (0..<shape.count).map { place -> Double in
        let inside = place % max(rows * columns, 1)
        return inside / max(columns, 1) == inside % max(columns, 1) ? 1 : 0
      }
      return try? NDArray(values, shape: shape).converted(to: signature.dtype)
    }
    return Sample.array(
      signature, open: length, number: signature.dtype.isInteger ? 0 : 1)
  }

  func signature(of leaf: PyValue) -> PartialSignature {
    if let tensor = leaf.cast(SymbolicTensor.self) { return tensor.signature }
    guard let array = GraphBuilder.array(of: leaf) else {
      return PartialSignature(.float32, .unknown)
    }
    return PartialSignature(array.dtype, PartialShape(array.shape))
  }
}

extension GraphNest {
  /// The numbers in lists as zeros: indices that every axis has.
  fileprivate static func zeroed(_ value: PyValue) -> PyValue {
    guard value.object?.kind == .list || value.object?.kind == .tuple else { return value }
    let changed = try? map(value) { leaf in
      if case .int = leaf { .int(0) } else { leaf }
    }
    return changed ?? value
  }

  static func isTensor(_ leaf: PyValue) -> Bool {
    guard case .object(let object) = leaf else { return false }
    return object is SymbolicTensor || object is VariableObject || object is TensorObject
  }
}

extension Raise {
  /// Whether a kernel complained, which may be about values alone.
  var isKernelError: Bool { exception.type.isSubclass(of: TensorErrors.operationError) }
}
