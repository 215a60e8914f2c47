import Glibc
import Testing

@testable import TUI

@Suite("Plot")
struct PlotTests {
  private let decay = (0...100).map { (step: Int) -> Double in 4 * exp(-Double(step) / 25) }
  private let rise = (0...100).map { (step: Int) -> Double in 3 - 3 * exp(-Double(step) / 40) }

  @Test("Two series with marks, legend, grid, cursor and readout")
  func twoSeries() {
    let plot = Plot([.init("w", y: decay), .init("b", y: rise)], title: "weights", cursor: 30)
    #expect(
      screen(60, 14, plot) == """
           weights   ━ w  ● b              step 30  w 1.205  b 1.583
        4┤⢄ · · · · · · · ·┊· · · · · · · · · · · · · · · · · · · ·
         │ ⠣⣀              ┊
         │   ⠣⡀            ┊
         │    ⠈⢆⡀          ┊                            ⢀⣀⣀⣀⣀⣀⣀⡠⠤●⠤⠤
         │      ⠈⠢⡀        ┊            ⢀●⣀⣀⠤⠤⠤⠔⠒⠒⠒⠊⠉●⠉⠉⠁
        2┤· · · · ⠈⠑⠢⡀· · ·┊· ·⣀⣀⡠⠤⠒⠒⠒⠉⠉⠁ · · · · · · · · · · · · ·
         │           ⠈⠑⠤⢄⣀⠤⠤⠒●⠉
         │         ⢀⣀⠤⠒⠉⠉⠈⠑⠒⠤⣀
         │     ⣀⡠●⠊⠁       ┊  ⠉⠉⠒⠢⠤⣀⣀⡀
         │ ⢀⣀⠔⠊            ┊         ⠈⠉⠉⠑⠒⠒⠒⠤⠤⠤⠤⣀⣀⣀⣀⣀⡀
        0┤⠒⠁· · · · · · · ·┊· · · · · · · · · · · · ·⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠑⠒⠒⠒
         └┬─────────────┬──────────────┬─────────────┬─────────────┬
          0            25             50            75          step
        """)
  }

  @Test("The same with half blocks")
  func halfBlocks() {
    let plot = Plot([.init("w", y: decay), .init("b", y: rise)], title: "weights", cursor: 30)
    #expect(
      screen(60, 10, plot, .basic) == """
           weights   ─ w  * b              step 30  w 1.205  b 1.583
           │▀▄               │
           │  ▀▄▄            │
        2.5┤· · ▀▀█▄· · · · ·│· · · · · · · · ▄▄▄▄▄▄▄▄▄*▄▄▄▄█▀▀▀▀▀*▀
           │        ▀▀▄▄▄    │▄*▄▄▄▄█▀▀▀▀▀▀*▀▀
           │         ▄▄▄██▀████▄
           │   ▄▄▄█*▀▀       │ ▀▀▀▀▀▀▄▄▄▄▄▄▄▄▄▄
        0.0┤▄▀▀ · · · · · · ·│· · · · · · · · ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
           └┬─────────────┬─────────────┬────────────┬─────────────┬
            0            25            50           75          step
        """)
  }

  @Test("The same in ASCII")
  func ascii() {
    let plot = Plot([.init("w", y: decay), .init("b", y: rise)], title: "weights", cursor: 30)
    #expect(
      screen(60, 10, plot, .ascii) == """
           weights   * w  o b              step 30  w 1.205  b 1.583
           |**               :
           | ***             :
        2.5+. . ****. . . . .:. . . . . . . . oooooooooooooooooooooo
           |        *****    :ooooooooooooooooo
           |        oooooooooo***
           |  ooooooo        :  **********************
        0.0+oo. . . . . . . .:. . . . . . . . . . . .***************
           ++-------------+-------------+------------+-------------+
            0            25            50           75          step
        """)
  }

  @Test("Lost values leave gaps and a cross on the axis")
  func lost() {
    let plot = Plot([.init("loss", y: [1, 2, 4, 8, .nan, 3, .infinity, 5, 5])], title: "loss")
    #expect(
      screen(50, 10, plot) == """
           loss   ━ loss
         │                 ⡠⠂
         │               ⢀⠜
         │             ⢀⠔⠁
        5┤· · · · · · ⡠⠊· · · · · · · · · · · · · ·⠈⠉⠉⠉⠉⠉⠉
         │        ⢀⠤⠒⠉                 ⢀
         │    ⣀⡠⠔⠊⠁
         │⠤⠒⠊⠉
         └┬───────────┬───────────✗──────────✗───────────┬
          0           2           4          6        step
        """)
  }

  @Test("A logarithmic plot counts what it cannot show")
  func logarithmic() {
    let plot = Plot(
      [.init("loss", y: [100, 10, 0, 1, -4, 0.1])], title: "loss", isLogarithmic: true)
    #expect(
      screen(50, 10, plot) == """
           loss (log)   ━ loss  2 pts <= 0
        100┤⠒⠤⣀ · · · · · · · · · · · · · · · · · · · · ·
           │   ⠉⠒⠢⢄⡀
           │       ⠈⠑⠂
           │
          1┤· · · · · · · · · · · · · ·⠠· · · · · · · · ·
           │
           │                                             ⠠
           └┬─────────────────┬─────────────────┬─────────
            0                 2                 4     step
        """)
  }

  @Test("Points over a line of their own axis")
  func points() {
    let plot = Plot(
      [
        .init("data", x: [1, 2, 2.5, 4, 7], y: [1.5, 1, 2, 5, 4], kind: .points),
        .init("fit", x: [1, 7], y: [1, 5]),
      ], axis: "x")
    #expect(
      screen(50, 10, plot) == """
           ● data  ■ fit
        5.0┤· · · · · · · · · · · ·●· · · · · · · · ·⣀⣀⠤⠤■
           │                                  ⣀⡠⠤⠔⠒⠊⠉    ●
           │                          ⢀⣀⡠⠤⠔⠒⠉⠉
           │                   ⢀⣀⠤⠤⠒⠒⠉⠁
        2.5┤· · · · · · ⣀⣀⠤⠔⠒⠊⠉⠁· · · · · · · · · · · · ·
           │●    ⣀⡠⠤⠔⠒⠊●
           │■⠒⠒⠉⠉  ●
           └───────┬───────────────┬──────────────┬───────
                   2               4              6      x
        """)
  }

  @Test("A single extreme value among many points stays visible")
  func spikes() {
    var values = [Double](repeating: 0, count: 100_000)
    values[54_321] = 1
    let drawn = screen(60, 12, Plot([.init("x", y: values)]))
    let row = drawn.split(separator: "\n").first { $0.contains("1.0") }
    #expect(row?.contains { ("\u{2801}"..."\u{28FF}").contains($0) } == true, "\(drawn)")
  }

  @Test("The cursor never covers data and turns the value around")
  func cursor() {
    var canvas = Canvas(width: 40, height: 10)
    Plot([.init("w", y: [0, 1, 2, 3, 4])], cursor: 2).render(into: &canvas, in: canvas.bounds)
    let reversed = canvas.cells.filter { $0.style.marks.contains(.reversed) }
    #expect(reversed.count == 1)
    #expect(reversed.first?.style.role == .series1)
    #expect(canvas.cells.count { $0.style.role == .plotCursor } == 6)
  }

  @Test(
    "Every size is drawn without leaving the rectangle",
    arguments: [(1, 1), (3, 1), (10, 3), (15, 9), (16, 5), (20, 4), (200, 60)])
  func sizes(width: Int, height: Int) {
    var canvas = Canvas(width: width + 2, height: height + 2)
    let plot = Plot([.init("w", y: decay), .init("日本語", y: rise)], title: "題", cursor: 4)
    plot.render(into: &canvas, in: Rect(x: 1, y: 1, width: width, height: height))
    #expect(canvas.lines.first == "" && canvas.lines.last == "")
    #expect((1...height).allSatisfy { canvas[0, $0] == .blank && canvas[width + 1, $0] == .blank })
  }

  @Test(
    "Series without anything to show still give a frame",
    arguments: [
      [], [Double.nan], [Double.infinity, -Double.infinity], [0], [1e308, -1e308], [1e-300],
      [-1, -2],
    ])
  func degenerate(values: [Double]) {
    for isLogarithmic in [false, true] {
      let plot = Plot(
        [.init("loss", y: values)], isLogarithmic: isLogarithmic, cursor: 0, smoothing: 0.9)
      #expect(screen(40, 10, plot).contains("━ loss"))
    }
  }

  @Test("Following an axis grows a quarter at a time")
  func following() {
    let ends = (1...300).map { count in
      Plot([.init("w", y: Array(repeating: 0, count: count))], follows: true).shownX.upperBound
    }
    #expect(Set(ends).count < 16)
    #expect(zip(ends, 1...).allSatisfy { $0 >= Double($1 - 1) })
  }
}
