import GraphView

/// Stepping over scopes and into them.
extension Explorer {
  /// The scopes of the rows of a stop's pass.
  private func scope(of stop: Stop) -> [String] {
    guard let row = stop.row, let whole = graph.source?.whole, whole.pass == stop.pass,
      row < whole.graph.nodes.count
    else { return [] }
    return whole.graph.nodes[row].scope
  }

  /// The graph whose scopes are stepped over, made if no pane has needed it yet.
  private mutating func readScopes() {
    let stop = walk.stop(at: Swift.min(walk.index + 1, walk.count - 1))
    for stop in [stop, walk.stop] {
      let hasUpdate = stop.phase == .update
      if let whole = graph.source?.whole, whole.pass == stop.pass, whole.hasUpdate == hasUpdate {
        continue
      }
      guard let whole = walk.graph(at: stop) else { return }
      let glyphs = glyphs
      graph.source = GraphState.Source(
        key: .init(
          pass: stop.pass, hasUpdate: hasUpdate, options: graph.options, glyphs: glyphs),
        whole: whole,
        scene: GraphScene(whole, graph.options, texts) { glyphs.width(of: $0) })
    }
  }

  /// The scope of a stop that is one step when seen from another: folded, or without the other in it.
  private func group(of stop: Stop, from other: Stop?) -> [String]? {
    let path = scope(of: stop)
    guard !path.isEmpty else { return nil }
    if let row = stop.row, let scene = graph.source?.scene, scene.pass == stop.pass,
      scene.places.indices.contains(row), scene.places[row] >= 0,
      let run = scene.items[scene.places[row]].run
    {
      return run.scope
    }
    let around = other.map { isNear($0, stop) ? scope(of: $0) : [] } ?? []
    return path.indices.lazy.map { Array(path[...$0]) }.first { !around.starts(with: $0) }
  }

  private func isNear(_ one: Stop, _ other: Stop) -> Bool {
    one.pass == other.pass && one.phase == other.phase
  }

  /// Goes to the next stop, or over the scope that begins there to its last stop.
  mutating func stepOver() {
    readScopes()
    let here = walk.stop
    guard walk.index + 1 < walk.count else { return }
    let next = walk.stop(at: walk.index + 1)
    var index = next.index
    if let group = group(of: next, from: here.row == nil ? nil : here) {
      while index + 1 < walk.count {
        let more = walk.stop(at: index + 1)
        guard isNear(more, next), scope(of: more).starts(with: group) else { break }
        index += 1
      }
    }
    walk.seek(index)
  }

  /// Takes back what stepping over did.
  mutating func stepOverBack() {
    readScopes()
    let here = walk.stop
    guard walk.index > 0 else { return }
    var index = here.index
    let next = here.index + 1 < walk.count ? walk.stop(at: here.index + 1) : nil
    if let group = group(of: here, from: next) {
      while index > 0 {
        let before = walk.stop(at: index - 1)
        guard isNear(before, here), scope(of: before).starts(with: group) else { break }
        index -= 1
      }
    }
    walk.seek(index - 1)
  }

  /// Opens the folded scope that is selected or comes next, and goes to its first stop.
  mutating func stepInto() {
    readScopes()
    guard let scene = graph.source?.scene else { return }
    func folded(_ row: Int?) -> GraphScene.Item? {
      guard let row, scene.places.indices.contains(row), scene.places[row] >= 0 else { return nil }
      let item = scene.items[scene.places[row]]
      return item.run == nil ? nil : item
    }
    let here = walk.stop
    let next = walk.index + 1 < walk.count ? walk.stop(at: walk.index + 1) : nil
    let isSame = next.map { isNear($0, here) || here.row == nil } ?? false
    if let row = selectedRow, let item = folded(row), let run = item.run {
      open(run.scope)
      let stops = item.rows.compactMap { row in
        walk.table.count > row
          ? walk.stop(of: walk.table[row].node, in: here.phase, from: here) : nil
      }
      if let first = stops.min(), !item.rows.contains(here.row ?? -1) { walk.seek(first) }
    } else if isSame, let next, let item = folded(next.row), let run = item.run {
      open(run.scope)
      walk.step(by: 1)
    } else if let item = folded(here.row), let run = item.run {
      open(run.scope)
    } else {
      walk.step(by: 1)
    }
  }
}
