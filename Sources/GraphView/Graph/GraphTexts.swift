import Engine

/// What the boxes of a pass say, remembered as long as the pass is looked at.
///
/// A value and a whole adjoint never change, and working out what to say of a large tensor takes
/// time.
package final class GraphTexts: @unchecked Sendable {
  private var walk: Walk
  private var pass = -1
  private var rows: RowText?
  private var values: [Int: String] = [:]
  private var adjoints: [AdjointKey: String] = [:]
  private var titles: [Int: String] = [:]

  private struct AdjointKey: Hashable {
    let row: Int
    let reported: Int
  }

  /// Stands for a value that is not computed.
  package var notComputed = "·"

  /// The cells that a title takes at most.
  private static let mostTitle = 26

  package init(_ walk: Walk) { self.walk = walk }

  /// Hides what the user is to predict, or no longer.
  package func cover(_ veil: Veil?) { walk.veil = veil }

  private func rows(of wanted: Int) -> RowText {
    if let rows, pass == wanted { return rows }
    let made = RowText(walk.model, wanted)
    rows = made
    pass = wanted
    values = [:]
    adjoints = [:]
    titles = [:]
    return made
  }

  /// `w5 = w1·w2`, `w1 : w`.
  func title(_ row: Int, in pass: Int) -> String {
    let text = rows(of: pass)
    if let known = titles[row] { return known }
    var title = RowText.name(row)
    if let name = text.pythonNames(row).first { title += " : \(Self.visible(name))" }
    if text.isWritten(row) {
      let expression = Self.visible(Self.tight(text.expression(row)))
      let room = Swift.max(Self.mostTitle - title.count - 3, 8)
      title += " = \(CellNumber.clipped(expression, to: room))"
    }
    titles[row] = title
    return title
  }

  /// `w5`, `w1:w`.
  func chip(_ row: Int, in pass: Int) -> String {
    let text = rows(of: pass)
    guard let name = text.pythonNames(row).first else { return RowText.name(row) }
    return "\(RowText.name(row)):\(Self.visible(CellNumber.clipped(name, to: 12)))"
  }

  /// What a row is called in a few words: its Python name, or w1…wn.
  func called(_ row: Int, in pass: Int) -> String {
    Self.visible(CellNumber.clipped(rows(of: pass).called(row), to: 12))
  }

  /// The value at a stop, `·` before it is computed.
  func value(_ row: Int, at stop: Stop) -> String {
    guard walk.model.isComputed(row, at: stop) else { return notComputed }
    if walk.veil != nil, walk.hidesValue(of: row, in: stop.pass) { return "?" }
    return value(row, in: stop.pass)
  }

  /// The value in the end.
  func value(_ row: Int, in pass: Int) -> String {
    let text = rows(of: pass)
    if let known = values[row] { return known }
    let made = Self.visible(CellNumber.text(walk.model.value(text.node(row).position)))
    values[row] = made
    return made
  }

  /// The adjoint at a stop behind its sign, empty before anything has arrived: `∇-1`, `∇~-1`,
  /// `∇None`.
  func adjoint(_ row: Int, at stop: Stop) -> String {
    guard stop.phase != .forward else { return "" }
    let text = rows(of: stop.pass)
    guard row < text.nodes.forwardRowCount, walk.passes[stop.pass].counts.backward > 0 else {
      return ""
    }
    if walk.veil != nil, walk.hidesAdjoint(of: row, at: stop) { return "∇?" }
    let cell = walk.model.adjoint(of: row, at: stop)
    guard let value = cell.value else { return cell.state == .none ? "∇None" : "" }
    let key = AdjointKey(row: row, reported: cell.reported)
    if let known = adjoints[key] { return known }
    let mark = cell.state == .partial ? "~" : ""
    let made = "∇\(mark)\(CellNumber.adjointText(value))"
    adjoints[key] = made
    return made
  }

  /// Text of a lesson that may be drawn: controls and marks of direction become visible.
  private static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDirective) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { isDirective($0) ? "?" : $0 }))
  }

  private static func isDirective(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// An expression without the blanks around signs.
  private static func tight(_ expression: String) -> String {
    let signs: Set<Character> = [
      "+", "-", "−", "·", "×", "*", "/", ",", "<", ">", "=", "≥", "≤", "≠", "@", "^", "⊙",
    ]
    let characters = Array(expression)
    var result = ""
    for (place, character) in characters.enumerated() {
      if character == " ", place > 0, place + 1 < characters.count,
        signs.contains(characters[place - 1]) || signs.contains(characters[place + 1])
      {
        continue
      }
      result.append(character)
    }
    return result
  }
}

// MARK: The room that is kept

extension GraphTexts {
  /// The cells to keep for value and adjoint, whatever the stop.
  ///
  /// In a training loop numbers differ from turn to turn, and boxes must stand still: any number fits.
  func room(_ row: Int, in pass: Int) -> (value: Int, adjoint: Int) {
    let text = rows(of: pass)
    let isLoop = walk.passes[pass].step != nil
    let node = text.node(row)
    let signature = walk.recording.signature(of: node)
    let isConstant = walk.recording.operation(of: node) is Constant
    var value = value(row, in: pass).count
    if isLoop, !isConstant {
      let any = signature.dtype == .bool ? 5 : CellNumber.room
      value =
        signature.shape.rank == 0
        ? Swift.max(any, value)
        : Swift.max(CellNumber.shape(signature.shape).count + 3 + CellNumber.room, value)
    }
    guard row < text.nodes.forwardRowCount, walk.passes[pass].counts.backward > 0 else {
      return (value, 0)
    }
    guard text.nodes.isReached[row] else { return (value, 5) }
    let bars = signature.shape.rank == 0 ? 0 : 2
    let uses = walk.model.consumers(of: pass)[row].count
    if isLoop || uses > 1 {
      return (value, 1 + (uses > 1 ? 1 : 0) + bars + CellNumber.room)
    }
    let end = walk.stop(at: Swift.max(walk.passes[pass].firstStop, backwardEnd(of: pass)))
    return (value, Swift.max(adjoint(row, at: end).count, 2))
  }

  /// The last stop of the backward phase.
  private func backwardEnd(of pass: Int) -> Int {
    let counts = walk.passes[pass].counts
    return walk.passes[pass].firstStop + counts.start + counts.forward + counts.backward - 1
  }
}
