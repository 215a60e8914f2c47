import Glibc

/// How deep the current thread is inside containers, for `repr` and comparison of nested ones.
final class Nesting {
  private var depth = 0
  private var shown: [ObjectIdentifier] = []

  /// CPython's limit is shared with calls; containers alone reach it a little later.
  private static let limit = 990

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { pointer in
      if let pointer { Unmanaged<Nesting>.fromOpaque(pointer).release() }
    }
    return key
  }()

  private static var current: Nesting {
    if let pointer = pthread_getspecific(key) {
      return Unmanaged<Nesting>.fromOpaque(pointer).takeUnretainedValue()
    }
    let made = Nesting()
    pthread_setspecific(key, Unmanaged.passRetained(made).toOpaque())
    return made
  }

  /// Runs `body` inside a container; a container inside itself gives `otherwise`.
  static func enter(
    _ object: PyObject, otherwise: String, _ body: () throws(Raise) -> String
  ) throws(Raise) -> String {
    let nesting = current
    let identity = ObjectIdentifier(object)
    if nesting.shown.contains(identity) { return otherwise }
    guard nesting.shown.count < limit else {
      throw Raise(
        .recursionError, "maximum recursion depth exceeded while getting the repr of an object")
    }
    nesting.shown.append(identity)
    defer { nesting.shown.removeLast() }
    return try body()
  }

  static func compare(_ body: () throws(Raise) -> Bool) throws(Raise) -> Bool {
    let nesting = current
    guard nesting.depth < limit else {
      throw Raise(.recursionError, "maximum recursion depth exceeded in comparison")
    }
    nesting.depth += 1
    defer { nesting.depth -= 1 }
    return try body()
  }
}
