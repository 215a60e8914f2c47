import Glibc

/// Signals that become events: an interrupt and a stop that come from outside the terminal.
enum SoftSignals {
  /// Where the handlers write the number of the signal.
  private nonisolated(unsafe) static var descriptor: Int32 = -1
  private static let signals = [SIGINT, SIGTSTP]

  /// Sends the signals to a pipe.
  static func attach(to pipe: Int32) {
    descriptor = pipe
    for signal in signals {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { SoftSignals.handle($0) }
      sigaction(signal, &action, nil)
    }
  }

  /// Lets the signals do what they usually do.
  static func detach() {
    descriptor = -1
    for signal in signals { Glibc.signal(signal, SIG_DFL) }
  }

  private static func handle(_ signal: Int32) {
    let saved = errno
    var byte = UInt8(truncatingIfNeeded: signal)
    if descriptor >= 0 { _ = Glibc.write(descriptor, &byte, 1) }
    errno = saved
  }
}
