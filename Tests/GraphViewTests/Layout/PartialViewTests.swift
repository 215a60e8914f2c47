import GraphView
import Testing

@Suite("A part of a graph")
struct PartialViewTests {
  private func neighborhood(_ graph: CellGraph, _ center: Int, _ hops: Int) -> Neighborhood {
    Neighborhood(graph, around: center, hops: hops) { stub in
      CellGraph.Label(
        stub.far.count == 1
          ? graph.nodes[stub.far[0]].label.chip.text : "\(stub.far.count) more")
    }
  }

  @Test("shows the edges that leave it as dashed stubs")
  func stubs() throws {
    let graph = try SampleGraph.worked.read()
    let part = neighborhood(graph, 5, 1)
    let drawing = try CellLayout.plain.drawing(of: part.graph, .leftToRight, .middle)
    #expect(
      drawing.text(part.graph) == """
                   ╭──────────╮
                   │w3 : b = 1├─┐
                   ╰──────────╯ │ ┌──────────────┐
               ┌──────────────┐ └─▶w6 = w5+w3 = 7│   ┌──────────────────┐
         w2┄┄┄┄▶w5 = w2*w1 = 6├───▶              ├───▶w7 = max(0,w6) = 7├┄┄┄▶w8
         w1┄┄┄┄▶              │   └──────────────┘   └──────────────────┘
               └──────────────┘
        """)
    #expect(part.origins.compactMap { $0 } == [2, 4, 5, 6])
    #expect(part.stubs.compactMap { $0 }.map(\.far) == [[0], [1], [7]].reordered(part))
  }

  @Test("is the whole graph when it reaches everywhere, and one node with no step")
  func extent() throws {
    let graph = try SampleGraph.sinx.read()
    let whole = neighborhood(graph, 0, 20)
    #expect(whole.graph == graph)
    let alone = neighborhood(graph, 5, 0)
    #expect(alone.graph.nodes.map(\.kind) == [.stub, .op, .stub])
    // x² reads x twice, from one stub.
    #expect(alone.graph.nodes[1].arguments == [.init(0), .init(0)])
  }

  @Test("can be read back, with one stub for many edges", arguments: [0, 1, 40, 150, 290])
  func big(_ center: Int) throws {
    let graph = try SampleGraph.big.read()
    for hops in 1...2 {
      let part = neighborhood(graph, center, hops)
      try expectReadable(part.graph, "\(hops) hops around \(center)")
    }
  }

  @Test("has leaves that are read in many places beside each reader")
  func copies() throws {
    let graph = try SampleGraph.loop.read()
    let (copied, origins) = graph.copyingLeaves { CellGraph.Label($0.label.chip.text) }
    #expect(copied.edges.count == graph.edges.count)
    for (index, node) in copied.nodes.enumerated() {
      #expect(node.id == graph.nodes[origins[index]].id)
      let sources = node.arguments.map { origins[$0.source] }
      #expect(node.kind == .copy || sources == graph.nodes[origins[index]].arguments.map(\.source))
    }
    try expectReadable(copied)
    let drawing = try CellLayout.plain.drawing(of: copied, .topToBottom, .full)
    #expect(drawing.crossings <= 5)
  }
}

extension [[Int]] {
  /// The same lists in the order in which stubs of a part appear.
  fileprivate func reordered(_ part: Neighborhood) -> [[Int]] {
    part.stubs.compactMap { $0?.far }.filter(contains)
  }
}
