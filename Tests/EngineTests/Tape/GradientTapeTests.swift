import Testing

@testable import Engine

@Suite("GradientTape")
struct GradientTapeTests {
  let recording = Recording()

  @Test("a product and a sum give the partials of the worked example")
  func workedExample() throws {
    let w = Variable(Tensor(Float(2)), in: recording)
    let x = Variable(Tensor(Float(1)), in: recording)
    let b = Variable(Tensor(Float(1)), in: recording)
    let y = Variable(Tensor(Float(5)), in: recording)
    let tape = GradientTape(in: recording)
    let c = try tape.record { () throws(EngineError) -> Tensor in
      let sum = try w.value * x.value + b.value
      return try y.value - sum
    }
    let gradients = try tape.gradient(of: [c], by: [w, x, b, y].map { .variable($0) })
    #expect(gradients.map { $0?.scalar } == [-1, -2, -1, 1])
  }

  @Test("a plain tape answers once")
  func once() throws {
    let x = Variable(Tensor(Float(3)), in: recording)
    let tape = GradientTape(in: recording)
    let y = try tape.record { try x.value * x.value }
    #expect(try tape.gradient(of: y, by: x)?.scalar == 6)
    #expect(throws: EngineError.tapeUsedUp) { try tape.gradient(of: y, by: x) }
  }

  @Test("a constant gives nothing until it is watched")
  func watching() throws {
    let x = recording.constant(Tensor(Float(5)))
    let blind = GradientTape(in: recording)
    let y = try blind.record { try x * x }
    #expect(try blind.gradient(of: y, by: x)?.scalar == nil)
    let tape = GradientTape(in: recording)
    let z = try tape.record {
      tape.watch(x)
      return try x * x * x
    }
    #expect(try tape.gradient(of: z, by: x)?.scalar == 75)
  }

  @Test("nested tapes give the second derivative, inside the block and after it")
  func secondOrder() throws {
    let x = Variable(Tensor(Float(3)), in: recording)
    let outer = GradientTape(in: recording)
    let inner = GradientTape(in: recording)
    try outer.start()
    let y = try inner.record { try x.value * x.value * x.value }
    let first = try #require(try inner.gradient(of: y, by: x))
    outer.stop()
    #expect(first.scalar == 27)
    #expect(try outer.gradient(of: first, by: x)?.scalar == 18)
  }

  @Test("broadcast operands get back gradients of their own shape")
  func broadcasting() throws {
    let w = Variable(Tensor([Float(1), 2, 3], shape: [3]), in: recording)
    let s = Variable(Tensor(Float(2)), in: recording)
    let x = recording.constant(Tensor([Float](repeating: 1, count: 6), shape: [2, 3]))
    let tape = GradientTape(in: recording)
    let y = try tape.record { try (x * w.value) * s.value }
    let gradients = try tape.gradient(of: [y], by: [.variable(w), .variable(s)])
    #expect(gradients[0]?.scalars == [4, 4, 4])
    #expect(gradients[0]?.shape == [3])
    #expect(gradients[1]?.scalars == [12])
  }

  @Test("what runs while the tape is stopped is not seen")
  func stopRecording() throws {
    let x = Variable(Tensor(Float(2)), in: recording)
    let tape = GradientTape(in: recording, isPersistent: true)
    try tape.start()
    let a = try x.value * x.value
    let b = try tape.withoutRecording { try a * a }
    let c = try a * a
    tape.stop()
    #expect(try tape.gradient(of: b, by: x)?.scalar == nil)
    #expect(try tape.gradient(of: c, by: x)?.scalar == 32)
  }

  @Test("a long chain is differentiated and released", arguments: [1_000, 1_000_000])
  func longChain(length: Int) throws {
    let x = Variable(Tensor(1.0), in: recording)
    let tape = GradientTape(in: recording)
    let y = try tape.record { () throws(EngineError) -> Tensor in
      var y = x.value
      for _ in 0..<length { y = try y + x.value }
      return y
    }
    #expect(try tape.gradient(of: y, by: x)?.scalar == Double(length + 1))
  }
}

@Suite("Text in tensors")
struct TextTensorTests {
  private let table = NDArray(text: ["a", "b", "c", "d"].map { Array($0.utf8) }, shape: [2, 2])

  private func letters(_ array: NDArray) -> [String] {
    guard case .text(let block) = array.payload else { return [] }
    return block.elements.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("text is indexed, turned and repeated like numbers")
  func views() throws {
    let row = try StridedSlice([.index(1)]).evaluate([table])
    #expect(row.shape == [2])
    #expect(letters(row) == ["c", "d"])
    let turned = table.transposed([1, 0])
    #expect(letters(turned) == ["a", "c", "b", "d"])
    let repeated = try Tile(multiples: [2, 1]).evaluate([table])
    #expect(repeated.shape == [4, 2])
    #expect(letters(repeated) == ["a", "b", "c", "d", "a", "b", "c", "d"])
    let spread = NDArray(text: [Array("x".utf8)], shape: []).broadcast(to: [2])
    #expect(letters(spread) == ["x", "x"])
  }
}
