import Engine

/// `fit`, `evaluate` and `predict`.
extension ModelInstance {
  /// The verbosity that an argument asks for.
  static func verbosity(_ value: PyValue) throws(Raise) -> Int {
    if value.text == "auto" { return 1 }
    if case .bool(let truth) = value { return truth ? 1 : 0 }
    return try value.asIndexInt()
  }

  /// One step of training; its results where the lesson's own step gave them.
  ///
  /// Code of the lesson that ran before it leaves its own place behind: steps stand at `fit`.
  private func stepOfTraining(
    _ batch: BatchSource.Batch, of source: BatchSource?
  ) throws(Raise) -> PyValue {
    if let span = training?.span { context.currentSpan = span }
    return try runStep(.train, batch, of: source)
  }

  /// Results of metrics, or what the lesson's own step gave where it is about other things.
  private func logs(_ result: PyValue?) throws(Raise) -> FitLogs {
    let metrics = try metricResults()
    let isSorted = keras.edition.sortsResults
    guard let dict = result?.cast(DictObject.self) else {
      return try FitLogs(metrics, isSorted: isSorted)
    }
    let names = Set(metrics.map(\.name))
    let given = dict.pairs.compactMap { pair in pair.key.text.map { ($0, pair.value) } }
    if Set(given.map(\.0)) == names { return try FitLogs(metrics, isSorted: isSorted) }
    return try FitLogs(given.map { (name: $0.0, value: $0.1) }, isSorted: isSorted)
  }

  private func parameters(_ verbose: Int, epochs: Int, steps: Int?) -> DictObject {
    let dict = DictObject()
    dict.set(text: "verbose", .int(verbose))
    dict.set(text: "epochs", .int(epochs))
    dict.set(text: "steps", PyValue(steps.map { .int($0) }))
    return dict
  }

  // MARK: fit

  func fit(_ a: FitArguments) throws(Raise) -> PyValue {
    try compiled().span = context.currentSpan
    var (x, y, weight) = (a.x, a.y, a.sampleWeight)
    var validation = a.validationData
    let fraction = a.validationSplit.isAbsent ? 0 : try a.validationSplit.asDouble()
    if fraction > 0, validation.isAbsent {
      (x, y, weight, validation) = try split(x, y, weight, fraction)
    }
    let source = try BatchSource(
      context, x: x, y: y, weight: weight, classWeight: a.classWeight, batchSize: a.batchSize,
      steps: a.stepsPerEpoch, shuffles: try a.shuffle.truth())
    var tests: BatchSource?
    if !validation.isAbsent {
      let isTuple = validation.object?.kind == .tuple || validation.object?.kind == .list
      let parts =
        isTuple
        ? try BatchSource.unpacked(validation)
        : BatchSource.Batch(x: validation, y: .none, weight: .none, data: validation)
      tests = try BatchSource(
        context, x: parts.x, y: parts.y, weight: parts.weight,
        batchSize: a.validationBatchSize.isAbsent ? a.batchSize : a.validationBatchSize,
        steps: a.validationSteps)
    }
    let verbose = try ModelInstance.verbosity(a.verbose)
    let epochs = try context.int(a.epochs)
    let callbacks = try FitCallbacks(
      a.callbacks, self, withHistory: true,
      parameters: parameters(verbose, epochs: epochs, steps: source.count))
    setOwnAttribute("history", callbacks.history)
    stopsTraining = false
    try callbacks.call("on_train_begin")
    var last = FitLogs()
    let first = a.initialEpoch.isAbsent ? 0 : try context.int(a.initialEpoch)
    for epoch in first..<max(first, epochs) {
      try context.checkLimits()
      last = try runEpoch(epoch, epochs, source, tests, callbacks, verbose, a)
      try callbacks.call("on_epoch_end", epoch, last.dictionary)
      if stopsTraining { break }
    }
    try callbacks.call("on_train_end", last.dictionary)
    return callbacks.history
  }

