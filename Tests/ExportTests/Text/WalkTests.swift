import GraphView
import Testing

@testable import Export

@Suite("The linear walk")
struct WalkTests {
  @Test("the worked example is told forward and back, one numbered sentence a stop")
  func worked() throws {
    let text = try Lessons.worked().exported(as: .walk).text
    #expect(
      text == """
        gradwalk walk · C = y - max(0, w*x + b) · 17 stops

        FORWARD
           0  start: nothing is computed yet
           1  w1 = w = 2, an input
           2  w2 = x = 1, an input
           3  w3 = b = 1, an input
           4  w4 = y = 5, an input
           5  w5 = w1·w2 = 2 × 1 = 2
           6  w6 = w5 + w3 = 2 + 1 = 3
           7  w7 = max(0, w6) = max(0, 3) = 3
           8  w8 = w4 − w7 = 5 − 3 = 2

        BACKWARD
           9  seed dC/dw8 = 1; back at w8 = w4 − w7: w4 receives 1 × 1 = 1, \
        w7 receives 1 × (-1) = -1
          10  back at w7 = max(0, w6): w6 receives -1 × 1 = -1
          11  back at w6 = w5 + w3: w5 receives -1 × 1 = -1, w3 receives -1 × 1 = -1
          12  back at w5 = w1·w2: w1 receives -1 × 1 = -1, w2 receives -1 × 2 = -2
          13  w4 = y keeps dC/dw4 = 1
          14  w3 = b keeps dC/dw3 = -1
          15  w2 = x keeps dC/dw2 = -2
          16  w1 = w keeps dC/dw1 = -1

        """)
  }

  @Test("training steps have headings, and printed text stands where it was printed")
  func training() throws {
    let lines = try Lessons.descent(turns: 2).exported(as: .walk).text.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("training step") }.count == 2)
    let printed = lines.firstIndex(of: "      │ turn 1") ?? 0
    #expect(lines[printed - 1] == "  14  w ← w − 0.01·(dloss/dw): 0.5 → 0.77")
    #expect(lines[printed + 1] == "training step 2 of 2")
    #expect(lines.last == "      │ turn 2")
    #expect(lines.filter { $0 == "UPDATE" }.count == 2)
  }

  @Test("up to a stop it is the beginning of the whole")
  func part() throws {
    let walk = try Lessons.worked()
    let whole = try walk.exported(as: .walk).text.split(separator: "\n").dropFirst()
    let part = try walk.exported(as: .walk, at: walk.stop(at: 10)).text.split(separator: "\n")
    #expect(part.first == "gradwalk walk · C = y - max(0, w*x + b) · 11 stops")
    #expect(part.dropFirst().elementsEqual(whole.prefix(part.count - 1)))
    #expect(part.count == 14)
  }
}
