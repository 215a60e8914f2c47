import Engine
import Glibc

/// Callbacks that write files: weights after an epoch, or its results as a table.
enum FileCallbacks {
  // MARK: ModelCheckpoint

  nonisolated(unsafe) static let checkpoint: [NativeMember] = [
    .method(
      "__init__",
      "filepath, monitor='val_loss', verbose=0, save_best_only=False, save_weights_only=False, "
        + "mode='auto', save_freq='epoch', initial_value_threshold=None"
    ) { a throws(Raise) in
      let path = try a[1].str()
      guard a[7].text == "epoch" else {
        throw Raise.unsupported("ModelCheckpoint with save_freq=\(try a[7].repr())")
      }
      guard try a[5].truth() else {
        throw Raise.unsupported(
          "ModelCheckpoint of whole models; save_weights_only=True keeps weights")
      }
      guard path.hasSuffix(".weights.h5") else {
        throw Raise.value(
          "When using `save_weights_only=True` in `ModelCheckpoint`, the filepath provided must end "
            + "in `.weights.h5` (Keras weights format). Received: filepath=\(path)")
      }
      let callback = try MonitorCallbacks.start(a[0], monitor: a[2], mode: a[6], least: .int(0))
      for (name, value) in [
        ("filepath", a[1]), ("verbose", a[3]), ("save_best_only", a[4]),
        ("save_weights_only", a[5]), ("best", a[8]),
      ] {
        callback.set(name, value)
      }
      return .none
    },
    .method("on_epoch_end", "epoch, logs=None") { a throws(Raise) in
      try keep(try CallbackInstance.of(a[0]), try a[1].asIndexInt() + 1, a[2].logs)
      return .none
    },
  ]

  private static func keep(
    _ callback: CallbackInstance, _ epoch: Int, _ logs: DictObject
  ) throws(Raise) {
    let named = DictObject()
    for (key, value) in logs.pairs { try named.set(key, value) }
    named.set(text: "epoch", .int(epoch))
    let path = try callback.setting("filepath").attribute("format").call(
      named.pairs.map(\.value),
      keywords: KeywordNames(named.pairs.compactMap { $0.key.text.map { Symbol($0) } }))
    let speaks = try callback.setting("verbose").asDouble() > 0
    let save = try callback.model.attribute("save_weights")
    guard try callback.setting("save_best_only").truth() else {
      if speaks { callback.say("\nEpoch \(epoch): saving model to \(try path.str())") }
      _ = try save.call(path)
      return
    }
    guard
      let current = try MonitorCallbacks.watched(
        callback, logs, "Can save best model only", ", skipping.")
    else { return }
    let (old, monitor) = (callback.setting("best"), try callback.setting("monitor").str())
    guard try MonitorCallbacks.isBetter(callback, current, than: old) else {
      if speaks {
        callback.say(
          "\nEpoch \(epoch): \(monitor) did not improve from \(try old.format(".5f"))")
      }
      return
    }
    if speaks {
      let before = old.isNone ? "inf" : try old.format(".5f")
      callback.say(
        "\nEpoch \(epoch): \(monitor) improved from \(before) to \(try current.format(".5f")), "
          + "saving model to \(try path.str())")
    }
    callback.set("best", current)
    _ = try save.call(path)
  }

  // MARK: CSVLogger

  nonisolated(unsafe) static let table: [NativeMember] = [
    .method("__init__", "filename, separator=None, append=False") { a throws(Raise) in
      let callback = try CallbackModule.start(a[0])
      callback.set("filename", a[1])
      callback.set("sep", a[2].isNone ? .string(",") : a[2])
      callback.set("append", a[3])
      callback.set("keys", .none)
      return .none
    },
    .method("on_train_begin", "logs=None") { a throws(Raise) in
      let callback = try CallbackInstance.of(a[0])
      callback.set("keys", .none)
      if try !callback.setting("append").truth() { try write("", callback, mode: "w") }
      return .none
    },
    .method("on_epoch_end", "epoch, logs=None") { a throws(Raise) in
      try addRow(try CallbackInstance.of(a[0]), a[1], a[2].logs)
      return .none
    },
  ]

  private static func addRow(
    _ callback: CallbackInstance, _ epoch: PyValue, _ logs: DictObject
  ) throws(Raise) {
    let separator = try callback.setting("sep").str()
    var text = ""
    var keys = callback.setting("keys")
    if keys.isNone {
      var names: [String] = []
      for key in logs.keys { names.append(try key.str()) }
      keys = .list(names.sorted().map { .string($0) })
      callback.set("keys", keys)
      text = (["epoch"] + names.sorted()).joined(separator: separator) + "\n"
    }
    var cells = [try epoch.str()]
    for key in try keys.items() { cells.append(try logs.get(key)?.str() ?? "NA") }
    text += cells.joined(separator: separator) + "\n"
    try write(text, callback, mode: "a")
  }

  private static func write(
    _ text: String, _ callback: CallbackInstance, mode: String
  ) throws(Raise) {
    let path = try callback.setting("filename").str()
    guard let file = fopen(path, mode) else {
      throw Raise(.fileNotFoundError, "[Errno 2] No such file or directory: '\(path)'")
    }
    fputs(text, file)
    fclose(file)
  }
}
