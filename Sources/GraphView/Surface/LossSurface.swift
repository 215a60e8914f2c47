import Engine

/// A loss over a grid of one or two axes.
package struct LossSurface: Hashable, Sendable {
  /// The places along the first axis, and along the second where there is one.
  package let x: [Double]
  package let y: [Double]
  /// The losses row by row: a row for each place along the second axis.
  package let z: [Double]

  /// Nanoseconds that a surface may take, and points of an axis.
  private static let budget = 4e8
  private static let side = (least: 9, most: 41)
  private static let line = (least: 25, most: 161)

  /// Computes the losses between some ends; the more an evaluation costs the fewer there are.
  package init(
    _ function: LossFunction, x xEnds: ClosedRange<Double>, y yEnds: ClosedRange<Double>?
  ) throws(LossError) {
    let fitting = Self.budget / Swift.max(function.cost, 1)
    guard let yEnds else {
      let count = Swift.min(Swift.max(Int(fitting), Self.line.least), Self.line.most)
      x = Self.places(xEnds, count)
      y = []
      z = try Self.losses(function, x, nil)
      return
    }
    let count = Swift.min(Swift.max(Int(fitting.squareRoot()), Self.side.least), Self.side.most)
    x = Self.places(xEnds, count)
    y = Self.places(yEnds, count)
    z = try Self.losses(function, x, y)
  }

  private static func losses(
    _ function: LossFunction, _ x: [Double], _ y: [Double]?
  ) throws(LossError) -> [Double] {
    var found: [Double] = []
    guard let y else {
      for place in x { found.append(try function([place])) }
      return found
    }
    for row in y {
      for place in x { found.append(try function([place, row])) }
    }
    return found
  }

  private static func places(_ ends: ClosedRange<Double>, _ count: Int) -> [Double] {
    (0..<count).map {
      ends.lowerBound + (ends.upperBound - ends.lowerBound) * Double($0) / Double(count - 1)
    }
  }

  /// The least finite loss and where it is.
  package var least: (x: Double, y: Double?, loss: Double)? {
    guard let index = z.indices.filter({ z[$0].isFinite }).min(by: { z[$0] < z[$1] }) else {
      return nil
    }
    return (x[index % x.count], y.isEmpty ? nil : y[index / x.count], z[index])
  }

  /// Heights between which bands lie, as many points in one band as in another.
  package func levels(_ count: Int) -> [Double] {
    let sorted = z.filter(\.isFinite).sorted()
    guard let first = sorted.first, let last = sorted.last, first < last else { return [] }
    var levels = [first]
    for index in 1...count {
      let level = index == count ? last : sorted[index * (sorted.count - 1) / count]
      if level > levels[levels.count - 1] { levels.append(level) }
    }
    return levels
  }
}
