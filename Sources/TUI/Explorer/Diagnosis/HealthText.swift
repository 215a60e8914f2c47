import GraphView

/// The health of a pass as lines: a strip over all weights, then one line each.
extension Explorer {
  func healthText(width: Int, glyphs: Glyphs) -> DiagnosisText {
    guard let health = checks.health(at: walk.stop, in: walk) else {
      return DiagnosisText(
        title: "Health",
        head: [StyledLine("nothing is differentiated in this pass; [ and ] change it", .dim)])
    }
    let step = health.step.map { " in training step \($0.number)" } ?? ""
    var text = DiagnosisText(title: "Health of d\(health.target)\(step)")
    text.head.append(strip(health, glyphs))
    for verdict in health.verdicts {
      text.head += StyledLine(verdict, .warning).wrapped(to: width, indent: 2, glyphs: glyphs)
    }
    if health.isFine { text.head.append(StyledLine("nothing is wrong", .success)) }
    let names = health.weights.map(\.name) + health.activations.map(\.name)
    let column = Swift.min(
      names.map { glyphs.width(of: $0) }.max() ?? 4, Swift.max(width - 44, 8))
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: Swift.max(width - glyphs.width(of: text), 0))
    }
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: Swift.max(width - glyphs.width(of: text), 0)) + text
    }
    text.head.append(
      StyledLine(
        padded("", column) + right("|grad|", 10) + right("|w|", 10) + right("zero", 7)
          + right("step/|w|", 10), .label))
    for weight in health.weights {
      let gradient = weight.gradient.map { NumberFormat.short($0) } ?? "None"
      let ratio = weight.updateRatio.map { NumberFormat.short($0) } ?? String(glyphs.notComputed)
      let isFine = weight.mark == .fine
      text.list.append(
        StyledLine(pieces: [
          (padded(String(weight.name.suffix(column)), column), isFine ? .normal : .warning),
          (right(gradient, 10), isFine ? .backward : .error),
          (right(NumberFormat.short(weight.size), 10), .normal),
          (right(NumberFormat.percent(weight.zeros), 7), .normal), (right(ratio, 10), .normal),
          (isFine ? "" : "  \(weight.mark.rawValue)", .warning),
        ]))
    }
    for activation in health.activations {
      text.list.append(
        StyledLine(pieces: [
          (padded(String(activation.name.suffix(column)), column), .normal),
          ("  \(activation.op)  ", .dim),
          (activation.text, activation.dead.isEmpty ? .normal : .warning),
        ]))
    }
    return text
  }

  /// |grad| by depth as a row of bars, by its logarithm: eight steps for as many powers of ten.
  private func strip(_ health: Health, _ glyphs: Glyphs) -> StyledLine {
    var pieces: [(text: String, style: Style)] = [("|grad| input ", .label)]
    let most = health.weights.compactMap(\.gradient).filter(\.isFinite).max() ?? 0
    for weight in health.weights.prefix(60) {
      guard let size = weight.gradient, size.isFinite else {
        pieces.append((String(glyphs.cross), .error))
        continue
      }
      let isFine = weight.mark == .fine
      pieces.append((String(glyphs.bar(size, of: most)), isFine ? .backward : .warning))
    }
    pieces.append((" target", .label))
    return StyledLine(pieces: pieces)
  }
}

extension Glyphs {
  /// A bar for a size beside the largest one: each step down is a tenth.
  fileprivate func bar(_ size: Double, of most: Double) -> Unicode.Scalar {
    let steps: [Unicode.Scalar] =
      tier == .full || tier == .basic
      ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : [".", ".", ":", ":", "+", "+", "#", "#"]
    guard size > 0, most > 0 else { return "_" }
    var left = steps.count - 1
    var bound = most / 10
    while size < bound, left > 0 {
      left -= 1
      bound /= 10
    }
    return steps[left]
  }
}
