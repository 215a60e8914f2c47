/// The glyphs that boxes and lines are drawn with.
package struct CellGlyphs: Hashable, Sendable {
  /// How much a font has to have.
  package enum Tier: String, CaseIterable, Sendable {
    /// Heavy, double and round lines, and triangles.
    case full
    /// Thin lines with square corners.
    case basic
    /// ASCII; corners and tees are `+`, and so is everything that is connected.
    case ascii
  }

  package let tier: Tier

  package init(_ tier: Tier) { self.tier = tier }

  /// How a frame is drawn.
  enum Stroke {
    case light
    case round
    case double
    case heavy
    /// Dashed sides only.
    case dashed
    /// Nothing.
    case none
  }

  /// The glyph of line ends that meet in a cell, some of them heavy.
  func line(_ arms: CellArms, heavy: CellArms = []) -> Unicode.Scalar {
    let heavy = heavy.intersection(arms)
    switch tier {
    case .full: return JointTable.glyph(arms, heavy: Self.joined(arms, heavy))
    case .basic: return JointTable.glyph(arms, heavy: [])
    case .ascii:
      if !heavy.isEmpty { return arms.isSubset(of: .horizontal) ? "=" : "#" }
      if arms == .vertical || arms == .north || arms == .south { return "|" }
      if arms == .horizontal || arms == .east || arms == .west { return "-" }
      return "+"
    }
  }

  /// A straight line is heavy on both sides or on neither.
  private static func joined(_ arms: CellArms, _ heavy: CellArms) -> CellArms {
    !heavy.isEmpty && (arms == .vertical || arms == .horizontal) ? arms : heavy
  }

  /// A dashed straight line.
  func dashed(_ arms: CellArms) -> Unicode.Scalar {
    switch tier {
    case .full: arms.isSubset(of: .vertical) ? "┆" : "┄"
    case .basic: arms.isSubset(of: .vertical) ? "│" : "─"
    case .ascii: arms.isSubset(of: .vertical) ? ":" : "-"
    }
  }

  /// An arrowhead that points in one direction.
  func arrow(_ direction: CellArms) -> Unicode.Scalar {
    let full = tier == .full
    switch direction {
    case .north: return full ? "▲" : "^"
    case .east: return full ? "▶" : ">"
    case .south: return full ? "▼" : "v"
    default: return full ? "◀" : "<"
    }
  }

  /// The frame of a kind of node.
  func stroke(_ kind: CellGraph.Kind, isCursor: Bool) -> Stroke {
    if isCursor { return .heavy }
    switch kind {
    case .leaf: return .round
    case .op, .scope: return .light
    case .gradient: return .double
    case .stub: return .none
    case .copy: return .dashed
    }
  }

  /// The glyph of a frame where it runs in some directions.
  func frame(_ arms: CellArms, _ stroke: Stroke, isLeft: Bool = true) -> Unicode.Scalar {
    switch (tier, stroke) {
    case (_, .none): return " "
    case (_, .dashed): return dashed(arms)
    case (.full, .light): return JointTable.glyph(arms, heavy: [])
    case (.full, .heavy): return JointTable.glyph(arms, heavy: arms)
    case (.full, .round): return Self.round[arms] ?? JointTable.glyph(arms, heavy: [])
    case (.full, .double): return Self.double[arms] ?? JointTable.glyph(arms, heavy: [])
    case (.basic, .round) where arms == .vertical, (.ascii, .round) where arms == .vertical:
      return isLeft ? "(" : ")"
    case (.basic, _): return JointTable.glyph(arms, heavy: [])
    case (.ascii, .heavy): return "#"
    case (.ascii, .double) where arms == .horizontal: return "="
    case (.ascii, .light) where arms == .vertical: return isLeft ? "[" : "]"
    case (.ascii, _): return line(arms)
    }
  }

  /// The glyph of a side of a box that has no lines above and below.
  func side(_ stroke: Stroke, _ kind: CellGraph.Kind, isLeft: Bool) -> Unicode.Scalar {
    switch stroke {
    case .none: return " "
    case .dashed: return dashed(.vertical)
    case .heavy: return tier == .full ? "┃" : tier == .basic ? "│" : "#"
    default: break
    }
    switch kind {
    case .leaf: return isLeft ? "(" : ")"
    case .gradient: return isLeft ? "{" : "}"
    default: return isLeft ? "[" : "]"
    }
  }

  /// The glyph of a frame where a line joins it from outside.
  func joint(
    _ side: CellArms, _ stroke: Stroke, isOpen: Bool, isHeavy: Bool
  ) -> Unicode.Scalar {
    let border: CellArms = side.isSubset(of: .vertical) ? .horizontal : .vertical
    switch stroke {
    case .none, .dashed: return isHeavy ? line(border.union(side), heavy: side) : dashed(side)
    case .double where tier == .full && !isOpen: return Self.doubleJoint[side] ?? "+"
    case .heavy: return line(border.union(side), heavy: isHeavy ? border.union(side) : border)
    default: return line(border.union(side), heavy: isHeavy ? side : [])
    }
  }

  private static let round: [CellArms: Unicode.Scalar] = [
    [.east, .south]: "╭", [.south, .west]: "╮", [.north, .east]: "╰", [.north, .west]: "╯",
  ]
  private static let double: [CellArms: Unicode.Scalar] = [
    [.east, .south]: "╔", [.south, .west]: "╗", [.north, .east]: "╚", [.north, .west]: "╝",
    .horizontal: "═", .vertical: "║",
  ]
  private static let doubleJoint: [CellArms: Unicode.Scalar] = [
    .north: "╧", .east: "╟", .south: "╤", .west: "╢",
  ]
}
