import Engine

/// An op that the replay cannot compute.
struct ReplayError: Error {
  let operation: String
}

/// A slope by small steps: central, and both sides where they differ.
struct FoundSlope {
  let central: Double
  let kink: (left: Double, right: Double)?

  /// At a kink the slope between both sides that is nearest to a rule's: it may take any of them.
  func nearest(to slope: Double) -> Double {
    guard let kink, !slope.isNaN else { return central }
    return Swift.min(
      Swift.max(slope, Swift.min(kink.left, kink.right)), Swift.max(kink.left, kink.right))
  }
}

/// The ops between a node and the targets, computed again in float64 with another value of the
/// node.
///
/// A function with a gradient of its own is computed by the ops that ran inside it, whatever its
/// rule says.
struct Replay {
  private let ways: ReplayWays
  private var model: WalkModel { ways.model }
  private var nodes: PassNodes { ways.nodes }
  private let row: Int
  /// Rows to compute, first to last.
  private(set) var steps: [Int] = []
  /// How many there are; of those beyond the limit not all are counted.
  private(set) var stepCount = 0
  private let base: NDArray
  private let seeds: [(row: Int, seed: NDArray)]

  /// From a row to the targets of its pass, or to other rows with the adjoints that they have.
  init(
    _ model: WalkModel, _ nodes: PassNodes, from row: Int,
    to seeds: [(row: Int, seed: NDArray)]? = nil, limit: Int
  ) {
    ways = ReplayWays(model, nodes)
    self.row = row
    base = Self.wide(model.value(Int(nodes.rows[row])))
    self.seeds = seeds ?? model.seeds(of: nodes)
    for step in ways.steps(from: row, to: self.seeds.map(\.row), limit: limit) {
      stepCount += 1
      if steps.count <= limit { steps.append(step) }
    }
  }

  /// The slope at one element.
  func slope(at element: Int) throws(ReplayError) -> FoundSlope {
    let x = base.doubles[element]
    let step = 6e-6 * Swift.max(1, Swift.abs(x))
    let here = try value(moving: element, to: x)
    func sides(_ step: Double) throws(ReplayError) -> (left: Double, right: Double) {
      let up = x + step
      let down = x - step
      return (
        (here - (try value(moving: element, to: down))) / (x - down),
        ((try value(moving: element, to: up)) - here) / (up - x)
      )
    }
    let wide = try sides(step)
    let central = (wide.left + wide.right) / 2
    let scale = Swift.max(1, Swift.max(Swift.abs(wide.left), Swift.abs(wide.right)))
    guard Swift.abs(wide.left - wide.right) > 1e-3 * scale else {
      return FoundSlope(central: central, kink: nil)
    }
    // A bend gets flatter as the step gets smaller; a kink does not.
    let narrow = try sides(step / 16)
    let isKink = Swift.abs(narrow.left - narrow.right) > Swift.abs(wide.left - wide.right) / 4
    return FoundSlope(central: central, kink: isKink ? narrow : nil)
  }

  /// What is differentiated, with one element of the node set to another number.
  private func value(moving element: Int, to number: Double) throws(ReplayError) -> Double {
    var elements = base.doubles
    elements[element] = number
    var values: [Int: NDArray] = [row: NDArray(elements, shape: base.shape)]
    for step in steps { values[step] = try compute(step, values) }
    var sum = 0.0
    for (target, seed) in seeds {
      guard let value = values[target] else { continue }
      sum += zip(value.doubles, seed.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return sum
  }

  private func compute(_ step: Int, _ values: [Int: NDArray]) throws(ReplayError) -> NDArray {
    let node = Int(nodes.rows[step])
    let operation = model.recording.operation(of: NodeID(node))
    let structure = model.structure
    let range = structure.operandRange(node)
    var inputs: [NDArray] = []
    for index in range {
      let operand = Int(structure.operands[index])
      if ways.moves(node, index - range.lowerBound, operand), let into = nodes.row(of: operand),
        let moved = values[into]
      {
        inputs.append(moved)
      } else {
        inputs.append(Self.wide(model.value(operand)))
      }
    }
    // A cast between floating types would throw the added digits away again.
    if operation.name == "cast", let first = inputs.first, first.dtype == .float64 { return first }
    guard let result = try? NDArray.applied(operation, inputs) else {
      throw ReplayError(operation: operation.name)
    }
    return Self.wide(result)
  }

  /// Floating-point values in float64, others as they are.
  private static func wide(_ value: NDArray) -> NDArray {
    guard value.dtype.isFloating, value.dtype != .float64 else { return value }
    return NDArray(value.doubles, shape: value.shape)
  }
}
