import Foundation
import GraphView
import Testing

@testable import Export

@Suite("Worked solutions")
struct SolutionTests {
  private func text(_ walk: Walk, _ format: Format, at stop: Stop? = nil) throws -> String {
    try walk.exported(as: format, at: stop).text
  }

  @Test(
    "Markdown has the forward table, partials, products and the answer",
    arguments: [
      "| w5 |  | w1·w2 = 2 × 1 | 2 |", "| w8 | C | w4 − w7 = 5 − 3 | 2 |",
      "| ∂w7/∂w6 | {1 if w6 &gt; 0, 0 otherwise} = 1 |",
      "                = 1 × (−1) × 1 × 1 × w2 = −1", "| dC/dw | −1 |", "| dC/dx | −2 |",
      "| dC/db | −1 |", "| dC/dy | 1 |",
    ])
  func markdown(line: String) throws {
    let lines = try text(Lessons.worked(), .md).split(separator: "\n")
    #expect(lines.contains(Substring(line)))
  }

  @Test(
    "LaTeX has them as formulas",
    arguments: [
      #"$w_{5}$ &  & $w_{1} \cdot w_{2}$ $=$ 2 \ensuremath{\times} 1 & $2$ \\"#,
      #"&= 1 \cdot (-1) \cdot 1 \cdot 1 \cdot w_{2} = -1"#,
      #"$\mathrm{d}C/\mathrm{d}x$ & $-2$ \\"#,
    ])
  func latex(line: String) throws {
    let lines = try text(Lessons.worked(), .tex).split(separator: "\n")
    #expect(lines.contains(Substring(line)))
  }

  @Test("several paths are summed up")
  func sums() throws {
    let tex = try text(Lessons.sine(), .tex)
    #expect(tex.contains(#"&= 6 + (-0.41614684) = 5.5838532"#))
    #expect(tex.contains(#"w_{3} \cdot \left(2 \cdot w_{2}\right) = 6"#))
  }

  @Test("a solution says no more than its stop", arguments: [Format.md, .tex])
  func forwardOnly(format: Format) throws {
    let walk = try Lessons.worked()
    let told = try text(walk, format, at: walk.stop(at: 6))
    #expect(!told.contains("Answer"))
    #expect(!told.contains("Chain rule"))
    #expect(!told.contains("partials"))
    #expect(told.contains(" 2 + 1") && !told.contains("5 − 3") && !told.contains("5 \\ensuremath"))
  }

  @Test(
    "names that would command something are spelled",
    arguments: [
      (Format.md, "a|b*_<i>", #"a\|b\*\_&lt;i&gt;"#),
      (.tex, #"x_1%$&#{}~^\"#, ##"x\_1\%\$\&\#\{\}\textasciitilde{}\textasciicircum{}"##),
      (.mermaid, "say \"hi\" #1; <b>", "say #quot;hi#quot; #35;1#59; #lt;b#gt;"),
    ])
  func escaping(format: Format, name: String, expected: String) throws {
    #expect(try text(Lessons.worked(name: name), format).contains(expected))
  }

  @Test("Mermaid draws every edge once, with its partial, and frames of scopes")
  func mermaid() throws {
    let lines = try text(Lessons.worked(), .mermaid).split(separator: "\n")
    let edges = lines.filter { $0.contains("-->") }
    #expect(edges.count == 7)
    #expect(edges.contains(#"  w1 --> |"∂ w2 = 1"| w5"#))
    #expect(lines.contains(#"  w5["w5 = w1·w2<br/>2  ∇ −1"]"#))
    #expect(lines.contains("  linkStyle 0,1,2,3,4,5,6 stroke:#d55e00,color:#d55e00"))
  }

  @Test("names beyond Latin letters ask for an engine with Unicode fonts")
  func unicode() throws {
    let tex = try text(Lessons.worked(name: "وزن"), .tex)
    #expect(tex.contains("% !TEX program = xelatex\n"))
    #expect(try !text(Lessons.worked(), .tex).contains("xelatex"))
  }

  @Test(
    "the document compiles, where there is a TeX",
    .enabled(if: system("command -v pdflatex >/dev/null 2>&1") == 0, "no pdflatex on this machine"),
    arguments: ["w", #"x_1%$&#{}~^\"#])
  func compiles(name: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let document = try text(Lessons.worked(name: name), .tex)
    try document.write(toFile: "\(folder)/solution.tex", atomically: false, encoding: .utf8)
    let command = "cd '\(folder)' && pdflatex -halt-on-error -interaction=nonstopmode solution.tex"
    #expect(system("\(command) >/dev/null 2>&1 </dev/null") == 0)
    #expect(FileManager.default.fileExists(atPath: "\(folder)/solution.pdf"))
  }
}
