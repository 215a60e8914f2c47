import Engine

/// Callbacks that watch a number from epoch to epoch, and those that set the learning rate.
enum MonitorCallbacks {
  // MARK: Watching

  static func start(
    _ value: PyValue, monitor: PyValue, mode: PyValue, least: PyValue
  ) throws(Raise) -> CallbackInstance {
    let callback = try CallbackModule.start(value)
    var mode = mode
    if !["auto", "min", "max"].contains(mode.text ?? "") {
      callback.context.warn(
        "UserWarning: \(callback.type.name) mode '\(try mode.str())' is unknown, fallback to auto "
          + "mode.")
      mode = .string("auto")
    }
    callback.set("monitor", monitor)
    callback.set("mode", mode)
    callback.set("best", .none)
    callback.set("min_delta", .float(abs(try least.asDouble())))
    callback.set("monitor_op", .none)
    return callback
  }

  /// Whether more is better; worked out at the first epoch.
  private static func seeksMore(_ callback: CallbackInstance) throws(Raise) -> Bool {
    if case .bool(let known) = callback.setting("monitor_op") { return known }
    let more: Bool
    switch callback.setting("mode").text {
    case "min": more = false
    case "max": more = true
    default:
      let monitor = try callback.setting("monitor").str()
      let name = monitor.hasPrefix("val_") ? String(monitor.dropFirst(4)) : monitor
      let found: MetricInstance.Direction?
      if name == "loss" { found = .down } else { found = try direction(of: name, callback.model) }
      guard let found else {
        throw Raise.value(
          "\(callback.type.name) callback received monitor=\(monitor), but Keras isn't able to "
            + "automatically determine whether that metric should be maximized or minimized. "
            + "Pass `mode='max'` in order to monitor based on the highest metric value, or pass "
            + "`mode='min'` in order to use the lowest value.")
      }
      more = found == .up
    }
    callback.set("monitor_op", .bool(more))
    if !more {
      callback.set("min_delta", .float(-(try callback.setting("min_delta").asDouble())))
    }
    return more
  }

  /// Metrics of a model, those in lists of metrics among them.
  private static func metrics(of model: PyValue) throws(Raise) -> [MetricInstance] {
    guard let list = try model.findAttribute("metrics") else { return [] }
    var found: [MetricInstance] = []
    for item in try list.items() {
      if let metric = item.cast(MetricInstance.self) {
        found.append(metric)
      } else if let inner = try item.findAttribute("metrics") {
        found += try inner.items().compactMap { $0.cast(MetricInstance.self) }
      }
    }
    return found
  }

  private static func direction(
    of name: String, _ model: PyValue
  ) throws(Raise) -> MetricInstance.Direction? {
    try metrics(of: model).last { $0.title == name }?.direction
  }

  static func isBetter(
    _ callback: CallbackInstance, _ value: PyValue, than other: PyValue
  ) throws(Raise) -> Bool {
    if other.isNone { return true }
    let more = try seeksMore(callback)
    let moved = try value.asDouble() - callback.setting("min_delta").asDouble()
    return more ? moved > (try other.asDouble()) : moved < (try other.asDouble())
  }

  static func watched(
    _ callback: CallbackInstance, _ logs: DictObject, _ what: String, _ end: String
  ) throws(Raise) -> PyValue? {
    if let value = try logs.get(callback.setting("monitor")), !value.isNone { return value }
    var names: [String] = []
    for key in logs.keys { names.append(try key.str()) }
    callback.context.warn(
      "UserWarning: \(what) conditioned on metric `\(try callback.setting("monitor").str())` which "
        + "is not available. Available metrics are: \(names.joined(separator: ","))\(end)")
    return nil
  }

  // MARK: EarlyStopping

