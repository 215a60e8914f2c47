import Engine
import Foundation
import GraphView
import Script
import Testing

@testable import TUI

@Suite("Lessons that run while the explorer is open")
struct LiveTests {
  private func report(_ steps: Int) -> LiveReport {
    var report = LiveReport()
    report.nodeCount = 1_234_567
    report.stepCount = steps
    report.milliseconds = 2_000
    report.line = 7
    report.printed = ["epoch 1", "epoch 2"]
    report.turns = (1...steps).map(Double.init)
    report.curves = [LiveCurve(name: "loss", points: (1...steps).map { 1 / Double($0) })]
    return report
  }

  @Test("the screen shows how far it is, and only the keys that mean something")
  func progress() throws {
    var explorer = try Explorer(running: .init(name: "long.py", command: ""))
    _ = explorer.update(.resize(width: 80, height: 24))
    _ = explorer.update(.message(.live(.progress(report(40)))))
    let screen = explorer.drawn(80, 24)
    for part in [
      "RUNNING", "2.0 s", "1 234 567", "40, 20 a second", "Traces", "epoch 2", "line 7", "Space",
    ] {
      #expect(screen.contains(part), "\(part) is missing")
    }
    #expect(explorer.update(.key("s")).isEmpty)
    #expect(explorer.notice == Explorer.liveHint)
    _ = try explorer.perform("last")
    #expect(explorer.notice == Explorer.liveHint)
    #expect(explorer.update(.interrupt) == [.run(.live(.end))])
    #expect(explorer.drawn(80, 24).contains("ENDING"))
  }

  @Test("it pauses to be walked, goes on, and ends with its walk and the place kept")
  func pause() throws {
    let lesson = try ExplorerLessons.descent(turns: 8)
    var explorer = try Explorer(running: .init(name: "descent.py", command: ""))
    _ = explorer.update(.resize(width: 80, height: 24))
    #expect(explorer.update(.key(.space)) == [.run(.live(.pause))])
    explorer.updateAtOnce(.message(.live(.paused(WalkParcel(lesson.walk, .interrupted)))))
    #expect(!explorer.isLive && explorer.drawn(80, 24).contains("PAUSED"))
    explorer.type("s s s")
    #expect(explorer.walk.index == 3)
    #expect(explorer.update(.key("P")) == [.run(.live(.resume))])
    #expect(explorer.isLive && explorer.drawn(80, 24).contains("RUNNING"))
    explorer.updateAtOnce(.message(.live(.ended(WalkParcel(lesson.walk, .finished)))))
    #expect(explorer.walk.index == 3 && explorer.live == nil)
    #expect(explorer.drawn(80, 24).contains("FORWARD 3/4"))
    explorer.type("P")
    #expect(explorer.notice == "no lesson runs: this one is over")
  }

  @Test("a recording stands still while it is looked at, and what is read of it adds up")
  func gate() throws {
    let session = LessonSession(
      SourceText(
        name: "loop.py",
        """
        import tensorflow as tf
        w = tf.Variable(1.0)
        for i in range(3000):
            with tf.GradientTape() as tape:
                loss = w * w
            w.assign_sub(0.001 * tape.gradient(loss, w))

        """))
    let gate = LessonGate()
    session.gate = gate
    let run = Unchecked(session)
    let isOver = Unchecked(Flag())
    let thread = Thread {
      _ = run.value.run()
      isOver.value.raise()
    }
    thread.stackSize = 1 << 22
    thread.start()
    var traces = LiveTraces()
    var last = 0
    var looks = 0
    while !isOver.value.isRaised {
      guard gate.stop(within: 50) else { continue }
      let before = session.recording.count
      let report = traces.read(session.recording)
      #expect(session.recording.count == before && before >= last)
      last = before
      looks += 1
      #expect(report.curves.allSatisfy { $0.points.count == report.turns.count })
      gate.goOn()
      Thread.sleep(forTimeInterval: 0.002)
    }
    #expect(looks > 0)
    let report = traces.read(session.recording)
    #expect(report.stepCount == 3_000 && report.curves.map(\.name) == ["loss", "w"])
    #expect(report.turns.count <= 2_049)
    let whole = try Walk(session.recording).traces().curves(.loss)[0].points
    for (turn, point) in zip(report.turns, report.curves[0].points) {
      #expect(whole[Int(turn) - 1] == point)
    }
  }

  private struct Unchecked<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var isSet = false
    var isRaised: Bool { lock.withLock { isSet } }
    func raise() { lock.withLock { isSet = true } }
  }
}
