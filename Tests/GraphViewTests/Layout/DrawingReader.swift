import GraphView

/// Reads the edges of a drawing back from its text alone, as a person would.
///
/// Only the frames of the boxes are taken as known. Lines are followed glyph by glyph from every
/// place where one leaves a box; a line that runs left or right into `│` or `|` passes under it.
struct DrawingReader {
  /// What the reader stumbled over.
  enum Problem: Error, CustomStringConvertible {
    case endsInNothing(CellPoint, Character)
    case endsAtBorder(CellPoint)
    case oddBorder(box: Int, CellPoint, Character)
    case lostLabel(String)

    var description: String {
      switch self {
      case .endsInNothing(let cell, let glyph): "a line ends at \(cell) in “\(glyph)”"
      case .endsAtBorder(let cell): "a line runs into a box at \(cell)"
      case .oddBorder(let box, let cell, let glyph): "box \(box) has “\(glyph)” at \(cell)"
      case .lostLabel(let text): "“\(text)” is not to be found"
      }
    }
  }

  /// An edge as it was read: the box it leaves and the box it enters.
  struct Edge: Hashable, Comparable, CustomStringConvertible {
    var source: Int
    var reader: Int

    static func < (first: Self, second: Self) -> Bool {
      (first.source, first.reader) < (second.source, second.reader)
    }

    var description: String { "\(source)→\(reader)" }
  }

  private let rows: [[Character]]
  private let drawing: CellDrawing
  private let tier: CellGlyphs.Tier
  /// The box of each cell.
  private let owners: [CellPoint: Int]
  private let isRow: Bool

  init(
    _ picture: CellPicture, _ drawing: CellDrawing, _ tier: CellGlyphs.Tier,
    width: (Character) -> Int = { _ in 1 }
  ) {
    rows = picture.rows.map { row in
      row.flatMap { width($0) == 2 ? [$0, "\0"] : width($0) == 0 ? [] : [$0] }
    }
    self.drawing = drawing
    self.tier = tier
    isRow = drawing.orientation == .topToBottom
    var owners: [CellPoint: Int] = [:]
    for (index, box) in drawing.boxes.enumerated() {
      let frame = box.frame
      for y in frame.y..<frame.y + frame.height {
        for x in frame.x..<frame.x + frame.width { owners[CellPoint(x: x, y: y)] = index }
      }
    }
    self.owners = owners
  }

  private func glyph(_ cell: CellPoint) -> Character {
    guard rows.indices.contains(cell.y), rows[cell.y].indices.contains(cell.x) else { return " " }
    return rows[cell.y][cell.x]
  }

  /// The direction in which values flow.
  private var forward: CellArms { isRow ? .south : .east }

  /// All edges that the text shows, in order.
  func edges() throws -> [Edge] {
    var edges: [Edge] = []
    for (index, box) in drawing.boxes.enumerated() {
      let frame = box.frame
      let far = isRow ? frame.y + frame.height - 1 : frame.x + frame.width - 1
      for along in isRow ? frame.x..<frame.x + frame.width : frame.y..<frame.y + frame.height {
        let cell = isRow ? CellPoint(x: along, y: far) : CellPoint(x: far, y: along)
        if leaves(cell, box) {
          for reader in try readers(from: cell) {
            edges.append(Edge(source: index, reader: reader))
          }
        }
      }
    }
    return edges.sorted()
  }

  /// Whether the text shows a line that leaves a box through a cell of its far side.
  private func leaves(_ cell: CellPoint, _ box: CellDrawing.Box) -> Bool {
    // The text of a tag hides where its line leaves, or the line is dashed there.
    if box.kind == .stub || box.kind == .copy { return box.out == cell }
    let isCorner =
      !box.isOpen
      && (isRow
        ? cell.x == box.frame.x || cell.x == box.frame.x + box.frame.width - 1
        : cell.y == box.frame.y || cell.y == box.frame.y + box.frame.height - 1)
    if isCorner { return false }
    let glyph = glyph(cell)
    if tier == .ascii { return glyph == "+" }
    return (isRow ? "┬╤┯┳┆" : "├╟┠┣┄").contains(glyph)
  }

