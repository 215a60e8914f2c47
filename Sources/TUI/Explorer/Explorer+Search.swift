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
    let start =
      isInTable
      ? shownRow ?? -1
      : focus == .watches
        ? watches.selected : searchLine ?? offset(of: focus, height: pageHeight) - 1
    finding = Finding(
      pane: focus, text: search, place: start, left: Swift.max(times, 1), isBackward: backward)
    goOnFinding()
  }

  /// Looks on for a moment; a search in a long table goes on between keys.
  mutating func goOnFinding() {
    guard var now = finding else { return }
    let count =
      now.pane == .traces ? 0 : now.pane == .graph ? walk.table.count : lineCount(of: now.pane)
    let chain = now.pane == .chain ? chainLines : []
    let table = walk.table
    let wanted = Array(now.text.lowercased().utf8)
    let deadline = ContinuousClock.now + Travel.slice
    while now.left > 0, now.looked < count {
      now.place = ((now.place + (now.isBackward ? -1 : 1)) % count + count) % count
      now.looked += 1
      if line(now.place, of: now.pane, chain, table).holds(wanted) {
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
    show(hit, of: now.pane, count)
    message = Notice(text: "/\(now.text)", style: .dim)
  }

  private mutating func show(_ hit: Int, of pane: Pane, _ count: Int) {
    if pane == .watches {
      watches.selected = hit
    } else if pane == .nodes || pane == .graph {
      selectedRow = hit
    } else {
      searchLine = hit
      offsets[pane] = Scroll.offset(
        showing: hit, from: offset(of: pane, height: pageHeight), height: pageHeight, count: count)
    }
  }

  /// Whether a search selects rows.
  private var isInTable: Bool { focus == .nodes || focus == .graph }

  private func line(
    _ index: Int, of pane: Pane, _ chain: [StyledLine], _ table: NodeTable
  ) -> String {
    switch pane {
    case .nodes, .graph:
      return index < table.count ? table.searchText(index) : ""
    case .source: return walk.recording.source?.line(index + 1) ?? ""
    case .chain: return index < chain.count ? chain[index].text : ""
    case .output: return outputLine(index)
    case .watches: return watchLine(index)
    case .traces: return ""
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
