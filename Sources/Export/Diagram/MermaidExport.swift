import Engine
import GraphView

/// The graph as a Mermaid flow chart, which many wikis and forges draw where it stands in a text.
struct MermaidExport {
  private let walk: Walk
  private let stop: Stop
  private let picture: GraphPicture

  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    self.walk = walk
    self.stop = stop
    picture = GraphPicture(walk, stop, options)
  }

  func text() -> String {
    var lines = [
      "---", Marker.text(in: .mermaid), "title: \(Self.quoted(picture.heading.title))", "---",
      "flowchart LR",
    ]
    lines += nodes(Array(picture.table), path: [], indent: "  ")
    var marked: [Int] = []
    var count = 0
    for row in picture.table where !row.isInput {
      for edge in walk.reportEdges(into: row.row, in: stop.pass)
      where picture.table.row(named: edge.from) != nil {
        let isPassed = edge.passes && stop.phase != .forward && picture.isPassed(row.row)
        let label = isPassed ? PartialText(edge, row.signature.dtype).text : nil
        lines.append(
          "  \(edge.from) --> \(label.map { "|\(Self.quoted("∂ " + $0))| " } ?? "")\(edge.to)")
        if isPassed { marked.append(count) }
        count += 1
      }
    }
    return (lines + styles(marked)).joined(separator: "\n") + "\n"
  }

  // MARK: Nodes

  /// The nodes of a scope, and its inner scopes as frames.
  private func nodes(_ rows: [NodeRow], path: [Substring], indent: String) -> [String] {
    var lines: [String] = []
    var open: [Substring] = []
    var inner: [Substring: [NodeRow]] = [:]
    for row in rows {
      let scope = row.scope.split(separator: "/")
      guard scope.count > path.count else {
        lines.append(indent + node(row))
        continue
      }
      let name = scope[path.count]
      if inner[name] == nil { open.append(name) }
      inner[name, default: []].append(row)
    }
    for name in open {
      let whole = path + [name]
      let id = "scope_" + whole.map { Self.identifier($0) }.joined(separator: "_")
      lines.append("\(indent)subgraph \(id)[\(Self.quoted(String(name)))]")
      lines += nodes(inner[name] ?? [], path: whole, indent: indent + "  ")
      lines.append("\(indent)end")
    }
    return lines
  }

  private func node(_ row: NodeRow) -> String {
    let name = row.pythonNames.first.map { "\(row.name) : \(TextWidth.onOneLine($0))" } ?? row.name
    var parts = [row.isInput ? name : "\(name) = \(row.expression)"]
    var numbers = row.value.map { WorkedSolution.text($0) } ?? "·"
    if stop.phase != .forward, !row.isUpdate {
      let adjoint = row.adjoint
      numbers += "  ∇ " + (adjoint.text?.isTensor == true ? adjoint.fixed : adjoint.exact)
    }
    parts.append(TableExport.typeset(numbers))
    let label = parts.map { Self.escaped($0) }.joined(separator: "<br/>")
    return row.isInput ? "\(row.name)([\"\(label)\"])" : "\(row.name)[\"\(label)\"]"
  }

  // MARK: Style

  private func styles(_ marked: [Int]) -> [String] {
    let palette = picture.palette
    var lines = [
      "  classDef input fill:\(palette.inputFill),stroke:\(palette.forward),color:\(palette.text)",
      "  classDef op fill:\(palette.operationFill),stroke:\(palette.quiet),color:\(palette.text)",
    ]
    let inputs = picture.table.filter(\.isInput).map(\.name)
    let ops = picture.table.filter { !$0.isInput }.map(\.name)
    if !inputs.isEmpty { lines.append("  class \(inputs.joined(separator: ",")) input") }
    if !ops.isEmpty { lines.append("  class \(ops.joined(separator: ",")) op") }
    if let current = picture.table.first(where: \.isCurrent) {
      lines.append("  style \(current.name) stroke-width:3px")
    }
    if !marked.isEmpty {
      lines.append(
        "  linkStyle \(marked.map(String.init).joined(separator: ",")) "
          + "stroke:\(palette.backward),color:\(palette.backward)")
    }
    return lines
  }

  // MARK: Text

  private static func quoted(_ text: String) -> String {
    "\"\(escaped(TextWidth.onOneLine(text)))\""
  }

  /// Text inside quotes; Mermaid spells entities with `#`.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\"": result += "#quot;"
      case "#": result += "#35;"
      case "&": result += "#amp;"
      case "<": result += "#lt;"
      case ">": result += "#gt;"
      case "`": result += "#96;"
      case ";": result += "#59;"
      default: result.append(character)
      }
    }
    return result
  }

  /// A scope's name as an id.
  private static func identifier(_ text: Substring) -> String {
    text.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        ? String(scalar) : "u" + String(scalar.value, radix: 16)
    }.joined()
  }
}
