import GraphView

/// Stepping over scopes and into them.
extension Explorer {
  /// Steps over scopes, or into one; where their graph has to be made first, the step waits for it.
  ///
  /// - Returns: what is to be made.
  mutating func stepByScope(
    _ invocation: Invocation<Command>, _ step: (inout Explorer) -> Void
  ) -> [Effect<Work>] {
    let isAwaited = graph.awaited == sceneKey
    if graph.wholes[GraphState.PassKey(walk.stop)] == nil, let request = sceneRequest() {
      graph.waitingStep = invocation
      message = Notice(
        text: "looking at the scopes of \(walk.graphSize(at: walk.stop)) nodes; Esc gives up",
        style: .dim)
      return isAwaited ? [] : [.run(.scene(request))]
    }
    refreshScene()
    step(&self)
    return []
  }

  /// The scopes that a stop's row stands in.
  private func scope(of stop: Stop) -> [String] {
    guard let row = stop.row, let nodes = graph.wholes[GraphState.PassKey(stop)]?.graph.nodes,
      row < nodes.count
    else { return [] }
    return nodes[row].scope
  }

  /// Reads the scopes around the walk: those of a stop and of the stops beside it.
  private mutating func readScopes() {
    for index in walk.index - 1...walk.index + 1 where index >= 0 && index < walk.count {
      _ = wholeGraph(at: walk.stop(at: index))
    }
  }

  /// The scope of a stop that is one step when seen from another: folded, or without the other in it.
  private func group(of stop: Stop, from other: Stop?) -> [String]? {
    let path = scope(of: stop)
    guard !path.isEmpty else { return nil }
    if let folded = foldedItem(of: stop.row, at: stop)?.run?.scope { return folded }
    let around = other.map { isNear($0, stop) ? scope(of: $0) : [] } ?? []
    return path.indices.lazy.map { Array(path[...$0]) }.first { !around.starts(with: $0) }
  }

  /// The folded box that shows a row of a stop's pass.
  private func foldedItem(of row: Int?, at stop: Stop) -> GraphScene.Item? {
    guard let row, let source = graph.source, source.key.pass == stop.pass,
      source.key.hasUpdate == (stop.phase == .update),
      source.scene.places.indices.contains(row), source.scene.places[row] >= 0
    else { return nil }
    let item = source.scene.items[source.scene.places[row]]
    return item.run == nil ? nil : item
  }

  private func isNear(_ one: Stop, _ other: Stop) -> Bool {
    one.pass == other.pass && one.phase == other.phase
  }

  /// The last stop, from one on, that stands in a scope.
  private func end(of group: [String], from stop: Stop, isBackward: Bool) -> Int {
    guard let nodes = graph.wholes[GraphState.PassKey(stop)]?.graph.nodes else {
      return stop.index
    }
    // Nodes that follow each other share the array of their scopes.
    var last: (path: [String], isInside: Bool) = ([], group.isEmpty)
    return walk.end(of: stop, isBackward: isBackward) { row in
      guard row < nodes.count else { return false }
      if last.path != nodes[row].scope {
        last = (nodes[row].scope, nodes[row].scope.starts(with: group))
      }
      return last.isInside
    }
  }

  /// Goes to the next stop, or over the scope that begins there to its last stop.
  mutating func stepOver() {
    if let start = retraced(forward: true) { return walk.seek(start) }
    readScopes()
    let here = walk.stop
    guard walk.index + 1 < walk.count else { return }
    let next = walk.stop(at: walk.index + 1)
    var index = next.index
    if let group = group(of: next, from: here.row == nil ? nil : here) {
      index = end(of: group, from: next, isBackward: false)
    }
    time.note(.init(kind: .scope, start: here.index, end: index))
    walk.seek(index)
  }

  /// Where a step over a scope the other way began that ended here: several may end at one stop, and
  /// each is taken back to where it began.
  private mutating func retraced(forward: Bool) -> Int? {
    time.retrace(.scope, from: walk.index, forward: forward)
      .flatMap { $0 < walk.count ? $0 : nil }
  }

  /// Takes back what stepping over did.
  mutating func stepOverBack() {
    if let start = retraced(forward: false) { return walk.seek(start) }
    readScopes()
    let here = walk.stop
    guard walk.index > 0 else { return }
    var index = here.index
    let next = here.index + 1 < walk.count ? walk.stop(at: here.index + 1) : nil
    if let group = group(of: here, from: next) {
      index = end(of: group, from: here, isBackward: true)
    }
    time.note(.init(kind: .scope, start: here.index, end: index - 1))
    walk.seek(index - 1)
  }

  /// Opens the folded scope that is selected or comes next, and goes to its first stop.
  mutating func stepInto() {
    readScopes()
    let here = walk.stop
    let next = walk.index + 1 < walk.count ? walk.stop(at: walk.index + 1) : nil
    let isSame = next.map { isNear($0, here) || here.row == nil } ?? false
    if let row = selectedRow, let item = foldedItem(of: row, at: here), let run = item.run {
      open(run.scope)
      let stops = item.rows.compactMap { row in
        walk.table.count > row
          ? walk.stop(of: walk.table[row].node, in: here.phase, from: here) : nil
      }
      if let first = stops.min(), !item.rows.contains(here.row ?? -1) { walk.seek(first) }
    } else if isSame, let next, let item = foldedItem(of: next.row, at: next), let run = item.run {
      open(run.scope)
      walk.step(by: 1)
    } else if let item = foldedItem(of: here.row, at: here), let run = item.run {
      open(run.scope)
    } else {
      walk.step(by: 1)
    }
  }
}
