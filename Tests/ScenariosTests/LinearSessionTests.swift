import Script
import Testing

@testable import Scenarios

@Suite("The linear mode")
struct LinearSessionTests {
  private static func worked(isASCII: Bool = false) throws -> LinearSession {
    let source = LessonSource.formula(
      "C = y - max(0, w*x + b)", inputs: ["w=2", "x=1", "b=1", "y=5"])
    let session = try source.session()
    let lesson = OpenedLesson(source: source, session: session, outcome: session.run())
    return LinearSession(lesson.explorer(try lesson.walk()), source, isASCII: isASCII)
  }

  @Test(
    "a line answers in plain text",
    arguments: [
      ("step-forward 5", "FORWARD 5/8: w5 = w1·w2 = 2 × 1 = 2\n"),
      ("5s", "FORWARD 5/8: w5 = w1·w2 = 2 × 1 = 2\n"),
      ("", "FORWARD 1/8: w1 = w = 2, an input\n"),
      (":goto 2", "FORWARD 1/8: w1 = w = 2, an input\n"),
      ("S", "this is the first stop\n"),
      ("tell w", "w1 = w: value not computed yet, dC/dw1 not computed yet\n"),
      ("# a remark", ""),
      ("where", "FORWARD 0/8: start: nothing is computed yet\n"),
      ("help where", "where: says again where the walk stands and what happens there\n"),
    ])
  func answers(line: String, text: String) throws {
    var session = try Self.worked()
    let answer = session.answer(line)
    #expect(answer.text == text)
    #expect(answer.error == nil && !answer.isOver)
  }

  @Test("a pane answers with what it shows")
  func panes() throws {
    var session = try Self.worked()
    _ = session.answer("last")
    let nodes = session.answer("nodes").text
    #expect(nodes.hasPrefix("Nodes\n") && nodes.contains("w8") && !nodes.contains("║"))
    let chain = session.answer("chain").text
    #expect(chain.hasPrefix("Chain rule at "))
    #expect(session.answer("graph").text.contains("w5, mul, reads w1, w2, read by w6"))
    #expect(session.answer("source").text.contains("C = y - max(0, w*x + b)"))
  }

  @Test("adjoints, checks and ends are told")
  func tells() throws {
    var session = try Self.worked()
    _ = session.answer("last")
    #expect(
      session.answer("tell w").text
        == "w1 = w: value 2, dC/dw1 -1; small steps in float64 agree: -1 and -1\n")
    #expect(session.answer("quit").isOver)
  }

  @Test("what is no command is an error that says what is near")
  func errors() throws {
    var session = try Self.worked()
    let error = try #require(session.answer("step-foward").error)
    #expect(error.contains("step-forward"))
    #expect(session.answer("goto").error != nil)
  }

  @Test("plain characters only, where they are wanted")
  func ascii() throws {
    var session = try Self.worked(isASCII: true)
    for line in ["5s", "chain", "nodes", "graph", "last", "tell w"] {
      let text = session.answer(line).text
      #expect(String(text.unicodeScalars.filter { !$0.isASCII }) == "", "\(line)")
    }
  }
}
