import Engine
import GraphView

/// A graph that the lesson built, drawn in cells as it is without being run.
struct BuiltGraphExport {
  private let heading: String
  private let picture: CellPicture

  /// More boxes than this are folded by their name scopes.
  private static let boxLimit = 60
  /// The page that the drawing is made for, where nobody chooses otherwise.
  private static let page = CellPane(width: 100, height: 60)

  /// Lays the graph of a name out.
  ///
  /// - Parameters:
  ///   - recording: where the graph was built.
  ///   - name: its name, or a part of it that no other has.
  ///   - options: what else can be chosen.
  /// - Throws: where no graph has that name, or Graphviz fails.
  init(
    _ recording: Recording, _ name: String, _ options: ExportOptions
  ) throws(ExportError) {
    guard let traced = recording.graph(named: name) else {
      throw .unknownGraph(name, known: recording.graphs.map(\.name).filter { !$0.isEmpty })
    }
    let tier = options.cells.tier
    let measure: @Sendable (String) -> Int = { TextWidth.of($0) }
    var graph = CellGraph(traced).mapTexts { text in
      let line = TextWidth.onOneLine(text)
      return tier.isSpelled ? ASCIISpelling.of(line) : line
    }
    if !options.cells.isUnfolded {
      let scopes = graph.scopesToFold(atMost: Self.boxLimit)
      if !scopes.isEmpty {
        let sign = tier.isSpelled ? ">" : "▸"
        graph =
          FoldedGraph(graph, folding: scopes) { run in
            CellGraph.Label("\(sign) \(run.scope.joined(separator: "/")) (\(run.opCount) ops)")
          }.graph
      }
    }
    guard graph.nodes.count <= CellsExport.boxLimit else {
      throw .tooManyBoxes(graph.nodes.count, limit: CellsExport.boxLimit)
    }
    let layout = CellLayout(CellLayoutOptions(keepsJointsApart: tier == .ascii, width: measure))
    let drawing: CellDrawing
    do {
      drawing = try layout.ranked(graph).drawing(
        for: Self.page, orientation: options.cells.orientation, detail: options.cells.detail)
    } catch {
      switch error {
      case .graphviz(let error): throw .drawing(error)
      }
    }
    picture = CellPicture(drawing, graph, tier.glyphs, width: measure)
    heading = options.spelled(
      "gradwalk cells · \(TextWidth.onOneLine(options.title ?? "recording")) · graph \(traced.name)"
    )
  }

  func text() -> String { ([heading, ""] + picture.rows).joined(separator: "\n") + "\n" }
}
