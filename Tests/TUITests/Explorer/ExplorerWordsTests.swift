import Testing

@testable import TUI

@Suite("What the explorer tells")
struct ExplorerWordsTests {
  private func chain(_ explorer: Explorer, _ commands: String...) throws -> [String] {
    var explorer = explorer
    _ = explorer.update(.resize(width: 100, height: 40))
    for command in commands { _ = try explorer.perform(command) }
    return explorer.chainText(width: 90, glyphs: Glyphs(tier: .full)).lines.map(\.text)
  }

  @Test("Where the tape returns None, the slope and the reason stand side by side")
  func tapeNone() throws {
    let explorer = try ExplorerLessons.unwatched()
    #expect(try explorer.screen(80, 24, after: "last").contains("2.0000  tape None  x"))
    #expect(
      try chain(explorer, "last", "goto x") == [
        "w1 = x keeps dy/dw1 = 2", "path  y ─(2)─ w1  =  2.0000", "      1 × w2 = 2",
        "tape  returned None: x is a constant that the tape does not watch; the slope is 2 all the",
        "      same", "help  call tape.watch(x) before it is used",
        "check small steps in float64 agree: 2 and 2",
      ])
  }

  @Test("A slope of zero names the op that is on its flat side")
  func zero() throws {
    let lines = try chain(ExplorerLessons.worked(w: -3), "last", "goto w")
    #expect(
      lines.contains("zero  maximum at w7 = max(0, w6) is on its flat side: w6 > 0 does not hold"))
  }

  @Test("A node with several uses shows the sum over the paths")
  func fanOut() throws {
    let lines = try chain(ExplorerLessons.fanOut(), "last", "goto x")
    #expect(lines.contains("sum   dz/dw1 = -2 + 3 + 3 = 4"))
  }

  @Test("Tensors: the formula that hands the gradient on, with shapes")
  func tensors() throws {
    let lines = try chain(ExplorerLessons.matrices(), "last", "goto w4")
    #expect(lines.contains("to    w2: ∂loss/∂w2 = w1ᵀ @ g, (2, 4) → (3, 4)"))
    #expect(lines.contains("path  loss ─ w7 ─ w6 ─ w5 ─ w4 ─ w1"))
  }

  @Test("A node that the backward pass has not reached tells no number of the future")
  func pending() throws {
    let lines = try chain(ExplorerLessons.worked(), "step-forward 10", "home")
    #expect(lines == ["dC/dw1: nothing has arrived yet"])
  }

  @Test("The modes of v: both, formulas, numbers")
  func modes() throws {
    let explorer = try ExplorerLessons.worked()
    let stop = "step-forward 12"
    let both = try chain(explorer, stop)
    let formulas = try chain(explorer, stop, "formula")
    let numbers = try chain(explorer, stop, "formula", "formula")
    #expect(both[1] == "w1   -1.0000  ×  ∂(w1·w2)/∂w1 = w2 = 1  =       -1.0000  0 → -1.0000")
    #expect(formulas[1] == "w1   -1.0000  ×  ∂(w1·w2)/∂w1 = w2  =       -1.0000  0 → -1.0000")
    #expect(numbers[1] == "w1   -1.0000  ×  ∂(w1·w2)/∂w1 = 1  =       -1.0000  0 → -1.0000")
  }

  @Test(
    "A failed lesson opens at the failure, with its words and its line", arguments: [true, false])
  func failure(afterOps: Bool) throws {
    let explorer = try ExplorerLessons.failed(afterOps: afterOps)
    let text = try explorer.screen(80, 24, after: "source")
    #expect(
      explorer.notice == "the lesson failed: fail.py, line 2: shapes (2,) and (3,) do not fit")
    #expect(text.contains("▶ 2 a = b + c"))
    #expect(text.contains("│ hello"))
    #expect(text.contains("│ fail.py, line 2: shapes (2,) and (3,) do not fit"))
  }

  @Test("A lesson without any op says so")
  func empty() throws {
    let explorer = try ExplorerLessons.empty()
    #expect(explorer.notice?.hasPrefix("nothing to walk") == true)
    #expect(!explorer.drawn(80, 24).contains("Nodes"))
  }

  @Test("A loss without a minimum is called so", arguments: [true, false])
  func unbounded(isLinear: Bool) throws {
    let explorer = try ExplorerLessons.descent(turns: 12, isLinear: isLinear)
    #expect(try explorer.screen(120, 36, after: "last").contains("unbounded below") == isLinear)
  }

  @Test("Long lines scroll sideways, and only then do the arrows not step")
  func sideways() throws {
    var explorer = try ExplorerLessons.descent(turns: 3)
    _ = explorer.update(.resize(width: 44, height: 24))
    explorer.type("s s s s Alt-3 End")
    let before = explorer.walk.index
    explorer.type("Right")
    #expect(explorer.walk.index == before)
    #expect(explorer.columns[.source] == 4)
    explorer.type("9 9 Right Right")
    #expect(explorer.walk.index == before + 1)
  }
}
