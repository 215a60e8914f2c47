import Limits

/// Lessons run as whole processes, nothing subtracted: recorded scalar ops, and the plain-Python
/// parts that every lesson has beside its tensors.
enum LessonRows {
  static func run() throws {
    let folder = try ScratchFolder()
    try recordedOps(folder)
    for lesson in plainLessons { try plain(lesson, folder) }
  }

  // MARK: Recorded ops

  private static let recordedOps = 999_999

  private static let recordedLesson = """
    import tensorflow as tf

    a = tf.constant(0.999)
    b = tf.constant(0.5)
    c = tf.constant(0.25)
    x = tf.constant(1.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x
        for i in range(\(recordedOps / 3)):
            y = y * a
            y = y + b
            y = y - c
    print(y.numpy())

    """

  /// What it prints: float32 arithmetic is the same everywhere.
  private static var recordedOutput: String {
    var y: Float = 1
    for _ in 0..<recordedOps / 3 {
      y = y * 0.999
      y = y + 0.5
      y = y - 0.25
    }
    return "\(y)\n"
  }

  private static func recordedOps(_ folder: ScratchFolder) throws {
    let work = "a lesson's scalar op, interpreted and recorded"
    let path = try folder.write("recorded.py", recordedLesson)
    let floor = ChildProcess.memoryFloor()
    guard let ours = try working(["run", path], prints: recordedOutput) else {
      return Table.print(
        Row(work: work, unit: .nanoseconds, ours: .absent("not there yet"), bar: .atMost(450)))
    }
    var best = Peak()
    let (_, theirs) = try alternating(rounds: 5) {
      try best.take(ours.run())
      return 0
    } _: {
      limits_scalar_tape(recordedOps, 1).forward
    }
    let scale = 1 / Double(recordedOps)
    Table.print(
      Row(
        work: work, unit: .nanoseconds, ours: .value(best.seconds * scale),
        beside: .init("C", theirs * scale), bar: .atMost(450)))
    Table.print(
      Row(
        work: "  memory of the process, an op", unit: .bytes,
        ours: best.memory(floor).scaled(by: scale),
        beside: .init("C", Double(limits_scalar_tape_bytes_per_node())), bar: .atMost(128)))
  }

  // MARK: Plain Python

  private struct Lesson {
    let work: String
    let file: String
    let text: String
    let output: String
  }

  private static let plainLessons = [
    Lesson(
      work: "plain Python: 10⁶ arithmetic steps", file: "arithmetic.py",
      text: """
        total = 0.0
        for i in range(1000000):
            total = total + i * 0.5
        print(total)

        """, output: "249999750000.0\n"),
    Lesson(
      work: "plain Python: 10⁶ calls", file: "calls.py",
      text: """
        def step(total, i):
            return total + i

        total = 0
        i = 0
        while i < 1000000:
            total = step(total, i)
            i += 1
        print(total)

        """, output: "499999500000\n"),
    Lesson(
      work: "plain Python: 10⁶ list operations", file: "lists.py",
      text: """
        values = []
        for i in range(500000):
            values.append(i)
        total = 0
        for i in range(len(values)):
            total += values[i]
        print(total, sum([v * 2 for v in values]))

        """, output: "124999750000 249999500000\n"),
  ]

  private static func plain(_ lesson: Lesson, _ folder: ScratchFolder) throws {
    let path = try folder.write(lesson.file, lesson.text)
    guard let ours = try working(["run", path], prints: lesson.output) else {
      return Table.print(
        Row(
          work: lesson.work, unit: .milliseconds, ours: .absent("not there yet"), bar: .ratio(1)))
    }
    let python = Programs.python.map { ChildProcess([$0, path]) }
    var best = (ours: Peak(), python: Peak())
    for _ in 0..<7 {
      try best.python.take(python?.run())
      try best.ours.take(ours.run())
    }
    Table.print(
      Row(
        work: lesson.work, unit: .milliseconds, ours: .value(best.ours.seconds),
        beside: best.python.reference("python3", \.seconds), bar: .ratio(1)))
  }

  /// The command, if it does what the lesson says; `nil` where it cannot yet.
  private static func working(_ arguments: [String], prints output: String) throws -> ChildProcess?
  {
    guard let gradwalk = Programs.gradwalk else { return nil }
    let command = ChildProcess([gradwalk] + arguments)
    let first = try command.run()
    return first.status == 0 && first.output == output ? command : nil
  }
}

extension Row.Measured {
  fileprivate func scaled(by factor: Double) -> Row.Measured {
    switch self {
    case .value(let number): .value(number * factor)
    case .atMost(let number): .atMost(number * factor)
    case .absent(let reason): .absent(reason)
    }
  }
}
