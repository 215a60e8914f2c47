import GraphView

/// A run on its way: it goes on in slices between keys until it is where it was going.
struct Travel {
  enum Purpose {
    /// To breakpoints.
    case run
    /// To a stop that changes a row, called so.
    case change(row: Int, name: String)
    /// To a stop at which a watched expression changes.
    case watch(Condition)
  }

  var search: StopSearch
  var purpose: Purpose
  /// How often it is still to arrive.
  var times: Int
  /// Where it set out, and where it arrived last.
  var start: Int

  /// The time of a slice: with the frame after it, a key is still answered at once.
  static let slice = Duration.milliseconds(9)
}

extension Explorer {
  /// After a slice the next one follows as soon as no key waits.
  package var tickInterval: Int? { travel == nil && finding == nil ? nil : 0 }

  /// Sets out; what can be reached at once is.
  mutating func travel(
    to goal: StopSearch.Goal, _ purpose: Travel.Purpose, times: Int, backward: Bool
  ) {
    travel = Travel(
      search: StopSearch(walk, goal, backward: backward), purpose: purpose,
      times: Swift.max(times, 1), start: walk.index)
    goOn()
  }

  /// One slice.
  mutating func goOn() {
    guard var now = travel else { return }
    switch now.search.advance(walk, for: Travel.slice) {
    case .found(let stop, let place):
      walk.seek(stop)
      now.times -= 1
      if case .run = now.purpose { watches.countHit(breakpoints[place]) }
      if now.times > 0 {
        now.start = stop
        now.search = StopSearch(walk, now.search.goal, backward: now.search.isBackward)
        travel = now
        say("at stop \(stop + 1); \(now.times) more to come, Esc stops")
      } else {
        arrive(now, at: place)
      }
    case .end: giveUp(now)
    case .wrong(let place, let problem):
      walk.seek(now.search.index)
      settle(now)
      message = Notice(
        text: breakpoints.indices.contains(place)
          ? "\(breakpoints[place].text): \(problem)" : problem,
        style: .error)
    case .paused:
      walk.seek(now.search.index)
      travel = now
      follow()
      say(
        "\(now.search.isBackward ? "running back" : "running"): stop \(walk.index + 1) of "
          + "\(walk.count); Esc stops here")
    }
  }

  private mutating func say(_ text: String) { message = Notice(text: text, style: .dim) }

  /// Ends the way where the walk is; a row that it was about stays selected.
  private mutating func settle(_ ended: Travel) {
    travel = nil
    follow()
    if case .change(let row, _) = ended.purpose, row < walk.table.count { selectedRow = row }
  }

  private mutating func arrive(_ ended: Travel, at place: Int) {
    settle(ended)
    switch ended.purpose {
    case .run: message = Notice(text: "stopped: \(breakpoints[place].text)", style: .normal)
    case .change: break
    case .watch(let condition):
      say("\(condition.text) = \(walk.reading(of: condition, at: walk.stop).text)")
    }
  }

  private mutating func giveUp(_ ended: Travel) {
    let isBackward = ended.search.isBackward
    switch ended.purpose {
    case .run:
      walk.seek(isBackward ? 0 : walk.count - 1)
      settle(ended)
      say(isBackward ? "ran to the first stop" : "ran to the last stop")
    case .change(_, let name):
      walk.seek(ended.start)
      settle(ended)
      say("no \(isBackward ? "earlier" : "later") stop changes \(name)")
    case .watch(let condition):
      walk.seek(ended.start)
      settle(ended)
      say("no \(isBackward ? "earlier" : "later") stop changes \(condition.text)")
    }
  }

  /// Stops a run where it is.
  ///
  /// - Returns: whether there was one.
  mutating func interruptTravel() -> Bool {
    if finding != nil {
      finding = nil
      say("the search was stopped")
      return true
    }
    guard let now = travel else { return false }
    settle(now)
    say("the run was stopped here")
    return true
  }
}
