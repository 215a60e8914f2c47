import Testing

@testable import Export

@Suite("Screens")
struct ScreenTests {
  private typealias Run = ScreenPicture.Run
  private typealias Look = ScreenPicture.Look

  private let screen = ScreenPicture(
    columns: 12,
    rows: [
      [
        Run(column: 0, text: "╔═╗ ", width: 4),
        Run(
          column: 4, text: "重 <w5>", width: 7,
          look: Look(foreground: .init(0xD5_5E00), isBold: true)),
        Run(column: 11, text: " ", width: 1),
      ],
      [
        Run(
          column: 2, text: "⣀▄x", width: 3,
          look: Look(background: .init(0x33_3333), isReversed: true))
      ],
      [],
    ])

  @Test("text is the rows without blanks at their ends")
  func text() {
    #expect(screen.exported(as: .text) as String == "╔═╗ 重 <w5>\n  ⣀▄x\n\n")
  }

  @Test("colored text sets every look and ends it")
  func ansi() {
    #expect(
      screen.exported(as: .ansi) as String == "╔═╗ \u{1B}[1;38;2;213;94;0m重 <w5>\u{1B}[0m\n"
        + "  \u{1B}[7;48;2;51;51;51m⣀▄x\u{1B}[0m\n\n")
  }

  @Test("the picture holds words to their cells and draws frames, blocks and braille")
  func svg() {
    let svg: String = screen.exported(as: .svg)
    #expect(isWellFormed(Array(svg.utf8)))
    #expect(svg.hasPrefix("<!-- made by gradwalk -->\n<svg "))
    // A wide letter takes two cells, and the word after it starts at its own.
    let cell = ScreenCell().width
    for (column, width, word) in [(4, 2, "重"), (7, 4, "&lt;w5&gt;")] {
      let x = ScreenSVG.number(Double(column) * cell)
      let length = ScreenSVG.number(Double(width) * cell)
      #expect(
        svg.split(separator: "\n").contains {
          $0.contains("x=\"\(x)\"") && $0.contains("textLength=\"\(length)\"")
            && $0.contains(">\(word)</text>") && $0.contains("#d55e00")
        })
    }
    #expect(!svg.contains("╔</text>") && !svg.contains("⣀</text>") && !svg.contains("▄</text>"))
    #expect(svg.split(separator: "\n").filter { $0.hasPrefix("<path") }.count == 2)
    // Reversed: the run's paper is what its ink was.
    #expect(svg.contains("fill=\"\(screen.foreground.written)\"/>"))
  }

  @Test("a run whose width is measured otherwise stays whole in its cells")
  func otherWidth() {
    let odd = ScreenPicture(columns: 9, rows: [[Run(column: 0, text: "a─b c", width: 9)]])
    let svg: String = odd.exported(as: .svg)
    #expect(svg.contains("textLength=\"\(ScreenSVG.number(9 * ScreenCell().width))\""))
    #expect(svg.contains(">a─b c</text>"))
  }

  @Test(
    "characters with a shape",
    arguments: [
      ("─", ScreenShape.lines(.init(0, 1, 0, 1), isRound: false)),
      ("╭", .lines(.init(0, 1, 1, 0), isRound: true)), ("⣿", .braille(0xFF)),
      ("▄", .block(left: 0, top: 4, right: 8, bottom: 8, density: 1)),
    ] as [(Character, ScreenShape)])
  func shapes(character: Character, shape: ScreenShape) {
    #expect(ScreenShape(character) == shape)
  }

  @Test("letters, arrows and marked frames are text", arguments: Array("w∂▶重─\u{301}"))
  func letters(character: Character) {
    #expect(ScreenShape(character) == nil)
  }

  @Test(
    "lengths have two decimals at most",
    arguments: [(1.0, "1"), (0.25, "0.25"), (-3.1, "-3.1"), (2.005, "2.01"), (-0.001, "0")])
  func numbers(value: Double, text: String) {
    #expect(ScreenSVG.number(value) == text)
  }
}
