import GraphView

extension CellDrawing {
  /// Everything that must not occur in a drawing, in words; empty if it is sound.
  func flaws(_ graph: CellGraph) -> [String] {
    var flaws: [String] = []
    var owner: [CellPoint: Int] = [:]
    for (index, box) in boxes.enumerated() {
      let frame = box.frame
      if frame.x < 0 || frame.y < 0 || frame.x + frame.width > width
        || frame.y + frame.height > height
      {
        flaws.append("box \(index) lies outside")
      }
      for y in frame.y..<frame.y + frame.height {
        for x in frame.x..<frame.x + frame.width {
          let other = owner.updateValue(index, forKey: CellPoint(x: x, y: y))
          flaws += other.map { ["boxes \($0) and \(index) overlap at \(x), \(y)"] } ?? []
        }
      }
      let arrows = box.ports.map(\.arguments.count).reduce(0, +)
      if arrows != graph.nodes[index].arguments.count {
        flaws.append("box \(index) has \(arrows) arguments")
      }
      if Set(box.ports.map(\.cell)).count != box.ports.count {
        flaws.append("box \(index) has two ports in one cell")
      }
    }
    flaws += lineFlaws(owner)
    return flaws
  }

  private func lineFlaws(_ owner: [CellPoint: Int]) -> [String] {
    var flaws: [String] = []
    var lines: [CellPoint: [(net: Int, arms: CellArms)]] = [:]
    let ports = Set(boxes.flatMap { $0.ports.map(\.cell) } + boxes.compactMap(\.out))
    for net in nets {
      for line in net.cells {
        if owner[line.cell] != nil, !ports.contains(line.cell) {
          flaws.append("the line of \(net.source) runs through a box at \(line.cell)")
        }
        lines[line.cell, default: []].append((net.source, line.arms))
      }
    }
    var shared = 0
    for (cell, users) in lines where users.count > 1 {
      shared += 1
      if users.count > 2 || Set(users.map(\.arms)) != [.vertical, .horizontal] {
        flaws.append("\(users.count) lines meet at \(cell)")
      }
    }
    if shared != crossings { flaws.append("\(shared) crossings, not \(crossings)") }
    return flaws
  }
}
