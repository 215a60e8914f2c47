import Glibc
import Synchronization

/// Lets another thread look at the recording of a lesson that is running: of the two only one is
/// inside at a time.
///
/// The lesson is inside from its start to its end, but for the moments at which somebody waits: it
/// looks for that every few milliseconds and goes on when the other has left. A look that lasts is
/// a pause.
package final class LessonGate: @unchecked Sendable {
  private enum Side { case nobody, lesson, visitor }

  /// How many visitors wait; the lesson reads it without taking the lock.
  private let waiting = Atomic<Int>(0)
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let change: UnsafeMutablePointer<pthread_cond_t>
  /// Who is inside; read and written under the lock.
  private var inside = Side.nobody

  /// Whether the run has come as far as it shall; asked whenever the lesson looks at the gate.
  package var isFarEnough: (() -> Bool)?

  package init() {
    lock = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    change = .allocate(capacity: 1)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    change.deallocate()
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  // MARK: The lesson's side

  /// The lesson begins.
  func begin() { lessonEnters() }

  /// The lesson is over.
  func end() { leave() }

  /// Lets a visitor in, if one waits.
  @inline(__always)
  func poll() {
    if waiting.load(ordering: .relaxed) > 0 { letIn() }
  }

  @inline(never)
  private func letIn() {
    leave()
    lessonEnters()
  }

  private func lessonEnters() {
    pthread_mutex_lock(lock)
    // Whoever waits goes first: the lesson would be back before the other has woken.
    while inside != .nobody || waiting.load(ordering: .relaxed) > 0 {
      pthread_cond_wait(change, lock)
    }
    inside = .lesson
    pthread_mutex_unlock(lock)
  }

  private func leave() {
    pthread_mutex_lock(lock)
    inside = .nobody
    pthread_cond_broadcast(change)
    pthread_mutex_unlock(lock)
  }

  // MARK: The visitor's side

  /// Waits for the lesson to step aside, so long at most.
  ///
  /// - Returns: whether the recording may be looked at now, until `goOn` is called.
  package func stop(within milliseconds: Int) -> Bool {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    let nanoseconds = deadline.tv_nsec + (milliseconds % 1_000) * 1_000_000
    deadline.tv_sec += milliseconds / 1_000 + nanoseconds / 1_000_000_000
    deadline.tv_nsec = nanoseconds % 1_000_000_000
    waiting.add(1, ordering: .relaxed)
    pthread_mutex_lock(lock)
    var isLate = false
    while inside != .nobody, !isLate {
      isLate = pthread_cond_timedwait(change, lock, &deadline) == ETIMEDOUT
    }
    let isFree = inside == .nobody
    if isFree { inside = .visitor }
    waiting.subtract(1, ordering: .relaxed)
    // The lesson may be waiting for the one who gave up.
    pthread_cond_broadcast(change)
    pthread_mutex_unlock(lock)
    return isFree
  }

  /// Lets the lesson go on.
  package func goOn() { leave() }
}
