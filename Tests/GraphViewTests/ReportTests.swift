import Engine
import Testing

@testable import GraphView

@Suite("What exports read")
struct ReportTests {
  @Test("nodes and edges of the worked example")
  func worked() throws {
    let walk = try Walk(Lessons.workedLesson())
    let nodes = (0..<8).map { walk.reportNode($0, in: 0) }
    #expect(nodes.map(\.id) == ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"])
    #expect(nodes.map(\.op).suffix(4) == ["multiply", "add", "maximum", "subtract"])
    #expect(nodes.map(\.inputs).suffix(4) == [["w1", "w2"], ["w5", "w3"], ["w6"], ["w4", "w7"]])
    #expect(nodes.map { $0.value.elements } == [[2], [1], [1], [5], [2], [3], [3], [2]])
    #expect(nodes.map { $0.adjoint?.elements } == [[-1], [-2], [-1], [1], [-1], [-1], [-1], [1]])
    #expect(nodes[4].latex == "w_{1} \\cdot w_{2}")
    #expect(nodes.map(\.isTarget).suffix(2) == [false, true])
    let edges = (0..<8).flatMap { walk.reportEdges(into: $0, in: 0) }
    #expect(edges.map { "\($0.from)→\($0.to)" }.count == 7)
    #expect(edges.map(\.number) == [1, 2, 1, 1, 1, 1, -1])
    #expect(edges.map { $0.partial ?? "" }[0] == "w2")
    #expect(edges.map(\.contribution?.elements) == [[-1], [-2], [-1], [-1], [-1], [1], [-1]])
  }

  @Test("an unwatched source was answered with None, others were not asked for")
  func tape() throws {
    let walk = try Walk(Lessons.workedLesson())
    let asked = walk.reportNode(1, in: 0).tape
    #expect(asked != nil)
    #expect(asked.flatMap { $0 } == nil)
    #expect(walk.reportNode(3, in: 0).tape == nil)
  }

  @Test("events come in the order of time, with the pass they belong to")
  func events() throws {
    let walk = try Walk(Lessons.descent(turns: 2))
    let events = walk.reportEvents().map { event -> String in
      switch event.kind {
      case .gradient(let targets, let sources, let results):
        "\(event.pass) d\(targets[0])/d\(sources[0]) = \(results[0]?.elements ?? [])"
      case .assigned(let variable, let value): "\(event.pass) \(variable) = \(value.elements.count)"
      case .printed(let text): "\(event.pass) \(text.dropLast())"
      case .trainStep(_, let number, let count): "\(event.pass) step \(number)/\(count)"
      case .failed(let message): message
      case .figure: "\(event.pass) figure"
      }
    }
    #expect(
      events.filter { !$0.contains("dloss") } == [
        "0 step 1/2", "0 w = 1", "0 turn 1", "1 step 2/2", "1 w = 1", "1 turn 2",
      ])
    #expect(events.filter { $0.contains("dloss") }.first == "0 dloss/dw = [-27.0]")
  }
}
