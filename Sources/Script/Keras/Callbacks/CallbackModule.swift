import Engine

/// `tf.keras.callbacks`.
enum CallbackModule {
  private static let place = "keras.src.callbacks"

  static func add(_ module: ModuleObject, _ context: RunContext) {
    let base = TypeObject(
      "Callback", module: place + ".callback", extensible: true,
      allocate: { [unowned context] type throws(Raise) in
        .object(CallbackInstance(type, context))
      },
      members: CallbackInstance.members)
    func type(
      _ name: String, _ file: String, _ base: TypeObject, _ members: [NativeMember]
    ) -> TypeObject {
      let type = TypeObject(
        name, module: "\(place).\(file)", base: base, extensible: true, members: members)
      return type
    }
    let monitor = type("MonitorCallback", "monitor_callback", base, [])
    module.set("Callback", .object(base))
    let rows: [(String, String, TypeObject, [NativeMember])] = [
      ("History", "history", base, history), ("LambdaCallback", "lambda_callback", base, lambda),
      ("TerminateOnNaN", "terminate_on_nan", base, termination),
      ("EarlyStopping", "early_stopping", monitor, MonitorCallbacks.stopping),
      ("ModelCheckpoint", "model_checkpoint", monitor, FileCallbacks.checkpoint),
      ("CSVLogger", "csv_logger", base, FileCallbacks.table),
      ("ReduceLROnPlateau", "reduce_lr_on_plateau", monitor, MonitorCallbacks.plateau),
      (
        "LearningRateScheduler", "learning_rate_scheduler", base, MonitorCallbacks.scheduler
      ),
    ]
    for (name, file, base, members) in rows {
      module.set(name, .object(type(name, file, base, members)))
    }
  }

  nonisolated(unsafe) private static let history: [NativeMember] = [
    .method("__init__", "") { a throws(Raise) in
      let callback = try start(a[0])
      callback.set("history", .object(DictObject()))
      return .none
    },
    .method("on_train_begin", "logs=None") { a throws(Raise) in
      try CallbackInstance.of(a[0]).set("epoch", .list([]))
      return .none
    },
    .method("on_epoch_end", "epoch, logs=None") { a throws(Raise) in
      let callback = try CallbackInstance.of(a[0])
      _ = try callback.setting("epoch").attribute("append").call(a[1])
      let history = callback.setting("history").logs
      for (key, value) in a[2].logs.pairs {
        if let known = try history.get(key) {
          _ = try known.attribute("append").call(value)
        } else {
          try history.set(key, .list([value]))
        }
      }
      if !callback.model.isNone { try callback.model.setAttribute("history", a[0]) }
      return .none
    },
  ]

  private static let lambdaNames = [
    "on_epoch_begin", "on_epoch_end", "on_train_begin", "on_train_end", "on_train_batch_begin",
    "on_train_batch_end",
  ]

  nonisolated(unsafe) private static let lambda: [NativeMember] = [
    .method(
      "__init__", lambdaNames.map { $0 + "=None" }.joined(separator: ", ") + ", **kwargs"
    ) { a throws(Raise) in
      let callback = try start(a[0])
      for (key, value) in a[lambdaNames.count + 1].logs.pairs {
        callback.set(try key.str(), value)
      }
      for (place, name) in lambdaNames.enumerated() where !a[place + 1].isNone {
        callback.set(name, a[place + 1])
      }
      return .none
    }
  ]

  nonisolated(unsafe) private static let termination: [NativeMember] = [
    .method("__init__", "raise_error=False") { a throws(Raise) in
      let callback = try start(a[0])
      callback.set("raise_error", a[1])
      return .none
    },
    .method("on_batch_end", "batch, logs=None") { a throws(Raise) in
      let callback = try CallbackInstance.of(a[0])
      guard let loss = a[2].logs.get(text: "loss"), !loss.isNone,
        try !loss.asDouble().isFinite
      else { return .none }
      if try callback.setting("raise_error").truth() {
        throw Raise.runtime(
          "NaN or Inf loss encountered at batch \(try a[1].str()). Loss value: "
            + "\(try loss.str()). Terminating training immediately.")
      }
      callback.say("Batch \(try a[1].str()): Invalid loss, terminating training")
      try callback.model.setAttribute("stop_training", .bool(true))
      return .none
    },
  ]

  /// The part of `__init__` that all callbacks share.
  static func start(_ value: PyValue) throws(Raise) -> CallbackInstance {
    let callback = try CallbackInstance.of(value)
    callback.set("params", .none)
    callback.set("_model", .none)
    return callback
  }
}
