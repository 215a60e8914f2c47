import Foundation
import GraphView

/// The graphs in `Graphs/`, from eight nodes to some hundred, with labels as a lesson would have.
enum SampleGraph: String, CaseIterable, CustomStringConvertible {
  case worked
  case sinx
  case mlp
  case mlpbwd
  case loop
  case big

  var description: String { rawValue }

  func read() throws -> CellGraph {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(components: "Graphs", "\(rawValue).json")
    return try JSONDecoder().decode(GraphFile.self, from: Data(contentsOf: file)).graph()
  }
}

/// The cells of texts whose characters all take one.
@Sendable func characterCount(_ text: String) -> Int { text.count }

/// A graph as it stands in a file.
private struct GraphFile: Decodable {
  struct Node: Decodable {
    var id: Int
    var name: String
    var expr: String
    var val: Value
    var grad: Double
    var kind: String
    var scope: String
  }

  /// A number, or the text that stands for one.
  enum Value: Decodable {
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  var nodes: [Node]
  var edges: [[Int]]

  func graph() -> CellGraph {
    var graph = CellGraph()
    for node in nodes {
      let arguments = edges.filter { $0[1] == node.id }.map { CellGraph.Argument($0[0]) }
      graph.add(
        CellGraph.Node(
          id: node.id, kind: node.graphKind, label: node.label, arguments: arguments,
          scope: node.scope.isEmpty ? [] : node.scope.split(separator: "/").map(String.init)))
    }
    return graph
  }
}

extension GraphFile.Node {
  fileprivate var graphKind: CellGraph.Kind {
    switch kind {
    case "leaf": .leaf
    case "bwd": .gradient
    default: .op
    }
  }

  fileprivate var label: CellGraph.Label {
    let join = kind == "leaf" ? " : " : " = "
    let title = name == expr ? name : name + join + expr
    func short(_ number: Double) -> String { String(format: "%.3g", number) }
    switch val {
    case .number(let number):
      return CellGraph.Label(
        full: [.init(title), .init("\(short(number)) ∇\(short(grad))")],
        middle: [.init("\(title) = \(short(number))")], chip: .init(name))
    case .text(let text):
      return CellGraph.Label(
        full: [.init(title), .init(text)], middle: [.init("\(title) = \(text)")],
        chip: .init(name))
    }
  }
}
