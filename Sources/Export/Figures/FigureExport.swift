import Engine
import GraphView
import Graphviz

extension Figure {
  /// A figure as a picture.
  ///
  /// - Parameters:
  ///   - format: `svg`, `png` or `pdf`.
  ///   - theme: the colors around the data.
  ///   - dotsPerInch: how fine pixels are.
  ///   - hasBackground: whether the page has the color of the theme or none.
  /// - Returns: the export, whole.
  /// - Throws: where cairo is missing or fails.
  package func exported(
    as format: Format, theme: FigureTheme = .light, dotsPerInch: Double = 200,
    hasBackground: Bool = true
  ) throws(ExportError) -> Exported {
    let scene = FigureScene(self, theme: theme)
    if format == .svg {
      var svg = FigureSVG(scene, hasBackground: hasBackground)
      return Exported(format, svg.text())
    }
    let painting: FigurePainting
    do throws(GraphvizError) {
      painting = try FigurePainting(scene, hasBackground: hasBackground)
    } catch {
      throw .painting(error.description)
    }
    return Exported(
      format,
      format == .pdf ? try painting.pdf() : try painting.png(dotsPerInch: dotsPerInch))
  }
}
