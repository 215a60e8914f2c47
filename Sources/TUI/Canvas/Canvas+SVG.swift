extension Canvas {
  /// The whole canvas as a picture: the colors of a theme on its own paper.
  ///
  /// Every run of one style is stretched to its cells, and what fonts often lack has a place of its
  /// own, so that columns stay aligned in any font.
  package func svg(theme: Theme, title: String = "") -> String {
    let size = (width: 8.4, height: 16.5, margin: 10.0)
    let total = (
      width: Double(width) * size.width + 2 * size.margin,
      height: Double(height) * size.height + 2 * size.margin
    )
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(number(total.width))" \
      height="\(number(total.height))" viewBox="0 0 \(number(total.width)) \(number(total.height))">
      <title>\(escaped(title))</title>
      <rect width="100%" height="100%" rx="6" fill="\(hex(theme.paper))"/>
      <g font-family="'DejaVu Sans Mono','JetBrains Mono',Menlo,Consolas,monospace" \
      font-size="14" fill="\(hex(theme.ink))" xml:space="preserve">

      """
    for (row, runs) in styledRows.enumerated() {
      let y = size.margin + Double(row) * size.height
      for run in runs {
        var look = theme.attributes(for: run.style, tier: .truecolor)
        if look.isReversed {
          (look.foreground, look.background) = (
            look.background ?? Color(theme.paper), look.foreground ?? Color(theme.ink)
          )
        }
        let x = size.margin + Double(run.column) * size.width
        let length = Double(run.width) * size.width
        if let background = look.background {
          svg += "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(length))\" "
          svg += "height=\"\(number(size.height))\" fill=\"\(hex(background.rgb))\"/>\n"
        }
        for part in textParts(of: run, row: row) {
          let x = size.margin + Double(part.column) * size.width
          svg += "<text x=\"\(number(x))\" y=\"\(number(y + 13))\" "
          svg += "textLength=\"\(number(Double(part.width) * size.width))\" "
          svg += "lengthAdjust=\"spacingAndGlyphs\""
          if let foreground = look.foreground { svg += " fill=\"\(hex(foreground.rgb))\"" }
          if look.isBold { svg += " font-weight=\"bold\"" }
          if look.isDim { svg += " opacity=\"0.6\"" }
          if look.isUnderlined { svg += " text-decoration=\"underline\"" }
          svg += ">\(escaped(part.text))</text>\n"
        }
      }
    }
    return svg + "</g>\n</svg>\n"
  }

  /// A run without blanks around it, taken apart where another font may have to step in.
  private func textParts(of run: StyledRun, row: Int) -> [StyledRun] {
    var parts: [StyledRun] = []
    var isOpen = false
    for column in run.column..<run.column + run.width {
      let cluster = cells[row * width + column].cluster
      guard !cluster.isContinuation else { continue }
      let base = cluster.base.value
      let isCommon = base < 0x590 || (0x2010..<0x2580).contains(base)
      if isOpen, isCommon, let last = parts.indices.last {
        cluster.append(to: &parts[last].text)
        parts[last].width += 1
      } else if cluster != .blank {
        var text = ""
        cluster.append(to: &text)
        parts.append(
          StyledRun(column: column, text: text, width: cluster.width, style: run.style))
        isOpen = isCommon
      }
    }
    for index in parts.indices {
      while parts[index].text.last == " " {
        parts[index].text.removeLast()
        parts[index].width -= 1
      }
    }
    return parts
  }

  private func hex(_ color: Color.RGB) -> String {
    let digits = String(color.hex, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// A length without needless decimals.
  private func number(_ value: Double) -> String {
    NumberText.significant((value * 10).rounded() / 10, digits: 6)
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
