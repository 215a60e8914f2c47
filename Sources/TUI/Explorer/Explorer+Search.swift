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
    finding = Finding(
      pane: focus, text: search, place: searchStart, left: Swift.max(times, 1),
      isBackward: backward)
    goOnFinding()
  }

  /// Looks on for a moment; a search in a long table goes on between keys.
  mutating func goOnFinding() {
    guard var now = finding else { return }
    let count = searchCount(of: now.pane)
    let chain = now.pane == .chain ? chainLines : []
    let table = walk.table
    let wanted = Array(now.text.lowercased().utf8)
    let deadline = ContinuousClock.now + Travel.slice
    while now.left > 0, now.looked < count {
      now.place = ((now.place + (now.isBackward ? -1 : 1)) % count + count) % count
      now.looked += 1
      if searchedLine(now.place, of: now.pane, chain, table).holds(wanted) {
        now.hit = now.place
        now.left -= 1
        now.looked = 0
      } else if now.looked & 0x3F == 0, ContinuousClock.now >= deadline {
        finding = now
        message = Notice(
          text: "looking for \(now.text): \(now.looked) of \(count) lines; Esc stops", style: .dim)
        return
      }
    }
    finding = nil
    guard let hit = now.hit else {
      message = Notice(text: "\(now.text) is not in \(now.pane.name)", style: .warning)
      return
    }
    takeHit(hit, of: now.pane, count)
    message = Notice(text: "/\(now.text)", style: .dim)
  }

  /// How many lines of a pane there are to look at.
  private func searchCount(of pane: Pane) -> Int {
    switch pane {
    case .graph: walk.table.count
    case .traces: traces.curves.count
    case .figures: walk.figureCount(at: walk.stop)
    case .why: diagnosisCount
    case .traced: traced.shown?.source.members.count ?? 0
    case .surface: 0
    default: shownLineCount(of: pane)
    }
  }

  /// The line after which a search begins.
  private var searchStart: Int {
    switch focus {
    case .graph: shownRow ?? -1
    case .nodes: shownRow.map { nodeIndex(of: $0) } ?? -1
    case .watches: watches.selected
    case .tensor: tensorCursor ?? -1
    case .why: diagnosis.selected
    case .traced: traced.selected ?? runningBox ?? -1
    case .figures: shownFigure ?? -1
    case .traces:
      curves.names?.first.flatMap { name in traces.curves.firstIndex { $0.name == name } } ?? -1
    default: searchLine ?? offset(of: focus, height: pageHeight) - 1
    }
  }

  /// Shows what was found.
  private mutating func takeHit(_ hit: Int, of pane: Pane, _ count: Int) {
    switch pane {
    case .graph: selectedRow = hit
    case .nodes: selectedRow = nodeRow(at: hit)
    case .watches: watches.selected = hit
    case .tensor: seekTensor(hit)
    case .why: select(line: hit)
    case .traced: moveInTraced(by: hit - (traced.selected ?? runningBox ?? -1))
    case .figures: figures.chosen = hit
    case .traces: curves.names = [traces.curves[hit].name]
    default:
      searchLine = hit
      offsets[pane] = Scroll.offset(
        showing: hit, from: offset(of: pane, height: pageHeight), height: pageHeight, count: count)
    }
  }

  /// A line of a pane as it is shown.
  private func searchedLine(
    _ index: Int, of pane: Pane, _ chain: [StyledLine], _ table: NodeTable
  ) -> String {
    switch pane {
    case .nodes: line(nodeRow(at: index), of: .nodes, chain, table)
    case .source, .chain, .output: line(shownLine(index, of: pane), of: pane, chain, table)
    default: line(index, of: pane, chain, table)
    }
  }

  /// A line of a pane as a search sees it.
  func line(
    _ index: Int, of pane: Pane, _ chain: [StyledLine], _ table: NodeTable
  ) -> String {
    switch pane {
    case .nodes, .graph: return index < table.count ? table.searchText(index) : ""
    case .source: return walk.recording.source?.line(index + 1) ?? ""
    case .chain: return index < chain.count ? chain[index].text : ""
    case .output: return outputLine(index)
    case .watches: return watchLine(index)
    case .tensor: return tensorSearchText(index)
    case .traces: return traces.curves[index].name
    case .figures:
      guard let figure = walk.figure(index) else { return "" }
      return ([figure.title] + figure.axes.flatMap { [$0.title, $0.x.label, $0.y.label] })
        .joined(separator: " ")
    case .why:
      let list = diagnosisText(width: 1_000, glyphs: Glyphs(tier: .full)).list
      return list.indices.contains(index) ? list[index].text : ""
    case .traced:
      guard let shown = traced.shown?.source, shown.graph.nodes.indices.contains(index) else {
        return ""
      }
      return shown.graph.nodes[index].label.full.map(\.text).joined(separator: " ")
    case .surface: return ""
    }
  }
}

/// A search for text on its way.
struct Finding {
  let pane: Pane
  let text: String
  /// The line that was looked at last.
  var place: Int
  /// How many hits are still to come.
  var left: Int
  let isBackward: Bool
  /// Lines since the last hit: all of them once, and there is none.
  var looked = 0
  var hit: Int?
}

extension String {
  /// Whether the text holds other text, given as small letters in UTF-8.
  fileprivate func holds(_ wanted: [UInt8]) -> Bool {
    var own = lowercased()
    return own.withUTF8 { bytes in
      guard let first = wanted.first, wanted.count <= bytes.count else { return wanted.isEmpty }
      for start in 0...bytes.count - wanted.count where bytes[start] == first {
        if bytes[start...].starts(with: wanted) { return true }
      }
      return false
    }
  }
}
