import Engine

/// One direction in which weights are moved: one element of one of them, or all against the gradient.
package struct LossAxis: Hashable, Sendable {
  /// `w`, `W[0,1]`, `−gradient`.
  package let name: String
  /// The number at which the weights are as they were recorded.
  package let origin: Double
  /// The slope of the loss there; nil where no gradient arrives.
  package let slope: Double?
  /// What moves: elements of rows of the pass, and how far for each unit of the axis.
  let moves: [Move]

  /// Whether it moves one element of one weight.
  package var isSingle: Bool { moves.count == 1 }

  struct Move: Hashable, Sendable {
    var row: Int
    var element: Int
    var share: Double
  }
}

/// Why a loss cannot be drawn over weights.
package enum LossError: Error, Hashable, Sendable {
  /// The pass differentiates nothing.
  case noTarget
  /// The pass has no weights that could be moved.
  case noWeights
  case unknownWeight(String)
  case notANumber(String)
  /// `W[9,9]`, and the shape that there is.
  case noElement(String, Shape)
  case noGradient
  /// More ops depend on the weights than are computed again and again.
  case tooLong(Int)
  case notReplayable(String)

  /// The reason in words.
  package var text: String {
    switch self {
    case .noTarget: "nothing is differentiated here, so there is no loss to draw"
    case .noWeights: "this pass has no weights of floating-point numbers"
    case .unknownWeight(let name): "no input of this pass is called \(name)"
    case .notANumber(let name): "\(name) is no tensor of floating-point numbers"
    case .noElement(let name, let shape): "\(name) is not there: the shape is \(shape)"
    case .noGradient: "no gradient arrives at the weights, so there is no way along it"
    case .tooLong(let count):
      "\(count) ops depend on the weights, too many to compute them again for every point"
    case .notReplayable(let operation): "\(operation) cannot be computed at other weights"
    }
  }
}

extension Walk {
  /// The names of what a pass can be drawn over: the sources of its gradient, or else its inputs of
  /// floating-point numbers, the scalars before the elements of tensors.
  package func lossWeights(at stop: Stop) -> [String] {
    guard !passes.isEmpty else { return [] }
    let text = RowText(model, stop.pass)
    var rows: [Int] = []
    if let call = recording.gradientCall(of: passes[stop.pass]) {
      rows = call.sources.compactMap { text.nodes.row(of: $0.node.position) }
    }
    if rows.isEmpty { rows = Array(0..<text.nodes.inputCount) }
    var scalars: [String] = []
    var elements: [String] = []
    for row in rows {
      let signature = recording.signature(of: text.node(row))
      guard signature.dtype.isFloating else { continue }
      let name = text.called(row)
      if signature.shape.rank == 0 {
        scalars.append(name)
      } else if elements.count < 64 {
        elements += (0..<Swift.min(signature.shape.count, 16)).map {
          "\(name)[\(Self.places(of: $0, signature.shape))]"
        }
      }
    }
    return scalars + elements
  }

  private static func places(of index: Int, _ shape: Shape) -> String {
    var rest = index
    var places: [Int] = []
    for axis in (0..<shape.rank).reversed() {
      places.insert(rest % Swift.max(shape[axis], 1), at: 0)
      rest /= Swift.max(shape[axis], 1)
    }
    return places.map(String.init).joined(separator: ",")
  }

  /// The axis of a weight's name, `w` or `W[0,1]`.
  package func lossAxis(_ name: String, at stop: Stop) throws(LossError) -> LossAxis {
    guard !passes.isEmpty else { throw .noTarget }
    let parts = name.split(separator: "[", maxSplits: 1)
    let base = parts.first.map { String($0.filter { $0 != " " }) } ?? ""
    guard let row = table(at: stop).row(called: base),
      row < model.nodes(of: stop.pass).forwardRowCount
    else { throw .unknownWeight(base) }
    let node = NodeID(Int(model.nodes(of: stop.pass).rows[row]))
    let signature = recording.signature(of: node)
    guard signature.dtype.isFloating else { throw .notANumber(base) }
    let places =
      parts.count == 2
      ? parts[1].filter { $0 != "]" && $0 != " " }.split(separator: ",").map { Int($0) ?? -1 } : []
    guard places.count == signature.shape.rank,
      places.enumerated().allSatisfy({ $0.element >= 0 && $0.element < signature.shape[$0.offset] })
    else { throw .noElement(name, signature.shape) }
    var element = 0
    for (axis, place) in places.enumerated() { element = element * signature.shape[axis] + place }
    // What is to be predicted is not told by a tangent.
    let gradient =
      hidesAdjoint(of: row, at: stop) ? nil : model.adjoints(of: stop.pass)[row]?.doubles
    return LossAxis(
      name: name, origin: recording.value(of: node).doubles[element],
      slope: gradient.flatMap { $0.indices.contains(element) ? $0[element] : nil },
      moves: [LossAxis.Move(row: row, element: element, share: 1)])
  }

  /// The axis that goes from the recorded weights against their gradient, as descent does; 1 is as far
  /// as the gradient is long.
  package func gradientAxis(at stop: Stop) throws(LossError) -> LossAxis {
    guard !passes.isEmpty else { throw .noTarget }
    let text = RowText(model, stop.pass)
    let call = recording.gradientCall(of: passes[stop.pass])
    let rows =
      call.map { $0.sources.compactMap { text.nodes.row(of: $0.node.position) } }
      ?? Array(0..<text.nodes.inputCount)
    var moves: [LossAxis.Move] = []
    var square = 0.0
    for row in Set(rows).sorted() {
      guard let gradient = model.adjoints(of: stop.pass)[row], gradient.dtype.isFloating else {
        continue
      }
      for (element, slope) in gradient.doubles.enumerated() where slope != 0 && slope.isFinite {
        moves.append(LossAxis.Move(row: row, element: element, share: -slope))
        square += slope * slope
      }
    }
    guard !moves.isEmpty else { throw .noGradient }
    return LossAxis(name: "step along −gradient", origin: 0, slope: -square, moves: moves)
  }
}