  /// The boxes that a line reaches.
  private func readers(from port: CellPoint) throws -> [Int] {
    var found: [Int] = []
    var seen: Set<CellPoint> = []
    var front = [(port.neighbor(forward), forward)]
    while let (cell, direction) = front.popLast() {
      let glyph = glyph(cell)
      if let box = owners[cell] {
        guard direction == forward, isArrow(glyph), isNearSide(cell, of: box) else {
          throw Problem.endsAtBorder(cell)
        }
        found.append(box)
        continue
      }
      if direction.isSubset(of: .horizontal), "│┃|┆:".contains(glyph) {
        front.append((cell.neighbor(direction), direction))
        continue
      }
      guard let arms = arms(at: cell), arms.contains(direction.opposite) else {
        throw Problem.endsInNothing(cell, glyph)
      }
      guard seen.insert(cell).inserted else { continue }
      for arm in CellArms.each where arms.contains(arm) && arm != direction.opposite {
        front.append((cell.neighbor(arm), arm))
      }
    }
    return found
  }

  private func isArrow(_ glyph: Character) -> Bool {
    switch tier {
    case .full: glyph == (isRow ? "▼" : "▶")
    case .basic, .ascii: glyph == (isRow ? "v" : ">")
    }
  }

  private func isNearSide(_ cell: CellPoint, of box: Int) -> Bool {
    let frame = drawing.boxes[box].frame
    return isRow ? cell.y == frame.y : cell.x == frame.x
  }

  /// The directions in which the line in a cell runs; nil if there is none.
  private func arms(at cell: CellPoint) -> CellArms? {
    let glyph = glyph(cell)
    if glyph == "+", tier == .ascii { return jointArms(at: cell) }
    return Self.arms[glyph]
  }

  /// What a `+` is connected with: lines on the four sides that come toward it.
  private func jointArms(at cell: CellPoint) -> CellArms {
    var arms: CellArms = []
    for direction in CellArms.each {
      var neighbor = cell.neighbor(direction)
      if let owner = owners[neighbor] {
        let box = drawing.boxes[owner]
        let isPort =
          direction == forward
          ? isArrow(glyph(neighbor)) && isNearSide(neighbor, of: owner)
          : direction == forward.opposite && leaves(neighbor, box)
        if isPort { arms.insert(direction) }
        continue
      }
      if direction.isSubset(of: .vertical) {
        if "|:+".contains(glyph(neighbor)) { arms.insert(direction) }
      } else {
        // Under lines that run up and down.
        while owners[neighbor] == nil, "|:".contains(glyph(neighbor)) {
          neighbor = neighbor.neighbor(direction)
        }
        if owners[neighbor] == nil, "-+".contains(glyph(neighbor)) { arms.insert(direction) }
      }
    }
    return arms
  }

  private static let arms: [Character: CellArms] = [
    "│": .vertical, "┆": .vertical, "|": .vertical, ":": .vertical,
    "─": .horizontal, "┄": .horizontal, "-": .horizontal,
    "└": [.north, .east], "┌": [.east, .south], "┐": [.south, .west], "┘": [.north, .west],
    "├": [.north, .east, .south], "┤": [.north, .south, .west],
    "┬": [.east, .south, .west], "┴": [.north, .east, .west],
    "┼": [.north, .east, .south, .west],
  ]

  /// The first word in a box.
  func firstWord(of box: Int) -> String {
    let place = drawing.boxes[box].text
    let cells = (place.x..<place.x + place.width).map { glyph(CellPoint(x: $0, y: place.y)) }
    return String(String(cells).drop { $0 == " " }.prefix { $0 != " " && $0 != ":" })
  }

  /// Checks that each line of each label stands whole in its box.
  func checkLabels(_ graph: CellGraph) throws {
    for (index, box) in drawing.boxes.enumerated() {
      let lines = graph.nodes[index].label.lines(drawing.detail)
      for (row, line) in lines.enumerated() {
        let cells = (box.text.x..<box.text.x + box.text.width).map {
          glyph(CellPoint(x: $0, y: box.text.y + row))
        }
        let text = String(cells)
        let trimmed = text.drop { $0 == " " }
        guard trimmed.hasPrefix(line.text),
          trimmed.dropFirst(line.text.count).allSatisfy({ $0 == " " })
        else { throw Problem.lostLabel(line.text) }
      }
    }
  }
}

extension CellGraph {
  /// The edges as a reader of the drawing should find them: what is bundled is not drawn.
  func drawnEdges(_ drawing: CellDrawing) -> [DrawingReader.Edge] {
    drawing.boxes.indices.flatMap { reader in
      drawing.boxes[reader].ports.compactMap { port in
        port.source.map { DrawingReader.Edge(source: $0, reader: reader) }
      }
    }.sorted()
  }
}
