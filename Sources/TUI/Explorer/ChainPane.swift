import GraphView

/// The chain rule at the shown node, written out.
extension Explorer {
  /// What the pane says.
  struct ChainText {
    var title: String
    /// The lines, none wider than the pane.
    var lines: [StyledLine]
  }

  /// The pane for a width inside its border.
  func chainText(width: Int, glyphs: Glyphs) -> ChainText {
    let stop = walk.stop
    let table = walk.table
    guard let row = shownRow(in: table, at: stop), let rule = walk.chainRule(at: row, stop) else {
      return ChainText(
        title: "Chain rule",
        lines: StyledLine(walk.sentence, .dim).wrapped(to: width, glyphs: glyphs))
    }
    let cells = table[row]
    var writer = ChainWriter(mode: chainMode, width: width, glyphs: glyphs)
    switch stop.phase {
    case .forward: writeForward(cells, rule, stop, &writer)
    case .update where cells.isUpdate: writeUpdate(cells, table, stop, &writer)
    case .backward where row < stop.row ?? 0: writer.writePending(rule)
    case .backward, .update: writeBackward(cells, rule, stop, &writer)
    }
    if walk.veil == nil, let (label, text) = comparisonLine(of: cells, at: stop, glyphs) {
      writer.add(label, text, .edited)
    }
    return ChainText(title: "Chain rule at \(rule.title)", lines: writer.lines)
  }

  /// The arithmetic of the node, and the slopes that the backward pass will use.
  private func writeForward(
    _ cells: NodeRow, _ rule: ChainRule, _ stop: Stop, _ writer: inout ChainWriter
  ) {
    if cells.row == stop.row {
      writer.add(walk.sentence, .forward)
    } else if cells.value == nil {
      writer.add("\(rule.title) is not computed yet", .dim)
    } else if let index = walk.stop(of: cells.node, in: .forward, from: stop) {
      writer.add(walk.sentence(at: walk.stop(at: index)), .forward)
    }
    writer.writeSlopes(rule)
  }

  /// How a variable gets its new value: what was computed for it, then the assignment.
  private func writeUpdate(
    _ cells: NodeRow, _ table: NodeTable, _ stop: Stop, _ writer: inout ChainWriter
  ) {
    func write(_ row: NodeRow, _ depth: Int) {
      if depth < Self.updateDepth, writer.lines.count < Self.updateLines {
        for input in walk.recording.inputs(of: row.node) {
          guard let place = table.row(of: input), table[place].isUpdate else { continue }
          write(table[place], depth + 1)
        }
      }
      let style: Style = depth == 0 ? .edited : .dim
      if row.row == stop.row {
        writer.add(walk.sentence, style)
      } else if row.value != nil, let index = walk.stop(of: row.node, in: .forward, from: stop),
        case let its = walk.stop(at: index), its.phase == .update, its.pass == stop.pass
      {
        writer.add(walk.sentence(at: its), style)
      } else if let value = row.value {
        let name = row.operation == "grad" ? ", a gradient that the tape returned" : ""
        writer.add("\(row.name) = \(value.exact)\(name)", style)
      } else {
        writer.add("\(row.name) is not computed yet", .dim)
      }
    }
    write(cells, 0)
  }

  /// How far an update is traced back.
  private static let updateDepth = 3
  private static let updateLines = 20

  /// Upstream × local = contribution for each input, then the path, the sum and the check.
  private func writeBackward(
    _ cells: NodeRow, _ rule: ChainRule, _ stop: Stop, _ writer: inout ChainWriter
  ) {
    if rule.terms.isEmpty, cells.row == stop.row, rule.adjoint.state != .none {
      writer.add(walk.sentence, .backward)
    }
    if rule.adjoint.state != .none { writer.writeTerms(rule) }
    if rule.adjoint.state == .seed {
      writer.add("seed", "d\(rule.target)/d\(rule.name) = \(rule.adjoint.exact)")
    }
    if walk.hidesChainRule(at: cells.row, stop) { return }
    if let fanOut = rule.fanOut { writer.add("sum ", fanOut) }
    if let chosen = chosenPath(to: cells.row) {
      writer.write(chosen.path, number: chosen.number, of: chosen.all)
    } else if let path = rule.path, !path.factors.isEmpty {
      writer.write(path)
    }
    writeReason(cells, rule, stop, &writer)
    if showsCheck, rule.adjoint.state == .final || rule.adjoint.state == .zero,
      let check = checks.check(of: cells.row, at: stop, in: walk)
    {
      writer.add("check", check.sentence, .dim)
    }
  }

  /// Why nothing arrives, and what the tape itself returned where that is not the same.
  private func writeReason(
    _ cells: NodeRow, _ rule: ChainRule, _ stop: Stop, _ writer: inout ChainWriter
  ) {
    var isRefused = false
    if case .none = cells.tape { isRefused = true }
    let isLost = rule.adjoint.state == .none || rule.adjoint.state == .zero
    guard isLost || isRefused else { return }
    let diagnosis = checks.diagnosis(of: cells.row, at: stop, in: walk)
    let reason = diagnosis.map(\.reason) ?? "no path leads to \(rule.name)"
    if isRefused, !isLost {
      writer.add(
        "tape", "returned None: \(reason); the slope is \(rule.adjoint.exact) all the same",
        .warning)
    } else if rule.adjoint.state == .none {
      writer.add("None", reason, .warning)
    } else if diagnosis?.outcome == .zero || isRefused {
      writer.add("zero", reason, .warning)
    }
    if let help = diagnosis?.help, isRefused || isLost { writer.add("help", help, .dim) }
  }

  func renderChain(into canvas: inout Canvas, in rect: Rect) {
    var chain = chainText(width: rect.width - 4, glyphs: canvas.glyphs)
    if let filter = filters[.chain] {
      chain.lines = chain.lines.filter { Self.holds($0.text, filter) }
    }
    let height = rect.height - 2
    if let row = shownRow, let jacobian = shownJacobian(of: row) {
      let inner = frame(.chain, title: chain.title, note: "J next", into: &canvas, in: rect)
      return render(jacobian, into: &canvas, in: inner.inset(horizontally: 1, vertically: 0))
    }
    let offset = Scroll.clamped(offsets[.chain] ?? 0, height: height, count: chain.lines.count)
    let inner = frame(
      .chain, title: filterTitle(.chain, chain.title),
      note: Scroll.note(offset: offset, height: height, count: chain.lines.count),
      into: &canvas, in: rect)
    TextView(chain.lines, offset: offset).render(
      into: &canvas, in: inner.inset(horizontally: 1, vertically: 0))
  }
}
