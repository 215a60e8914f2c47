import Engine
import Foundation
import GraphView
import Testing

@testable import Export

@Suite("JSON")
struct JSONTests {
  private func parsed(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func list(_ key: String, _ object: [String: Any]) throws -> [[String: Any]] {
    try #require(object[key] as? [[String: Any]])
  }

  @Test("the worked example reads back with its values, adjoints and partials")
  func worked() throws {
    let object = try parsed(try Lessons.worked().exported(as: .json).text)
    #expect(object["generator"] as? String == "gradwalk")
    #expect(object["version"] as? Int == 1)
    #expect(object["target"] as? String == "w8")
    let nodes = try list("nodes", object)
    #expect(nodes.map { $0["id"] as? String } == (1...8).map { "w\($0)" })
    #expect(nodes.map { $0["value"] as? Double } == [2, 1, 1, 5, 2, 3, 3, 2])
    #expect(nodes.map { $0["adjoint"] as? Double } == [-1, -2, -1, 1, -1, -1, -1, 1])
    #expect(nodes[0]["name"] as? String == "w")
    #expect(nodes[4]["name"] is NSNull)
    #expect(nodes[4]["op"] as? String == "multiply")
    #expect(nodes[6]["inputs"] as? [AnyHashable] == [0, "w6"])
    #expect((nodes[7]["span"] as? [String: Int])?["column"] == 5)
    let edges = try list("edges", object)
    #expect(edges.map { $0["from"] as? String } == ["w1", "w2", "w5", "w3", "w6", "w4", "w7"])
    let partials = edges.compactMap { $0["partial"] as? [String: Any] }
    #expect(partials.map { $0["number"] as? Double } == [1, 2, 1, 1, 1, 1, -1])
    #expect(partials[4]["text"] as? String == "{1 if w6 > 0, 0 otherwise}")
    #expect(try list("events", object).isEmpty)
  }

  @Test("one line of the worked example, to the letter: the form is stable")
  func golden() throws {
    let lines = try Lessons.worked().exported(as: .json).text.split(separator: "\n")
    #expect(
      lines[13] == #"""
            {"id": "w7", "name": null, "op": "maximum", "expression": "max(0, w6)", "inputs": [0, "w6"], "shape": [], "dtype": "float32", "value": 3, "adjoint": -1, "adjointState": "final", "tape": null, "phase": "forward", "span": {"start": 8, "end": 23, "line": 1, "column": 9, "endLine": 1, "endColumn": 24}, "scope": ""},
        """#)
    #expect(
      lines[21] == #"""
            {"from": "w6", "to": "w7", "argument": 1, "partial": {"text": "{1 if w6 > 0, 0 otherwise}", "number": 1}},
        """#)
  }

  @Test("a training loop tells its steps, gradients, assignments and prints in order")
  func events() throws {
    let object = try parsed(try Lessons.descent(turns: 2).exported(as: .json).text)
    let events = try list("events", object)
    let turn = ["trainStep", "gradient", "assign", "print"]
    #expect(events.map { $0["kind"] as? String } == turn + turn)
    #expect(events[1]["sources"] as? [String] == ["w", "x"])
    #expect((events[1]["results"] as? [Any])?.first as? Double == -27)
    #expect((events[1]["results"] as? [Any])?.last is NSNull)
    #expect(events[2]["variable"] as? String == "w")
    #expect(events[3]["text"] as? String == "turn 1\n")
    let nodes = try list("nodes", object)
    #expect(nodes[1]["tape"] as? String == "None")
    #expect(nodes[0]["value"] as? Double == 0.77)
  }

  @Test("tensors are nested lists, scopes are paths")
  func tensors() throws {
    let object = try parsed(try Lessons.network().exported(as: .json).text)
    let nodes = try list("nodes", object)
    #expect(nodes[2]["scope"] as? String == "net/hidden")
    #expect(nodes[2]["shape"] as? [Int] == [2, 4])
    #expect((nodes[2]["value"] as? [[Double]])?[1] == [0.5, -0.6, 0.7, 0.8])
    let edges = try list("edges", object)
    let partial = edges.first { $0["to"] as? String == "w6" }?["partial"] as? [String: Any]
    #expect(partial?["text"] as? String == "g @ w3ᵀ")
    #expect(partial?["number"] is NSNull)
  }

  @Test("numbers that JSON has no words for become text; names survive whatever they hold")
  func hostile() throws {
    let name = "q\"uo\\te\u{1}\u{2028}وزن重\u{202E}🙂\n"
    let maker = LessonMaker("x = 1 / 0")
    let x = maker.input(name, Tensor(Float.infinity))
    let y = try x * maker.input("nan", Tensor(Float.nan))
    _ = maker.named("z", y)
    let text = try Walk(maker.recording).exported(as: .json).text
    let nodes = try list("nodes", try parsed(text))
    #expect(nodes[0]["name"] as? String == name)
    #expect(nodes[0]["value"] as? String == "Infinity")
    #expect(nodes[1]["value"] as? String == "NaN")
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }

  @Test("a node that is not computed yet has no value and no adjoint")
  func early() throws {
    let walk = try Lessons.worked()
    let object = try parsed(try walk.exported(as: .json, at: walk.stop(at: 2)).text)
    let nodes = try list("nodes", object)
    #expect(nodes[1]["value"] as? Double == 1)
    #expect(nodes[2]["value"] is NSNull)
    #expect(nodes[2]["adjointState"] as? String == "pending")
  }

  @Test(
    "numbers are as exact as their dtype",
    arguments: [
      (Double(Float(0.1)), DType.float32, "0.1"), (0.1, .float64, "0.1"),
      (1e300, .float64, "1e+300"),
      (-0.0, .float32, "-0.0"), (-.infinity, .float32, "\"-Infinity\""), (1, .bool, "true"),
      (16_777_216, .float32, "16777216"),
    ])
  func numbers(value: Double, dtype: DType, text: String) {
    #expect(JSON(value, dtype: dtype).line == text)
  }

  @Test("whole numbers of 64 bits lose nothing")
  func integers() {
    #expect(JSON(NDArray([Int64.max, -1], shape: [2])).line == "[9223372036854775807, -1]")
    #expect(JSON(NDArray([Float](), shape: [0, 3])).line == "[]")
    #expect(JSON(NDArray([Float](), shape: [2, 0])).line == "[[], []]")
  }
}
