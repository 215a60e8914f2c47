/// A screen as a scalable picture.
///
/// Letters are text, held to the grid of cells whatever font shows them. Lines, blocks and braille
/// are drawn as shapes: fonts leave gaps between them.
struct ScreenSVG {
  private let screen: ScreenPicture
  private let cell = ScreenCell()

  init(_ screen: ScreenPicture) { self.screen = screen }

  /// Around the screen.
  private static let margin = 12.0
  private static let fonts =
    "'DejaVu Sans Mono','JetBrains Mono',Menlo,Consolas,'Liberation Mono',monospace"

  func text() -> String {
    let width = Double(screen.columns) * cell.width + 2 * Self.margin
    let height = Double(screen.rows.count) * cell.height + 2 * Self.margin
    let size = "\(Self.number(width)) \(Self.number(height))"
    var lines = [
      Marker.text(in: .svg),
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 \(size)\" "
        + "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\">",
      "<title>\(XML.escaped(screen.title))</title>",
      "<desc>\(XML.escaped(screen.exported(as: .text)))</desc>",
      "<style>text{font-family:\(Self.fonts);font-size:\(Self.number(cell.fontSize))px;"
        + "white-space:pre;unicode-bidi:bidi-override;direction:ltr}</style>",
      "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"\(screen.background.written)\"/>",
      "<g transform=\"translate(\(Self.number(Self.margin)) \(Self.number(Self.margin)))\">",
    ]
    for (row, runs) in screen.rows.enumerated() {
      for run in runs { lines += drawn(run, row) }
    }
    return (lines + ["</g>", "</svg>"]).map { $0 + "\n" }.joined()
  }

  private func drawn(_ run: ScreenPicture.Run, _ row: Int) -> [String] {
    var lines: [String] = []
    let look = run.look
    var ink = look.foreground ?? screen.foreground
    var paper = look.background ?? screen.background
    if look.isReversed { swap(&ink, &paper) }
    if look.isDim { ink = ink.mixed(with: paper, share: 0.45) }
    let top = Double(row) * cell.height
    if paper != screen.background {
      let left = Double(run.column) * cell.width
      lines.append(
        "<rect x=\"\(Self.number(left))\" y=\"\(Self.number(top))\" "
          + "width=\"\(Self.number(Double(run.width) * cell.width))\" "
          + "height=\"\(Self.number(cell.height))\" fill=\"\(paper.written)\"/>")
    }
    var path = ScreenPath(cell)
    for piece in pieces(of: run) {
      if let shape = piece.shape {
        path.add(shape, column: piece.column, row: row)
      } else {
        lines.append(text(piece, top, ink, look))
      }
    }
    if look.isUnderlined { path.addUnderline(column: run.column, width: run.width, row: row) }
    if !path.strokes.isEmpty {
      lines.append(
        "<path d=\"\(path.strokes)\" fill=\"none\" stroke=\"\(ink.written)\" "
          + "stroke-width=\"\(Self.number(look.isBold ? 1.9 : 1.3))\"/>")
    }
    if !path.heavyStrokes.isEmpty {
      lines.append(
        "<path d=\"\(path.heavyStrokes)\" fill=\"none\" stroke=\"\(ink.written)\" "
          + "stroke-width=\"2.8\"/>")
    }
    if !path.fills.isEmpty {
      lines.append("<path d=\"\(path.fills)\" fill=\"\(ink.written)\"/>")
    }
    return lines
  }

  private func text(
    _ piece: Piece, _ top: Double, _ ink: ScreenPicture.Color, _ look: ScreenPicture.Look
  ) -> String {
    let left = Double(piece.column) * cell.width
    var attributes =
      "x=\"\(Self.number(left))\" y=\"\(Self.number(top + cell.baseline))\" "
      + "textLength=\"\(Self.number(Double(piece.width) * cell.width))\" "
      + "lengthAdjust=\"spacingAndGlyphs\" fill=\"\(ink.written)\""
    if look.isBold { attributes += " font-weight=\"bold\"" }
    if look.isItalic { attributes += " font-style=\"italic\"" }
    return "<text \(attributes)>\(XML.escaped(piece.text))</text>"
  }

  // MARK: Pieces

  /// A word, or a character that is drawn.
  private struct Piece {
    var column: Int
    var text: String
    var width: Int
    var shape: ScreenShape?
  }

  private func pieces(of run: ScreenPicture.Run) -> [Piece] {
    var pieces: [Piece] = []
    var column = run.column
    let widths = run.text.map { TextWidth.of($0) }
    // Where this module measures other widths than the screen did, the run stays whole.
    guard widths.reduce(0, +) == run.width else {
      return [Piece(column: run.column, text: run.text, width: run.width)]
    }
    var isOpen = false
    for (character, width) in zip(run.text, widths) {
      if let shape = ScreenShape(character) {
        pieces.append(Piece(column: column, text: "", width: width, shape: shape))
        isOpen = false
      } else if character == " " {
        isOpen = false
      } else if isOpen {
        pieces[pieces.count - 1].text.append(character)
        pieces[pieces.count - 1].width += width
      } else {
        pieces.append(Piece(column: column, text: String(character), width: width))
        isOpen = true
      }
      column += width
    }
    return pieces
  }

  /// A length with at most two decimals.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    let digits = rest < 10 ? "0\(rest)" : "\(rest)"
    return "\(sign)\(whole).\(digits.hasSuffix("0") ? String(digits.dropLast()) : digits)"
  }
}

/// The size of a cell, in points of the picture.
struct ScreenCell {
  let fontSize = 14.0
  let width = 8.43
  let height = 17.0
  let baseline = 13.2
}
