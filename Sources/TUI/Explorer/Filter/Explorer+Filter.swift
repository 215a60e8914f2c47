import GraphView

/// Panes that show only the lines that hold a text.
extension Explorer {
  static let filterActions: [Action<Command>] = [
    Action(
      "filter", [.character("\\")], chapter: "Find",
      help: "shows only the lines of the pane that hold a text; the next time all again",
      argument: Argument(.text, "TEXT", isOptional: true), .filter)
  ]

  /// Asks for the text, or takes it.
  mutating func startFilter(_ text: String?) {
    if let refusal = filterRefusal {
      message = Notice(text: refusal, style: .dim)
      return
    }
    guard let text else {
      if filters[focus] != nil { return setFilter("") }
      entry = Entry(
        purpose: .filter, prompt: Prompt(lead: "\\", text: "", history: searchHistory))
      return
    }
    setFilter(text)
  }

  mutating func setFilter(_ text: String) {
    filters[focus] = text.isEmpty ? nil : text
    offsets[focus] = nil
    searchLine = nil
    guard !text.isEmpty else {
      message = Notice(text: "all lines; \\ asks for another text", style: .dim)
      return
    }
    let count = focus == .traces ? shownCurves.count : shownLineCount(of: focus)
    guard count > 0 else {
      filters[focus] = nil
      message = Notice(
        text: "\(text) is not in \(focus.name); nothing is left out", style: .warning)
      return
    }
    let unit = focus == .nodes ? "node" : focus == .traces ? "curve" : "line"
    message = Notice(
      text: "\(count) \(unit)\(count == 1 ? "" : "s"); \\ shows all again", style: .dim)
  }

  /// Why a pane cannot leave anything out.
  private var filterRefusal: String? {
    switch focus {
    case .graph, .traced: "the graph is drawn whole: / finds a box, H shows what is near"
    case .tensor: "a tensor is shown whole: / finds an element, ! one that is no number"
    case .why: "the list is shown whole: / finds a line of it"
    case .figures, .surface: "there are no lines to leave out here"
    default: nil
    }
  }

  /// The title of a pane with what it is filtered by.
  func filterTitle(_ pane: Pane, _ title: String) -> String {
    filters[pane].map { "\(title) \\\($0)" } ?? title
  }

  // MARK: Rows of the table

  /// The rows that the table of nodes shows, ascending; nil for all.
  var filteredRows: [Int]? {
    guard let text = filters[.nodes] else { return nil }
    let key = FilterMemory.Key(
      pane: .nodes, text: text, place: walk.stop.pass, count: walk.table.count)
    return filterMemory.lines(key) {
      let table = walk.table
      return (0..<table.count).filter { Self.holds(table.searchText($0), text) }
    }
  }

  /// How many rows the table shows.
  var nodeCount: Int { filteredRows?.count ?? walk.table.count }

  /// The row at a place among those shown.
  func nodeRow(at index: Int) -> Int {
    guard let rows = filteredRows else { return index }
    return rows.indices.contains(index) ? rows[index] : rows.last ?? 0
  }

  /// The place of a row among those shown, or of the next one that is.
  func nodeIndex(of row: Int) -> Int {
    guard let rows = filteredRows else { return row }
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return Swift.min(low, Swift.max(rows.count - 1, 0))
  }

  // MARK: Lines of text

  /// The lines that a pane of text shows; nil for all.
  func shownLines(of pane: Pane) -> [Int]? {
    guard let text = filters[pane] else { return nil }
    let count = lineCount(of: pane)
    let chain = pane == .chain ? chainLines : []
    // What the chain rule says changes with every stop.
    let place = pane == .chain ? -1 : pane == .output ? walk.index : 0
    let key = FilterMemory.Key(pane: pane, text: text, place: place, count: count)
    let table = walk.table
    func matching() -> [Int] {
      (0..<count).filter { Self.holds(line($0, of: pane, chain, table), text) }
    }
    return pane == .chain ? matching() : filterMemory.lines(key, matching)
  }

  /// How many lines or rows a pane shows.
  func shownLineCount(of pane: Pane) -> Int {
    pane == .nodes ? nodeCount : shownLines(of: pane)?.count ?? lineCount(of: pane)
  }

  /// The line at a place among those shown.
  func shownLine(_ index: Int, of pane: Pane) -> Int {
    guard let lines = shownLines(of: pane) else { return index }
    return lines.indices.contains(index) ? lines[index] : lines.last ?? 0
  }

  static func holds(_ line: String, _ text: String) -> Bool {
    line.lowercased().contains(text.lowercased())
  }
}

/// The lines that filters found last: the same ones are drawn with every frame.
///
/// An explorer and its copies are used from one thread.
final class FilterMemory: @unchecked Sendable {
  struct Key: Hashable {
    var pane: Pane
    var text: String
    var place: Int
    var count: Int
  }

  private var known: [Pane: (key: Key, lines: [Int])] = [:]

  func lines(_ key: Key, _ find: () -> [Int]) -> [Int] {
    if let found = known[key.pane], found.key == key { return found.lines }
    let made = find()
    known[key.pane] = (key, made)
    return made
  }
}
