@testable import TUI

/// What a widget looks like as text.
func screen(
  _ width: Int, _ height: Int, _ widget: some Widget, _ tier: GlyphTier = .full
) -> String {
  var canvas = Canvas(width: width, height: height, glyphs: Glyphs(tier: tier))
  widget.render(into: &canvas, in: canvas.bounds)
  return canvas.text
}
