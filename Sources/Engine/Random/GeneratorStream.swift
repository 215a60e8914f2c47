import Glibc

/// NumPy's `Generator` on PCG64, as `np.random.default_rng` makes it.
package struct GeneratorStream: NumPyStream, Sendable {
  package var bits: PCG64

  package init(_ seeds: SeedSequence) { bits = PCG64(seeds) }

  /// A generator that the system seeds.
  package init() {
    var entropy = RunEntropy()
    self.init(SeedSequence((0..<4).map { _ in entropy.next() }))
  }

  package mutating func normal() -> Double { Ziggurat.normal(&bits) }
  package mutating func exponential() -> Double { Ziggurat.exponential(&bits) }
  package mutating func whole(_ limit: UInt64) -> UInt64 { bits.multiplied(limit) }

  /// Unlike `order`, this one draws as `whole` does.
  private mutating func shuffle(_ items: inout [Int], from first: Int) {
    for place in stride(from: items.count - 1, through: first, by: -1) {
      items.swapAt(place, Int(whole(UInt64(place))))
    }
  }

  /// Positions drawn without putting back.
  package mutating func picks(_ count: Int, of total: Int, shuffled: Bool) -> [Int] {
    if total > 10_000, count > total / (shuffled ? 50 : 20) {
      var order = Array(0..<total)
      shuffle(&order, from: max(total - count, 1))
      return Array(order[(total - count)...])
    }
    var picked: [Int] = []
    var known: Set<Int> = []
    for last in (total - count)..<total {
      let drawn = Int(whole(UInt64(last)))
      let value = known.insert(drawn).inserted ? drawn : last
      known.insert(value)
      picked.append(value)
    }
    if shuffled { shuffle(&picked, from: 1) }
    return picked
  }
}