  nonisolated(unsafe) static let stopping: [NativeMember] = [
    .method(
      "__init__",
      "monitor='val_loss', min_delta=0, patience=0, verbose=0, mode='auto', baseline=None, "
        + "restore_best_weights=False, start_from_epoch=0"
    ) { a throws(Raise) in
      let callback = try start(a[0], monitor: a[1], mode: a[5], least: a[2])
      for (name, value) in [
        ("patience", a[3]), ("verbose", a[4]), ("baseline", a[6]), ("wait", .int(0)),
        ("stopped_epoch", .int(0)), ("restore_best_weights", a[7]), ("best_weights", .none),
        ("start_from_epoch", a[8]),
      ] {
        callback.set(name, value)
      }
      return .none
    },
    .method("on_train_begin", "logs=None") { a throws(Raise) in
      let callback = try CallbackInstance.of(a[0])
      for name in ["wait", "stopped_epoch", "best_epoch"] { callback.set(name, .int(0)) }
      callback.set("best", .none)
      callback.set("best_weights", .none)
      return .none
    },
    .method("on_epoch_end", "epoch, logs=None") { a throws(Raise) in
      try checkStop(try CallbackInstance.of(a[0]), a[1], a[2].logs)
      return .none
    },
    .method("on_train_end", "logs=None") { a throws(Raise) in
      let callback = try CallbackInstance.of(a[0])
      let speaks = try callback.setting("verbose").asDouble() > 0
      let stopped = try callback.setting("stopped_epoch").asIndexInt()
      if stopped > 0, speaks { callback.say("Epoch \(stopped + 1): early stopping") }
      let weights = callback.setting("best_weights")
      if try callback.setting("restore_best_weights").truth(), !weights.isNone {
        if speaks {
          let best = try callback.setting("best_epoch").asIndexInt()
          callback.say(
            "Restoring model weights from the end of the best epoch: \(best + 1).")
        }
        _ = try callback.model.attribute("set_weights").call(weights)
      }
      return .none
    },
  ]

  private static func checkStop(
    _ callback: CallbackInstance, _ epoch: PyValue, _ logs: DictObject
  ) throws(Raise) {
    _ = try seeksMore(callback)
    guard let current = try watched(callback, logs, "Early stopping", ""),
      try epoch.asDouble() >= callback.setting("start_from_epoch").asDouble()
    else { return }
    let restores = try callback.setting("restore_best_weights").truth()
    func keep() throws(Raise) {
      callback.set("best_weights", try callback.model.attribute("get_weights").call())
    }
    if restores, callback.setting("best_weights").isNone {
      try keep()
      callback.set("best_epoch", epoch)
    }
    let wait = try callback.setting("wait").asIndexInt() + 1
    callback.set("wait", .int(wait))
    if try isBetter(callback, current, than: callback.setting("best")) {
      callback.set("best", current)
      callback.set("best_epoch", epoch)
      if restores { try keep() }
      let baseline = callback.setting("baseline")
      if try isBetter(callback, current, than: baseline) { callback.set("wait", .int(0)) }
      return
    }
    if wait >= (try callback.setting("patience").asIndexInt()), try epoch.asIndexInt() > 0 {
      callback.set("stopped_epoch", epoch)
      try callback.model.setAttribute("stop_training", .bool(true))
    }
  }

  // MARK: ReduceLROnPlateau

  nonisolated(unsafe) static let plateau: [NativeMember] = [
    .method(
      "__init__",
      "monitor='val_loss', factor=0.1, patience=10, verbose=0, mode='auto', min_delta=0.0001, "
        + "cooldown=0, min_lr=0.0, **kwargs"
    ) { a throws(Raise) in
      let callback = try start(a[0], monitor: a[1], mode: a[5], least: a[6])
      if try a.double(2) >= 1 {
        throw Raise.value(
          "ReduceLROnPlateau does not support a factor >= 1.0. Received factor=\(try a[2].str())")
      }
      for (name, value) in [
        ("factor", a[2]), ("min_lr", a[8]), ("patience", a[3]), ("verbose", a[4]),
        ("cooldown", a[7]), ("cooldown_counter", .int(0)), ("wait", .int(0)),
      ] {
        callback.set(name, value)
      }
      return .none
    },
    .method("on_train_begin", "logs=None") { a throws(Raise) in
      let callback = try CallbackInstance.of(a[0])
      callback.set("best", .none)
      callback.set("cooldown_counter", .int(0))
      callback.set("wait", .int(0))
      return .none
    },
    .method("on_epoch_end", "epoch, logs=None") { a throws(Raise) in
      try checkPlateau(try CallbackInstance.of(a[0]), a[1], a[2].logs)
      return .none
    },
    .method("in_cooldown", "") { a throws(Raise) in
      .bool(try CallbackInstance.of(a[0]).setting("cooldown_counter").asIndexInt() > 0)
    },
  ]

