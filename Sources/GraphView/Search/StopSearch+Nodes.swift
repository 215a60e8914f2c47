import Engine

// Searches that need no readings go over the rows of a pass.

extension StopSearch {
  /// Looks for nodes alone: their stops follow from the rows.
  mutating func scan(
    _ walk: Walk, _ breakpoints: [Breakpoint], _ deadline: ContinuousClock.Instant?
  ) -> Outcome {
    let active = breakpoints.indices.filter { breakpoints[$0].isOn }
    guard !active.isEmpty, !walk.passes.isEmpty else { return toEnd(walk) }
    let stride = isBackward ? -1 : 1
    var candidate = index + stride
    while candidate >= 0, candidate < walk.count {
      let pass = walk.passes[walk.model.passIndex(ofStop: candidate)]
      let order = StopOrder(pass, walk.model.nodes(of: pass.index))
      let end = isBackward ? pass.firstStop - 1 : pass.endStop
      while candidate != end {
        if let node = order.node(ofStop: candidate) {
          for place in active where walk.isMeant(node, by: breakpoints[place]) {
            moveTo(candidate)
            return .found(stop: candidate, breakpoint: place)
          }
        }
        candidate += stride
        if candidate & 0xFFF == 0, let deadline, ContinuousClock.now >= deadline {
          moveTo(candidate - stride)
          return .paused
        }
      }
      moveTo(candidate - stride)
      if let deadline, ContinuousClock.now >= deadline { return .paused }
    }
    return toEnd(walk)
  }

  /// Looks for changes of a row, pass by pass.
  mutating func advance(
    _ walk: Walk, _ row: Int, _ deadline: ContinuousClock.Instant?
  ) -> Outcome {
    guard !walk.passes.isEmpty else { return .end }
    var pass = walk.model.passIndex(ofStop: index)
    while walk.passes.indices.contains(pass) {
      if let found = walk.model.stop(changing: row, in: pass, from: index, isBackward: isBackward) {
        moveTo(found)
        return .found(stop: found, breakpoint: 0)
      }
      moveTo(isBackward ? walk.passes[pass].firstStop : walk.passes[pass].endStop - 1)
      pass += isBackward ? -1 : 1
      if let deadline, ContinuousClock.now >= deadline, walk.passes.indices.contains(pass) {
        return .paused
      }
    }
    return toEnd(walk)
  }

  private mutating func toEnd(_ walk: Walk) -> Outcome {
    moveTo(isBackward ? 0 : walk.count - 1)
    return .end
  }
}

/// Which node each stop of a pass stands at, without the rest of a `Stop`.
struct StopOrder {
  private let nodes: PassNodes
  private let forward: Int
  private let backward: Int
  private let update: Int
  private let end: Int

  init(_ pass: Pass, _ nodes: PassNodes) {
    self.nodes = nodes
    forward = pass.firstStop + pass.counts.start
    backward = forward + pass.counts.forward
    update = backward + pass.counts.backward
    end = pass.endStop
  }

  func node(ofStop stop: Int) -> NodeID? {
    row(ofStop: stop).map { NodeID(Int(nodes.rows[$0])) }
  }

  func row(ofStop stop: Int) -> Int? {
    guard stop >= forward, stop < end else { return nil }
    return Int(
      stop < backward
        ? nodes.forwardStops[stop - forward]
        : stop < update ? nodes.backwardStops[stop - backward] : nodes.updateStops[stop - update])
  }

  /// The stops of the phase that a stop belongs to.
  func phase(ofStop stop: Int) -> Range<Int> {
    stop < forward
      ? stop..<stop + 1
      : stop < backward
        ? forward..<backward : stop < update ? backward..<update : update..<end
  }

  /// The stop at which a row is computed, if it has one here.
  func stop(computing row: Int) -> Int? {
    if let place = nodes.forwardStops.place(of: Int32(row)) { return forward + place }
    return nodes.updateStops.place(of: Int32(row)).map { update + $0 }
  }

  /// The stop at which the adjoint of a row is passed on.
  func stop(passingOn row: Int) -> Int? {
    nodes.backwardStops.placeDescending(of: Int32(row)).map { backward + $0 }
  }
}

extension Walk {
  /// The last of the stops from one on, in its phase, whose rows have something in common.
  ///
  /// - Parameters:
  ///   - stop: where to begin; it is not asked about.
  ///   - isBackward: whether to go back in time.
  ///   - holds: what is asked of rows.
  /// - Returns: its index; that of the first where the next has nothing of the kind.
  package func end(
    of stop: Stop, isBackward: Bool, while holds: (_ row: Int) -> Bool
  ) -> Int {
    guard passes.indices.contains(stop.pass) else { return stop.index }
    let order = StopOrder(passes[stop.pass], model.nodes(of: stop.pass))
    let phase = order.phase(ofStop: stop.index)
    var index = stop.index
    while true {
      let next = isBackward ? index - 1 : index + 1
      guard phase.contains(next), let row = order.row(ofStop: next), holds(row) else {
        return index
      }
      index = next
    }
  }
}

extension WalkModel {
  /// The stop of a pass next to another one, on one side of it, that changes the value or the
  /// adjoint of a row.
  func stop(changing row: Int, in pass: Int, from index: Int, isBackward: Bool) -> Int? {
    let nodes = nodes(of: pass)
    guard row < nodes.rows.count else { return nil }
    let order = StopOrder(passes[pass], nodes)
    var best: Int?
    func consider(_ stop: Int?) {
      guard let stop, isBackward ? stop < index : stop > index else { return }
      best = best.map { isBackward ? Swift.max($0, stop) : Swift.min($0, stop) } ?? stop
    }
    consider(order.stop(computing: row))
    guard row < nodes.forwardRowCount, passes[pass].counts.backward > 0 else { return best }
    if nodes.targetRows.contains(Int32(row)) { consider(order.stop(passingOn: row)) }
    // A value may be read a million times; its uses report in their order.
    let uses = consumers(of: pass)[row]
    var (low, high) = (uses.startIndex, uses.endIndex)
    while low < high {
      let middle = (low + high) / 2
      let stop = order.stop(passingOn: Int(uses[middle].row)) ?? 0
      if isBackward ? stop < index : stop <= index { low = middle + 1 } else { high = middle }
    }
    let found = isBackward ? low - 1 : low
    if uses.indices.contains(found) { consider(order.stop(passingOn: Int(uses[found].row))) }
    return best
  }
}

extension [Int32] {
  /// The place of a value in an ascending array.
  func place(of value: Int32) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value ? low : nil
  }

  /// The place of a value in a descending array.
  func placeDescending(of value: Int32) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value ? low : nil
  }

  /// The place of the value that is nearest to another; of two as near the first.
  func nearestPlace(to value: Int32, isDescending: Bool) -> Int? {
    guard !isEmpty else { return nil }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isDescending ? self[middle] > value : self[middle] < value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < count else { return count - 1 }
    guard low > 0 else { return 0 }
    return Swift.abs(self[low - 1] - value) <= Swift.abs(self[low] - value) ? low - 1 : low
  }
}
