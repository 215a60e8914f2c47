import Engine

/// The variables of a function that a branch or a loop may change.
struct FlowState {
  /// One of them: how it is read and put.
  struct Variable {
    let name: String
    /// Whether it is read behind the statement.
    let isLive: Bool
    let node: Node
    let target: Target
  }

  let variables: [Variable]

  init(_ variables: [Variable]) { self.variables = variables }

  /// The values as they are; `unbound` where there is none yet.
  func values(_ frame: Frame) -> [PyValue] {
    variables.map { variable in
      do throws(Raise) {
        return try variable.node.evaluate(frame)
      } catch {
        return .unbound
      }
    }
  }

  func restore(_ values: [PyValue], _ frame: Frame) throws(Raise) {
    for (variable, value) in zip(variables, values) {
      if value.isUnbound {
        try? variable.target.delete(frame)
      } else {
        try variable.target.store(frame, value)
      }
    }
  }
}

extension Lowering {
  /// Whether a variable stands for what the function returns.
  static func isReturnValue(_ name: String) -> Bool { name == Flag.value }
  /// Whether a variable is a flag that lessons do not see.
  static func isFlag(_ name: String) -> Bool { name.contains(" ") }
}

extension PyValue {
  /// The graph and the tensor where a condition is a tensor of a graph.
  func symbolic() throws(Raise) -> (graph: GraphBuilder, value: PyValue)? {
    guard case .object(let object) = self else { return nil }
    if let tensor = object as? SymbolicTensor {
      guard let graph = tensor.context.graph else { return nil }
      return (graph, self)
    }
    if let variable = object as? VariableObject, let graph = variable.context.graph {
      return (graph, try graph.read(variable))
    }
    if let tensor = object as? TensorObject, let graph = tensor.context.graph,
      graph.root.isFunction
    {
      return (graph, try graph.identity(self))
    }
    return nil
  }
}
