import Engine

/// What an original draws: for each seed the hash of its first 1 000 numbers.
struct RandomRow {
  /// The first numbers of the first seed, to look at.
  let first: [Double]
  let hashes: [UInt64]

  static let seeds = [
    0, 1, 2, 3, 5, 7, 10, 12, 42, 99, 100, 123, 1000, 1234, 2024, 31415, 65537, 1_000_000,
    2_147_483_647, 4_294_967_295,
  ]
  static let count = 1000
}

/// One thousand drawn numbers.
enum RandomNumbers {
  case doubles([Double])
  case integers([Int64])

  /// FNV-1a of the numbers' little-endian bytes.
  var hash: UInt64 {
    let words =
      switch self {
      case .doubles(let values): values.map(\.bitPattern)
      case .integers(let values): values.map { UInt64(bitPattern: $0) }
      }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for word in words {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        hash = (hash ^ (word >> shift & 0xff)) &* 0x100_0000_01b3
      }
    }
    return hash
  }

  var first: [Double] {
    switch self {
    case .doubles(let values): Array(values.prefix(3))
    case .integers(let values): values.prefix(3).map { Double($0) }
    }
  }
}
