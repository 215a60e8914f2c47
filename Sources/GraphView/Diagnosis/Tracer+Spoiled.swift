import Engine

/// Where a gradient stopped being finite.
extension Tracer {
  /// Ops that one search follows at most.
  private static let farthest = 100_000

  func spoiled(_ source: NodeID, _ row: Int, _ adjoint: NDArray) -> Diagnosis {
    let outcome: Diagnosis.Outcome =
      adjoint.doubles.contains(where: \.isNaN) ? .nan : .infinite
    let adjoints = model.adjoints(of: pass.index)
    let consumers = model.consumers(of: pass.index)
    var current = row
    var way = [Int(nodes.rows[row])]
    for _ in 0..<Self.farthest {
      var found: (use: Consumers.Use, upstream: NDArray, flow: NDArray)?
      for use in consumers[current] {
        guard let upstream = adjoints[Int(use.row)],
          let flow = model.contribution(
            of: Int(nodes.rows[Int(use.row)]), to: Int(use.place), upstream: upstream),
          flow.doubles.contains(where: { !$0.isFinite })
        else { continue }
        found = (use, upstream, flow)
        break
      }
      guard let (use, upstream, flow) = found else { break }
      current = Int(use.row)
      way.append(Int(nodes.rows[current]))
      guard upstream.doubles.allSatisfy(\.isFinite) else { continue }
      let above = passingWay(to: current, over: nil)
      return spoiled(
        outcome, at: use, upstream, flow, source, Array(above.dropLast()) + way.reversed())
    }
    // Contributions are finite, or the seed was not: the sum is at fault.
    return made(
      outcome,
      .spoiled(
        SpoiledProduct(
          product: "a sum beyond the largest number", slope: "", values: "", element: "",
          zeroFrom: "")),
      at: text.node(current), subject: source, way: way.reversed())
  }

  private func spoiled(
    _ outcome: Diagnosis.Outcome, at use: Consumers.Use, _ upstream: NDArray, _ flow: NDArray,
    _ source: NodeID, _ way: [Int]
  ) -> Diagnosis {
    let row = Int(use.row)
    let node = text.node(row)
    let recording = model.recording
    let inputs = recording.inputs(of: node)
    // An operand that is not finite came so from the way forward.
    for input in inputs where !recording.value(of: input).doubles.allSatisfy(\.isFinite) {
      guard let (value, culprit, wayDown) = spoiledValue(of: input) else { continue }
      return made(
        outcome, .spoiledValue(value), at: culprit.node, in: culprit.pass, subject: source,
        way: way.prefix { $0 != node.position } + [node.position] + wayDown)
    }
    let element = flow.doubles.firstIndex { !$0.isFinite } ?? 0
    let shape = recording.signature(of: inputs[Int(use.place)]).shape
    let isElementwise = shape == recording.signature(of: node).shape
    let local = LocalPartial(model, text, row: row, place: Int(use.place))
    let ones = NDArray.number(1, upstream.dtype).broadcast(to: upstream.shape).contiguous()
    let slopes = model.contribution(of: node.position, to: Int(use.place), upstream: ones)
    var product = "a product beyond the largest number"
    var zeroFrom = ""
    if isElementwise, let slope = slopes?.doubles[element] {
      let arrived = upstream.doubles[element]
      product = "\(NumberFormat.factor(arrived)) × \(NumberFormat.exact(slope))"
      if arrived == 0 { zeroFrom = origin(ofZeroAt: row, element) }
    }
    let values = inputs.compactMap { input -> String? in
      let value = recording.value(of: input)
      guard nodes.row(of: input.position) != nil, let number = value.element(element, of: shape)
      else { return nil }
      let index = shape.rank == 0 ? "" : Self.index(element, shape)
      return "\(name(input))\(value.shape.rank == 0 ? "" : index) = \(NumberFormat.exact(number))"
    }
    return made(
      outcome,
      .spoiled(
        SpoiledProduct(
          product: product,
          slope: slopes?.doubles[Swift.min(element, (slopes?.doubles.count ?? 1) - 1)].isFinite
            ?? true ? "" : local.formula ?? "",
          values: isElementwise ? values.joined(separator: ", ") : "",
          element: shape.rank == 0 ? "" : Self.index(element, shape), zeroFrom: zeroFrom)),
      at: node, input: inputs[Int(use.place)], subject: source, way: way)
  }

  private func name(_ node: NodeID) -> String {
    nodes.row(of: node.position).map(RowText.name) ?? called(node)
  }

  /// The op that turned what arrives at an element into 0.
  private func origin(ofZeroAt row: Int, _ element: Int) -> String {
    let adjoints = model.adjoints(of: pass.index)
    let consumers = model.consumers(of: pass.index)
    var current = row
    for _ in 0..<Self.farthest {
      guard let use = consumers[current].first else { return "" }
      let next = Int(use.row)
      let name = model.recording.operation(of: text.node(next)).name
      guard let upstream = adjoints[next],
        upstream.shape == model.recording.signature(of: text.node(current)).shape,
        upstream.doubles[element] == 0
      else { return name }
      current = next
    }
    return ""
  }

  /// `[0, 2]`: the place of an element in row-major order.
  static func index(_ element: Int, _ shape: Shape) -> String {
    var rest = element
    var places: [Int] = []
    for length in shape.lengths.reversed() {
      places.append(length == 0 ? 0 : rest % length)
      rest = length == 0 ? 0 : rest / length
    }
    return "[\(places.reversed().map(String.init).joined(separator: ", "))]"
  }
}

extension NDArray {
  /// The number that an elementwise op reads for an element of a result of that shape; `nil` where
  /// the array does not stretch to it.
  func element(_ element: Int, of shape: Shape) -> Double? {
    if self.shape == shape { return doubles.indices.contains(element) ? doubles[element] : nil }
    guard self.shape.broadcast(with: shape) == shape else { return nil }
    let stretched = broadcast(to: shape).contiguous().doubles
    return stretched.indices.contains(element) ? stretched[element] : nil
  }
}
