import GraphView

/// What the graph pane remembers between frames.
struct GraphState {
  /// What the user wants to see of the graph.
  var options = GraphScene.Options()
  var foldings = Foldings()
  /// What the user has chosen; nil for what suits the pane.
  var orientation: CellOrientation?
  var detail: CellDetail?
  /// The graph of the pass that was looked at last, and what is shown of it.
  var source: Source?
  /// The scene that was asked for and has not come yet.
  var awaited: Source.Key?
  /// The graphs of passes near the walk.
  var wholes: [PassKey: WalkGraph] = [:]
  /// What is on the screen.
  var shown: Shown?
  /// What was asked for and has not come yet.
  var pending: LayoutRequest?
  /// Why the last request came to nothing.
  var failure: (request: LayoutRequest, reason: String)?
  /// The cell of the drawing in the pane's upper left corner; below zero where the drawing is smaller.
  var corner = CellPoint(x: 0, y: 0)
  /// Whether the user has moved the drawing, so that it does not follow the walk.
  var isMoved = false
  /// The step over or into a scope that waits for the graph to be made.
  var waitingStep: Invocation<Explorer.Command>?

  /// A pass, with its update or without.
  struct PassKey: Hashable {
    var pass: Int
    var hasUpdate: Bool

    init(_ stop: Stop) {
      pass = stop.pass
      hasUpdate = stop.phase == .update
    }

    init(_ key: Source.Key) {
      pass = key.pass
      hasUpdate = key.hasUpdate
    }
  }

  /// A pass's graph and the scene made of it.
  struct Source {
    /// What decides about a scene.
    struct Key: Equatable, Sendable {
      var pass: Int
      var hasUpdate: Bool
      var options: GraphScene.Options
      var glyphs: Glyphs
    }

    var key: Key
    var whole: WalkGraph
    var scene: GraphScene
  }

  /// A scene with its drawing.
  struct Shown {
    var whole: WalkGraph
    var scene: GraphScene
    var drawing: CellDrawing
    var request: LayoutRequest
  }
}

extension Explorer {
  /// What the explorer wants to have done beside the keys.
  package enum Work: Equatable, Sendable {
    /// Lay a graph out.
    case layout(LayoutRequest)
    /// Run the lesson again.
    case rerun(RunRequest)
    /// Make a large graph, and fold it to what can be shown.
    case scene(SceneRequest)
    /// Let the lesson that runs stand still, go on, or end.
    case live(LiveOrder)
    /// Write a file.
    case export(ExportRequest)
    /// Compute a loss at other weights.
    case surface(SurfaceRequest)
  }

  /// The news that comes of it.
  package enum Message: Equatable, Sendable {
    /// A graph is laid out.
    case laidOut(LayoutAnswer)
    /// The lesson ran again.
    case reran(RunAnswer)
    /// A graph is made.
    case sceneMade(SceneAnswer)
    /// The lesson that runs has come farther, pauses, or is over.
    case live(LiveNews)
    /// A file is written, or not.
    case exported(ExportAnswer)
    /// A loss surface is computed.
    case surface(SurfaceAnswer)
  }

  /// The cells inside the graph pane's border; nil while it is not on the screen.
  var graphArea: Rect? {
    guard !isTiny, let rect = layout.rect(of: .graph), rect.width > 4, rect.height > 3 else {
      return nil
    }
    return rect.inset(by: 1)
  }

  /// Brings the graph pane up to date: asks for a drawing where there is none, and follows the walk.
  mutating func settleGraph() -> [Effect<Work>] {
    guard !isEmpty, !isLive, let area = graphArea else { return [] }
    if let request = updateScene() { return [.run(.scene(request))] }
    guard let source = graph.source, graph.awaited == nil else { return [] }
    let request = LayoutRequest(
      graph: source.scene.graph, pane: CellPane(width: area.width, height: area.height),
      orientation: graph.orientation, detail: graph.detail, glyphs: glyphs)
    var effects: [Effect<Work>] = []
    if let shown = graph.shown, shown.request == request {
      // Another turn with the same boxes: only what they say is new.
      graph.shown?.whole = source.whole
      graph.shown?.scene = source.scene
      graph.pending = nil
    } else if graph.pending != request, graph.failure?.request != request {
      graph.pending = request
      effects = [.run(.layout(request))]
    }
    followInGraph(area)
    return effects
  }

