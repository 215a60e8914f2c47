/// Where the panes stand on a screen of some size.
struct ExplorerLayout {
  struct Place {
    var pane: Pane
    var rect: Rect
  }

  /// What a pane would like to have.
  struct Wish {
    var pane: Pane
    /// Rows with the border, below which it is left out.
    var least: Int
    /// Rows with the border that show all of it.
    var all: Int
  }

  var panes: [Place] = []

  /// The rect of a pane, `nil` where it is not shown.
  func rect(of pane: Pane) -> Rect? { panes.first { $0.pane == pane }?.rect }

  /// Lays panes out.
  ///
  /// - Parameters:
  ///   - area: the screen without header and footer.
  ///   - wishes: the panes there are, the most important first.
  ///   - focus: a pane that must be shown.
  ///   - zoom: how much of the screen the focus gets.
  init(_ area: Rect, _ wishes: [Wish], focus: Pane, zoom: Explorer.Zoom) {
    guard !area.isEmpty, !wishes.isEmpty else { return }
    if zoom == .full {
      panes = [Place(pane: focus, rect: area)]
      return
    }
    let columns = Self.columns(area, wishes)
    for (rect, wishes) in columns {
      var wishes = wishes
      if zoom == .half, let index = wishes.firstIndex(where: { $0.pane == focus }) {
        wishes[index].least = Swift.max(wishes[index].least, rect.height / 2)
        wishes[index].all = wishes[index].least
      }
      panes += Self.stack(rect, wishes, focus)
    }
  }

  /// Whether panes stand one below the other: text is wider than a tall narrow window.
  static func isStacked(_ area: Rect) -> Bool { area.width < 100 || area.height > area.width }

  /// The columns that a width has room for, and what stands in them.
  private static func columns(_ area: Rect, _ wishes: [Wish]) -> [(Rect, [Wish])] {
    if isStacked(area) { return [(area, wishes)] }
    let hasGraph = wishes.contains { $0.pane == .graph }
    let left: [Pane] =
      hasGraph ? [.source, .nodes, .watches, .output] : [.nodes, .watches, .output]
    let leftWidth = area.width >= 140 ? Swift.max(62, area.width * 45 / 100) : area.width / 2
    let right = wishes.filter { !left.contains($0.pane) }
    // On the left the table comes above what is least likely to change.
    let first = wishes.filter { left.contains($0.pane) }
    guard !right.isEmpty, !first.isEmpty else { return [(area, wishes)] }
    return [
      (Rect(x: area.x, y: area.y, width: leftWidth, height: area.height), first),
      (
        Rect(
          x: area.x + leftWidth, y: area.y, width: area.width - leftWidth, height: area.height),
        right
      ),
    ]
  }

  /// Panes one below the other: each gets its least in order of importance, then what it wants.
  private static func stack(_ rect: Rect, _ wishes: [Wish], _ focus: Pane) -> [Place] {
    var heights: [Pane: Int] = [:]
    var room = rect.height
    let byImportance = wishes.filter { $0.pane == focus } + wishes.filter { $0.pane != focus }
    for wish in byImportance where wish.least <= room || heights.isEmpty {
      heights[wish.pane] = Swift.min(wish.least, room)
      room -= Swift.min(wish.least, room)
    }
    for wish in wishes {
      guard let height = heights[wish.pane] else { continue }
      let more = Swift.min(room, Swift.max(wish.all - height, 0))
      heights[wish.pane] = height + more
      room -= more
    }
    // What is left over goes to the curves, or else to the pane whose content changes most.
    let shown = wishes.filter { heights[$0.pane] != nil }.map(\.pane)
    let taker: [Pane] =
      ([.traces, .figures, .tensor, .surface, .traced].contains(focus) ? [focus] : []) + [
        .surface, .traced, .graph, .figures, .traces, .tensor, .chain, .source, .output, .nodes,
        .watches,
      ]
    if let pane = taker.first(where: shown.contains), room > 0 {
      heights[pane, default: 0] += room
    }
    var places: [Place] = []
    var y = rect.y
    for pane in shown.sorted(by: { Self.order($0) < Self.order($1) }) {
      guard let height = heights[pane] else { continue }
      places.append(
        Place(pane: pane, rect: Rect(x: rect.x, y: y, width: rect.width, height: height)))
      y += height
    }
    return places
  }

  /// From top to bottom.
  private static func order(_ pane: Pane) -> Int {
    switch pane {
    case .nodes: 0
    case .graph: 1
    case .traced: 2
    case .chain, .why: 3
    case .traces: 4
    case .watches: 5
    case .tensor: 6
    case .surface: 7
    case .figures: 8
    case .source: 9
    case .output: 10
    }
  }
}

extension Explorer {
  /// The rows of the screen that panes share: all but header, time line, next line and hints.
  var paneArea: Rect {
    let rest = hasTimeline ? 4 : 3
    return Rect(x: 0, y: 1, width: size.width, height: Swift.max(size.height - rest, 0))
  }

