import Engine
import GraphView

/// The worked solution as Markdown: tables and plain signs, so that it reads well unrendered too.
struct MarkdownExport {
  private let solution: WorkedSolution

  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    solution = WorkedSolution(walk, stop, options)
  }

  func text() -> String {
    var blocks = [Marker.text(in: .md), "# \(Self.escaped(solution.heading.title))"]
    if !solution.heading.place.isEmpty {
      blocks.append("*\(Self.escaped(solution.heading.place))*")
    }
    guard !solution.rows.isEmpty else {
      return (blocks + ["Nothing is recorded."]).joined(separator: "\n\n") + "\n"
    }
    blocks.append("## Forward\n\n" + nodes(solution.forward))
    if solution.hidden > 0 { blocks.append("… and \(solution.hidden) more nodes.") }
    blocks += partials() + products() + answers()
    let update = solution.update
    if !update.isEmpty { blocks.append("## Update\n\n" + nodes(update)) }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  // MARK: Sections

  private func nodes(_ rows: [NodeRow]) -> String {
    let hasNames = rows.contains { !$0.pythonNames.isEmpty }
    return Self.table(
      ["node"] + (hasNames ? ["name"] : []) + ["computation", "value"], numeric: 1,
      rows.map { row in
        let node = solution.node(row)
        var computation = row.isInput ? "input" : row.expression
        if row.value != nil, let numbers = node.numbers { computation += " = \(numbers)" }
        return [row.name] + (hasNames ? [row.pythonNames.joined(separator: ", ")] : [])
          + [computation, WorkedSolution.text(row.value)]
      })
  }

  private func partials() -> [String] {
    let rows = solution.edges.compactMap { edge, dtype -> [String]? in
      let partial = PartialText(edge, dtype)
      guard let text = partial.text else { return nil }
      let upper = edge.number == nil ? solution.target : edge.to
      return ["∂\(upper)/∂\(edge.from)", text]
    }
    guard !rows.isEmpty else { return [] }
    var block = "## Local partials\n\n" + Self.table(["partial", "is"], rows)
    if solution.edges.contains(where: { $0.edge.number == nil }) {
      block += "\n\ngN is what has arrived at wN: ∂\(Self.escaped(solution.target))/∂wN."
    }
    return [block]
  }

  private func products() -> [String] {
    let table = solution.walk.table(at: solution.stop)
    let lines = ProductText(solution.walk, solution.stop, table).lines(width: 96) { $0 }
    guard lines.count > 1 else { return [] }
    let body = lines.dropFirst(2).map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0 }
    let fence = Self.fence(for: body)
    return [
      "## Chain rule\n\nThe factors along each path from \(Self.escaped(solution.target)):",
      fence + "text\n" + body.joined(separator: "\n") + "\n" + fence,
    ]
  }

  private func answers() -> [String] {
    let rows = solution.answers.map { row in
      [
        "d\(solution.target)/d\(WorkedSolution.called(row))",
        WorkedSolution.text(row.adjoint.text),
      ]
    }
    return rows.isEmpty
      ? [] : ["## Answer\n\n" + Self.table(["gradient", "value"], numeric: 1, rows)]
  }

  // MARK: Markdown

  /// A table; the last `numeric` columns stand at the right.
  private static func table(
    _ titles: [String], numeric: Int = 0, _ rows: [[String]]
  ) -> String {
    let rules = titles.indices.map { $0 >= titles.count - numeric ? "---:" : "---" }
    let lines = [titles, rules] + rows.map { row in row.map { escaped(TableExport.typeset($0)) } }
    return lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  /// A fence longer than any in the text.
  private static func fence(for lines: [String]) -> String {
    var longest = 2
    for line in lines {
      var run = 0
      for character in line {
        run = character == "`" ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    return String(repeating: "`", count: longest + 1)
  }

  /// Text in which no character means anything to Markdown or HTML.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "|", "~", "$":
        result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}
