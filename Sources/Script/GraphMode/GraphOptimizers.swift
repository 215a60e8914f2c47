import Engine

/// The optimizers of TensorFlow 1 that graphs are trained with.
extension CompatModule {
  func addOptimizers(to old: ModuleObject) {
    let train = ModuleObject("tensorflow._api.v2.compat.v1.train")
    let context = context
    train.set(
      "GradientDescentOptimizer",
      .native(
        "GradientDescentOptimizer", "learning_rate, use_locking=False, name='GradientDescent'"
      ) { a throws(Raise) in
        .object(DescentOptimizer(a[0], a[2].text ?? "GradientDescent", context))
      })
    old.set("train", .object(train))
  }
}

/// `tf.compat.v1.train.GradientDescentOptimizer`.
package final class DescentOptimizer: PyObject {
  private let rate: PyValue
  private let name: String
  unowned(unsafe) private let context: RunContext

  init(_ rate: PyValue, _ name: String, _ context: RunContext) {
    self.rate = rate
    self.name = name
    self.context = context
    super.init(.descentOptimizer)
  }

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
    var nodes: [Int] = []
    for pair in pairs {
      let items = try pair.items()
      guard items.count == 2, !items[0].isNone else { continue }
      let change = try Operators.apply(.multiply, items[0], rate)
      let updated = try items[1].attribute(Symbol("assign_sub")).call(change)
      if let tensor = updated.cast(SymbolicTensor.self) { nodes.append(tensor.edge.node) }
    }
    return graph.effect("NoOp", name: name, controls: nodes) { _ in }
  }

  nonisolated(unsafe) static let members: [NativeMember] = [
    .method(
      "minimize",
      "loss, global_step=None, var_list=None, gate_gradients=1, aggregation_method=None, "
        + "colocate_gradients_with_ops=False, name=None, grad_loss=None"
    ) { a throws(Raise) in
      let optimizer = try a.object(0, DescentOptimizer.self)
      return try optimizer.apply(try optimizer.pairs(a[1], a[3]))
    },
    .method("compute_gradients", "loss, var_list=None") { a throws(Raise) in
      .list(try a.object(0, DescentOptimizer.self).pairs(a[1], a[2]))
    },
    .method("apply_gradients", "grads_and_vars, global_step=None, name=None") { a throws(Raise) in
      try a.object(0, DescentOptimizer.self).apply(try a[1].items())
    },
    .method("get_name", "") { a throws(Raise) in
      .string(try a.object(0, DescentOptimizer.self).name)
    },
  ]
}

extension TypeObject {
  nonisolated(unsafe) static let descentOptimizer = TypeObject(
    "GradientDescentOptimizer", module: "tensorflow.python.training.gradient_descent",
    members: DescentOptimizer.members)
}
