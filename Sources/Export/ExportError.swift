import Graphviz

/// Why there is no export.
package enum ExportError: Error, Equatable, Sendable {
  /// No format has the name.
  case unknownFormat(String, nearest: String?)
  /// The name of the file says nothing about the format.
  case noFormat(path: String)
  /// No format has files that end like this.
  case unknownExtension(String, path: String)
  /// The format shows a screen, and there is none.
  case needsScreen
  /// The lesson has no pass with a gradient, so nothing can be traced.
  case nothingToTrace
  /// The picture would have more nodes than can be laid out in good time.
  case tooManyNodes(Int, limit: Int)
  /// Nothing was computed that could be drawn.
  case nothingToDraw
  /// No graph that the lesson built has the name.
  case unknownGraph(String, known: [String])
  /// The drawing in cells would have more boxes than can be laid out in good time.
  case tooManyBoxes(Int, limit: Int)
  /// An animation would have more pictures than a reader waits for.
  case tooManyFrames(Int, limit: Int)
  /// A figure could not be painted.
  case painting(String)
  /// No figure has the number.
  case noFigure(Int, count: Int)
  /// The drawing failed.
  case drawing(GraphvizError)
}
