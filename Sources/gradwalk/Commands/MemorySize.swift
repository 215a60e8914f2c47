import ArgumentParser

/// An amount of memory as the command line writes it: `65536`, `64K`, `256M`, `2G`.
struct MemorySize: ExpressibleByArgument {
  let bytes: Int

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    var digits = argument.uppercased()
    if digits.hasSuffix("B") { digits.removeLast() }
    var shift = 0
    if let unit = digits.last, let found = Self.units.firstIndex(of: unit) {
      shift = 10 * (found + 1)
      digits.removeLast()
    }
    guard let number = Int(digits), number >= 0, number <= Int.max >> shift else { return nil }
    bytes = number << shift
  }

  var defaultValueDescription: String {
    for (place, unit) in Self.units.enumerated().reversed() {
      let size = 1 << (10 * (place + 1))
      if bytes >= size, bytes % size == 0 { return "\(bytes / size)\(unit)" }
    }
    return "\(bytes)"
  }

  private static let units: [Character] = ["K", "M", "G"]
}
