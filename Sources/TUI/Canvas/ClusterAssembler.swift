/// Turns text, one code point after the other, into the clusters that cells can show.
///
/// What a terminal would obey instead of showing (escapes, line ends, bidirectional controls) becomes
/// a visible substitute; sequences whose width differs between terminals (emoji joined, tinted or
/// spelled with flags) are simplified to their first code point.
package struct ClusterAssembler {
  /// The symbols available, which decide how text is spelled.
  private let glyphs: Glyphs
  /// What has been assembled.
  package private(set) var clusters: [Cluster] = []
  /// The cells that the clusters take together.
  package private(set) var width = 0
  /// Whether the next code point is glued to an emoji already shown and is left out.
  private var skipsNext = false

  package init(glyphs: Glyphs) {
    self.glyphs = glyphs
  }

  /// Adds one code point, spelled as the glyph tier needs it.
  package mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x7F {
      skipsNext = false
      return appendASCII(UInt8(truncatingIfNeeded: scalar.value))
    }
    guard let spelling = glyphs.spelling(of: scalar) else { return appendUnicode(scalar) }
    for byte in spelling.utf8 { appendASCII(byte) }
  }

  /// Adds a byte of an ASCII text.
  package mutating func appendASCII(_ byte: UInt8) {
    if byte >= 0x20, byte < 0x7F {
      push(Cluster(Unicode.Scalar(byte)))
    } else if byte == 0x09 {
      repeat { push(.blank) } while !width.isMultiple(of: 8)
    } else {
      push(Cluster(glyphs.substitute(forControl: Unicode.Scalar(byte))))
    }
  }

  private mutating func appendUnicode(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x200D:  // Joiner: glues emoji together; between letters it only shapes them.
      skipsNext = clusters.last?.isWide ?? false
      return
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0xE0020...0xE007F:  // Variants, tags.
      return
    case 0x1F3FB...0x1F3FF where clusters.last?.isWide ?? false:  // Skin tones.
      return
    default: break
    }
    guard let cells = CellWidth.of(scalar) else {
      return push(Cluster(glyphs.substitute(forControl: scalar)))
    }
    if skipsNext, cells > 0 {
      skipsNext = false
      return
    }
    switch scalar.value {
    case 0x1F1E6...0x1F1FF:  // The letters of a flag.
      appendASCII(UInt8(truncatingIfNeeded: scalar.value - 0x1F1E6 + 0x41))
    default:
      if cells > 0 {
        push(Cluster(scalar, isWide: cells == 2))
      } else if let last = clusters.indices.last, !clusters[last].isWide {
        clusters[last].add(mark: scalar)
      }
    }
  }

  private mutating func push(_ cluster: Cluster) {
    clusters.append(cluster)
    width += cluster.width
  }
}
