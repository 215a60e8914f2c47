// Some drawings make Graphviz 2.43 abort, crash, hang or lose edges, which would end the whole
// process: found by drawing some thousand random graphs. They are refused before the library
// sees them; everything else in that experiment was drawn without a complaint.

extension DotGraph {
  /// Refuses a drawing that could take the process down.
  func checkSafety(engine: DotEngine) throws(GraphvizError) {
    if attributes["splines"].means("ortho") { throw .unsafe(.orthogonalEdges) }
    if attributes["layout"] != nil { throw .unsafe(.engineInGraph) }
    guard engine == .dot else { return }
    if let value = attributes["concentrate"], !value.isFalse { throw .unsafe(.mergedEdges) }
    // Clusters would inherit a rank of the graph.
    if ([attributes] + clusters.map(\.attributes)).contains(where: { $0["rank"] != nil }) {
      throw .unsafe(.rankOfCluster)
    }
    let hasLabels = edges.contains { edge in
      (edge.attributes["label"] ?? edgeDefaults["label"]).map { $0 != .text("") } ?? false
    }
    if hasLabels, !clusters.isEmpty, let value = attributes["newrank"], !value.isTrue {
      throw .unsafe(.separateRanks)
    }
    if hasLabels || !clusters.isEmpty, edges.contains(where: mayBeHorizontal) {
      throw .unsafe(.edgesWithinRanks)
    }
  }

  /// The attributes of the whole drawing as they are written.
  ///
  /// Ranks that are counted anew in each cluster are the cause of most trouble.
  var writtenAttributes: DotAttributes {
    var written = attributes
    if !clusters.isEmpty, written["newrank"] == nil { written["newrank"] = true }
    return written
  }

  private func mayBeHorizontal(_ edge: Edge) -> Bool {
    if let value = edge.attributes["constraint"] ?? edgeDefaults["constraint"], !value.isTrue {
      return true
    }
    guard let length = edge.attributes["minlen"] ?? edgeDefaults["minlen"] else { return false }
    return (length.number ?? 0) < 1
  }
}

extension DotValue {
  /// Whether the library is sure to read this as true.
  fileprivate var isTrue: Bool {
    switch self {
    case .text(let text), .escaped(let text): ["true", "yes", "1"].contains(text.lowercased())
    case .number(let value): value == 1
    case .html, .lines: false
    }
  }

  /// Whether the library is sure to read this as false.
  fileprivate var isFalse: Bool {
    switch self {
    case .text(let text), .escaped(let text): ["false", "no", "0"].contains(text.lowercased())
    case .number(let value): value == 0
    case .html, .lines: false
    }
  }

  /// The value as a number, if it is one.
  fileprivate var number: Double? {
    switch self {
    case .text(let text), .escaped(let text): Double(text)
    case .number(let value): value
    case .html, .lines: nil
    }
  }
}

extension DotValue? {
  /// Whether this is a word, in whatever case.
  fileprivate func means(_ word: String) -> Bool {
    switch self {
    case .text(let text), .escaped(let text): text.lowercased() == word
    default: false
    }
  }
}
