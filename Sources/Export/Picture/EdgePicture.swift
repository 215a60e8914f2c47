import GraphView
import Graphviz

/// How one edge is drawn: the value that goes forward along it and, once it has, the local partial
/// of the gradient that comes back.
struct EdgePicture {
  private let picture: GraphPicture
  private let row: NodeRow
  private let edge: WalkReport.Edge

  /// The picture of an edge into the op of a row.
  init(_ picture: GraphPicture, _ row: NodeRow, _ edge: WalkReport.Edge) {
    self.picture = picture
    self.row = row
    self.edge = edge
  }

  /// Longer partials are broken into lines.
  private static let longestLine = 20

  var attributes: DotAttributes {
    let palette = picture.palette
    if row.isUpdate {
      return ["color": .text(palette.update), "style": row.value == nil ? "dashed" : "solid"]
    }
    guard row.value != nil else { return ["color": .text(palette.quiet), "style": "dashed"] }
    guard picture.isPassed(row.row), row.adjoint.state != .none else {
      return ["color": .text(palette.forward)]
    }
    guard edge.passes, let label else {
      return ["color": .text(palette.forward), "style": "dotted"]
    }
    // Two lines side by side: the value's way there, and the gradient's way back.
    return [
      "color": .text("\(palette.forward):\(palette.backward)"), "dir": "both",
      "label": .text(picture.options.spelled(label)),
    ]
  }

  private var label: String? {
    let partial = PartialText(edge, row.signature.dtype)
    guard let text = partial.text else { return nil }
    // Of tensors only what flows back; the title says what its g stands for.
    if edge.number == nil {
      return TextWidth.wrapped(text, to: Self.longestLine).joined(separator: "\n")
    }
    let head = "∂\(edge.to)/∂\(edge.from)"
    if text.count + head.count <= Self.longestLine { return "\(head) = \(text)" }
    guard let formula = partial.formula else { return "\(head)\n= \(text)" }
    let broken = formula.replacing(", ", with: ",\n  ")
    let lines = formula.hasPrefix("{") ? "\(head) =\n\(broken)" : "\(head)\n= \(formula)"
    return partial.number.map { "\(lines)\n= \($0)" } ?? lines
  }
}
