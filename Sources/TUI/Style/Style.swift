/// How a cell is to look, said by meaning: a role, marks on top of it, and shades of a heat map.
package struct Style: Hashable, Sendable {
  /// The meaning.
  package var role: Role
  /// What is set on top of the look of the role.
  package var marks: Marks
  /// The step of the heat map in front, 1 to `Shade.count`; 0 for the color of the role.
  package var foregroundShade: UInt8
  /// The step of the heat map behind, or a tint of the ground; 0 for the background of the role.
  package var backgroundShade: UInt8

  /// Attributes that go with any role.
  package struct Marks: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Bright and heavy.
    package static let strong = Marks(rawValue: 1)
    /// Foreground and background exchanged.
    package static let reversed = Marks(rawValue: 2)
    /// A line below.
    package static let underlined = Marks(rawValue: 4)
    /// Weaker than usual.
    package static let faint = Marks(rawValue: 8)
    /// In the selected row of a list.
    package static let selected = Marks(rawValue: 16)
  }

  package init(_ role: Role, _ marks: Marks = []) {
    self.role = role
    self.marks = marks
    foregroundShade = 0
    backgroundShade = 0
  }

  /// A cell of a heat map: a shade in front and a shade behind, each -1…1 or nil for none.
  package static func heat(front: Double?, behind: Double?) -> Style {
    var style = Style(.normal)
    style.foregroundShade = front.map(Shade.step(for:)) ?? 0
    style.backgroundShade = behind.map(Shade.step(for:)) ?? 0
    return style
  }

  /// The same style on a ground tinted by a share between 0 and 1.
  package func tinted(_ share: Double) -> Style {
    var style = self
    style.backgroundShade = Shade.tint(for: share)
    return style
  }

  /// The same style with more marks.
  package func with(_ more: Marks) -> Style {
    var style = self
    style.marks.formUnion(more)
    return style
  }

  package static let normal = Style(.normal)
  package static let dim = Style(.dim)
  package static let label = Style(.label)
  package static let title = Style(.title)
  package static let focusTitle = Style(.focusTitle)
  package static let border = Style(.border)
  package static let focusBorder = Style(.focusBorder)
  package static let cursor = Style(.cursor)
  package static let current = Style(.current)
  package static let visited = Style(.visited)
  package static let pending = Style(.pending)
  package static let forward = Style(.forward)
  package static let backward = Style(.backward)
  package static let negative = Style(.negative)
  package static let error = Style(.error)
  package static let warning = Style(.warning)
  package static let success = Style(.success)
  package static let edited = Style(.edited)
  package static let highlight = Style(.highlight)
  package static let match = Style(.match)
  package static let statusBar = Style(.statusBar)
  package static let keyHint = Style(.keyHint)
  package static let hint = Style(.hint)
  package static let prompt = Style(.prompt)
  package static let candidate = Style(.candidate)
  package static let axis = Style(.axis)
  package static let grid = Style(.grid)
  package static let plotCursor = Style(.plotCursor)
}

/// The steps of the diverging scale of a heat map, from the most negative to the most positive.
package enum Shade {
  /// How many steps there are; the scale is centered between the two middle ones.
  package static let count = 24

  /// The step of a value in -1…1, from 1 to `count`; what lies outside is taken to the nearest end.
  package static func step(for value: Double) -> UInt8 {
    guard !value.isNaN else { return 0 }
    let position = (min(1, max(-1, value)) + 1) / 2 * Double(count)
    return UInt8(min(count, Int(position) + 1))
  }

  /// How many tints of the ground there are; they are numbered behind the steps.
  package static let tintCount = 12

  /// The number of the tint of a share between 0 and 1.
  package static func tint(for share: Double) -> UInt8 {
    guard !share.isNaN else { return 0 }
    let step = min(tintCount - 1, Int(min(1, max(0, share)) * Double(tintCount)))
    return UInt8(count + 1 + step)
  }

  /// The color of a step: blue for negative, white at the center, orange for positive.
  package static func color(of step: Int) -> Color.RGB {
    let position = (Double(step) - 0.5) / Double(count) * 2 - 1
    let end: Color.RGB = position < 0 ? Color.RGB(0x00_72B2) : Color.RGB(0xD5_5E00)
    return Color.RGB(0xF7_F7F7).mixed(with: end, share: min(1, abs(position) * 1.02))
  }
}
