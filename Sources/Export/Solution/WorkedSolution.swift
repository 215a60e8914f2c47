import Engine
import GraphView

/// A pass worked out as a teacher writes it on the board: forward, local partials, products, answer.
///
/// It holds what Markdown and LaTeX say alike; how it is set is theirs.
struct WorkedSolution {
  let walk: Walk
  let stop: Stop
  let heading: Heading
  /// What is differentiated, as it is called.
  let target: String
  /// The rows that the stop shows, inputs first.
  let rows: [NodeRow]

  /// Nodes that are written out.
  static let mostRows = 400
  /// Paths that are written out for one input.
  static let mostPaths = 6
  /// Inputs whose products are written out.
  static let mostInputs = 40
  /// A tensor of a longer text is shown by its range.
  private static let longestTensor = 48

  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    self.walk = walk
    self.stop = stop
    heading = Heading(walk, stop, options)
    target = ProductText.target(of: walk, stop)
    let table = walk.table(at: stop)
    hidden = max(0, table.count - Self.mostRows)
    rows = table.prefix(Self.mostRows).map { $0 }
  }

  /// How many nodes are left out.
  let hidden: Int

  /// The nodes of the forward phase.
  var forward: [NodeRow] { rows.filter { !$0.isUpdate } }
  /// What the update computed, as far as the walk has come.
  var update: [NodeRow] { rows.filter { $0.isUpdate && $0.value != nil } }

  /// What computed a node, with formula and numbers.
  func node(_ row: NodeRow) -> WalkReport.Node { walk.reportNode(row.row, in: stop.pass) }

  /// The edges whose partials the stop shows, in the order of the table.
  var edges: [(edge: WalkReport.Edge, dtype: DType)] {
    guard stop.phase != .forward else { return [] }
    return forward.flatMap { row -> [(edge: WalkReport.Edge, dtype: DType)] in
      guard stop.phase == .update || row.row >= stop.row ?? 0 else { return [] }
      return walk.reportEdges(into: row.row, in: stop.pass).filter(\.passes).map {
        ($0, row.signature.dtype)
      }
    }
  }

  /// The inputs whose adjoints are whole, with the paths that lead there.
  var products: [(row: NodeRow, paths: ChainPaths)] {
    answers.prefix(Self.mostInputs).compactMap { row in
      let paths = walk.paths(to: row.row, in: stop.pass, limit: Self.mostPaths)
      return paths.paths.isEmpty ? nil : (row, paths)
    }
  }

  /// The inputs whose adjoints are whole.
  var answers: [NodeRow] {
    guard stop.phase != .forward else { return [] }
    return forward.filter { row in
      guard row.isInput else { return false }
      switch row.adjoint.state {
      case .zero, .nonFinite, .seed, .final: return true
      case .notYet, .none, .partial, .hidden: return false
      }
    }
  }

  /// The Python name of a row, or w1…wn.
  static func called(_ row: NodeRow) -> String {
    TextWidth.onOneLine(row.pythonNames.first ?? row.name)
  }

  static func text(_ value: ValueText?) -> String {
    guard let value else { return "·" }
    let isLong = value.isTensor && value.exact.count > longestTensor
    return isLong ? value.fixed : value.exact
  }
}
