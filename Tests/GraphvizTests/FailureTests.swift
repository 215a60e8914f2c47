import Testing

@testable import Graphviz

@Suite("What goes wrong in Graphviz")
struct FailureTests {
  @Test("is an error with the library's words when markup is malformed")
  func malformedMarkup() throws {
    var graph = DotGraph()
    graph.addNode("a", ["label": .html("<B>never closed")])
    let error = #expect(throws: GraphvizError.self) { try graph.rendered(as: .svg) }
    guard case .layoutFailed(.dot, let lines) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(
      lines.contains {
        $0.contains("mismatched tag") || $0.contains("not well-formed")
          || $0.contains("syntax error")
      })
    #expect(throws: GraphvizError.self) { try graph.laidOut() }
  }

  @Test("is an error when the text is not DOT, and the next graph is not affected")
  func malformedText() throws {
    for text in ["digraph { a -> ", "digraph { a [label=\"x\" }", "nonsense", ""] {
      let error = #expect(throws: GraphvizError.self) {
        try DotGraph.rendered(text, as: .svg, engine: .dot)
      }
      guard case .unreadable = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(try exampleGraph().rendered(as: .svg).warnings == [])
    }
  }

  @Test("is a warning beside the drawing when it can be drawn all the same")
  func warnings() throws {
    var graph = DotGraph()
    graph.addNode("a", ["shape": "no_such_shape"])
    graph.addNode("b", ["fixedsize": true, "width": 0.1, "label": "much too long"])
    let rendering = try graph.rendered(as: .svg)
    #expect(rendering.warnings.count == 2)
    #expect(rendering.warnings.contains { $0.contains("no_such_shape") })
    #expect(try graph.laidOut().warnings.contains { $0.contains("too small for label") })
    #expect(try exampleGraph().laidOut().warnings == [])
  }

  @Test("is an error when an image is too large or a resolution impossible")
  func images() throws {
    #expect(throws: GraphvizError.invalidResolution(0)) {
      try exampleGraph().rendered(as: .png(dotsPerInch: 0))
    }
    var graph = DotGraph()
    graph.addNode("a", ["width": 500])
    let error = #expect(throws: GraphvizError.self) { try graph.rendered(as: .png) }
    guard case .imageTooLarge(let width, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((48_000...48_100).contains(width))
    #expect(try graph.rendered(as: .png(dotsPerInch: 24)).bytes.count > 1000)
    graph.attributes["pad"] = 1000
    #expect(throws: GraphvizError.self) { try graph.rendered(as: .png(dotsPerInch: 24)) }
  }

  @Test("is an error that names the package when a library is missing")
  func missingLibrary() {
    let error = #expect(throws: GraphvizError.self) {
      try SharedLibrary.open(["libno-such-library.so.6", "libno-such-library.so"])
    }
    #expect(error?.description.contains("apt install graphviz") == true)
  }

  @Test("is sorted into errors and warnings by line")
  func messages() {
    let heard = GraphvizMessages.Heard("Warning: a\nError: b\n... in c\nWarning: d\n")
    #expect(heard.errors == ["b", "... in c"])
    #expect(heard.warnings == ["a", "d"])
    #expect(heard.all == ["b", "... in c", "a", "d"])
  }
}
