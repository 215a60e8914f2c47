import Engine
import GraphView
import Graphviz
import Testing

@testable import Export

@Suite("Pictures")
struct PictureTests {
  private static let lessons: [String: @Sendable () throws -> Walk] = [
    "worked": { try Lessons.worked() }, "sine": { try Lessons.sine() },
    "descent": { try Lessons.descent(turns: 2) }, "network": { try Lessons.network() },
    "hostile": { try Lessons.worked(name: "<b>&\"'\\N\u{1}وزن重") },
  ]

  @Test("every stop of every lesson is drawn without a warning", arguments: lessons.keys.sorted())
  func everyStop(name: String) throws {
    let lesson = try #require(Self.lessons[name])
    let walk = try lesson()
    for index in 0..<walk.count {
      var picture = GraphPicture(walk, walk.stop(at: index), ExportOptions())
      picture.hasTooltips = true
      let drawing = try picture.graph().rendered(as: .svg)
      #expect(drawing.warnings == [])
      #expect(isWellFormed(drawing.bytes))
    }
  }

  @Test("nodes and edges of the worked example carry values, adjoints and local partials")
  func dot() throws {
    let dot = try Lessons.worked().exported(as: .dot).text
    #expect(dot.hasPrefix("// made by gradwalk\ndigraph \"gradwalk\" {\n"))
    #expect(dot.contains("rankdir=\"LR\""))
    let lines = dot.split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(
      lines.filter { $0.contains(" -> ") } == [
        ##""w1" -> "w5" [color="#0072b2:#d55e00", dir="both", label="∂w5/∂w1 = w2 = 1"];"##,
        ##""w2" -> "w5" [color="#0072b2:#d55e00", dir="both", label="∂w5/∂w2 = w1 = 2"];"##,
        ##""w5" -> "w6" [color="#0072b2:#d55e00", dir="both", label="∂w6/∂w5 = 1"];"##,
        ##""w3" -> "w6" [color="#0072b2:#d55e00", dir="both", label="∂w6/∂w3 = 1"];"##,
        ##""w6" -> "w7" [color="#0072b2:#d55e00", dir="both", label="∂w7/∂w6 =\n\{1 if w6 \> 0,\n  0 otherwise\}\n= 1"];"##,
        ##""w4" -> "w8" [color="#0072b2:#d55e00", dir="both", label="∂w8/∂w4 = 1"];"##,
        ##""w7" -> "w8" [color="#0072b2:#d55e00", dir="both", label="∂w8/∂w7 = −1"];"##,
      ])
    let node = try #require(lines.first { $0.hasPrefix("\"w8\" [") })
    for part in ["<B>w8 = C</B>", "w4 − w7", ">2<", "dC/dw8 = 1", "style=\"filled\""] {
      #expect(node.contains(part))
    }
    #expect(lines.contains { $0.hasPrefix("\"w1\" [") && $0.contains("rounded,filled") })
  }

  @Test("the same stop gives the same text")
  func deterministic() throws {
    let texts = try (0..<3).map { _ in try Lessons.network().exported(as: .dot).text }
    #expect(Set(texts).count == 1)
  }

  @Test("a value read twice by one op has two edges")
  func multiple() throws {
    let dot = try Lessons.descent(turns: 1).exported(as: .dot).text
    #expect(dot.split(separator: "\n").filter { $0.contains("\"w5\" -> \"w6\"") }.count == 2)
  }

  @Test("pending is dashed, the current node is thick, what was passed shows its partial")
  func states() throws {
    let walk = try Lessons.worked()
    let forward = try walk.exported(as: .dot, at: walk.stop(at: 6)).text.split(separator: "\n")
    #expect(forward.contains { $0.contains("\"w6\" [") && $0.contains("penwidth=\"3\"") })
    #expect(forward.contains { $0.contains("\"w7\" [") && $0.contains("filled,dashed") })
    #expect(!forward.contains { $0.contains("∂") })
    let backward = try walk.exported(as: .dot, at: walk.stop(at: 11)).text.split(separator: "\n")
    #expect(backward.contains { $0.contains("\"w6\" [") && $0.contains("penwidth=\"3\"") })
    #expect(backward.contains { $0.contains("\"w3\" -> \"w6\"") && $0.contains("∂w6/∂w3") })
    #expect(backward.contains { $0.contains("\"w1\" -> \"w5\" [color=\"#0072b2\"]") })
  }

  @Test("scopes are frames inside each other")
  func scopes() throws {
    let dot = try Lessons.network().exported(as: .dot).text
    #expect(dot.contains("  subgraph \"cluster_net\" {"))
    #expect(dot.contains("    subgraph \"cluster_net/hidden\" {"))
    #expect(dot.contains("    subgraph \"cluster_net/output\" {"))
  }

  @Test("the update shows the way of the gradient into the new state")
  func update() throws {
    let walk = try Lessons.descent(turns: 2)
    let dot = try walk.exported(as: .dot, at: walk.stop(at: walk.count - 1)).text
    #expect(dot.contains("\"w1\" -> \"w7\" [style=\"dashed\""))
    #expect(dot.contains("\"w8\" -> \"w9\""))
    #expect(dot.contains("\"w1\" -> \"w9\""))
  }

  @Test("an SVG says what it shows, and who made it")
  func svg() throws {
    let svg = try Lessons.worked().exported(as: .svg).text
    #expect(svg.contains("<!-- made by gradwalk -->\n<svg role=\"img\""))
    #expect(svg.contains("<title id=\"gradwalk-title\">C = y - max(0, w*x + b)</title>"))
    #expect(svg.contains("4 inputs and 4 operations"))
    #expect(svg.contains("w8 (C) = w4 − w7 has the value 2 and the gradient 1."))
    #expect(isWellFormed(Array(svg.utf8)))
  }

  @Test("a PNG holds its mark in a chunk whose check is right")
  func png() throws {
    let bytes = try Lessons.worked().exported(as: .png).bytes
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let chunk = Array("Software\u{0}made by gradwalk".utf8)
    #expect(Array(bytes[33..<37]) == [0, 0, 0, UInt8(chunk.count)])
    #expect(Array(bytes[41..<41 + chunk.count]) == chunk)
    // The check of "tEXtSoftware\0made by gradwalk", from Python's zlib.crc32.
    #expect(Array(bytes[41 + chunk.count..<45 + chunk.count]) == [38, 219, 153, 155])
  }

  @Test("a PDF is one, and ends with its mark")
  func pdf() throws {
    let bytes = try Lessons.worked().exported(as: .pdf).bytes
    #expect(bytes.starts(with: "%PDF-".utf8))
    #expect(String(decoding: bytes.suffix(25), as: UTF8.self) == "%%EOF\n% made by gradwalk\n")
  }

  @Test("a graph too large to be drawn is refused, and written as DOT all the same")
  func large() throws {
    let maker = LessonMaker("x = x + 1", name: "long.py")
    var x = maker.input("x", 1)
    for _ in 0..<PictureExport.nodeLimit { x = try x + Tensor(Float(1)) }
    let walk = try Walk(maker.recording)
    let count = PictureExport.nodeLimit + 1
    #expect(throws: ExportError.tooManyNodes(count, limit: PictureExport.nodeLimit)) {
      try walk.exported(as: .svg)
    }
    let dot = try walk.exported(as: .dot).text
    #expect(dot.split(separator: "\n").filter { $0.contains(" -> ") }.count == count - 1)
  }
}
