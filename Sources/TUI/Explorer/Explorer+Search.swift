import GraphView

/// Looking for text in the pane in focus.
extension Explorer {
  mutating func startSearch(_ text: String?) {
    guard let text else {
      entry = Entry(purpose: .search, prompt: Prompt(lead: "/", history: searchHistory))
      return
    }
    if !text.isEmpty { search = text }
    findNext(times: 1)
  }

  /// Goes to a hit; the search goes round.
  mutating func findNext(times: Int, backward: Bool = false) {
    guard !search.isEmpty else {
      message = Notice(text: "nothing to look for yet; / begins a search", style: .dim)
      return
    }
    let count = searchCount
    let start = searchStart
    let chain = focus == .chain ? chainLines : []
    let wanted = search.lowercased()
    var hit: Int?
    var place = start
    var left = Swift.min(times, Swift.max(count, 1))
    var looked = 0
    // A search looks at every line once at most for each hit.
    while left > 0, looked < Self.mostLines, count > 0 {
      var found = false
      for _ in 0..<Swift.min(count, Self.mostLines) {
        looked += 1
        place = ((place + (backward ? -1 : 1)) % count + count) % count
        if searchedLine(place, chain).lowercased().contains(wanted) {
          hit = place
          found = true
          break
        }
      }
      guard found else { break }
      left -= 1
    }
    guard let hit else {
      message = Notice(text: "\(search) is not in \(focus.name)", style: .warning)
      return
    }
    takeHit(hit, count)
    message = Notice(text: "/\(search)", style: .dim)
  }

  /// How many lines there are to look at.
  private var searchCount: Int {
    switch focus {
    case .graph: walk.table.count
    case .traces: traces.curves.count
    case .figures: walk.figureCount(at: walk.stop)
    case .surface: 0
    default: shownLineCount(of: focus)
    }
  }

  /// The line after which a search begins.
  private var searchStart: Int {
    switch focus {
    case .graph: shownRow ?? -1
    case .nodes: shownRow.map { nodeIndex(of: $0) } ?? -1
    case .tensor: tensorCursor ?? -1
    case .figures: shownFigure ?? -1
    case .traces:
      curves.names?.first.flatMap { name in traces.curves.firstIndex { $0.name == name } } ?? -1
    default: searchLine ?? offset(of: focus, height: pageHeight) - 1
    }
  }

  /// Shows what was found.
  private mutating func takeHit(_ hit: Int, _ count: Int) {
    switch focus {
    case .graph: selectedRow = hit
    case .nodes: selectedRow = nodeRow(at: hit)
    case .tensor: seekTensor(hit)
    case .figures: figures.chosen = hit
    case .traces: curves.names = [traces.curves[hit].name]
    default:
      searchLine = hit
      offsets[focus] = Scroll.offset(
        showing: hit, from: offset(of: focus, height: pageHeight), height: pageHeight,
        count: count)
    }
  }

  /// A line of the pane in focus as it is shown.
  private func searchedLine(_ index: Int, _ chain: [StyledLine]) -> String {
    switch focus {
    case .nodes: line(nodeRow(at: index), of: .nodes, chain)
    case .source, .chain, .output: line(shownLine(index, of: focus), of: focus, chain)
    default: line(index, of: focus, chain)
    }
  }

  private static let mostLines = 2_000_000

  /// A line of a pane as a search sees it.
  func line(_ index: Int, of pane: Pane, _ chain: [StyledLine]) -> String {
    switch pane {
    case .nodes, .graph:
      return Self.searchText(walk.table[index])
    case .source: return walk.recording.source?.line(index + 1) ?? ""
    case .chain: return index < chain.count ? chain[index].text : ""
    case .output: return outputLine(index)
    case .tensor: return tensorSearchText(index)
    case .traces: return traces.curves[index].name
    case .figures:
      guard let figure = walk.figure(index) else { return "" }
      return ([figure.title] + figure.axes.flatMap { [$0.title, $0.x.label, $0.y.label] })
        .joined(separator: " ")
    case .surface: return ""
    }
  }
}
