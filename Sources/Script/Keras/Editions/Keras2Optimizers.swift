import Engine

/// What optimizers of Keras 2 have and those of Keras 3 lack.
extension OptimizerClasses {
  nonisolated(unsafe) static let keras2Members: [NativeMember] = [
    .mutableProperty(
      "lr", { value throws(Raise) in try of(value).currentRate() },
      { receiver, value throws(Raise) in try setRate(try of(receiver), value) }),
    .method("compute_gradients", "loss, var_list, tape=None") { a throws(Raise) in
      .list(try pairs(try of(a[0]), a[1], a[2], tape: a[3]))
    },
    .method("minimize", "loss, var_list, tape=None") { a throws(Raise) in
      let optimizer = try of(a[0])
      let pairs = try pairs(optimizer, a[1], a[2], tape: a[3])
      return try PyValue.object(optimizer).attribute("apply_gradients").call(.list(pairs))
    },
  ]

  /// Gradients and variables; a loss that is a function is called under a tape.
  private static func pairs(
    _ optimizer: OptimizerInstance, _ loss: PyValue, _ list: PyValue, tape: PyValue
  ) throws(Raise) -> [PyValue] {
    let context = optimizer.context
    let variables = list.isCallable ? try list.call() : list
    let watched: PyValue
    let target: PyValue
    if loss.isCallable {
      watched = try context.interpreterModule("tensorflow").attribute("GradientTape").call()
      _ = try watched.attribute(Symbol("__enter__")).call()
      do throws(Raise) {
        target = try loss.call()
      } catch {
        _ = try watched.attribute(Symbol("__exit__")).call([.none, .none, .none])
        throw error
      }
      _ = try watched.attribute(Symbol("__exit__")).call([.none, .none, .none])
    } else {
      guard !tape.isAbsent else {
        throw Raise.value(
          "`tape` is required when a `Tensor` loss is passed. Received: loss=\(try loss.str()), "
            + "tape=None.")
      }
      watched = tape
      target = loss
    }
    let gradients = try watched.attribute("gradient").call(target, variables)
    return zip(try gradients.items(), try variables.items()).map { PyValue.tuple([$0, $1]) }
  }
}
