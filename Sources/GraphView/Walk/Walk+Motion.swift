import Engine

/// Longer ways along the time line.
extension Walk {
  /// The stops of the phase that a stop belongs to.
  package func phaseRange(at stop: Stop) -> Range<Int> {
    guard !passes.isEmpty else { return 0..<1 }
    let pass = passes[stop.pass]
    var start = pass.firstStop
    let counts = pass.counts
    if stop.phase == .forward { return start..<(start + counts.start + counts.forward) }
    start += counts.start + counts.forward
    if stop.phase == .backward { return start..<(start + counts.backward) }
    start += counts.backward
    return start..<(start + counts.update)
  }

  /// Goes to the end of this phase; from there to the end of the next one.
  package mutating func finishPhase() {
    let end = phaseRange(at: stop).upperBound - 1
    seek(index < end ? end : phaseRange(at: stop(at: index + 1)).upperBound - 1)
  }

  /// Goes to the start of this phase; from there to the start of the one before.
  package mutating func rewindPhase() {
    let start = phaseRange(at: stop).lowerBound
    seek(index > start ? start : phaseRange(at: stop(at: index - 1)).lowerBound)
  }

  /// Goes to the same place some turns of the training loop later, or earlier.
  ///
  /// - Returns: whether there was a turn to go to; the walk goes to the nearest.
  @discardableResult
  package mutating func stepTraining(by turns: Int) -> Bool {
    let here = stop
    guard let step = here.step ?? nearestStep(forward: turns > 0) else { return false }
    let target = Swift.min(Swift.max(step.number - 1 + turns, 0), step.count - 1)
    if here.step == nil {
      seek(firstStop(ofTurn: step.number, inLoop: step.loop) ?? index)
      return true
    }
    guard target != step.number - 1 else { return false }
    seek(samePlace(as: here, inTurn: target + 1))
    return true
  }

  /// Goes to the same place in a turn of a training loop, from 1.
  package mutating func seekTraining(_ turn: Int, inLoop loop: Int) {
    guard loops.turns.indices.contains(loop), !loops.turns[loop].isEmpty else { return }
    let wanted = Swift.min(Swift.max(turn, 1), loops.turns[loop].count)
    let here = stop
    if here.step?.loop == loop {
      seek(samePlace(as: here, inTurn: wanted))
    } else {
      seek(firstStop(ofTurn: wanted, inLoop: loop) ?? index)
    }
  }

  /// The first stop of a turn of a training loop.
  package func firstStop(ofTurn turn: Int, inLoop loop: Int) -> Int? {
    guard loops.turns.indices.contains(loop), loops.turns[loop].indices.contains(turn - 1) else {
      return nil
    }
    return passes[loops.turns[loop][turn - 1].lowerBound].firstStop
  }

  /// The step of the next pass that belongs to a training loop, or of the one before.
  private func nearestStep(forward: Bool) -> TrainStep? {
    let here = stop.pass
    return forward
      ? passes[here...].first { $0.step != nil }?.step
      : passes[..<here].last { $0.step != nil }?.step
  }

  /// The stop of the same row and phase in another turn of the loop.
  private func samePlace(as here: Stop, inTurn turn: Int) -> Int {
    guard let step = here.step else { return here.index }
    let slot = passes[here.pass].slot
    let range = loops.turns[step.loop][turn - 1]
    let found = range.first { passes[$0].step?.loop == step.loop && passes[$0].slot == slot }
    let pass = passes[found ?? range.lowerBound]
    guard let row = here.row else { return pass.firstStop }
    return index(inPass: pass, here.phase, nearestTo: row)
  }

  /// Goes to the next stop that fits, or to the one before.
  ///
  /// - Returns: whether there was one; the walk stays where it is otherwise.
  @discardableResult
  package mutating func next(backward: Bool = false, where fits: (Stop) -> Bool) -> Bool {
    let stride = backward ? -1 : 1
    var candidate = index + stride
    while candidate >= 0, candidate < count {
      if fits(model.stop(at: candidate)) {
        seek(candidate)
        return true
      }
      candidate += stride
    }
    return false
  }

  /// The stop at which a node is computed, or the one at which its adjoint is passed on.
  package func stop(of node: NodeID, in phase: Phase, from origin: Stop) -> Int? {
    guard !passes.isEmpty, node.position >= 0, node.position < recording.count else { return nil }
    if phase == .backward {
      let nodes = model.nodes(of: origin.pass)
      return nodes.row(of: node.position).flatMap {
        StopOrder(passes[origin.pass], nodes).stop(passingOn: $0)
      }
    }
    let mark = Int(model.introduction[node.position])
    guard mark >= 0 else { return nil }
    let nodes = model.nodes(of: mark / 2)
    return nodes.row(of: node.position).flatMap {
      StopOrder(passes[mark / 2], nodes).stop(computing: $0)
    }
  }

  /// The first stop at which something is computed in these columns of the source.
  package func firstStop(in span: SourceSpan) -> Int? {
    guard span != .none, !passes.isEmpty else { return nil }
    for position in 0..<recording.count {
      let node = NodeID(position)
      let other = recording.span(of: node)
      guard other != .none, other.start < span.end, other.end > span.start else { continue }
      if let found = stop(of: node, in: .forward, from: self.stop) { return found }
    }
    return nil
  }
}
