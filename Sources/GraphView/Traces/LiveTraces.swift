import Engine

/// What a lesson has come to while it still runs.
package struct LiveReport: Equatable, Sendable {
  /// Ops and values recorded so far.
  package var nodeCount = 0
  /// Turns of the longest training loop so far; 0 where there is none.
  package var stepCount = 0
  /// Bytes of values that are held, the budget, and how many values were let go.
  package var heldBytes = 0
  package var budget = Int.max
  package var letGoCount = 0
  /// The line of the lesson that is being run, from 1; 0 where that is not known.
  package var line = 0
  /// The last lines that the lesson printed.
  package var printed: [String] = []
  /// The turns that the points of the curves belong to.
  package var turns: [Double] = []
  /// Loss and scalar weights.
  package var curves: [LiveCurve] = []
  /// Since the lesson was started, without pauses.
  package var milliseconds = 0

  package init() {}
}

/// A curve that grows.
package struct LiveCurve: Equatable, Sendable {
  package var name: String
  package var points: [Double]

  package init(name: String, points: [Double]) {
    self.name = name
    self.points = points
  }
}

/// Follows a recording that grows: each look reads only what is new.
///
/// A loop of any length keeps a bounded number of points: when there are too many, every second one
/// goes.
package struct LiveTraces {
  private var nextEvent = 0
  /// Where each tape was started first.
  private var starts: [Int: SourceSpan] = [:]
  private var loops: [SourceSpan: LoopCurves] = [:]
  private var printed = ""
  private var names: [Key: String] = [:]

  private struct Key: Hashable {
    let span: SourceSpan
    let variable: Int
  }

  private static let shownLines = 6
  private static let mostPrinted = 4_000

  package init() {}

  /// Reads what has come since the last look.
  ///
  /// Nobody may add to the recording meanwhile.
  package mutating func read(_ recording: Recording) -> LiveReport {
    let count = recording.events.count
    while nextEvent < count {
      let event = recording.events[nextEvent]
      nextEvent += 1
      switch event.kind {
      case .tapeStarted(let tape):
        if starts[tape.number] == nil { starts[tape.number] = event.span }
      case .gradient(let call): take(call, recording)
      case .printed(let text):
        printed += text
        if printed.utf8.count > Self.mostPrinted { printed = String(printed.suffix(1_000)) }
      default: break
      }
    }
    return report(recording)
  }

  private mutating func take(_ call: GradientCall, _ recording: Recording) {
    guard let target = call.targets.max(), target != .none else { return }
    let span = starts[call.tape.number] ?? .none
    var curves = loops.removeValue(forKey: span) ?? LoopCurves()
    defer { loops[span] = curves }
    // The answers of one tape belong to one turn.
    guard curves.begins(call.tape.number) else { return }
    add(target, name(of: target, -1, recording) ?? "target", recording, &curves)
    for source in call.sources.prefix(Self.mostCurves) where source.node != .none {
      if case .variable(let number, _) = source {
        let name = name(of: source.node, number, recording) ?? "variable \(number + 1)"
        add(source.node, name, recording, &curves)
      }
    }
    curves.finishTurn()
  }

  private static let mostCurves = 16

  private func add(
    _ node: NodeID, _ name: String, _ recording: Recording, _ curves: inout LoopCurves
  ) {
    guard recording.signature(of: node).shape.rank == 0,
      let number = recording.value(of: node).doubleIfSingle
    else { return }
    curves.put(number, name)
  }

  private mutating func name(of node: NodeID, _ variable: Int, _ recording: Recording) -> String? {
    let key = Key(span: variable < 0 ? recording.span(of: node) : .none, variable: variable)
    if let known = names[key] { return known }
    let found = NodeNames(recording).names(of: node).first
    names[key] = found
    return found
  }

  private func report(_ recording: Recording) -> LiveReport {
    var report = LiveReport()
    report.nodeCount = recording.count
    report.heldBytes = recording.heldByteCount
    report.budget = recording.memoryBudget
    report.letGoCount = recording.letGoCount
    if let source = recording.source, recording.span != .none {
      report.line = source.lineNumber(at: Int(recording.span.start))
    }
    report.printed = printed.split(separator: "\n").suffix(Self.shownLines).map(String.init)
    if let longest = loops.values.max(by: { $0.turnCount < $1.turnCount }), longest.turnCount > 1 {
      report.stepCount = longest.turnCount
      report.turns = longest.turns
      report.curves = longest.curves
    }
    return report
  }
}

/// The curves of one loop, thinned as they grow.
private struct LoopCurves {
  private(set) var turnCount = 0
  private(set) var turns: [Double] = []
  private(set) var curves: [LiveCurve] = []
  private var places: [String: Int] = [:]
  private var latest: [Double] = []
  private var tape = -1
  /// Every so many turns a point is kept.
  private var stride = 1

  private static let mostPoints = 2_048

  mutating func begins(_ number: Int) -> Bool {
    guard number != tape else { return false }
    tape = number
    turnCount += 1
    return true
  }

  mutating func put(_ number: Double, _ name: String) {
    guard let place = places[name] else {
      places[name] = curves.count
      curves.append(
        LiveCurve(name: name, points: [Double](repeating: .nan, count: turns.count)))
      latest.append(number)
      return
    }
    latest[place] = number
  }

  mutating func finishTurn() {
    guard (turnCount - 1) % stride == 0 else { return }
    turns.append(Double(turnCount))
    for place in curves.indices { curves[place].points.append(latest[place]) }
    guard turns.count > Self.mostPoints else { return }
    stride *= 2
    let kept = Swift.stride(from: 0, to: turns.count, by: 2)
    turns = kept.map { turns[$0] }
    for place in curves.indices { curves[place].points = kept.map { curves[place].points[$0] } }
  }
}
