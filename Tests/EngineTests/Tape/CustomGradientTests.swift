import Testing

@testable import Engine

@Suite("Functions with a gradient of their own")
struct CustomGradientTests {
  let recording = Recording()

  private func scalar(_ value: Float) -> Tensor { recording.constant(Tensor(value)) }

  /// y = x², whose gradient claims to be 10 times what arrives.
  private func square(_ x: Tensor) throws -> Tensor {
    let outputs = try recording.custom("square", [x]) { x throws(EngineError) in
      [try x[0] * x[0]]
    } rule: { upstream throws(EngineError) in
      [try upstream[0] * Tensor(Float(10))]
    }
    return try #require(outputs.first)
  }

  @Test("the rule stands in for the partials of what was computed")
  func rule() throws {
    let x = scalar(3)
    let tape = GradientTape(in: recording)
    let y = try tape.record {
      tape.watch(x)
      return try square(x) * Tensor(Float(2))
    }
    #expect(y.scalar == 18)
    #expect(try tape.gradient(of: y, by: x)?.scalar == 20)
  }

  @Test("the rule's own ops are differentiated by a tape around it")
  func secondOrder() throws {
    let x = scalar(3)
    let outer = GradientTape(in: recording)
    let inner = GradientTape(in: recording)
    try outer.start()
    outer.watch(x)
    let y = try inner.record {
      inner.watch(x)
      return try recording.custom("f", [x]) { x throws(EngineError) in
        [try x[0] * x[0]]
      } rule: { upstream throws(EngineError) in
        [try upstream[0] * x * x * x]
      }[0]
    }
    let first = try #require(try inner.gradient(of: y, by: x))
    outer.stop()
    #expect(first.scalar == 27)
    #expect(try outer.gradient(of: first, by: x)?.scalar == 27)
  }

  @Test("several outputs are asked once, with zeros where nothing arrives")
  func severalOutputs() throws {
    let (a, b) = (scalar(2), scalar(5))
    var asked: [[Double?]] = []
    let tape = GradientTape(in: recording, isPersistent: true)
    try tape.start()
    tape.watch(a)
    tape.watch(b)
    let outputs = try recording.custom("two", [a, b]) { x throws(EngineError) in
      [try x[0] + x[1], try x[0] * x[1]]
    } rule: { upstream throws(EngineError) in
      asked.append(upstream.map(\.scalar))
      return [try upstream[0] * Tensor(Float(3)) - upstream[1], upstream[1]]
    }
    let c = try outputs[0] * outputs[1]
    tape.stop()
    let by: [GradientSource] = [.tensor(a), .tensor(b)]
    #expect(try tape.gradient(of: [c], by: by).map { $0?.scalar } == [23, 7])
    #expect(try tape.gradient(of: [outputs[1]], by: by).map { $0?.scalar } == [-1, 1])
    #expect(asked == [[10, 7], [0, 1]])
  }

  @Test("without a followed argument the function is only what it computed")
  func transparent() throws {
    let (x, one) = (scalar(4), scalar(1))
    let tape = GradientTape(in: recording)
    let y = try tape.record {
      tape.watch(x)
      return try recording.custom("f", [one]) { _ throws(EngineError) in
        [try x * x]
      } rule: { _ throws(EngineError) in
        [nil]
      }[0]
    }
    #expect(try tape.gradient(of: y, by: x)?.scalar == 8)
  }

  @Test("a rule that gives another number of gradients is refused")
  func wrongCount() throws {
    let x = scalar(1)
    let tape = GradientTape(in: recording)
    let y = try tape.record {
      tape.watch(x)
      return try recording.custom("f", [x]) {
        $0
      } rule: { _ in
        []
      }[0]
    }
    #expect(throws: EngineError.self) { try tape.gradient(of: y, by: x) }
  }
}

@Suite("Rows as gradients")
struct IndexedSlicesTests {
  let recording = Recording()

