import Engine
import GraphView
import Testing

@testable import Export

@Suite("The table")
struct TableTests {
  @Test("the worked example shows values, adjoints, local partials and products")
  func worked() throws {
    let text = try Lessons.worked().exported(as: .table).text
    #expect(
      text == """
        gradwalk table · C = y - max(0, w*x + b) · backward 8/8

        node  op     expression  value  dC/dnode  name  local partials
        ──────────────────────────────────────────────────────────────
        w1    input  ·               2        −1  w
        w2    input  ·               1        −2  x
        w3    input  ·               1        −1  b
        w4    input  ·               5         1  y
        w5    mul    w1·w2           2        −1        ∂w5/∂w1 = w2 = 1
                                                        ∂w5/∂w2 = w1 = 2
        w6    add    w5 + w3         3        −1        ∂w6/∂w5 = 1
                                                        ∂w6/∂w3 = 1
        w7    max    max(0, w6)      3        −1        ∂w7/∂w6 = {1 if w6 > 0, 0 otherwise} = 1
        w8    sub    w4 − w7         2         1  C     ∂w8/∂w4 = 1
                                                        ∂w8/∂w7 = −1

        products along the paths from C

          dC/dw = ∂w8/∂w1 = ∂w8/∂w8 × ∂w8/∂w7 × ∂w7/∂w6 × ∂w6/∂w5 × ∂w5/∂w1
                          = 1 × (−1) × 1 × 1 × w2 = −1

          dC/dx = ∂w8/∂w2 = ∂w8/∂w8 × ∂w8/∂w7 × ∂w7/∂w6 × ∂w6/∂w5 × ∂w5/∂w2
                          = 1 × (−1) × 1 × 1 × w1 = −2

          dC/db = ∂w8/∂w3 = ∂w8/∂w8 × ∂w8/∂w7 × ∂w7/∂w6 × ∂w6/∂w3
                          = 1 × (−1) × 1 × 1 = −1

          dC/dy = ∂w8/∂w4 = ∂w8/∂w8 × ∂w8/∂w4
                          = 1 × 1 = 1

        """)
  }

  @Test("plain characters at 80 columns: long partials break, nothing leaves ASCII")
  func plain() throws {
    var options = ExportOptions()
    options.isASCII = true
    options.width = 80
    let text = try Lessons.worked().exported(as: .table, options).text
    #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(
      text.contains(
        """
        w7    max    max(0, w6)      3        -1        dw7/dw6 =
                                                          {1 if w6 > 0, 0 otherwise} = 1
        w8    sub    w4 - w7         2         1  C     dw8/dw4 = 1
        """))
    #expect(text.contains("= 1 x (-1) x 1 x 1 x w2 = -1\n"))
  }

  @Test("where there is no room beside the nodes, partials stand below them")
  func narrow() throws {
    var options = ExportOptions()
    options.width = 60
    let text = try Lessons.worked().exported(as: .table, options).text
    #expect(text.contains("w5    mul    w1·w2           2        −1\n"))
    #expect(text.contains("local partials\n  ∂w5/∂w1 = w2 = 1\n"))
    #expect(text.split(separator: "\n").allSatisfy { TextWidth.of(String($0)) <= 60 })
  }

  @Test("a value used twice is the sum over its paths")
  func paths() throws {
    let text = try Lessons.sine().exported(as: .table).text
    #expect(
      text.contains(
        """
          dz/dx2 = ∂w8/∂w2, the sum over 2 paths
              ∂w8/∂w8 × ∂w8/∂w7 × ∂w7/∂w6 × ∂w6/∂w2
        """))
    #expect(text.contains("    = 6 + (−0.41614684) = 5.5838532\n"))
    #expect(text.contains("∂w5/∂w4 = cos(w4) = −0.41614684\n"))
  }

  @Test("the unit off: the branch not taken gives slope 0, and 0 is not None")
  func inactive() throws {
    let text = try Lessons.worked(w: -2).exported(as: .table).text
    #expect(text.contains("∂w7/∂w6 = {1 if w6 > 0, 0 otherwise} = 0\n"))
    #expect(text.contains("= 1 × (−1) × 0 × 1 × w2 = 0\n"))
    #expect(text.contains("w1    input  ·              −2         0  w\n"))
    #expect(!text.contains("None"))
  }

  @Test("in the middle of the backward phase nothing is told ahead")
  func middle() throws {
    let walk = try Lessons.worked()
    let text = walk.exported(middle: 11)
    #expect(text.contains("w6 ◂  add"))
    #expect(text.contains("w5    mul    w1·w2           2        −1\n"))
    #expect(text.contains("w1    input  ·               2         ·  w\n"))
    #expect(!text.contains("∂w5/∂w1"))
    #expect(!text.contains("dC/dw ="))
    let early = walk.exported(middle: 5)
    #expect(early.contains("w8    sub    w4 − w7         ·         ·  C\n"))
    #expect(!early.contains("products"))
  }

  @Test("tensors show ranges, what flows back, and the way it came")
  func tensors() throws {
    let text = try Lessons.network().exported(as: .table).text
    #expect(text.contains("local partials (gN = ∂loss/∂wN)\n"))
    #expect(text.contains("  ∂loss/∂w3 = w1ᵀ @ g6\n"))
    #expect(text.contains("w6    matmul  w1 @ w3     (3, 4) −1.3000…1.8000"))
    #expect(text.contains("    along w12 → w11 → w10 → w9 → w8 → w7 → w6 → w3\n"))
    // w10·w10 makes two paths of the same nodes; one line tells them.
    #expect(text.split(separator: "\n").filter { $0.hasSuffix("w9 → w5") }.count == 1)
  }

  @Test("None of a tape stands beside the mathematical adjoint")
  func tape() throws {
    let text = try Lessons.descent(turns: 2).exported(as: .table).text
    #expect(text.hasPrefix("gradwalk table · descend.py · step 2/2 · backward 6/6\n"))
    #expect(text.contains("w2    const  ·                 3      −5.6826    None  x\n"))
    #expect(text.contains("∂w6/∂w5 (argument 1) = w5 = −3.69\n"))
  }

  @Test("an empty recording is told so")
  func empty() throws {
    let walk = try Walk(Recording())
    #expect(
      try walk.exported(as: .table).text
        == "gradwalk table · recording · forward 0/0\n\nnothing is recorded\n")
  }

  @Test("wide and hostile names keep the columns and the lines", arguments: ["重み", "a\nb", "وزن"])
  func names(name: String) throws {
    let maker = LessonMaker("p = \(name)")
    let first = maker.input(name, 3)
    let second = maker.input("x", 1)
    _ = maker.named("p", try first * second)
    let lines = try Walk(maker.recording).exported(as: .table).text.split(
      separator: "\n", omittingEmptySubsequences: false)
    let rows = lines.filter { $0.hasPrefix("w1 ") || $0.hasPrefix("w3 ") }
    #expect(rows.count == 2)
    #expect(rows[0].contains(TextWidth.onOneLine(name)))
    let partials = rows[1].firstRange(of: "∂").map { rows[1][..<$0.lowerBound] } ?? ""
    let widest = max(TextWidth.of(TextWidth.onOneLine(name)), 4)
    #expect(
      TextWidth.of(String(partials))
        == "node  op     expression  value  dp/dnode  ".count + widest + 2)
  }
}

extension Walk {
  /// The table at a stop.
  fileprivate func exported(middle index: Int) -> String {
    (try? exported(as: .table, at: stop(at: index)).text) ?? ""
  }
}
