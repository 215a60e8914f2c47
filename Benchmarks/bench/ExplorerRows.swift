import Engine
import GraphView
import Script
import TUI

/// The explorer over long recordings: how long the first frame takes, and every key.
enum ExplorerRows {
  static func run() throws {
    try chain()
    try loop("loop of 10⁵ training steps", lesson: scalarLoop, budget: nil)
    try loop("the same with matrices, 64 MiB", lesson: matrixLoop, budget: 64 << 20)
  }

  /// 10⁶ ops of one pass.
  private static func chain() throws {
    let chain = try ScalarChain(ops: 1_000_000)
    _ = try chain.gradient()
    try explore("10⁶ ops in one pass", chain.recording, steps: nil)
  }

  private static let scalarLoop = """
    import tensorflow as tf
    w = tf.Variable(0.5)
    b = tf.Variable(0.1)
    for i in range(100000):
        with tf.GradientTape() as tape:
            loss = (w * 3.0 + b - 6.0) ** 2
        dw, db = tape.gradient(loss, [w, b])
        w.assign_sub(0.001 * dw)
        b.assign_sub(0.001 * db)

    """

  private static let matrixLoop = """
    import tensorflow as tf
    x = tf.reshape(tf.range(128, dtype=tf.float32) / 128.0, [8, 16])
    w = tf.Variable(tf.fill([16, 16], 0.01))
    for i in range(100000):
        with tf.GradientTape() as tape:
            h = tf.tanh(x @ w)
            loss = tf.reduce_mean((h - 0.5) ** 2)
        w.assign_sub(0.001 * tape.gradient(loss, w))

    """

  private static func loop(_ work: String, lesson: String, budget: Int?) throws {
    let session = LessonSession(SourceText(name: "loop.py", lesson))
    if let budget { session.recording.memoryBudget = budget }
    guard session.run().exitCode == 0 else { throw NoWalk() }
    try explore(work, session.recording, steps: 100_000)
  }

  // MARK: Measuring

  private static let size = (width: 160, height: 50)

  private static func explore(_ work: String, _ recording: Recording, steps: Int?) throws {
    var canvas = Canvas(width: size.width, height: size.height)
    let start = cpuSeconds()
    let walk = try Walk(recording)
    var explorer = Explorer(walk, .init(name: "bench.py", command: ""))
    var effects = explorer.update(.resize(width: size.width, height: size.height))
    explorer.render(into: &canvas)
    Table.print(
      Row(
        work: "\(work): first frame", unit: .milliseconds, ours: .value(cpuSeconds() - start),
        bar: .atMost(300)))
    let desk = LayoutDesk()
    work_: do {
      var driver = Driver(explorer: explorer, canvas: canvas, desk: desk)
      driver.settle(effects)
      effects = []
      if let steps {
        let worst = try driver.jumps(to: steps)
        Table.print(
          Row(
            work: "\(work): jump, worst of 200", unit: .milliseconds, ours: .value(worst),
            bar: .atMost(50)))
      }
      try driver.pressAll()
      let slow = driver.times.sorted { $0.value > $1.value }
      guard let first = slow.first else { break work_ }
      Table.print(
        Row(
          work: "\(work): worst of \(slow.count) keys (\(first.key))", unit: .milliseconds,
          ours: .value(first.value), bar: .atMost(16)))
      let over = slow.dropFirst().prefix { $0.value > 0.016 }.prefix(12)
      for (key, seconds) in over { Table.note("    \(key) \(significant(seconds * 1e3)) ms") }
    }
  }

  /// An explorer that keys are pressed in; what it wants to have done beside is not counted.
  private struct Driver {
    var explorer: Explorer
    var canvas: Canvas
    let desk: LayoutDesk
    var times: [String: Double] = [:]
    var random = SystemRandomNumberGenerator()

    mutating func settle(_ effects: [Effect<Explorer.Work>]) {
      var pending = effects
      while !pending.isEmpty {
        guard case .run(let work) = pending.removeFirst() else { continue }
        switch work {
        case .layout(let request):
          pending += explorer.update(.message(.laidOut(desk.answer(request))))
        case .surface(let request):
          pending += explorer.update(.message(.surface(request.answer())))
        case .live, .rerun, .export: break
        case .scene(let request):
          pending += explorer.update(.message(.sceneMade(desk.answer(request))))
        }
      }
    }

    /// Takes an event in and draws.
    mutating func measured(_ name: String, _ event: TUI.Event<Explorer.Message>) {
      let start = cpuSeconds()
      let effects = explorer.update(event)
      canvas.clear()
      explorer.render(into: &canvas)
      times[name] = max(times[name] ?? 0, cpuSeconds() - start)
      settle(effects)
    }

    /// Jumps to training steps all over the lesson.
    mutating func jumps(to steps: Int) throws -> Double {
      var worst = 0.0
      for _ in 0..<200 {
        let start = cpuSeconds()
        let effects = try explorer.perform("train \(Int.random(in: 1...steps))")
        canvas.clear()
        explorer.render(into: &canvas)
        worst = max(worst, cpuSeconds() - start)
        settle(effects)
      }
      return worst
    }

    /// Every key of the table: in the middle of the walk in every pane, elsewhere where it belongs.
    mutating func pressAll() throws {
      let leaving = ["back", "quit", "suspend", "copy"]
      let actions = Explorer.actions.actions.filter { !leaving.contains($0.name) }
      let count = explorer.walk.count
      let places = [count / 2, count / 7, count - 1]
      for place in places {
        for pane in Pane.allCases {
          settle(try explorer.perform("pane \(pane.word)"))
          let start = cpuSeconds()
          let effects = try explorer.perform("goto \(place + 1)")
          times["goto"] = max(times["goto"] ?? 0, cpuSeconds() - start)
          settle(effects)
          let scopes = pane == .nodes ? [pane.scope, .global] : [pane.scope]
          let pressed = actions.filter {
            place == places[0] || !$0.scopes.filter(scopes.contains).isEmpty
          }
          // What a key leaves behind, such as a prompt, does not meet the next one.
          let before = explorer
          for key in pressed.flatMap(\.keys) {
            let word = "\(key.name) in \(pane.word)"
            measured(word, .key(key))
            for _ in 0..<4 where explorer.tickInterval == 0 {
              measured(word + ", running", .tick)
            }
            measured("s after " + word, .key(.character("s")))
            explorer = before
          }
        }
      }
    }
  }
}

/// There is nothing to walk.
private struct NoWalk: Error {}
