/// What one cell shows: a code point with up to two combining marks, packed into a word.
package struct Cluster: Hashable, Sendable {
  /// Bits 0–20 the base, 21–41 and 42–62 the marks, 63 set when the base takes two cells.
  private var bits: UInt64

  private init(bits: UInt64) {
    self.bits = bits
  }

  /// A code point that is known to take one cell, or two when `isWide` says so.
  package init(_ base: Unicode.Scalar, isWide: Bool = false) {
    bits = UInt64(base.value) | (isWide ? 1 << 63 : 0)
  }

  /// An empty cell.
  package static let blank = Cluster(" ")

  /// The second half of a wide cluster.
  package static let continuation = Cluster(bits: 0)

  /// Whether this is the second half of the cluster in the cell before.
  package var isContinuation: Bool { bits == 0 }

  /// Whether this takes two cells.
  package var isWide: Bool { bits >> 63 != 0 }

  /// The cells taken: 1 or 2.
  package var width: Int { isWide ? 2 : 1 }

  /// The code point without its marks.
  package var base: Unicode.Scalar {
    Unicode.Scalar(UInt32(truncatingIfNeeded: bits & 0x1F_FFFF)) ?? " "
  }

  /// The combining marks as code points, in the order they were written.
  package var marks: [Unicode.Scalar] {
    [21, 42].compactMap { shift in
      let value = UInt32(truncatingIfNeeded: (bits >> shift) & 0x1F_FFFF)
      return value == 0 ? nil : Unicode.Scalar(value)
    }
  }

  /// Adds a combining mark; a third one is dropped.
  package mutating func add(mark: Unicode.Scalar) {
    if (bits >> 21) & 0x1F_FFFF == 0 {
      bits |= UInt64(mark.value) << 21
    } else if (bits >> 42) & 0x1F_FFFF == 0 {
      bits |= UInt64(mark.value) << 42
    }
  }

  /// The same marks over another base of the same width.
  package func replacingBase(with base: Unicode.Scalar) -> Cluster {
    Cluster(bits: bits & ~0x1F_FFFF | UInt64(base.value))
  }

  /// Appends the code points to a string; the second half of a wide cluster adds nothing.
  package func append(to text: inout String) {
    guard !isContinuation else { return }
    text.unicodeScalars.append(base)
    guard bits >> 21 & 0x3FF_FFFF_FFFF != 0 else { return }
    text.unicodeScalars.append(contentsOf: marks)
  }
}

/// One cell of a canvas: what it shows and in which role.
package struct Cell: Hashable, Sendable {
  /// The text.
  package var cluster: Cluster
  /// The role it plays, from which a theme makes colors.
  package var style: Style

  package init(_ cluster: Cluster, _ style: Style = .normal) {
    self.cluster = cluster
    self.style = style
  }

  /// An empty cell of the normal style.
  package static let blank = Cell(.blank)
}
