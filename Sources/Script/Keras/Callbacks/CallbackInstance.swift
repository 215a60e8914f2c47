import Engine

/// `tf.keras.callbacks.Callback`: an object whose hooks `fit` calls.
package final class CallbackInstance: InstanceObject {
  unowned(unsafe) let context: RunContext

  init(_ type: TypeObject, _ context: RunContext) {
    self.context = context
    super.init(type)
  }

  func setting(_ name: String) -> PyValue { ownAttribute(Symbol(name)) ?? .none }
  func set(_ name: String, _ value: PyValue) { setOwnAttribute(Symbol(name), value) }

  var model: PyValue { setting("_model") }

  /// Writes a line to standard output, as Keras' messages do.
  func say(_ line: String) { context.write(line + "\n", to: .standard) }

  static func of(_ value: PyValue) throws(Raise) -> CallbackInstance {
    guard let callback = value.cast(CallbackInstance.self) else {
      throw Raise.type("expected a Callback, got '\(value.typeName)'")
    }
    return callback
  }

  /// Hooks that are called with a number of an epoch or a batch, and those that are not.
  static let numbered = [
    "on_batch_begin", "on_batch_end", "on_epoch_begin", "on_epoch_end", "on_train_batch_begin",
    "on_train_batch_end", "on_test_batch_begin", "on_test_batch_end", "on_predict_batch_begin",
    "on_predict_batch_end",
  ]
  static let plain = [
    "on_train_begin", "on_train_end", "on_test_begin", "on_test_end", "on_predict_begin",
    "on_predict_end",
  ]

  nonisolated(unsafe) static let members: [NativeMember] =
    [
      .method("__init__", "") { a throws(Raise) in
        let callback = try of(a[0])
        callback.set("params", .none)
        callback.set("_model", .none)
        return .none
      },
      .method("set_params", "params") { a throws(Raise) in
        try of(a[0]).set("params", a[1])
        return .none
      },
      .method("set_model", "model") { a throws(Raise) in
        try of(a[0]).set("_model", a[1])
        return .none
      },
      .property("model") { value throws(Raise) in try of(value).model },
    ]
    + numbered.map { name in
      let first = name.contains("epoch") ? "epoch" : "batch"
      // Hooks of training batches are those of batches, unless they have bodies of their own.
      let other = name.hasPrefix("on_train_batch") ? "on_batch" + name.dropFirst(14) : nil
      return .method(name, "\(first), logs=None") { a throws(Raise) in
        guard let other else { return .none }
        return try a[0].attribute(Symbol(other)).call(
          [a[1], a[2]], keywords: KeywordNames([Symbol("logs")]))
      }
    } + plain.map { name in .method(name, "logs=None") { _ throws(Raise) in .none } }
}

/// The callbacks of one `fit`, `evaluate` or `predict`.
struct CallbackRun {
  let callbacks: [PyValue]
  private unowned(unsafe) let context: RunContext

  /// Callbacks as an argument gives them, with a history behind them where one is wanted.
  init(
    _ given: PyValue, addingHistory: Bool, model: PyValue, params: PyValue, _ context: RunContext
  ) throws(Raise) {
    self.context = context
    var all = given.isAbsent ? [] : try Nest.leaves(of: given)
    if addingHistory, !all.contains(where: { $0.type.isHistory }) {
      all.append(try context.kerasValue("callbacks.History").call())
    }
    callbacks = all
    for callback in all {
      _ = try callback.attribute("set_model").call(model)
      _ = try callback.attribute("set_params").call(params)
    }
  }

  /// The history that `fit` gives back.
  var history: PyValue { callbacks.last { $0.type.isHistory } ?? .none }

  /// Whether a hook does anything for one of them, so that its logs are worth making.
  func hears(_ hook: String) -> Bool {
    callbacks.contains { callback in
      if let object = callback.cast(CallbackInstance.self),
        object.ownAttribute(Symbol(hook)) != nil
      {
        return true
      }
      let base = callback.type.ancestors.last { $0.name == "Callback" }
      func isOwn(_ name: String) -> Bool {
        guard let found = callback.type.lookup(Symbol(name)),
          let plain = base?.lookup(Symbol(name))
        else { return true }
        return !found.isSame(as: plain)
      }
      if hook.hasPrefix("on_train_batch") {
        return isOwn(hook) || isOwn("on_batch" + hook.dropFirst(14))
      }
      return isOwn(hook)
    }
  }

  /// Calls a hook of the whole: `on_train_begin` and the like.
  func call(_ hook: String, _ logs: PyValue) throws(Raise) {
    for callback in callbacks { _ = try callback.attribute(Symbol(hook)).call(logs) }
  }

  /// Calls a hook of an epoch or a batch.
  func call(_ hook: String, _ number: Int, _ logs: PyValue) throws(Raise) {
    let isBatch = hook.contains("batch")
    for callback in callbacks {
      let method = try callback.attribute(Symbol(hook))
      if isBatch {
        _ = try method.call([.int(number), logs], keywords: KeywordNames([Symbol("logs")]))
      } else {
        _ = try method.call(.int(number), logs)
      }
    }
  }
}

extension TypeObject {
  /// Whether it is `History` or a class below it.
  fileprivate var isHistory: Bool {
    ancestors.contains { $0.name == "History" && $0.module == "keras.src.callbacks.history" }
  }
}

extension PyValue {
  /// The logs of a hook as a dictionary; an empty one for none.
  var logs: DictObject { cast(DictObject.self) ?? DictObject() }
}
