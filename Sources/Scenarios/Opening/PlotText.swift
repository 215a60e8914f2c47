import Engine
import Export
import GraphView
import TUI

extension OpenedLesson {
  /// The pictures of a lesson: the curves of its training under 0, then its figures.
  package func pictures() -> [(number: Int, figure: Figure)] {
    var found: [(Int, Figure)] = []
    if let walk = try? walk() {
      let traces = walk.traces()
      if traces.stepCount > 1, !traces.curves.isEmpty { found.append((0, traces.figure)) }
    }
    for (place, figure) in session.recording.figures.enumerated() {
      found.append((place + 1, figure))
    }
    return found
  }

  /// Pictures in cells, one below the other, behind a line that says whose they are.
  package func plotText(
    _ pictures: [(number: Int, figure: Figure)], width: Int, glyphs: Glyphs
  ) -> String {
    var text = "gradwalk plot \(glyphs.tier == .ascii ? "*" : "·") \(source.title)\n"
    for picture in pictures {
      let height = FigureView.height(of: picture.figure, width: width)
      var canvas = Canvas(width: width, height: height, glyphs: glyphs)
      FigureView(picture.figure, colors: .mono).render(into: &canvas, in: canvas.bounds)
      let name = picture.number == 0 ? "training" : "figure \(picture.number)"
      text += "\n\(name)\n" + canvas.lines.joined(separator: "\n") + "\n"
    }
    return text
  }
}
