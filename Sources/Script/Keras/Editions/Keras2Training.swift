import Engine

/// What a model of Keras 2 has for training steps that lessons write.
extension ModelInstance {
  /// `compiled_loss` and `compiled_metrics`.
  func olderAttribute(_ name: String) -> PyValue? {
    guard training != nil else { return nil }
    switch name {
    case "compiled_loss":
      return .native(
        "compiled_loss", "y_true, y_pred, sample_weight=None, regularization_losses=None"
      ) { [unowned self] a throws(Raise) in
        var losses: [PyValue] = []
        if let loss = try training?.loss?.value(a[0], a[1], a[2]) { losses.append(loss) }
        if !a[3].isAbsent { losses += try a[3].items() }
        guard var total = losses.first else { return .none }
        for loss in losses.dropFirst() { total = try Operators.apply(.add, total, loss) }
        return total
      }
    case "compiled_metrics":
      let module = ModuleObject("compiled_metrics")
      module.function("update_state", "y_true, y_pred, sample_weight=None") {
        [unowned self] a throws(Raise) in
        try training?.metrics?.update(a[0], a[1], a[2])
        return .none
      }
      return .object(module)
    default: return nil
    }
  }
}
