import Engine
import Testing

@testable import GraphView

@Suite("Several gradient calls")
struct TapeTests {
  @Test("a second question to a persistent tape has nothing new to walk forward")
  func persistent() throws {
    let recording = Recording()
    let a = Variable(Lessons.scalar(6), in: recording, name: "a")
    let b = Variable(Lessons.scalar(2), in: recording, name: "b")
    let tape = GradientTape(in: recording, isPersistent: true)
    let (y1, y2) = try tape.record {
      (try a.value * a.value, try Tensor.apply(Power(), b.value, Lessons.scalar(3)))
    }
    _ = try tape.gradient(of: y1, by: a)
    _ = try tape.gradient(of: y2, by: b)
    let walk = try Walk(recording)
    #expect(walk.passes.map(\.counts.forward) == [4, 0])
    #expect(walk.passes.map(\.counts.backward) == [2, 2])
    #expect(walk.passes.map(\.counts.update) == [0, 0])
    let first = walk.table(at: walk.stop(at: walk.passes[0].endStop - 1))
    #expect(first.map(\.adjoint.exact) == ["12", "None", "1", "None"])
    let second = walk.table(at: walk.stop(at: walk.count - 1))
    #expect(second.map(\.adjoint.exact) == ["None", "12", "None", "1"])
    #expect(second.map(\.expression) == ["·", "·", "w1·w1", "w2³"])
  }

  @Test("the recorded backward pass of an inner tape is walked forward by the outer one")
  func nested() throws {
    let recording = Recording()
    let x = Variable(Lessons.scalar(3), in: recording, name: "x")
    let outer = GradientTape(in: recording)
    let inner = GradientTape(in: recording)
    try outer.start()
    let y = try inner.record { try x.value * x.value * x.value }
    let first = try #require(try inner.gradient(of: y, by: x))
    recording.givenNames[first.node] = "first"
    outer.stop()
    _ = try outer.gradient(of: first, by: x)
    let walk = try Walk(recording)
    #expect(walk.passes.count == 2)
    #expect(walk.passes.map { $0.step == nil } == [true, true])
    let inside = walk.table(at: walk.stop(at: walk.passes[0].endStop - 1))
    #expect(inside.map(\.expression) == ["·", "w1·w1", "w2·w1"])
    #expect(inside[0].adjoint.exact == "27")
    let last = walk.table(at: walk.stop(at: walk.count - 1))
    #expect(last.count > 3)
    #expect(last[0].adjoint.exact == "18")
    #expect(last.last?.pythonNames == ["first"])
    #expect(walk.passes[1].counts.forward == last.count - 3)
  }

  @Test("a question to a tape that still records adds no rows that nobody differentiates")
  func askedInside() throws {
    let recording = Recording()
    let a = Variable(Lessons.scalar(6), in: recording, name: "a")
    let tape = GradientTape(in: recording, isPersistent: true)
    try tape.start()
    let y = try a.value * a.value * a.value
    recording.note(.printed("before\n"))
    _ = try tape.gradient(of: y, by: a)
    recording.note(.printed("after\n"))
    let z = try a.value * Lessons.scalar(2)
    tape.stop()
    _ = try tape.gradient(of: z, by: a)
    let walk = try Walk(recording)
    let table = walk.table(at: walk.stop(at: walk.count - 1))
    #expect(table.map(\.expression) == ["·", "w1·w1", "w2·w1", "w1·2"])
    #expect(walk.passes.map(\.counts.forward) == [3, 1])
    #expect(walk.output(at: walk.stop(at: walk.passes[0].endStop - 2)) == "before\n")
    #expect(walk.output(at: walk.stop(at: walk.passes[0].endStop - 1)) == "before\nafter\n")
  }

  @Test("a loop over two questions to one tape counts its turns, not its questions")
  func twoQuestionsATurn() throws {
    let recording = Recording()
    let a = Variable(Lessons.scalar(1), in: recording, name: "a")
    let b = Variable(Lessons.scalar(2), in: recording, name: "b")
    for _ in 0..<3 {
      let tape = GradientTape(in: recording, isPersistent: true)
      try Lessons.at(recording, SourceSpan(5, 9)) { try tape.start() }
      let loss = try a.value * b.value
      tape.stop()
      let da = try #require(try tape.gradient(of: loss, by: a))
      let db = try #require(try tape.gradient(of: loss, by: b))
      try a.assignSub(Lessons.scalar(0.5) * da)
      try b.assignSub(Lessons.scalar(0.5) * db)
    }
    let walk = try Walk(recording)
    #expect(walk.passes.map { $0.step?.number } == [1, 1, 2, 2, 3, 3])
    #expect(walk.passes.map(\.counts.update) == [0, 4, 0, 4, 0, 4])
    let texts = (walk.count - 4..<walk.count).map { walk.sentence(at: walk.stop(at: $0)) }
    #expect(texts.filter { $0.contains("←") }.count == 2)
    #expect(texts.last == "b ← b − 0.5·(dw3/db): 1.5 → 1.875")
  }

