import Glibc

/// NumPy's `RandomState`: MT19937 with the methods of old, which never change.
package struct LegacyStream: NumPyStream, Sendable {
  package var bits: MersenneTwister
  /// The second of two normals that were drawn together.
  private var spare: Double?

  package init(_ bits: MersenneTwister) { self.bits = bits }

  /// A generator that the system seeds.
  package init() {
    var entropy = RunEntropy()
    self.init(MersenneTwister(key: (0..<8).map { _ in entropy.next() }))
  }

  /// By Marsaglia's polar method.
  package mutating func normal() -> Double {
    if let kept = spare {
      spare = nil
      return kept
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square >= 1 || square == 0 { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spare = factor * x
      return factor * y
    }
  }

  package mutating func exponential() -> Double { -log(1 - uniform()) }

  package mutating func whole(_ limit: UInt64) -> UInt64 { bits.masked(limit) }
}