  private func table() -> Variable {
    Variable(Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [3, 2]), in: recording)
  }

  private func positions(_ list: [Int32]) -> Tensor {
    Tensor(NDArray(list, shape: [list.count]))
  }

  private func rows(_ gradient: Gradient?) throws -> (values: [Double], indices: [Int64]) {
    guard case .slices(let slices) = try #require(gradient) else {
      Issue.record("a whole array")
      return ([], [])
    }
    return (slices.values.scalars, slices.indices.array.integers)
  }

  @Test("picked rows come back as rows, in the order of the uses")
  func severalUses() throws {
    let table = table()
    let tape = GradientTape(in: recording)
    let y = try tape.record { () throws(EngineError) -> Tensor in
      let one = try Tensor.apply(Gather(), [table.value, positions([1])])
      let two = try Tensor.apply(Gather(), [table.value, positions([0, 1])])
      return try Tensor.apply(ReduceSum(axes: [0, 1], keepsDims: false), [one])
        + Tensor.apply(ReduceSum(axes: [0, 1], keepsDims: false), [two * two])
    }
    let found = try rows(try tape.gradients(of: [y], by: [.variable(table)])[0])
    #expect(found.indices == [1, 0, 1])
    #expect(found.values == [1, 1, 2, 4, 6, 8])
  }

  @Test("beside a whole array rows become one")
  func mixed() throws {
    let table = table()
    let tape = GradientTape(in: recording)
    let y = try tape.record { () throws(EngineError) -> Tensor in
      let part = try Tensor.apply(Gather(), [table.value, positions([2, 2])])
      return try Tensor.apply(ReduceSum(axes: [0, 1], keepsDims: false), [part])
        + Tensor.apply(ReduceSum(axes: [0, 1], keepsDims: false), [table.value * table.value])
    }
    let gradient = try tape.gradient(of: y, by: table)
    #expect(gradient?.scalars == [2, 4, 6, 8, 12, 14])
  }

  @Test("the gradient of rows is differentiated again")
  func secondOrder() throws {
    let table = table()
    let outer = GradientTape(in: recording)
    let inner = GradientTape(in: recording)
    try outer.start()
    let y = try inner.record { () throws(EngineError) -> Tensor in
      let part = try Tensor.apply(Gather(), [table.value, positions([2, 0])])
      return try part * part * part
    }
    let first = try #require(try inner.gradient(of: y, by: table))
    outer.stop()
    #expect(try outer.gradient(of: first, by: table)?.scalars == [6, 12, 0, 0, 30, 36])
  }
}

@Suite("Forward accumulators")
struct ForwardAccumulatorTests {
  let recording = Recording()

  @Test("Jacobian times vector, of values and of gradients")
  func products() throws {
    let x = recording.constant(Tensor([1, 2, 3] as [Float], shape: [3]))
    let tangent = Tensor([1, 0, 2] as [Float], shape: [3])
    let accumulator = ForwardAccumulator(in: recording, [.tensor(x)], [tangent])
    try accumulator.start()
    let y = try x * x * x
    let tape = GradientTape(in: recording)
    let z = try tape.record {
      tape.watch(x)
      return try x * x * x
    }
    let gradient = try #require(try tape.gradient(of: z, by: x))
    accumulator.stop()
    #expect(try accumulator.derivative(of: y)?.scalars == [3, 0, 54])
    #expect(try accumulator.derivative(of: gradient)?.scalars == [6, 0, 36])
    #expect(try accumulator.derivative(of: tangent)?.scalars == nil)
  }

  @Test("two around one another give the second derivative")
  func nested() throws {
    let x = recording.constant(Tensor(Double(2)))
    let one = Tensor(Double(1))
    let outer = ForwardAccumulator(in: recording, [.tensor(x)], [one])
    let inner = ForwardAccumulator(in: recording, [.tensor(x)], [one])
    try outer.start()
    try inner.start()
    let y = try x * x * x
    inner.stop()
    outer.stop()
    let first = try #require(try inner.derivative(of: y))
    #expect(first.scalar == 12)
    #expect(try outer.derivative(of: first)?.scalar == 12)
  }
}
