import Engine
import Glibc
import GraphView
import Script
import Synchronization
import TUI

/// A lesson that runs on a thread of its own, so that a screen can show how far it is.
///
/// Its recording is looked at under the gate only; whoever holds it while the lesson pauses may
/// walk it.
package final class RunningLesson: @unchecked Sendable {
  private let session: LessonSession
  private let source: LessonSource
  private let target: String?
  private let gate = LessonGate()
  private let outcome = Mutex<LessonOutcome?>(nil)
  private let finished: UnsafeMutablePointer<sem_t>
  private var monitor: LiveMonitor?
  private let rerunner = Mutex<LessonRerunner?>(nil)

  /// Starts a session.
  ///
  /// - Parameters:
  ///   - session: a session that has not run.
  ///   - source: where it is from.
  ///   - target: the name of the value to walk back from, where one is asked for.
  package init(_ session: LessonSession, from source: LessonSource, target: String?) {
    self.session = session
    self.source = source
    self.target = target
    finished = .allocate(capacity: 1)
    sem_init(finished, 0, 0)
    session.gate = gate
    let start = { [self] in
      let ending = self.session.run()
      outcome.withLock { $0 = ending }
      sem_post(finished)
    }
    if !BackgroundThread.start(start) { start() }
  }

  /// Waits for the end, so long at most.
  ///
  /// - Returns: the lesson, once it has run.
  package func wait(milliseconds: Int) -> OpenedLesson? {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    let nanoseconds = deadline.tv_nsec + (milliseconds % 1_000) * 1_000_000
    deadline.tv_sec += milliseconds / 1_000 + nanoseconds / 1_000_000_000
    deadline.tv_nsec = nanoseconds % 1_000_000_000
    while sem_timedwait(finished, &deadline) != 0 {
      if errno != EINTR { return nil }
    }
    // Whoever asks again gets the same answer.
    sem_post(finished)
    return opened
  }

  /// The lesson, if it is over.
  package var opened: OpenedLesson? {
    outcome.withLock { $0 }.map { OpenedLesson(source: source, session: session, outcome: $0) }
  }

  /// Ends the lesson; what it has recorded stays.
  package func interrupt() { session.interrupt() }

  /// Begins to post how far the lesson is.
  package func report(to post: @escaping @Sendable (LiveNews) -> Void) {
    let made = LiveMonitor(self, post)
    monitor = made
    if !BackgroundThread.start({ made.run() }) { made.run() }
  }

  /// Lets the lesson stand still, go on, or end.
  package func obey(_ order: LiveOrder) { monitor?.take(order) }

  /// What runs the lesson again with other values, once it pauses or is over.
  package var runner: LessonRerunner? { rerunner.withLock { $0 } }

  // MARK: For the monitor

  fileprivate func end(_ opened: OpenedLesson) -> LessonRerunner {
    let made = LessonRerunner(opened, target: target)
    rerunner.withLock { $0 = made }
    return made
  }

  fileprivate func pause() -> LessonRerunner {
    let made = LessonRerunner(pausing: session, from: source, target: target)
    rerunner.withLock { $0 = made }
    return made
  }

  fileprivate var recording: Recording { session.recording }

  fileprivate func stop(within milliseconds: Int) -> Bool { gate.stop(within: milliseconds) }

  fileprivate func goOn() { gate.goOn() }

  fileprivate func walk() -> Walk? {
    (try? Walk(session.recording, target: target)) ?? (try? Walk(session.recording))
  }
}

/// Looks at a running lesson ten times a second and tells of it.
private final class LiveMonitor: @unchecked Sendable {
  private let lesson: RunningLesson
  private let post: @Sendable (LiveNews) -> Void
  private let orders = Mutex<[LiveOrder]>([])
  private let signal: UnsafeMutablePointer<sem_t>

  init(_ lesson: RunningLesson, _ post: @escaping @Sendable (LiveNews) -> Void) {
    self.lesson = lesson
    self.post = post
    signal = .allocate(capacity: 1)
    sem_init(signal, 0, 0)
  }

  func take(_ order: LiveOrder) {
    orders.withLock { $0.append(order) }
    sem_post(signal)
  }

  private func nextOrder() -> LiveOrder? {
    orders.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }

  /// Until the lesson is over.
  func run() {
    var traces = LiveTraces()
    var running = 0
    var last = Self.milliseconds
    while true {
      if let opened = lesson.opened { return end(opened) }
      while let order = nextOrder() {
        switch order {
        case .resume: break
        case .end: lesson.interrupt()
        case .pause:
          running += Self.milliseconds - last
          pause()
          last = Self.milliseconds
        }
      }
      let now = Self.milliseconds
      running += now - last
      last = now
      if lesson.stop(within: 30) {
        var report = traces.read(lesson.recording)
        lesson.goOn()
        report.milliseconds = running
        post(.progress(report))
      }
      wait(100)
    }
  }

  /// Stands still until the next order.
  private func pause() {
    while !lesson.stop(within: 50) {
      if lesson.opened != nil { return }
      // A long op of the lesson: whoever changes his mind need not wait for it.
      if orders.withLock({ !$0.isEmpty }) { return }
    }
    if lesson.opened == nil, let walk = lesson.walk() {
      post(.paused(WalkParcel(walk, .interrupted, runner: lesson.pause())))
      while orders.withLock({ $0.isEmpty }) { _ = sem_wait(signal) }
    }
    lesson.goOn()
  }

  private func end(_ opened: OpenedLesson) {
    guard let walk = lesson.walk() else { return }
    post(.ended(WalkParcel(walk, opened.ending, runner: lesson.end(opened))))
  }

  private func wait(_ milliseconds: Int) {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    let nanoseconds = deadline.tv_nsec + milliseconds * 1_000_000
    deadline.tv_sec += nanoseconds / 1_000_000_000
    deadline.tv_nsec = nanoseconds % 1_000_000_000
    _ = sem_timedwait(signal, &deadline)
  }

  private static var milliseconds: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
  }
}

/// A thread that nobody waits for.
private final class BackgroundThread {
  private let body: () -> Void

  private init(_ body: @escaping () -> Void) { self.body = body }

  /// Starts a thread; false where the system has none to give.
  static func start(_ body: @escaping () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // A walk is made here too, and that of a long lesson looks deep.
    pthread_attr_setstacksize(&attributes, 64 << 20)
    defer { pthread_attr_destroy(&attributes) }
    let start = Unmanaged.passRetained(BackgroundThread(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { raw in
        if let raw { Unmanaged<BackgroundThread>.fromOpaque(raw).takeRetainedValue().body() }
        return nil
      }, start.toOpaque())
    if status != 0 { start.release() }
    return status == 0
  }
}
