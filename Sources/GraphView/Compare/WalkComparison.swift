import Engine

/// Two runs of a lesson side by side: which stop and which row of one belongs to which of the other.
///
/// Rows that stand at the same place and do the same belong together; where the runs took other ways,
/// those of the same name, then those of the same columns and op.
package final class WalkComparison: @unchecked Sendable {
  /// What the walk on the screen is compared with.
  package let base: Walk
  /// Its curves.
  package lazy var traces = base.traces()
  private let walk: Walk
  /// The stop that was looked for last: every row of a frame asks for the same.
  private var latest: (index: Int, stop: Stop)?
  private var known: (pass: Int, basePass: Int, partners: RowPartners)?

  package init(_ walk: Walk, with base: Walk) {
    self.walk = walk
    self.base = base
  }

  /// The stop of the other run that belongs to a stop of the walk.
  package func stop(like stop: Stop) -> Stop {
    if let latest, latest.index == stop.index { return latest.stop }
    let found = base.stop(at: base.index(like: stop, of: walk))
    latest = (stop.index, found)
    return found
  }

  /// The row of the other run that belongs to a row at a stop.
  package func partner(of row: Int, at stop: Stop) -> Int? {
    guard let pass = base.pass(like: stop, of: walk) else { return nil }
    if let known, known.pass == stop.pass, known.basePass == pass.index {
      return known.partners.partner(of: row)
    }
    let made = RowPartners(RowText(walk.model, stop.pass), RowText(base.model, pass.index))
    known = (stop.pass, pass.index, made)
    return made.partner(of: row)
  }

  /// What the other run has where the walk has a row; `nil` where nothing belongs to the row.
  package func cells(of row: NodeRow, at stop: Stop) -> ComparedCells? {
    guard let partner = partner(of: row.row, at: stop) else { return nil }
    let other = self.stop(like: stop)
    let text = RowText(base.model, other.pass)
    let value = base.recording.value(of: text.node(partner))
    let adjoint = base.model.adjoint(of: partner, at: other)
    let own = walk.recording.value(of: row.node)
    let isShown = row.value != nil
    return ComparedCells(
      name: RowText.name(partner), value: isShown ? ValueText(value) : nil, adjoint: adjoint,
      values: isShown ? [CellNumber.adjointText(value), CellNumber.adjointText(own)] : nil,
      adjoints: [adjoint, row.adjoint].map { $0.value.map { CellNumber.adjointText($0) } },
      valueChange: isShown ? Self.change(from: value, to: own) : nil,
      adjointChange: Self.change(from: adjoint.value, to: row.adjoint.value))
  }

  /// The difference as text: of numbers itself, of tensors the largest one; empty where there is none.
  private static func change(from old: NDArray?, to new: NDArray?) -> String? {
    guard let old, let new else { return nil }
    guard old.dtype != .string, new.dtype != .string, !old.dtype.isComplex, !new.dtype.isComplex
    else { return "" }
    guard old.shape == new.shape else { return "\(old.shape) → \(new.shape)" }
    let (before, after) = (old.doubles, new.doubles)
    var largest = 0.0
    var differs = false
    for (from, to) in zip(before, after) where from != to && !(from.isNaN && to.isNaN) {
      differs = true
      let difference = to - from
      if !(Swift.abs(difference) <= Swift.abs(largest)) { largest = difference }
    }
    guard differs else { return "" }
    return NumberFormat.rounded(largest, digits: 5)
  }
}

/// A row of the other run.
package struct ComparedCells: Sendable {
  /// What the row is called there.
  package let name: String
  /// Its value, where the walk has one at this stop.
  package let value: ValueText?
  package let adjoint: AdjointCell
  /// The two values in a few cells, there and here; of tensors the norms.
  package let values: [String]?
  /// The two adjoints in a few cells, `nil` where there is none.
  package let adjoints: [String?]
  /// What the value changed by; empty where it is the same, `nil` where one of the two is missing.
  package let valueChange: String?
  package let adjointChange: String?
}

/// Which row of one pass belongs to which of another.
///
/// Most rows stand where they stood; the tables are only made for those that do not.
private final class RowPartners {
  private let text: RowText
  private let other: RowText
  private lazy var byName = names()
  private lazy var byPlace = Dictionary(
    Self.places(other).enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
  private lazy var ownPlaces = Self.places(text)

  private struct Place: Hashable {
    let span: SourceSpan
    let operation: String
    let number: Int
  }

  init(_ text: RowText, _ other: RowText) {
    self.text = text
    self.other = other
  }

  private func names() -> [String: Int] {
    var found: [String: Int] = [:]
    for row in other.nodes.rows.indices {
      if let name = other.pythonNames(row).first { found[name] = row }
    }
    return found
  }

  func partner(of row: Int) -> Int? {
    if isAlike(row) { return row }
    if let name = text.pythonNames(row).first { return byName[name] }
    let place = ownPlaces[row]
    return place.span == .none ? nil : byPlace[place]
  }

  /// Whether a row does the same in both.
  private func isAlike(_ row: Int) -> Bool {
    guard row < other.nodes.rows.count, text.nodes.isInput(row) == other.nodes.isInput(row),
      text.operationName(row) == other.operationName(row),
      text.pythonNames(row) == other.pythonNames(row)
    else { return false }
    let (a, b) = (text.node(row), other.node(row))
    return text.model.recording.span(of: a) == other.model.recording.span(of: b)
      || text.expression(row) == other.expression(row)
  }

  /// Columns, op and which of several that is.
  private static func places(_ text: RowText) -> [Place] {
    var counts: [Place: Int] = [:]
    return text.nodes.rows.indices.map { row in
      let span = text.model.recording.span(of: text.node(row))
      let first = Place(span: span, operation: text.operationName(row), number: 0)
      let number = counts[first, default: 0]
      counts[first] = number + 1
      return Place(span: span, operation: first.operation, number: number)
    }
  }
}
