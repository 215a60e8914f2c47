import Engine

/// The callbacks of one `fit`, `evaluate` or `predict`, by the hooks that they have.
struct FitCallbacks {
  private unowned(unsafe) let context: RunContext
  private let callbacks: [PyValue]
  private var hooks: [String: [PyValue]] = [:]
  let history: PyValue

  init(
    _ given: PyValue, _ model: ModelInstance, withHistory: Bool, parameters: DictObject
  ) throws(Raise) {
    context = model.context
    var all: [PyValue] = []
    if !given.isAbsent {
      for leaf in try Nest.leaves(of: given) where !leaf.isNone { all.append(leaf) }
    }
    history = withHistory ? try context.kerasValue("callbacks.History").call() : .none
    if withHistory { all.append(history) }
    callbacks = all
    if all.isEmpty { return }
    let base = try context.kerasValue("callbacks.Callback").cast(TypeObject.self)
    for callback in all {
      _ = try callback.attribute(Symbol("set_params")).call(.object(parameters))
      _ = try callback.attribute(Symbol("set_model")).call(.object(model))
      for name in FitCallbacks.names {
        let symbol = Symbol(name)
        let own = callback.cast(AttributedObject.self)?.ownAttribute(symbol)
        if own == nil, let found = callback.type.lookup(symbol), let plain = base?.lookup(symbol),
          found.isSame(as: plain)
        {
          continue
        }
        guard let hook = try callback.findAttribute(symbol) else { continue }
        hooks[name, default: []].append(hook)
      }
    }
  }

  private static let names = [
    "on_train_begin", "on_train_end", "on_epoch_begin", "on_epoch_end", "on_train_batch_begin",
    "on_train_batch_end", "on_test_begin", "on_test_end", "on_test_batch_begin",
    "on_test_batch_end", "on_predict_begin", "on_predict_end", "on_predict_batch_begin",
    "on_predict_batch_end",
  ]

  /// Whether somebody listens to that hook.
  func hears(_ name: String) -> Bool { hooks[name] != nil }

  func call(_ name: String, _ logs: PyValue = .none) throws(Raise) {
    guard let found = hooks[name] else { return }
    for hook in found { _ = try hook.call(logs.isAbsent ? .object(DictObject()) : logs) }
  }

  func call(_ name: String, _ place: Int, _ logs: PyValue = .none) throws(Raise) {
    guard let found = hooks[name] else { return }
    for hook in found {
      _ = try hook.call(.int(place), logs.isAbsent ? .object(DictObject()) : logs)
    }
  }
}

/// Results by name, as numbers of Python.
struct FitLogs {
  var values: [(name: String, value: PyValue)] = []

  init() {}

  init(_ values: [(name: String, value: PyValue)], isSorted: Bool) throws(Raise) {
    let values = isSorted ? values.sorted { $0.name < $1.name } : values
    for (name, value) in values {
      if let dict = value.cast(DictObject.self) {
        var pairs: [(name: String, value: PyValue)] = []
        for (key, inner) in dict.pairs { pairs.append((try key.str(), inner)) }
        self.values += try FitLogs(pairs, isSorted: isSorted).values
      } else {
        self.values.append((name, FitLogs.number(value)))
      }
    }
  }

  private static func number(_ value: PyValue) -> PyValue {
    guard let number = try? value.asDouble() else { return value }
    return .float(number)
  }

  var dictionary: PyValue {
    let dict = DictObject()
    for (name, value) in values { dict.set(text: Symbol(name), value) }
    return .object(dict)
  }
}
