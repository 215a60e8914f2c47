import Engine
import GraphView

/// What the tensor pane remembers between frames.
struct TensorState {
  /// Whether the pane is there.
  var isOpen = false
  /// The pane that had the focus before.
  var returnsTo = Pane.nodes
  /// The name of the node that is looked at; nil for the one that the other panes tell about.
  var name: String?
  var view = View.matrix
  var part = Part.both
  /// Places along the axes before the last two.
  var slice: [Int] = []
  var isTurned = false
  /// The element under the cursor, in rows and columns of what is shown.
  var row = 0
  var column = 0
  var memory = TensorMemory()

  enum View: String, CaseIterable { case matrix, heat, histogram }

  enum Part: String, CaseIterable { case value, adjoint, both }
}

/// The tensors that were looked at last, read out: the same ones are drawn with every frame.
///
/// An explorer and its copies are used from one thread.
final class TensorMemory: @unchecked Sendable {
  struct Key: Hashable {
    var node: Int
    var pass: Int
    /// How many uses had reported, for an adjoint; nil for the value.
    var reported: Int?
  }

  private var known: [(key: Key, content: TensorContent)] = []
  private static let most = 4

  func content(_ key: Key, _ array: NDArray) -> TensorContent {
    if let found = known.first(where: { $0.key == key }) { return found.content }
    let made = TensorContent(array)
    known.append((key, made))
    if known.count > Self.most { known.removeFirst() }
    return made
  }
}

extension Explorer {
  /// What the tensor pane is about at this stop.
  struct InspectedTensor {
    var row: NodeRow
    /// `w3 = W`.
    var name: String
    /// ` (3, 4) float32`.
    var kind: String
    /// nil before it is computed.
    var value: TensorContent?
    var adjoint: TensorContent?
    /// What stands for an adjoint that is no tensor: `·`, `None`.
    var adjointText: String
    var target: String

    /// The tensor whose elements are counted.
    var main: TensorContent? { value ?? adjoint }
  }

  /// The tensor that the pane shows; nil where no node has the name.
  var inspected: InspectedTensor? {
    let table = walk.table
    let stop = walk.stop
    let place =
      tensor.name.map { table.row(called: $0) } ?? shownRow(in: table, at: stop)
    guard let place, place < table.count else { return nil }
    let row = table[place]
    let node = row.node.position
    var value: TensorContent?
    if let text = row.value, text != .hidden {
      value = tensor.memory.content(
        .init(node: node, pass: stop.pass), walk.recording.value(of: row.node))
    }
    var adjoint: TensorContent?
    if !row.isUpdate, let array = row.adjoint.value {
      adjoint = tensor.memory.content(
        .init(node: node, pass: stop.pass, reported: row.adjoint.reported), array)
    }
    let name = row.pythonNames.first.map { "\(row.name) = \($0)" } ?? row.name
    let lengths = (0..<row.signature.shape.rank).map { String(row.signature.shape[$0]) }
    let shape =
      lengths.isEmpty
      ? "" : " (\(lengths.joined(separator: ", "))\(lengths.count == 1 ? "," : ""))"
    return InspectedTensor(
      row: row, name: name, kind: "\(shape) \(row.signature.dtype)", value: value, adjoint: adjoint,
      adjointText: row.isUpdate ? "" : row.adjoint.exact, target: walk.targetName(at: stop))
  }

  /// The axes of the tensor that the pane shows, also before it is computed.
  var inspectedLengths: [Int]? {
    let table = walk.table
    let place = tensor.name.map { table.row(called: $0) } ?? shownRow(in: table, at: walk.stop)
    guard let shape = place.flatMap({ table.signature(of: $0) })?.shape else { return nil }
    return (0..<shape.rank).map { shape[$0] }
  }

  /// The rows and columns of the pane for a tensor.
  func tensorGrid(_ content: TensorContent) -> TensorGrid {
    TensorGrid(content.lengths, slice: tensor.slice, isTurned: tensor.isTurned)
  }
}
