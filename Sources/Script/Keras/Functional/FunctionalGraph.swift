import Engine

/// The calls between the inputs and the outputs of a functional model, in an order in which they can
/// be made.
final class FunctionalGraph {
  /// Tensors in the structure in which they were given.
  let inputs: PyValue
  let outputs: PyValue
  let inputTensors: [KerasTensor]
  let outputTensors: [KerasTensor]
  /// Calls by their distance from the outputs, farthest first.
  let nodesByDepth: [[KerasNode]]
  /// Layers in the order of their calls, operations among them.
  let layers: [LayerInstance]
  private let steps: [Step]
  private let slotCount: Int
  private let outputSlots: [Int]

  /// One call with the places of the tensors it reads and makes.
  private struct Step {
    let node: KerasNode
    /// The only argument, where it is one tensor.
    let single: Int?
    let inputs: [Int]
    let outputs: [Int]
  }

  init(
    _ inputs: PyValue, _ outputs: PyValue, _ edition: any KerasEdition
  ) throws(Raise) {
    self.inputs = inputs
    self.outputs = outputs
    inputTensors = try FunctionalGraph.tensors(inputs, "inputs", edition)
    outputTensors = try FunctionalGraph.tensors(outputs, "outputs", edition)
    var map = GraphMap(inputTensors)
    for tensor in outputTensors { map.visit(tensor) }
    nodesByDepth = map.nodesByDepth()
    layers = map.layers()

    var slots: [ObjectIdentifier: Int] = [:]
    for (place, tensor) in inputTensors.enumerated() { slots[ObjectIdentifier(tensor)] = place }
    var count = inputTensors.count
    var steps: [Step] = []
    for node in nodesByDepth.joined() where !node.isInput {
      let needed = node.inputs.map { slots[ObjectIdentifier($0)] }
      guard needed.allSatisfy({ $0 != nil }) else { continue }
      if node.outputTensors.allSatisfy({ slots[ObjectIdentifier($0)] != nil }) { continue }
      var made: [Int] = []
      for tensor in node.outputTensors {
        made.append(count)
        if slots[ObjectIdentifier(tensor)] == nil { slots[ObjectIdentifier(tensor)] = count }
        count += 1
      }
      let isSingle =
        node.positional.count == 1 && node.named.isEmpty
        && node.positional[0].object is KerasTensor
      steps.append(
        Step(
          node: node, single: isSingle ? needed[0] : nil, inputs: needed.compactMap { $0 },
          outputs: made))
    }
    self.steps = steps
    slotCount = count
    var outputSlots: [Int] = []
    for tensor in outputTensors {
      guard let slot = slots[ObjectIdentifier(tensor)] else {
        throw Raise.value("Output with path `\(outputSlots.count)` is not connected to `inputs`")
      }
      outputSlots.append(slot)
    }
    self.outputSlots = outputSlots
  }

  private static func tensors(
    _ value: PyValue, _ what: String, _ edition: any KerasEdition
  ) throws(Raise) -> [KerasTensor] {
    var found: [KerasTensor] = []
    for leaf in try Nest.leaves(of: value) {
      guard let tensor = leaf.cast(KerasTensor.self) else {
        throw try edition.raise(
          .notSymbolic(
            what: what, all: try shown(value), one: try shown(leaf),
            type: try PyValue.object(leaf.type).repr()))
      }
      found.append(tensor)
    }
    return found
  }

  private static func shown(_ value: PyValue) throws(Raise) -> String {
    guard let tensor = value.cast(TensorObject.self) else { return try value.str() }
    let text = TensorText.tensor(tensor.array)
    return text.hasPrefix("\n") ? String(text.dropFirst()) : text
  }

  // MARK: Running

  /// Makes the calls on values of the inputs.
  func run(_ values: [PyValue]) throws(Raise) -> PyValue {
    var slots = [PyValue](repeating: .none, count: slotCount)
    for (place, value) in values.enumerated() where place < slotCount { slots[place] = value }
    for step in steps {
      let result: PyValue
      if let single = step.single {
        let layer = step.node.layer
        if let short = try layer.callPlainly(slots[single]) {
          result = short
        } else {
          result = try layer.calling(slots[single])
        }
      } else {
        result = try call(step, slots)
      }
      if step.outputs.count == 1, result.object?.kind != .list {
        slots[step.outputs[0]] = result
      } else {
        for (place, leaf) in try Nest.leaves(of: result).enumerated()
        where place < step.outputs.count {
          slots[step.outputs[place]] = leaf
        }
      }
    }
    if outputSlots.count == 1, outputs.object is KerasTensor { return slots[outputSlots[0]] }
    var leaves = outputSlots.map { slots[$0] }[...]
    return try Nest.pack(like: outputs, &leaves)
  }

  private func call(_ step: Step, _ slots: [PyValue]) throws(Raise) -> PyValue {
    var next = 0
    func filled(_ value: PyValue) throws(Raise) -> PyValue {
      try GraphNest.map(value) { leaf in
        guard leaf.object is KerasTensor else { return leaf }
        next += 1
        return slots[step.inputs[next - 1]]
      }
    }
    var values: [PyValue] = []
    for value in step.node.positional { values.append(try filled(value)) }
    var names: [Symbol] = []
    for (name, value) in step.node.named {
      names.append(name)
      values.append(try filled(value))
    }
    return try step.node.layer.calling(values, names)
  }
}

