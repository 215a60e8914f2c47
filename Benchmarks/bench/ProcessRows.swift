import Glibc

/// Whole processes on the worked example, beside an interpreter that does nothing.
enum ProcessRows {
  static func run() throws {
    let folder = try ScratchFolder()
    let formula = ["export", "C = y - max(0, w*x + b)", "w=2", "x=1", "b=1", "y=5"]
    let lesson = try folder.write("worked_example.py", workedExample)
    let empty = Programs.emptyC(in: folder)
    let floor = ChildProcess.memoryFloor()
    try coldStart(
      "cold start: the formula's table", formula + ["--format", "table"], empty, floor
    ) { $0.contains("w8") }
    try coldStart("cold start: its lesson run", ["run", lesson], empty, floor) {
      $0 == workedOutput
    }
  }

  /// The worked example as a lesson; with real TensorFlow it prints `workedOutput`.
  private static let workedExample = """
    import tensorflow as tf

    w = tf.Variable(2.0)
    x = tf.Variable(1.0)
    b = tf.Variable(1.0)
    y = tf.Variable(5.0)
    with tf.GradientTape() as tape:
        w5 = w * x
        w6 = w5 + b
        w7 = tf.maximum(0.0, w6)
        w8 = y - w7
    for value in [w, x, b, y, w5, w6, w7, w8]:
        print(value.numpy())
    for gradient in tape.gradient(w8, [w, x, b, y, w5, w6, w7, w8]):
        print(gradient.numpy())

    """

  private static let workedOutput = """
    2.0
    1.0
    1.0
    5.0
    2.0
    3.0
    3.0
    2.0
    -1.0
    -2.0
    -1.0
    1.0
    -1.0
    -1.0
    -1.0
    1.0

    """

  /// CPU time and memory of one command, in turns with Python and with an empty C program.
  private static func coldStart(
    _ work: String, _ arguments: [String], _ empty: String?, _ floor: Double,
    _ isRight: (String) -> Bool
  ) throws {
    guard let gradwalk = Programs.gradwalk else { return absent(work, "not there yet") }
    let ours = ChildProcess([gradwalk] + arguments)
    let first = try ours.run()
    guard first.status == 0, isRight(first.output) else { return absent(work, "not there yet") }
    let python = Programs.python.map { ChildProcess([$0, "-c", "pass"]) }
    let least = empty.map { ChildProcess([$0]) }

    var best = (ours: Peak(), python: Peak(), least: Peak())
    for _ in 0..<25 {
      try best.python.take(python?.run())
      try best.least.take(least?.run())
      try best.ours.take(ours.run())
    }
    Table.print(
      Row(
        work: work, unit: .milliseconds, ours: .value(best.ours.seconds),
        beside: best.python.reference("python3", \.seconds), bar: .atMost(10)))
    Table.print(
      Row(
        work: "  beside an empty static C program", unit: .milliseconds,
        ours: .value(best.ours.seconds), beside: best.least.reference("C", \.seconds)))
    Table.print(
      Row(
        work: "  memory", unit: .mebibytes, ours: best.ours.memory(floor),
        beside: best.python.isTaken
          ? .init("python3", best.python.memory(floor)) : .init("python3", .absent("skipped")),
        bar: .atMost(20)))
  }

  private static func absent(_ work: String, _ reason: String) {
    Table.print(
      Row(work: work, unit: .milliseconds, ours: .absent(reason), bar: .atMost(10)))
  }
}

/// The least CPU time, and the least of the peaks of memory, of several runs.
struct Peak {
  private(set) var seconds = Double.infinity
  private(set) var bytes = Double.infinity

  var isTaken: Bool { seconds.isFinite }

  mutating func take(_ ending: ChildProcess.Ending?) throws {
    guard let ending else { return }
    guard ending.status == 0 else { throw ChildFailed() }
    seconds = min(seconds, ending.cpuSeconds)
    bytes = min(bytes, ending.peakBytes)
  }

  /// The memory as far as it can be told from the parent's.
  func memory(_ floor: Double) -> Row.Measured {
    bytes <= floor * 1.02 ? .atMost(bytes) : .value(bytes)
  }

  func reference(_ name: String, _ number: KeyPath<Peak, Double>) -> Row.Reference {
    isTaken ? .init(name, self[keyPath: number]) : .init(name, .absent("skipped"))
  }
}

/// A child that had worked once did not work again.
struct ChildFailed: Error {}