  /// Makes the scene of the pass that the walk stands in, where it is not there already.
  ///
  /// - Returns: what has to be made beside the keys, where that takes long.
  mutating func updateScene() -> SceneRequest? {
    let stop = walk.stop
    let key = sceneKey
    guard graph.source?.key != key else {
      graph.awaited = nil
      return nil
    }
    if graph.awaited == key { return nil }
    if let request = sceneRequest(key) { return request }
    graph.awaited = nil
    guard let whole = wholeGraph(at: stop) else { return nil }
    show(GraphScene(unlabeled: whole, key.options), of: whole, key)
    return nil
  }

  /// Brings a graph that is made at once up to date, also while its pane is not on the screen.
  mutating func refreshScene() {
    if walk.graphSize(at: walk.stop) <= Self.mostAtOnce { _ = updateScene() }
  }

  /// What decides about the scene at this stop.
  var sceneKey: GraphState.Source.Key {
    let stop = walk.stop
    var options = graph.options
    options.center = options.hops == nil ? nil : shownRow ?? 0
    return GraphState.Source.Key(
      pass: stop.pass, hasUpdate: stop.phase == .update, options: options, glyphs: glyphs)
  }

  /// What has to be made beside the keys for the graph of this stop, where that takes long.
  mutating func sceneRequest() -> SceneRequest? { sceneRequest(sceneKey) }

  private mutating func sceneRequest(_ key: GraphState.Source.Key) -> SceneRequest? {
    let stop = walk.stop
    guard walk.graphSize(at: stop) > Self.mostAtOnce else { return nil }
    let origin: SceneRequest.Origin
    if let whole = graph.wholes[GraphState.PassKey(stop)] {
      origin = .whole(whole)
    } else if let source = walk.graphSource(at: stop) {
      origin = .source(source)
    } else {
      return nil
    }
    graph.awaited = key
    return SceneRequest(key: key, origin: origin)
  }

  /// Graphs of so many nodes are made at a key.
  private static let mostAtOnce = 1_500

  private mutating func show(_ scene: GraphScene, of whole: WalkGraph, _ key: GraphState.Source.Key)
  {
    var scene = scene
    let glyphs = glyphs
    scene.label(texts) { glyphs.width(of: $0) }
    graph.source = GraphState.Source(key: key, whole: whole, scene: scene)
  }

  /// Takes a scene that was asked for; one that is no longer wanted is dropped.
  mutating func take(_ answer: SceneAnswer) {
    guard answer.key == graph.awaited else { return }
    graph.awaited = nil
    graph.wholes = [GraphState.PassKey(answer.key): answer.whole]
    show(answer.scene, of: answer.whole, answer.key)
    guard let step = graph.waitingStep else { return }
    graph.waitingStep = nil
    message = nil
    _ = run(step)
  }

  /// The graph of a stop's pass, where it is there or made at once; those looked at last are kept.
  mutating func wholeGraph(at stop: Stop) -> WalkGraph? {
    let key = GraphState.PassKey(stop)
    if let known = graph.wholes[key] { return known }
    guard walk.graphSize(at: stop) <= Self.mostAtOnce, let made = walk.graph(at: stop) else {
      return nil
    }
    if graph.wholes.count > Self.keptGraphs { graph.wholes = [:] }
    graph.wholes[key] = made
    return made
  }

  private static let keptGraphs = 3

