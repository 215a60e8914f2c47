import Engine

/// A gradient that the lesson wrote, beside the slope of what its function computes.
package struct RuleCheck: Hashable, Sendable {
  package enum Verdict: Hashable, Sendable {
    case agrees
    case differs
    /// The function hands on what it is given, or has no slope: its rule is there to say something
    /// else.
    case onPurpose(Purpose)
    case skipped
  }

  package enum Purpose: Hashable, Sendable {
    /// The function is the identity, and its rule changes the gradient on the way.
    case handsOn
    /// What the function computes is constant between steps: no slope passes through this op.
    case noSlope(String)
  }

  /// What the function and its rule are called.
  package let function: String
  package let rule: String
  /// Where the rule is written.
  package let span: SourceSpan
  package let line: Int?
  /// Which argument the numbers belong to, as it is called.
  package let argument: String
  package let verdict: Verdict
  /// What the rule gave for the element that differs most, and what small steps give.
  package let given: Double
  package let slope: Double

  /// `line 5: the rule of f gives 3 for x; small steps of what f computes give 4`.
  package var sentence: String {
    let place = line.map { "line \($0): " } ?? ""
    let numbers =
      "\(place)the gradient that the lesson wrote for \(function) gives "
      + "\(NumberFormat.exact(given, .float32)) for \(argument)"
    switch verdict {
    case .agrees: return "\(numbers), as small steps do"
    case .differs:
      return numbers + "; small steps of what \(function) computes give "
        + NumberFormat.exact((slope * 1e6).rounded() / 1e6, .float64)
    case .onPurpose(.handsOn):
      return numbers + "; \(function) hands on what it is given, and only its gradient differs"
    case .onPurpose(.noSlope(let op)):
      return numbers + ", in place of \(op), which has no slope"
    case .skipped: return numbers + "; not checked"
    }
  }
}

extension WalkModel {
  /// Ops of a function that are run again at most, and elements tried.
  private static let longestFunction = 5_000
  private static let mostTried = 8

  /// The worst rule on the way from the targets of a pass to a row, `nil` where none was asked.
  func worstRule(from row: Int, in pass: Int) -> RuleCheck? {
    var onPurpose: RuleCheck?
    for check in ruleChecks(from: row, in: pass) {
      if check.verdict == .differs { return check }
      if case .onPurpose = check.verdict { onPurpose = onPurpose ?? check }
    }
    return onPurpose
  }

  /// Every rule that was asked on the way to a row, by argument.
  func ruleChecks(from row: Int, in pass: Int) -> [RuleCheck] {
    guard let call = recording.gradientCall(of: passes[pass]) else { return [] }
    let nodes = nodes(of: pass)
    let above = rowsAbove(row, in: pass)
    var found: [RuleCheck] = []
    for run in call.customRuns {
      guard let carrier = nodes.row(of: run.carrier.position), carrier < above.count, above[carrier]
      else { continue }
      for (place, argument) in recording.inputs(of: run.speaker).enumerated()
      where run.results.indices.contains(place) {
        guard let row = nodes.row(of: argument.position), row < above.count, above[row],
          let check = check(run, place, nodes)
        else { continue }
        found.append(check)
      }
    }
    return found
  }

  private func rowsAbove(_ row: Int, in pass: Int) -> [Bool] {
    let nodes = nodes(of: pass)
    let consumers = consumers(of: pass)
    var found = [Bool](repeating: false, count: nodes.forwardRowCount)
    guard row < found.count else { return found }
    found[row] = true
    for next in row..<found.count where found[next] {
      for use in consumers[next] { found[Int(use.row)] = true }
    }
    return found
  }

