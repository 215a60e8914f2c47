/// Where everything of a drawn graph lies, in cells: boxes with their ports, and the lines.
///
/// Text and glyphs come later: what a box says may change, and the walk moves over the lines,
/// without anything moving.
package struct CellDrawing: Equatable, Sendable {
  /// A box, and the place for its text.
  package struct Box: Hashable, Sendable {
    package var frame: CellRect
    package var kind: CellGraph.Kind
    /// Whether only the sides with ports have a border.
    package var isOpen: Bool
    /// Where the lines of text go, one a row.
    package var text: CellRect
    /// Where the value leaves the box, if anything drawn reads it.
    package var out: CellPoint?
    /// Where values arrive, in the order of the arguments.
    package var ports: [Port]
  }

  /// A place in the border of a box where a value arrives, marked by an arrowhead.
  package struct Port: Hashable, Sendable {
    package var cell: CellPoint
    /// The box that the value comes from; nil for a bundle that is drawn without lines.
    package var source: Int?
    /// The places of the arguments that arrive here.
    package var arguments: Range<Int>
    /// Written behind the arrowhead: `×3` for joined edges, `8` for a bundle.
    package var note: String
  }

  /// A cell of a line, with the directions in which the line leaves it.
  package struct LineCell: Hashable, Sendable {
    package var cell: CellPoint
    package var arms: CellArms

    package init(cell: CellPoint, arms: CellArms) {
      self.cell = cell
      self.arms = arms
    }
  }

  /// The line of one value: from its box to all that read it, ports included.
  package struct Net: Hashable, Sendable {
    /// The box that the value comes from.
    package var source: Int
    /// The cells in the order of reading.
    package var cells: [LineCell]
  }

  package let orientation: CellOrientation
  package let detail: CellDetail
  package let width: Int
  package let height: Int
  /// The boxes, one a node in the order of the graph.
  package let boxes: [Box]
  /// The lines, one a value that is read, in the order of the graph.
  package let nets: [Net]
  /// The ways along the lines to each port of each box.
  let ways: [[Way]]
  /// How many cells a line shares with one that it crosses.
  package let crossings: Int
  /// How often the ways from boxes to their readers turn, over all edges.
  package let bends: Int
  /// The cells of those ways.
  package let length: Int
  /// The rank of each box.
  package let ranks: [Int]

  /// The cells of the whole drawing.
  package var area: Int { width * height }

  /// The line of a box's value.
  package func net(of box: Int) -> Net? {
    var (low, high) = (0, nets.count)
    while low < high {
      let middle = (low + high) / 2
      if nets[middle].source < box { low = middle + 1 } else { high = middle }
    }
    return low < nets.count && nets[low].source == box ? nets[low] : nil
  }

  /// The box at a place, if there is one.
  package func box(at point: CellPoint) -> Int? { boxes.firstIndex { $0.frame.contains(point) } }
}
