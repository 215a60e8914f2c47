import Engine

/// The metrics that `compile` was given; for Keras 3 one metric of the model.
package final class CompiledMetrics: PyObject {
  private struct Entry {
    let metric: PyValue
    let output: Int
    let outputName: String?
    let isWeighted: Bool
  }

  private let arguments: [(value: PyValue, isWeighted: Bool)]
  private let outputNames: [String]
  private unowned(unsafe) let context: RunContext
  private var entries: [Entry] = []
  private var isBuilt = false

  init(
    _ metrics: PyValue, _ weighted: PyValue, outputNames: [String], _ context: RunContext
  ) throws(Raise) {
    for (value, name) in [(metrics, "metrics"), (weighted, "weighted_metrics")]
    where !value.isAbsent {
      guard let kind = value.object?.kind, kind == .list || kind == .tuple || kind == .dict else {
        throw Raise.value(
          "Expected `\(name)` argument to be a list, tuple, or dict. Received instead: "
            + "\(name)=\(try value.str()) of type \(try PyValue.object(value.type).repr())")
      }
    }
    arguments = [(metrics, false), (weighted, true)]
    self.outputNames = outputNames
    self.context = context
    super.init(context.keras.compiledMetricsType)
  }

  package override func repr() throws(Raise) -> String { "<CompileMetrics name=compile_metrics>" }

  /// The metric objects, once the first batch said which they are.
  var all: [PyValue] { entries.map(\.metric) }

  func update(
    _ labels: PyValue, _ predictions: PyValue, _ sampleWeight: PyValue
  ) throws(Raise) {
    let outputs = try Nest.leaves(of: predictions)
    var targets = try Nest.leaves(of: labels)
    if let dict = labels.cast(DictObject.self),
      outputNames.allSatisfy({ dict.get(text: $0) != nil }), !outputNames.isEmpty
    {
      targets = outputNames.compactMap { dict.get(text: $0) }
    }
    if !isBuilt { try build(targets, outputs) }
    for entry in entries {
      guard entry.output < outputs.count, entry.output < targets.count else { continue }
      var values = [targets[entry.output], outputs[entry.output]]
      if entry.isWeighted, !sampleWeight.isAbsent {
        let weights = try Nest.leaves(of: sampleWeight)
        values.append(weights[min(entry.output, weights.count - 1)])
      }
      _ = try entry.metric.attribute(Symbol("update_state")).call(values)
    }
  }

  private func build(_ targets: [PyValue], _ outputs: [PyValue]) throws(Raise) {
    isBuilt = true
    context.noteWeightOfTrace()
    for (argument, isWeighted) in arguments where !argument.isAbsent {
      var lists: [PyValue] = []
      if outputs.count == 1 {
        lists = [.list(try Nest.leaves(of: argument))]
      } else if let dict = argument.cast(DictObject.self) {
        let names = outputNames.isEmpty ? dict.keys.compactMap(\.text).sorted() : outputNames
        lists = names.map { dict.get(text: $0) ?? .none }
      } else {
        lists = try argument.items()
        guard lists.count == outputs.count else {
          throw Raise.value(
            "Invalid `metrics`. `metrics` should contain metrics objects and either be a dict or a "
              + "list matching the output names of the functional model "
              + "\(try PyValue.list(outputNames.map { .string($0) }).repr()). Received: "
              + "metrics=\(try argument.repr())")
        }
      }
      for (place, list) in lists.enumerated() where !list.isNone {
        let isMany = list.object?.kind == .list || list.object?.kind == .tuple
        for identifier in isMany ? try list.items() : [list] {
          let metric = try resolved(identifier, targets[place], outputs[place])
          entries.append(
            Entry(
              metric: metric, output: place,
              outputName: outputs.count > 1 && place < outputNames.count
                ? outputNames[place] : nil,
              isWeighted: isWeighted))
        }
      }
    }
  }

  private func resolved(
    _ identifier: PyValue, _ target: PyValue, _ output: PyValue
  ) throws(Raise) -> PyValue {
    var found: PyValue
    if identifier.isNone { throw Raise.value("Expected metric, received `None`") }
    let name = identifier.text
    if let short = name?.lowercased(), short == "accuracy" || short == "acc" {
      found = try context.kerasValue("metrics.\(OutputKind(target, output).accuracy)").call(
        [identifier], keywords: KeywordNames([KerasSymbols.name]))
    } else {
      found = try context.kerasObject(identifier, "metrics")
    }
    if !(found.cast(InstanceObject.self)?.isKerasMetric ?? false) {
      found = try context.kerasValue("metrics.MeanMetricWrapper").call(found)
      var title = name
      if title == nil { title = try identifier.findAttribute(Names.name)?.text?.kerasStem }
      try found.setAttribute(
        KerasSymbols.name, .string(title ?? identifier.type.name.kerasStem))
    } else if let name {
      try found.setAttribute(KerasSymbols.name, .string(name))
    }
    return found
  }

  func reset() throws(Raise) {
    for metric in all { _ = try metric.attribute(Symbol("reset_state")).call() }
  }

  /// Results by name; a name that comes again gets a number.
  func results() throws(Raise) -> [(name: String, value: PyValue)] {
    var found: [(name: String, value: PyValue)] = []
    var uses: [String: Int] = [:]
    for entry in entries {
      let own = try entry.metric.attribute(KerasSymbols.name).str()
      let prefix = entry.outputName.map { $0 + "_" } ?? ""
      var name = prefix + own
      if uses[name] == nil {
        uses[name] = 1
      } else {
        name = "\(prefix)weighted_\(own)"
        if let count = uses[name] {
          uses[name] = count + 1
          name += "_\(count)"
        } else {
          uses[name] = 1
        }
      }
      found.append((name, try entry.metric.attribute(Symbol("result")).call()))
    }
    return found
  }
}

extension KerasState {
  /// The class of the one metric that all compiled metrics are.
  fileprivate var compiledMetricsType: TypeObject {
    type("CompileMetrics") {
      TypeObject(
        "CompileMetrics", module: "keras.src.trainers.compile_utils",
        members: CompiledMetrics.members)
    }
  }
}

extension CompiledMetrics {
  nonisolated(unsafe) fileprivate static let members: [NativeMember] = [
    .property("name") { _ in .string("compile_metrics") },
    .property("built") { value throws(Raise) in .bool(try of(value).isBuilt) },
    .property("metrics") { value throws(Raise) in .list(try of(value).all) },
    .property("variables") { value throws(Raise) in
      var found: [PyValue] = []
      for metric in try of(value).all { found += try metric.attribute("variables").items() }
      return .list(found)
    },
    .method("update_state", "y_true, y_pred, sample_weight=None") { a throws(Raise) in
      try of(a[0]).update(a[1], a[2], a[3])
      return .none
    },
    .method("result", "") { a throws(Raise) in
      let metrics = try of(a[0])
      guard metrics.isBuilt else {
        throw Raise.value("Cannot get result() since the metric has not yet been built.")
      }
      let dict = DictObject()
      for (name, value) in try metrics.results() { dict.set(text: Symbol(name), value) }
      return .object(dict)
    },
    .method("reset_state", "") { a throws(Raise) in
      try of(a[0]).reset()
      return .none
    },
  ]

  private static func of(_ value: PyValue) throws(Raise) -> CompiledMetrics {
    guard let metrics = value.cast(CompiledMetrics.self) else {
      throw Raise.type("expected compiled metrics, got '\(value.typeName)'")
    }
    return metrics
  }
}
