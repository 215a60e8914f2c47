import GraphView
import Testing

@Suite("A layout in cells")
struct CellLayoutTests {
  @Test(
    "chooses the text and the way that need least scrolling",
    arguments: [
      (SampleGraph.worked, 80, 24, CellOrientation.leftToRight, CellDetail.full),
      (.sinx, 80, 24, .leftToRight, .full), (.mlp, 80, 24, .topToBottom, .full),
      (.mlpbwd, 80, 24, .leftToRight, .chip), (.mlpbwd, 80, 40, .topToBottom, .full),
      (.big, 160, 50, .leftToRight, .chip),
    ])
  func choice(
    _ sample: SampleGraph, _ width: Int, _ height: Int, _ orientation: CellOrientation,
    _ detail: CellDetail
  ) throws {
    let ranked = try CellLayout.plain.ranked(sample.read())
    let drawing = ranked.drawing(for: CellPane(width: width, height: height))
    #expect(drawing.orientation == orientation)
    #expect(drawing.detail == detail)
    let other = ranked.drawing(
      for: CellPane(width: width, height: height), orientation: .topToBottom, detail: .chip)
    #expect(other.detail == .middle)
    #expect(other.orientation == .topToBottom)
  }

  @Test("keeps everything in its place while texts change within what is reserved")
  func reserved() throws {
    func graph(_ value: String) -> CellGraph {
      var graph = CellGraph()
      for (index, arguments) in [[], [0], [0, 1]].enumerated() {
        graph.add(
          CellGraph.Node(
            id: index, kind: .op,
            label: .init(
              full: [.init("n\(index)"), .init(value, reserved: 9)],
              middle: [.init(value, reserved: 12)], chip: .init("n\(index)")),
            arguments: arguments.map { .init($0) }))
      }
      return graph
    }
    for orientation in CellOrientation.allCases {
      for detail in orientation.details {
        let short = try CellLayout.plain.drawing(of: graph("1"), orientation, detail)
        let long = try CellLayout.plain.drawing(of: graph("-1.25e-07"), orientation, detail)
        #expect(short == long)
      }
    }
  }

  @Test("bundles the arguments of a box that has very many")
  func bundles() throws {
    var nodes: [(name: String, arguments: [Int])] = (0..<9).map { ("x\($0)", []) }
    nodes.append(("sum", Array(0..<9)))
    nodes.append(("y", [9, 9]))
    let graph = smallGraph(nodes)
    let drawing = try CellLayout.plain.drawing(of: graph, .leftToRight, .full)
    #expect(drawing.boxes[9].ports.map(\.note) == ["9"])
    #expect(drawing.boxes[9].ports.map(\.arguments) == [0..<9])
    #expect(drawing.ranks == Array(repeating: 0, count: 9) + [1, 2])
    #expect(drawing.text(graph).contains("▶9sum"))
    #expect(drawing.flaws(graph) == [])
    let eight = smallGraph(Array(nodes[..<8]) + [("sum", Array(0..<8))])
    #expect(try CellLayout.plain.drawing(of: eight, .leftToRight, .full).boxes[8].ports.count == 8)
    try expectReadable(eight)
  }

  @Test("draws graphs without edges, with one node and with none")
  func bare() throws {
    for orientation in CellOrientation.allCases {
      let none = try CellLayout.plain.drawing(of: CellGraph(), orientation, .full)
      #expect(none.area == 0)
      #expect(none.text(CellGraph()) == "")
    }
    try expectReadable(smallGraph([("a", [])]))
    let lone = smallGraph((0..<7).map { ("n\($0)", []) })
    try expectReadable(lone)
    #expect(
      try CellLayout.plain.drawing(of: lone, .leftToRight, .full).text(lone) == """
        ╭──╮   ╭──╮
        │n0│   │n1│
        ╰──╯   ╰──╯
        ╭──╮   ╭──╮
        │n2│   │n3│
        ╰──╯   ╰──╯
        ╭──╮   ╭──╮
        │n4│   │n5│
        ╰──╯   ╰──╯
        ╭──╮
        │n6│
        ╰──╯
        """)
  }

  @Test("measures text in cells, not in characters")
  func wideText() throws {
    var graph = CellGraph()
    graph.add(CellGraph.Node(id: 0, kind: .leaf, label: .init("重み")))
    graph.add(CellGraph.Node(id: 1, kind: .op, label: .init("損失 = f"), arguments: [.init(0)]))
    let layout = CellLayout(
      CellLayoutOptions { $0.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) } })
    let drawing = try layout.drawing(of: graph, .leftToRight, .full)
    #expect(drawing.boxes.map(\.frame.width) == [6, 10])
    let picture = CellPicture(drawing, graph, CellGlyphs(.full), width: layout.options.width)
    #expect(
      picture.rows == [
        "╭────╮   ┌────────┐", "│重み├───▶損失 = f│", "╰────╯   └────────┘",
      ])
  }

  @Test("draws the same graph the same each time", arguments: 0..<20)
  func determinism(_ seed: Int) throws {
    let graph = CellGraph.random(seed)
    let first = try CellLayout.plain.drawing(of: graph, .topToBottom, .full)
    #expect(try CellLayout.plain.drawing(of: graph, .topToBottom, .full) == first)
  }
}
