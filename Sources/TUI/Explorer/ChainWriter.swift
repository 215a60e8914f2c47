import GraphView

/// Writes a chain rule as lines that fit a width.
struct ChainWriter {
  let mode: ChainMode
  let width: Int
  let glyphs: Glyphs
  private(set) var lines: [StyledLine] = []

  init(mode: ChainMode, width: Int, glyphs: Glyphs) {
    self.mode = mode
    self.width = width
    self.glyphs = glyphs
  }

  /// Adds a sentence.
  mutating func add(_ text: String, _ style: Style) {
    lines += StyledLine(text, style).wrapped(to: width, indent: 2, glyphs: glyphs)
  }

  /// Adds a line under a word.
  mutating func add(_ label: String, _ text: String, _ style: Style = .normal) {
    let lead = label + String(repeating: " ", count: Swift.max(6 - label.count, 1))
    lines += StyledLine(pieces: [(lead, .label), (text, style)])
      .wrapped(to: width, indent: 6, glyphs: glyphs)
  }

  /// The slopes of each input, before anything has arrived.
  mutating func writeSlopes(_ rule: ChainRule) {
    for term in rule.terms { add("local", term.derivation(mode, target: rule.target)) }
  }

  /// A node whose adjoint is still to be handed on.
  mutating func writePending(_ rule: ChainRule) {
    let cell = rule.adjoint
    let name = "d\(rule.target)/d\(rule.name)"
    switch cell.state {
    case .none: add("\(name) is None: nothing arrives at \(rule.name)", .dim)
    case .notYet: add("\(name): nothing has arrived yet", .dim)
    default:
      let missing = cell.uses - cell.reported
      let rest = missing > 0 ? ", \(missing) of \(cell.uses) uses still to come" : ""
      add("\(name) = \(cell.exact)\(rest)", .backward)
    }
    writeSlopes(rule)
  }
}

// MARK: One line an input

extension ChainWriter {
  /// Upstream × local = contribution, and the adjoint before and after.
  mutating func writeTerms(_ rule: ChainRule) {
    guard !rule.terms.isEmpty else { return }
    if rule.terms.contains(where: \.isTensor) { return writeTensorTerms(rule) }
    for detail in Detail.allCases {
      let rows = detail == .product ? products(rule) : table(rule, detail)
      let widths = rows[0].indices.map { column in
        rows.map { glyphs.width(of: $0[column].text) }.max() ?? 0
      }
      let total = widths.reduce(0, +) + 2 * (widths.count - 1)
      guard total <= width || detail == .product else { continue }
      for row in rows { lines.append(line(row, widths)) }
      return
    }
  }

  /// How much of a term there is room for.
  private enum Detail: CaseIterable { case all, short, least, product }

  private typealias Piece = (text: String, style: Style, isNumber: Bool)

  /// The products alone: `w5  -1 × 1 = -1`.
  private func products(_ rule: ChainRule) -> [[Piece]] {
    rule.terms.map { term in
      [(term.name, .normal, false), (term.product ?? "None", .backward, false)]
    }
  }

  private func table(_ rule: ChainRule, _ detail: Detail) -> [[Piece]] {
    let local = detail == .all ? "local ∂\(rule.name)/∂·" : "local"
    let head: [Piece] = [
      ("to", .label, false), ("upstream", .label, true), ("×", .label, false),
      (local, .label, false), ("=", .label, false), ("contribution", .label, true),
      ("adjoint", .label, false),
    ]
    let rows = rule.terms.map { term -> [Piece] in
      let arrived = term.contribution != nil
      let partial = term.partial(detail == .least ? .number : mode)
      let flow = arrived ? term.contribution?.fixed ?? "" : term.passes ? "·" : "None"
      return [
        (term.name, .normal, false), (term.upstream?.fixed ?? "·", .backward, true),
        ("×", .dim, false),
        (detail == .all ? "\(term.derivative) = \(partial)" : partial, .normal, false),
        ("=", .dim, false), (flow, arrived ? .backward : .dim, true),
        (
          arrived ? "\(term.before?.fixed ?? "0") → \(term.after?.fixed ?? "·")" : "", .backward,
          false
        ),
      ]
    }
    // Where it is narrow, what the sum was before and after is left out.
    return ([head] + rows).map { detail == .least ? Array($0.dropLast()) : $0 }
  }

  private func line(_ row: [Piece], _ widths: [Int]) -> StyledLine {
    var pieces: [(text: String, style: Style)] = []
    for (column, piece) in row.enumerated() {
      let pad = String(repeating: " ", count: widths[column] - glyphs.width(of: piece.text))
      let gap = column + 1 < row.count ? "  " : ""
      pieces.append(((piece.isNumber ? pad + piece.text : piece.text + pad) + gap, piece.style))
    }
    return StyledLine(pieces: pieces)
  }

  /// Of tensors: what arrives, and the formula with shapes that hands it on to each input.
  private mutating func writeTensorTerms(_ rule: ChainRule) {
    if let upstream = rule.upstream {
      add("g", "d\(rule.target)/d\(rule.name) = \(upstream.fixed)", .backward)
    }
    for term in rule.terms {
      guard term.passes, let flow = term.contribution else {
        add("to", "\(term.name): None", .dim)
        continue
      }
      add("to", "\(term.name): \(term.derivation(mode, target: rule.target))")
      add("", "= \(flow.fixed)", .backward)
      if let before = term.before, let after = term.after {
        add("", "adjoint \(before.fixed) → \(after.fixed)", .backward)
      }
    }
  }
}

// MARK: The path from the target

extension ChainWriter {
  /// Factors written out at most; of longer paths both ends.
  private static let shownFactors = 12

  /// One path of several, and what all of them sum up to.
  mutating func write(_ path: ChainPath, number: Int, of all: ChainPaths) {
    write(path, label: "path \(number) of \(NumberFormat.exact(all.count))")
    if all.paths.count > 1, let sum = all.sum { add("sum ", "over all paths: \(sum)") }
  }

  mutating func write(_ path: ChainPath, label: String = "path") {
    let shown = Self.shownFactors
    let product = path.product
    var text = path.isCut ? "\(path.target) ─ …" : path.target
    for (place, factor) in path.factors.enumerated() {
      if path.factors.count > shown, place >= shown / 3, place < path.factors.count - shown / 2 {
        if place == shown / 3 { text += " ─ …" }
        continue
      }
      // Between tensors a factor is a formula too long for a path; it stands at its node.
      let number = factor.local.number.map { "(\(NumberFormat.typeset($0)))─" } ?? ""
      text += " ─\(number) w\(factor.to + 1)"
    }
    guard let product else { return add(label, text) }
    add(label, "\(text)  =  \(NumberFormat.fixed(product))")
    if path.factors.count <= shown { add("", path.written(mode)) }
  }
}
