import Engine

/// What the graph of a pass is made from, taken out of a walk: it can be made on another thread,
/// whatever becomes of the recording meanwhile.
package struct GraphSource: Sendable {
  let structure: Structure
  let nodes: PassNodes
  /// The columns and the scope of each row.
  let spans: [SourceSpan]
  let scopes: [String]
  /// The text that the columns belong to.
  let text: SourceText?
  /// Stretches in which a gradient was worked out while a tape recorded.
  let gradientStretches: [Range<Int>]
  /// The pass, and whether what its update computes belongs to it.
  package let pass: Int
  package let hasUpdate: Bool

  init(_ model: WalkModel, pass: Int, hasUpdate: Bool) {
    let recording = model.recording
    structure = model.structure
    nodes = model.nodes(of: pass)
    let rows = nodes.rows.prefix(hasUpdate ? nodes.rows.count : nodes.forwardRowCount)
    spans = rows.map { recording.span(of: NodeID(Int($0))) }
    scopes = rows.map { recording.scope(of: NodeID(Int($0))) }
    text = recording.source
    gradientStretches = model.gradientStretches
    self.pass = pass
    self.hasUpdate = hasUpdate
  }

  /// How many nodes the graph has.
  package var rowCount: Int { spans.count }

  /// The graph.
  package func graph() -> WalkGraph { WalkGraph(self) }
}

extension Walk {
  /// What the graph of the pass that a stop belongs to is made from; rows of the update are in it
  /// during the update.
  package func graphSource(at stop: Stop) -> GraphSource? {
    guard passes.indices.contains(stop.pass) else { return nil }
    return GraphSource(model, pass: stop.pass, hasUpdate: stop.phase == .update)
  }

  /// How many nodes the graph of the pass that a stop belongs to has.
  package func graphSize(at stop: Stop) -> Int {
    guard passes.indices.contains(stop.pass) else { return 0 }
    let nodes = model.nodes(of: stop.pass)
    return stop.phase == .update ? nodes.rows.count : nodes.forwardRowCount
  }

  /// The graph of the pass that a stop belongs to.
  package func graph(at stop: Stop) -> WalkGraph? { graphSource(at: stop)?.graph() }
}
