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
  /// A generator stands still; the value is in `Machine.result`, and executing the same statement
  /// again goes on from there.
  case yielded
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

/// Statements one after the other, up to four to a node: children are constant fields, never
/// optional ones, which cost no reference counting.
class SequenceNode: StatementNode {
  fileprivate let first: StatementNode
  fileprivate let second: StatementNode

  fileprivate init(_ first: StatementNode, _ second: StatementNode) {
    self.first = first
    self.second = second
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    let completion = try first.execute(frame)
    if completion != .normal { return completion }
    return try second.execute(frame)
  }

  static func make(_ nodes: [StatementNode]) -> StatementNode {
    switch nodes.count {
    case 0: return StatementNode()
    case 1: return nodes[0]
    case 2: return SequenceNode(nodes[0], nodes[1])
    case 3: return TripleNode(nodes[0], nodes[1], nodes[2])
    case 4: return QuadrupleNode(nodes[0], nodes[1], nodes[2], nodes[3])
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

private final class TripleNode: SequenceNode {
  private let third: StatementNode

  init(_ first: StatementNode, _ second: StatementNode, _ third: StatementNode) {
    self.third = third
    super.init(first, second)
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    var completion = try first.execute(frame)
    if completion != .normal { return completion }
    completion = try second.execute(frame)
    if completion != .normal { return completion }
    return try third.execute(frame)
  }
}

private final class QuadrupleNode: SequenceNode {
  private let third: StatementNode
  private let fourth: StatementNode

  init(
    _ first: StatementNode, _ second: StatementNode, _ third: StatementNode,
    _ fourth: StatementNode
  ) {
    self.third = third
    self.fourth = fourth
    super.init(first, second)
  }

  override func execute(_ frame: Frame) throws(Raise) -> Completion {
    var completion = try first.execute(frame)
    if completion != .normal { return completion }
    completion = try second.execute(frame)
    if completion != .normal { return completion }
    completion = try third.execute(frame)
    if completion != .normal { return completion }
    return try fourth.execute(frame)
  }
}
