import Engine
import GraphView

/// The worked solution as a LaTeX document of its own.
struct LaTeXExport {
  private let solution: WorkedSolution

  init(_ walk: Walk, _ stop: Stop, _ options: ExportOptions) {
    solution = WorkedSolution(walk, stop, options)
  }

  func text() -> String {
    var body = ["\\section*{\(LaTeX.text(solution.heading.title))}"]
    if !solution.heading.place.isEmpty {
      body.append("\\noindent\\textit{\(LaTeX.text(solution.heading.place))}")
    }
    if solution.rows.isEmpty {
      body.append("Nothing is recorded.")
    } else {
      body.append("\\subsection*{Forward}\n" + nodes(solution.forward))
      if solution.hidden > 0 { body.append("\\ldots{} and \(solution.hidden) more nodes.") }
      body += partials() + products() + answers()
      let update = solution.update
      if !update.isEmpty { body.append("\\subsection*{Update}\n" + nodes(update)) }
    }
    let text = body.joined(separator: "\n\n")
    return preamble(needsUnicode: LaTeX.needsUnicode(text)) + text + "\n\n\\end{document}\n"
  }

  /// Names beyond Latin letters need fonts that the oldest engine does not read.
  private func preamble(needsUnicode: Bool) -> String {
    let first =
      Marker.text(in: .tex) + "\n" + (needsUnicode ? "% !TEX program = xelatex\n" : "")
    let fonts =
      needsUnicode
      ? """
      \\usepackage{iftex}
      \\ifPDFTeX
        \\PackageError{gradwalk}{the names in this document need xelatex or lualatex}{}
      \\else
        \\usepackage{fontspec}
        \\IfFontExistsTF{DejaVu Sans}{\\setmainfont{DejaVu Sans}}{}
      \\fi
      """
      : """
      \\usepackage[T1]{fontenc}
      \\usepackage[utf8]{inputenc}
      \\usepackage{textcomp}
      """
    return first + """
      \\documentclass{article}
      \(fonts)
      \\usepackage{amsmath}
      \\usepackage{booktabs}
      \\usepackage{longtable}
      \\usepackage[margin=25mm]{geometry}
      \\allowdisplaybreaks
      \\begin{document}


      """
  }

  // MARK: Sections

  private func nodes(_ rows: [NodeRow]) -> String {
    let hasNames = rows.contains { !$0.pythonNames.isEmpty }
    let lines = rows.map { row in
      let node = solution.node(row)
      var computation = row.isInput ? "input" : "$\(node.latex)$"
      if row.value != nil, let numbers = node.numbers {
        computation += " $=$ \(LaTeX.text(TableExport.typeset(numbers)))"
      }
      return ["$\(LaTeX.name(row.name))$"]
        + (hasNames
          ? [row.pythonNames.map { LaTeX.text(TextWidth.onOneLine($0)) }.joined(separator: ", ")]
          : [])
        + [computation, value(row.value)]
    }
    return table(["node"] + (hasNames ? ["name"] : []) + ["computation", "value"], lines)
  }

  private func partials() -> [String] {
    let rows = solution.edges.compactMap { edge, dtype -> String? in
      guard let number = edge.number else {
        guard let text = PartialText(edge, dtype).text else { return nil }
        // A formula that LaTeX typesets, or the words of a rule that the lesson wrote.
        let flow = edge.latex.map { LaTeX.formula($0) } ?? "\\text{\(LaTeX.text(text))}"
        return "\(derivative(solution.target, edge.from)) &= \(flow)"
      }
      let result = LaTeX.number(NumberFormat.exact(number, dtype))
      let formula = edge.latex.map { Double($0) == nil ? "\($0) = " : "" } ?? ""
      return "\(derivative(edge.to, edge.from)) &= \(formula)\(result)"
    }
    guard !rows.isEmpty else { return [] }
    var blocks = ["\\subsection*{Local partials}\n" + aligned(rows)]
    if solution.edges.contains(where: { $0.edge.number == nil }) {
      blocks.append(
        "Here $g_N$ (written gN) is what has arrived at $w_N$: "
          + "$\(derivative(solution.target, "w_N", lowerIsName: false))$.")
    }
    return blocks
  }

  private func products() -> [String] {
    let blocks = solution.products.map { product(of: $0.row, $0.paths) }
    return blocks.isEmpty ? [] : ["\\subsection*{Chain rule}"] + blocks
  }

