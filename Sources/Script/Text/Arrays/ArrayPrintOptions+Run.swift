import Glibc

/// The options that the lesson running on this thread has set; every run has a thread of its own.
extension ArrayPrintOptions {
  private final class Box {
    var options: ArrayPrintOptions
    init(_ options: ArrayPrintOptions) { self.options = options }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { pointer in
      if let pointer { Unmanaged<Box>.fromOpaque(pointer).release() }
    }
    return key
  }()

  package static var current: ArrayPrintOptions {
    get {
      guard let pointer = pthread_getspecific(key) else { return ArrayPrintOptions() }
      return Unmanaged<Box>.fromOpaque(pointer).takeUnretainedValue().options
    }
    set {
      if let pointer = pthread_getspecific(key) {
        Unmanaged<Box>.fromOpaque(pointer).takeUnretainedValue().options = newValue
      } else {
        pthread_setspecific(key, Unmanaged.passRetained(Box(newValue)).toOpaque())
      }
    }
  }
}
