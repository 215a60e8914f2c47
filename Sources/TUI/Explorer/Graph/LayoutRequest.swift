import GraphView
import Synchronization

/// A drawing that the explorer wants to have: it takes too long to wait for it at a key.
package struct LayoutRequest: Equatable, Sendable {
  /// The boxes, with the room for their texts.
  var graph: CellGraph
  /// The part of the screen that the drawing is made for.
  var pane: CellPane
  /// What the user has chosen; nil for what suits the pane.
  var orientation: CellOrientation?
  var detail: CellDetail?
  /// The symbols that texts are measured by.
  var glyphs: Glyphs
}

/// What came of a request.
package struct LayoutAnswer: Equatable, Sendable {
  let request: LayoutRequest
  /// The drawing; nil where Graphviz is missing or refused.
  let drawing: CellDrawing?
  /// Why there is none.
  let failure: String
}

/// A scene of a graph so large that making it would hold up a key.
package struct SceneRequest: Equatable, Sendable {
  /// What the graph is made of: the graph itself, where it is there already.
  enum Origin: Sendable {
    case whole(WalkGraph)
    case source(GraphSource)
  }

  let key: GraphState.Source.Key
  let origin: Origin

  package static func == (one: SceneRequest, other: SceneRequest) -> Bool { one.key == other.key }
}

/// The scene that was asked for.
package struct SceneAnswer: Equatable, Sendable {
  let key: GraphState.Source.Key
  let whole: WalkGraph
  /// Without the room for texts: what they say only the explorer knows.
  let scene: GraphScene

  package static func == (one: SceneAnswer, other: SceneAnswer) -> Bool { one.key == other.key }
}

/// Answers requests, from any thread.
///
/// Ranks and orders of the last graph are kept: another size of the pane or another level of detail
/// needs no new ones.
package final class LayoutDesk: Sendable {
  private struct Known {
    var graph: CellGraph
    var glyphs: Glyphs
    var ranked: RankedGraph
  }

  private let known = Mutex<Known?>(nil)

  package init() {}

  /// Lays a graph out.
  package func answer(_ request: LayoutRequest) -> LayoutAnswer {
    do throws(CellLayoutError) {
      let ranked = try ranked(request)
      let drawing = ranked.drawing(
        for: request.pane, orientation: request.orientation, detail: request.detail)
      return LayoutAnswer(request: request, drawing: drawing, failure: "")
    } catch {
      let reason =
        switch error {
        case .graphviz(let error): error.description
        }
      return LayoutAnswer(request: request, drawing: nil, failure: reason)
    }
  }

  /// Makes a large graph and folds it.
  package func answer(_ request: SceneRequest) -> SceneAnswer {
    let whole =
      switch request.origin {
      case .whole(let graph): graph
      case .source(let source): source.graph()
      }
    return SceneAnswer(
      key: request.key, whole: whole,
      scene: GraphScene(unlabeled: whole, request.key.options))
  }

  private func ranked(_ request: LayoutRequest) throws(CellLayoutError) -> RankedGraph {
    let kept = known.withLock { $0 }
    if let kept, kept.graph == request.graph, kept.glyphs == request.glyphs { return kept.ranked }
    let glyphs = request.glyphs
    let layout = CellLayout(
      CellLayoutOptions(keepsJointsApart: glyphs.tier == .ascii) { glyphs.width(of: $0) })
    let made = try layout.ranked(request.graph)
    known.withLock { $0 = Known(graph: request.graph, glyphs: glyphs, ranked: made) }
    return made
  }
}
