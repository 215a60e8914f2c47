import Glibc

/// Normal and exponential numbers by layers of equal area, as NumPy's `Generator` draws them.
///
/// - Source: Marsaglia and Tsang, The Ziggurat Method for Generating Random Variables (2000).
struct Ziggurat: Sendable {
  private let inside: [UInt64]
  private let widths: [Double]
  private let heights: [Double]
  /// Where the tail begins.
  private let edge: Double

  private init(inside: [UInt64], widths: [UInt64], heights: [UInt64], edge: Double) {
    self.inside = inside
    self.widths = widths.map { Double(bitPattern: $0) }
    self.heights = heights.map { Double(bitPattern: $0) }
    self.edge = edge
  }

  private static let normal = Ziggurat(
    inside: NormalLayers.inside, widths: NormalLayers.widths, heights: NormalLayers.heights,
    edge: 3.6541528853610087963519472518)
  private static let exponential = Ziggurat(
    inside: ExponentialLayers.inside, widths: ExponentialLayers.widths,
    heights: ExponentialLayers.heights, edge: 7.6971174701310497140446280481)

  /// Whether a point between the heights of a layer and the one above lies under the density.
  private func isUnder<B: RandomBits>(_ layer: Int, _ density: Double, _ bits: inout B) -> Bool {
    (heights[layer - 1] - heights[layer]) * bits.double() + heights[layer] < density
  }

  static func normal<B: RandomBits>(_ bits: inout B) -> Double {
    let table = normal
    while true {
      let word = bits.next64()
      let layer = Int(word & 0xff)
      let size = word >> 9 & 0xf_ffff_ffff_ffff
      var x = Double(size) * table.widths[layer]
      if word >> 8 & 1 == 1 { x = -x }
      if size < table.inside[layer] { return x }
      if layer > 0 {
        if table.isUnder(layer, exp(-0.5 * x * x), &bits) { return x }
        continue
      }
      while true {
        let a = -0.27366123732975827203338247596 * log1p(-bits.double())
        let b = -log1p(-bits.double())
        if b + b > a * a { return size >> 8 & 1 == 1 ? -(table.edge + a) : table.edge + a }
      }
    }
  }

  static func exponential<B: RandomBits>(_ bits: inout B) -> Double {
    let table = exponential
    while true {
      let word = bits.next64() >> 3
      let layer = Int(word & 0xff)
      let size = word >> 8
      let x = Double(size) * table.widths[layer]
      if size < table.inside[layer] { return x }
      if layer == 0 { return table.edge - log1p(-bits.double()) }
      if table.isUnder(layer, exp(-x), &bits) { return x }
    }
  }
}