  private func runEpoch(
    _ epoch: Int, _ epochs: Int, _ source: BatchSource, _ tests: BatchSource?,
    _ callbacks: FitCallbacks, _ verbose: Int, _ a: FitArguments
  ) throws(Raise) -> FitLogs {
    try resetMetrics()
    startEpoch()
    try callbacks.call("on_epoch_begin", epoch)
    var bar = ProgressBar(context, target: source.count, verbosity: verbose)
    if verbose > 0, epochs > 1 { context.write("Epoch \(epoch + 1)/\(epochs)\n", to: .standard) }
    var result: PyValue?
    var steps = 0
    let hearsEnd = callbacks.hears("on_train_batch_end")
    try source.run { place, batch throws(Raise) in
      try callbacks.call("on_train_batch_begin", place)
      result = try stepOfTraining(batch, of: source)
      steps = place + 1
      try finishFirstStep(hearsSteps: hearsEnd)
      if hearsEnd || bar.isDue {
        let logs = try self.logs(result)
        bar.update(steps, logs)
        try callbacks.call("on_train_batch_end", place, logs.dictionary)
      }
      try context.checkLimits()
      return !stopsTraining
    }
    startEpoch()
    var logs = try self.logs(result)
    let frequency = a.validationFrequency.isAbsent ? 1 : try context.int(a.validationFrequency)
    if let tests, (epoch + 1) % max(frequency, 1) == 0 {
      let found = try test(tests, callbacks, bar: nil)
      logs.values += found.values.map { (name: "val_" + $0.name, value: $0.value) }
    }
    bar.update(source.count ?? steps, logs, isLast: true)
    return logs
  }

  /// The last part of arrays for validation.
  private func split(
    _ x: PyValue, _ y: PyValue, _ weight: PyValue, _ fraction: Double
  ) throws(Raise) -> (PyValue, PyValue, PyValue, PyValue) {
    let first = try Nest.leaves(of: x).first ?? .none
    guard let rows = KerasNest.lengths(of: first)?.first ?? nil else {
      throw Raise.value(
        "Argument `validation_split` is only supported for tensors or NumPy arrays.Found "
          + "incompatible type: \(try PyValue.object(x.type).repr())")
    }
    let at = Int(Double(rows) * (1 - fraction))
    guard at > 0, at < rows else {
      throw Raise.value(
        "Training data contains \(rows) samples, which is not sufficient to split it into a "
          + "validation and training set as specified by `validation_split=\(fraction)`. Either "
          + "provide more data, or a different value for the `validation_split` argument.")
    }
    func part(_ value: PyValue, _ isFirst: Bool) throws(Raise) -> PyValue {
      try GraphNest.map(value) { leaf throws(Raise) in
        leaf.isNone
          ? leaf
          : try leaf.item(
            .object(
              SliceObject(isFirst ? .none : .int(at), isFirst ? .int(at) : .none, .none)))
      }
    }
    let rest = [x, y] + (weight.isAbsent ? [] : [weight])
    var validation: [PyValue] = []
    for value in rest { validation.append(try part(value, false)) }
    return (
      try part(x, true), try part(y, true), try part(weight, true), .tuple(validation)
    )
  }

  // MARK: evaluate

  private func test(
    _ source: BatchSource, _ callbacks: FitCallbacks, bar: ProgressBar?
  ) throws(Raise) -> FitLogs {
    var bar = bar
    try callbacks.call("on_test_begin")
    try resetMetrics()
    var result: PyValue?
    var steps = 0
    try source.run { place, batch throws(Raise) in
      try callbacks.call("on_test_batch_begin", place)
      result = try runStep(.test, batch, of: source)
      steps = place + 1
      if callbacks.hears("on_test_batch_end") || bar?.isDue ?? false {
        let logs = try self.logs(result)
        bar?.update(steps, logs)
        try callbacks.call("on_test_batch_end", place, logs.dictionary)
      }
      try context.checkLimits()
      return true
    }
    let found = try logs(result)
    try callbacks.call("on_test_end", found.dictionary)
    bar?.update(source.count ?? steps, found, isLast: true)
    return found
  }

  func evaluate(_ a: FitArguments, asDictionary: Bool) throws(Raise) -> PyValue {
    _ = try compiled()
    let source = try BatchSource(
      context, x: a.x, y: a.y, weight: a.sampleWeight, batchSize: a.batchSize,
      steps: a.stepsPerEpoch)
    let verbose = try ModelInstance.verbosity(a.verbose)
    let callbacks = try FitCallbacks(
      a.callbacks, self, withHistory: false,
      parameters: parameters(verbose, epochs: 1, steps: source.count))
    let bar = ProgressBar(context, target: source.count, verbosity: verbose)
    return try reported(try test(source, callbacks, bar: bar), asDictionary)
  }

