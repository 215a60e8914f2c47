extension GraphvizError: CustomStringConvertible {
  /// The error in words.
  package var description: String {
    switch self {
    case .duplicateNode(let name): "two nodes of the graph are named “\(name)”"
    case .duplicateCluster(let name): "two clusters of the graph are named “\(name)”"
    case .foreignReference(let what): "\(what) does not belong to this graph"
    case .invalidKey(let key): "“\(key)” cannot be the name of a Graphviz attribute"
    case .unprintableName(let name, let character):
      "the name “\(LabelText.printable(name))” holds the character \(codePoint(character))"
    case .invalidValue(let key, let value, let problem):
      "the attribute \(key) cannot be “\(LabelText.printable(value))”: \(problem)"
    case .unsafe(let feature):
      "\(feature) cannot be drawn: Graphviz may fail in a way that ends the program"
    case .invalidResolution(let dpi): "a resolution of \(dpi) dots per inch is not possible"
    case .imageTooLarge(let width, let height, let limit):
      "the image would be \(width)×\(height) pixels, more than \(limit) a side; "
        + "choose a lower resolution, SVG or PDF"
    case .libraryMissing(let library, let reason):
      "\(library) cannot be opened (\(reason)); install Graphviz, "
        + "on Debian and Ubuntu: apt install graphviz"
    case .functionMissing(let name): "the installed Graphviz has no function \(name)"
    case .contextUnavailable: "Graphviz could not be started"
    case .unreadable(let lines): phrase("Graphviz could not read the graph", lines)
    case .layoutFailed(let engine, let lines):
      phrase("Graphviz could not lay out the graph (\(engine.rawValue))", lines)
    case .renderingFailed(let format, let lines):
      phrase("Graphviz could not render the graph (\(format))", lines)
    }
  }

  private func phrase(_ summary: String, _ lines: [String]) -> String {
    lines.isEmpty ? summary : summary + ": " + lines.joined(separator: "; ")
  }
}

extension GraphvizError.UnsafeFeature: CustomStringConvertible {
  /// The feature in words.
  package var description: String {
    switch self {
    case .orthogonalEdges: "a graph with splines=ortho"
    case .mergedEdges: "a graph with concentrate"
    case .engineInGraph: "a graph that names its own layout engine"
    case .rankOfCluster: "a cluster with a rank"
    case .separateRanks: "a graph with clusters, labeled edges and newrank=false"
    case .edgesWithinRanks:
      "a graph with clusters or labeled edges and edges of constraint=false or minlen=0"
    }
  }
}

extension GraphvizError.ValueProblem: CustomStringConvertible {
  /// The problem in words.
  package var description: String {
    switch self {
    case .unprintable(let character): "it holds the character \(codePoint(character))"
    case .backslash: "a backslash has no meaning here"
    case .unfinishedEscape: "it ends within a backslash escape"
    case .unbalancedMarkup: "its angle brackets do not pair up"
    case .notALabel: "only labels can be set in lines or markup"
    case .notFinite: "it is not a finite number"
    case .breaksMarkup(let character): "“\(character)” must be percent-encoded or left out"
    }
  }
}

private func codePoint(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
