import Engine
import GraphView

/// The chain rule written out from the target to every input: factor by factor, and as a sum where
/// several paths lead there.
struct ProductText {
  private let walk: Walk
  private let stop: Stop
  private let table: NodeTable

  init(_ walk: Walk, _ stop: Stop, _ table: NodeTable) {
    self.walk = walk
    self.stop = stop
    self.table = table
  }

  /// Paths that are written out for one input.
  private static let shownPaths = 6
  /// Inputs that are written out.
  private static let shownInputs = 40

  /// What is differentiated, as it is called: `C`.
  static func target(of walk: Walk, _ stop: Stop) -> String {
    let table = walk.table(at: stop)
    guard walk.passes.indices.contains(stop.pass), let node = walk.passes[stop.pass].target,
      let row = table.row(of: node)
    else { return "target" }
    return TextWidth.onOneLine(table[row].pythonNames.first ?? table[row].name)
  }

  /// One paragraph an input, indented; nothing before the walk goes backward.
  func lines(width: Int, spelled: (String) -> String) -> [String] {
    guard stop.phase != .forward else { return [] }
    // Products are whole once the walk stands at the last node of the backward phase.
    let inputs = table.filter { row in
      row.isInput && row.adjoint.state != .none && row.adjoint.state != .notYet
        && row.adjoint.state != .partial
    }
    guard !inputs.isEmpty else { return [] }
    let target = Self.target(of: walk, stop)
    var lines = ["products along the paths from \(target)"]
    for row in inputs.prefix(Self.shownInputs) {
      let paths = walk.paths(to: row.row, in: stop.pass, limit: Self.shownPaths)
      guard !paths.paths.isEmpty else { continue }
      lines.append("")
      for line in paragraph(row, paths, target) {
        let indent = "  " + String(repeating: " ", count: line.indent)
        let text = spelled(indent + line.text)
        lines += TextWidth.wrapped(text, to: width, hanging: TextWidth.of(indent) + 4)
      }
    }
    if inputs.count > Self.shownInputs {
      lines += ["", "  … and for \(inputs.count - Self.shownInputs) more inputs"]
    }
    return lines
  }

  private struct Line {
    var indent = 0
    let text: String
  }

  private func paragraph(_ row: NodeRow, _ paths: ChainPaths, _ target: String) -> [Line] {
    let start = "w\((paths.paths.first?.start ?? 0) + 1)"
    var head = "∂\(start)/∂\(row.name)"
    if let name = row.pythonNames.first {
      head = "d\(target)/d\(TextWidth.onOneLine(name)) = \(head)"
    }
    let isWhole = paths.paths.allSatisfy { $0.product != nil && !$0.isCut }
    guard isWhole else { return flow(row, paths, head) }
    guard paths.count > 1 else {
      return paths.paths.flatMap { path in
        [
          Line(text: "\(head) = \(factors(path))"),
          Line(indent: TextWidth.of(head) + 1, text: "= \(path.written())"),
        ]
      }
    }
    var lines = [Line(text: "\(head), the sum over \(count(paths.count)) paths")]
    for path in paths.paths {
      let sign = lines.count == 1 ? " " : "+"
      lines.append(Line(indent: 2, text: "\(sign) \(factors(path))"))
      lines.append(Line(indent: 6, text: "= \(path.written())"))
    }
    if Double(paths.paths.count) < paths.count {
      let rest = count(paths.count - Double(paths.paths.count))
      lines.append(Line(indent: 2, text: "+ … \(rest) more paths"))
    }
    let all = paths.sum ?? row.adjoint.exact
    lines.append(Line(indent: 2, text: "= \(TableExport.typeset(all))"))
    return lines
  }

  /// Of tensors, and of paths too long to be written out: where the gradient came along, and what
  /// it is.
  private func flow(_ row: NodeRow, _ paths: ChainPaths, _ head: String) -> [Line] {
    var lines = [Line(text: "\(head) = \(TableExport.typeset(row.adjoint.exact))")]
    var seen: Set<String> = []
    for path in paths.paths {
      let names = (path.isCut ? ["…"] : []) + path.factors.map { "w\($0.from + 1)" } + [row.name]
      let text = names.joined(separator: " → ")
      if seen.insert(text).inserted { lines.append(Line(indent: 2, text: "along \(text)")) }
    }
    if Double(paths.paths.count) < paths.count {
      let rest = count(paths.count - Double(paths.paths.count))
      lines.append(Line(indent: 2, text: "and along \(rest) more paths"))
    }
    return lines
  }

  private func count(_ number: Double) -> String { NumberFormat.exact(number, .float64) }

  /// `∂w8/∂w8 × ∂w8/∂w7 × ∂w7/∂w6`.
  private func factors(_ path: ChainPath) -> String {
    let start = "w\(path.start + 1)"
    return
      (["∂\(start)/∂\(start)"] + path.factors.map { "∂w\($0.from + 1)/∂w\($0.to + 1)" })
      .joined(separator: " × ")
  }
}
