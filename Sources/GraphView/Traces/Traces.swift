import Engine

/// One curve over the turns of a training loop.
package struct Trace: Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// The value of what is differentiated.
    case loss
    /// The value of a scalar.
    case value
    /// The gradient by a scalar.
    case gradient
    /// √Σx² of a tensor.
    case norm
    /// √Σg² of the gradient by a tensor.
    case gradientNorm
  }

  /// `loss`, `w`, `dloss/dw`, `|W|`, `|dloss/dW|`.
  package let name: String
  package let kind: Kind
  /// One number a turn; NaN where there is none.
  package let points: [Double]
}

/// The curves of a training loop: what is differentiated, every variable and every source, and the
/// gradients.
package struct Traces: Sendable {
  /// Which loop, `nil` for a lesson without one: then every pass is a point.
  package let loop: Int?
  package let stepCount: Int
  package let curves: [Trace]

  /// The curves of one kind.
  package func curves(_ kind: Trace.Kind) -> [Trace] { curves.filter { $0.kind == kind } }
}

/// Gathers the curves of one loop.
struct TraceReader {
  let model: WalkModel

  func read(loop: Int?) -> Traces {
    let turns: [[Int]]
    if let loop, model.loops.turns.indices.contains(loop) {
      turns = model.loops.turns[loop].map { turn in
        turn.filter { model.passes[$0].step?.loop == loop }
      }
    } else {
      turns = model.passes.filter { $0.target != nil }.map { [$0.index] }
    }
    var curves = Curves(count: turns.count)
    var states = StateCursor(model.recording)
    for (turn, passes) in turns.enumerated() {
      for pass in passes { readPass(model.passes[pass], turn, &curves, isLoop: loop != nil) }
      guard let last = passes.last else { continue }
      states.advance(to: model.passes[last].window.upperBound)
      for (variable, state) in states.current.enumerated() {
        guard let state, let name = variableName(variable) else { continue }
        // What optimizers and metrics of Keras keep for themselves is no weight.
        let history = model.recording.variables[variable]
        guard history.isTrainable || !history.name.contains("/") else { continue }
        curves.add(model.recording.value(of: state), name, turn, .value, .norm)
      }
    }
    return Traces(loop: loop, stepCount: turns.count, curves: curves.made())
  }

  private func variableName(_ number: Int) -> String? {
    guard let first = model.recording.variables[number].states.first else { return nil }
    return NodeNames(model.recording).names(of: first).first ?? "variable \(number + 1)"
  }

  private func readPass(_ pass: Pass, _ turn: Int, _ curves: inout Curves, isLoop: Bool) {
    let recording = model.recording
    let names = NodeNames(recording)
    guard let target = pass.target else { return }
    let targetName =
      names.names(of: target).first ?? (pass.slot == 0 ? "target" : "target \(pass.slot + 1)")
    curves.add(recording.value(of: target), targetName, turn, .loss, nil)
    guard let call = recording.gradientCall(of: pass) else { return }
    for (place, source) in call.sources.enumerated() {
      let name: String
      switch source {
      case .variable(let number, _): name = variableName(number) ?? "source \(place + 1)"
      case .tensor(let id):
        guard id != .none else { continue }
        name = names.names(of: id).first ?? "source \(place + 1)"
        curves.add(recording.value(of: id), name, turn, .value, .norm)
      }
      guard let gradient = recording.answer(place, of: call) else { continue }
      curves.add(gradient, "d\(targetName)/d\(name)", turn, .gradient, .gradientNorm)
    }
  }
}

/// Curves under construction.
private struct Curves {
  private struct Key: Hashable {
    let name: String
    let kind: Trace.Kind
  }

  private let count: Int
  private var order: [Key] = []
  private var points: [Key: [Double]] = [:]

  init(count: Int) { self.count = count }

  /// Adds a value as a point: of a scalar itself, of a tensor its norm.
  mutating func add(
    _ value: NDArray, _ name: String, _ turn: Int, _ scalar: Trace.Kind, _ tensor: Trace.Kind?
  ) {
    if value.isScalar, let number = value.doubleIfSingle {
      put(number, name, turn, scalar)
    } else if let tensor, value.dtype.isFloating {
      put(value.doubles.reduce(0) { $0 + $1 * $1 }.squareRoot(), "|\(name)|", turn, tensor)
    } else if tensor == nil, value.dtype.isFloating {
      // A target that is no scalar is differentiated as the sum of its elements.
      put(value.doubles.reduce(0, +), "sum \(name)", turn, scalar)
    }
  }

  private mutating func put(_ number: Double, _ name: String, _ turn: Int, _ kind: Trace.Kind) {
    let key = Key(name: name, kind: kind)
    if points[key] == nil {
      order.append(key)
      points[key] = [Double](repeating: .nan, count: count)
    }
    points[key]?[turn] = number
  }

  func made() -> [Trace] {
    order.map { Trace(name: $0.name, kind: $0.kind, points: points[$0] ?? []) }
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

extension Walk {
  /// The curves of a training loop, by default of the longest; of a lesson without one the passes
  /// are the points.
  package func traces(loop: Int? = nil) -> Traces {
    TraceReader(model: model).read(loop: loop ?? loops.main)
  }
}
