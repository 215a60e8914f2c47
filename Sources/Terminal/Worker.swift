import Glibc
import Synchronization

/// A thread beside the screen that works on the newest of what it is given.
///
/// What waits when something newer comes is never begun: nobody wants it any more.
package final class Worker<Job: Sendable>: @unchecked Sendable {
  /// The newest job, if it is not begun.
  private let waiting = Mutex<[Job]>([])
  private let isStarted = Atomic<Bool>(false)
  private let signal: UnsafeMutablePointer<sem_t>
  private let body: @Sendable (Job) -> Void

  /// A worker that does nothing yet.
  package init(_ body: @escaping @Sendable (Job) -> Void) {
    self.body = body
    signal = .allocate(capacity: 1)
    sem_init(signal, 0, 0)
  }

  /// Gives the worker something to do; the first time starts its thread, which lives as long as the
  /// process.
  package func submit(_ job: Job) {
    waiting.withLock { $0 = [job] }
    if !isStarted.exchange(true, ordering: .acquiringAndReleasing), !WorkerThread.start(work) {
      // Without a thread the work is done here, and the key waits.
      isStarted.store(false, ordering: .releasing)
      return takeWaiting()
    }
    sem_post(signal)
  }

  private func work() {
    while true {
      while sem_wait(signal) != 0 {}
      takeWaiting()
    }
  }

  private func takeWaiting() {
    let jobs = waiting.withLock { jobs in
      let taken = jobs
      jobs = []
      return taken
    }
    for job in jobs { body(job) }
  }
}

/// What a thread begins with.
private final class WorkerThread {
  private let body: () -> Void

  private init(_ body: @escaping () -> Void) { self.body = body }

  /// Graphviz calls itself once for every node of a long path.
  private static let stackSize = 64 << 20

  /// Starts a thread; false where the system has none to give.
  static func start(_ body: @escaping () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    let start = Unmanaged.passRetained(WorkerThread(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { raw in
        if let raw { Unmanaged<WorkerThread>.fromOpaque(raw).takeRetainedValue().body() }
        return nil
      }, start.toOpaque())
    if status != 0 { start.release() }
    return status == 0
  }
}
