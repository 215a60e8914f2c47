import GraphView

/// What goes into the clipboard.
extension Explorer {
  /// What can be copied, as the command says it.
  static let copied = ["row", "cell", "pane", "command"]

  /// Copies what was asked for, or what the pane in focus is about.
  mutating func copy(_ what: String?) -> [Effect<Work>] {
    let text: String
    switch what {
    case "row": text = rowText ?? subject.command
    case "cell": text = cellText ?? subject.command
    case "pane":
      text = self.text(of: focus, width: Swift.max(size.width, 60)).joined(separator: "\n")
    case "command": text = subject.command
    default: text = usualText
    }
    let first = text.split(separator: "\n").first.map(String.init) ?? ""
    let lines = text.split(separator: "\n").count
    message = Notice(
      text: "copied: \(first.replacing("\t", with: "  "))\(lines > 1 ? " … \(lines) lines" : "")",
      style: .dim)
    return [.copy(text)]
  }

  private var usualText: String {
    switch focus {
    case .nodes, .graph: rowText ?? subject.command
    case .tensor: cellText ?? subject.command
    case .chain: chainLines.map(\.text).joined(separator: "\n")
    case .source where currentLine > 0:
      walk.recording.source?.line(currentLine) ?? subject.command
    case .output where outputLineCount > 0:
      (0..<outputLineCount).map { outputLine($0) }.joined(separator: "\n")
    default: subject.command
    }
  }

  /// The shown node, its columns apart by tabs.
  private var rowText: String? {
    guard let row = shownRow, row < walk.table.count else { return nil }
    let cells = walk.table[row]
    return [
      cells.name, cells.operation, cells.expression, cells.value?.exact ?? "·",
      cells.adjoint.exact, cells.pythonNames.first ?? "",
    ].joined(separator: "\t")
  }

  /// The element under the cursor of the tensor pane, or the value of the shown node.
  private var cellText: String? {
    if focus == .tensor, let found = inspected, let index = tensorCursor {
      return tensor.part == .adjoint
        ? found.adjoint?.exact(index) ?? found.adjointText : found.main?.exact(index)
    }
    guard let row = shownRow, row < walk.table.count else { return nil }
    return walk.table[row].value?.exact
  }
}
