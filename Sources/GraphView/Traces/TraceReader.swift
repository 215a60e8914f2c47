import Engine

/// Gathers the curves of one loop.
struct TraceReader {
  private let model: WalkModel
  private let recording: Recording
  private let names: TraceNames
  private let effort: TraceEffort
  private var curves = CurveTable(count: 0)
  private var turn = 0
  /// Elements of tensors that may still be read in this turn.
  private var allowance = 0
  /// Elements for one turn.
  private var share = Int.max

  /// Elements of tensors that are read at a glance.
  private static let glance = 1_000_000

  init(_ model: WalkModel, _ effort: TraceEffort) {
    self.model = model
    recording = model.recording
    names = TraceNames(model.recording)
    self.effort = effort
  }

  mutating func read(loop: Int?) -> Traces {
    if let loop, model.loops.turns.indices.contains(loop) {
      let turns = model.loops.turns[loop]
      begin(turns.count)
      var states = StateCursor(recording)
      for range in turns {
        var last: Pass?
        for index in range where model.passes[index].step?.loop == loop {
          read(model.passes[index])
          last = model.passes[index]
        }
        finishTurn(last, &states)
      }
    } else {
      let passes = model.passes.filter { $0.target != nil }
      begin(passes.count)
      var states = StateCursor(recording)
      for pass in passes {
        read(pass)
        finishTurn(pass, &states)
      }
    }
    return Traces(loop: loop, stepCount: curves.count, curves: curves.made(effort == .glance))
  }

  private mutating func begin(_ count: Int) {
    curves = CurveTable(count: count)
    turn = 0
    if effort == .glance { share = Swift.max(Self.glance / Swift.max(count, 1), 1) }
    allowance = Self.glance / 8
  }

  private mutating func finishTurn(_ pass: Pass?, _ states: inout StateCursor) {
    defer {
      turn += 1
      // What one turn does not use is left to the next.
      if effort == .glance { allowance = Swift.min(allowance + share, Self.glance / 8) }
    }
    guard let pass else { return }
    states.advance(to: pass.window.upperBound)
    for (variable, state) in states.current.enumerated() {
      guard let state, names.isWeight(variable) else { continue }
      add(state, TraceKey(of: -1, by: names.id(ofVariable: variable), .value))
    }
  }

  private mutating func read(_ pass: Pass) {
    guard let target = pass.target else { return }
    let targetName =
      names.id(of: target) ?? names.id(of: pass.slot == 0 ? "target" : "target \(pass.slot + 1)")
    addLoss(target, targetName)
    guard let event = pass.gradientEvent, case .gradient(let call) = recording.events[event].kind
    else { return }
    for (place, source) in call.sources.enumerated() {
      let name: Int
      switch source {
      case .variable(let number, _): name = names.id(ofVariable: number)
      case .tensor(let node):
        guard node != .none else { continue }
        name = names.id(of: node) ?? names.id(of: "source \(place + 1)")
        add(node, TraceKey(of: -1, by: name, .value))
      }
      guard place < call.answers.count else { continue }
      let key = TraceKey(of: targetName, by: name, .gradient)
      switch call.answers[place] {
      case .none: continue
      case .node(let node): add(node, key)
      case .array, .slices:
        guard let gradient = recording.answer(place, of: call) else { continue }
        add(gradient, key)
      }
    }
  }

  // MARK: Points

  private mutating func addLoss(_ target: NodeID, _ name: Int) {
    let key = TraceKey(of: -1, by: name, .loss)
    let signature = recording.signature(of: target)
    if signature.shape.rank > 0, !takes(signature, target) { return }
    let value = recording.value(of: target)
    let names = names
    if value.isScalar, let number = value.doubleIfSingle {
      curves.put(number, turn, key) { names.name($0.source) }
    } else if value.dtype.isFloating {
      // A target that is no scalar is differentiated as the sum of its elements.
      curves.put(value.doubles.reduce(0, +), turn, key) { "sum \(names.name($0.source))" }
    }
  }

  private mutating func add(_ node: NodeID, _ key: TraceKey) {
    let signature = recording.signature(of: node)
    guard signature.shape.rank == 0 || takes(signature, node) else { return }
    add(recording.value(of: node), key)
  }

  private mutating func add(_ value: NDArray, _ key: TraceKey) {
    var key = key
    let names = names
    if value.isScalar, let number = value.doubleIfSingle {
      curves.put(number, turn, key) { names.written($0) }
    } else if value.dtype.isFloating {
      key.kind = key.kind == .gradient ? .gradientNorm : .norm
      let norm = value.doubles.reduce(0) { $0 + $1 * $1 }.squareRoot()
      curves.put(norm, turn, key) { "|\(names.written($0))|" }
    }
  }

