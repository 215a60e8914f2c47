import Engine
import GraphView
import Graphviz

/// How one node is drawn: what it is called, how it is computed, its value and its adjoint.
struct NodePicture {
  private let picture: GraphPicture
  private let row: NodeRow

  init(_ picture: GraphPicture, _ row: NodeRow) {
    self.picture = picture
    self.row = row
  }

  /// More of an expression or a value is left out.
  private static let longestLine = 36

  var attributes: DotAttributes {
    var attributes: DotAttributes = [
      "label": .html(label),
      "style": .text((row.isInput ? "rounded,filled" : "filled") + outline.style),
      "color": .text(outline.color), "fillcolor": .text(fill), "penwidth": .number(outline.width),
    ]
    if picture.hasTooltips { attributes["tooltip"] = .text(tooltip) }
    return attributes
  }

  // MARK: Outline

  private var isPending: Bool {
    switch picture.stop.phase {
    case .forward: row.value == nil
    case .backward: !picture.isPassed(row.row) && row.adjoint.state != .none
    case .update: row.value == nil
    }
  }

  private var outline: (style: String, color: String, width: Double) {
    let palette = picture.palette
    let color = row.isUpdate ? palette.update : row.isInput ? palette.forward : palette.text
    if row.isCurrent { return ("", picture.stop.phase == .backward ? palette.backward : color, 3) }
    if isPending { return (",dashed", palette.quiet, 1) }
    let isCut = picture.stop.phase == .backward && row.adjoint.state == .none
    if isCut { return (",dotted", palette.quiet, 1) }
    return ("", color, 1.2)
  }

  private var fill: String {
    let palette = picture.palette
    if row.isCurrent { return palette.currentFill }
    return row.isInput ? palette.inputFill : palette.operationFill
  }

  // MARK: Text

  private var label: String {
    let palette = picture.palette
    let name = row.pythonNames.first.map { " = " + Self.short(TextWidth.onOneLine($0)) } ?? ""
    var lines = [cell("<B>" + markup(row.name + name) + "</B>")]
    if row.expression != "·" {
      lines.append(cell(markup(Self.short(row.expression))))
    }
    let value = row.value.map { TableExport.typeset(Self.short($0)) } ?? "·"
    lines.append(cell(colored(markup(value), palette.forward)))
    if let adjoint { lines.append(cell(colored(markup(adjoint), palette.backward))) }
    return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\">"
      + lines.joined() + "</TABLE>"
  }

  /// `dC/dw5 = −1`; nothing before the backward phase.
  private var adjoint: String? {
    guard picture.stop.phase != .forward, !row.isUpdate,
      picture.walk.passes[picture.stop.pass].counts.backward > 0
    else { return nil }
    let value: String
    if let text = row.adjoint.text, text.isTensor {
      let mark = row.adjoint.state == .partial || row.adjoint.state == .nonFinite
      value = (mark ? row.adjoint.state.rawValue : "") + Self.short(text)
    } else {
      value = row.adjoint.exact
    }
    return "d\(picture.target)/d\(row.name) = \(TableExport.typeset(value))"
  }

  private func cell(_ content: String) -> String { "<TR><TD>\(content)</TD></TR>" }

  private func colored(_ content: String, _ color: String) -> String {
    "<FONT COLOR=\"\(color)\">\(content)</FONT>"
  }

  private func markup(_ text: String) -> String {
    DotValue.markup(escaping: picture.options.spelled(text))
  }

  private static func short(_ value: ValueText) -> String {
    short(value.isTensor && value.exact.count > longestLine ? value.fixed : value.exact)
  }

  private static func short(_ text: String) -> String {
    text.count <= longestLine ? text : text.prefix(longestLine - 1) + "…"
  }

  private var tooltip: String {
    let span = row.span
    var parts = [row.expression == "·" ? row.name : "\(row.name) = \(row.expression)"]
    parts += row.pythonNames.map { "called \(TextWidth.onOneLine($0))" }
    if let value = row.value { parts.append("value \(value.exact)") }
    if let adjoint { parts.append(adjoint) }
    if span != .none, let source = picture.walk.recording.source {
      parts.append("line \(source.lineNumber(at: Int(span.start)))")
    }
    return parts.joined(separator: "\n")
  }
}
