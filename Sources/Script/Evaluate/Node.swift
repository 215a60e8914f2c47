import Engine

/// An expression with its names resolved.
class Node {
  final let span: SourceSpan

  init(_ span: SourceSpan) { self.span = span }

  func evaluate(_ frame: Frame) throws(Raise) -> PyValue { .none }

  /// The value as a condition.
  func truth(_ frame: Frame) throws(Raise) -> Bool {
    let value = try evaluate(frame)
    do throws(Raise) {
      return try value.truth()
    } catch {
      throw error.at(span)
    }
  }
}

/// How a statement ended.
enum Completion: UInt8 {
  case normal
  case broke
  case continued
  /// The value is in `Machine.result`.
  case returned
}

/// A statement with its names resolved.
class StatementNode {
  func execute(_ frame: Frame) throws(Raise) -> Completion { .normal }
}

/// A literal, or a value that was made ahead.
final class ConstantNode: Node {
  let value: PyValue

  init(_ value: PyValue, _ span: SourceSpan) {
    self.value = value
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue { value }
}

/// Statements one after the other, four to a node: children are constant fields, which cost no
/// reference counting.
final class SequenceNode: StatementNode {
  private let first: StatementNode
  private let second: StatementNode
  private let third: StatementNode?
  private let fourth: StatementNode?

  private init(_ nodes: ArraySlice<StatementNode>) {
    let start = nodes.startIndex
    first = nodes[start]
    second = nodes[start + 1]
    third = nodes.count > 2 ? nodes[start + 2] : nil
    fourth = nodes.count > 3 ? nodes[start + 3] : nil
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    var completion = try first.execute(frame)
    if completion != .normal { return completion }
    completion = try second.execute(frame)
    if completion != .normal { return completion }
    guard let third else { return .normal }
    completion = try third.execute(frame)
    if completion != .normal { return completion }
    guard let fourth else { return .normal }
    return try fourth.execute(frame)
  }

  static func make(_ nodes: [StatementNode]) -> StatementNode {
    switch nodes.count {
    case 0: return StatementNode()
    case 1: return nodes[0]
    case 2...4: return SequenceNode(nodes[...])
    default:
      var size = 1
      while size * 4 < nodes.count { size *= 4 }
      var parts: [StatementNode] = []
      var start = 0
      while start < nodes.count {
        let end = min(start + size, nodes.count)
        parts.append(make(Array(nodes[start..<end])))
        start = end
      }
      return make(parts)
    }
  }
}
