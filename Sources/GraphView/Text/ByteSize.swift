/// An amount of memory as people write it: `65536`, `64K`, `256M`, `2G`.
package struct ByteSize: Hashable, Sendable {
  package let bytes: Int

  package init(_ bytes: Int) { self.bytes = bytes }

  /// Reads what was written; `nil` where that is no amount.
  package init?(_ text: String) {
    var digits = text.uppercased()
    if digits.hasSuffix("IB") { digits.removeLast(2) }
    if digits.hasSuffix("B") { digits.removeLast() }
    var shift = 0
    if let unit = digits.last, let found = Self.units.firstIndex(of: unit) {
      shift = 10 * (found + 1)
      digits.removeLast()
    }
    guard let number = Int(digits), number >= 0, number <= Int.max >> shift else { return nil }
    bytes = number << shift
  }

  /// The exact amount in the largest unit that has it whole: `256M`.
  package var exact: String {
    for (place, unit) in Self.units.enumerated().reversed() {
      let size = 1 << (10 * (place + 1))
      if bytes >= size, bytes % size == 0 { return "\(bytes / size)\(unit)" }
    }
    return "\(bytes)"
  }

  /// About how much: `12.3 MiB`.
  package var text: String {
    var size = Double(bytes)
    var unit = "B"
    for next in ["KiB", "MiB", "GiB"] where size >= 1024 {
      size /= 1024
      unit = next
    }
    if unit == "B" || size >= 100 { return "\(Int(size)) \(unit)" }
    let tenths = Int((size * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
  }

  private static let units: [Character] = ["K", "M", "G"]
}