  @Test("a weight that is a tensor is an input of the next turn under the same number")
  func tensorWeight() throws {
    let recording = Recording()
    let x = Lessons.named(recording, "x", recording.constant(Lessons.scalar(3)))
    let y = Lessons.named(recording, "y", recording.constant(Lessons.scalar(6)))
    var w = Lessons.named(recording, "w", recording.constant(Lessons.scalar(0.5)))
    for _ in 0..<4 {
      let tape = GradientTape(in: recording)
      try Lessons.at(recording, SourceSpan(5, 9)) { try tape.start() }
      tape.watch(w)
      let loss = try Tensor.apply(Square(), w * x - y)
      let gradient = try #require(try tape.gradient(of: loss, by: w))
      w = Lessons.named(recording, "w", try w - Lessons.scalar(0.01) * gradient)
    }
    let walk = try Walk(recording)
    #expect(walk.passes.map(\.counts.forward) == [6, 3, 3, 3])
    #expect(walk.passes.map(\.counts.update) == [2, 2, 2, 2])
    for pass in walk.passes {
      let table = walk.table(at: walk.stop(at: pass.endStop - 1))
      #expect(table.prefix(3).map { $0.pythonNames.first } == ["x", "y", "w"])
      #expect(table.prefix(6).map(\.expression).last == "w5²")
    }
    #expect(
      walk.sentence(at: walk.stop(at: walk.passes[0].endStop - 1))
        == "w ← w − 0.01·(dw6/dw): 0.5 → 0.77")
    let traces = walk.traces()
    #expect(traces.curves(.value).map(\.name) == ["w"])
    #expect(traces.curves(.value)[0].points.map { Float($0) }.prefix(2) == [0.5, 0.77])
  }

  @Test("ops before a training loop are walked by themselves")
  func prelude() throws {
    let recording = Recording()
    let raw = recording.constant(Lessons.scalar(2))
    let x = Lessons.named(recording, "x", try raw * Lessons.scalar(2))
    let w = Variable(Lessons.scalar(1), in: recording, name: "w")
    for _ in 0..<3 {
      let tape = GradientTape(in: recording)
      try Lessons.at(recording, SourceSpan(5, 9)) { try tape.start() }
      let loss = try w.value * x
      let gradient = try #require(try tape.gradient(of: loss, by: w))
      try w.assignSub(gradient)
    }
    let walk = try Walk(recording)
    #expect(walk.passes.map { $0.step?.number } == [nil, 1, 2, 3])
    #expect(walk.passes.map(\.counts.forward) == [2, 2, 1, 1])
    #expect(walk.passes.map(\.counts.backward) == [0, 3, 3, 3])
    for pass in walk.passes.dropFirst() {
      let table = walk.table(at: walk.stop(at: pass.endStop - 1))
      #expect(table.map { $0.pythonNames.first ?? "" }.prefix(2) == ["x", "w"])
    }
  }

  @Test("seeds and several targets are what the lesson handed in")
  func seeds() throws {
    let recording = Recording()
    let x = Variable(Lessons.scalar(2), in: recording, name: "x")
    let tape = GradientTape(in: recording)
    let (a, b) = try tape.record { (try x.value * x.value, try x.value * Lessons.scalar(5)) }
    _ = try tape.gradient(
      of: [a, b], by: [.variable(x)], outputGradients: [Lessons.scalar(10), Lessons.scalar(100)])
    let walk = try Walk(recording)
    let table = walk.table(at: walk.stop(at: walk.count - 1))
    #expect(table.map(\.adjoint.exact) == ["540", "10", "100"])
    #expect(table.map(\.tape.text) == ["540", "", ""])
  }

  @Test("a lesson without a gradient call is walked back from its last floating-point scalar")
  func noCall() throws {
    let recording = Recording()
    let x = Lessons.named(recording, "x", recording.constant(Lessons.scalar(2)))
    let y = try x * x
    _ = recording.constant(Tensor(NDArray(Int32(7))))
    let walk = try Walk(recording)
    #expect(walk.passes.count == 1)
    #expect(walk.passes[0].target == y.node)
    #expect(walk.table(at: walk.stop(at: walk.count - 1))[0].adjoint.exact == "4")
  }

  @Test("an empty recording has one stop and no rows")
  func empty() throws {
    var walk = try Walk(Recording())
    #expect(walk.count == 1)
    #expect(walk.table.isEmpty)
    walk.step(by: 5)
    #expect(walk.index == 0)
    #expect(!walk.sentence.isEmpty)
    #expect(walk.chainRule == nil)
  }
}
