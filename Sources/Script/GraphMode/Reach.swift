import Engine

/// What a gradient can pass to: tensors of graphs and variables.
struct Reach {
  var tensors: [SymbolicTensor]
  var variables: [VariableObject] = []

  init(_ tensors: [SymbolicTensor]) { self.tensors = tensors }
  init(_ variable: VariableObject) {
    tensors = []
    variables = [variable]
  }

  var isEmpty: Bool { tensors.isEmpty && variables.isEmpty }

  func contains(_ tensor: SymbolicTensor) -> Bool {
    tensors.contains { $0.graph === tensor.graph && $0.slot == tensor.slot }
  }

  func contains(_ variable: VariableObject) -> Bool {
    variables.contains { $0.variable === variable.variable }
  }

  mutating func formUnion(_ other: Reach) {
    for tensor in other.tensors where !contains(tensor) { tensors.append(tensor) }
    for variable in other.variables where !contains(variable) { variables.append(variable) }
  }
}

extension GraphBuilder {
  private struct Key: Hashable {
    let graph: ObjectIdentifier
    let slot: Int
  }

  /// Everything that a gradient of the tensor can pass to, the tensor itself included; tensors of
  /// graphs around too, and what those were computed from.
  func reach(of tensor: SymbolicTensor) -> Reach {
    var seen: Set<Key> = []
    var result = Reach([])
    var stack = [tensor]
    var known: Set<ObjectIdentifier> = []
    while let next = stack.popLast() {
      guard seen.insert(Key(graph: ObjectIdentifier(next.graph), slot: next.slot)).inserted else {
        continue
      }
      result.tensors.append(next)
      guard let place = next.graph.stepPlace(of: next.edge.node) else { continue }
      let step = next.graph.steps[place]
      guard next.edge.output < step.reaches.count else { continue }
      let reach = step.reaches[next.edge.output]
      stack += reach.tensors
      for variable in reach.variables
      where known.insert(ObjectIdentifier(variable.variable)).inserted {
        result.variables.append(variable)
      }
    }
    return result
  }
}