  /// Takes a drawing that was asked for; one that is no longer wanted is dropped.
  mutating func take(_ answer: LayoutAnswer) {
    guard answer.request == graph.pending, let source = graph.source else { return }
    graph.pending = nil
    guard let drawing = answer.drawing else {
      graph.failure = (answer.request, answer.failure)
      return
    }
    // Where the user has moved the drawing, the box under the cursor keeps its place on the screen.
    let before =
      graph.isMoved ? shownBox.flatMap { box in graph.shown?.drawing.boxes[box].frame } : nil
    graph.shown = GraphState.Shown(
      whole: source.whole, scene: source.scene, drawing: drawing, request: answer.request)
    if let before, let box = shownBox {
      let frame = drawing.boxes[box].frame
      graph.corner.x += frame.x - before.x
      graph.corner.y += frame.y - before.y
    }
    if let area = graphArea { followInGraph(area) }
  }

  /// The box of the row that the panes tell about.
  var shownBox: Int? { shownRow.flatMap { box(of: $0) } }

  /// The box that shows a row.
  func box(of row: Int) -> Int? {
    guard let shown = graph.shown, shown.scene.pass == walk.stop.pass,
      shown.scene.places.indices.contains(row), shown.scene.places[row] >= 0
    else { return nil }
    return shown.scene.places[row]
  }

  // MARK: The part in sight

  /// Shows the part of the drawing that the box of the cursor stands in.
  ///
  /// Which part that is depends on the box and the room alone, not on the way there: a step back shows
  /// again what was seen before the step.
  private mutating func followInGraph(_ area: Rect) {
    guard let shown = graph.shown else { return }
    let view = graphView(in: area)
    if !graph.isMoved {
      let frame =
        shownBox.map { shown.drawing.boxes[$0].frame } ?? CellRect(x: 0, y: 0, width: 0, height: 0)
      graph.corner.x = Self.corner(showing: frame.x, frame.width, room: view.width)
      graph.corner.y = Self.corner(showing: frame.y, frame.height, room: view.height)
    }
    graph.corner.x = Self.held(graph.corner.x, shown.drawing.width, view.width)
    graph.corner.y = Self.held(graph.corner.y, shown.drawing.height, view.height)
  }

  /// The first part is shown as long as the box has some room in it; the others follow each other by half
  /// of the room, so that the middle of a box stands in the middle half of its part.
  private static func corner(showing start: Int, _ size: Int, room: Int) -> Int {
    if start + size + room / 8 <= room { return 0 }
    let half = Swift.max(room / 2, 1)
    let part = (start + Swift.min(size, room) / 2) / half * half - half / 2
    // A box wider than half of the room may reach over the edge of its part.
    return Swift.min(Swift.max(part, start + Swift.min(size, room) - room), start)
  }

  /// A drawing that fits stands in the middle; of another no blank edge is shown.
  static func held(_ corner: Int, _ size: Int, _ room: Int) -> Int {
    size <= room ? -((room - size) / 2) : Swift.max(0, Swift.min(corner, size - room))
  }

  /// The cells of the pane that show the drawing: all but those of the map.
  func graphView(in area: Rect) -> Rect {
    guard let drawing = graph.shown?.drawing, area.height >= 8,
      drawing.area > 3 * area.width * area.height
    else { return area }
    return area.splitBottom(Self.mapHeight).rest
  }

  /// Rows of the map of a large drawing.
  static let mapHeight = 2

  /// Moves the drawing by pages of the way that it goes on: down, or else to the right.
  mutating func pageGraph(by lines: Int) {
    guard let area = graphArea, let drawing = graph.shown?.drawing else { return }
    let view = graphView(in: area)
    if drawing.height > view.height || drawing.width <= view.width {
      panGraph(columns: 0, rows: lines)
    } else {
      panGraph(columns: lines.signum() * view.width * 3 / 4, rows: 0)
    }
  }

  /// Moves the drawing in the pane.
  mutating func panGraph(columns: Int, rows: Int) {
    graph.isMoved = true
    graph.corner.x += columns
    graph.corner.y += rows
  }
}
