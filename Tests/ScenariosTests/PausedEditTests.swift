import Engine
import Foundation
import GraphView
import Script
import TUI
import Testing

@testable import Scenarios

@Suite("A lesson that pauses can be edited as far as it is")
struct PausedEditTests {
  private static let text = """
    import tensorflow as tf
    w = tf.Variable(4.0)
    rate = 0.0001
    for step in range(1000000):
        with tf.GradientTape() as tape:
            loss = w * w
        w.assign_sub(rate * tape.gradient(loss, w))
    """

  /// News as they come, for whoever waits for one.
  private final class News: @unchecked Sendable {
    private let condition = NSCondition()
    private var news: [LiveNews] = []

    func post(_ one: LiveNews) {
      condition.withLock {
        news.append(one)
        condition.signal()
      }
    }

    /// Waits until the lesson has come some training steps far.
    func isUnderWay() -> Bool {
      for _ in 0..<300 {
        let far = condition.withLock {
          news.contains {
            if case .progress(let report) = $0 { report.stepCount > 20 } else { false }
          }
        }
        if far { return true }
        Thread.sleep(forTimeInterval: 0.1)
      }
      return false
    }

    /// The next news that is no mere progress.
    func next() -> LiveNews? {
      condition.lock()
      defer { condition.unlock() }
      let end = Date(timeIntervalSinceNow: 30)
      while true {
        while !news.isEmpty {
          let one = news.removeFirst()
          if case .progress = one { continue }
          return one
        }
        guard condition.wait(until: end) else { return nil }
      }
    }
  }

  @Test("The edit is seen in what was recorded so far, and the lesson runs on as its file has it")
  func edited() throws {
    let source = LessonSource.file("long.py")
    let session = LessonSession(SourceText(name: "long.py", Self.text))
    let running = RunningLesson(session, from: source, target: nil)
    let news = News()
    running.report { news.post($0) }
    defer {
      running.interrupt()
      running.obey(.resume)
      _ = running.wait(milliseconds: 10_000)
    }
    var explorer = try Explorer(running: source.subject(.finished))
    explorer.updateAtOnce(.resize(width: 100, height: 30))
    #expect(news.isUnderWay())
    _ = explorer.updateAtOnce(.key(.space))
    running.obey(.pause)
    explorer.updateAtOnce(.message(.live(try #require(news.next()))))
    #expect(explorer.notice?.contains("edits run it again as far as here") == true)
    let steps = try #require(explorer.walk.loops.turns.first?.count)

    try explorer.performAtOnce("train 3")
    let before = explorer.calm()
    try explorer.performAtOnce("edit w -2")
    #expect(explorer.edits.map(\.title) == ["w = -2"] && explorer.value("w") == "-2")
    #expect(explorer.walk.loops.turns.first?.count == steps)
    #expect(explorer.calm().contains("PAUSED") && explorer.calm().contains("1 edit"))
    try explorer.performAtOnce("edit rate 0.25")
    #expect(explorer.edits.count == 2)
    try explorer.performAtOnce("undo 2")
    #expect(explorer.calm() == before)
    try explorer.performAtOnce("redo 2")
    try explorer.performAtOnce("reload")
    #expect(explorer.notice == "the lesson pauses; once it is over, R reads its file again")

    _ = explorer.updateAtOnce(.key("P"))
    #expect(explorer.edits.isEmpty)
    #expect(explorer.notice?.contains("Z makes the edits again") == true)
    running.obey(.resume)
    running.interrupt()
    explorer.updateAtOnce(.message(.live(try #require(news.next()))))
    #expect(explorer.value("w") != "-2")
    try explorer.performAtOnce("train 3")
    #expect(explorer.calm().contains("step 3/"))

    // It was stopped: edits run it again as far as it came.
    try explorer.performAtOnce("redo 2")
    #expect(explorer.edits.count == 2 && explorer.value("w") == "-2")
  }
}
