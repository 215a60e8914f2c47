import Testing

@testable import TUI

@Suite("Table")
struct TableTests {
  private let columns: [Table.Column] = [
    .init("node", priority: 9), .init("op", priority: 3),
    .init("expression", isFlexible: true, priority: 5),
    .init("value", .right, minimum: 8, priority: 8), .init("dC/dnode", .right, priority: 7),
    .init("name", maximum: 6, priority: 1),
  ]

  private let rows: [[String]] = [
    ["w1", "var", "", "2.0000", "·", "w"], ["w5", "mul", "w1·w2", "2.0000", "-1.0000", ""],
    ["w6", "add", "w5 + w3", "3.0000", "-1.0000", "z"],
    ["w7", "max", "max(0, w6)", "3.0000", "None", "日本語の名"],
  ]

  private func table(_ change: (inout Table) -> Void = { _ in }) -> Table {
    var table = Table(columns, rowCount: rows.count) { [rows] in rows[$0].map { Table.Item($0) } }
    change(&table)
    return table
  }

  @Test("Columns are aligned by cells and the flexible one takes the rest")
  func wide() {
    #expect(
      screen(60, 5, table { $0.marked = 2 }) == """
         node  op   expression               value  dC/dnode  name
         w1    var                          2.0000         ·  w
         w5    mul  w1·w2                   2.0000   -1.0000
        ▶w6    add  w5 + w3                 3.0000   -1.0000  z
         w7    max  max(0, w6)              3.0000      None  日本…
        """)
  }

  @Test(
    "Columns of low priority go when there is no room",
    arguments: [
      (
        44,
        """
         node  op   expre…     value  dC/dnode  name
         w1    var            2.0000         ·  w
         w5    mul  w1·w2     2.0000   -1.0000
        """
      ),
      (
        26,
        """
         node     value  dC/dnode
         w1      2.0000         ·
         w5      2.0000   -1.0000
        """
      ),
      (
        10,
        """
         node
         w1
         w5
        """
      ),
    ])
  func narrow(width: Int, drawing: String) {
    #expect(screen(width, 3, table()) == drawing)
  }

  @Test("Only the rows in sight are asked for")
  func millions() {
    nonisolated(unsafe) var asked: [Int] = []
    let table = Table([.init("n")], rowCount: 10_000_000, offset: 999_998) { row in
      asked.append(row)
      return [.init("row \(row)")]
    }
    #expect(screen(20, 4, table) == " n\n row 999998\n row 999999\n row 1000000")
    #expect(asked == [999_998, 999_999, 1_000_000])
  }

  @Test("The selected row is marked over its whole width")
  func selection() {
    var canvas = Canvas(width: 30, height: 5)
    table { $0.selected = 1 }.render(into: &canvas, in: canvas.bounds)
    let marked = (0..<5).map { row in
      (0..<30).count { canvas[$0, row].style.marks.contains(.selected) }
    }
    #expect(marked == [0, 0, 30, 0, 0])
  }

  @Test("An offset behind the end shows the head alone")
  func behindEnd() {
    #expect(screen(12, 3, table { $0.offset = 99 }).hasPrefix(" node"))
  }

  @Test(
    "Scrolling moves as little as it takes",
    arguments: [
      (0, 0, 5, 20, 0), (4, 0, 5, 20, 1), (9, 0, 5, 20, 6), (19, 0, 5, 20, 15), (3, 10, 5, 20, 2),
      (0, 10, 5, 20, 0),
      (2, 0, 5, 3, 0), (7, 0, 1, 20, 7), (5, 0, 0, 20, 0), (12, 10, 5, 20, 10),
    ])
  func scrolling(line: Int, offset: Int, height: Int, count: Int, expected: Int) {
    #expect(Scroll.offset(showing: line, from: offset, height: height, count: count) == expected)
  }

  @Test("A border tells what is in sight")
  func note() {
    #expect(Scroll.note(offset: 2, height: 10, count: 40) == "3-12/40")
    #expect(Scroll.note(offset: 0, height: 10, count: 10) == "")
  }
}
