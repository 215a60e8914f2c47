import Testing

@testable import Export

@Suite("Formats")
struct FormatTests {
  @Test("every format is found by its name, in either case", arguments: Format.allCases)
  func names(format: Format) throws {
    #expect(try Format(named: format.rawValue) == format)
    #expect(try Format(named: format.rawValue.uppercased()) == format)
    #expect(!format.summary.isEmpty)
  }

  @Test(
    "a mistyped name brings the nearest one",
    arguments: [("tabel", "table"), ("jsn", "json"), ("pgn", "png"), ("wlak", "walk")])
  func nearest(name: String, expected: String) {
    let error = #expect(throws: ExportError.self) { try Format(named: name) }
    #expect(error == .unknownFormat(name, nearest: expected))
    #expect(error?.description.hasSuffix("help: did you mean \(expected)?") == true)
  }

  @Test("what is far from every name brings none")
  func far() {
    #expect(throws: ExportError.unknownFormat("hologram", nearest: nil)) {
      try Format(named: "hologram")
    }
  }

  @Test(
    "the name of a file says the format",
    arguments: [
      ("out.json", Format.json), ("a/b.c/graph.SVG", .svg), ("x.gv", .dot), ("t.txt", .table),
      ("n.csv", .csv), (".hidden.png", .png), ("a.md", .md), ("a.markdown", .md), ("b.tex", .tex),
      ("c.mmd", .mermaid), ("c.mermaid", .mermaid),
    ])
  func inferred(path: String, format: Format) throws {
    #expect(try Format(inferredFrom: path) == format)
  }

  @Test("names that say none are refused")
  func notInferred() {
    #expect(throws: ExportError.noFormat(path: "graph")) { try Format(inferredFrom: "graph") }
    #expect(throws: ExportError.noFormat(path: "a.b/.svg")) { try Format(inferredFrom: "a.b/.svg") }
    #expect(throws: ExportError.unknownExtension("doc", path: "a.doc")) {
      try Format(inferredFrom: "a.doc")
    }
  }

  @Test("a walk alone is no screen")
  func screen() throws {
    let walk = try Lessons.worked()
    #expect(throws: ExportError.needsScreen) { try walk.exported(as: .screen) }
  }

  @Test("the default stop is the end of the last backward phase")
  func stop() throws {
    let walk = try Lessons.descent(turns: 2)
    #expect(walk.exportStop.title == "BACKWARD 6/6")
    #expect(walk.exportStop.stepTitle == "step 2/2")
  }
}
