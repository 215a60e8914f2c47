import Engine
import GraphView

/// The graph of a pass drawn whole in cells of text.
struct CellsExport {
  let walk: Walk
  let stop: Stop
  let scene: GraphScene
  let drawing: CellDrawing
  /// The graph as it is drawn, with its texts.
  let graph: CellGraph
  /// The drawing in glyphs.
  let picture: CellPicture
  private let heading: Heading
  private let options: ExportOptions

  /// The most boxes that are laid out in good time.
  static let boxLimit = 2_000
  /// The page that the drawing is made for, where nobody chooses otherwise.
  private static let page = CellPane(width: 100, height: 60)

  /// Lays the graph out.
  ///
  /// - Parameters:
  ///   - walk: whose graph.
  ///   - stop: the values and adjoints of this stop are shown.
  ///   - showsPlace: whether the drawing tells where the walk stands and what it passes on.
  ///   - options: what else can be chosen.
  /// - Throws: where there is nothing to draw, or too much, or Graphviz fails.
  init(
    _ walk: Walk, _ stop: Stop, showsPlace: Bool, _ options: ExportOptions
  ) throws(ExportError) {
    self.walk = walk
    self.stop = stop
    self.options = options
    heading = Heading(walk, stop, options)
    let tier = options.cells.tier
    let spell = { (text: String) in Self.spelled(text, tier) }
    let measure: @Sendable (String) -> Int = { TextWidth.of(Self.spelled($0, tier)) }
    guard let whole = walk.graph(at: stop) else { throw .nothingToDraw }
    var wanted = GraphScene.Options()
    if options.cells.isUnfolded { wanted.limit = nil }
    let texts = GraphTexts(walk)
    if tier.isSpelled { texts.notComputed = "." }
    if options.cells.isUnfolded, whole.graph.nodes.count > Self.boxLimit {
      throw .tooManyBoxes(whole.graph.nodes.count, limit: Self.boxLimit)
    }
    scene = GraphScene(whole, wanted, texts, width: measure)
    let layout = CellLayout(
      CellLayoutOptions(keepsJointsApart: tier == .ascii, width: measure))
    do {
      drawing = try layout.ranked(scene.graph).drawing(
        for: Self.page, orientation: options.cells.orientation, detail: options.cells.detail)
    } catch {
      switch error {
      case .graphviz(let error): throw .drawing(error)
      }
    }
    graph = scene.graph(at: stop, texts).mapTexts(spell)
    let marks = showsPlace ? scene.marks(at: stop, whole, on: drawing) : CellMarks()
    picture = CellPicture(
      drawing, graph, tier.glyphs, marks: marks, width: { TextWidth.of($0) })
  }

  /// A text in the characters of a tier.
  private static func spelled(_ text: String, _ tier: CellsOptions.Tier) -> String {
    guard tier.isSpelled else { return text }
    return ASCIISpelling.of(text.replacing("∇", with: "d="))
  }

  func text() -> String {
    var lines = [options.spelled(heading.line(.cells)), ""]
    lines += picture.rows.map(Self.isolated)
    let notes = bundles
    if !notes.isEmpty { lines += [""] + notes }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What boxes with too many arguments read, which is drawn without lines.
  private var bundles: [String] {
    graph.nodes.indices.compactMap { box in
      guard drawing.boxes[box].ports.contains(where: { $0.source == nil }) else { return nil }
      let read = graph.nodes[box].arguments.map { argument in
        let name = id(of: argument.source)
        return argument.count > 1 ? "\(argument.count) × \(name)" : name
      }
      let line = "\(id(of: box)) reads \(read.joined(separator: ", "))"
      return Self.spelled(line, options.cells.tier)
    }
  }

  /// What a box is called: w1…wn, or the folded scope.
  private func id(of box: Int) -> String {
    if let run = scene.items[box].run {
      return "▸ \(TextWidth.onOneLine(run.scope.joined(separator: "/")))"
    }
    return "w\(scene.items[box].lead + 1)"
  }

  /// Rows with letters that run from right to left: each of them keeps to its place.
  private static func isolated(_ row: String) -> String {
    guard row.unicodeScalars.contains(where: isRightToLeft) else { return row }
    var text = ""
    var isOpen = false
    for character in row {
      let isLetter = character.unicodeScalars.contains(where: isRightToLeft)
      if isLetter, !isOpen { text += "\u{2068}" }
      if !isLetter, isOpen { text += "\u{2069}" }
      isOpen = isLetter
      text.append(character)
    }
    return isOpen ? text + "\u{2069}" : text
  }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x1_0800...0x1_0FFF,
      0x1_E800...0x1_EFFF:
      true
    default: false
    }
  }
}
