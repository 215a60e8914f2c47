import TUI
import Testing

@testable import GraphView
@testable import Scenarios

@Suite("Predict mode")
struct PredictTests {
  private static let lessons: [(String, [String])] = [
    ("C = y - max(0, w*x + b)", ["w=2.37", "x=1.91", "b=1.13", "y=5.29"]),
    ("z = x*x + x*y", ["x=3.17", "y=-2.29"]),
    ("C = sum(tanh(v) * k)", ["v=[0.31,0.72]", "k=[1.43,2.19]"]),
  ]

  @Test(
    "What is asked is nowhere on the screen, in the sentence or in the table until it is answered",
    arguments: 0..<lessons.count, [(160, 50), (80, 24)])
  func hidden(lesson: Int, size: (Int, Int)) throws {
    let (formula, inputs) = Self.lessons[lesson]
    var explorer = try EditedLessons.formula(formula, inputs)
    explorer.updateAtOnce(.resize(width: size.0, height: size.1))
    var asked = 0
    while asked < 60 {
      // Without the line about the next stop.
      let before = explorer.screen().split(separator: "\n").dropLast(2).joined(separator: "\n")
      try explorer.performAtOnce("predict-next")
      guard let question = explorer.walk.openPrediction(at: explorer.walk.stop) else { break }
      asked += 1
      let answer = try #require(explorer.walk.answer(to: question))
      let text = ValueText(answer)
      var shown = [text.exact, text.fixed]
      if text.isTensor { shown = answer.doubles.map { NumberFormat.fixed($0) } }
      // Ones and zeros stand everywhere.
      let plain = ["1.0000", "0.0000", "-1.0000"]
      for number in shown
      where number.count > 5 && !before.contains(number) && !plain.contains(number) {
        #expect(!explorer.screen().contains(number), "\(number) at \(explorer.walk.stop.title)")
        #expect(!explorer.walk.sentence.contains(number))
      }
      let typed =
        answer.shape.rank == 0
        ? text.exact : "[\(answer.doubles.map { "\($0)" }.joined(separator: ", "))]"
      try explorer.performAtOnce("answer \(typed)")
      #expect(explorer.notice?.contains("right") == true, "\(explorer.notice ?? "")")
      explorer.updateAtOnce(.key(.escape))
    }
    #expect(asked >= 6)
    #expect(explorer.score == "\(asked) of \(asked)")
    #expect(explorer.notice == "no later cell can be predicted")
  }

  @Test("A whole phase stays hidden while one steps through it, and all comes back")
  func phase() throws {
    var explorer = try EditedLessons.formula(Self.lessons[0].0, Self.lessons[0].1)
    explorer.updateAtOnce(.resize(width: 80, height: 24))
    let clear = (0..<explorer.walk.count).map { index -> String in
      var copy = explorer
      _ = try? copy.performAtOnce("goto \(index + 1)")
      return copy.calm()
    }
    try explorer.performAtOnce("predict phase")
    explorer.updateAtOnce(.key(.escape))
    try explorer.performAtOnce("phase-end")
    for number in ["4.5267", "5.6567", "-0.3667"] {
      #expect(!explorer.screen().contains(number))
    }
    try explorer.performAtOnce("predict off")
    for index in clear.indices {
      try explorer.performAtOnce("goto \(index + 1)")
      #expect(explorer.calm() == clear[index])
    }
  }

  @Test(
    "A wrong factor is named",
    arguments: [
      ("goto w6", "8.1", "not 8.1"), ("goto w4", "4.28", "that is the sum"),
      ("goto w4", "-4.5267", "the sign is wrong"), ("goto w4", "4.52", "right"),
      ("goto w4", "4.4", "close"), ("goto w4", "2.37*1.91", "right"),
      ("goto w4", "x", "got x at column 1"), ("goto w4", "[1]", "expected a number"),
      ("goto w6", "0", "the other branch"),
    ])
  func judged(place: String, answer: String, notice: String) throws {
    var explorer = try EditedLessons.formula(Self.lessons[0].0, Self.lessons[0].1)
    try explorer.performAtOnce(place)
    try explorer.performAtOnce("predict-next")
    try explorer.performAtOnce("answer \(answer)")
    #expect(explorer.notice?.contains(notice) == true, "\(explorer.notice ?? "")")
  }

  @Test("Sums over paths are asked for, and who forgets one is told")
  func sums() throws {
    var explorer = try EditedLessons.formula(Self.lessons[1].0, Self.lessons[1].1)
    var seen: [String] = []
    for _ in 0..<40 {
      try explorer.performAtOnce("predict-next")
      guard let question = explorer.walk.openPrediction(at: explorer.walk.stop) else { break }
      if case .adjoint(let place) = question.part {
        let flow = Prediction(
          stop: question.stop, pass: question.pass, row: question.row, part: .contribution(place))
        let contribution = try #require(explorer.walk.answer(to: flow)?.doubleIfSingle)
        try explorer.performAtOnce("answer \(contribution)")
        seen.append(explorer.notice ?? "")
      }
      try explorer.performAtOnce("reveal")
    }
    #expect(seen.contains { $0.contains("the sum over paths is missing") })
    #expect(explorer.score?.hasPrefix("0 of") == true)
  }
}
