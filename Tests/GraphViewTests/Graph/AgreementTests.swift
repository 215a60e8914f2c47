import Engine
import Foundation
import GraphView
import Script
import Testing

@testable import Export

/// The graph drawn in cells and the graph written as JSON, of the same walk.
@Suite("The graph in cells and the graph as data")
struct AgreementTests {
  static let formulas = [
    "C = y - max(0, w*x + b)", "z = sin(x1 + x2) + x2**2 * x3", "q = w*w*w + w",
    "a + b + c + d + e + f + g + h + i + j + k", "x",
    "loss = (tanh(w2*tanh(w1*x + b1) + b2) - y)**2",
  ]

  private static func walk(formula text: String) throws -> Walk {
    let letters = Set(text.split { !($0.isLetter || $0.isNumber) }.map(String.init))
    let known: Set<String> = ["C", "z", "q", "loss", "sin", "max", "tanh"]
    let inputs = letters.subtracting(known).filter { $0.first?.isLetter == true }.sorted()
    let formula = try Formula(
      SourceText(name: "<formula>", text),
      inputs: inputs.enumerated().map { Formula.Input(name: $1, text: "\($0 + 1)") })
    let session = LessonSession(formula)
    _ = session.run()
    return try Walk(session.recording)
  }

  /// Lessons that are kept with the tests.
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Conformance")

  /// Some of each kind.
  static let lessons: [String] = ["seeds", "guides/optimisation", "guides/graph-mode"].flatMap {
    folder in
    let url = Self.folder.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    let lessons = names.filter { $0.hasSuffix(".py") }.sorted().map { "\(folder)/\($0)" }
    return stride(from: 0, to: lessons.count, by: folder == "seeds" ? 12 : 2).map { lessons[$0] }
  }

  private static func walk(lesson name: String) throws -> Walk {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return try walk(lesson: SourceText(name: name, text))
  }

  private static func walk(lesson source: SourceText) throws -> Walk {
    let session = LessonSession(source)
    _ = session.run()
    return try Walk(session.recording)
  }

  // MARK: Rows

  @Test(
    "agree for formulas, each way it can be drawn", arguments: formulas, CellOrientation.allCases)
  func formula(_ text: String, _ orientation: CellOrientation) throws {
    let walk = try Self.walk(formula: text)
    for detail in orientation.details {
      for tier in CellsOptions.Tier.allCases {
        var options = ExportOptions()
        options.cells.orientation = orientation
        options.cells.detail = detail
        options.cells.tier = tier
        try compare(walk, walk.exportStop, options)
      }
    }
  }

  @Test("agree for lessons, folded and with every node drawn", arguments: lessons)
  func lesson(_ name: String) throws {
    let walk = try Self.walk(lesson: name)
    guard !walk.passes.isEmpty else { return }
    for stop in [walk.exportStop, walk.stop(at: walk.count - 1)] {
      try compare(walk, stop, ExportOptions())
      var options = ExportOptions()
      options.cells.tier = .ascii
      try compare(walk, stop, options)
      guard walk.table(at: stop).count <= 120 else { continue }
      options.cells.isUnfolded = true
      options.cells.tier = .full
      try compare(walk, stop, options)
    }
  }

  @Test("agree for a loop of a thousand turns, which is folded to at most 60 boxes")
  func longLoop() throws {
    let text = """
      import tensorflow as tf
      w = tf.Variable(1.0)
      with tf.GradientTape() as tape:
          a = w * 1.0
          for i in range(1000):
              b = tf.sin(a) * w
              a = a + b
          loss = a * a
      tape.gradient(loss, w)
      """
    let walk = try Self.walk(lesson: SourceText(name: "loop.py", text))
    let export = try CellsExport(walk, walk.exportStop, showsPlace: false, ExportOptions())
    #expect(export.graph.nodes.count <= 60)
    #expect(export.text().contains("turns 1–100"))
    try compare(walk, walk.exportStop, ExportOptions())
  }

  @Test("agree for names in Persian, Russian and Chinese")
  func names() throws {
    let text = """
      import tensorflow as tf
      وزن = tf.Variable(2.0)
      вес = tf.Variable(3.0)
      权重 = tf.Variable(1.0)
      with tf.GradientTape() as tape:
          сумма = وزن * вес + 权重
          损失 = сумма ** 2
      tape.gradient(损失, [وزن, вес, 权重])
      """
    let walk = try Self.walk(lesson: SourceText(name: "names.py", text))
    try compare(walk, walk.exportStop, ExportOptions())
    let rows = try CellsExport(walk, walk.exportStop, showsPlace: false, ExportOptions()).text()
      .split(separator: "\n").filter { $0.hasSuffix("│") || $0.hasSuffix("╮") }
    #expect(!rows.isEmpty)
  }

  @Test("A traced function is drawn as it was built, under TensorFlow's names")
  func traced() throws {
    let text = """
      import tensorflow as tf
      @tf.function
      def f(x):
          return x * x + 1.0
      f(tf.constant(3.0))
      """
    let walk = try Self.walk(lesson: SourceText(name: "traced.py", text))
    var options = ExportOptions()
    options.cells.built = "f"
    options.cells.orientation = .leftToRight
    let drawing = try walk.exported(as: .cells, options).text
    #expect(drawing.contains("mul : Mul") && drawing.contains("x : Placeholder"))
    options.cells.built = "h"
    #expect(throws: ExportError.self) { try walk.exported(as: .cells, options) }
  }

  // MARK: Reading

  /// One edge of what is drawn, box to box.
  private struct Edge: Hashable {
    var from: Int
    var to: Int
  }

  private func compare(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) throws {
    let export = try CellsExport(walk, stop, showsPlace: false, options)
    let json = try walk.exported(as: .json, at: stop).text
    let data = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let nodes = try #require(data["nodes"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    let edges = try #require(data["edges"] as? [[String: Any]])
    #expect(nodes.count == walk.table(at: stop).count)

    let glyphs = options.cells.tier.glyphs.tier
    let reader = DrawingReader(export.picture, export.drawing, glyphs) {
      TextWidth.of($0)
    }
    // Every node stands in one box, and a box of one node begins with its id.
    var boxOf: [String: Int] = [:]
    for (box, item) in export.scene.items.enumerated() {
      for row in item.rows {
        #expect(boxOf.updateValue(box, forKey: "w\(row + 1)") == nil)
      }
      if item.run == nil { #expect(reader.firstWord(of: box) == "w\(item.lead + 1)") }
    }
    #expect(Set(boxOf.keys) == Set(nodes))

    var wanted: [Edge: Int] = [:]
    for edge in edges {
      let from = try #require(boxOf[edge["from"] as? String ?? ""])
      let to = try #require(boxOf[edge["to"] as? String ?? ""])
      if from != to { wanted[Edge(from: from, to: to), default: 0] += 1 }
    }
    // What is read off the drawing, joined edges by the number behind the arrowhead.
    var drawn: [Edge: Int] = [:]
    for edge in try reader.edges() {
      drawn[Edge(from: edge.source, to: edge.reader), default: 0] += 1
    }
    for (box, place) in export.drawing.boxes.enumerated() {
      for port in place.ports {
        for argument in port.arguments {
          let read = export.graph.nodes[box].arguments[argument]
          let extra = port.source == nil ? read.count : read.count - 1
          if extra > 0 { drawn[Edge(from: read.source, to: box), default: 0] += extra }
        }
      }
    }
    #expect(drawn == wanted)
    #expect(export.drawing.flaws(export.graph) == [])
  }
}
