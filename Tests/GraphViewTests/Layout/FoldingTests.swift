import GraphView
import Testing

@Suite("Folding")
struct FoldingTests {
  private func label(_ run: FoldedGraph.Run) -> CellGraph.Label {
    let marks = String(repeating: "′", count: run.number)
    return CellGraph.Label("▸ \(run.scope.joined(separator: "/"))\(marks) \(run.opCount)")
  }

  @Test("draws each training step as one box, and joins edges with their number")
  func steps() throws {
    let graph = try SampleGraph.loop.read()
    let steps = Set((1...5).map { ["step\($0)"] })
    let folded = FoldedGraph(graph, folding: steps, label: label)
    #expect(folded.graph.nodes.count == 10)
    #expect(folded.runs.compactMap { $0 }.map(\.opCount) == [11, 11, 11, 11, 11])
    #expect(folded.runs.compactMap { $0 }.map(\.number) == [0, 0, 0, 0, 0])
    let second = try #require(folded.graph.nodes.firstIndex { $0.label.chip.text == "▸ step2 11" })
    let counts = folded.graph.nodes[second].arguments.map(\.count)
    // w, b, x and the rate twice each, y once.
    #expect(counts.reduce(0, +) == 9)
    #expect(Set(folded.graph.nodes[second].arguments.map(\.source)).count == counts.count)
    try expectReadable(folded.graph)
  }

  @Test("splits a scope that is left and entered again")
  func split() {
    let graph = smallGraph(
      [("a", []), ("s", [0]), ("t", [1]), ("out", [2]), ("u", [3]), ("v", [4, 2])],
      scopes: ["", "f", "f", "", "f", "f"])
    let folded = FoldedGraph(graph, folding: [["f"]], label: label)
    #expect(folded.graph.nodes.map(\.label.chip.text) == ["a", "▸ f 2", "out", "▸ f′ 2"])
    #expect(folded.members == [[0], [1, 2], [3], [4, 5]])
    #expect(folded.shown == [0, 1, 1, 2, 3, 3])
    #expect(folded.graph.nodes[3].arguments == [.init(2), .init(1)])
  }

  @Test("folds inner scopes with outer ones, and keeps nodes that would be alone")
  func nested() {
    let graph = smallGraph(
      [("a", []), ("b", [0]), ("c", [1]), ("d", [2])], scopes: ["m/x", "m/y", "m", "n"])
    let folded = FoldedGraph(graph, folding: [["m"], ["m", "x"], ["n"]], label: label)
    #expect(folded.graph.nodes.map(\.label.chip.text) == ["▸ m 2", "d"])
    #expect(folded.runs.map { $0 == nil } == [false, true])
  }

  @Test("never makes a cycle and loses no edge", arguments: 0..<200)
  func random(_ seed: Int) throws {
    let plain = CellGraph.random(seed)
    var generator = SeededGenerator(seed: UInt64(seed) + 5000)
    var graph = CellGraph()
    for var node in plain.nodes {
      let depth = Int.random(in: 0...2, using: &generator)
      node.scope = (0..<depth).map { _ in ["p", "q"].randomElement(using: &generator) ?? "p" }
      graph.add(node)
    }
    let scopes = graph.scopeSizes.keys.sorted { $0.joined() < $1.joined() }
    let chosen = Set(scopes.filter { _ in Bool.random(using: &generator) })
    // A graph cannot be built with an edge that runs backward: being there, it has no cycle.
    let folded = FoldedGraph(graph, folding: chosen, label: label)
    #expect(folded.members.flatMap { $0 }.sorted() == Array(graph.nodes.indices))
    let between = graph.edges.filter { folded.shown[$0.source] != folded.shown[$0.reader] }
    let counted = folded.graph.nodes.flatMap(\.arguments).map(\.count).reduce(0, +)
    #expect(counted == between.count)
    for edge in between {
      let arguments = folded.graph.nodes[folded.shown[edge.reader]].arguments
      #expect(arguments.contains { $0.source == folded.shown[edge.source] })
    }
    if seed % 10 == 0 { try expectReadable(folded.graph, "graph \(seed)") }
  }

  @Test("goes on by itself until few boxes are left, and keeps the cursor's scope open")
  func automatic() throws {
    let big = try SampleGraph.big.read()
    let all = big.scopesToFold(atMost: 60, cursor: nil)
    #expect(FoldedGraph(big, folding: all, label: label).graph.nodes.count <= 60)
    let cursor = try #require(big.nodes.firstIndex { $0.scope == ["L1", "n2"] })
    let open = big.scopesToFold(atMost: 60, cursor: cursor)
    #expect(!open.contains(["L1", "n2"]) && !open.contains(["L1"]))
    let folded = FoldedGraph(big, folding: open, label: label)
    #expect(folded.graph.nodes.count <= 60)
    #expect(folded.members[folded.shown[cursor]] == [cursor])
    let loop = try SampleGraph.loop.read()
    #expect(loop.scopesToFold(atMost: 60, cursor: 5) == [])
    let some = loop.scopesToFold(atMost: 40, cursor: 30)
    #expect(FoldedGraph(loop, folding: some, label: label).graph.nodes.count <= 40)
    #expect(some.count == 2)
    #expect(!some.contains(loop.nodes[30].scope))
  }
}
