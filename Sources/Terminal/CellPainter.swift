import CNcurses
import TUI

/// Turns the cells of a canvas into those of ncurses.
struct CellPainter {
  /// How a style looks to ncurses.
  private struct Look {
    var bits: Int32
    var pair: Int32
  }

  private let theme: Theme
  private let colors: ColorTier
  private let glyphs: Glyphs
  /// The looks found so far.
  private var looks: [Style: Look] = [:]

  init(_ capabilities: Capabilities) {
    theme = Theme.named(capabilities.theme) ?? .dark
    colors = capabilities.colors
    glyphs = capabilities.glyphs
  }

  /// Draws a row of cells.
  mutating func paint(_ cells: ArraySlice<Cell>, row: Int) {
    var painted: [cchar_t] = []
    painted.reserveCapacity(cells.count)
    var style = Style.normal
    var look = look(of: style)
    for cell in cells where !cell.cluster.isContinuation {
      if cell.style != style {
        style = cell.style
        look = self.look(of: style)
      }
      append(cell.cluster, look, to: &painted)
    }
    shim_put_row(Int32(row), painted, Int32(painted.count))
  }

  private func append(_ cluster: Cluster, _ look: Look, to painted: inout [cchar_t]) {
    var cell = cchar_t()
    let base = cluster.base.value
    if base < 0x7F {
      let marks = cluster.marks
      shim_set_cell(
        &cell, base, marks.first?.value ?? 0, marks.dropFirst().first?.value ?? 0, look.bits,
        look.pair)
    } else if glyphs.tier == .acs, let name = Self.lineNames[cluster.base] {
      shim_set_line_cell(&cell, name, look.bits, look.pair)
    } else if shim_width(base) == cluster.width {
      let marks = cluster.marks
      shim_set_cell(
        &cell, base, marks.first?.value ?? 0, marks.dropFirst().first?.value ?? 0, look.bits,
        look.pair)
    } else {
      // The locale disagrees about the width, or cannot write it at all.
      shim_set_cell(&cell, 0x3F, 0, 0, look.bits, look.pair)
      if cluster.isWide { painted.append(cell) }
    }
    painted.append(cell)
  }

  /// The names of the VT100's line drawing characters.
  private static let lineNames: [Unicode.Scalar: CChar] = [
    "─": 0x71, "│": 0x78, "┌": 0x6C, "┐": 0x6B, "└": 0x6D, "┘": 0x6A, "├": 0x74, "┤": 0x75,
    "┬": 0x77, "┴": 0x76, "┼": 0x6E,
  ]

  private mutating func look(of style: Style) -> Look {
    if let known = looks[style] { return known }
    let attributes = theme.attributes(for: style, tier: colors)
    var bits: Int32 = 0
    if attributes.isBold { bits |= Int32(SHIM_BOLD) }
    if attributes.isDim { bits |= Int32(SHIM_DIM) }
    if attributes.isUnderlined { bits |= Int32(SHIM_UNDERLINE) }
    if attributes.isReversed { bits |= Int32(SHIM_REVERSE) }
    var pair: Int32 = 0
    if colors != .mono, attributes.foreground != nil || attributes.background != nil {
      let front = attributes.foreground.map(number) ?? -1
      let behind = attributes.background.map(number) ?? -1
      // Eight colors and bold make sixteen.
      if shim_colors() < 16, colors == .named, front >= 8 { bits |= Int32(SHIM_BOLD) }
      pair = max(0, alloc_pair(reduced(front), reduced(behind)))
    }
    let look = Look(bits: bits, pair: pair)
    looks[style] = look
    return look
  }

  private func reduced(_ color: Int32) -> Int32 {
    colors == .named && shim_colors() < 16 && color >= 8 ? color - 8 : color
  }

  /// The number of a color among those of the terminal.
  private func number(of color: Color) -> Int32 {
    let count = shim_colors()
    switch colors {
    case .mono: return -1
    case .named: return Int32(color.named)
    case .palette, .truecolor:
      if count < 256 { return Int32(color.named) }
      if colors == .palette || count < 1 << 24 { return Int32(color.rgb.nearest256) }
      // On terminals of direct color the first eight numbers are still those of the palette.
      return max(8, Int32(color.rgb.hex))
    }
  }
}
