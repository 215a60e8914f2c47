import Glibc

/// One line of the table.
struct Row {
  let work: String
  let unit: Unit
  /// Seconds or bytes; a text where nothing could be measured.
  let ours: Measured
  /// The same work done by something else.
  var beside: Reference?
  var bar = Bar.none

  /// What came out of a measurement, in seconds or bytes.
  enum Measured {
    case value(Double)
    /// The truth is no more than this: the measurement has a floor.
    case atMost(Double)
    /// There was nothing to measure, and why.
    case absent(String)
  }

  /// The work that ours is set beside.
  struct Reference {
    let name: String
    let measured: Measured

    init(_ name: String, _ value: Double) {
      self.name = name
      measured = .value(value)
    }

    init(_ name: String, _ measured: Measured) {
      self.name = name
      self.measured = measured
    }
  }

  /// What the row must reach.
  enum Bar {
    case none
    /// In the row's unit.
    case atMost(Double)
    /// Ours by the reference.
    case ratio(Double)
    /// To end without an error.
    case works
  }
}

/// Prints rows as they come, so that a long run shows how far it is.
enum Table {
  private static let columns = [46, 13, 16, 6, 9]

  /// The names of the columns.
  static func printHeader() {
    line(["work", "gradwalk", "beside it", "ratio", "bar", ""])
    print(String(repeating: "─", count: 100))
  }

  /// How to read the numbers.
  static func printFooter() {
    print(
      """

      CPU time of the process (user and system), best of several rounds in which both sides
      take turns. "C" is compiled from Benchmarks/Limits; one BLAS thread on both sides.
      """)
  }

  /// A line between groups of rows.
  static func note(_ text: String) {
    print(text)
    fflush(nil)
  }

  /// Prints a row.
  static func print(_ row: Row) {
    guard let ours = row.ours.number else {
      return line([row.work, row.ours.text(row.unit), "", "", row.bar.text(row.unit), ""])
    }
    let theirs = row.beside?.measured.number
    let ratio = theirs.map { ours / $0 }
    line([
      row.work, row.ours.text(row.unit),
      row.beside.map { "\($0.name) \($0.measured.text(row.unit))" } ?? "",
      ratio.map { rounded($0, digits: 2) } ?? "", row.bar.text(row.unit),
      row.bar.verdict(ours * row.unit.perBase, ratio),
    ])
  }

  private static func line(_ cells: [String]) {
    var text = ""
    for (place, cell) in cells.enumerated() {
      let width = place < columns.count ? columns[place] : 0
      let padding = String(repeating: " ", count: max(width - cell.count, 0))
      text += place == 0 || place >= columns.count ? cell + padding : padding + cell
      text += place + 1 == columns.count ? "  " : place + 1 < columns.count ? " " : ""
    }
    note(text)
  }

  private static func print(_ text: String) { Swift.print(text) }
}

extension Row.Measured {
  var number: Double? {
    switch self {
    case .value(let number), .atMost(let number): number
    case .absent: nil
    }
  }

  func text(_ unit: Unit) -> String {
    switch self {
    case .value(let number): unit.text(number)
    case .atMost(let number): "≤ " + unit.text(number)
    case .absent(let reason): reason
    }
  }
}

extension Row.Bar {
  func text(_ unit: Unit) -> String {
    switch self {
    case .none: ""
    case .atMost(let limit): "≤ \(plain(limit)) \(unit.rawValue)"
    case .ratio(let limit): "≤ \(plain((limit * 100).rounded() / 100)) ×"
    case .works: "works"
    }
  }

  /// Whether the row reaches it: `ok` or `over`; nothing where there is no bar or no ratio.
  func verdict(_ value: Double, _ ratio: Double?) -> String {
    switch self {
    case .none: ""
    case .atMost(let limit): value <= limit ? "ok" : "over"
    case .ratio(let limit): ratio.map { $0 <= limit ? "ok" : "over" } ?? ""
    case .works: "ok"
    }
  }

  private func plain(_ limit: Double) -> String {
    limit == limit.rounded() ? String(Int(limit)) : "\(limit)"
  }
}
