import GraphView

/// What the graph pane's own actions do.
extension Explorer {
  /// The box that its keys are about: of the selected row, or where the walk stands.
  private var actedBox: (box: Int, shown: GraphState.Shown)? {
    guard let shown = graph.shown, let box = shownBox else { return nil }
    return (box, shown)
  }

  private mutating func say(_ text: String) { message = Notice(text: text, style: .dim) }

  mutating func turnGraph() {
    let now = graph.shown?.drawing.orientation ?? .leftToRight
    graph.orientation = now == .leftToRight ? .topToBottom : .leftToRight
    say(now == .leftToRight ? "from top to bottom" : "from left to right")
  }

  /// More or less text in the boxes.
  mutating func changeDetail(by levels: Int) {
    let all: [CellDetail] = [.chip, .middle, .full]
    let now = graph.shown?.drawing.detail ?? .full
    let place = (all.firstIndex(of: now) ?? 2) + levels
    guard all.indices.contains(place) else {
      return say(levels > 0 ? "boxes say all there is" : "boxes say names only")
    }
    graph.detail = all[place]
    // From top to bottom names alone cannot be drawn.
    if all[place] == .chip { graph.orientation = .leftToRight }
  }

  /// Opens the folded scope at the cursor, or folds the one that the cursor stands in.
  mutating func toggleFold() {
    guard let (box, scene) = foldedBox() else { return }
    if let run = scene.items[box].run {
      open(run.scope)
      say("\(run.scope.joined(separator: "/")) is open")
    } else {
      fold(around: box, scene)
    }
  }

  /// The box of the cursor in the graph as it is folded now, whether or not it is on the screen.
  private mutating func foldedBox() -> (box: Int, scene: GraphScene)? {
    refreshScene()
    guard let scene = graph.source?.scene, scene.pass == walk.stop.pass, let row = shownRow,
      scene.places.indices.contains(row), scene.places[row] >= 0
    else { return nil }
    return (scene.places[row], scene)
  }

  /// Folds the scope around the cursor, whether or not its box is folded itself.
  mutating func foldAround() {
    guard let (box, scene) = foldedBox() else { return }
    fold(around: box, scene)
  }

  private mutating func fold(around box: Int, _ scene: GraphScene) {
    let scope = scene.graph.nodes[box].scope
    guard !scope.isEmpty else { return say("nothing is around this box that could be folded") }
    changeFolds(of: .scope(scope)) { folds in
      folds.closed.insert(scope)
      folds.opened = folds.opened.filter { !$0.starts(with: scope) }
    }
    say("\(scope.joined(separator: "/")) is folded; Enter opens it")
  }

  /// Takes the last change back where it was one of the same scope, or makes this one.
  private mutating func changeFolds(
    of subject: Foldings.Subject, _ change: (inout GraphScene.Options.Folds) -> Void
  ) {
    let before = graph.options.folds
    if let earlier = graph.foldings.takeBack(subject, from: before) {
      graph.options.folds = earlier
      return
    }
    change(&graph.options.folds)
    graph.foldings.note(subject, before, graph.options.folds)
  }

  /// Opens a scope by one level: the scopes in it are folded, and those around it stay open.
  ///
  /// One that was folded just now is as it was before.
  mutating func open(_ scope: [String]) {
    let inner = graph.source?.whole.scopes(inside: scope)
    changeFolds(of: .scope(scope)) { folds in
      folds.opened.insert(scope)
      folds.closed = folds.closed.filter { !scope.starts(with: $0) }
      folds.closed.formUnion(inner ?? [])
    }
  }

  /// Folds every scope; where that is done, goes back to what was there before.
  mutating func foldAll() {
    guard let whole = graph.source?.whole else { return }
    let scopes = Set(whole.scopes(inside: []))
    guard !scopes.isEmpty else { return say("there are no scopes to fold") }
    let isDone =
      graph.options.closed == scopes && graph.options.limit != nil && graph.options.opened.isEmpty
    changeFolds(of: .foldAll) { folds in
      folds.limit = GraphScene.Options().limit
      folds.opened = []
      folds.closed = isDone ? [] : scopes
    }
    let isFolded = graph.options.closed == scopes
    say(isFolded ? "every scope is folded" : "folded as before; , folds every scope")
  }

  /// Opens every scope; where that is done, goes back to what was there before.
  mutating func unfoldAll() {
    guard let whole = graph.source?.whole else { return }
    guard whole.graph.nodes.count <= Self.mostUnfolded else {
      message = Notice(
        text:
          "\(whole.graph.nodes.count) nodes are too many to draw at once; Enter opens one scope",
        style: .warning)
      return
    }
    changeFolds(of: .unfoldAll) { folds in
      let isDone = folds.limit == nil && folds.closed.isEmpty && folds.opened.isEmpty
      folds = .init(limit: isDone ? GraphScene.Options().limit : nil, opened: [], closed: [])
    }
    say(graph.options.limit == nil ? "every node is a box" : "folded as before; . opens all")
  }

