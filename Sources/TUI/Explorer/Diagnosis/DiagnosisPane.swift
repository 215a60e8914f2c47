import Engine
import GraphView

/// The pane that explains: a diagnosis, the pitfalls, or the health of a pass.
extension Explorer {
  /// What the pane says: lines above the list, the list, and lines below it.
  struct DiagnosisText {
    var title: String
    var head: [StyledLine] = []
    var list: [StyledLine] = []
    var foot: [StyledLine] = []

    var count: Int { head.count + list.count + foot.count }
  }

  func diagnosisText(width: Int, glyphs: Glyphs) -> DiagnosisText {
    switch diagnosis.content {
    case .why(let why): return text(of: why, width: width, glyphs: glyphs)
    case .pitfalls: return pitfallText(width: width, glyphs: glyphs)
    case .health: return healthText(width: width, glyphs: glyphs)
    case nil: return DiagnosisText(title: "Why")
    }
  }

  private func text(of why: Diagnosis, width: Int, glyphs: Glyphs) -> DiagnosisText {
    let cuts = why.otherCuts.count + 1
    let note = cuts > 1 ? " (the nearest of \(cuts) cuts; the others below)" : ""
    var text = DiagnosisText(title: "Why \(why.question)\(note)")
    let isFine = why.outcome == .connected
    text.head = StyledLine(why.sentence, isFine ? .success : .warning)
      .wrapped(to: width, indent: 2, glyphs: glyphs)
    if !why.location.isEmpty, !isFine {
      let code = walk.recording.source.map { $0.text(of: why.span) } ?? ""
      let shown = code.split(separator: "\n").first.map { ": \($0)" } ?? ""
      text.head.append(StyledLine("at \(why.location)\(shown)", .label))
    }
    let noteWidth = Swift.min(why.lines.map { glyphs.width(of: $0.note) }.max() ?? 0, width / 2)
    for link in why.lines {
      // Nothing is cut where a gradient is a number.
      let state = isFine && link.state == .culprit ? .passed : link.state
      let mark =
        switch state {
        case .passed: String(glyphs.arrowDown) + " "
        case .culprit: String(glyphs.cross) + " "
        case .beyond: String(glyphs.dashedVertical) + " "
        }
      let room = Swift.max(width - noteWidth - 4, 8)
      let lead = link.text.shortened(to: room, glyphs)
      let pad = String(repeating: " ", count: Swift.max(room - glyphs.width(of: lead), 0))
      let style: Style =
        state == .culprit ? .error : state == .beyond ? .dim : .normal
      text.list.append(
        StyledLine(pieces: [
          (mark, style), (lead + pad + "  ", style),
          (link.note, state == .passed ? .backward : style),
        ]))
    }
    if let help = why.help {
      text.foot = StyledLine(pieces: [("help  ", .label), (help, .normal)])
        .wrapped(to: width, indent: 6, glyphs: glyphs)
    }
    return text
  }

  private func pitfallText(width: Int, glyphs: Glyphs) -> DiagnosisText {
    let all = pitfalls.all
    var text = DiagnosisText(
      title: "Pitfalls", head: [],
      list: all.map { pitfall in
        StyledLine(pieces: [
          (pitfall.line > 0 ? "line \(pitfall.line)  " : "", .label), (pitfall.text, .warning),
        ])
      })
    guard all.indices.contains(diagnosis.selected) else { return text }
    let selected = all[diagnosis.selected]
    text.foot = StyledLine(selected.sentence, .warning)
      .wrapped(to: width, indent: 2, glyphs: glyphs)
    if let help = selected.help {
      text.foot += StyledLine(pieces: [("help  ", .label), (help, .normal)])
        .wrapped(to: width, indent: 6, glyphs: glyphs)
    }
    return text
  }

  func renderDiagnosis(into canvas: inout Canvas, in rect: Rect) {
    let text = diagnosisText(width: rect.width - 4, glyphs: canvas.glyphs)
    let height = Swift.max(rect.height - 2, 0)
    // The head stays in sight, but the list keeps half of the pane.
    let rest = text.list + text.foot
    let headHeight = Swift.min(
      text.head.count, Swift.max(height - rest.count, (height + 1) / 2))
    let room = height - headHeight
    let offset = Scroll.clamped(
      Swift.max(0, diagnosis.selected - room + 1), height: room, count: rest.count)
    let inner = frame(
      .why, title: text.title, note: Scroll.note(offset: offset, height: room, count: rest.count),
      into: &canvas, in: rect
    ).inset(horizontally: 1, vertically: 0)
    let (upper, lower) = inner.splitTop(headHeight)
    TextView(text.head).render(into: &canvas, in: upper)
    let isMarked = focus == .why && !text.list.isEmpty
    TextView(rest, offset: offset, selected: isMarked ? diagnosis.selected : nil).render(
      into: &canvas, in: lower)
  }
}

extension String {
  /// The text, cut with an ellipsis where it is wider than that.
  fileprivate func shortened(to width: Int, _ glyphs: Glyphs) -> String {
    guard glyphs.width(of: self) > width else { return self }
    var text = ""
    for character in self {
      if glyphs.width(of: text) + 2 > width { break }
      text.append(character)
    }
    return text + String(glyphs.ellipsis)
  }
}

extension Explorer {
  /// The rows that the pane would like to have.
  func diagnosisWish(isShared: Bool) -> ExplorerLayout.Wish {
    let area = paneArea
    let width = ExplorerLayout.isStacked(area) ? area.width : area.width / 2
    let all = diagnosisText(width: Swift.max(width - 4, 10), glyphs: glyphs).count + 2
    return .init(
      pane: .why, least: Swift.min(all, isShared ? 6 : Swift.max(6, area.height * 40 / 100)),
      all: all)
  }
}

extension Pitfall {
  /// Whether it shows in the curves of a training.
  var isAboutTraining: Bool {
    switch kind {
    case .unbounded, .rateTooLarge, .neverApplied, .notFinite: true
    default: false
    }
  }
}
