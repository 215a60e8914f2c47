import Glibc
import Testing

@testable import Graphviz

/// Boxes of one size without text, as the drawing in the terminal uses them.
func unlabeledGraph(_ edges: [(Int, Int)], count: Int) -> DotGraph {
  var graph = DotGraph(attributes: ["splines": "none", "nodesep": 0.25, "ranksep": 0.5])
  graph.nodeDefaults = ["shape": "box", "fixedsize": true, "label": "", "width": 1, "height": 0.5]
  let nodes = (0..<count).map { graph.addNode("n\($0)") }
  for (tail, head) in edges { graph.addEdge(from: nodes[tail], to: nodes[head]) }
  return graph
}

@Suite("A layout")
struct LayoutTests {
  @Test("orders ranks downward and gives fixed sizes in points")
  func ranks() throws {
    let layout = try unlabeledGraph([(0, 2), (1, 2), (2, 3), (0, 3), (2, 3)], count: 4).laidOut()
    #expect(layout.nodes.map(\.rank) == [0, 0, 1, 2])
    #expect(layout.nodes.allSatisfy { $0.size == .init(width: 72, height: 36) })
    #expect(layout.nodes.map(\.center.y) == [18, 18, 90, 162])
    #expect(abs(layout.nodes[0].center.x - layout.nodes[1].center.x) == 72 + 18)
    #expect(layout.edges.count == 5)
    #expect(layout.edges.allSatisfy { $0.curves.isEmpty })
    #expect(layout.size.height == 180)
  }

  @Test("keeps ranks when they run from left to right")
  func leftToRight() throws {
    var graph = unlabeledGraph([(0, 1), (1, 2)], count: 3)
    graph.attributes["rankdir"] = "LR"
    let layout = try graph.laidOut()
    #expect(layout.nodes.map(\.rank) == [0, 1, 2])
    #expect(layout.nodes.map(\.center.x) == [36, 144, 252])
    #expect(layout.nodes.allSatisfy { $0.size == .init(width: 72, height: 36) })
  }

  @Test("routes every edge in the order of the graph, parallel ones apart")
  func routes() throws {
    var graph = unlabeledGraph([], count: 3)
    graph.attributes["splines"] = nil
    let ids = graph.nodes.indices.map { DotGraph.NodeID(index: $0) }
    // Added from the bottom up, so that the order of nodes is not the order of edges.
    let last = graph.addEdge(from: ids[1], to: ids[2], ["label": "a label"])
    let first = graph.addEdge(from: ids[0], to: ids[1])
    let second = graph.addEdge(from: ids[0], to: ids[1], ["dir": "back"])
    let layout = try graph.laidOut()
    for edge in layout.edges {
      #expect(edge.curves.count == 1)
      #expect(edge.curves.allSatisfy { $0.points.count % 3 == 1 })
    }
    let top = try #require(layout[first].curves.first)
    #expect(abs((top.points.first?.y ?? 0) - 36) < 1)
    #expect(try #require(top.endTip).y > (top.points.last?.y ?? 0))
    #expect(top.startTip == nil)
    let back = try #require(layout[second].curves.first)
    #expect(back.startTip != nil)
    #expect(back.endTip == nil)
    #expect(back.points != top.points)
    #expect(layout[first].label == nil)
    let label = try #require(layout[last].label)
    #expect(label.center.y > layout[ids[1]].center.y)
    #expect(label.center.y < layout[ids[2]].center.y)
    #expect(label.size.width > 20)
  }

