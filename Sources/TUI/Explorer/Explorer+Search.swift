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
    let count = focus == .traces ? 0 : focus == .graph ? walk.table.count : lineCount(of: focus)
    let start =
      isInTable ? shownRow ?? -1 : searchLine ?? offset(of: focus, height: pageHeight) - 1
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
        if line(place, of: focus, chain).lowercased().contains(wanted) {
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
    if isInTable {
      selectedRow = hit
    } else {
      searchLine = hit
      offsets[focus] = Scroll.offset(
        showing: hit, from: offset(of: focus, height: pageHeight), height: pageHeight,
        count: count)
    }
    message = Notice(text: "/\(search)", style: .dim)
  }

  /// Whether a search selects rows.
  private var isInTable: Bool { focus == .nodes || focus == .graph }

  private static let mostLines = 2_000_000

  private func line(_ index: Int, of pane: Pane, _ chain: [StyledLine]) -> String {
    switch pane {
    case .nodes, .graph:
      let row = walk.table[index]
      return ([row.name, row.operation, row.expression] + row.pythonNames).joined(separator: " ")
    case .source: return walk.recording.source?.line(index + 1) ?? ""
    case .chain: return index < chain.count ? chain[index].text : ""
    case .output: return outputLine(index)
    case .traces, .why: return ""
    }
  }
}