  /// One number, a list in the order of the metrics, or a dictionary.
  private func reported(_ logs: FitLogs, _ asDictionary: Bool) throws(Raise) -> PyValue {
    if asDictionary { return logs.dictionary }
    var left = logs.values
    var ordered: [PyValue] = []
    for name in try metricNames() {
      guard let place = left.firstIndex(where: { $0.name == name }) else { continue }
      ordered.append(left.remove(at: place).value)
    }
    ordered += left.map(\.value)
    return ordered.count == 1 ? ordered[0] : .list(ordered)
  }

  func onBatch(_ a: FitArguments, trains: Bool, asDictionary: Bool) throws(Raise) -> PyValue {
    _ = try compiled()
    let source = try BatchSource(
      context, x: a.x, y: a.y, weight: a.sampleWeight, classWeight: a.classWeight,
      steps: .int(1))
    try resetMetrics()
    var result: PyValue?
    try source.run { _, given throws(Raise) in
      // Steps of one batch get all three parts, whichever there are.
      let whole = PyValue.tuple([given.x, given.y, given.weight])
      let batch =
        keras.edition.number == 2
        ? given : BatchSource.Batch(x: given.x, y: given.y, weight: given.weight, data: whole)
      result = try trains ? stepOfTraining(batch, of: nil) : runStep(.test, batch, of: nil)
      return false
    }
    return try reported(try logs(result), asDictionary)
  }

  // MARK: predict

  func predict(_ a: FitArguments) throws(Raise) -> PyValue {
    let source = try BatchSource(
      context, x: a.x, batchSize: a.batchSize, steps: a.stepsPerEpoch)
    let verbose = try ModelInstance.verbosity(a.verbose)
    let callbacks = try FitCallbacks(
      a.callbacks, self, withHistory: false,
      parameters: parameters(verbose, epochs: 1, steps: source.count))
    var bar = ProgressBar(context, target: source.count, verbosity: verbose)
    try callbacks.call("on_predict_begin")
    var outputs: [PyValue] = []
    try source.run { place, batch throws(Raise) in
      try callbacks.call("on_predict_batch_begin", place)
      let output = try runStep(.predict, batch, of: nil)
      outputs.append(output)
      bar.update(place + 1, FitLogs())
      if callbacks.hears("on_predict_batch_end") {
        let logs = DictObject()
        logs.set(text: "outputs", output)
        try callbacks.call("on_predict_batch_end", place, .object(logs))
      }
      try context.checkLimits()
      return true
    }
    try callbacks.call("on_predict_end")
    bar.update(source.count ?? outputs.count, FitLogs(), isLast: true)
    return try joined(outputs)
  }

  func predictOnBatch(_ x: PyValue) throws(Raise) -> PyValue {
    let source = try BatchSource(context, x: x, steps: .int(1))
    var output = PyValue.none
    try source.run { _, given throws(Raise) in
      let batch = BatchSource.Batch(
        x: given.x, y: .none, weight: .none, data: .tuple([given.x]))
      output = try runStep(.predict, batch, of: nil)
      return false
    }
    return try joined([output])
  }

  /// The outputs of all batches below one another, as arrays.
  private func joined(_ outputs: [PyValue]) throws(Raise) -> PyValue {
    guard let first = outputs.first else { return .none }
    var columns: [[NDArray]] = []
    for output in outputs {
      for (place, leaf) in try Nest.leaves(of: output).enumerated() {
        if place >= columns.count { columns.append([]) }
        columns[place].append(try context.tensor(leaf).array)
      }
    }
    var arrays: [PyValue] = []
    for column in columns {
      do throws(EngineError) {
        let whole =
          column.count == 1 || column[0].shape.rank == 0
          ? column[0] : try Concat(axis: 0).evaluate(column)
        arrays.append(context.numpy(whole))
      } catch {
        throw Raise(error)
      }
    }
    var left = arrays[...]
    return try Nest.pack(like: first, &left)
  }
}

/// The arguments of `fit` and its kin.
struct FitArguments {
  var x = PyValue.none
  var y = PyValue.none
  var batchSize = PyValue.none
  var epochs = PyValue.int(1)
  var verbose = PyValue.int(0)
  var callbacks = PyValue.none
  var validationSplit = PyValue.none
  var validationData = PyValue.none
  var shuffle = PyValue.bool(true)
  var classWeight = PyValue.none
  var sampleWeight = PyValue.none
  var initialEpoch = PyValue.none
  var stepsPerEpoch = PyValue.none
  var validationSteps = PyValue.none
  var validationBatchSize = PyValue.none
  var validationFrequency = PyValue.none
}
