import Testing

@testable import Graphviz

@Suite("The text of a graph")
struct DotTextTests {
  @Test("holds attributes, clusters and parallel edges in the order they were added")
  func wholeGraph() throws {
    var graph = DotGraph(name: "loss", attributes: ["rankdir": "LR", "label": "a title"])
    graph.nodeDefaults = ["shape": "box", "fontsize": 10]
    graph.edgeDefaults = ["arrowsize": 0.5]
    let layer = graph.addCluster("layer 1", ["label": "Layer", "style": "rounded"])
    let neuron = graph.addCluster("neuron", in: layer)
    let weight = graph.addNode("w", ["label": "w = 3"], in: neuron)
    let square = graph.addNode("w*w", in: layer)
    graph.addEdge(from: weight, to: square, ["headport": "n"])
    graph.addEdge(from: weight, to: square)
    graph.addEdge(from: weight, to: square)
    #expect(
      try graph.text() == """
        digraph "loss" {
          graph [rankdir="LR", label="a title", newrank="true"];
          node [shape="box", fontsize="10"];
          edge [arrowsize="0.5"];
          "w" [label="w = 3"];
          "w*w";
          subgraph "cluster_layer 1" {
            graph [label="Layer", style="rounded"];
            "w*w";
            subgraph "cluster_neuron" {
              graph [label="", style=""];
              "w";
            }
          }
          "w" -> "w*w" [headport="n"];
          "w" -> "w*w";
          "w" -> "w*w";
        }

        """)
  }

  @Test("joins undirected edges with two dashes")
  func undirected() throws {
    var graph = DotGraph(isDirected: false)
    let node = graph.addNode("a")
    graph.addEdge(from: node, to: node)
    #expect(try graph.text() == "graph \"G\" {\n  \"a\";\n  \"a\" -- \"a\";\n}\n")
  }

  @Test(
    "escapes each kind of value",
    arguments: [
      ("label", .text(#"say "hi""#), #""say \"hi\"""#),
      ("label", .text(#"a\b\"#), #""a\\b\\""#),
      ("label", .text("one\ntwo\r\nthree"), #""one\ntwo\nthree""#),
      ("label", .text("<b>{x|y}</b> &amp; z"), #""\<b\>\{x\|y\}\</b\> &amp;amp; z""#),
      ("label", .text("\u{1B}[31m\0\t."), "\"\u{241B}[31m\u{2400}    .\""),
      ("label", .text("∂L/∂w₁ → λ² שלום 🙂"), "\"∂L/∂w₁ → λ² שלום 🙂\""),
      ("label", .lines(["a", "b|c"], .left), #""a\lb\|c\l""#),
      ("label", .lines(["a", "b"], .right), #""a\rb\r""#),
      ("label", .escaped(#"{<p> \N | "q" | \"r\" }"#), #""{<p> \N | \"q\" | \"r\" }""#),
      ("label", .escaped(#"\\"x"#), #""\\\"x""#),
      ("label", .html("<B>a</B> &lt; b"), "<<B>a</B> &lt; b>"),
      ("width", .number(0.25), #""0.25""#),
      ("width", .number(3), #""3""#),
      ("color", .text("#0072B2"), ##""#0072B2""##),
      ("id", .text(#"a\b"#), #""a\\b""#),
      ("URL", .text("https://example.org/?a=1"), #""https://example.org/?a=1""#),
      ("tooltip", .text("a\nb\\c"), #""a\nb\\\\c""#),
    ] as [(String, DotValue, String)])
  func values(key: String, value: DotValue, written: String) throws {
    var attributes = DotAttributes()
    attributes[key] = value
    var graph = DotGraph()
    graph.addNode("n", attributes)
    #expect(try graph.text() == "digraph \"G\" {\n  \"n\" [\(key)=\(written)];\n}\n")
  }

  @Test(
    "refuses a value that cannot be expressed",
    arguments: [
      ("label", .escaped(#"a\"#), .unfinishedEscape),
      ("label", .escaped("a\0"), .unprintable(0)),
      ("label", .html("a > b"), .unbalancedMarkup),
      ("label", .html("<B"), .unbalancedMarkup),
      ("label", .html("a >< b"), .unbalancedMarkup),
      ("shape", .html("<B>a</B>"), .notALabel),
      ("shape", .lines(["a"], .left), .notALabel),
      ("shape", .text(#"a\b"#), .backslash),
      ("shape", .text("a\nb"), .unprintable(10)),
      ("width", .number(.nan), .notFinite),
      ("width", .number(-.infinity), .notFinite),
      ("URL", .text("a<b"), .breaksMarkup("<")),
      ("fontname", .text("a\"b"), .breaksMarkup("\"")),
      ("edgehref", .escaped("a>b"), .breaksMarkup(">")),
    ] as [(String, DotValue, GraphvizError.ValueProblem)])
  func refusedValues(key: String, value: DotValue, problem: GraphvizError.ValueProblem) {
    var attributes = DotAttributes()
    attributes[key] = value
    let error = #expect(throws: GraphvizError.self) { try DotGraph(attributes: attributes).text() }
    guard case .invalidValue(key, _, let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == problem)
  }

  @Test("writes every name so that it stays the same one")
  func names() throws {
    var graph = DotGraph(name: "")
    for name in ["node", "", "a\"b", #"a\"#, #"\""#, "1.5", "a\nb", "é", "e\u{301}"] {
      graph.addNode(name)
    }
    #expect(
      try graph.text() == #"""
        digraph "" {
          "node";
          "";
          "a\"b";
          "a\\";
          "\\\"";
          "1.5";
          "a
        b";
          "é";
          "e\#u{301}";
        }

        """#)
  }

  @Test("refuses two nodes, or two clusters, of one name")
  func duplicates() {
    var graph = DotGraph()
    graph.addNode("a")
    graph.addCluster("c")
    graph.addCluster("c")
    #expect(throws: GraphvizError.duplicateCluster("c")) { try graph.text() }
    graph.addNode("a")
    #expect(throws: GraphvizError.duplicateNode("a")) { try graph.text() }
  }

  @Test("refuses members of another graph")
  func foreign() {
    var other = DotGraph()
    let cluster = other.addCluster("c")
    var graph = DotGraph()
    let first = graph.addNode("a")
    graph.addEdge(from: first, to: first)
    graph.nodes.removeAll()
    #expect(throws: GraphvizError.foreignReference("an end of edge 0")) { try graph.text() }
    graph.addNode("b", in: cluster)
    #expect(throws: GraphvizError.foreignReference("the cluster of node “b”")) { try graph.text() }
    graph.nodes = []
    graph.edges = []
    graph.addCluster("d", in: DotGraph.ClusterID(index: 0))
    #expect(throws: GraphvizError.foreignReference("the parent of cluster “d”")) {
      try graph.text()
    }
  }

  @Test(
    "refuses a key that is not a bare word",
    arguments: ["", "a b", "1a", "Node", "SubGraph", "a=b", "é", "a\""])
  func keys(key: String) {
    var graph = DotGraph()
    graph.nodeDefaults[key] = "x"
    #expect(throws: GraphvizError.invalidKey(key)) { try graph.text() }
  }

  @Test("refuses a name with a control character")
  func controlNames() {
    var graph = DotGraph()
    graph.addNode("a\u{7}")
    #expect(throws: GraphvizError.unprintableName("a\u{7}", character: 7)) { try graph.text() }
  }

  @Test("keeps the place of an attribute that is set again, and forgets one set to nil")
  func attributes() {
    var attributes: DotAttributes = ["a": "1", "b": "2", "c": "3"]
    attributes["a"] = 4
    attributes["b"] = nil
    attributes["d"] = true
    #expect(attributes.entries.map(\.key) == ["a", "c", "d"])
    #expect(attributes["a"] == .number(4))
    #expect(attributes["b"] == nil)
  }

  @Test("makes markup that equals a plain string differ from it")
  func pooledStrings() throws {
    var graph = DotGraph()
    graph.addNode("<I>x</I>", ["label": .html("<I>x</I>")])
    #expect(try graph.text().contains("label=<<I>x</I><!-- -->>"))
  }

  @Test("puts errors in words that say what to do")
  func wording() {
    #expect(
      GraphvizError.libraryMissing("libgvc.so.6", reason: "no such file").description.contains(
        "apt install graphviz"))
    #expect(
      GraphvizError.unprintableName("a\u{7}", character: 7).description
        == "the name “a\u{2407}” holds the character U+0007")
    #expect(
      GraphvizError.renderingFailed(format: "png", ["one", "two"]).description
        == "Graphviz could not render the graph (png): one; two")
  }
}
