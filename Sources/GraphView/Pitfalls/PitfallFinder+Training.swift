import Engine

/// Training loops that go nowhere, or too far.
extension PitfallFinder {
  mutating func findTrainingTrouble() {
    for loop in model.loops.turns.indices {
      let passes = model.loops.turns[loop].compactMap { turn in
        turn.first { model.passes[$0].step?.loop == loop && model.passes[$0].target != nil }
      }
      guard passes.count >= 3 else { continue }
      let training = Training(model, passes)
      // Turns with several calls work out gradients of gradients.
      if model.loops.turns[loop].allSatisfy({ $0.count == 1 }), let pitfall = training.neverApplied
      {
        add(.neverApplied, pitfall.span, pitfall.text, help: pitfall.help)
      }
      if let pitfall = training.unbounded {
        add(.unbounded, pitfall.span, pitfall.text, help: pitfall.help)
      }
      if let pitfall = training.notFinite {
        add(.notFinite, pitfall.span, pitfall.text, help: pitfall.help)
      }
      if let pitfall = training.rateTooLarge {
        add(.rateTooLarge, pitfall.span, pitfall.text, help: pitfall.help)
      }
    }
  }
}

/// One training loop: what was differentiated in each turn.
private struct Training {
  struct Finding {
    var span: SourceSpan
    var text: String
    var help: String?
  }

  private let model: WalkModel
  private let passes: [Int]
  private let losses: [Double]
  private let name: String

  init(_ model: WalkModel, _ passes: [Int]) {
    self.model = model
    self.passes = passes
    losses = passes.map { pass in
      model.passes[pass].target.map { model.value($0.position).doubles.reduce(0, +) } ?? .nan
    }
    name =
      passes.last.flatMap { model.passes[$0].target }
      .flatMap { NodeNames(model.recording).names(of: $0).first } ?? "the target"
  }

  private func call(_ turn: Int) -> GradientCall? {
    model.recording.gradientCall(of: model.passes[passes[turn]])
  }

  private func targetSpan(_ turn: Int) -> SourceSpan {
    model.passes[passes[turn]].target.map { model.recording.span(of: $0) } ?? .none
  }

  /// The numbers of all sources of a turn, or of their gradients; `nil` where one is missing.
  private func sources(_ turn: Int) -> [Double]? {
    call(turn)?.sources.reduce(into: [Double]?.some([])) { all, source in
      guard source.node != .none else {
        all = nil
        return
      }
      all?.append(contentsOf: model.value(source.node.position).doubles)
    }
  }

  private func gradients(_ turn: Int) -> [Double]? {
    guard let call = call(turn) else { return nil }
    var all: [Double] = []
    for place in call.sources.indices {
      guard let answer = model.recording.answer(place, of: call) else { return nil }
      all += answer.doubles
    }
    return all
  }

  /// How a turn moves what it differentiates by; `nil` where the next turn asks for something else.
  private func move(_ turn: Int) -> [Double]? {
    guard let before = sources(turn), let after = sources(turn + 1), before.count == after.count
    else { return nil }
    return zip(after, before).map { $0 - $1 }
  }

  /// Whether what a turn differentiates by came from the update of the turn before.
  private func isTrained(_ turn: Int) -> Bool {
    guard turn > 0, let call = call(turn), !call.sources.isEmpty else { return false }
    let update = model.passes[passes[turn - 1]].update
    return call.sources.contains { update.contains($0.node.position) }
  }

  // MARK: What is found

  /// Turns that differentiate by the very same values and get the same number: nothing is learnt.
  var neverApplied: Finding? {
    guard let first = call(0), !first.sources.isEmpty, losses[0].isFinite,
      first.seeds.allSatisfy({ $0 == nil }),
      losses.allSatisfy({ $0 == losses[0] }), let gradients = gradients(0),
      gradients.contains(where: { $0 != 0 })
    else { return nil }
    let nodes = first.sources.map(\.node)
    guard nodes.allSatisfy({ model.recording.operation(of: $0) is VariableState }) else {
      return nil
    }
    guard (1..<passes.count).allSatisfy({ call($0)?.sources.map(\.node) == nodes }),
      self.gradients(1) == gradients,
      let event = model.passes[passes[0]].gradientEvent
    else { return nil }
    return Finding(
      span: model.recording.events[event].span,
      text: "the gradient is worked out \(passes.count) times and never applied: \(name) stays "
        + NumberFormat.exact(losses[0]),
      help: "assign_sub the variable, or call optimizer.apply_gradients")
  }

