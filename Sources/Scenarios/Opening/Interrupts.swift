import Glibc
import Synchronization

/// Turns Ctrl-C into a call while a lesson runs: the first ends the lesson, the second the process.
///
/// The signal is taken by a thread that waits for it, so what it calls may do what it likes.
package final class Interrupts: Sendable {
  private let action: @Sendable () -> Void
  private let isOver = Atomic<Bool>(false)
  private let isUsed = Atomic<Bool>(false)

  private init(_ action: @escaping @Sendable () -> Void) { self.action = action }

  /// Runs the body; Ctrl-C meanwhile calls `action`.
  ///
  /// - Parameters:
  ///   - action: ends what the body does; called on another thread.
  ///   - body: what is done.
  /// - Returns: What the body returns.
  package static func calling<Result>(
    _ action: @escaping @Sendable () -> Void, while body: () -> Result
  ) -> Result {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let watch = Interrupts(action)
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Interrupts>.fromOpaque(argument).takeRetainedValue().wait()
        return nil
      }, Unmanaged.passRetained(watch).toOpaque())
    guard started == 0 else { return body() }
    defer {
      watch.isOver.store(true, ordering: .sequentiallyConsistent)
      pthread_kill(thread, SIGINT)
      pthread_join(thread, nil)
    }
    return body()
  }

  private func wait() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    var number: Int32 = 0
    while sigwait(&signals, &number) == 0 {
      if isOver.load(ordering: .sequentiallyConsistent) { return }
      // Whoever asks twice does not want to wait for the lesson.
      if isUsed.exchange(true, ordering: .sequentiallyConsistent) { _exit(130) }
      action()
    }
  }
}
