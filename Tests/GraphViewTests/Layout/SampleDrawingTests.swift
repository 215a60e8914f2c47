import GraphView
import Testing

/// One sample graph, drawn one way.
struct SampleCase: Sendable, CustomTestStringConvertible {
  var sample: SampleGraph
  var orientation: CellOrientation
  var detail: CellDetail

  var testDescription: String { "\(sample) \(orientation) \(detail)" }

  static let all = SampleGraph.allCases.flatMap { sample in
    CellOrientation.allCases.flatMap { orientation in
      orientation.details.map {
        SampleCase(sample: sample, orientation: orientation, detail: $0)
      }
    }
  }
}

@Suite("A drawing of a sample graph")
struct SampleDrawingTests {
  @Test("is read back exactly from its text", arguments: SampleCase.all)
  func roundTrip(_ row: SampleCase) throws {
    let graph = try row.sample.read()
    for isASCII in [false, true] {
      let layout = CellLayout(
        CellLayoutOptions(attempts: 1, keepsJointsApart: isASCII, width: characterCount))
      let drawing = try layout.drawing(of: graph, row.orientation, row.detail)
      #expect(drawing.flaws(graph) == [])
      for tier in isASCII ? [CellGlyphs.Tier.ascii] : [.full, .basic] {
        let picture = CellPicture(drawing, graph, CellGlyphs(tier), width: characterCount)
        let reader = DrawingReader(picture, drawing, tier)
        #expect(try reader.edges() == graph.drawnEdges(drawing))
        try reader.checkLabels(graph)
      }
      #expect(graph.drawnEdges(drawing).count == graph.edges.count)
    }
  }

  /// What a drawing may cost at most.
  struct Limit: Sendable, CustomTestStringConvertible {
    var row: SampleCase
    var area: Int
    var crossings: Int
    var bendsPerEdge: Double
    var meanLength: Double

    var testDescription: String { row.testDescription }

    init(
      _ sample: SampleGraph, _ orientation: CellOrientation, _ detail: CellDetail = .full,
      area: Int, crossings: Int, bends: Double, length: Double = .infinity
    ) {
      row = SampleCase(sample: sample, orientation: orientation, detail: detail)
      self.area = area
      self.crossings = crossings
      bendsPerEdge = bends
      meanLength = length
    }
  }

  @Test(
    "keeps within the limits of area, crossings, bends and length",
    arguments: [
      Limit(.worked, .leftToRight, area: 580, crossings: 0, bends: 1, length: 8),
      Limit(.worked, .topToBottom, area: 630, crossings: 0, bends: 0.1, length: 4),
      Limit(.sinx, .leftToRight, area: 684, crossings: 0, bends: 1, length: 8),
      Limit(.sinx, .topToBottom, area: 710, crossings: 0, bends: 0.5, length: 4),
      Limit(.mlp, .topToBottom, area: 2500, crossings: 0, bends: 0.5, length: 6),
      Limit(.mlp, .leftToRight, area: 3500, crossings: 0, bends: 1),
      Limit(.mlpbwd, .topToBottom, area: 10_000, crossings: 5, bends: 1.5, length: 25),
      Limit(.loop, .topToBottom, area: 13_300, crossings: 26, bends: 2, length: 40),
      Limit(.loop, .leftToRight, area: 18_500, crossings: 26, bends: 2),
      Limit(.big, .leftToRight, .chip, area: 17_000, crossings: 220, bends: 1.5),
    ])
  func limits(_ limit: Limit) throws {
    let graph = try limit.row.sample.read()
    let layout = CellLayout(CellLayoutOptions(width: characterCount))
    let drawing = try layout.drawing(of: graph, limit.row.orientation, limit.row.detail)
    let edges = Double(graph.edges.count)
    #expect(drawing.area <= limit.area)
    #expect(drawing.crossings <= limit.crossings)
    #expect(Double(drawing.bends) / edges <= limit.bendsPerEdge)
    #expect(Double(drawing.length) / edges <= limit.meanLength)
    // No way is longer than once across and once down.
    for (box, frame) in drawing.boxes.enumerated() {
      for port in frame.ports.indices {
        #expect(drawing.path(to: port, of: box).count <= drawing.width + drawing.height)
      }
    }
    #expect(try layout.drawing(of: graph, limit.row.orientation, limit.row.detail) == drawing)
  }
}
