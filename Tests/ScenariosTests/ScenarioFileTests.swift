import Foundation
import Testing

@testable import Scenarios

@Suite("Scenario files")
struct ScenarioFileTests {
  @Test("a file is read as it is written")
  func reading() throws {
    let scenario = try ScenarioFile.parse(
      """
      title: A square
      formula: y = x*x
      inputs: {x: 3}
      size: 100x30
      steps:
        - do: last
        - adjoints: {x: 6, y: 1}
        - export: table
          file: table.txt
      """, file: "scenario.yaml", name: "square")
    #expect(scenario.title == "A square")
    #expect(scenario.source == .formula("y = x*x", inputs: [.init(name: "x", value: "3")]))
    #expect(scenario.size == .init(width: 100, height: 30))
    #expect(
      scenario.steps.map(\.kind) == [
        .act("last"),
        .adjoints([.init(name: "x", expected: "6"), .init(name: "y", expected: "1")]),
        .export(format: "table", .file("table.txt")),
      ])
    #expect(scenario.steps.map(\.line) == [6, 7, 8])
  }

  @Test(
    "what it does not know is refused with its line",
    arguments: [
      ("title: x\nlessn: a.py\n", 2, "got key 'lessn'"),
      ("lesson: a.py\nsteps:\n  - frob: 1\n", 3, "got step 'frob'"),
      ("title: nothing\n", 1, "got neither lesson nor formula"),
      ("formula: x\nsize: big\n", 2, "expected WIDTHxHEIGHT"),
      ("formula: x\nsteps:\n  - {do: last, stop: x}\n", 3, "expected one thing to a step"),
      ("formula: [x\n", 2, ""),
    ])
  func refusing(_ text: String, _ line: Int, _ message: String) throws {
    do {
      _ = try ScenarioFile.parse(text, file: "scenario.yaml", name: "x")
      Issue.record("it was read")
    } catch {
      #expect(error.line == line)
      #expect(message.isEmpty || error.message.contains(message), "\(error)")
    }
  }

  @Test("a difference shows what went and what came, with a little around it")
  func difference() {
    let before = "a\nb\nc\nd\ne\nf"
    #expect(TextDifference.between(expected: before, got: before) == nil)
    #expect(
      TextDifference.between(expected: before, got: "a\nb\nc\nX\ne\nf", context: 1) == [
        "  …", "  c", "- d", "+ X", "  e", "  …",
      ])
  }

  @Test("a scenario that does not hold fails with its place")
  func failing() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try """
    formula: y = x*x
    inputs: {x: 3}
    steps:
      - do: last
      - adjoints: {x: 5}
      - sentence: nothing
      - do: fly
    """.write(
      to: folder.appendingPathComponent("scenario.yaml"), atomically: true, encoding: .utf8)
    let result = ScenarioRunner().run(folder: folder.path)
    #expect(!result.isPassed)
    #expect(result.failures.count == 3)
    #expect(result.failures[0].headline == "scenario.yaml:5: x is 6, expected 5")
    #expect(result.failures[1].headline == "scenario.yaml:6: another sentence")
    #expect(result.failures[2].headline.hasPrefix("scenario.yaml:7: "))
    let report = ScenarioReport.text([result], .tap)
    #expect(report.hasPrefix("TAP version 13\n1..1\nnot ok 1 - "))
    #expect(ScenarioReport.text([result], .junit).contains("failures=\"1\""))
  }
}
