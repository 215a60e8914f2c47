import Engine

/// The optimizers of TensorFlow 1 that graphs are trained with.
extension CompatModule {
  func addOptimizers(to old: ModuleObject) {
    let train = ModuleObject("tensorflow._api.v2.compat.v1.train")
    let context = context
    for rule in GraphOptimizerRule.all {
      train.set(
        rule.className,
        .native(rule.className, rule.parameters) { a throws(Raise) in
          .object(GraphOptimizer(rule, a, context))
        })
    }
    for name in ["AdadeltaOptimizer", "FtrlOptimizer", "ProximalAdagradOptimizer", "Saver"] {
      train.set(name, .object(RefusedObject("tf.compat.v1.train.\(name)")))
    }
    old.set("train", .object(train))
  }
}

/// An optimizer of TensorFlow 1: it adds assignments to the graph, and what runs them all.
package final class GraphOptimizer: PyObject {
  private let rule: GraphOptimizerRule
  private let settings: [String: PyValue]
  private let name: String
  unowned(unsafe) private let context: RunContext

  init(_ rule: GraphOptimizerRule, _ a: Bound, _ context: RunContext) {
    self.rule = rule
    self.context = context
    var settings: [String: PyValue] = [:]
    for (place, name) in rule.names.enumerated() { settings[name] = a[place] }
    self.settings = settings
    name = settings["name"]?.text ?? rule.className
    super.init(rule.type)
  }

  /// A setting as it was given: a number, or a tensor of the graph.
  func setting(_ name: String) -> PyValue { settings[name] ?? .none }

  private func pairs(_ loss: PyValue, _ variables: PyValue) throws(Raise) -> [PyValue] {
    guard let graph = context.graph else {
      throw Raise.runtime(
        "`loss` passed to Optimizer.compute_gradients should be a function when eager execution is "
          + "enabled.")
    }
    let list =
      variables.isAbsent
      ? context.graphs.graphVariables.filter { $0.graph === graph && $0.isTrainable }
        .map { PyValue.object($0.variable) } : try variables.items()
    if list.isEmpty { throw Raise.value("No variables to optimize.") }
    let gradients = try graph.gradients([loss], list, [], zero: false)
    if gradients.allSatisfy(\.isNone) {
      throw Raise.value(
        "No gradients provided for any variable, check your graph for ops that do not support "
          + "gradients, between variables \(try PyValue.list(list).repr()) and loss "
          + "\(try loss.str()).")
    }
    return zip(gradients, list).map { .tuple([$0, $1]) }
  }

  private func apply(_ pairs: [PyValue]) throws(Raise) -> PyValue {
    guard let graph = context.graph else { return .none }
    let shared = try rule.sharedSlots(self)
    var nodes: [Int] = []
    func note(_ value: PyValue) {
      if let tensor = value.cast(SymbolicTensor.self) { nodes.append(tensor.edge.node) }
    }
    for pair in pairs {
      let items = try pair.items()
      guard items.count == 2, !items[0].isNone else { continue }
      note(try rule.step(self, items[0], items[1], shared))
    }
    // What the steps share changes behind them.
    graph.controls.append((graph.controls.last ?? []) + nodes)
    do throws(Raise) {
      for value in try rule.finish(self, shared) { note(value) }
    } catch {
      _ = graph.controls.popLast()
      throw error
    }
    _ = graph.controls.popLast()
    return graph.effect("NoOp", name: name, controls: nodes) { _ in }
  }

  // MARK: For rules

  /// A variable beside another one, of its shape.
  func slot(_ title: String, like variable: PyValue, _ start: Double) throws(Raise) -> PyValue {
    let object = try VariableObject.of(variable)
    let value = try NDArray.filled(start, object.variable.dtype, object.variable.shape)
    return try self.variable("\(object.variable.name)/\(title)", value)
  }

  /// A number that all variables share.
  func number(_ title: String, _ start: PyValue) throws(Raise) -> PyValue {
    try variable(title, .number(try start.asDouble(), .float32))
  }

  private func variable(_ name: String, _ value: NDArray) throws(Raise) -> PyValue {
    try context.tensorFlow(
      "compat.v1.Variable", [.object(ArrayObject(value))],
      ["trainable": .bool(false), "name": .string(name)])
  }

  func assign(_ variable: PyValue, _ value: PyValue) throws(Raise) -> PyValue {
    try variable.attribute("assign").call(value)
  }

  func subtract(_ value: PyValue, from variable: PyValue) throws(Raise) -> PyValue {
    try variable.attribute("assign_sub").call(value)
  }

  var math: KerasMath { KerasMath(context: context) }

  static let parameters =
    "loss, global_step=None, var_list=None, gate_gradients=1, aggregation_method=None, "
    + "colocate_gradients_with_ops=False, name=None, grad_loss=None"

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method("minimize", parameters) { a throws(Raise) in
      let optimizer = try a.object(0, GraphOptimizer.self)
      return try optimizer.apply(try optimizer.pairs(a[1], a[3]))
    },
    .method("compute_gradients", "loss, var_list=None") { a throws(Raise) in
      .list(try a.object(0, GraphOptimizer.self).pairs(a[1], a[2]))
    },
    .method("apply_gradients", "grads_and_vars, global_step=None, name=None") { a throws(Raise) in
      try a.object(0, GraphOptimizer.self).apply(try a[1].items())
    },
    .method("get_name", "") { a throws(Raise) in
      .string(try a.object(0, GraphOptimizer.self).name)
    },
  ]
}
