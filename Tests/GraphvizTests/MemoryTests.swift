import Glibc
import Testing

@testable import Graphviz

@Suite("The memory of the process")
struct MemoryTests {
  // In a process of its own, since other tests take memory meanwhile.
  @Test("does not grow with the number of layouts and renderings")
  func stable() async {
    await #expect(processExitsWith: .success) {
      let edges = (1..<30).flatMap { [($0 / 2, $0), ($0 / 3, $0)] }
      let graph = unlabeledGraph(edges, count: 30)
      var labeled = DotGraph(attributes: ["label": "title"])
      let ends = (labeled.addNode("a"), labeled.addNode("b"))
      labeled.addEdge(from: ends.0, to: ends.1, ["label": .html("<I>x</I>")])
      var broken = DotGraph()
      broken.addNode("a", ["label": .html("<B>never closed")])
      func work(_ count: Int) throws {
        for _ in 0..<count {
          _ = try graph.laidOut()
          _ = try labeled.rendered(as: .svg)
          #expect(throws: GraphvizError.self) { try broken.laidOut() }
        }
      }
      try work(100)
      let before = try residentBytes()
      try work(1000)
      let grown = try residentBytes() - before
      // A layout of the first graph that is kept costs some 25 kB.
      #expect(grown < 4_000_000)
    }
  }
}

/// How much memory the process has now.
private func residentBytes() throws -> Int {
  let file = try #require(fopen("/proc/self/statm", "r"))
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  _ = try #require(fgets(&line, CInt(line.count), file))
  let fields = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
    separator: " ")
  return try #require(Int(fields[1])) * sysconf(CInt(_SC_PAGESIZE))
}
