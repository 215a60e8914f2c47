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
  private static let longestTensor = 16

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

  /// Where the walk stands; at the end of the backward phase nothing is under way.
  private var isEmphasized: Bool {
    row.isCurrent && picture.stop.index != picture.walk.exportStop.index
  }

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
    if isEmphasized { return ("", picture.stop.phase == .backward ? palette.backward : color, 3) }
    if isPending { return (",dashed", palette.quiet, 1) }
    let isCut = picture.stop.phase == .backward && row.adjoint.state == .none
    if isCut { return (",dotted", palette.quiet, 1) }
    return ("", color, 1.2)
  }

  private var fill: String {
    let palette = picture.palette
    if isEmphasized { return palette.currentFill }
    return row.isInput ? palette.inputFill : palette.operationFill
  }

  // MARK: Text

  private var label: String {
    let palette = picture.palette
    let name = row.pythonNames.first.map { " = " + Self.short(TextWidth.onOneLine($0)) } ?? ""
    var title = "<B>" + markup(row.name + name) + "</B>"
    if row.signature.shape.rank > 0 {
      title += colored("  " + markup(String(describing: row.signature.shape)), palette.quiet)
    }
    var lines = [cell(title)]
    if row.expression != "·" { lines.append(cell(markup(Self.short(row.expression)))) }
    let value = row.value.map { number($0) } ?? "·"
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
    let mark =
      row.adjoint.state == .partial || row.adjoint.state == .nonFinite
      ? row.adjoint.state.rawValue : ""
    let value = row.adjoint.text.map { mark + number($0) } ?? row.adjoint.exact
    return "d\(picture.target)/d\(row.name) = \(TableExport.typeset(value))"
  }

  /// A number, the elements of a small tensor, or the range of a larger one; the shape stands in
  /// the title.
  private func number(_ value: ValueText) -> String {
    let shape = "\(row.signature.shape) "
    func bare(_ text: String) -> String {
      text.hasPrefix(shape) ? String(text.dropFirst(shape.count)) : text
    }
    guard value.isTensor else { return TableExport.typeset(Self.short(value.exact)) }
    let exact = bare(value.exact)
    return TableExport.typeset(exact.count <= Self.longestTensor ? exact : bare(value.fixed))
  }

  private func cell(_ content: String) -> String { "<TR><TD>\(content)</TD></TR>" }

  private func colored(_ content: String, _ color: String) -> String {
    "<FONT COLOR=\"\(color)\">\(content)</FONT>"
  }

  private func markup(_ text: String) -> String {
    DotValue.markup(escaping: picture.options.spelled(text))
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
