/// The digest that Python mixes into seeds that are text.
enum SHA512 {
  private static let primes: [Int] = {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < 80 {
      if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }()

  /// The first 64 bits of the fraction of the square root (`power` 2) or cube root (3).
  private static func fraction(_ prime: Int, power: Int) -> UInt64 {
    // The root in fixed point with 64 binary places, found bit by bit.
    var low: (UInt64, UInt64) = (0, 0)
    var bit = 67
    while bit >= 0 {
      var trial = low
      if bit >= 64 { trial.0 |= 1 << UInt64(bit - 64) } else { trial.1 |= 1 << UInt64(bit) }
      if isAtMost(trial, prime, power) { low = trial }
      bit -= 1
    }
    return low.1
  }

  private static func isAtMost(_ root: (UInt64, UInt64), _ prime: Int, _ power: Int) -> Bool {
    let words = [root.1, root.0]
    var product = words
    for _ in 1..<power { product = multiplied(product, words) }
    // Compare with prime · 2^(64·power).
    var limit = [UInt64](repeating: 0, count: power) + [UInt64(prime)]
    while limit.count < product.count { limit.append(0) }
    while product.count < limit.count { product.append(0) }
    for index in limit.indices.reversed() where product[index] != limit[index] {
      return product[index] < limit[index]
    }
    return true
  }

  private static func multiplied(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    var result = [UInt64](repeating: 0, count: a.count + b.count)
    for (i, x) in a.enumerated() {
      var carry: UInt64 = 0
      for (j, y) in b.enumerated() {
        let (high, low) = x.multipliedFullWidth(by: y)
        let (sum, overflow) = result[i + j].addingReportingOverflow(low)
        let (total, again) = sum.addingReportingOverflow(carry)
        result[i + j] = total
        carry = high + (overflow ? 1 : 0) + (again ? 1 : 0)
      }
      result[i + b.count] = carry
    }
    return result
  }

  private static let constants = primes.map { fraction($0, power: 3) }
  private static let start = primes.prefix(8).map { fraction($0, power: 2) }

  static func digest(_ message: [UInt8]) -> [UInt8] {
    var bytes = message + [0x80]
    while bytes.count % 128 != 112 { bytes.append(0) }
    bytes += [UInt8](repeating: 0, count: 8)
    let bits = UInt64(message.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    var hash = start
    for block in stride(from: 0, to: bytes.count, by: 128) {
      mix(bytes[block..<block + 128], &hash)
    }
    return hash.flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  private static func mix(_ block: ArraySlice<UInt8>, _ hash: inout [UInt64]) {
    func rotated(_ x: UInt64, _ count: UInt64) -> UInt64 { x >> count | x << (64 - count) }
    var words: [UInt64] = []
    for start in stride(from: block.startIndex, to: block.endIndex, by: 8) {
      words.append(block[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) })
    }
    for i in 16..<80 {
      let a = words[i - 15]
      let b = words[i - 2]
      let first = rotated(a, 1) ^ rotated(a, 8) ^ a >> 7
      let second = rotated(b, 19) ^ rotated(b, 61) ^ b >> 6
      words.append(words[i - 16] &+ first &+ words[i - 7] &+ second)
    }
    var v = hash
    for i in 0..<80 {
      let sum1 = rotated(v[4], 14) ^ rotated(v[4], 18) ^ rotated(v[4], 41)
      let choice = v[4] & v[5] ^ ~v[4] & v[6]
      let first = v[7] &+ sum1 &+ choice &+ constants[i] &+ words[i]
      let sum0 = rotated(v[0], 28) ^ rotated(v[0], 34) ^ rotated(v[0], 39)
      let majority = v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]
      v = [first &+ sum0 &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
    }
    for i in 0..<8 { hash[i] = hash[i] &+ v[i] }
  }
}
