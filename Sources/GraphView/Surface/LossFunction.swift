import Engine

/// The loss of one pass as a function of some of its weights: the ops that depend on them, computed
/// again in float64.
///
/// It holds all that it needs, so that it can be computed on another thread than the walk's.
package struct LossFunction: Sendable {
  /// Where a step gets an operand from.
  private enum Operand: Sendable {
    case constant(NDArray)
    case step(Int)
    case weight(Int)
  }

  private struct Step: Sendable {
    let operation: any Operation
    let operands: [Operand]
  }

  /// A row that is moved: its recorded elements.
  private struct Weight: Sendable {
    let row: Int
    let elements: [Double]
    let shape: Shape
  }

  package let axes: [LossAxis]
  private var weights: [Weight] = []
  private var steps: [Step] = []
  private var targets: [(value: Operand, seed: NDArray)] = []
  /// About how many nanoseconds one evaluation takes.
  package private(set) var cost = 0.0

  /// Ops at most.
  private static let longest = 5_000

  /// The loss of a pass over some axes.
  init(_ model: WalkModel, pass: Int, axes: [LossAxis]) throws(LossError) {
    self.axes = axes
    let nodes = model.nodes(of: pass)
    let structure = model.structure
    let seeds = model.seeds(of: nodes)
    guard !seeds.isEmpty else { throw .noTarget }
    var slots: [Int: Int] = [:]
    for row in Set(axes.flatMap { $0.moves.map(\.row) }).sorted() {
      let value = model.value(Int(nodes.rows[row]))
      slots[row] = weights.count
      weights.append(Weight(row: row, elements: value.doubles, shape: value.shape))
    }
    let order = try Self.dependent(on: Set(slots.keys), nodes, structure, seeds.map(\.row))
    var places: [Int: Int] = [:]
    func operand(_ node: Int) -> Operand {
      if let row = nodes.row(of: node) {
        if let slot = slots[row] { return .weight(slot) }
        if let place = places[row] { return .step(place) }
      }
      return .constant(Self.wide(model.value(node)))
    }
    for row in order {
      let node = Int(nodes.rows[row])
      let made = Step(
        operation: model.recording.operation(of: NodeID(node)),
        operands: structure.operandRange(node).map { operand(Int(structure.operands[$0])) })
      places[row] = steps.count
      steps.append(made)
      cost += Self.cost(of: node, model)
    }
    cost += 10 * Double(axes.reduce(0) { $0 + $1.moves.count })
    for (row, seed) in seeds { targets.append((operand(Int(nodes.rows[row])), Self.wide(seed))) }
  }

  /// The rows between the weights and the targets, first to last.
  private static func dependent(
    on weights: Set<Int>, _ nodes: PassNodes, _ structure: Structure, _ targets: [Int]
  ) throws(LossError) -> [Int] {
    var depends = [Bool](repeating: false, count: nodes.forwardRowCount)
    for row in weights where row < depends.count { depends[row] = true }
    func operands(_ row: Int) -> [Int] {
      let node = Int(nodes.rows[row])
      guard structure.kinds[node] == .operation else { return [] }
      return structure.operandRange(node).compactMap {
        nodes.row(of: Int(structure.operands[$0])).flatMap { $0 < row ? $0 : nil }
      }
    }
    for row in nodes.inputCount..<Swift.max(nodes.forwardRowCount, nodes.inputCount)
    where !depends[row] && operands(row).contains(where: { depends[$0] }) {
      depends[row] = true
    }
    var isNeeded = [Bool](repeating: false, count: nodes.forwardRowCount)
    for row in targets where row < isNeeded.count { isNeeded[row] = true }
    var found: [Int] = []
    for row in stride(from: nodes.forwardRowCount - 1, through: 0, by: -1)
    where isNeeded[row] && depends[row] && !weights.contains(row) {
      found.append(row)
      for operand in operands(row) { isNeeded[operand] = true }
    }
    guard found.count <= longest else { throw .tooLong(found.count) }
    return found.reversed()
  }

  /// A product of matrices costs the product of its sides, anything else as much as it has elements.
  private static func cost(of node: Int, _ model: WalkModel) -> Double {
    let recording = model.recording
    let id = NodeID(node)
    let output = Double(recording.signature(of: id).shape.count)
    let inputs = recording.inputs(of: id).map { Double(recording.signature(of: $0).shape.count) }
    let widest = Swift.max(output, inputs.max() ?? 0)
    guard recording.operation(of: id).name.hasPrefix("matmul"), inputs.count == 2 else {
      return 400 + 4 * widest
    }
    return 600 + (inputs[0] * inputs[1] * output).squareRoot()
  }

  /// The loss where the axes stand at some numbers.
  package func callAsFunction(_ point: [Double]) throws(LossError) -> Double {
    var moved = weights.map(\.elements)
    for (axis, number) in zip(axes, point) {
      for move in axis.moves {
        guard let slot = weights.firstIndex(where: { $0.row == move.row }) else { continue }
        moved[slot][move.element] += (number - axis.origin) * move.share
      }
    }
    let arrays = zip(moved, weights).map { NDArray($0, shape: $1.shape) }
    var results: [NDArray] = []
    results.reserveCapacity(steps.count)
    func value(_ operand: Operand) -> NDArray {
      switch operand {
      case .constant(let array): array
      case .step(let place): results[place]
      case .weight(let slot): arrays[slot]
      }
    }
    for step in steps {
      let inputs = step.operands.map(value)
      // A cast between floating types would throw the added digits away again.
      if step.operation.name == "cast", let first = inputs.first, first.dtype == .float64 {
        results.append(first)
        continue
      }
      guard let result = try? NDArray.applied(step.operation, inputs) else {
        throw .notReplayable(step.operation.name)
      }
      results.append(Self.wide(result))
    }
    var sum = 0.0
    for target in targets {
      sum += zip(value(target.value).doubles, target.seed.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return sum
  }

  /// Floating-point values in float64, others as they are.
  private static func wide(_ value: NDArray) -> NDArray {
    guard value.dtype.isFloating, value.dtype != .float64 else { return value }
    return NDArray(value.doubles, shape: value.shape)
  }
}

extension Walk {
  /// The loss of a stop's pass over one or two axes.
  package func lossFunction(
    over axes: [LossAxis], at stop: Stop
  ) throws(LossError) -> LossFunction {
    guard !passes.isEmpty, passes[stop.pass].target != nil else { throw .noTarget }
    return try LossFunction(model, pass: stop.pass, axes: axes)
  }
}