extension LayerInstance {
  /// Calls the layer with one value.
  final func calling(_ value: PyValue) throws(Raise) -> PyValue {
    try withUnsafeTemporaryValue(value) { pointer throws(Raise) in
      try call(Arguments(pointer, count: 1))
    }
  }

  final func calling(_ values: [PyValue], _ names: [Symbol]) throws(Raise) -> PyValue {
    try call(values, keywords: names.isEmpty ? nil : KeywordNames(names))
  }

  private func withUnsafeTemporaryValue(
    _ value: PyValue, _ body: (UnsafeMutablePointer<PyValue>) throws(Raise) -> PyValue
  ) throws(Raise) -> PyValue {
    let row = UnsafeMutablePointer<PyValue>.allocate(capacity: 1)
    row.initialize(to: value)
    defer {
      row.deinitialize(count: 1)
      row.deallocate()
    }
    return try body(row)
  }
}

/// The calls that lead to tensors, found backward from them.
private struct GraphMap {
  private let inputs: [KerasTensor]
  private var finished: Set<ObjectIdentifier> = []
  /// Calls, those nearer to the inputs first.
  private var nodes: [KerasNode] = []
  /// The order in which layers were met, from the outputs.
  private var order: [ObjectIdentifier: Int] = [:]
  private var layerDepths: [(layer: LayerInstance, depth: Int)] = []
  private var nodeDepths: [(node: KerasNode, depth: Int)] = []

  init(_ inputs: [KerasTensor]) { self.inputs = inputs }

  mutating func visit(_ tensor: KerasTensor) {
    // A stack of its own: models may be deep.
    var open: [(node: KerasNode, next: Int, stops: Bool)] = []
    func entry(_ tensor: KerasTensor) -> (node: KerasNode, next: Int, stops: Bool)? {
      guard let node = tensor.origin?.node, !finished.contains(ObjectIdentifier(node)) else {
        return nil
      }
      return (node, 0, node.isInput || inputs.contains { $0 === tensor })
    }
    func meet(_ node: KerasNode) {
      let id = ObjectIdentifier(node.layer)
      if order[id] == nil { order[id] = order.count }
    }
    guard let first = entry(tensor) else { return }
    meet(first.node)
    open.append(first)
    while let last = open.last {
      if !last.stops, last.next < last.node.inputs.count {
        open[open.count - 1].next += 1
        if let inner = entry(last.node.inputs[last.next]),
          !open.contains(where: { $0.node === inner.node })
        {
          meet(inner.node)
          open.append(inner)
        }
      } else {
        open.removeLast()
        finished.insert(ObjectIdentifier(last.node))
        nodes.append(last.node)
      }
    }
  }

  private func depths() -> (
    nodes: [(node: KerasNode, depth: Int)], layers: [(layer: LayerInstance, depth: Int)]
  ) {
    var depth: [ObjectIdentifier: Int] = [:]
    var nodeOrder: [KerasNode] = []
    var layerDepth: [ObjectIdentifier: Int] = [:]
    var layerOrder: [LayerInstance] = []
    func set(_ node: KerasNode, _ value: Int) {
      let id = ObjectIdentifier(node)
      if depth[id] == nil { nodeOrder.append(node) }
      depth[id] = value
    }
    for node in nodes.reversed() {
      let layer = ObjectIdentifier(node.layer)
      if layerDepth[layer] == nil { layerOrder.append(node.layer) }
      let found = max(depth[ObjectIdentifier(node)] ?? 0, layerDepth[layer] ?? 0)
      layerDepth[layer] = found
      set(node, found)
      for parent in node.parents where finished.contains(ObjectIdentifier(parent)) {
        set(parent, max(found + 1, depth[ObjectIdentifier(parent)] ?? 0))
      }
    }
    for tensor in inputs {
      guard let node = tensor.origin?.node, node.isInput,
        layerDepth[ObjectIdentifier(node.layer)] == nil
      else { continue }
      layerDepth[ObjectIdentifier(node.layer)] = 0
      layerOrder.append(node.layer)
      set(node, 0)
    }
    return (
      nodeOrder.map { ($0, depth[ObjectIdentifier($0)] ?? 0) },
      layerOrder.map { ($0, layerDepth[ObjectIdentifier($0)] ?? 0) }
    )
  }

  func nodesByDepth() -> [[KerasNode]] {
    let found = depths().nodes
    let deepest = found.map(\.depth).max() ?? 0
    return (0...deepest).reversed().map { depth in
      found.filter { $0.depth == depth }.map(\.node)
    }
  }

  func layers() -> [LayerInstance] {
    let found = depths().layers
    let deepest = found.map(\.depth).max() ?? 0
    return (0...deepest).reversed().flatMap { depth in
      found.filter { $0.depth == depth }.map(\.layer).sorted {
        (order[ObjectIdentifier($0)] ?? -1) < (order[ObjectIdentifier($1)] ?? -1)
      }
    }
  }
}
