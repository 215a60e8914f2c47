import GraphView
import Testing

/// A small generator of random numbers whose sequence is always the same (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension CellGraph {
  /// A graph of 2 to 40 nodes that read up to four of those before them, some of them twice and
  /// some nothing.
  static func random(_ seed: Int) -> CellGraph {
    var generator = SeededGenerator(seed: UInt64(seed))
    let count = Int.random(in: 2...40, using: &generator)
    // Some graphs are long chains, others wide.
    let reach = Int.random(in: 2...40, using: &generator)
    var graph = CellGraph()
    for index in 0..<count {
      var arguments: [CellGraph.Argument] = []
      if index > 0 {
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
          let source = Int.random(in: max(0, index - reach)..<index, using: &generator)
          arguments.append(CellGraph.Argument(source))
        }
      }
      let width = Int.random(in: 0...9, using: &generator)
      let name = "n\(index)"
      let kind: CellGraph.Kind = arguments.isEmpty ? .leaf : index % 5 == 0 ? .gradient : .op
      graph.add(
        CellGraph.Node(
          id: index, kind: kind,
          label: CellGraph.Label(
            full: [.init(name + String(repeating: "x", count: width)), .init("1.5")],
            middle: [.init(name + " = 1.5")], chip: .init(name)),
          arguments: arguments))
    }
    return graph
  }
}

@Suite("A drawing of a random graph")
struct RandomDrawingTests {
  @Test(
    "is read back exactly from its text, and crosses no more lines than dot's",
    arguments: (0..<20).map { $0 * 50..<$0 * 50 + 50 })
  func roundTrip(_ seeds: Range<Int>) throws {
    var ours = 0
    var dots = 0
    for seed in seeds {
      let graph = CellGraph.random(seed)
      dots += try graph.dotCrossings()
      for orientation in CellOrientation.allCases {
        // Full glyphs and ASCII take turns in the two orientations.
        let tier: CellGlyphs.Tier =
          (seed % 2 == 0) == (orientation == .topToBottom) ? .ascii : .full
        let details = orientation.details
        let layout = CellLayout(
          CellLayoutOptions(
            attempts: 1, keepsJointsApart: tier == .ascii, width: characterCount))
        let drawing = try layout.drawing(of: graph, orientation, details[seed / 2 % details.count])
        let picture = CellPicture(drawing, graph, CellGlyphs(tier), width: characterCount)
        let reader = DrawingReader(picture, drawing, tier)
        let name = "graph \(seed), \(orientation), \(drawing.detail), \(tier)"
        #expect(drawing.flaws(graph) == [], "\(name)")
        #expect(throws: Never.self, "\(name)") {
          #expect(try reader.edges() == graph.drawnEdges(drawing), "\(name)")
          try reader.checkLabels(graph)
        }
        #expect(graph.drawnEdges(drawing).count == graph.edges.count, "\(name)")
        if orientation == .topToBottom { ours += drawing.crossings }
      }
    }
    #expect(ours <= dots)
  }
}
