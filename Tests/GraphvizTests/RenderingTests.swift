import Foundation
import FoundationXML
import Testing

@testable import Graphviz

/// An example with everything in it: clusters, parallel edges, all kinds of labels.
func exampleGraph(named name: String = "example") -> DotGraph {
  var graph = DotGraph(name: name, attributes: ["rankdir": "LR", "label": "loss = (w·x − y)²"])
  graph.nodeDefaults = ["shape": "box", "fontname": "DejaVu Sans"]
  let forward = graph.addCluster("forward", ["label": "forward", "style": "rounded"])
  let inner = graph.addCluster("inner", ["label": "w·x"], in: forward)
  let weight = graph.addNode("w", ["label": .lines(["w = 3", "∇ −2"], .left)], in: inner)
  let input = graph.addNode(
    "x", ["label": .html("<B>x</B><BR/><I>leaf &amp; input</I>")], in: inner)
  let product = graph.addNode("w*x", ["shape": "record", "label": .text("{a|b} <c>")], in: inner)
  let square = graph.addNode("s", ["tooltip": "a \"square\"\nof w*x", "id": "node-s"], in: forward)
  let target = graph.addNode("y", ["label": "שלום עולם"])
  graph.addEdge(from: weight, to: product, ["label": "∂=x"])
  graph.addEdge(from: input, to: product)
  graph.addEdge(from: product, to: square)
  graph.addEdge(from: product, to: square)
  graph.addEdge(from: target, to: square, ["style": "dashed"])
  return graph
}

@Suite("A rendered graph")
struct RenderingTests {
  @Test("is an SVG with titles and every parallel edge")
  func svg() throws {
    let rendering = try exampleGraph().rendered(as: .svg)
    #expect(rendering.warnings == [])
    let document = try XMLReading(rendering.bytes)
    #expect(document.titles.count { $0 == "w*x->s" } == 2)
    #expect(
      Set(document.titles)
        == [
          "example", "cluster_forward", "cluster_inner", "w", "x", "w*x", "s", "y", "w->w*x",
          "x->w*x", "w*x->s", "y->s",
        ])
    #expect(document.texts.contains("leaf & input"))
    #expect(document.texts.contains("{a|b} <c>"))
    #expect(document.texts.contains("שלום עולם"))
  }

  @Test(
    "shows text literally, plain or in markup, in boxes and in records",
    arguments: [
      "plain", #"say "hi""#, #"back\slash"#, #"\"#, #"\N \l \\"#, "<B>x</B>", "a < b > c", "&lt;",
      "a & b &amp; c &#65;", "{a|b}", "[x] (y) {z", "x' = ½ → λ² ∂", "שלום", "مرحبا", "日本語", "🙂",
      "--x", "%d %s", "#fff", "<!-- x -->", "]]>", "e\u{301}",
    ])
  func literal(text: String) throws {
    var graph = DotGraph()
    graph.addNode("a", ["shape": "box", "label": .text(text), "tooltip": .text(text)])
    graph.addNode("b", ["shape": "record", "label": .text(text)])
    graph.addNode("c", ["label": .html(DotValue.markup(escaping: text))])
    graph.addNode("d", ["label": .lines([text], .left)])
    graph.addNode(text, ["label": ""])
    let rendering = try graph.rendered(as: .svg)
    #expect(rendering.warnings == [])
    let document = try XMLReading(rendering.bytes)
    #expect(document.texts == [text, text, text, text])
    #expect(document.tooltips == [text])
  }

  @Test("breaks lines where the text does")
  func lines() throws {
    var graph = DotGraph()
    graph.addNode("a", ["label": "one\ntwo"])
    graph.addNode("b", ["label": .html(DotValue.markup(escaping: "three\nfour"))])
    let document = try XMLReading(try graph.rendered(as: .svg).bytes)
    #expect(document.texts == ["one", "two", "three", "four"])
  }

  @Test("keeps markup apart from a plain string of the same characters")
  func pooledStrings() throws {
    var graph = DotGraph()
    graph.addNode("<I>x</I>", ["label": .html("<I>x</I>")])
    graph.addNode("b", ["label": .text("<I>x</I>")])
    let document = try XMLReading(try graph.rendered(as: .svg).bytes)
    #expect(document.texts == ["x", "<I>x</I>"])
  }

  @Test("does not hand the title of a frame down to inner frames")
  func innerFrames() throws {
    var graph = DotGraph(attributes: ["label": "outer title"])
    let cluster = graph.addCluster("c")
    graph.addNode("a", ["label": ""], in: graph.addCluster("d", in: cluster))
    let document = try XMLReading(try graph.rendered(as: .svg).bytes)
    #expect(document.texts == ["outer title"])
  }

  @Test("is a PNG whose size follows the resolution")
  func png() throws {
    let graph = exampleGraph()
    let plain = try graph.rendered(as: .png).bytes
    let fine = try graph.rendered(as: .png(dotsPerInch: 192)).bytes
    #expect(plain.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(plain.suffix(8).starts(with: Array("IEND".utf8)))
    let (small, large) = (pixelWidth(plain), pixelWidth(fine))
    #expect(small > 200)
    #expect(abs(large - 2 * small) <= 2)
  }

  @Test("is a PDF")
  func pdf() throws {
    let bytes = try exampleGraph().rendered(as: .pdf).bytes
    #expect(bytes.starts(with: Array("%PDF-".utf8)))
    #expect(String(decoding: bytes.suffix(8), as: UTF8.self).contains("%%EOF"))
  }

  @Test("is DOT text with positions")
  func positionedDOT() throws {
    let bytes = try exampleGraph().rendered(as: .positionedDOT).bytes
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("pos=\""))
    #expect(text.hasPrefix("digraph example {"))
  }

  @Test("can be made by every engine", arguments: DotEngine.allCases)
  func engines(engine: DotEngine) throws {
    let document = try XMLReading(try exampleGraph().rendered(as: .svg, engine: engine).bytes)
    #expect(document.titles.count { $0.contains("->") } == 5)
  }

  @Test("can be empty")
  func empty() throws {
    #expect(
      try XMLReading(try DotGraph(name: "nothing").rendered(as: .svg).bytes).titles == ["nothing"])
    #expect(try DotGraph().laidOut().nodes == [])
  }

  @Test("is the same each time")
  func deterministic() throws {
    let first = try exampleGraph().rendered(as: .svg)
    #expect(try exampleGraph().rendered(as: .svg) == first)
  }

  private func pixelWidth(_ bytes: [UInt8]) -> Int {
    bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
  }
}

/// What a reader of XML finds in an SVG.
private final class XMLReading: NSObject, XMLParserDelegate {
  private(set) var titles: [String] = []
  private(set) var texts: [String] = []
  private(set) var tooltips: [String] = []
  private var current = ""

  init(_ bytes: [UInt8]) throws {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    if !parser.parse() { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    current = ""
    if let tooltip = attributes["xlink:title"] { tooltips.append(tooltip) }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    current += string
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "title" { titles.append(current) }
    if name == "text" { texts.append(current) }
    current = ""
  }
}
