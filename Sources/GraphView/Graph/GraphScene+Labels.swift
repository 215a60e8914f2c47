/// What the boxes of a scene say.
extension GraphScene {
  /// The scene's graph with the texts of a stop.
  package func graph(at stop: Stop, _ texts: GraphTexts) -> CellGraph {
    var graph = graph
    for index in items.indices {
      graph.setLabel(texts.label(for: items[index], graph.nodes[index], at: stop), of: index)
    }
    return graph
  }
}

extension GraphTexts {
  /// The label of a box at a stop.
  fileprivate func label(
    for item: GraphScene.Item, _ node: CellGraph.Node, at stop: Stop
  ) -> CellGraph.Label {
    let numbers = { (row: Int) in
      [self.value(row, at: stop), self.adjoint(row, at: stop)].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
    if node.kind == .stub { return CellGraph.Label(stub(item, stop.pass)) }
    if let run = item.run {
      let title = title(of: run)
      return CellGraph.Label(
        full: [.init(title), .init("\(called(item.lead, in: stop.pass)) \(numbers(item.lead))")],
        middle: [.init(title)], chip: .init(title))
    }
    let row = item.lead
    if node.kind == .copy {
      return CellGraph.Label("\(called(row, in: stop.pass)) \(value(row, at: stop))")
    }
    let title = title(row, in: stop.pass)
    return CellGraph.Label(
      full: [.init(title), .init(numbers(row))],
      middle: [.init("\(title) = \(value(row, at: stop))")], chip: .init(chip(row, in: stop.pass)))
  }

  /// The label of a box with the room that is kept for numbers in place of them.
  func room(
    for item: GraphScene.Item, _ node: CellGraph.Node, _ pass: Int, _ width: (String) -> Int
  ) -> CellGraph.Label {
    if node.kind == .stub { return CellGraph.Label(stub(item, pass)) }
    let row = item.lead
    let room = room(row, in: pass)
    let adjoint = room.adjoint > 0 ? 1 + width("∇") + room.adjoint - 1 : 0
    if let run = item.run {
      let title = title(of: run)
      let cells = width(called(row, in: pass)) + 1 + room.value + adjoint
      return CellGraph.Label(
        full: [.init(title), .init("", reserved: cells)], middle: [.init(title)],
        chip: .init(title))
    }
    if node.kind == .copy {
      let line = CellGraph.Line("", reserved: width(called(row, in: pass)) + 1 + room.value)
      return CellGraph.Label(full: [line], middle: [line], chip: line)
    }
    let title = title(row, in: pass)
    return CellGraph.Label(
      full: [.init(title), .init("", reserved: room.value + adjoint)],
      middle: [.init(title, reserved: width(title) + 3 + room.value)],
      chip: .init(chip(row, in: pass)))
  }

  /// `▸ turn 3 (11 ops)`, with a stroke for each time that the scope was left before.
  private func title(of run: FoldedGraph.Run) -> String {
    let name = run.scope.last ?? ""
    let strokes = String(repeating: "′", count: Swift.min(run.number, 3))
    let ops = run.opCount == 1 ? "1 op" : "\(run.opCount) ops"
    return run.opCount == 0
      ? "▸ \(name)\(strokes) (\(run.members.count) inputs)" : "▸ \(name)\(strokes) (\(ops))"
  }

  /// What a box is called in a few words.
  package func shortName(of item: GraphScene.Item, in pass: Int) -> String {
    if let run = item.run { return run.scope.last ?? "" }
    return item.rows.count > 1 ? "\(item.rows.count) nodes" : chip(item.lead, in: pass)
  }

  /// What a cut edge leads to.
  private func stub(_ item: GraphScene.Item, _ pass: Int) -> String {
    item.origins.count == 1
      ? (item.rows.count == 1 ? chip(item.lead, in: pass) : "\(item.rows.count) nodes")
      : "\(item.origins.count) more"
  }
}

extension Walk {
  /// Whether a value among some rows is there at a stop.
  package func isComputed(any rows: [Int], at stop: Stop) -> Bool {
    // The rows ascend, and values come in that order.
    rows.first.map { model.isComputed($0, at: stop) } ?? false
  }
}
