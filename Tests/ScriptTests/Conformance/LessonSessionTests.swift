import Engine
import Testing

@testable import Script

/// What a run leaves behind, however it ends.
@Suite struct LessonSessionTests {
  private func session(_ text: String) -> LessonSession {
    LessonSession(SourceText(name: "lesson.py", text))
  }

  @Test("A name is given to the node of the expression it is assigned")
  func names() {
    let session = session(
      """
      import tensorflow as tf
      w, x = tf.Variable(2.0), tf.constant(3.0)
      y = w * x
      a, b = [tf.constant(v) for v in [1.0, 2.0]]
      y -= 1.0
      """)
    #expect(session.run().ending == .finished)
    let recording = session.recording
    func nodes(_ name: String) -> [String] {
      (0..<recording.count).map { NodeID($0) }.filter {
        (recording.givenNames[$0] ?? recording.namesBySpan[recording.span(of: $0)]) == name
      }.map { recording.operation(of: $0).name }
    }
    #expect(nodes("w") == ["var"])
    #expect(nodes("x") == ["const"])
    #expect(nodes("y") == ["multiply", "literal", "subtract"])
    #expect(nodes("a") == ["const"])
    #expect(nodes("b") == ["const"])
  }

  @Test("What is printed stands on the time line")
  func printedEvents() {
    let session = session(
      """
      import tensorflow as tf
      x = tf.constant(1.0)
      print("one")
      y = x + 1.0
      print("two")
      """)
    var pieces = ""
    _ = session.run { text, _ in pieces += text }
    #expect(pieces == "one\ntwo\n")
    let positions = session.recording.events.compactMap { event -> Int? in
      if case .printed(let text) = event.kind, text.contains("o") { event.position } else { nil }
    }
    #expect(positions == [1, 3])
  }

  @Test("An error leaves the recording, its text and its place")
  func failure() {
    let session = session("import tensorflow as tf\nx = tf.constant(1.0)\ny = x.foo\n")
    let outcome = session.run()
    #expect(outcome.ending == .failed)
    #expect(outcome.exitCode == 1)
    #expect(outcome.errorText.hasPrefix("Traceback (most recent call last):"))
    #expect(outcome.span.map { session.source.text(of: $0) } == "x.foo")
    #expect(session.recording.count == 1)
  }

  @Test("Wrong text is not run")
  func rejection() {
    let outcome = session("x = (1,\n").run()
    #expect(outcome.ending == .rejected)
    #expect(outcome.exitCode == 1)
    #expect(outcome.errorText.contains("lesson.py:1:5"))
  }

  @Test("An endless lesson is stopped and keeps what it recorded", .timeLimit(.minutes(1)))
  func interruption() async {
    let session = session(
      "import tensorflow as tf\nx = tf.constant(1.0)\nprint('go')\nwhile True:\n    x = x + 0.0\n")
    let outcome = session.run { text, _ in
      if text.contains("go") { session.interrupt() }
    }
    #expect(outcome.ending == .interrupted)
    #expect(outcome.exitCode == 130)
    #expect(session.recording.count >= 1)
  }

  @Test("A formula's inputs are leaves in the order given")
  func formula() throws {
    let formula = try Formula(
      SourceText(name: "<formula>", "C = y - max(0, w*x + b)"),
      inputs: ["w=2", "x=1", "b=1", "y=5"].compactMap { Formula.Input($0) })
    let session = LessonSession(formula)
    #expect(session.run().ending == .finished)
    let recording = session.recording
    let inputs = (0..<4).map { recording.givenNames[NodeID($0)] }
    #expect(inputs == ["w", "x", "b", "y"])
    let last = NodeID(recording.count - 1)
    #expect(recording.value(of: last).doubleIfSingle == 2)
    #expect(recording.value(of: last).dtype == .float32)
    #expect(recording.namesBySpan[recording.span(of: last)] == "C")
    #expect(formula.target == "C")
  }

  @Test(
    "A wrong formula is refused before it runs",
    arguments: [
      ("y = w*x + b", ["w=2"], "got no value for x, b"),
      ("y = w*x + b", ["w=2"], "gradwalk 'y = w*x + b' w=2 x=1 b=1"),
      ("y = x", ["x=1", "z=2"], "got a value for z"),
      ("y = x", ["x=a"], "expected a number or a list of numbers"),
      ("y = x", ["x=1", "x=2"], "got x twice"),
      ("y = sigmiod(x)", ["x=1"], "did you mean 'sigmoid'?"),
      ("y = (x", ["x=1"], "'(' was never closed"),
    ])
  func wrongFormula(_ text: String, _ inputs: [String], _ expected: String) {
    let source = SourceText(name: "<formula>", text)
    do throws(FormulaError) {
      _ = try Formula(source, inputs: inputs.compactMap { Formula.Input($0) })
      Issue.record("the formula was taken")
    } catch {
      #expect(error.text(in: source).contains(expected))
    }
  }

  @Test("float64 by option, lists as arrays")
  func formulaOptions() throws {
    let formula = try Formula(
      SourceText(name: "<formula>", "sum(exp(x) * pi)"),
      inputs: [Formula.Input(name: "x", text: "[0, 1, -2.5]")], dtype: .float64)
    let session = LessonSession(formula)
    #expect(session.run().ending == .finished)
    #expect(session.recording.value(of: NodeID(0)).dtype == .float64)
    #expect(session.recording.value(of: NodeID(0)).shape == [3])
  }
}
