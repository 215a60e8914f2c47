import Engine

/// Why a gradient is very large or very small: the factors on the way.
extension Tracer {
  /// Gradients from here on are called large, and up to here small.
  private static let large = 1e3
  private static let small = 1e-5

  func size(_ source: NodeID, _ row: Int, _ adjoint: NDArray) -> Diagnosis {
    let size = adjoint.doubles.reduce(0) { Swift.max($0, Swift.abs($1)) }
    guard size >= Self.large || size <= Self.small, let path = model.path(to: row, in: pass.index),
      let factors = factors(path, size)
    else {
      return made(
        .connected, .connected, at: source, subject: source, way: passingWay(to: row, over: nil))
    }
    return made(
      size >= Self.large ? .large : .small, .size(factors.said), at: text.node(factors.row),
      subject: source,
      way: [path.start].map { Int(nodes.rows[$0]) }
        + path.factors.map { Int(nodes.rows[$0.to]) })
  }

  private func factors(_ path: ChainPath, _ size: Double) -> (said: SizeFactors, row: Int)? {
    let adjoints = model.adjoints(of: pass.index)
    let isLarge = size >= Self.large
    var extreme: (ratio: Double, row: Int)?
    var shrinking = 0
    var growing = 0
    for factor in path.factors {
      guard let upstream = adjoints[factor.from],
        let place = place(of: factor),
        let flow = model.contribution(
          of: Int(nodes.rows[factor.from]), to: place, upstream: upstream)
      else { continue }
      let before = Self.norm(upstream)
      guard before > 0, before.isFinite else { continue }
      let ratio = Self.norm(flow) / before
      if ratio < 0.999 { shrinking += 1 }
      if ratio > 1.001 { growing += 1 }
      if extreme.map({ isLarge ? ratio > $0.ratio : ratio < $0.ratio }) ?? true {
        extreme = (ratio, factor.from)
      }
    }
    guard let extreme else { return nil }
    let said = SizeFactors(
      size: size, count: path.factors.count, shrinking: shrinking, growing: growing,
      extreme:
        "\(NumberFormat.rounded(extreme.ratio, digits: 3)) at \(place(text.node(extreme.row)))")
    return (said, extreme.row)
  }

  private func place(of factor: ChainPath.Factor) -> Int? {
    let input = Int32(nodes.rows[factor.to])
    let range = structure.operandRange(Int(nodes.rows[factor.from]))
    return range.firstIndex { structure.operands[$0] == input }.map { $0 - range.lowerBound }
  }

  private static func norm(_ array: NDArray) -> Double {
    array.doubles.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
