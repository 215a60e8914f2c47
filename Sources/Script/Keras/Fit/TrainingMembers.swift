import Engine

/// The methods of `keras.Model` that have to do with training.
enum TrainingMembers {
  private static func model(_ value: PyValue) throws(Raise) -> ModelInstance {
    try ModelInstance.model(value)
  }

  nonisolated(unsafe) static let all: [NativeMember] = loops + steps + state

  nonisolated(unsafe) private static let loops: [NativeMember] = [
    .method(
      "compile",
      "optimizer='rmsprop', loss=None, loss_weights=None, metrics=None, weighted_metrics=None, "
        + "run_eagerly=False, steps_per_execution=1, jit_compile='auto', auto_scale_loss=True"
    ) { a throws(Raise) in
      let model = try model(a[0])
      try model.checkInitialized()
      model.steps = [:]
      model.training = try ModelTraining(
        model, optimizer: a[1], loss: a[2], lossWeights: a[3], metrics: a[4],
        weightedMetrics: a[5], runsEagerly: try a[6].truth())
      return .none
    },
    .method(
      "fit",
      "x=None, y=None, batch_size=None, epochs=1, verbose='auto', callbacks=None, "
        + "validation_split=0.0, validation_data=None, shuffle=True, class_weight=None, "
        + "sample_weight=None, initial_epoch=0, steps_per_epoch=None, validation_steps=None, "
        + "validation_batch_size=None, validation_freq=1"
    ) { a throws(Raise) in
      try model(a[0]).fit(
        FitArguments(
          x: a[1], y: a[2], batchSize: a[3], epochs: a[4], verbose: a[5], callbacks: a[6],
          validationSplit: a[7], validationData: a[8], shuffle: a[9], classWeight: a[10],
          sampleWeight: a[11], initialEpoch: a[12], stepsPerEpoch: a[13],
          validationSteps: a[14], validationBatchSize: a[15], validationFrequency: a[16]))
    },
    .method(
      "evaluate",
      "x=None, y=None, batch_size=None, verbose='auto', sample_weight=None, steps=None, "
        + "callbacks=None, return_dict=False, **kwargs"
    ) { a throws(Raise) in
      if let rest = a[9].cast(DictObject.self), rest.count > 0 {
        throw Raise.value("Arguments not recognized: \(try rest.repr())")
      }
      return try model(a[0]).evaluate(
        FitArguments(
          x: a[1], y: a[2], batchSize: a[3], verbose: a[4], callbacks: a[7], sampleWeight: a[5],
          stepsPerEpoch: a[6]), asDictionary: try a[8].truth())
    },
    .method("predict", "x, batch_size=None, verbose='auto', steps=None, callbacks=None") {
      a throws(Raise) in
      try model(a[0]).predict(
        FitArguments(
          x: a[1], batchSize: a[2], verbose: a[3], callbacks: a[5], stepsPerEpoch: a[4]))
    },
  ]

  nonisolated(unsafe) private static let steps: [NativeMember] = [
    .method(
      "train_on_batch",
      "x, y=None, sample_weight=None, class_weight=None, return_dict=False"
    ) { a throws(Raise) in
      try model(a[0]).onBatch(
        FitArguments(x: a[1], y: a[2], classWeight: a[4], sampleWeight: a[3]), trains: true,
        asDictionary: try a[5].truth())
    },
    .method("test_on_batch", "x, y=None, sample_weight=None, return_dict=False") {
      a throws(Raise) in
      try model(a[0]).onBatch(
        FitArguments(x: a[1], y: a[2], sampleWeight: a[3]), trains: false,
        asDictionary: try a[4].truth())
    },
    .method("predict_on_batch", "x") { a throws(Raise) in
      try model(a[0]).predictOnBatch(a[1])
    },
    .method("train_step", "data") { a throws(Raise) in
      let model = try model(a[0])
      let result = try model.trainStep(try BatchSource.unpacked(a[1]))
      return result.isNone ? try results(model) : result
    },
    .method("test_step", "data") { a throws(Raise) in
      let model = try model(a[0])
      let result = try model.testStep(try BatchSource.unpacked(a[1]))
      return result.isNone ? try results(model) : result
    },
    .method("predict_step", "data") { a throws(Raise) in
      let model = try model(a[0])
      return try model.forward(try BatchSource.unpacked(a[1]).x, training: false).output
    },
    .method(
      "compute_loss", "x=None, y=None, y_pred=None, sample_weight=None, training=True"
    ) { a throws(Raise) in try model(a[0]).computeLoss(a[2], a[3], a[4]) },
    .method("compute_metrics", "x, y, y_pred, sample_weight=None") { a throws(Raise) in
      let model = try model(a[0])
      try model.training?.metrics?.update(a[2], a[3], a[4])
      return try results(model)
    },
    .method("get_metrics_result", "") { a throws(Raise) in try results(try model(a[0])) },
    .method("reset_metrics", "") { a throws(Raise) in
      try model(a[0]).resetMetrics()
      return .none
    },
  ]

  private static func results(_ model: ModelInstance) throws(Raise) -> PyValue {
    let dict = DictObject()
    for (name, value) in try model.metricResults() { dict.set(text: Symbol(name), value) }
    return .object(dict)
  }

  nonisolated(unsafe) private static let state: [NativeMember] = [
    .property("metrics") { value throws(Raise) in .list(try model(value).modelMetrics()) },
    .property("metrics_names") { value throws(Raise) in
      let model = try model(value)
      return .list(try model.keras.edition.metricsNames(of: model).map { .string($0) })
    },
    .mutableProperty(
      "optimizer", { value throws(Raise) in try model(value).training?.optimizer ?? .none },
      { receiver, value throws(Raise) in
        let model = try model(receiver)
        model.training = try ModelTraining(
          model, optimizer: value, loss: model.training?.lossArgument ?? .none,
          lossWeights: .none, metrics: .none, weightedMetrics: .none, runsEagerly: false)
      }),
    .property("loss") { value throws(Raise) in
      try model(value).training?.lossArgument ?? .none
    },
    .property("compiled") { value throws(Raise) in .bool(try model(value).training != nil) },
    .mutableProperty(
      "stop_training", { value throws(Raise) in .bool(try model(value).stopsTraining) },
      { receiver, value throws(Raise) in
        let model = try model(receiver)
        model.stopsTraining = try value.truth()
      }),
    .property("run_eagerly") { value throws(Raise) in
      .bool(try model(value).training?.runsEagerly ?? false)
    },
  ]
}
