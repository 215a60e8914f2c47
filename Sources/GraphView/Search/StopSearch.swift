import Engine

/// A search along the time line, done in parts: each goes on where the one before ended, so that
/// nobody has to wait for all of it.
///
/// What it finds does not depend on how it was divided.
package struct StopSearch: Sendable {
  package enum Goal: Hashable, Sendable {
    /// The next stop at which a breakpoint hits.
    case breakpoints([Breakpoint])
    /// The next stop that changes the value or the adjoint of a row.
    case change(row: Int)
  }

  package enum Outcome: Hashable, Sendable {
    /// The stop, and of several breakpoints which one.
    case found(stop: Int, breakpoint: Int)
    /// The end of the time line, and nothing found.
    case end
    /// A condition makes no sense.
    case wrong(Int, String)
    /// There is more to look at.
    case paused
  }

  package let goal: Goal
  package let isBackward: Bool
  /// The stop that was looked at last.
  package private(set) var index: Int
  /// Of each condition whether it held at that stop.
  private var held: [Int: Bool] = [:]
  /// Of each watched value what it was there, and from which stop on.
  private var seen: [Int: SeenValue] = [:]
  private var problem: (place: Int, text: String)?

  /// A search from where a walk stands.
  package init(_ walk: Walk, _ goal: Goal, backward: Bool) {
    self.goal = goal
    isBackward = backward
    index = walk.index
    guard case .breakpoints(let breakpoints) = goal else { return }
    for place in breakpoints.indices where breakpoints[place].isOn {
      switch breakpoints[place].place {
      case .span, .node: break
      case .condition(let condition):
        let reading = walk.reading(of: condition, at: walk.stop)
        if case .wrong(let text) = reading, problem == nil { problem = (place, text) }
        held[place] = reading.holds
      case .change(let condition):
        // Backward the stop that made the present value comes first, and it may be this one.
        let start = backward ? walk.stop(at: index - 1) : walk.stop
        let reading = index == 0 && backward ? nil : walk.reading(of: condition, at: start)
        if case .wrong(let text)? = reading, problem == nil { problem = (place, text) }
        seen[place] = SeenValue(reading, at: start.index)
      }
    }
  }

  /// Looks on, for so long at most.
  package mutating func advance(_ walk: Walk, for duration: Duration? = nil) -> Outcome {
    if let problem { return .wrong(problem.place, problem.text) }
    let deadline = duration.map { ContinuousClock.now + $0 }
    switch goal {
    case .change(let row): return advance(walk, row, deadline)
    case .breakpoints(let breakpoints):
      return needsReadings(breakpoints)
        ? read(walk, breakpoints, deadline) : scan(walk, breakpoints, deadline)
    }
  }

  private func needsReadings(_ breakpoints: [Breakpoint]) -> Bool {
    breakpoints.contains {
      switch $0.place {
      case .span, .node: false
      case .condition, .change: $0.isOn
      }
    }
  }

  private var stride: Int { isBackward ? -1 : 1 }

  mutating func moveTo(_ stop: Int) { index = stop }
}

// MARK: Conditions

extension StopSearch {
  /// Reads every stop.
  private mutating func read(
    _ walk: Walk, _ breakpoints: [Breakpoint], _ deadline: ContinuousClock.Instant?
  ) -> Outcome {
    let active = breakpoints.indices.filter { breakpoints[$0].isOn }
    var left = Self.stopsPerLook
    while true {
      let candidate = index + stride
      guard candidate >= 0, candidate < walk.count else { return lastChange(active) ?? .end }
      left -= 1
      if left == 0 {
        if let deadline, ContinuousClock.now >= deadline { return .paused }
        left = Self.stopsPerLook
      }
      let here = walk.stop(at: candidate)
      for place in active {
        switch look(walk, breakpoints[place], place, here) {
        case nil: break
        case .found(let stop, let breakpoint)?:
          index = stop
          return .found(stop: stop, breakpoint: breakpoint)
        case let other?:
          index = candidate
          return other
        }
      }
      index = candidate
    }
  }

  /// Stops between two looks at the clock.
  private static let stopsPerLook = 32

  private mutating func look(
    _ walk: Walk, _ breakpoint: Breakpoint, _ place: Int, _ here: Stop
  ) -> Outcome? {
    switch breakpoint.place {
    case .span, .node:
      guard let node = here.node, walk.isMeant(node, by: breakpoint) else { return nil }
      return .found(stop: here.index, breakpoint: place)
    case .condition(let condition):
      let reading = walk.reading(of: condition, at: here)
      if case .wrong(let problem) = reading { return .wrong(place, problem) }
      let began = reading.holds && held[place] == false
      held[place] = reading.holds
      return began ? .found(stop: here.index, breakpoint: place) : nil
    case .change(let condition):
      // Backward the first of these stops was read at the start.
      if isBackward, seen[place]?.stop == here.index { return nil }
      let reading = walk.reading(of: condition, at: here)
      if case .wrong(let problem) = reading { return .wrong(place, problem) }
      guard
        let changed = seen[place, default: SeenValue(nil, at: here.index)]
          .change(to: reading, at: here.index, isBackward: isBackward)
      else { return nil }
      return .found(stop: changed, breakpoint: place)
    }
  }

  /// Backward, the stop at which a watched value was there first, once all before it was looked at.
  private mutating func lastChange(_ active: [Int]) -> Outcome? {
    guard isBackward else { return nil }
    for place in active {
      if let stop = seen[place]?.first {
        seen[place] = nil
        return .found(stop: stop, breakpoint: place)
      }
    }
    return nil
  }
}

/// The value that a watched expression had last, and the first stop known to show it.
private struct SeenValue: Sendable {
  private var reading: WatchReading?
  /// The stop that it was read at last.
  private(set) var stop: Int
  /// The first stop of those with this value, when going back.
  private(set) var first: Int?

  init(_ reading: WatchReading?, at stop: Int) {
    self.stop = stop
    if let reading, reading.isThere {
      self.reading = reading
      first = stop
    }
  }

  /// Takes the reading of the next stop.
  ///
  /// - Returns: the stop at which the value came to be what it is, when that is known now. A value
  ///   that is not there for a while has not changed.
  mutating func change(to next: WatchReading, at stop: Int, isBackward: Bool) -> Int? {
    self.stop = stop
    guard next.isThere else { return nil }
    guard let before = reading else {
      reading = next
      first = stop
      return isBackward ? nil : stop
    }
    if next.isSame(as: before) {
      if isBackward { first = stop }
      return nil
    }
    let changed = isBackward ? first : stop
    reading = next
    first = stop
    return changed
  }
}

extension WatchReading {
  /// Whether there is something to compare.
  fileprivate var isThere: Bool {
    switch self {
    case .value, .truth, .word: true
    case .missing, .wrong: false
    }
  }

  /// Whether both are the same value; NaN is the same as NaN here.
  func isSame(as other: WatchReading) -> Bool {
    switch (self, other) {
    case (.truth(let a), .truth(let b)): return a == b
    case (.word(let a), .word(let b)): return a == b
    case (.missing, .missing): return true
    case (.value(let a), .value(let b)):
      if let x = a.doubleIfSingle, let y = b.doubleIfSingle {
        return x == y || x.isNaN && y.isNaN
      }
      guard a.shape == b.shape, a.dtype == b.dtype else { return false }
      return zip(a.doubles, b.doubles).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    default: return false
    }
  }
}
