import GraphView
import Testing

@Suite("A mark on a drawing")
struct OverlayTests {
  /// The edges of the worked example that the gradient has passed when it stands at w6.
  private static let marks = CellMarks(
    cursor: 5,
    edges: [
      .init(box: 7, port: 0): .done, .init(box: 7, port: 1): .done,
      .init(box: 6, port: 0): .backward,
    ])

  @Test("shows the way back in heavy lines with the arrowheads turned, and nothing moves")
  func backward() throws {
    let graph = try SampleGraph.worked.read()
    let drawing = try CellLayout.plain.drawing(of: graph, .leftToRight, .full)
    #expect(
      drawing.text(graph, marks: Self.marks) == """
        ╭──────╮   ┌──────────┐                  ┌──────────────┐
        │w1 : x├───▶w5 = w2*w1│   ┏━━━━━━━━━━┓   │w7 = max(0,w6)│   ┌──────────┐
        │2 ∇-3 │ ┌─▶  6 ∇-1   ├───▶w6 = w5+w3◀━━━┥    7 ∇-1     ◀━━━┥w8 = w4-w7│
        ╰──────╯ │ └──────────┘ ┌─▶  7 ∇-1   ┃   └──────────────┘ ┏━┥   3 ∇1   │
        ╭──────╮ │     ╭──────╮ │ ┗━━━━━━━━━━┛           ╭──────╮ ┃ └──────────┘
        │w2 : w├─┘     │w3 : b├─┘                        │w4 : y◀━┛
        │3 ∇-2 │       │1 ∇-1 │                          │10 ∇1 │
        ╰──────╯       ╰──────╯                          ╰──────╯
        """)
    let picture = CellPicture(
      drawing, graph, CellGlyphs(.full), marks: Self.marks, width: characterCount)
    let wire = try #require(
      drawing.path(to: 0, of: 6).first { cell in
        !drawing.boxes.contains { $0.frame.contains(cell.cell) }
      })
    #expect(picture[wire.cell.x, wire.cell.y].state == .backward)
    #expect(picture[wire.cell.x, wire.cell.y].part == .line(net: 5))
  }

  @Test("is seen without heavy lines too")
  func ascii() throws {
    let graph = try SampleGraph.worked.read()
    let drawing = try CellLayout.plain.drawing(of: graph, .topToBottom, .full)
    let text = drawing.text(graph, .ascii, marks: Self.marks)
    #expect(text.contains("^"))
    #expect(text.contains("#w6 = w5+w3#"))
    #expect(text.split(separator: "\n").count == drawing.height)
  }

  @Test("follows each edge from its box to its arrowhead", arguments: 0..<60)
  func paths(_ seed: Int) throws {
    let graph = CellGraph.random(seed)
    let layout = CellLayout(CellLayoutOptions(attempts: 1, width: characterCount))
    for orientation in CellOrientation.allCases {
      let drawing = try layout.drawing(of: graph, orientation, .full)
      for (index, box) in drawing.boxes.enumerated() {
        for (place, port) in box.ports.enumerated() {
          guard let source = port.source, let net = drawing.net(of: source) else { continue }
          let path = drawing.path(to: place, of: index)
          #expect(path.first?.cell == drawing.boxes[source].out)
          #expect(path.last?.cell == port.cell)
          let line = Dictionary(uniqueKeysWithValues: net.cells.map { ($0.cell, $0.arms) })
          #expect(path.allSatisfy { line[$0.cell]?.isSuperset(of: $0.arms) == true })
          for (cell, next) in zip(path, path.dropFirst()) {
            #expect(abs(cell.cell.x - next.cell.x) + abs(cell.cell.y - next.cell.y) == 1)
          }
        }
      }
    }
  }
}
