import GraphView

/// Choosing paths, and Jacobians.
extension Explorer {
  static let chaining: [Action<Command>] = [
    Action(
      "path-next", [.character(")")], chapter: "Show",
      help: "shows the next path from the target to the node, and its product", .chain(.nextPath)),
    Action(
      "path-previous", [.character("(")], chapter: "Show",
      help: "shows the path before", .chain(.previousPath)),
    Action(
      "path", chapter: "Show", help: "shows the path from the target that leads over a node",
      argument: Argument(.node, "NODE"), .chain(.choosePath)),
    Action(
      "jacobian", [.character("J")], chapter: "Show",
      help: "shows the Jacobian of the node by its inputs, one after the other", .chain(.jacobian)),
  ]

  mutating func run(_ command: ChainCommand, _ argument: String?) {
    guard let row = shownRow else {
      message = Notice(text: "no node is selected", style: .dim)
      return
    }
    switch command {
    case .nextPath: turnPath(row, by: 1)
    case .previousPath: turnPath(row, by: -1)
    case .choosePath: choosePath(argument ?? "", to: row)
    case .jacobian: turnJacobian(row)
    }
  }

  private func place(of row: Int) -> ChainState.Place { .init(row: row, pass: walk.stop.pass) }

  /// Paths that can be chosen from.
  private static let mostPaths = 64

  /// The paths from the target to a row, as many as can be chosen from.
  func paths(to row: Int) -> ChainPaths {
    walk.paths(to: row, in: walk.stop.pass, limit: Self.mostPaths)
  }

  private mutating func turnPath(_ row: Int, by steps: Int) {
    let paths = paths(to: row)
    let name = "w\(row + 1)"
    guard !paths.paths.isEmpty else {
      message = Notice(text: "no path leads from the target to \(name)", style: .dim)
      return
    }
    // After the last path, and before the first, comes the one that is shown unless told otherwise.
    let count = paths.paths.count
    let now = (chain[place(of: row)].path ?? -1) + 1 + steps
    let next = (now % (count + 1) + count + 1) % (count + 1)
    chain[place(of: row)] = .init(path: next == 0 ? nil : next - 1)
    if count == 1, next == 1 {
      message = Notice(text: "one path leads to \(name)", style: .dim)
    }
  }

  /// The first path to the shown row over a node; for a node elsewhere, its own first path.
  private mutating func choosePath(_ name: String, to row: Int) {
    guard let wanted = walk.table.row(called: name) else {
      message = Notice(text: "no node is called \(name)", style: .warning)
      return
    }
    let paths = paths(to: row)
    chain[place(of: row)].jacobian = nil
    if wanted != row,
      let index = paths.paths.firstIndex(where: { path in
        path.start == wanted || path.factors.contains { $0.to == wanted }
      })
    {
      chain[place(of: row)].path = index
      return
    }
    guard !self.paths(to: wanted).paths.isEmpty else {
      message = Notice(text: "no path leads from the target to \(name)", style: .dim)
      return
    }
    selectedRow = wanted
    chain[place(of: wanted)] = .init(path: 0)
  }

  private mutating func turnJacobian(_ row: Int) {
    let inputs = walk.differentiableInputs(of: row, in: walk.stop.pass)
    let shown = chain[place(of: row)].jacobian
    let next = (shown ?? -1) + 1
    guard next < inputs.count else {
      if shown == nil {
        message = Notice(text: jacobianProblem(row), style: .dim)
      }
      chain[place(of: row)].jacobian = nil
      return
    }
    do throws(JacobianError) {
      _ = try walk.jacobian(of: row, by: inputs[next], in: walk.stop.pass)
      chain[place(of: row)].jacobian = next
    } catch {
      message = Notice(text: error.description, style: .warning)
    }
  }

  private func jacobianProblem(_ row: Int) -> String {
    do throws(JacobianError) {
      _ = try walk.jacobian(of: row, by: 0, in: walk.stop.pass)
      return ""
    } catch {
      return error.description
    }
  }

  /// The Jacobian that is to be shown for a row.
  func shownJacobian(of row: Int) -> Jacobian? {
    guard let place = chain[place(of: row)].jacobian else { return nil }
    let inputs = walk.differentiableInputs(of: row, in: walk.stop.pass)
    guard inputs.indices.contains(place) else { return nil }
    return try? walk.jacobian(of: row, by: inputs[place], in: walk.stop.pass)
  }

  /// The path that the user chose for a row, which one it is, and all of them.
  func chosenPath(to row: Int) -> (path: ChainPath, number: Int, all: ChainPaths)? {
    guard let number = chain[place(of: row)].path else { return nil }
    let all = paths(to: row)
    return all.paths.indices.contains(number) ? (all.paths[number], number + 1, all) : nil
  }

  // MARK: Drawing

  /// A small Jacobian as numbers, a large one as a heat map.
  func render(_ jacobian: Jacobian, into canvas: inout Canvas, in rect: Rect) {
    let title = "\(jacobian.name)  \(jacobian.outputShape) by \(jacobian.inputShape)"
    let cells = jacobian.values.map { NumberFormat.fixed($0) }
    let width = (cells.map(\.count).max() ?? 1) + 2
    guard jacobian.columns * width <= rect.width, jacobian.rows < rect.height else {
      HeatMap(
        jacobian.values, rows: jacobian.rows, columns: jacobian.columns, title: jacobian.name,
        hasColor: false
      ).render(into: &canvas, in: rect)
      return
    }
    canvas.draw(title, x: rect.x, y: rect.y, .title, width: rect.width)
    for row in 0..<jacobian.rows {
      for column in 0..<jacobian.columns {
        let value = jacobian.values[row * jacobian.columns + column]
        let text = cells[row * jacobian.columns + column]
        canvas.draw(
          text, x: rect.x + column * width + width - text.count, y: rect.y + 1 + row,
          value == 0 ? .dim : value < 0 ? .negative : .normal, width: text.count)
      }
    }
  }
}