  /// Whether the screen is too small for panes.
  var isTiny: Bool { size.width < 40 || size.height < 10 }

  /// The panes that have something to show, the most important first.
  ///
  /// What they want depends on the lesson and the pass, never on the stop: panes stand still while
  /// the walk moves through a pass.
  var wishes: [ExplorerLayout.Wish] {
    let area = paneArea
    let isStacked = ExplorerLayout.isStacked(area)
    var wishes: [ExplorerLayout.Wish] = []
    if !isEmpty {
      let end = walk.passes[walk.stop.pass].endStop - 1
      let rows = walk.table(at: walk.stop(at: end)).count + 3
      // Where panes are stacked, table and chain rule leave room for the graph in focus.
      let isShared = isStacked && [.graph, .figures, .tensor, .surface, .traced].contains(focus)
      let share = isShared ? 6 : Swift.max(6, area.height * 45 / 100)
      wishes.append(.init(pane: .nodes, least: Swift.min(share, rows), all: rows))
      if diagnosis.content == nil {
        wishes.append(.init(pane: .chain, least: isShared ? 5 : 6, all: area.width < 60 ? 14 : 10))
      } else {
        wishes.append(diagnosisWish(isShared: isShared))
      }
      if !isStacked { wishes.append(.init(pane: .graph, least: 9, all: 9)) }
      if tensor.isOpen { wishes.append(wideWish(.tensor, least: 9, all: tensorHeight)) }
      if surface.wish != nil { wishes.append(wideWish(.surface, least: 12, all: 24)) }
      if !isStacked, hasFigures { wishes.append(wideWish(.figures, least: 11, all: figureHeight)) }
      if hasTraces { wishes.append(.init(pane: .traces, least: 10, all: 14)) }
    }
    if let source = walk.recording.source {
      let lines = source.lineCount + 2
      wishes.append(.init(pane: .source, least: Swift.min(4, lines), all: lines))
    }
    // Where there is little room, the lesson's text says more than what is watched.
    if !isEmpty, hasWatches {
      let rows = Swift.max(watchRows.count, 1)
      wishes.append(
        .init(pane: .watches, least: Swift.min(rows, isStacked ? 2 : 4) + 3, all: rows + 3))
    }
    if walk.printedCount > 0 || wishes.isEmpty || hasFailed {
      let lines = printed.lineCount + (hasFailed ? 4 : 2)
      wishes.append(
        .init(
          pane: .output, least: Swift.min(4, lines),
          all: Swift.min(lines, Swift.max(area.height / 3, 4))))
    }
    if hasFigures, isEmpty || isStacked {
      wishes.append(wideWish(.figures, least: 11, all: figureHeight))
    }
    // One below the other there is room for the graph once all else is there, or when it is wanted.
    if !isEmpty, isStacked { wishes.append(.init(pane: .graph, least: 10, all: 14)) }
    // A graph that is there without being run, where one is asked for, or where nothing was run.
    if hasBuiltGraphs, traced.isOpen || isEmpty || focus == .traced {
      wishes.append(wideWish(.traced, least: 9, all: 24))
    }
    return wishes
  }

  private var hasFigures: Bool { walk.figureCount > 0 }

  /// A pane that needs room: in focus it gets most of a stacked screen, and of a column more than half.
  private func wideWish(_ pane: Pane, least: Int, all: Int) -> ExplorerLayout.Wish {
    let area = paneArea
    let room = ExplorerLayout.isStacked(area) ? area.height - 6 : area.height * 3 / 5
    let most = Swift.max(least, Swift.min(all, room))
    return .init(pane: pane, least: focus == pane ? most : least, all: all)
  }

  /// Rows that show all of the open tensor, whether or not it is computed yet: panes stand still while
  /// the walk moves through a pass.
  private var tensorHeight: Int {
    guard let lengths = inspectedLengths else { return 9 }
    let grid = TensorGrid(lengths, slice: tensor.slice, isTurned: tensor.isTurned)
    let lines = Swift.min(grid.rows, paneArea.height) * (tensor.part == .both ? 2 : 1)
    let wanted = tensor.view == .matrix ? lines + 6 : 16
    return Swift.max(Swift.min(wanted, paneArea.height * 2 / 3), 9)
  }

  var hasFailed: Bool {
    if case .failed = subject.ending { true } else { false }
  }

  /// Whether there are curves: more than one point of them.
  var hasTraces: Bool { traces.stepCount > 1 && !traces.curves.isEmpty }

  /// Where the panes stand now.
  var layout: ExplorerLayout {
    let wishes = wishes
    let shown = wishes.contains { $0.pane == focus } ? focus : wishes[0].pane
    return ExplorerLayout(paneArea, wishes, focus: shown, zoom: zoom)
  }
}
