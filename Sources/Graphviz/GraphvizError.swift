/// Why a graph could not be written, laid out or rendered.
package enum GraphvizError: Error, Equatable, Sendable {
  /// Two nodes have the same name.
  case duplicateNode(String)
  /// Two clusters have the same name.
  case duplicateCluster(String)
  /// An edge, node or cluster refers to something that is not in this graph.
  case foreignReference(String)
  /// An attribute's name is not a word, or is a word of the DOT language.
  case invalidKey(String)
  /// A name holds a character that no output can show.
  case unprintableName(String, character: UInt32)
  /// A value cannot be expressed for this attribute.
  case invalidValue(key: String, String, ValueProblem)
  /// The drawing asks for something that can end the whole process.
  case unsafe(UnsafeFeature)
  /// The resolution is not a positive number.
  case invalidResolution(Double)
  /// The image would have more pixels a side than the renderer can draw.
  case imageTooLarge(width: Int, height: Int, limit: Int)
  /// A library is not installed, or cannot be opened.
  case libraryMissing(String, reason: String)
  /// A library is there but lacks a function.
  case functionMissing(String)
  /// The library could not be started.
  case contextUnavailable
  /// The library did not accept the text of the graph.
  case unreadable([String])
  /// The library could not lay the graph out.
  case layoutFailed(DotEngine, [String])
  /// The library could not render the graph.
  case renderingFailed(format: String, [String])

  /// What the library cannot be trusted with.
  package enum UnsafeFeature: Equatable, Sendable, CaseIterable {
    /// `splines=ortho`.
    case orthogonalEdges
    /// `concentrate`, which would also merge parallel edges.
    case mergedEdges
    /// `layout`, which would overrule the engine asked for.
    case engineInGraph
    /// `rank` on a cluster.
    case rankOfCluster
    /// `newrank` off, with clusters and labels on edges.
    case separateRanks
    /// `constraint` off or `minlen` below 1, with clusters or labels on edges.
    case edgesWithinRanks
  }

  /// What is wrong with a value.
  package enum ValueProblem: Equatable, Sendable {
    /// It holds a character that no output can show.
    case unprintable(UInt32)
    /// It holds a backslash where backslashes have no meaning.
    case backslash
    /// It ends within a backslash escape.
    case unfinishedEscape
    /// Its angle brackets do not pair up.
    case unbalancedMarkup
    /// It is made for labels, and the attribute is none.
    case notALabel
    /// It is not a finite number.
    case notFinite
    /// It holds a character that would break the markup of an SVG.
    case breaksMarkup(Character)
  }
}