  @Test("frames clusters around their nodes, inner frames inside outer ones")
  func frames() throws {
    var graph = unlabeledGraph([], count: 1)
    let outer = graph.addCluster("outer \"q\"")
    let inner = graph.addCluster("inner", in: outer)
    let unused = graph.addCluster("unused")
    let first = graph.addNode("a", in: inner)
    let second = graph.addNode("b", in: outer)
    graph.addEdge(from: first, to: second)
    let layout = try graph.laidOut()
    let outerBox = try #require(layout[outer])
    let innerBox = try #require(layout[inner])
    #expect(layout[unused] == nil)
    #expect(outerBox.contains(layout[first].center))
    #expect(outerBox.contains(layout[second].center))
    #expect(innerBox.contains(layout[first].center))
    #expect(!innerBox.contains(layout[second].center))
    #expect(!outerBox.contains(layout.nodes[0].center))
    #expect(innerBox.size.width < outerBox.size.width)
    #expect(innerBox.size.height < outerBox.size.height)
  }

  @Test("has no ranks from engines that have none")
  func otherEngine() throws {
    let layout = try unlabeledGraph([(0, 1), (1, 2), (2, 0)], count: 3).laidOut(engine: .circo)
    #expect(layout.nodes.map(\.rank) == [nil, nil, nil])
    #expect(Set(layout.nodes.map(\.center)).count == 3)
  }

  @Test("takes a few hundred nodes")
  func large() throws {
    let edges = (1..<400).flatMap { [($0 / 2, $0), ($0 / 3, $0)] }
    let layout = try unlabeledGraph(edges, count: 400).laidOut()
    for (edge, (tail, head)) in zip(layout.edges, edges) where tail != head {
      #expect(edge.curves.isEmpty)
      #expect(layout.nodes[tail].center.y < layout.nodes[head].center.y)
    }
  }

  @Test("can be asked for from many tasks at once")
  func parallel() async throws {
    let expected = try exampleGraph().laidOut()
    let names = (0..<48).map { "g\($0)" }
    try await withThrowingTaskGroup(of: (DotLayout, DotRendering, String).self) { group in
      for name in names {
        group.addTask {
          let graph = exampleGraph(named: name)
          return (try graph.laidOut(), try graph.rendered(as: .svg), name)
        }
      }
      for try await (layout, rendering, name) in group {
        #expect(layout == expected)
        let text = String(decoding: rendering.bytes, as: UTF8.self)
        #expect(text.contains("<title>\(name)</title>"))
      }
    }
  }

  @Test("is the same with and without fonts at hand when there is no text")
  func contexts() throws {
    let edges = (1..<60).flatMap { [($0 / 2, $0), ($0 / 3, $0)] }
    let graph = unlabeledGraph(edges, count: 60)
    #expect(graph.layoutTask(engine: .dot) == .placing)
    #expect(try graph.laidOut(engine: .dot, .placing) == graph.laidOut(engine: .dot, .drawing))
  }

  @Test("takes the fonts as soon as any text has to be measured")
  func text() {
    let places: [WritableKeyPath<DotGraph, DotValue?>] = [
      \.attributes["label"], \.nodeDefaults["xlabel"], \.edgeDefaults["headlabel"],
      \.edges[0].attributes["label"], \.nodes[1].attributes["label"],
    ]
    for place in places {
      var graph = unlabeledGraph([(0, 1)], count: 2)
      graph[keyPath: place] = ""
      #expect(graph.layoutTask(engine: .dot) == .placing)
      #expect(graph.layoutTask(engine: .circo) == .drawing)
      graph[keyPath: place] = .html("x")
      #expect(graph.layoutTask(engine: .dot) == .drawing)
      graph[keyPath: place] = nil
      graph.nodeDefaults["label"] = nil
      #expect(graph.layoutTask(engine: .dot) == .drawing)
    }
  }

  @Test("does not change the locale of the thread")
  func locale() throws {
    let before = uselocale(nil)
    _ = try exampleGraph().laidOut()
    #expect(uselocale(nil) == before)
  }
}

extension DotLayout.Box {
  func contains(_ point: DotLayout.Point) -> Bool {
    abs(point.x - center.x) <= size.width / 2 && abs(point.y - center.y) <= size.height / 2
  }
}
