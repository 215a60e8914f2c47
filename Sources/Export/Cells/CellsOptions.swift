import GraphView

/// What can be chosen about the graph drawn in cells of text.
package struct CellsOptions: Sendable {
  /// Which way the ranks follow each other; without it the way that needs less room.
  package var orientation: CellOrientation?
  /// How much a box says; without it as much as has room.
  package var detail: CellDetail?
  /// The function or graph that is drawn as it was built, in place of what was walked.
  package var built: String?
  /// Whether every node is drawn, however many there are.
  package var isUnfolded = false
  /// The characters that boxes and lines are drawn with.
  package var tier = Tier.full

  /// The characters that a terminal or printer has.
  package enum Tier: String, CaseIterable, Sendable {
    /// Heavy, double and round lines.
    case full
    /// Thin lines with square corners.
    case basic
    /// The same lines, and nothing but ASCII in the text.
    case acs
    /// Nothing but ASCII.
    case ascii

    var glyphs: CellGlyphs { CellGlyphs(self == .full ? .full : self == .ascii ? .ascii : .basic) }
    /// Whether text is spelled in ASCII.
    package var isSpelled: Bool { self == .acs || self == .ascii }
  }

  package init() {}
}
