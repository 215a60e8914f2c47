/// The kinds of line that boxes and edges are drawn with.
package enum LineKind: String, CaseIterable, Sendable {
  /// Thin, with square corners.
  case light
  /// Thin, with round corners.
  case rounded
  /// Thick.
  case heavy
  /// Two thin lines.
  case double
}

/// The glyphs of one kind of line.
package struct LineGlyphs: Hashable, Sendable {
  package var horizontal: Unicode.Scalar
  package var vertical: Unicode.Scalar
  package var topLeft: Unicode.Scalar
  package var topRight: Unicode.Scalar
  package var bottomLeft: Unicode.Scalar
  package var bottomRight: Unicode.Scalar
  /// A vertical line with an arm to the right, `├`.
  package var teeRight: Unicode.Scalar
  /// A vertical line with an arm to the left, `┤`.
  package var teeLeft: Unicode.Scalar
  /// A horizontal line with an arm downward, `┬`.
  package var teeDown: Unicode.Scalar
  /// A horizontal line with an arm upward, `┴`.
  package var teeUp: Unicode.Scalar
  /// Lines that meet in all four directions, `┼`.
  package var cross: Unicode.Scalar

  /// Takes eleven characters in the order of the properties.
  private init(_ row: StaticString) {
    var scalars = row.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }.unicodeScalars
      .makeIterator()
    func next() -> Unicode.Scalar { scalars.next() ?? "+" }
    horizontal = next()
    vertical = next()
    topLeft = next()
    topRight = next()
    bottomLeft = next()
    bottomRight = next()
    teeRight = next()
    teeLeft = next()
    teeDown = next()
    teeUp = next()
    cross = next()
  }

  fileprivate static let light = LineGlyphs("─│┌┐└┘├┤┬┴┼")
  fileprivate static let rounded = LineGlyphs("─│╭╮╰╯├┤┬┴┼")
  fileprivate static let heavy = LineGlyphs("━┃┏┓┗┛┣┫┳┻╋")
  fileprivate static let double = LineGlyphs("═║╔╗╚╝╠╣╦╩╬")
  fileprivate static let ascii = LineGlyphs("-|+++++++++")
  fileprivate static let asciiHeavy = LineGlyphs("###########")
  fileprivate static let asciiDouble = LineGlyphs("=|+++++++++")
}

extension Glyphs {
  /// The glyphs of a kind of line; a kind that the tier lacks is drawn light.
  package func lines(_ kind: LineKind) -> LineGlyphs {
    switch (tier, kind) {
    case (.full, .light), (.basic, _), (.acs, _): .light
    case (.full, .rounded): .rounded
    case (.full, .heavy): .heavy
    case (.full, .double): .double
    case (.ascii, .light), (.ascii, .rounded): .ascii
    case (.ascii, .heavy): .asciiHeavy
    case (.ascii, .double): .asciiDouble
    }
  }

  /// Whether a kind of line looks unlike the light one.
  package func hasKind(_ kind: LineKind) -> Bool {
    kind != .light && lines(kind) != lines(.light)
  }

  /// The glyph of line ends that meet in a cell: north 1, east 2, south 4, west 8.
  package func junction(_ arms: UInt8, _ kind: LineKind = .light) -> Unicode.Scalar {
    let lines = lines(kind)
    switch arms & 15 {
    case 3: return lines.bottomLeft
    case 6: return lines.topLeft
    case 7: return lines.teeRight
    case 9: return lines.bottomRight
    case 11: return lines.teeUp
    case 12: return lines.topRight
    case 13: return lines.teeLeft
    case 14: return lines.teeDown
    case 15: return lines.cross
    case 1, 4, 5: return lines.vertical
    case 2, 8, 10: return lines.horizontal
    default: return " "
    }
  }
}
