import Glibc

/// A thread with room for deep recursion.
enum LargeStack {
  private static let size = 1 << 30

  private final class Task {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// Runs `body` on a new thread and waits for it.
  static func run(_ body: () -> Void) {
    withoutActuallyEscaping(body) { body in
      let task = Unmanaged.passRetained(Task(body))
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setstacksize(&attributes, size)
      defer { pthread_attr_destroy(&attributes) }
      var thread = pthread_t()
      let failure = pthread_create(
        &thread, &attributes,
        { pointer in
          if let pointer { Unmanaged<Task>.fromOpaque(pointer).takeRetainedValue().body() }
          return nil
        }, task.toOpaque())
      if failure == 0 {
        pthread_join(thread, nil)
      } else {
        task.takeRetainedValue().body()
      }
    }
  }
}
