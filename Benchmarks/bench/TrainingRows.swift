import Limits

/// Models trained by `fit` as whole processes, nothing subtracted: a line, a net of ten units, and a
/// classifier of images.
enum TrainingRows {
  static func run() throws {
    let folder = try ScratchFolder()
    for fit in [line, net] { try small(fit, folder) }
    for (batch, bar) in [(32, 1 / 0.6), (128, 1 / 0.8)] { try classifier(batch, bar, folder) }
  }

  // MARK: Small fits

  private struct Fit: Sendable {
    let work: String
    let file: String
    let lesson: String
    let isRight: @Sendable (String) -> Bool
    let bar: Double
    let limit: @Sendable (Int) -> Double
    /// The same by hand with what Python has: its own numbers, or NumPy.
    let byHand: String
    let hand: String
  }

  private static let line = Fit(
    work: "a line through 6 points, 500 epochs of fit", file: "line_fit",
    lesson: """
      import numpy as np
      import tensorflow as tf

      xs = np.array([[-1.0], [0.0], [1.0], [2.0], [3.0], [4.0]])
      ys = 2 * xs - 1
      model = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1)])
      model.compile(optimizer="sgd", loss="mean_squared_error")
      model.fit(xs, ys, epochs=500, verbose=0)
      print("%.1f" % model.predict(np.array([[10.0]]), verbose=0)[0, 0])

      """,
    isRight: { $0 == "19.0\n" }, bar: 35, limit: { limits_line_fit($0) },
    byHand: """
      xs = [-1.0, 0.0, 1.0, 2.0, 3.0, 4.0]
      ys = [2 * x - 1 for x in xs]
      w = b = 0.0
      for epoch in range(500):
          dw = db = 0.0
          for x, y in zip(xs, ys):
              error = 2 * (w * x + b - y) / 6
              dw += error * x
              db += error
          w -= 0.01 * dw
          b -= 0.01 * db
      print(w, b)

      """, hand: "python3")

  private static let net = Fit(
    work: "1–10–1 tanh net, 3 500 steps of fit", file: "sine_net",
    lesson: """
      import numpy as np
      import tensorflow as tf

      tf.keras.utils.set_random_seed(1)
      x = np.linspace(-10.0, 10.0, 200).reshape(200, 1)
      y = np.sin(x)
      model = tf.keras.Sequential([
          tf.keras.Input((1,)),
          tf.keras.layers.Dense(10, activation="tanh"),
          tf.keras.layers.Dense(1),
      ])
      model.compile(optimizer=tf.keras.optimizers.SGD(0.01), loss="mse")
      history = model.fit(x, y, batch_size=32, epochs=500, verbose=0)
      print(len(history.history["loss"]), history.history["loss"][-1] < 0.6)

      """,
    isRight: { $0 == "500 True\n" }, bar: 230, limit: { limits_sine_net($0) },
    byHand: """
      import numpy as np

      x = np.linspace(-10.0, 10.0, 200, dtype=np.float32).reshape(200, 1)
      y = np.sin(x)
      random = np.random.default_rng(1)
      w1 = random.uniform(-0.7, 0.7, (1, 10)).astype(np.float32)
      w2 = random.uniform(-0.7, 0.7, (10, 1)).astype(np.float32)
      b1, b2 = np.zeros(10, np.float32), np.zeros(1, np.float32)
      rate = np.float32(0.01)
      for epoch in range(500):
          order = random.permutation(200)
          for first in range(0, 200, 32):
              rows = order[first:first + 32]
              a, t = x[rows], y[rows]
              h = np.tanh(a @ w1 + b1)
              error = 2 * (h @ w2 + b2 - t) / len(rows)
              dh = (error @ w2.T) * (1 - h * h)
              w2 -= rate * (h.T @ error)
              b2 -= rate * error.sum(0)
              w1 -= rate * (a.T @ dh)
              b1 -= rate * dh.sum(0)
      print(w1, w2)

      """, hand: "NumPy")

  private static func small(_ fit: Fit, _ folder: ScratchFolder) throws {
    let path = try folder.write(fit.file + ".py", fit.lesson)
    guard let ours = try working(path, fit.isRight) else {
      return Table.print(
        Row(
          work: fit.work, unit: .milliseconds, ours: .absent("not there yet"),
          bar: .atMost(fit.bar)))
    }
    let script = try folder.write(fit.file + "_by_hand.py", fit.byHand)
    var hand = Programs.python.map { ChildProcess([$0, script]) }
    if try hand?.run().status != 0 { hand = nil }
    var best = (ours: Peak(), hand: Peak())
    let (_, limit) = try alternating(rounds: 7) {
      try best.ours.take(ours.run())
      try best.hand.take(hand?.run())
      return 0
    } _: {
      fit.limit(10) / 10
    }
    Table.print(
      Row(
        work: fit.work, unit: .milliseconds, ours: .value(best.ours.seconds),
        beside: .init("C", limit), bar: .atMost(fit.bar)))
    Table.print(
      Row(
        work: "  beside the same by hand", unit: .milliseconds, ours: .value(best.ours.seconds),
        beside: best.hand.reference(fit.hand, \.seconds)))
  }

  // MARK: A classifier

  private static let samples = 6_400
  private static let epochs = 20

  private static func classifier(_ batch: Int, _ bar: Double, _ folder: ScratchFolder) throws {
    let work = "784–128–10 classifier, a batch of \(batch)"
    let path = try folder.write(
      "classifier_\(batch).py",
      """
      import numpy as np
      import tensorflow as tf

      tf.keras.utils.set_random_seed(1)
      x = np.random.rand(\(samples), 784).astype("float32")
      y = np.arange(\(samples)) % 10
      model = tf.keras.Sequential([
          tf.keras.Input((784,)),
          tf.keras.layers.Dense(128, activation="relu"),
          tf.keras.layers.Dense(10),
      ])
      model.compile(
          optimizer=tf.keras.optimizers.SGD(0.01),
          loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
      )
      history = model.fit(x, y, batch_size=\(batch), epochs=\(epochs), verbose=0)
      print(len(history.history["loss"]))

      """)
    guard let ours = try working(path, { $0 == "\(epochs)\n" }) else {
      return Table.print(
        Row(work: work, unit: .microseconds, ours: .absent("not there yet"), bar: .ratio(bar)))
    }
    let steps = samples / batch * epochs
    var best = Peak()
    let (_, limit) = try alternating(rounds: 3) {
      try best.take(ours.run())
      return 0
    } _: {
      limits_classifier(batch, steps)
    }
    Table.print(
      Row(
        work: work, unit: .microseconds, ours: .value(best.seconds / Double(steps)),
        beside: limit.isFinite
          ? .init("C", limit / Double(steps)) : .init("C", .absent("no OpenBLAS")),
        bar: .ratio(bar)))
  }

  /// The lesson's command, if it prints what it should; `nil` where it cannot yet.
  private static func working(
    _ path: String, _ isRight: (String) -> Bool
  ) throws -> ChildProcess? {
    guard let gradwalk = Programs.gradwalk else { return nil }
    let command = ChildProcess([gradwalk, "run", path])
    let first = try command.run()
    return first.status == 0 && isRight(first.output) ? command : nil
  }
}
