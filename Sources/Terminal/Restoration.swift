import CNcurses
import Glibc

/// Puts the terminal back as it was, on every way out of the process.
///
/// What has to be written is prepared when the screen is taken, so that the handler of a deadly signal
/// only writes bytes, sets the terminal's modes and hands the signal on.
enum Restoration {
  /// What the handler needs, in memory that neither moves nor counts references.
  private struct State {
    var isArmed = false
    var modes = termios()
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var processID: pid_t = 0
  }

  private nonisolated(unsafe) static let state: UnsafeMutablePointer<State> = {
    let pointer = UnsafeMutablePointer<State>.allocate(capacity: 1)
    pointer.initialize(to: State())
    return pointer
  }()

  /// The handlers that were in place before, by signal.
  private nonisolated(unsafe) static let earlier: UnsafeMutablePointer<sigaction> = {
    let pointer = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    pointer.initialize(repeating: sigaction(), count: 65)
    return pointer
  }()

  /// The signals that end the process unless somebody handles them.
  static let deadlySignals = [
    SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGSYS, SIGTERM, SIGHUP, SIGQUIT,
  ]

  /// Remembers the terminal's modes and what to send, and takes the deadly signals.
  ///
  /// - Parameter sequence: What undoes every mode that the screen sets.
  static func arm(sequence: String) {
    tcgetattr(STDIN_FILENO, &state.pointee.modes)
    let bytes = Array(sequence.utf8)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    copy.initialize(from: bytes, count: bytes.count)
    state.pointee.bytes?.deallocate()
    state.pointee.bytes = copy
    state.pointee.count = bytes.count
    state.pointee.processID = getpid()
    if !hasExitHandler {
      hasExitHandler = true
      atexit { Restoration.restore() }
    }
    prepareSignalStack()
    for signal in deadlySignals {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { Restoration.handle($0) }
      action.sa_flags = Int32(SA_ONSTACK) | SA_NODEFER
      sigaction(signal, &action, earlier + Int(signal))
    }
    state.pointee.isArmed = true
  }

  private nonisolated(unsafe) static var hasExitHandler = false

  /// Gives the signals back to whoever had them; the terminal is already as it was.
  static func disarm() {
    guard state.pointee.isArmed else { return }
    state.pointee.isArmed = false
    for signal in deadlySignals { sigaction(signal, earlier + Int(signal), nil) }
  }

  /// Writes the prepared bytes and sets the modes; safe in a signal handler.
  private static func restore() {
    guard state.pointee.isArmed, state.pointee.processID == getpid() else { return }
    state.pointee.isArmed = false
    if let bytes = state.pointee.bytes {
      _ = Glibc.write(STDOUT_FILENO, bytes, state.pointee.count)
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &state.pointee.modes)
  }

  /// Restores the terminal and lets the signal do what it would have done.
  private static func handle(_ signal: Int32) {
    restore()
    sigaction(signal, earlier + Int(signal), nil)
    raise(signal)
  }

  /// Gives this thread a stack for signals, so that running out of its own stack is handled too.
  package static func prepareSignalStack() {
    let size = 64 * 1024
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    var old = stack_t()
    sigaltstack(nil, &old)
    if Int32(bitPattern: UInt32(old.ss_flags)) & Int32(2) == 0, old.ss_size >= size {
      stack.ss_sp.deallocate()
      return
    }
    sigaltstack(&stack, nil)
  }
}