  private func product(of row: NodeRow, _ paths: ChainPaths) -> String {
    let head =
      "\\frac{\\mathrm{d}\(LaTeX.name(solution.target))}"
      + "{\\mathrm{d}\(LaTeX.name(WorkedSolution.called(row)))}"
    guard paths.paths.allSatisfy({ $0.product != nil && !$0.isCut }) else {
      let ways = paths.paths.map { path in
        let stations =
          (path.isCut ? ["\\cdots"] : []) + path.factors.map { "w_{\($0.from + 1)}" }
          + [LaTeX.name(row.name)]
        return stations.joined(separator: " \\to ")
      }
      let lines =
        ["\(head) &= \\text{\(LaTeX.text(WorkedSolution.text(row.adjoint.text)))}"]
        + Array(ways.uniqued.map { "&\\quad\\text{along } \($0)" })
      return aligned(lines)
    }
    var lines: [String] = []
    for path in paths.paths {
      let sign = lines.isEmpty ? "\(head) &= " : "&\\quad + "
      lines.append(sign + factors(path))
      lines.append("&= " + values(path))
    }
    guard paths.count > 1 else { return aligned(lines) }
    let numbers = paths.paths.compactMap { $0.product.map { NumberFormat.exact($0) } }
    // Sums are written path by path first, then in numbers.
    lines = paths.paths.enumerated().map { place, path in
      (place == 0 ? "\(head) &= " : "&\\quad + ") + factors(path)
    }
    let terms = paths.paths.map { values($0) }
    lines.append(
      "&= "
        + terms.enumerated().map { "\($0.offset > 0 ? "\\;+\\;" : "")\($0.element)" }
        .joined(separator: " \\\\\n&\\quad "))
    var sum = numbers.enumerated().map { place, number in
      let text = LaTeX.number(number)
      return place > 0 && text.hasPrefix("-") ? "(\(text))" : text
    }.joined(separator: " + ")
    if !paths.isComplete { sum += " + \\cdots" }
    let total = row.adjoint.text.map { LaTeX.number($0.exact) } ?? ""
    lines.append("&= \(sum) = \(total)")
    return aligned(lines)
  }

  /// `∂w₈/∂w₈ · ∂w₈/∂w₇ · …`.
  private func factors(_ path: ChainPath) -> String {
    let start = "w\(path.start + 1)"
    let all =
      [derivative(start, start)]
      + path.factors.map { derivative("w\($0.from + 1)", "w\($0.to + 1)") }
    return all.joined(separator: " \\cdot ")
  }

  /// `1 · (−1) · 1 · w₂ = −1`.
  private func values(_ path: ChainPath) -> String {
    var parts = [factor(path.seed ?? 1)]
    for step in path.factors {
      if !step.local.isNumber, !step.local.isPiecewise, let latex = step.local.latex,
        let written = step.local.written
      {
        parts.append(
          written.precedence >= .power ? latex : "\\left(\(latex)\\right)")
      } else {
        parts.append(step.local.number.map { factor($0) } ?? "\\cdots")
      }
    }
    let result = path.product.map { " = " + LaTeX.number(NumberFormat.exact($0)) } ?? ""
    return parts.joined(separator: " \\cdot ") + result
  }

  private func factor(_ number: Double) -> String {
    let text = LaTeX.number(NumberFormat.exact(number))
    return text.hasPrefix("-") ? "(\(text))" : text
  }

  private func answers() -> [String] {
    let rows = solution.answers.map { row in
      [
        "$\\mathrm{d}\(LaTeX.name(solution.target))/\\mathrm{d}"
          + "\(LaTeX.name(WorkedSolution.called(row)))$", value(row.adjoint.text),
      ]
    }
    return rows.isEmpty
      ? [] : ["\\subsection*{Answer}\n" + table(["gradient", "value"], rows)]
  }

  // MARK: Pieces

  private func derivative(_ upper: String, _ lower: String, lowerIsName: Bool = true) -> String {
    "\\frac{\\partial \(LaTeX.name(upper))}{\\partial \(lowerIsName ? LaTeX.name(lower) : lower)}"
  }

  private func value(_ value: ValueText?) -> String {
    guard let value else { return "$\\cdot$" }
    if value.isTensor { return LaTeX.text(TableExport.typeset(WorkedSolution.text(value))) }
    return Double(value.exact) == nil && value.exact != "nan" && !value.exact.hasSuffix("inf")
      ? LaTeX.text(value.exact) : "$\(LaTeX.number(value.exact))$"
  }

  private func aligned(_ lines: [String]) -> String {
    "\\begin{align*}\n\(lines.joined(separator: " \\\\\n"))\n\\end{align*}"
  }

  private func table(_ titles: [String], _ rows: [[String]]) -> String {
    let columns = String(repeating: "l", count: titles.count - 1) + "r"
    let lines = rows.map { $0.joined(separator: " & ") + " \\\\" }
    let head = "\\toprule\n\(titles.joined(separator: " & ")) \\\\\n\\midrule"
    let body = lines.joined(separator: "\n") + "\n\\bottomrule"
    // A long table goes over pages, and needs a second run to find its widths.
    if rows.count > Self.rowsOnPage {
      return "\\begin{longtable}[l]{\(columns)}\n\(head)\n\\endhead\n\(body)\n\\end{longtable}"
    }
    return "\\noindent\\begin{tabular}{@{}\(columns)@{}}\n\(head)\n\(body)\n\\end{tabular}"
  }

  /// Rows of a table that stays on its page.
  private static let rowsOnPage = 36
}

extension [String] {
  /// The elements without those that came before.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
