/// The boxes of a drawing as sizes and ports, seen along the ranks (u) and across them (v).
///
/// Laying out and routing know only u and v; which is x and which is y is decided when drawing.
struct BoxPlan {
  /// An entry on the near side of a box.
  struct Port {
    /// The box whose value arrives, or nil where many arguments are bundled without a line.
    var source: Int?
    /// The arguments that arrive here: places in the node's list.
    var arguments: Range<Int>
    /// Written after the arrowhead if not empty: `×3` for joined edges, `8` for a bundle.
    var note: String
    /// The cells that the note takes.
    var noteWidth: Int
  }

  let orientation: CellOrientation
  let detail: CellDetail
  /// Cells along the rank.
  private(set) var breadth: [Int] = []
  /// Cells across the rank.
  private(set) var depth: [Int] = []
  private(set) var ports: [[Port]] = []
  /// What reads each box: box and port, in order.
  private(set) var readers: [[(box: Int, port: Int)]] = []
  /// What is read without a line: source and box.
  private(set) var bundled: [(source: Int, box: Int)] = []
  /// Whether nothing is joined with the box, drawn or not.
  private(set) var isAlone: [Bool] = []
  /// Whether the box stands at the end of its rank, close to what reads it.
  private(set) var standsAtEnd: [Bool] = []
  /// Whether the frame has sides only across the ranks, so that ports may stand at its ends.
  private(set) var isOpen: [Bool] = []

  var count: Int { breadth.count }

  /// The cells between ports of one box, where they fit.
  var portSpacing: Int { orientation == .topToBottom ? 2 : 1 }
  /// The free cells between two boxes of a rank.
  var boxGap: Int { orientation == .topToBottom ? 2 : 0 }

  init(
    _ graph: CellGraph, _ orientation: CellOrientation, _ detail: CellDetail,
    options: CellLayoutOptions
  ) {
    self.orientation = orientation
    self.detail = detail
    readers = Array(repeating: [], count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      let ports = Self.ports(of: node, options)
      for (place, port) in ports.enumerated() {
        if let source = port.source { readers[source].append((index, place)) }
      }
      self.ports.append(ports)
      isAlone.append(node.arguments.isEmpty)
      for argument in node.arguments { isAlone[argument.source] = false }
      if ports.contains(where: { $0.source == nil }) {
        bundled += node.arguments.map { ($0.source, index) }
      }
      let lines = node.label.lines(detail)
      let text = lines.map { max($0.reserved, options.width($0.text)) }.max() ?? 0
      standsAtEnd.append(ports.isEmpty)
      isOpen.append(node.kind.isTag || detail == .chip)
      addSize(of: node, text: max(1, text), lines: max(1, lines.count), ports: ports)
    }
  }

  private mutating func addSize(of node: CellGraph.Node, text: Int, lines: Int, ports: [Port]) {
    let notes = ports.map(\.noteWidth)
    let open = isOpen[breadth.count]
    switch orientation {
    case .topToBottom:
      let width = max(text + 2, 2 * ports.count + 1 + notes.reduce(0, +))
      breadth.append(width)
      // A tag is its line of text, with the arrowhead above it where something arrives.
      depth.append(open ? lines + (ports.isEmpty ? 0 : 1) : lines + 2)
    case .leftToRight:
      let height = open ? lines : lines + 2
      breadth.append(max(height, ports.count + (open ? 0 : 2)))
      depth.append(text + 2 + (notes.max() ?? 0))
    }
  }

  private static func ports(of node: CellGraph.Node, _ options: CellLayoutOptions) -> [Port] {
    let arguments = node.arguments
    if arguments.count > options.mostPorts {
      let note = String(arguments.reduce(0) { $0 + $1.count })
      return [
        Port(source: nil, arguments: arguments.indices, note: note, noteWidth: note.utf8.count)
      ]
    }
    return arguments.indices.map { place in
      let count = arguments[place].count
      let note = count > 1 ? "×\(count)" : ""
      return Port(
        source: arguments[place].source, arguments: place..<place + 1, note: note,
        noteWidth: count > 1 ? options.width(note) : 0)
    }
  }

  /// Puts boxes without edges into the ranks that are shortest so far.
  func spreadLone(over ranks: inout [Int]) {
    let lone = (0..<count).filter { isAlone[$0] }
    guard !lone.isEmpty else { return }
    // Alone they make a block about as wide as high on the screen.
    let rankCount =
      lone.count == count
      ? Int((Double(count) / 2).squareRoot().rounded(.up))
      : (ranks.max() ?? 0) + 1
    var breadths = [Int](repeating: 0, count: rankCount)
    for box in 0..<count where !isAlone[box] { breadths[ranks[box]] += breadth[box] + boxGap }
    for box in lone {
      let shortest = breadths.indices.min { breadths[$0] < breadths[$1] } ?? 0
      ranks[box] = shortest
      breadths[shortest] += breadth[box] + boxGap
    }
  }

  /// The places where a box may have ports, given its first place in the rank.
  @inline(__always)
  func interior(of box: Int, at left: Int) -> (low: Int, high: Int) {
    isOpen[box]
      ? (left, left + breadth[box] - 1) : (left + 1, left + breadth[box] - 2)
  }
}

extension CellGraph.Kind {
  /// Whether a node of this kind is drawn as a bare line of text.
  var isTag: Bool { self == .stub || self == .copy }
}