  /// One answer of a rule beside small steps of one argument.
  private func check(_ run: CustomRun, _ place: Int, _ nodes: PassNodes) -> RuleCheck? {
    guard let op = recording.operation(of: run.speaker) as? CustomOutput,
      let result = run.results[place]
    else { return nil }
    let argument = recording.input(place, of: run.speaker)
    guard let row = nodes.row(of: argument.position) else { return nil }
    let outputs = op.outputs(around: run.speaker)
    var seeds: [(row: Int, seed: NDArray)] = []
    for (output, upstream) in zip(outputs, run.upstreams) where upstream != .none {
      guard let row = nodes.row(of: output.position) else { return nil }
      seeds.append((row, recording.value(of: upstream)))
    }
    let text = RowText(self, nodes.pass.index)
    let call = recording.customCall(of: run.speaker)
    let line = call.flatMap { call in
      call.ruleSpan == .none
        ? nil : recording.source?.lineNumber(at: Int(call.ruleSpan.start))
    }
    func made(_ verdict: RuleCheck.Verdict, _ given: Double, _ slope: Double) -> RuleCheck {
      RuleCheck(
        function: op.function, rule: call?.ruleName ?? "", span: call?.ruleSpan ?? .none,
        line: line, argument: text.called(row), verdict: verdict, given: given, slope: slope)
    }
    let replay = Replay(self, nodes, from: row, to: seeds, limit: Self.longestFunction)
    let given = result.doubles
    guard replay.stepCount <= Self.longestFunction, !given.isEmpty else {
      return made(.skipped, given.first ?? 0, .nan)
    }
    var worst = (error: -1.0, given: given[0], slope: Double.nan)
    let tried = Swift.min(given.count, Self.mostTried)
    for index in 0..<tried {
      let element = tried == given.count ? index : index * given.count / tried
      guard let slope = try? replay.slope(at: element) else {
        return made(.skipped, given[element], .nan)
      }
      let numeric = slope.nearest(to: given[element])
      guard numeric.isFinite else { continue }
      let error = relativeError(given[element], numeric)
      if error > worst.error { worst = (error, given[element], numeric) }
    }
    guard worst.error > tolerance(of: argument) else {
      return made(worst.error < 0 ? .skipped : .agrees, worst.given, worst.slope)
    }
    if let purpose = purpose(of: op, run.speaker, argument, nodes) {
      return made(.onPurpose(purpose), worst.given, worst.slope)
    }
    return made(.differs, worst.given, worst.slope)
  }

  /// Why a rule may be another than the slope.
  private func purpose(
    of op: CustomOutput, _ speaker: NodeID, _ argument: NodeID, _ nodes: PassNodes
  ) -> RuleCheck.Purpose? {
    let inner = op.outputs(around: speaker).compactMap { recording.inputs(of: $0).last }
    if inner.allSatisfy({ handedOn($0) == argument }) { return .handsOn }
    return flatOp(from: argument, to: inner).map { .noSlope($0) }
  }

  /// The value that a node hands on unchanged.
  private func handedOn(_ node: NodeID) -> NodeID {
    var current = node
    while ["identity", "stop_gradient"].contains(recording.operation(of: current).name),
      let input = recording.inputs(of: current).first
    {
      current = input
    }
    return current
  }

  /// Ops that are flat between steps though a gradient of zero passes.
  private static let flat: Set<String> = ["sign", "floor", "ceil", "round", "rint"]

  /// The first op through which nothing passes, where every way leads through one.
  private func flatOp(from argument: NodeID, to ends: [NodeID]) -> String? {
    guard let last = ends.max(), argument < last else { return nil }
    var moved: Set<Int32> = [argument.index]
    var stopped: [Int32: String] = [:]
    for position in (argument.position + 1)...last.position
    where structure.kinds[position] == .operation {
      let name = structure.entry(position).operation.name
      let range = structure.operandRange(position)
      for index in range {
        let operand = structure.operands[index]
        if moved.contains(operand) {
          if structure.passes(position, to: index - range.lowerBound, Int(operand)),
            !Self.flat.contains(name)
          {
            moved.insert(Int32(position))
          } else if stopped[Int32(position)] == nil {
            stopped[Int32(position)] = name
          }
        } else if let before = stopped[operand], stopped[Int32(position)] == nil {
          stopped[Int32(position)] = before
        }
      }
    }
    guard !ends.contains(where: { moved.contains($0.index) }) else { return nil }
    return ends.lazy.compactMap { stopped[$0.index] }.first
  }
}
