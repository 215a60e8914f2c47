import Engine

/// One row of the node table.
package struct NodeRow: Sendable {
  /// Its place in the table, from 0.
  package let row: Int
  package let node: NodeID
  /// w1…wn.
  package let name: String
  /// The short op name: var, const, mul, add, ….
  package let operation: String
  /// What computed it, over names; `·` for an input.
  package let expression: String
  /// Its value, `nil` before it is computed.
  package let value: ValueText?
  /// Its mathematical adjoint, whatever the tape watched.
  package let adjoint: AdjointCell
  /// What the tape itself returned.
  package let tape: TapeAnswer
  /// Python names, the one to show first.
  package let pythonNames: [String]
  /// Whether it is an input of the pass.
  package let isInput: Bool
  /// Whether the update computed it.
  package let isUpdate: Bool
  /// Whether the walk stands at it.
  package let isCurrent: Bool
  package let signature: Signature
  package let span: SourceSpan
  package let scope: String
}

/// The table of nodes at a stop: inputs first, then ops in the order they run, then, in the update,
/// what it computes.
///
/// A row is worked out when it is read, so a table of a million rows costs nothing.
package struct NodeTable: RandomAccessCollection {
  let model: WalkModel
  /// The stop that the table shows.
  package let stop: Stop
  private let text: RowText?
  /// The walk, where some of its cells are hidden.
  private let veiled: Walk?

  init(_ walk: Walk, _ stop: Stop) {
    model = walk.model
    self.stop = stop
    veiled = walk.veil == nil ? nil : walk
    text = model.passes.isEmpty ? nil : RowText(model, stop.pass)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int {
    guard let nodes = text?.nodes else { return 0 }
    return stop.phase == .update ? nodes.rows.count : nodes.forwardRowCount
  }

  package subscript(row: Int) -> NodeRow {
    guard let text else { preconditionFailure("an empty table has no rows") }
    let node = text.node(row)
    if let veiled, let row = hidden(row, node, text, veiled) { return row }
    return NodeRow(
      row: row, node: node, name: RowText.name(row), operation: text.operationName(row),
      expression: text.expression(row),
      value: model.isComputed(row, at: stop) ? ValueText(model.value(node.position)) : nil,
      adjoint: model.adjoint(of: row, at: stop), tape: model.tapeAnswer(for: row, in: stop.pass),
      pythonNames: text.pythonNames(row), isInput: text.nodes.isInput(row),
      isUpdate: row >= text.nodes.forwardRowCount, isCurrent: row == stop.row,
      signature: model.recording.signature(of: node), span: model.recording.span(of: node),
      scope: model.recording.scope(of: node))
  }

  /// A row of which something is hidden; `nil` where nothing is.
  private func hidden(_ row: Int, _ node: NodeID, _ text: RowText, _ walk: Walk) -> NodeRow? {
    let isComputed = model.isComputed(row, at: stop)
    let hidesValue = isComputed && walk.hidesValue(of: row, in: stop.pass)
    let hidesAdjoint = walk.hidesAdjoint(of: row, at: stop)
    guard hidesValue || hidesAdjoint else { return nil }
    let adjoint = model.adjoint(of: row, at: stop)
    return NodeRow(
      row: row, node: node, name: RowText.name(row), operation: text.operationName(row),
      expression: text.expression(row),
      value: hidesValue
        ? .hidden : isComputed ? ValueText(model.value(node.position)) : nil,
      adjoint: hidesAdjoint
        ? AdjointCell(
          state: .hidden, value: nil, reported: adjoint.reported, uses: adjoint.uses) : adjoint,
      tape: hidesAdjoint ? .notAsked : model.tapeAnswer(for: row, in: stop.pass),
      pythonNames: text.pythonNames(row), isInput: text.nodes.isInput(row),
      isUpdate: row >= text.nodes.forwardRowCount, isCurrent: row == stop.row,
      signature: model.recording.signature(of: node), span: model.recording.span(of: node),
      scope: model.recording.scope(of: node))
  }

  /// Shape and dtype of a row, which need none of its values.
  package func signature(of row: Int) -> Signature? {
    guard let text, indices.contains(row) else { return nil }
    return model.recording.signature(of: text.node(row))
  }

  /// The row of a node, by its node.
  package func row(of node: NodeID) -> Int? {
    text?.nodes.row(of: node.position).flatMap { $0 < endIndex ? $0 : nil }
  }

  /// The row called `w5` or by a Python name; of several the last one of the forward part.
  package func row(called name: String) -> Int? {
    guard let text else { return nil }
    return named(name, in: 0..<text.nodes.forwardRowCount)
      ?? named(
        name, in: text.nodes.forwardRowCount..<Swift.max(endIndex, text.nodes.forwardRowCount))
      ?? numbered(name)
  }

  /// The row of the newest value of a name, the update's if it has one.
  package func newestRow(called name: String) -> Int? {
    named(name, in: 0..<endIndex) ?? numbered(name)
  }

  private func numbered(_ name: String) -> Int? {
    guard name.first == "w", let number = Int(name.dropFirst()), number >= 1, number <= endIndex
    else { return nil }
    return number - 1
  }

  /// A lesson's own name wins over a number.
  private func named(_ name: String, in rows: Range<Int>) -> Int? {
    guard let text else { return nil }
    return model.rows(called: name, in: stop.pass).last {
      rows.contains($0) && text.pythonNames($0).contains(name)
    }
  }

  /// What a search for text looks through: names, op and expression.
  package func searchText(_ row: Int) -> String {
    guard let text else { return "" }
    let names = text.pythonNames(row)
    let own = "\(RowText.name(row)) \(text.operationName(row)) \(text.expression(row))"
    return names.isEmpty ? own : "\(own) \(names.joined(separator: " "))"
  }
}

extension WalkModel {
  /// Whether the value of a row is there at a stop.
  func isComputed(_ row: Int, at stop: Stop) -> Bool {
    let nodes = nodes(of: stop.pass)
    switch stop.phase {
    case .forward:
      let current = stop.row ?? -1
      return row <= current || nodes.forwardStops.place(of: Int32(row)) == nil
    case .backward: return row < nodes.forwardRowCount
    case .update:
      return row <= (stop.row ?? 0) || nodes.updateStops.place(of: Int32(row)) == nil
    }
  }
}

extension Walk {
  /// The node table where the walk stands.
  package var table: NodeTable { table(at: stop) }

  /// The node table at a stop.
  package func table(at stop: Stop) -> NodeTable { NodeTable(self, stop) }
}
