import GraphView

/// The chain rule at the shown node, written out.
extension Explorer {
  /// The chain rule of the shown row at this stop.
  private var shownRule: ChainRule? {
    shownRow.flatMap { walk.chainRule(at: $0, walk.stop) }
  }

  /// The lines of the pane.
  var chainLines: [StyledLine] {
    let stop = walk.stop
    guard let row = shownRow, let rule = shownRule else {
      return [StyledLine(walk.sentence, .dim)]
    }
    var lines: [StyledLine] = []
    let isSelected = row != stop.row
    let terms = stop.phase == .forward ? forwardLines(rule) : terms(of: rule)
    // In the backward pass the table says what the sentence would.
    if !isSelected, stop.phase != .backward || terms.isEmpty {
      lines.append(StyledLine(walk.sentence, style(of: stop.phase)))
    }
    lines += terms
    if stop.phase == .forward { return lines }
    if let fanOut = rule.fanOut { lines.append(StyledLine("sum over paths  \(fanOut)")) }
    if let path = rule.path, !path.factors.isEmpty {
      lines.append(StyledLine(pieces: [("path  ", .label), (path.line, .normal)]))
      lines.append(StyledLine(pieces: [("      ", .label), (path.written(chainMode), .normal)]))
    }
    if showsCheck, rule.adjoint.state == .final || rule.adjoint.state == .zero,
      let check = checks.check(of: row, at: stop, in: walk)
    {
      lines.append(StyledLine(pieces: [("check ", .label), (check.sentence, .dim)]))
    }
    return lines
  }

  var chainHeight: Int { chainLines.count }

  private func style(of phase: Phase) -> Style {
    switch phase {
    case .forward: .forward
    case .backward: .backward
    case .update: .edited
    }
  }

  /// Before the backward pass: the slopes of each input, which the backward pass will use.
  private func forwardLines(_ rule: ChainRule) -> [StyledLine] {
    rule.terms.map { term in
      StyledLine(
        pieces: [("local  ", .label), (term.derivation(chainMode, target: rule.target), .normal)])
    }
  }

  /// One line an input: upstream × local = contribution, and the adjoint before and after.
  private func terms(of rule: ChainRule) -> [StyledLine] {
    guard !rule.terms.isEmpty else { return [] }
    var rows: [[String]] = [
      ["to", "upstream", "", "local ∂\(rule.name)/∂·", "", "contribution", "adjoint"]
    ]
    for term in rule.terms {
      let arrived = term.contribution != nil
      rows.append([
        term.name, term.upstream?.fixed ?? "·", "×",
        term.isTensor ? term.partial(chainMode) : "\(term.derivative) = \(term.partial(chainMode))",
        "=", arrived ? term.contribution?.fixed ?? "" : term.passes ? "·" : "None",
        arrived ? "\(term.before?.fixed ?? "0") → \(term.after?.fixed ?? "·")" : "",
      ])
    }
    let glyphs = Glyphs(tier: .full)
    let widths = (0..<7).map { column in rows.map { glyphs.width(of: $0[column]) }.max() ?? 0 }
    return rows.enumerated().map { place, cells in
      var text = ""
      for (column, cell) in cells.enumerated() {
        let pad = String(repeating: " ", count: widths[column] - glyphs.width(of: cell))
        text += column == 1 || column == 5 ? pad + cell : cell + pad
        text += "  "
      }
      while text.last == " " { text.removeLast() }
      return StyledLine(text, place == 0 ? .label : .normal)
    }
  }

  func renderChain(into canvas: inout Canvas, in rect: Rect) {
    let lines = chainLines
    let offset = Scroll.clamped(offset(of: .chain), height: rect.height - 2, count: lines.count)
    let name = shownRule.map { "Chain rule at \($0.title)" } ?? "Chain rule"
    let inner = frame(
      .chain, title: name,
      note: Scroll.note(offset: offset, height: rect.height - 2, count: lines.count),
      into: &canvas, in: rect)
    TextView(lines, offset: offset).render(
      into: &canvas, in: inner.inset(horizontally: 1, vertically: 0))
  }
}
