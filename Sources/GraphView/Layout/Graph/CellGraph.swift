/// A graph to be drawn in cells of text: boxes with lines of text, and what each box reads.
///
/// It knows nothing of where the nodes come from. A node comes after all nodes that it reads, as on
/// a tape; so the graph has no cycle.
package struct CellGraph: Equatable, Sendable {
  /// What a box stands for, which decides how its frame is drawn.
  package enum Kind: Hashable, Sendable {
    /// A value that was given: an input, a parameter, a constant.
    case leaf
    /// A value that an op computed.
    case op
    /// A value that an op of a backward pass computed.
    case gradient
    /// A folded scope.
    case scope
    /// The far end of an edge that leaves the shown part of the graph.
    case stub
    /// A leaf repeated beside one of its consumers.
    case copy
  }

  /// One line of text in a box, and how many cells are kept for it whatever it says later.
  package struct Line: Hashable, Sendable {
    package var text: String
    package var reserved: Int

    package init(_ text: String, reserved: Int = 0) {
      self.text = text
      self.reserved = reserved
    }
  }

  /// The text of a box at each level of detail.
  package struct Label: Hashable, Sendable {
    package var full: [Line]
    package var middle: [Line]
    package var chip: Line

    package init(full: [Line], middle: [Line], chip: Line) {
      self.full = full
      self.middle = middle
      self.chip = chip
    }

    /// The same line at each level.
    package init(_ text: String) {
      self.init(full: [Line(text)], middle: [Line(text)], chip: Line(text))
    }

    /// The lines at a level of detail.
    package func lines(_ detail: CellDetail) -> [Line] {
      switch detail {
      case .full: full
      case .middle: middle
      case .chip: [chip]
      }
    }
  }

  /// Something a node reads: the node at an index, once, or more often if edges were joined.
  package struct Argument: Hashable, Sendable {
    package var source: Int
    package var count: Int

    package init(_ source: Int, count: Int = 1) {
      self.source = source
      self.count = count
    }
  }

  /// A box.
  package struct Node: Equatable, Sendable {
    /// What the caller knows the node by; the drawing does not read it.
    package var id: Int
    package var kind: Kind
    package var label: Label
    /// What the node reads, in order; the same source may come twice.
    package var arguments: [Argument]
    /// The path of scopes the node stands in, outermost first.
    package var scope: [String]

    package init(
      id: Int, kind: Kind, label: Label, arguments: [Argument] = [], scope: [String] = []
    ) {
      self.id = id
      self.kind = kind
      self.label = label
      self.arguments = arguments
      self.scope = scope
    }
  }

  /// The nodes, each after what it reads.
  package private(set) var nodes: [Node] = []

  package init() {}

  /// Adds a node after those that it reads, and returns its index.
  @discardableResult
  package mutating func add(_ node: Node) -> Int {
    precondition(
      node.arguments.allSatisfy { nodes.indices.contains($0.source) },
      "a node reads only nodes that are already there")
    nodes.append(node)
    return nodes.count - 1
  }

  /// Changes the text of a node, which does not change where anything is drawn if it fits.
  package mutating func setLabel(_ label: Label, of node: Int) { nodes[node].label = label }

  /// The graph with other texts.
  package func mapTexts(_ spelled: (String) -> String) -> CellGraph {
    func map(_ line: Line) -> Line { Line(spelled(line.text), reserved: line.reserved) }
    var graph = self
    for node in nodes.indices {
      let label = nodes[node].label
      graph.nodes[node].label = Label(
        full: label.full.map(map), middle: label.middle.map(map), chip: map(label.chip))
    }
    return graph
  }

  /// The edges in order of the nodes that read them: source, reader and place among its arguments.
  package var edges: [(source: Int, reader: Int, argument: Int)] {
    nodes.indices.flatMap { reader in
      nodes[reader].arguments.enumerated().map { ($0.element.source, reader, $0.offset) }
    }
  }

  /// How many arguments read each node.
  package var useCounts: [Int] {
    var counts = [Int](repeating: 0, count: nodes.count)
    for node in nodes { for argument in node.arguments { counts[argument.source] += 1 } }
    return counts
  }
}

/// How much a box says.
package enum CellDetail: String, CaseIterable, Sendable {
  /// Name and expression over value and gradient.
  case full
  /// One line with name, expression and value.
  case middle
  /// The name alone, without lines above and below.
  case chip
}

/// Which way the ranks of a drawing follow each other.
package enum CellOrientation: String, CaseIterable, Sendable {
  case leftToRight
  case topToBottom

  /// The levels of detail that can be drawn: a chip's ports would share a row from top to bottom.
  package var details: [CellDetail] {
    self == .leftToRight ? [.full, .middle, .chip] : [.full, .middle]
  }
}
