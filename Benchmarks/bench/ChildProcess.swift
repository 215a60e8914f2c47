import Glibc

/// A program with arguments that can be run again and again.
struct ChildProcess {
  let arguments: [String]

  /// How one run of it ended.
  struct Ending {
    /// User and system.
    let cpuSeconds: Double
    let peakBytes: Double
    let output: String
    /// Exit code, or `nil` after a signal.
    let status: Int32?
  }

  init(_ arguments: [String]) { self.arguments = arguments }

  /// Runs it to its end: nothing on standard input, standard error thrown away.
  ///
  /// - Throws: where it cannot be started.
  func run() throws -> Ending {
    let pipe = try Pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, pipe.writing, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    let failure = posix_spawnp(&pid, arguments[0], &actions, nil, &words, environ)
    pipe.closeWriting()
    guard failure == 0 else { throw SystemFailure("posix_spawn \(arguments[0])", failure) }

    let output = pipe.readAll()
    var status: Int32 = 0
    var usage = rusage()
    while wait4(pid, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw SystemFailure("wait4", errno) }
    }
    return Ending(
      cpuSeconds: usage.ru_utime.seconds + usage.ru_stime.seconds,
      peakBytes: Double(usage.ru_maxrss) * 1024, output: output,
      status: status & 0x7f == 0 ? (status >> 8) & 0xff : nil)
  }

  /// The least memory that any child's peak is reported as: what the kernel counts of its parent.
  static func memoryFloor() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) * 1024
  }
}

/// A call of the system that failed.
struct SystemFailure: Error, CustomStringConvertible {
  let call: String
  let code: Int32

  init(_ call: String, _ code: Int32) {
    self.call = call
    self.code = code
  }

  var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// Both ends of a pipe, closed when it goes.
private final class Pipe {
  let writing: Int32
  private let reading: Int32
  private var isOpen = true

  init() throws {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw SystemFailure("pipe", errno) }
    // A child gets its end as its standard output, and nothing more.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reading = ends[0]
    writing = ends[1]
  }

  deinit {
    closeWriting()
    close(reading)
  }

  func closeWriting() {
    if isOpen { close(writing) }
    isOpen = false
  }

  func readAll() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(reading, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        return String(decoding: bytes, as: UTF8.self)
      }
    }
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + 1e-6 * Double(tv_usec) }
}