  private static func rate(_ callback: CallbackInstance) throws(Raise) -> (PyValue, Double) {
    let optimizer = try callback.model.attribute("optimizer")
    return (optimizer, try optimizer.attribute("learning_rate").asDouble())
  }

  private static func checkPlateau(
    _ callback: CallbackInstance, _ epoch: PyValue, _ logs: DictObject
  ) throws(Raise) {
    _ = try seeksMore(callback)
    let (optimizer, old) = try rate(callback)
    logs.set(text: "learning_rate", .float(old))
    guard
      let current = try watched(callback, logs, "Learning rate reduction is", ".")
    else { return }
    func number(_ name: String) throws(Raise) -> Int { try callback.setting(name).asIndexInt() }
    if try number("cooldown_counter") > 0 {
      callback.set("cooldown_counter", .int(try number("cooldown_counter") - 1))
      callback.set("wait", .int(0))
    }
    if try isBetter(callback, current, than: callback.setting("best")) {
      callback.set("best", current)
      callback.set("wait", .int(0))
      return
    }
    guard try number("cooldown_counter") <= 0 else { return }
    callback.set("wait", .int(try number("wait") + 1))
    guard try number("wait") >= (try number("patience")) else { return }
    let least = try callback.setting("min_lr").asDouble()
    guard old > Double(Float(least)) else { return }
    let new = max(old * (try callback.setting("factor").asDouble()), least)
    try optimizer.setAttribute("learning_rate", .float(new))
    if try callback.setting("verbose").asDouble() > 0 {
      callback.say(
        "\nEpoch \(try epoch.asIndexInt() + 1): ReduceLROnPlateau reducing learning rate to "
          + "\(try PyValue.float(new).str()).")
    }
    callback.set("cooldown_counter", callback.setting("cooldown"))
    callback.set("wait", .int(0))
  }

  // MARK: LearningRateScheduler

  nonisolated(unsafe) static let scheduler: [NativeMember] = [
    .method("__init__", "schedule, verbose=0") { a throws(Raise) in
      let callback = try CallbackModule.start(a[0])
      callback.set("schedule", a[1])
      callback.set("verbose", a[2])
      return .none
    },
    .method("on_epoch_begin", "epoch, logs=None") { a throws(Raise) in
      let callback = try CallbackInstance.of(a[0])
      let (optimizer, old) = try rate(callback)
      let schedule = callback.setting("schedule")
      var new: PyValue
      do throws(Raise) {
        new = try schedule.call(a[1], .float(old))
      } catch {
        guard error.matches(.typeError) else { throw error }
        new = try schedule.call(a[1])
      }
      var isFloat = false
      if case .float = new { isFloat = true }
      if let scalar = new.cast(NumPyScalar.self) { isFloat = scalar.array.dtype.isFloating }
      guard isFloat else {
        throw Raise.value(
          "The output of the `schedule` function should be a float. Got: \(try new.str())")
      }
      try optimizer.setAttribute("learning_rate", new)
      if try callback.setting("verbose").asDouble() > 0 {
        callback.say(
          "\nEpoch \(try a[1].asIndexInt() + 1): LearningRateScheduler setting learning rate to "
            + "\(try new.str()).")
      }
      return .none
    },
    .method("on_epoch_end", "epoch, logs=None") { a throws(Raise) in
      let callback = try CallbackInstance.of(a[0])
      a[2].logs.set(text: "learning_rate", .float(try rate(callback).1))
      return .none
    },
  ]
}

extension MetricInstance {
  enum Direction { case up, down }

  /// Whether more of it is better; `nil` for classes of the lesson and plain means.
  var direction: Direction? {
    guard let native = type.ancestors.first(where: { !$0.isLesson }) else { return nil }
    switch native.name {
    case "Accuracy", "BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy",
      "TopKCategoricalAccuracy", "SparseTopKCategoricalAccuracy", "AUC", "Precision", "Recall",
      "F1Score", "FBetaScore", "R2Score", "CosineSimilarity":
      return .up
    case "Metric", "Mean", "Sum", "TruePositives", "TrueNegatives", "FalsePositives",
      "FalseNegatives":
      return nil
    default: return .down
    }
  }
}
