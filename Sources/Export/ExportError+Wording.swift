extension ExportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownFormat(let name, let nearest):
      "format: got \(name), expected one of \(Self.list)"
        + (nearest.map { "\nhelp: did you mean \($0)?" } ?? "")
    case .noFormat(let path):
      "format: got the file name \(path), which does not say a format\n"
        + "help: name one with --format: \(Self.list)"
    case .unknownExtension(let found, let path):
      "format: got the file name \(path), and no format is called .\(found)\n"
        + "help: name one with --format: \(Self.list)"
    case .needsScreen:
      "format: got screen without a screen to show"
    case .nothingToTrace:
      "traces: got a lesson without a gradient call, expected one to trace\n"
        + "help: the node table is --format csv"
    case .tooManyNodes(let count, let limit):
      "picture: got \(count) nodes, at most \(limit) can be laid out\n"
        + "help: --format dot, json and csv have no limit; --at shows another pass"
    case .nothingToDraw:
      "cells: got a lesson that computed no tensors, expected some to draw"
    case .unknownGraph(let name, let known):
      "graph: got \(name), expected "
        + (known.isEmpty
          ? "a function that was traced, and this lesson traced none"
          : "one of \(known.joined(separator: ", "))")
    case .tooManyBoxes(let count, let limit):
      "cells: got \(count) nodes, at most \(limit) can be laid out unfolded\n"
        + "help: without --unfolded scopes, loops and long stretches are drawn as one box each"
    case .tooManyFrames(let count, let limit):
      "animation: got \(count) stops, at most \(limit) are shown\n"
        + "help: --at shows another pass"
    case .painting(let reason): "figure: cannot be painted: \(reason)\nhelp: svg needs no library"
    case .noFigure(let number, let count):
      count == 0
        ? "figure: got \(number), and the lesson draws none"
        : "figure: got \(number), expected 0 for the curves or 1 to \(count)"
    case .drawing(let error): error.description
    }
  }

  private static var list: String { Format.names.joined(separator: ", ") }
}
