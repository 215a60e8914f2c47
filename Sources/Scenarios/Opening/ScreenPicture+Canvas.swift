import Export
import TUI

extension ScreenPicture {
  /// What a canvas shows, in the colors of a theme.
  package init(_ canvas: Canvas, theme: Theme, title: String) {
    let rows = canvas.styledRows.map { runs in
      runs.map { run in
        Run(
          column: run.column, text: run.text, width: run.width,
          look: Look(theme.attributes(for: run.style, tier: .truecolor)))
      }
    }
    self.init(
      columns: canvas.width, rows: rows, foreground: Color(theme.ink.hex),
      background: Color(theme.paper.hex), title: title)
  }
}

extension ScreenPicture.Look {
  /// The look that attributes of the terminal ask for.
  fileprivate init(_ attributes: Attributes) {
    self.init(
      foreground: attributes.foreground.map { ScreenPicture.Color($0.rgb.hex) },
      background: attributes.background.map { ScreenPicture.Color($0.rgb.hex) },
      isBold: attributes.isBold, isDim: attributes.isDim,
      isUnderlined: attributes.isUnderlined, isReversed: attributes.isReversed)
  }
}
