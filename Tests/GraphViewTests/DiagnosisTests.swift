import Engine
import Testing

@testable import GraphView

@Suite("Why a gradient is None or 0")
struct DiagnosisTests {
  let recording = Recording()

  private func cause(of place: Int = 0, pass: Int = 0) throws -> Diagnosis.Cause? {
    try Walk(recording).diagnosis(ofSource: place, in: pass)?.cause
  }

  @Test("an unwatched constant")
  func constant() throws {
    let x = Lessons.named(recording, "x", recording.constant(Lessons.scalar(5)))
    let tape = GradientTape(in: recording)
    let y = Lessons.named(recording, "y", try tape.record { try x * x })
    _ = try tape.gradient(of: y, by: x)
    let diagnosis = try #require(try Walk(recording).diagnosis(ofSource: 0, in: 0))
    #expect(diagnosis.cause == .unwatchedConstant)
    #expect(diagnosis.sentence == "dy/dx is None: x is a constant that the tape does not watch")
    #expect(diagnosis.node == x.node)
  }

  @Test("a variable that is not trainable, and one on a tape that watches nothing by itself")
  func variables() throws {
    let fixed = Variable(Lessons.scalar(2), in: recording, name: "v", isTrainable: false)
    let free = Variable(Lessons.scalar(2), in: recording, name: "u")
    let tape = GradientTape(in: recording, watchesAccessedVariables: false)
    let y = try tape.record { try fixed.value * free.value }
    _ = try tape.gradient(of: [y], by: [.variable(fixed), .variable(free)])
    #expect(try cause(of: 0) == .untrainableVariable)
    #expect(try cause(of: 1) == .unwatchedVariable)
  }

  @Test("a constant that was watched too late")
  func tooLate() throws {
    let x = recording.constant(Lessons.scalar(5))
    let tape = GradientTape(in: recording)
    let y = try tape.record {
      let y = try x * x
      tape.watch(x)
      return y
    }
    _ = try tape.gradient(of: y, by: x)
    #expect(try cause() == .watchedTooLate)
  }

  @Test("a variable whose name belongs to a tensor now")
  func replaced() throws {
    let w = Variable(Lessons.scalar(2), in: recording, name: "w")
    let tensor = Lessons.named(recording, "w", try w.value - Lessons.scalar(0.5))
    let tape = GradientTape(in: recording)
    let y = try tape.record { try tensor * tensor }
    _ = try tape.gradient(of: y, by: tensor)
    #expect(try cause() == .replacedByTensor)
  }

  @Test("a value that went through NumPy")
  func numpy() throws {
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let tape = GradientTape(in: recording)
    let y = try tape.record {
      let squared = try x.value * x.value
      recording.note(.readOut(squared.node))
      let back = recording.leaf(Constant(fromNumPy: true), squared.array)
      return try back * Lessons.scalar(3)
    }
    _ = try tape.gradient(of: y, by: x)
    #expect(try cause() == .leftThroughNumPy)
  }

  @Test("whole numbers carry no gradient")
  func integers() throws {
    let x = Variable(Tensor(NDArray(Int32(2))), in: recording, name: "x")
    let tape = GradientTape(in: recording)
    let y = try tape.record { try Tensor.apply(Cast(.float32), [x.value]) * Lessons.scalar(3) }
    _ = try tape.gradient(of: y, by: x)
    #expect(try cause() == .notFloating(.int32))
  }

  @Test("an assignment stands between")
  func assigned() throws {
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let v = Variable(Lessons.scalar(0), in: recording, name: "v")
    let tape = GradientTape(in: recording)
    let y = try tape.record {
      try v.assign(try x.value * x.value)
      return try v.value * Lessons.scalar(3)
    }
    _ = try tape.gradient(of: y, by: x)
    let diagnosis = try #require(try Walk(recording).diagnosis(ofSource: 0, in: 0))
    #expect(diagnosis.cause == .assigned)
    #expect(diagnosis.input == "w3")
  }

  @Test("stop_gradient")
  func stopped() throws {
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let tape = GradientTape(in: recording)
    let y = try tape.record {
      try Tensor.apply(StopGradient(), [x.value * x.value]) * Lessons.scalar(3)
    }
    _ = try tape.gradient(of: y, by: x)
    #expect(try cause() == .stopGradient)
  }

  @Test("an op outside the tape")
  func outside() throws {
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let squared = try x.value * x.value
    let tape = GradientTape(in: recording)
    let y = try tape.record { try squared * Lessons.scalar(3) }
    _ = try tape.gradient(of: y, by: x)
    let diagnosis = try #require(try Walk(recording).diagnosis(ofSource: 0, in: 0))
    #expect(diagnosis.cause == .outsideTape)
    #expect(diagnosis.place == "w2 = w1·w1")
  }

  @Test("no path at all")
  func noPath() throws {
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let z = Variable(Lessons.scalar(3), in: recording, name: "z")
    let tape = GradientTape(in: recording)
    let y = try tape.record { try x.value * x.value }
    _ = try tape.gradient(of: y, by: z)
    #expect(try cause() == .noPath)
  }

  @Test("an op without gradient")
  func comparison() throws {
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let tape = GradientTape(in: recording)
    let y = try tape.record {
      let isBig = try Tensor.apply(Greater(), [x.value, Lessons.scalar(1)])
      return try Tensor.apply(Cast(.float32), [isBig]) * Lessons.scalar(3)
    }
    _ = try tape.gradient(of: y, by: x)
    #expect(try cause() == .notFloating(.bool))
  }

  @Test("a factor of zero")
  func zeroFactor() throws {
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let z = Variable(Lessons.scalar(0), in: recording, name: "z")
    let tape = GradientTape(in: recording)
    let y = try tape.record { try x.value * z.value + Lessons.scalar(1) }
    _ = try tape.gradient(of: [y], by: [.variable(x)])
    #expect(try cause() == .zeroFactor("∂w3/∂w1 = w2"))
  }

  @Test("contributions that cancel")
  func cancelled() throws {
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let tape = GradientTape(in: recording)
    let y = try tape.record { try x.value - x.value }
    _ = try tape.gradient(of: [y], by: [.variable(x)])
    #expect(try cause() == .cancelled)
  }

  @Test("nothing is wrong where a number came back")
  func connected() throws {
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let tape = GradientTape(in: recording)
    let y = try tape.record { try x.value * x.value }
    _ = try tape.gradient(of: y, by: x)
    #expect(try cause() == .connected)
  }
}