  /// Whether a tensor is read in this turn.
  private mutating func takes(_ signature: Signature, _ node: NodeID) -> Bool {
    guard effort == .glance else { return true }
    let size = signature.shape.count
    guard allowance >= Swift.min(size, Self.glance / 8), recording.isKept(node) else {
      return false
    }
    allowance -= size
    return true
  }
}

/// What a curve shows: a value, or the slope of a target by a source; names by number.
private struct TraceKey: Hashable {
  var target: Int
  var source: Int
  var kind: Trace.Kind

  init(of target: Int, by source: Int, _ kind: Trace.Kind) {
    self.target = target
    self.source = source
    self.kind = kind
  }
}

/// Names that come again in every turn, found once.
private final class TraceNames {
  private let recording: Recording
  private let names: NodeNames
  private var texts: [String] = []
  private var ids: [String: Int] = [:]
  private var bySpan: [Place: Int?] = [:]
  private var byVariable: [Int?]
  private let weights: [Bool]

  /// Of the nodes that one expression made only the last carries its name.
  private struct Place: Hashable {
    let span: SourceSpan
    let operation: ObjectIdentifier
  }

  init(_ recording: Recording) {
    self.recording = recording
    names = NodeNames(recording)
    byVariable = [Int?](repeating: nil, count: recording.variables.count)
    // What optimizers and metrics of Keras keep for themselves is no weight.
    weights = recording.variables.map { $0.isTrainable || !$0.name.contains("/") }
  }

  func name(_ id: Int) -> String { texts[id] }

  func written(_ key: TraceKey) -> String {
    key.target < 0 ? name(key.source) : "d\(name(key.target))/d\(name(key.source))"
  }

  func id(of text: String) -> Int {
    if let known = ids[text] { return known }
    ids[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  /// The name of a node; nodes of the same columns have the same, but for those named by hand.
  func id(of node: NodeID) -> Int? {
    let operation = recording.operation(of: node)
    if recording.givenNames[node] != nil || operation is VariableState {
      return names.names(of: node).first.map { id(of: $0) }
    }
    let place = Place(
      span: recording.span(of: node), operation: ObjectIdentifier(type(of: operation)))
    if let known = bySpan[place] { return known }
    let found = names.names(of: node).first.map { id(of: $0) }
    bySpan[place] = .some(found)
    return found
  }

  /// The name of a variable.
  func id(ofVariable number: Int) -> Int {
    if let known = byVariable[number] { return known }
    let first = recording.variables[number].states.first
    let found = id(of: first.flatMap { names.names(of: $0).first } ?? "variable \(number + 1)")
    byVariable[number] = found
    return found
  }

  func isWeight(_ number: Int) -> Bool {
    weights[number] && !recording.variables[number].states.isEmpty
  }
}

/// Curves under construction.
private struct CurveTable {
  let count: Int
  private var places: [TraceKey: Int] = [:]
  private var curves: [(name: String, kind: Trace.Kind, points: [Double])] = []

  init(count: Int) { self.count = count }

  mutating func put(
    _ number: Double, _ turn: Int, _ key: TraceKey, _ name: (TraceKey) -> String
  ) {
    let place: Int
    if let known = places[key] {
      place = known
    } else {
      let text = name(key)
      // Two variables of one name share a curve, as they always have.
      place = curves.firstIndex { $0.name == text && $0.kind == key.kind } ?? curves.count
      places[key] = place
      if place == curves.count {
        curves.append((text, key.kind, [Double](repeating: .nan, count: count)))
      }
    }
    curves[place].points[turn] = number
  }

  /// The curves; where it `holds`, those of tensors keep their last value where none was read.
  func made(_ holds: Bool) -> [Trace] {
    curves.map { curve in
      var points = curve.points
      if holds, curve.kind == .norm || curve.kind == .gradientNorm {
        for turn in points.indices.dropFirst() where points[turn].isNaN {
          points[turn] = points[turn - 1]
        }
      }
      return Trace(name: curve.name, kind: curve.kind, points: points)
    }
  }
}

/// The states that all variables have at a time that only goes forward.
private struct StateCursor {
  private let recording: Recording
  private var next: [Int]
  /// The state of each variable, `nil` before it is made.
  private(set) var current: [NodeID?]

  init(_ recording: Recording) {
    self.recording = recording
    next = [Int](repeating: 0, count: recording.variables.count)
    current = [NodeID?](repeating: nil, count: recording.variables.count)
  }

  mutating func advance(to position: Int) {
    for number in recording.variables.indices {
      let states = recording.variables[number].states
      while next[number] < states.count, states[next[number]].position < position {
        current[number] = states[next[number]]
        next[number] += 1
      }
    }
  }
}