  /// Boxes that are laid out before anybody grows tired of waiting.
  private static let mostUnfolded = 600

  /// Shows only what is so many edges away from the cursor, or everything again.
  mutating func changeNeighborhood(_ hops: Int?) {
    if graph.options.hops != nil, hops == nil || graph.options.hops == hops {
      graph.options.hops = nil
      return say("the whole graph")
    }
    let wanted = Swift.min(Swift.max(hops ?? 2, 1), 4)
    graph.options.hops = wanted
    say("what is within \(wanted) of the selected node; a count before H says how far")
  }

  mutating func toggleConstants() {
    graph.options.hidesConstants.toggle()
    say(graph.options.hidesConstants ? "constants are hidden" : "constants are shown")
  }

  mutating func toggleNeeded() {
    graph.options.hidesUnneeded.toggle()
    say(
      graph.options.hidesUnneeded
        ? "only what the target is computed from" : "all that the lesson computed")
  }

  mutating func toggleCopies() {
    graph.options.copiesLeaves.toggle()
    say(
      graph.options.copiesLeaves
        ? "inputs that many read stand beside each of them" : "every input stands once")
  }
}

// MARK: The cursor

extension Explorer {
  /// Selects the nearest box in a direction.
  mutating func moveInGraph(_ direction: CellArms, times: Int) {
    for _ in 0..<Swift.min(times, 10_000) {
      guard let (box, shown) = actedBox else { return selectInGraph(0) }
      guard let next = Self.neighbor(of: box, direction, shown) else {
        return say("nothing lies there")
      }
      selectInGraph(next)
    }
  }

  private static func neighbor(
    of box: Int, _ direction: CellArms, _ shown: GraphState.Shown
  ) -> Int? {
    let boxes = shown.drawing.boxes
    let nodes = shown.scene.graph.nodes
    let (dx, dy) = direction.step
    let here = boxes[box].frame
    func isJoined(_ other: Int) -> Bool {
      nodes[box].arguments.contains { $0.source == other }
        || nodes[other].arguments.contains { $0.source == box }
    }
    var best: (box: Int, cost: Int)?
    for other in boxes.indices where other != box {
      let frame = boxes[other].frame
      // Cells are twice as high as wide.
      let x = (2 * frame.x + frame.width - 2 * here.x - here.width) / 2
      let y = 2 * frame.y + frame.height - 2 * here.y - here.height
      let along = x * dx + y * dy
      let aside = abs(x * dy) + abs(y * dx)
      // What overlaps in the direction does not lie there.
      let isBeyond =
        dx > 0
        ? frame.x >= here.x + here.width
        : dx < 0
          ? frame.x + frame.width <= here.x
          : dy > 0 ? frame.y >= here.y + here.height : frame.y + frame.height <= here.y
      guard along > 0, isBeyond else { continue }
      let cost = along + 2 * aside - (isJoined(other) ? 12 : 0)
      if best.map({ cost < $0.cost }) ?? true { best = (other, cost) }
    }
    return best?.box
  }

  /// Selects what a box stands for; every pane tells about it.
  mutating func selectInGraph(_ box: Int) {
    guard let shown = graph.shown, shown.scene.items.indices.contains(box) else { return }
    let item = shown.scene.items[box]
    let row = walk.stop.row.flatMap { item.rows.contains($0) ? $0 : nil } ?? item.lead
    guard row < walk.table.count else { return }
    selectedRow = row
    graph.isMoved = false
  }

  /// The first and the last box in the order of the table.
  mutating func selectEndOfGraph(isEnd: Bool) {
    guard let shown = graph.shown, !shown.scene.items.isEmpty else { return }
    selectInGraph(isEnd ? shown.scene.items.count - 1 : 0)
  }

  /// A press of the mouse on a box selects it; a double press opens it or goes there.
  mutating func pressGraph(at mouse: Mouse, in rect: Rect) {
    guard let shown = graph.shown else { return }
    let view = graphView(in: rect.inset(by: 1))
    let cell = CellPoint(
      x: mouse.x - view.x + graph.corner.x, y: mouse.y - view.y + graph.corner.y)
    guard view.contains(x: mouse.x, y: mouse.y), let box = shown.drawing.box(at: cell) else {
      return
    }
    selectInGraph(box)
    guard mouse.kind == .doubleClick else { return }
    if shown.scene.items[box].run != nil { toggleFold() } else { _ = try? carryOut("run-to-node") }
  }
}