  /// A loss that falls below zero and falls no slower in the end has no minimum to go to.
  var unbounded: Finding? {
    let count = losses.count
    guard count >= 5, isTrained(count - 1), let first = losses.first, let last = losses.last,
      last.isFinite, last < 0,
      last < first
    else { return nil }
    let early = losses[count / 2] - losses[count / 2 - 1]
    let late = last - losses[count - 2]
    guard early < 0, late < 0, late <= early * 0.9 else { return nil }
    return Finding(
      span: targetSpan(0), text: "\(name) falls as fast as ever: it is unbounded below",
      help: "square the difference, or bound it")
  }

  /// A loss that stops being finite.
  var notFinite: Finding? {
    guard let turn = losses.firstIndex(where: { !$0.isFinite }), isTrained(turn),
      let target = model.passes[passes[turn]].target,
      let found = Tracer(model, passes[turn]).diagnoseValue(target)
    else { return nil }
    return Finding(
      span: found.span == .none ? targetSpan(turn) : found.span,
      text:
        "\(name) is \(found.outcome.rawValue) from training step \(turn + 1) on: \(found.reason)",
      help: found.help)
  }

  private static let looked = 6

  /// Steps that go down the slope and still raise the loss, or that jump over the minimum for good.
  var rateTooLarge: Finding? {
    let end = losses.firstIndex { !$0.isFinite } ?? losses.count
    guard end >= 3, isTrained(end - 1) else { return nil }
    let turns = Swift.max(0, end - 1 - Self.looked)..<(end - 1)
    var raised = 0
    var crossed = 0
    for turn in turns {
      guard let move = move(turn), let gradient = gradients(turn), move.count == gradient.count,
        zip(move, gradient).reduce(0, { $0 + $1.0 * $1.1 }) < 0
      else { return nil }
      if losses[turn + 1] > losses[turn] { raised += 1 }
      if let next = gradients(turn + 1), next.count == gradient.count {
        let product = zip(next, gradient).reduce(0) { $0 + $1.0 * $1.1 }
        let size = gradient.reduce(0) { $0 + $1 * $1 }
        if product < 0, -product >= 0.9 * size { crossed += 1 }
      }
    }
    let event = updateSpan(turns.lowerBound)
    if raised == turns.count, losses[end - 1] > losses[0],
      hasSameData(end - 2, end - 1)
        || turns.count == Self.looked && losses[end - 1] > 2 * Swift.abs(losses[0])
    {
      return Finding(
        span: event,
        text: "every step goes down the slope and \(name) still grows, from "
          + "\(NumberFormat.rounded(losses[0], digits: 4)) to \(NumberFormat.rounded(losses[end - 1], digits: 4)): the rate is too large",
        help: "a rate ten times smaller")
    }
    guard crossed == turns.count, turns.count > 2 else { return nil }
    return Finding(
      span: event,
      text: "every step jumps over the minimum and lands as far on its other side: the rate is too "
        + "large",
      help: "a rate two or more times smaller")
  }

  /// Whether two turns read the same but for what they differentiate by: the losses of different
  /// batches, or of a net that another loop trains too, go up and down by themselves.
  private func hasSameData(_ one: Int, _ other: Int) -> Bool {
    func others(_ turn: Int) -> [Int] {
      let nodes = model.nodes(of: passes[turn])
      let sources = Set(call(turn)?.sources.map(\.node.position) ?? [])
      return nodes.rows[..<nodes.inputCount].map(Int.init).filter { !sources.contains($0) }
    }
    let (first, second) = (others(one), others(other))
    guard first.count == second.count else { return false }
    return zip(first, second).allSatisfy {
      $0 == $1 || model.value($0).doubles == model.value($1).doubles
    }
  }

  /// The columns of the assignment that the turn ends with.
  private func updateSpan(_ turn: Int) -> SourceSpan {
    let pass = model.passes[passes[turn]]
    for position in pass.update.reversed() where model.structure.isComputed(position) {
      let span = model.recording.span(of: NodeID(position))
      if span != .none { return span }
    }
    return pass.gradientEvent.map { model.recording.events[$0].span } ?? .none
  }
}
