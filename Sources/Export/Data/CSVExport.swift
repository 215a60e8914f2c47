import Engine
import GraphView

/// The list of nodes for spreadsheets: one row a node, numbers as a program reads them.
struct CSVExport {
  private let walk: Walk
  private let stop: Stop

  init(_ walk: Walk, _ stop: Stop) {
    self.walk = walk
    self.stop = stop
  }

  /// The names of the columns, by which the file is known as gradwalk's.
  static let header = [
    "node", "name", "op", "expression", "value", "adjoint", "tape", "partials", "dtype", "shape",
    "scope", "line", "column",
  ]

  func text() -> String {
    var csv = CSV(Self.header)
    for row in walk.table(at: stop) { csv.add(fields(row)) }
    return csv.text
  }

  private func fields(_ row: NodeRow) -> [String] {
    let source = walk.recording.source
    let place = row.span == .none ? nil : source?.position(at: Int(row.span.start))
    let value = row.value == nil ? "" : Self.field(walk.recording.value(of: row.node))
    let tape =
      switch row.tape {
      case .notAsked: ""
      case .none: "None"
      case .gradient(let array): Self.field(array)
      }
    let adjoint = row.adjoint.value.map { Self.field($0) }
    return [
      row.name, row.pythonNames.first ?? "", row.operation,
      row.expression == "·" ? "" : row.expression, value,
      adjoint ?? (row.adjoint.state == .none && !row.isUpdate ? "None" : ""), tape, partials(row),
      row.signature.dtype.name, "\(row.signature.shape)", row.scope,
      place.map { String($0.line) } ?? "", place.map { String($0.column) } ?? "",
    ]
  }

  private func partials(_ row: NodeRow) -> String {
    guard !row.isUpdate else { return "" }
    return walk.reportEdges(into: row.row, in: stop.pass).filter(\.passes)
      .compactMap { edge in
        let number = edge.number.map { NumberFormat.exact($0, row.signature.dtype) }
        guard let text = edge.partial else { return nil }
        let both = number.map { $0 == text ? text : "\(text) = \($0)" } ?? text
        return "d\(edge.to)/d\(edge.from) = \(both)"
      }.joined(separator: "; ")
  }

  /// A number alone, a tensor as nested lists; NaN and infinities by name.
  static func field(_ array: NDArray) -> String {
    let value = JSON(array)
    if case .string(let text) = value { return text }
    return value.line
  }
}

/// The curves of a training loop: one row a training step, one column a curve.
struct TracesExport {
  private let traces: Traces

  init(_ walk: Walk) { traces = walk.traces() }

  /// The name of the first column.
  static let firstColumn = "training_step"

  func text() throws(ExportError) -> String {
    guard traces.stepCount > 0, !traces.curves.isEmpty else { throw .nothingToTrace }
    var csv = CSV([Self.firstColumn] + traces.curves.map(\.name))
    for step in 0..<traces.stepCount {
      csv.add(
        [String(step + 1)]
          + traces.curves.map { curve in
            Self.number(curve.points[step])
          })
    }
    return csv.text
  }

  /// A point that came from float32 is written with the digits that float32 has.
  private static func number(_ point: Double) -> String {
    let dtype: DType = Double(Float(point)) == point ? .float32 : .float64
    let value = JSON(point, dtype: dtype)
    if case .string(let text) = value { return text }
    return value.line
  }

  /// One row a number: the step, the curve, what it is a curve of, and the value.
  func longText() throws(ExportError) -> String {
    guard traces.stepCount > 0, !traces.curves.isEmpty else { throw .nothingToTrace }
    var csv = CSV([Self.firstColumn, "curve", "kind", "value"])
    for step in 0..<traces.stepCount {
      for curve in traces.curves {
        csv.add(
          [
            String(step + 1), curve.name, curve.kind.rawValue, Self.number(curve.points[step]),
          ])
      }
    }
    return csv.text
  }
}
