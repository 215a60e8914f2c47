import GraphView

/// The time line as bars in one row: the phases of the pass, and beside them the training steps.
///
/// Drawing and the mouse read the same bars, so that a click goes to what is seen there.
struct Timeline {
  /// One bar with the word before it.
  struct Bar {
    enum Kind: Hashable {
      /// A phase of the pass, by its stops.
      case phase(Range<Int>)
      /// The turns of a training loop.
      case turns(loop: Int, count: Int)
      /// The passes of a lesson without a training loop.
      case passes(count: Int)
    }

    var kind: Kind
    var word: String
    /// Where the word begins.
    var x: Int
    /// Where the bar itself lies.
    var cells: Range<Int>
    /// Where the walk stands in it, from 0: below 0 before it, beyond its end after it.
    var place: Int

    /// How many places it has.
    var count: Int {
      switch kind {
      case .phase(let stops): stops.count
      case .turns(_, let count), .passes(let count): count
      }
    }

    /// The cell of a place.
    func cell(of place: Int) -> Int {
      guard count > 1, cells.count > 1 else { return cells.lowerBound }
      return cells.lowerBound + (place * (cells.count - 1) + (count - 1) / 2) / (count - 1)
    }

    /// The place that a cell shows.
    func place(of cell: Int) -> Int {
      guard count > 1, cells.count > 1 else { return 0 }
      let offset = Swift.min(Swift.max(cell - cells.lowerBound, 0), cells.count - 1)
      return (offset * (count - 1) + (cells.count - 1) / 2) / (cells.count - 1)
    }
  }

  private(set) var bars: [Bar] = []
  /// What stands behind the last bar: `8/12`.
  private(set) var note = ""
  private(set) var noteX = 0

  /// The bars for a width; a bar takes no cell where there is no room.
  init(_ walk: Walk, width: Int) {
    guard !walk.passes.isEmpty, walk.count > 1 else { return }
    let stop = walk.stop
    let outer = Self.outer(walk, stop)
    var end = width - 1
    if let outer {
      note = outer.note
      noteX = end - note.count
      // The phases change with every key and get the larger part.
      let share = Swift.min(Swift.max(width * 2 / 5, 12), 70)
      let start = end - share
      let word = width < 60 ? "" : outer.word
      let first = start + word.count + (word.isEmpty ? 0 : 1)
      bars.append(
        Bar(
          kind: outer.kind, word: word, x: start,
          cells: first..<Swift.max(noteX - 1, first), place: outer.place))
      end = start - 2
    }
    bars = phases(walk, stop, from: 1, to: end, isBrief: width < 100) + bars
  }

  // MARK: Phases

  private func phases(
    _ walk: Walk, _ stop: Stop, from start: Int, to end: Int, isBrief: Bool
  ) -> [Bar] {
    let pass = walk.passes[stop.pass]
    let forward = pass.firstStop..<pass.firstStop + pass.counts.start + pass.counts.forward
    let backward = forward.upperBound..<forward.upperBound + pass.counts.backward
    let update = backward.upperBound..<pass.endStop
    let words = isBrief ? ["fwd", "bwd", "upd"] : ["forward", "backward", "update"]
    let found = zip(words, [forward, backward, update]).filter { !$1.isEmpty }
    let taken = found.reduce(0) { $0 + $1.0.count + 2 } - 1
    var room = end - start - taken
    guard !found.isEmpty, room >= 2 * found.count else { return [] }
    // A phase of few stops is no wider than its stops need to be told apart.
    let total = found.reduce(0) { $0 + $1.1.count }
    var widths = found.map { Swift.max(2, room * $0.1.count / Swift.max(total, 1)) }
    while widths.reduce(0, +) > room, let widest = widths.max(),
      let place = widths.firstIndex(of: widest), widest > 2
    {
      widths[place] -= 1
    }
    room -= widths.reduce(0, +)
    if room > 0, let place = widths.indices.max(by: { widths[$0] < widths[$1] }) {
      widths[place] += room
    }
    var bars: [Bar] = []
    var x = start
    for ((word, stops), width) in zip(found, widths) {
      let first = x + word.count + 1
      bars.append(
        Bar(
          kind: .phase(stops), word: word, x: x, cells: first..<first + width,
          place: stop.index - stops.lowerBound))
      x = first + width + 1
    }
    return bars
  }

  // MARK: Steps

  private static func outer(
    _ walk: Walk, _ stop: Stop
  ) -> (kind: Bar.Kind, word: String, note: String, place: Int)? {
    if let loop = stop.step?.loop ?? walk.loops.main, walk.loops.turns.indices.contains(loop) {
      let turns = walk.loops.turns[loop]
      guard turns.count > 1, let first = turns.first, let last = turns.last else { return nil }
      let place: Int
      if let step = stop.step, step.loop == loop {
        place = step.number - 1
      } else {
        place = stop.pass < first.lowerBound ? -1 : stop.pass > last.upperBound ? turns.count : 0
      }
      let number = stop.step?.loop == loop ? "\(place + 1)" : "-"
      return (
        .turns(loop: loop, count: turns.count), "step", padded(number, turns.count), place
      )
    }
    guard walk.passes.count > 1 else { return nil }
    let count = walk.passes.count
    return (.passes(count: count), "pass", padded("\(stop.pass + 1)", count), stop.pass)
  }

  /// `  8/120`: as wide at every step, so that nothing jumps.
  private static func padded(_ number: String, _ count: Int) -> String {
    let all = String(count)
    return String(repeating: " ", count: Swift.max(all.count - number.count, 0)) + number + "/"
      + all
  }

  /// The bar at a column, if a click there means something.
  func bar(at x: Int) -> Bar? { bars.first { $0.cells.contains(x) } }
}
