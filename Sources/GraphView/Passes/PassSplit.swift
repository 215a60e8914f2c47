import Engine

/// Cuts a recording into passes at its gradient calls.
struct PassSplit {
  let recording: Recording
  private(set) var structure: Structure
  private(set) var passes: [Pass] = []
  /// The tape that each pass asked, `nil` where none was.
  private(set) var tapes: [TapeID?] = []
  /// Stretches in which a gradient was worked out while a tape recorded.
  private(set) var gradientStretches: [Range<Int>] = []
  /// Of each tape how it was started, by its number.
  private var starts: [TapeStart?] = []
  /// Names a target other than what the lesson differentiated.
  private let wantedTarget: (Range<Int>) -> NodeID?

  struct TapeStart {
    let span: SourceSpan
    /// Whether another tape recorded when this one began.
    let isNested: Bool
  }

  init(
    _ recording: Recording, _ structure: Structure,
    wantedTarget: @escaping (Range<Int>) -> NodeID?
  ) {
    self.recording = recording
    self.structure = structure
    self.wantedTarget = wantedTarget
    split()
  }

  /// How the tape of a pass was started.
  func start(of pass: Int) -> TapeStart? { tapes[pass].flatMap { start(of: $0) } }

  private func start(of tape: TapeID) -> TapeStart? {
    starts.indices.contains(tape.number) ? starts[tape.number] : nil
  }

  /// A gradient call with what is needed to place it.
  private struct Call {
    let event: Int
    let tape: TapeID
    let target: Int
    let start: Int
    /// Number of nodes when it was asked.
    let asked: Int
    /// Number of nodes when it was answered.
    let answered: Int

    var stretch: Range<Int> { asked..<answered }
  }

  private mutating func split() {
    let calls = readCalls()
    gradientStretches = calls.map(\.stretch).filter { !$0.isEmpty }
    structure.hide(
      gradientStretches, keeping: calls.map(\.target).filter { $0 >= 0 })
    guard !calls.isEmpty else { return splitWithoutCalls() }
    let prelude = preludeEnd(calls)
    if prelude > 0 { append(0..<prelude, newFrom: 0, eventBound: eventIndex(before: prelude)) }
    var newFrom = prelude
    for (place, call) in calls.enumerated() {
      var low = newFrom
      if call.start < newFrom, let shared = earliestPass(after: call.start) {
        low = Swift.min(shared.gradientEvent == nil ? call.start : shared.window.lowerBound, low)
      }
      let asked = Swift.max(call.asked, low)
      let limit =
        place + 1 < calls.count
        ? Swift.min(Swift.max(calls[place + 1].start, asked), calls[place + 1].asked)
        : structure.count
      let cut = updateEnd(from: asked, answered: call.answered, to: limit)
      append(
        low..<asked, newFrom: newFrom, eventBound: call.event, call: call,
        update: asked..<Swift.max(cut, asked))
      newFrom = Swift.max(cut, asked)
    }
    if hasOperations(newFrom..<structure.count) {
      append(
        newFrom..<structure.count, newFrom: newFrom, eventBound: recording.events.count)
    }
  }

  /// The first pass that walked nodes from `position` on.
  private func earliestPass(after position: Int) -> Pass? {
    var found: Pass?
    for pass in passes.reversed() {
      guard pass.window.upperBound > position else { break }
      found = pass
    }
    return found
  }

  private mutating func append(
    _ window: Range<Int>, newFrom: Int, eventBound: Int, call: Call? = nil,
    update: Range<Int>? = nil
  ) {
    let end = window.upperBound
    let target = call.map { wantedTarget(window) ?? NodeID($0.target) }
    passes.append(
      Pass(
        index: passes.count, gradientEvent: call?.event,
        target: target.flatMap { $0 == .none ? nil : $0 }, window: window,
        update: update ?? end..<end, newFrom: newFrom, eventBound: eventBound))
    tapes.append(call?.tape)
  }

  /// A lesson that asks for no gradient is one pass, walked backward from its last floating-point
  /// scalar.
  private mutating func splitWithoutCalls() {
    let all = 0..<structure.count
    let target = wantedTarget(all) ?? lastScalar()
    passes.append(
      Pass(
        index: 0, gradientEvent: nil, target: target, window: all,
        update: structure.count..<structure.count, newFrom: 0,
        eventBound: recording.events.count))
    tapes.append(nil)
  }

