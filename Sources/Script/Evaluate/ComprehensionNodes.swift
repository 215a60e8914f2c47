import Engine

/// `for target in iterable if …` of a comprehension.
struct ClauseNode {
  let target: Target
  let iterable: Node
  let conditions: [Node]
  /// Slots of names that functions inside the comprehension use: new cells for every run.
  let cellSlots: [Int]
}

/// A list, set or dictionary comprehension; its names have slots of their own in the frame of the
/// function around it.
final class ComprehensionNode: Node {
  private let kind: ComprehensionKind
  private let element: Node
  private let value: Node?
  private let clauses: [ClauseNode]
  private let machine: MachinePointer

  init(
    _ kind: ComprehensionKind, _ element: Node, _ value: Node?, _ clauses: [ClauseNode],
    _ span: SourceSpan, _ machine: MachinePointer
  ) {
    self.kind = kind
    self.element = element
    self.value = value
    self.clauses = clauses
    self.machine = machine
    super.init(span)
  }

  private static let titles: [ComprehensionKind: String] = [
    .list: "<listcomp>", .set: "<setcomp>", .dictionary: "<dictcomp>",
  ]

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    // The first iterable belongs to the function around.
    let first = try clauses[0].iterable.evaluate(frame)
    do throws(Raise) {
      guard try first.isIterable() else {
        throw Raise.type("'\(first.typeName)' object is not iterable")
      }
    } catch {
      throw error.at(clauses[0].iterable.span)
    }
    do throws(Raise) {
      for slot in clauses[0].cellSlots { frame[slot] = .object(CellObject()) }
      switch kind {
      case .list, .generator:
        let list = ListObject(ContiguousArray())
        try run(0, first, frame) { () throws(Raise) in
          list.items.append(try element.evaluate(frame))
          if list.items.count & 0xf_ffff == 0 { try Room.values(list.items.count * 2) }
        }
        return .object(list)
      case .set:
        let set = SetObject()
        try run(0, first, frame) { () throws(Raise) in try set.add(try element.evaluate(frame)) }
        return .object(set)
      case .dictionary:
        let dict = DictObject()
        try run(0, first, frame) { () throws(Raise) in
          let key = try element.evaluate(frame)
          try dict.set(key, try value?.evaluate(frame) ?? .none)
        }
        return .object(dict)
      }
    } catch {
      _ = error.at(element.span)
      error.exception.leave(function: ComprehensionNode.titles[kind] ?? "<listcomp>")
      throw error.at(span)
    }
  }

  private func run(
    _ level: Int, _ iterable: PyValue, _ frame: Frame, _ body: () throws(Raise) -> Void
  ) throws(Raise) {
    let clause = clauses[level]
    let slot = (clause.target as? LocalTarget)?.slot ?? -1
    try forEach(iterable, machine) { value throws(Raise) in
      if slot >= 0 {
        frame[slot] = value
      } else {
        try clause.target.store(frame, value)
      }
      for condition in clause.conditions where !(try condition.truth(frame)) { return true }
      if level + 1 == clauses.count {
        try body()
      } else {
        let next = clauses[level + 1].iterable
        let values = try next.evaluate(frame)
        do throws(Raise) {
          try run(level + 1, values, frame, body)
        } catch {
          throw error.at(next.span)
        }
      }
      return true
    }
  }
}

/// A generator expression: makes the generator, evaluates the first iterable.
final class GeneratorNode: Node {
  private let first: Node
  private let maker: FunctionNode
  private let body: GeneratorBody

  init(_ first: Node, _ maker: FunctionNode, _ body: GeneratorBody, _ span: SourceSpan) {
    self.first = first
    self.maker = maker
    self.body = body
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Raise) -> PyValue {
    let iterable = try first.evaluate(frame)
    let function = try maker.make(frame)
    do throws(Raise) {
      return .object(ExpressionGenerator(function, body, try iterable.iterate()))
    } catch {
      throw error.at(first.span)
    }
  }
}

/// The part of a generator expression that all its generators share.
final class GeneratorBody {
  let element: Node
  let clauses: [ClauseNode]

  init(_ element: Node, _ clauses: [ClauseNode]) {
    self.element = element
    self.clauses = clauses
  }
}
