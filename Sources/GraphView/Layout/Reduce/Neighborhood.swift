/// The part of a graph around a node, with the edges that leave it as stubs.
package struct Neighborhood: Equatable, Sendable {
  /// Where a stub leads.
  package struct Stub: Hashable, Sendable {
    /// The shown node of the whole graph that the edges join.
    package let near: Int
    /// The nodes that are not shown.
    package let far: [Int]
    /// Whether the edges come from there.
    package let isSource: Bool
  }

  /// What is shown: nodes near the middle, and stubs.
  package let graph: CellGraph
  /// For each shown node the one of the whole graph; nil for a stub.
  package let origins: [Int?]
  /// For each shown node where it leads, if it is a stub.
  package let stubs: [Stub?]

  /// More edges of one box than this from outside are drawn as one stub.
  private static let mostStubs = 4

  /// The nodes at most so many edges away from one, whichever way the edges run.
  package init(
    _ whole: CellGraph, around center: Int, hops: Int, label: (Stub) -> CellGraph.Label
  ) {
    var readers: [[Int]] = Array(repeating: [], count: whole.nodes.count)
    for edge in whole.edges { readers[edge.source].append(edge.reader) }
    var distance: [Int: Int] = [center: 0]
    var front = [center]
    for hop in 0..<max(0, hops) {
      var next: [Int] = []
      for node in front {
        for other in whole.nodes[node].arguments.map(\.source) + readers[node]
        where distance[other] == nil {
          distance[other] = hop + 1
          next.append(other)
        }
      }
      front = next
    }

    var graph = CellGraph()
    var origins: [Int?] = []
    var stubs: [Stub?] = []
    var places: [Int: Int] = [:]
    func addStub(_ stub: Stub, reading arguments: [CellGraph.Argument] = []) -> Int {
      origins.append(nil)
      stubs.append(stub)
      let id = stub.far.first.map { whole.nodes[$0].id } ?? 0
      return graph.add(
        CellGraph.Node(id: id, kind: .stub, label: label(stub), arguments: arguments))
    }
    for index in distance.keys.sorted() {
      var node = whole.nodes[index]
      var far: [Int] = []
      for argument in node.arguments
      where distance[argument.source] == nil && !far.contains(argument.source) {
        far.append(argument.source)
      }
      var stubOf: [Int: Int] = [:]
      if far.count > Self.mostStubs {
        let stub = addStub(Stub(near: index, far: far, isSource: true))
        for source in far { stubOf[source] = stub }
      } else {
        for source in far {
          stubOf[source] = addStub(Stub(near: index, far: [source], isSource: true))
        }
      }
      var arguments: [CellGraph.Argument] = []
      for argument in node.arguments {
        if let shown = places[argument.source] {
          arguments.append(.init(shown, count: argument.count))
        } else if let stub = stubOf[argument.source] {
          if far.count > Self.mostStubs,
            let known = arguments.firstIndex(where: { $0.source == stub })
          {
            arguments[known].count += argument.count
          } else {
            arguments.append(.init(stub, count: argument.count))
          }
        }
      }
      node.arguments = arguments
      places[index] = graph.add(node)
      origins.append(index)
      stubs.append(nil)
    }
    for index in distance.keys.sorted() {
      guard let place = places[index] else { continue }
      var far: [Int] = []
      for reader in readers[index] where distance[reader] == nil && !far.contains(reader) {
        far.append(reader)
      }
      guard !far.isEmpty else { continue }
      _ = addStub(
        Stub(near: index, far: far, isSource: false), reading: [.init(place)])
    }
    self.graph = graph
    self.origins = origins
    self.stubs = stubs
  }
}