  private func lastScalar() -> NodeID? {
    var fallback: Int?
    for position in stride(from: structure.count - 1, through: 0, by: -1)
    where structure.isScalar32(position) || structure.isScalar64(position) {
      if structure.kinds[position] == .operation { return NodeID(position) }
      if fallback == nil, structure.kinds[position] != .literal { fallback = position }
    }
    return fallback.map { NodeID($0) }
  }
}

// MARK: Where things begin and end

extension PassSplit {
  private mutating func readCalls() -> [Call] {
    var calls: [Call] = []
    var open = 0
    let events = recording.events
    for index in events.indices {
      switch events[index].kind {
      case .tapeStarted(let tape):
        // A tape that goes on after a pause was started where it was started first.
        while starts.count <= tape.number { starts.append(nil) }
        if starts[tape.number] == nil {
          starts[tape.number] = TapeStart(span: events[index].span, isNested: open > 0)
        }
        open += 1
      case .tapeStopped: open -= 1
      case .gradient(let call):
        let target = call.targets.max()?.position ?? -1
        let answered = events[index].position
        calls.append(
          Call(
            event: index, tape: call.tape, target: target,
            start: Swift.min(call.start.position, Swift.max(target, 0)),
            asked: Swift.min(Swift.max(call.asked, target + 1), answered), answered: answered))
      default: break
      }
    }
    return calls
  }

  /// The end of the update after a gradient call: the last assignment, or the last node computed
  /// from a gradient, before the next tape begins.
  private func updateEnd(from asked: Int, answered: Int, to limit: Int) -> Int {
    guard asked < limit else { return asked }
    var depends = [Bool](repeating: false, count: limit - asked)
    var end = asked
    for position in asked..<limit {
      switch structure.kinds[position] {
      case .literal: break
      case .leaf:
        depends[position - asked] = recording.operation(of: NodeID(position)) is GradientResult
      case .state:
        if !structure.operandRange(position).isEmpty { end = position + 1 }
      case .operation:
        for place in structure.operandRange(position) {
          let operand = Int(structure.operands[place])
          // A gradient of an earlier call on the same turn counts as well.
          let fromGradient =
            operand >= asked
            ? depends[operand - asked]
            : structure.kinds[operand] == .leaf
              && recording.operation(of: NodeID(operand)) is GradientResult
          if fromGradient {
            depends[position - asked] = true
            end = position + 1
            break
          }
        }
      }
    }
    return end
  }

  /// Ops before a training loop belong to no turn of it: the first turn would be numbered
  /// otherwise than all the others.
  private func preludeEnd(_ calls: [Call]) -> Int {
    guard calls.count > 1, let first = start(of: calls[0].tape) else { return 0 }
    guard
      let again = calls.firstIndex(where: { call in
        guard call.tape != calls[0].tape, let start = start(of: call.tape) else { return false }
        return start.span == first.span && !(start.isNested && start.span == .none)
      })
    else { return 0 }
    let before = calls[again - 1]
    let cut = updateEnd(
      from: before.asked, answered: before.answered,
      to: Swift.max(calls[again].start, before.asked))
    // As many ops before the tape as the second turn has belong to the first turn.
    var own = operationCount(cut..<Swift.max(calls[again].start, cut))
    var end = calls[0].start
    while end > 0, own > 0 || structure.kinds[end - 1] != .operation {
      if structure.kinds[end - 1] == .operation { own -= 1 }
      end -= 1
    }
    return hasOperations(0..<end) ? end : 0
  }

  private func operationCount(_ range: Range<Int>) -> Int {
    range.count { structure.kinds[$0] == .operation }
  }

  private func hasOperations(_ range: Range<Int>) -> Bool {
    range.contains { structure.isComputed($0) }
  }

  /// The first event that happened after the node before `position` was computed.
  private func eventIndex(before position: Int) -> Int {
    recording.events.firstIndex { $0.position > position } ?? recording.events.count
  }
}
