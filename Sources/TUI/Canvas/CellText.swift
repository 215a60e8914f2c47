/// A piece of text as the cells that show it, in reading order.
package struct CellText: Sendable {
  /// The clusters, as they were written; `visual` puts them in the order shown.
  package private(set) var clusters: [Cluster]
  /// The cells taken.
  package private(set) var width: Int
  private let glyphs: Glyphs

  /// Measures and simplifies a text.
  package init(_ text: some StringProtocol, glyphs: Glyphs) {
    var assembler = ClusterAssembler(glyphs: glyphs)
    for scalar in text.unicodeScalars { assembler.append(scalar) }
    self.init(assembler, glyphs: glyphs)
  }

  /// Takes over what an assembler has collected.
  package init(_ assembler: ClusterAssembler, glyphs: Glyphs) {
    clusters = assembler.clusters
    width = assembler.width
    self.glyphs = glyphs
  }

  /// Cuts to at most `limit` cells, the last of them an ellipsis when something is left out.
  ///
  /// A wide cluster is never cut in half: a cell that it would leave over is a space.
  package func truncated(to limit: Int) -> CellText {
    guard width > limit else { return self }
    var result = self
    result.clusters = []
    result.width = max(0, limit)
    guard limit > 0 else { return result }
    var used = 0
    for cluster in clusters {
      guard used + cluster.width < limit else { break }
      result.clusters.append(cluster)
      used += cluster.width
    }
    result.clusters.append(Cluster(glyphs.ellipsis))
    result.clusters.append(contentsOf: repeatElement(.blank, count: limit - used - 1))
    return result
  }

  /// The clusters in the order in which they stand on the screen.
  package var visual: [Cluster] {
    guard glyphs.bidi == .app, let order = BidiOrder(clusters) else { return clusters }
    return order.indices.map { order.shown(clusters[$0], at: $0) }
  }
}
