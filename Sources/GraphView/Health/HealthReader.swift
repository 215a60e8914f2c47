import Engine

/// Gathers the health of one pass.
struct HealthReader {
  private let model: WalkModel
  private let pass: Pass
  private let text: RowText

  /// A gradient that falls or grows by so much between the ends of a network.
  private static let span = 1e3
  /// Gradients of this size are exploding wherever they stand.
  private static let explosion = 1e4
  /// A step that changes a weight by more than this part of it.
  private static let longStep = 0.3

  init(_ model: WalkModel, _ pass: Int) {
    self.model = model
    self.pass = model.passes[pass]
    text = RowText(model, pass)
  }

  private var nodes: PassNodes { text.nodes }
  private var recording: Recording { model.recording }

  func read() -> Health {
    let target = nodes.targetRows.last.map { text.called(Int($0)) } ?? "target"
    let raw = rows().map { weight($0) }
    let weights = marked(raw)
    let activations = activations()
    return Health(
      pass: pass.index, step: pass.step, target: target, weights: weights,
      activations: activations, verdicts: verdicts(weights, activations, target))
  }

  // MARK: Weights

  /// The rows of what is learnt, nearest the input first: by the first op that reads each.
  private func rows() -> [Int] {
    var wanted: [Int] = []
    if let call = recording.gradientCall(of: pass) {
      for source in call.sources where source.node != .none {
        if let row = nodes.row(of: source.node.position), !wanted.contains(row) {
          wanted.append(row)
        }
      }
    } else {
      wanted = (0..<nodes.inputCount).filter { nodes.isReached[$0] }
    }
    let consumers = model.consumers(of: pass.index)
    return wanted.sorted { a, b in
      let (first, second) = (consumers[a].last?.row ?? .max, consumers[b].last?.row ?? .max)
      return (first, a) < (second, b)
    }
  }

  private func weight(_ row: Int) -> Health.Weight {
    let node = text.node(row)
    let value = recording.value(of: node)
    let gradient = row < nodes.forwardRowCount ? model.adjoints(of: pass.index)[row] : nil
    let elements = gradient?.doubles ?? []
    return Health.Weight(
      name: text.called(row), node: node, shape: value.shape,
      gradient: gradient.map { Self.size($0.doubles) }, size: Self.size(value.doubles),
      zeros: elements.isEmpty
        ? 0 : Double(elements.count { $0 == 0 }) / Double(elements.count),
      updateRatio: updateRatio(node, value), mark: .fine)
  }

  private static func size(_ elements: [Double]) -> Double {
    guard !elements.isEmpty else { return 0 }
    return (elements.reduce(0) { $0 + $1 * $1 } / Double(elements.count)).squareRoot()
  }

  /// How far the update of this pass moves a variable, as a part of its size.
  private func updateRatio(_ node: NodeID, _ value: NDArray) -> Double? {
    guard let state = recording.operation(of: node) as? VariableState else { return nil }
    let states = recording.variables[state.variable].states
    guard let last = states.last(where: { $0.position < pass.update.upperBound }), last > node
    else { return nil }
    let before = value.doubles
    let after = recording.value(of: last).doubles
    guard before.count == after.count else { return nil }
    let moved = Self.size(zip(after, before).map { $0 - $1 })
    let size = Self.size(before)
    return size > 0 ? moved / size : nil
  }

  private func marked(_ weights: [Health.Weight]) -> [Health.Weight] {
    let sizes = weights.compactMap(\.gradient).filter { $0.isFinite && $0 > 0 }
    let most = sizes.max() ?? 0
    return weights.map { weight in
      let mark: Health.Mark
      if let size = weight.gradient {
        mark =
          !size.isFinite
          ? .notFinite
          : size == 0
            ? .dead
            : size >= Self.explosion
              ? .exploding : weights.count > 1 && size * Self.span <= most ? .vanishing : .fine
      } else {
        mark = .noGradient
      }
      return Health.Weight(
        name: weight.name, node: weight.node, shape: weight.shape, gradient: weight.gradient,
        size: weight.size, zeros: weight.zeros, updateRatio: weight.updateRatio, mark: mark)
    }
  }

  // MARK: Activations

  private func activations() -> [Health.Activation] {
    (nodes.inputCount..<nodes.forwardRowCount).compactMap { row in
      guard nodes.isReached[row] else { return nil }
      return activation(row)
    }
  }

  private func activation(_ row: Int) -> Health.Activation? {
    let node = text.node(row)
    let op = recording.operation(of: node).name
    let ends: (low: Double, high: Double?)
    switch op {
    case "relu": ends = (0, nil)
    case "relu6": ends = (0, 6)
    case "maximum" where isRectifier(node): ends = (0, nil)
    case "sigmoid": ends = (0.005, 0.995)
    case "tanh": ends = (-0.995, 0.995)
    default: return nil
    }
    let value = recording.value(of: node)
    let units = value.shape.lengths.last ?? 1
    let elements = value.doubles
    guard units > 0, !elements.isEmpty else { return nil }
    var count = [Int](repeating: 0, count: units)
    for (index, element) in elements.enumerated()
    where element <= ends.low || ends.high.map({ element >= $0 }) ?? false {
      count[index % units] += 1
    }
    let depth = elements.count / units
    // Of a single example it cannot be told whether a unit is dead, except that it is now.
    let dead = count.indices.filter { count[$0] == depth }
    return Health.Activation(
      name: name(row), node: node, op: op, units: units, dead: dead,
      flat: Double(count.reduce(0, +)) / Double(elements.count),
      isSaturating: op == "sigmoid" || op == "tanh")
  }

  /// `max(0, x)`.
  private func isRectifier(_ node: NodeID) -> Bool {
    recording.inputs(of: node).contains {
      recording.operation(of: $0) is Literal
        && recording.value(of: $0).doubles.allSatisfy { $0 == 0 }
    }
  }

  /// The layer where the op has one, else its Python name or its place.
  private func name(_ row: Int) -> String {
    let scope = recording.scope(of: text.node(row))
    let name = text.pythonNames(row).first
    return scope.isEmpty ? name ?? RowText.name(row) : scope
  }

  // MARK: Verdicts

  private func verdicts(
    _ weights: [Health.Weight], _ activations: [Health.Activation], _ target: String
  ) -> [String] {
    var said: [String] = []
    func list(_ mark: Health.Mark) -> String? {
      let names = weights.filter { $0.mark == mark }.map(\.name)
      guard !names.isEmpty else { return nil }
      return names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
    }
    if let names = list(.notFinite) { said.append("not finite: the gradient by \(names)") }
    if let names = list(.noGradient) { said.append("no gradient reaches \(names)") }
    if let names = list(.dead) { said.append("every element of the gradient by \(names) is 0") }
    if let names = list(.exploding) { said.append("exploding: the gradient by \(names)") }
    if let names = list(.vanishing) {
      said.append("vanishing: the gradient by \(names) is over 1000 times smaller than the largest")
    }
    for activation in activations where !activation.dead.isEmpty {
      said.append("\(activation.op) at \(activation.name): \(activation.text)")
    }
    let long = weights.filter { ($0.updateRatio ?? 0) > Self.longStep }.map(\.name)
    if !long.isEmpty {
      said.append(
        "one step changes \(long.prefix(6).joined(separator: ", ")) by more than 30 % of its size")
    }
    return said
  }
}
