import Glibc

/// How much memory a lesson may take: asked before anything large is made, so that a slip such as
/// `[0] * 10**12` raises `MemoryError` instead of ending the process.
package enum Room {
  /// Half of the machine's memory.
  private static let limit = max(
    sysconf(Int32(_SC_PHYS_PAGES)) / 2 * sysconf(Int32(_SC_PAGESIZE)), 1 << 28)

  /// What is smaller than this is made without asking.
  private static let small = 1 << 24

  /// Checks that so many values fit.
  @inline(__always)
  package static func values(_ count: Int) throws(Raise) {
    if count > small / 16 { try ask(for: count, of: 16) }
  }

  /// Checks that so many bytes fit.
  @inline(__always)
  package static func bytes(_ count: Int) throws(Raise) {
    if count > small { try ask(for: count, of: 1) }
  }

  /// Checks that `count` pieces of `size` bytes fit.
  package static func bytes(_ count: Int, of size: Int) throws(Raise) {
    let (total, isOver) = count.multipliedReportingOverflow(by: size)
    if isOver { throw Raise(.memoryError, []) }
    try bytes(total)
  }

  /// Checks that an array of these lengths fits.
  package static func array(_ lengths: [Int]) throws(Raise) {
    var total = 8
    for length in lengths where length >= 0 {
      let (product, isOver) = total.multipliedReportingOverflow(by: length)
      if isOver { throw Raise(.memoryError, "Unable to allocate an array of shape \(lengths)") }
      total = product
    }
    if total > small, total >= limit || used + total >= limit {
      throw Raise(.memoryError, "Unable to allocate an array of shape \(lengths)")
    }
  }

  @inline(never)
  private static func ask(for count: Int, of size: Int) throws(Raise) {
    let (bytes, isOver) = count.multipliedReportingOverflow(by: size)
    guard !isOver, bytes < limit, used + bytes < limit else { throw Raise(.memoryError, []) }
  }

  /// Raises `MemoryError` where the lesson has taken too much already.
  static func check() throws(Raise) {
    if used > limit { throw Raise(.memoryError, []) }
  }

  /// The memory that the process has in use, or 0 where that is not known.
  private static var used: Int {
    let file = open("/proc/self/statm", O_RDONLY)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = read(file, &text, text.count)
    guard count > 0 else { return 0 }
    let fields = text[..<count].split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else {
      return 0
    }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }
}

/// Long loops of native code look here now and then at what may stop the lesson.
enum Patience {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// The machine of the lesson that runs on this thread.
  static func attach(_ machine: MachinePointer?) { pthread_setspecific(key, machine) }

  /// After so many rounds a loop should look.
  static let rounds = 4096

  static func look() throws(Raise) {
    guard let pointer = pthread_getspecific(key) else { return }
    try pointer.assumingMemoryBound(to: Machine.self).pointee.interpreter
      .checkLimits(steps: rounds)
  }
}
