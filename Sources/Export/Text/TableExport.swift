import Engine
import GraphView

/// The Wengert list of a pass: every node with its value, adjoint and local partials, and the
/// products along the paths.
struct TableExport {
  private let walk: Walk
  private let stop: Stop
  private let options: ExportOptions
  private let table: NodeTable
  private let target: String

  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    self.walk = walk
    self.stop = stop
    self.options = options
    table = walk.table(at: stop)
    target = ProductText.target(of: walk, stop)
  }

  /// A tensor of more columns is shown by its range.
  private static let longestTensor = 24
  /// Partials stand beside their node where at least this much room is left.
  private static let leastRoom = 26

  func text() -> String {
    var lines = [Heading(walk, stop, options).line(.table), ""]
    lines += nodes()
    let products = ProductText(walk, stop, table).lines(width: options.width) {
      options.spelled($0)
    }
    if !products.isEmpty { lines += [""] + products }
    return lines.map { options.spelled($0).trimmedAtEnd() + "\n" }.joined()
  }

  // MARK: Nodes

  private func nodes() -> [String] {
    guard !table.isEmpty else { return ["nothing is recorded"] }
    let rows = Array(table)
    let columns = columns(rows)
    let partials = rows.map(self.partials)
    let room = options.width - columns.width - 2
    let isBeside = room >= Self.leastRoom && partials.contains { !$0.isEmpty }
    var lines = [columns.titles + (isBeside ? "  " + partialsTitle : "")]
    lines.append(String(repeating: "─", count: isBeside ? columns.width + 16 : columns.width))
    let blank = String(repeating: " ", count: columns.width)
    for row in rows {
      let beside =
        isBeside
        ? partials[row.row].flatMap { Self.broken($0, to: room) } : []
      lines.append(columns[row.row] + (beside.first.map { "  " + $0 } ?? ""))
      lines += beside.dropFirst().map { blank + "  " + $0 }
    }
    if !isBeside, partials.contains(where: { !$0.isEmpty }) {
      lines += ["", partialsTitle]
      for partial in partials.joined() {
        lines += Self.broken(partial, to: options.width - 2).map { "  " + $0 }
      }
    }
    return lines
  }

  private func columns(_ rows: [NodeRow]) -> TextColumns {
    // At the end of the backward phase nothing is under way that a mark could point at.
    let isWhole = stop.index == walk.exportStop.index
    let showsTape = rows.contains { row in
      if case .none = row.tape { return true }
      return !row.tape.text.isEmpty && row.tape.text != row.adjoint.exact
    }
    let columns = [
      TextColumns.Column(title: "node"), TextColumns.Column(title: "op"),
      TextColumns.Column(title: "expression"),
      TextColumns.Column(title: "value", isNumeric: true),
      TextColumns.Column(title: "d\(target)/dnode", isNumeric: true),
      TextColumns.Column(title: "tape", isNumeric: true), TextColumns.Column(title: "name"),
    ]
    let cells = rows.map { row in
      [
        row.name + (row.isCurrent && !isWhole ? " ◂" : ""), row.operation, row.expression,
        row.value.map { Self.short($0) } ?? "·",
        row.isUpdate
          ? "" : row.adjoint.text?.isTensor == true ? adjoint(row.adjoint) : row.adjoint.exact,
        showsTape ? row.tape.text : "",
        row.pythonNames.map { TextWidth.onOneLine($0) }.joined(separator: ", "),
      ].enumerated().map { place, cell in
        options.spelled((3...5).contains(place) ? Self.typeset(cell) : cell)
      }
    }
    return TextColumns(columns, cells)
  }

  private func adjoint(_ cell: AdjointCell) -> String {
    guard let text = cell.text else { return cell.exact }
    switch cell.state {
    case .partial, .nonFinite: return cell.state.rawValue + Self.short(text)
    default: return Self.short(text)
    }
  }

  private static func short(_ value: ValueText) -> String {
    value.isTensor && value.exact.count > longestTensor ? value.fixed : value.exact
  }

  /// Numbers with a true minus sign.
  static func typeset(_ text: String) -> String { text.replacing("-", with: "−") }

  // MARK: Partials

  /// A partial on one line, broken after its left side, or wherever it must be.
  private static func broken(_ partial: String, to width: Int) -> [String] {
    guard TextWidth.of(partial) > width, let equals = partial.firstRange(of: " = ") else {
      return [partial]
    }
    let right = "  " + partial[equals.upperBound...]
    return [partial[..<equals.lowerBound] + " ="]
      + TextWidth.wrapped(right, to: width, hanging: 4)
  }

  private func partials(_ row: NodeRow) -> [String] {
    guard stop.phase == .update || stop.phase == .backward, !row.isUpdate else { return [] }
    guard stop.phase == .update || row.row >= stop.row ?? 0 else { return [] }
    let edges = walk.reportEdges(into: row.row, in: stop.pass)
    return edges.filter(\.passes).compactMap { edge in
      guard let partial = PartialText(edge, row.signature.dtype).text else { return nil }
      let isTwice = edges.filter { $0.from == edge.from }.count > 1
      let which = isTwice ? " (argument \(edge.argument + 1))" : ""
      let upper = edge.number == nil ? target : edge.to
      return "∂\(upper)/∂\(edge.from)\(which) = \(partial)"
    }
  }

  /// Says what stands for what arrives, where a partial is written with it.
  private var partialsTitle: String {
    let isWritten = table.contains { row in
      !row.isInput
        && walk.reportEdges(into: row.row, in: stop.pass).contains { $0.number == nil && $0.passes }
    }
    return "local partials" + (isWritten ? " (gN = ∂\(target)/∂wN)" : "")
  }
}

/// A local partial as it is written beside a node or an edge.
struct PartialText {
  /// `w2 = 1`, `1`, or what flows back for tensors; `nil` where no gradient passes.
  let text: String?
  /// The formula alone where it says more than the number.
  let formula: String?
  /// The number alone, `nil` for tensors.
  let number: String?

  init(_ edge: WalkReport.Edge, _ dtype: DType) {
    guard edge.passes, let partial = edge.partial else {
      (text, formula, number) = (nil, nil, nil)
      return
    }
    guard let value = edge.number else {
      let flow = Self.numbering(partial, edge.to)
      (text, formula, number) = (flow, flow, nil)
      return
    }
    let typeset = partial.hasPrefix("-") ? "−" + partial.dropFirst() : partial
    let shown = NumberFormat.typeset(value, dtype)
    number = shown
    formula = Double(partial) == nil ? typeset : nil
    text = formula.map { "\($0) = \(shown)" } ?? shown
  }

  /// Writes `g6` for what arrives at w6, which a formula for tensors calls `g`.
  static func numbering(_ flow: String, _ node: String) -> String {
    var words: [String] = [""]
    var isInWord = false
    for character in flow {
      let isWord = character.isLetter || character.isNumber || character == "_"
      if isWord != isInWord { words.append("") }
      isInWord = isWord
      words[words.count - 1].append(character)
    }
    return words.map { $0 == "g" ? "g\(node.dropFirst())" : $0 }.joined()
  }
}

extension String {
  /// The text without blanks at its end.
  func trimmedAtEnd() -> String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
